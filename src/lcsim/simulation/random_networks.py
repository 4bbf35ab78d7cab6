"""Random networks: pairs drawn, and ties of a regular network rewired."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import bits, compiled, stream, stream_key, to_index

PAIRS = stream_key("founding", "random network")
REWIRING = stream_key("founding", "rewiring")
TRIES = 100
"""How often a tie looks for another that it can exchange an end with, before it stays as it is."""

Both = tuple[NDArray[np.int64], NDArray[np.int64]]


@compiled
def _draw(start, first, count, most):  # type: ignore[no-untyped-def]
    """Whole numbers in 0..most-1: draws `first` to first + count - 1."""
    found = np.empty(count, np.int64)
    for at in range(count):
        found[at] = to_index(bits(start, np.uint64(first + at), 0), most)
    return found


class Draws:
    """Whole numbers one after the other, taken from luck by the thousand."""

    def __init__(self, start: np.uint64, most: int) -> None:
        self._start, self._most = start, most
        self._taken = 0
        self._left: list[int] = []

    def next(self) -> int:
        """The next number in 0..most-1."""
        if not self._left:
            self._left = _draw(self._start, self._taken, 4096, self._most).tolist()[::-1]
            self._taken += 4096
        return self._left.pop()


def random_pairs(people: int, wanted: int, connected: bool, luck: np.uint64) -> Both:
    """`wanted` different pairs of people, all sets of pairs alike.

    With `connected` a random tree comes first (everybody, in random order, is tied to one of those before), so that
    nobody is out of reach; then pairs are added until there are `wanted`.
    """
    start = np.uint64(stream(luck, 0, PAIRS))
    most = people * (people - 1) // 2
    chosen: set[tuple[int, int]] = set()
    if connected:
        order = np.argsort(np.array([bits(start, np.uint64(i), 7) for i in range(people)], np.uint64), kind="stable")
        for at in range(1, people):
            other = int(order[to_index(np.uint64(bits(start, np.uint64(at), 8)), at)])
            mine = int(order[at])
            chosen.add((min(mine, other), max(mine, other)))
    thinning = wanted > most // 2 and not connected
    goal = most - wanted if thinning else max(wanted, len(chosen))
    draws = Draws(start, people) if people else None
    while draws is not None and len(chosen) < goal:
        i, j = draws.next(), draws.next()
        if i != j:
            chosen.add((min(i, j), max(i, j)))
    if thinning:
        chosen = {(i, j) for i in range(people) for j in range(i + 1, people)} - chosen
    pairs = np.array(sorted(chosen), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def rewired(
    pairs: tuple[NDArray[np.int32], NDArray[np.int32]], people: int, share: float, keep: bool, luck: np.uint64
) -> Both:
    """Pairs after a share of them was rewired: each is chosen with probability `share`.

    A chosen tie gets a random other end (Watts & Strogatz 1998); with `keep` the chosen ties exchange ends two by
    two, so that everybody keeps his number of ties (Maslov & Sneppen 2002).
    """
    start = np.uint64(stream(luck, 0, REWIRING))
    ties = list(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))
    there = set(ties)
    coins = _draw(start, 0, len(ties), 2**52)
    picked = [at for at in range(len(ties)) if coins[at] < share * 2**52]
    first_draw = 10**9  # far from the coins: draws are numbered
    if keep:
        _exchange_ends(ties, there, picked, np.uint64(start + np.uint64(first_draw)))
    else:
        _give_other_ends(ties, there, picked, Draws(np.uint64(start + np.uint64(first_draw)), people))
    found = np.array(ties, np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _in_order(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)


def _give_other_ends(ties: list[tuple[int, int]], there: set[tuple[int, int]], picked: list[int], draws: Draws) -> None:
    for at in picked:
        i, j = ties[at]
        for _ in range(TRIES):
            other = draws.next()
            new = _in_order(i, other)
            if other != i and new not in there:
                there.remove((i, j))
                there.add(new)
                ties[at] = new
                break


def _exchange_ends(
    ties: list[tuple[int, int]], there: set[tuple[int, int]], picked: list[int], start: np.uint64
) -> None:
    """Exchange ends of chosen ties, two by two in random order; a tie that fits none of those left stays."""
    numbers = np.array([bits(start, np.uint64(at), 1) for at in range(len(picked))], np.uint64)
    left = [picked[at] for at in np.argsort(numbers, kind="stable").tolist()]
    coins = Draws(start, 2**40)
    while len(left) > 1:
        at = left.pop()
        for _ in range(TRIES):
            place = coins.next() % len(left)
            other = left[place]
            (i, j), (k, m) = ties[at], ties[other]
            if coins.next() % 2:
                k, m = m, k
            one, two = _in_order(i, m), _in_order(k, j)
            if i == m or k == j or one == two or one in there or two in there:
                continue
            there.difference_update((ties[at], ties[other]))
            there.update((one, two))
            ties[at], ties[other] = one, two
            left[place] = left[-1]
            left.pop()
            break
