"""Random networks: pairs drawn, and ties of a regular network rewired."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import bits, compiled, stream, stream_key, to_index

PAIRS = stream_key("founding", "random network")
REWIRING = stream_key("founding", "rewiring")
ATTACHING = stream_key("founding", "attaching")
TRIES = 100
"""How often a tie looks for another end, and two ties are drawn that could exchange theirs, before all stays as it is."""

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


def preferential_pairs(people: int, each: int, luck: np.uint64) -> Both:
    """Preferential attachment (Barabasi & Albert 1999): who comes ties himself to `each` different people before him.

    The first `each` + 1 are all tied to each other. Others draw ends of ties that are there, so that who has more ties is drawn
    in proportion, until they have `each` different ones.
    """
    draws = Draws(np.uint64(stream(luck, 0, ATTACHING)), 2**50)
    first, second = np.triu_indices(min(each + 1, people), 1)
    pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    ends = [end for pair in pairs for end in pair]
    for comer in range(each + 1, people):
        chosen: list[int] = []
        while len(chosen) < each:
            end = ends[draws.next() % len(ends)]
            if end not in chosen:
                chosen.append(end)
        for end in chosen:
            pairs.append((end, comer))
            ends += [end, comer]
    found = np.array(pairs, np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def rewired(
    pairs: tuple[NDArray[np.int32], NDArray[np.int32]], people: int, share: float, keep: bool, luck: np.uint64
) -> Both:
    """Pairs after rewiring: each tie is chosen with probability `share` and gets a random other end (Watts & Strogatz 1998).

    With `keep` everybody keeps his number of ties (Maslov & Sneppen 2002): share * M / 2 times, of M ties, two that are
    drawn anew exchange an end. A tie can be drawn twice, so that about 1 - exp(-share) of them end elsewhere; the reach of
    complex contagions at p = .5 (Centola & Macy 2007) comes out so, and not if a share p of the ties is moved once each.
    """
    start = np.uint64(stream(luck, 0, REWIRING))
    ties = list(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))
    there = set(ties)
    others = np.uint64(start + np.uint64(10**9))  # far from the coins: draws are numbered
    if keep:
        _exchange_ends(ties, there, round(share * len(ties) / 2), Draws(others, 2**40))
    else:
        coins = _draw(start, 0, len(ties), 2**52)
        picked = [at for at in range(len(ties)) if coins[at] < share * 2**52]
        _give_other_ends(ties, there, picked, Draws(others, people))
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


def _exchange_ends(ties: list[tuple[int, int]], there: set[tuple[int, int]], times: int, coins: Draws) -> None:
    """Let two ties exchange an end, `times` times; where no two that are drawn fit, less often."""
    if len(ties) < 2:
        return
    for _ in range(times):
        for _ in range(TRIES):
            at, other = coins.next() % len(ties), coins.next() % len(ties)
            (i, j), (k, m) = ties[at], ties[other]
            if coins.next() % 2:
                k, m = m, k
            one, two = _in_order(i, m), _in_order(k, j)
            if at == other or i == m or k == j or one == two or one in there or two in there:
                continue
            there.difference_update((ties[at], ties[other]))
            there.update((one, two))
            ties[at], ties[other] = one, two
            break
