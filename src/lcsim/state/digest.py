"""One number for a whole state: equal digests mean bit-equal runs."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from lcsim.state.columns import PEOPLE, State

BIG_ENDIAN = sys.byteorder == "big"
Taking = Callable[[bytes], object]
FEW = 10_000
"""People whose bytes are put together first: hashing them one by one takes longer, and of many takes their memory twice."""

PEOPLE_IN_DIGEST = [
    "key",
    "values",
    "formative",
    "practice",
    "known",
    "complying",
    "energy",
    "identity",
    "authority",
    "openness",
    "role",
    "joined",
    "leaves",
    "left",
    "present",
]
TEAM_IN_DIGEST = ("team_key", "safety", "activity", "legitimacy", "leavers", "leader_left")
ORGANISATION_IN_DIGEST = (
    "organisation_key",
    "code",
    "espoused",
    "control",
    "learning_time",
    "workload",
    "responsiveness",
)


def digest(state: State) -> str:
    """SHA-256 (hex) over the raw columns in the order of person, team and organisation keys.

    Rows of people may be in any order, and so may ties and teams: permuted rows have equal digests.
    Little-endian bytes on every machine.
    """
    pieces: list[bytes] = []
    hashed = hashlib.sha256()
    n = int(state.clock[PEOPLE])
    total: Taking = pieces.append if n <= FEW else hashed.update
    order = np.argsort(state.key[:n], kind="stable")
    for name in PEOPLE_IN_DIGEST:
        _add(total, name, getattr(state, name).take(order, axis=0))
    _add(total, "team_of", state.team_key.take(state.team.take(order)))
    _add(total, "organisation_of", state.organisation_key.take(state.organisation.take(order)))
    _add_ties(total, state, order)
    teams = np.argsort(state.team_key, kind="stable")
    for name in TEAM_IN_DIGEST:
        _add(total, name, getattr(state, name).take(teams, axis=0))
    organisations = np.argsort(state.organisation_key, kind="stable")
    for name in ORGANISATION_IN_DIGEST:
        _add(total, name, getattr(state, name).take(organisations, axis=0))
    seats = np.argsort(state.seat_key, kind="stable")
    for name in ("seat_key", "seat_holders", "seat_vacant_since"):
        _add(total, name, getattr(state, name).take(seats, axis=0))
    _add(total, "redraw_count", state.redraw_count)
    if state.susceptibility.size:  # columns that most communities do without
        _add(total, "susceptibility", state.susceptibility[:n][order])
    if state.coupling.size:
        _add(total, "coupling", state.coupling)
    if state.reality.size:
        _add(total, "reality", state.reality)
    hashed.update(b"".join(pieces))
    return hashed.hexdigest()


def _add(total: Taking, name: str, column: np.ndarray) -> None:
    total(_head(name, column.dtype, column.shape))
    if BIG_ENDIAN:
        column = column.astype(column.dtype.newbyteorder("<"))
    total(column.tobytes())


@lru_cache(maxsize=256)
def _head(name: str, kind: np.dtype[Any], shape: tuple[int, ...]) -> bytes:
    """What goes before the numbers of a column: its name, type and shape."""
    return f"{name}{kind.str[1:]}{shape}".encode()


def _add_ties(total: Taking, state: State, order: np.ndarray) -> None:
    counts = state.tie_count.take(order)
    _add(total, "tie_count", counts)
    ends = np.cumsum(counts)
    if order.size == 0 or ends[-1] == 0:
        return
    # where the slots of each person begin, counted in slots and in ties
    places = np.arange(ends[-1]) + np.repeat(order * state.tie_to.shape[1] - (ends - counts), counts)
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size)
    others = state.tie_to.ravel().take(places)
    within = np.argsort(np.repeat(np.arange(order.size) * order.size, counts) + rank.take(others), kind="stable")
    places = places.take(within)
    _add(total, "tie_to", state.key.take(others.take(within)))
    for name in ("tie_trust", "tie_kind", "tie_since", "tie_last"):
        _add(total, name, getattr(state, name).ravel().take(places))
