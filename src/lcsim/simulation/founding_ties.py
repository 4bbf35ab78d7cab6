"""Who knows whom at the founding: ties within a team, between teams of an organisation, and between organisations.

Whether two people know one another is one draw, keyed by both: somebody more changes nothing between the others.
Inside an organisation every pair is visited. Between organisations that would be quadratic in the whole
community; there each person throws points on a line on which everybody has a place, and knows those whose place
is hit (a Poisson process cut into windows). The number of points a person does not depend on how many people
there are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import bits, compiled, logarithm, mix, stream, stream_key, to_open_share, to_share, uniform
from lcsim.mechanisms.order import sort_by
from lcsim.state import State

TIE = stream_key("founding", "tie")
TRUST = stream_key("founding", "trust")
PLACE = stream_key("founding", "place")
POINT = stream_key("founding", "point")
PAIR = np.uint64(0xD1342543DE82EF95)

POINTS = 128.0
"""Points that a person throws: the more, the narrower the windows, and the fewer people share one."""

COMMON = 1.0 / 64.0
"""From this probability on ties across are so many that visiting every pair costs no more than writing them."""


@compiled
def tie_people(state, luck, within, between, low, high, degree, write):  # type: ignore[no-untyped-def]
    """Tie people of one organisation: both ways, with one draw a pair and a trust of its own each way.

    First called to count (`write` false), then to write.
    """
    start = stream(luck, 0, TIE)
    for o in range(state.organisation_key.shape[0]):
        for a in range(state.roll_start[o], state.roll_start[o + 1]):
            i = state.roll[a]
            for b in range(a + 1, state.roll_start[o + 1]):
                j = state.roll[b]
                chance = within if state.team[i] == state.team[j] else between
                if chance <= 0.0:
                    continue
                # the sum is symmetric: the pair has one draw, whichever row comes first
                if uniform(start, state.key[i] + state.key[j], 0) >= chance:
                    continue
                degree[i] += 1
                degree[j] += 1
                if write:
                    tie_both(state, luck, i, j, low, high)


@compiled
def tie_both(state, luck, i, j, low, high):  # type: ignore[no-untyped-def]
    """Tie i and j, each way with a trust of its own between `low` and `high`."""
    trusting = stream(luck, 0, TRUST)
    write_tie(state, i, j, low + (high - low) * uniform(trusting, state.key[i] + PAIR * state.key[j], 0))
    write_tie(state, j, i, low + (high - low) * uniform(trusting, state.key[j] + PAIR * state.key[i], 0))


@compiled
def write_tie(state, i, j, trust):  # type: ignore[no-untyped-def]
    """Put a tie into the next free slot of i."""
    at = state.tie_count[i]
    state.tie_to[i, at] = j
    state.tie_trust[i, at] = trust
    state.tie_count[i] = at + 1


def pairs_across(state: State, luck: np.uint64, chance: float) -> NDArray[np.int32]:
    """Pairs of people of different organisations who know one another, each pair with probability `chance`.

    Returns int32[P, 2]; the order of pairs follows from rows and luck. Two people whose places lie within one
    window (a share of about mean ties / `POINTS` of all) share some of their acquaintances; every pair by itself
    has exactly the stated probability.
    """
    if chance <= 0.0 or state.organisation_key.shape[0] < 2:  # most communities need nothing compiled for this
        return np.empty((0, 2), np.int32)
    if chance >= COMMON:
        found = _every_pair(state, np.uint64(stream(luck, 0, TIE)), chance)
    else:
        found = _points(state, np.uint64(stream(luck, 0, PLACE)), np.uint64(stream(luck, 0, POINT)), chance)
    return np.asarray(found)


@compiled
def _every_pair(state, start, chance):  # type: ignore[no-untyped-def]
    people = state.seat_key.shape[0]
    found = np.empty((1024, 2), np.int32)
    count = 0
    for i in range(people):
        for j in range(i + 1, people):
            if state.organisation[i] == state.organisation[j]:
                continue
            if uniform(start, state.key[i] + state.key[j], 0) < chance:
                found = _keep(found, count, i, j)
                count += 1
    return found[:count]


@compiled
def _points(state, placing, throwing, chance):  # type: ignore[no-untyped-def]
    people = state.seat_key.shape[0]
    keys = np.empty(people, np.uint64)
    rows = np.empty(people, np.int32)
    for i in range(people):
        keys[i] = mix(placing ^ state.key[i])
        rows[i] = i
    sort_by(keys, rows, np.empty(people, np.uint64), np.empty(people, np.int32), people)
    place = np.empty(people, np.float64)
    shelves = max(people, 1)
    first = np.full(shelves + 1, people, np.int32)  # of the people whose place is in a shelf or after it
    for at in range(people - 1, -1, -1):
        place[at] = to_share(keys[at])
        first[int(place[at] * shelves)] = at
    for shelf in range(shelves - 1, -1, -1):
        first[shelf] = min(first[shelf], first[shelf + 1])
    window = chance / POINTS
    mean_gap = window / -logarithm(1.0 - chance)  # so that a window stays empty with probability 1 - chance
    found = np.empty((1024, 2), np.int32)
    count = 0
    for i in range(people):
        before = -1.0
        point = 0.0
        number = 0
        while True:
            point -= mean_gap * logarithm(to_open_share(bits(throwing, state.key[i], number)))
            number += 1
            if point >= 1.0 + window:
                break
            at = first[min(int(max(point - window, 0.0) * shelves), shelves)]
            while at < people and place[at] <= point:
                j = rows[at]
                # who was hit by the point before is known already; of a pair one throws: whose key is smaller
                new = place[at] > point - window and place[at] > before
                if new and state.key[i] < state.key[j] and state.organisation[i] != state.organisation[j]:
                    found = _keep(found, count, i, j)
                    count += 1
                at += 1
            before = point
    return found[:count]


@compiled
def _keep(found, count, i, j):  # type: ignore[no-untyped-def]
    """Write pair number `count`, in a longer list if this one is full."""
    if count == found.shape[0]:
        longer = np.empty((2 * count, 2), np.int32)
        for at in range(count):  # assigning a slice takes seconds to compile, for the wording of its error
            longer[at, 0] = found[at, 0]
            longer[at, 1] = found[at, 1]
        found = longer
    found[count, 0] = i
    found[count, 1] = j
    return found


@compiled
def tie_pairs(state, luck, pairs, low, high):  # type: ignore[no-untyped-def]
    """Write the ties of `pairs`, both ways."""
    for at in range(pairs.shape[0]):
        tie_both(state, luck, pairs[at, 0], pairs[at, 1], low, high)


__all__ = ["pairs_across", "tie_both", "tie_pairs", "tie_people", "write_tie"]
