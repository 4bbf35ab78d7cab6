"""Networks of the literature: who is tied to whom at the founding, as lists of pairs.

People stand in one order (that of organisations, teams, groups and seats). A network is two arrays of rows, the
lower first, sorted: each pair once.
"""

from __future__ import annotations

from functools import lru_cache
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import bits, compiled, stream, stream_key
from lcsim.part import Fault, Faults
from lcsim.scenario.model import Network
from lcsim.scenario.network_checks import network_faults
from lcsim.simulation.random_networks import preferential_pairs, random_pairs, rewired

Pairs = tuple[NDArray[np.int32], NDArray[np.int32]]

LUCK = stream_key("founding", "network")
OFFSETS = {
    4: ((1, 0), (0, 1)),
    6: ((1, 0), (0, 1), (-1, 1)),
    8: ((1, 0), (0, 1), (1, 1), (-1, 1)),
    12: ((1, 0), (0, 1), (1, 1), (-1, 1), (2, 0), (0, 2)),
    24: tuple((x, y) for y in range(3) for x in range(-2, 3) if y > 0 or x > 0),
    48: tuple((x, y) for y in range(4) for x in range(-3, 4) if y > 0 or x > 0),
}
"""Steps (columns, rows) to half of the neighbours on a lattice: the other half have theirs to us.

Six are those of a lattice of triangles (cells are hexagons); 4, 8, 24 and 48 squares and their corners about one.
"""


def network_pairs(network: Network, people: int, luck: np.uint64) -> Pairs:
    """Pairs of rows that are tied, each once, the lower row first: two int32 arrays, sorted.

    Raises
    ------
    Faults
        When a network of this kind cannot have so many people.
    """
    wrong = network_faults(network, people)
    if wrong:  # a roster may hold another number of people than the file
        raise Faults([Fault(what, where=f"founding.network.{key}") for key, what in wrong])
    if network.kind == "random":
        wanted = _number_of_ties(network, people, luck)
        return _sorted(random_pairs(people, wanted, network.connected, luck), people)
    if network.kind == "preferential":
        return _sorted(preferential_pairs(people, network.neighbours, luck), people)
    pairs = _regular(network.kind, network.neighbours, network.width, network.torus, people)
    if network.rewiring > 0.0:
        pairs = _sorted(rewired(pairs, people, network.rewiring, network.keep_degrees, luck), people)
    return pairs


@lru_cache(maxsize=8)
def _regular(kind: str, neighbours: int, width: int | None, torus: bool, people: int) -> Pairs:
    rows = np.arange(people, dtype=np.int64)
    if kind == "full":
        first, second = np.triu_indices(people, 1)
        return first.astype(np.int32), second.astype(np.int32)
    if kind == "line":
        return _sorted((rows[:-1], rows[1:]), people)
    if kind == "ring":
        steps = range(1, neighbours // 2 + 1)
        return _sorted((np.tile(rows, len(steps)), np.concatenate([(rows + s) % people for s in steps])), people)
    if kind == "groups":
        return _sorted(_groups(neighbours + 1, people), people)
    return _sorted(_lattice(neighbours, width, torus, people), people)


def _groups(size: int, people: int) -> tuple[NDArray[np.int64], ...]:
    """Everybody with everybody of his group: `size` people who follow each other; the last group may be smaller."""
    first, second = np.triu_indices(size, 1)
    starts = np.arange(0, people, size, dtype=np.int64)[:, None]
    low, high = (starts + first).ravel(), (starts + second).ravel()
    return low[high < people], high[high < people]


def _lattice(neighbours: int, width: int | None, torus: bool, people: int) -> tuple[NDArray[np.int64], ...]:
    columns = isqrt(people) if width is None else width
    high = people // max(columns, 1)
    x, y = np.arange(people, dtype=np.int64) % max(columns, 1), np.arange(people, dtype=np.int64) // max(columns, 1)
    first, second = [], []
    for right, down in OFFSETS[neighbours]:
        to_x, to_y = x + right, y + down
        inside = np.ones(people, np.bool_)
        if torus:
            to_x, to_y = to_x % columns, to_y % high
        else:
            inside = (to_x >= 0) & (to_x < columns) & (to_y < high)
        first.append((y * columns + x)[inside])
        second.append((to_y * columns + to_x)[inside])
    return np.concatenate(first), np.concatenate(second)


def _sorted(pairs: tuple[NDArray[np.int64], ...], people: int) -> Pairs:
    """Each pair once, the lower row first, in order; nobody with himself (a torus of two columns meets itself)."""
    low, high = np.minimum(*pairs).astype(np.int64), np.maximum(*pairs).astype(np.int64)
    codes = np.unique((low * people + high)[low != high])
    return (codes // max(people, 1)).astype(np.int32), (codes % max(people, 1)).astype(np.int32)


def _number_of_ties(network: Network, people: int, luck: np.uint64) -> int:
    """The ties asked for, or how many of all pairs are there when each is with probability `density`."""
    most = people * (people - 1) // 2
    if network.ties is not None:
        return network.ties
    return int(_count_heads(np.uint64(stream(luck, 0, LUCK)), most, network.density))


@compiled
def _count_heads(start, most, probability):  # type: ignore[no-untyped-def]
    """How many of `most` coins fall heads."""
    heads = 0
    for coin in range(most):
        if np.float64(bits(start, np.uint64(coin), 0) >> np.uint64(11)) * 2.0**-53 < probability:
            heads += 1
    return heads
