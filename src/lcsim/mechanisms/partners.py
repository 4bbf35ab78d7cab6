"""With whom somebody who acts has to do: one neighbour, all neighbours, anyone or everyone. Not a rule itself."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from lcsim.chance import compiled, mix, to_index
from lcsim.mechanisms.acts import enact, knows
from lcsim.mechanisms.meeting import influence_weekly, meet, meet_many, meet_stranger
from lcsim.part.names import MET

Partners = Literal["neighbour", "all_neighbours", "anyone", "everyone", "familiar", "familiar_or_alone"]

NEIGHBOUR: Final = 0
ALL_NEIGHBOURS: Final = 1
ANYONE: Final = 2
EVERYONE: Final = 3
FAMILIAR: Final = 4
FAMILIAR_OR_ALONE: Final = 5
"""Codes of the words of `Partners`."""

WORDING: Final = (
    "with whom: a random neighbour, all neighbours, anyone at random, everyone, or anyone in proportion to what both "
    "know (familiar; familiar_or_alone counts oneself)"
)
DUTCH: Final = (
    "met wie: een willekeurige buur, alle buren, een willekeurig iemand, iedereen, of iemand naar rato van wat beiden "
    "kennen (familiar; familiar_or_alone telt jezelf mee)"
)

GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@compiled
def listed(state, rows):  # type: ignore[no-untyped-def]
    """Write the rows of everybody present into `rows`, in the order of the roll; return how many."""
    n = state.roll_start[state.roll_start.shape[0] - 1]
    for at in range(n):
        rows[at] = state.roll[at]
    return n


@compiled
def act(state, rules, week, luck, i, partners, everyone, n, equal, bracket):  # type: ignore[no-untyped-def]
    """One activation of i.

    Parameters
    ----------
    luck : uint64
        Luck of this activation.
    partners : int
        Code of a word of `Partners`.
    everyone : int32[n], equal : float64[n]
        Rows of everybody present, and a one for each.
    bracket : float
        Bracket of acceptability of i's team.
    """
    influence_weekly(rules.meeting.influence, state, rules, i)
    if partners == NEIGHBOUR:
        ties = state.tie_count[i]
        if ties == 0:
            return
        slot = to_index(mix(luck + GOLDEN), ties)
        state.events[state.team[i], MET] += 1
        meet(state, rules, week, luck, i, state.tie_to[i, slot], slot, bracket)
    elif partners == ALL_NEIGHBOURS:
        ties = state.tie_count[i]
        state.events[state.team[i], MET] += ties
        meet_many(state, rules, week, luck, i, state.tie_to[i], state.tie_trust[i], ties, True, bracket)
    elif partners == ANYONE:
        if n < 2:
            return
        other = everyone[to_index(mix(luck + GOLDEN), n - 1)]
        if other == i:  # the last one stands in for oneself: all others are alike
            other = everyone[n - 1]
        state.events[state.team[i], MET] += 1
        meet_stranger(state, rules, week, luck, i, other, bracket)
    elif partners != EVERYONE:
        other = familiar(state, luck, i, everyone, n, partners == FAMILIAR_OR_ALONE)
        if other < 0:
            return
        state.events[state.team[i], MET] += 1
        meet_stranger(state, rules, week, luck, i, other, bracket)
    else:
        state.events[state.team[i], MET] += n - 1
        meet_many(state, rules, week, luck, i, everyone, equal, n, False, bracket)


@compiled
def shared_facts(state, i, j):  # type: ignore[no-untyped-def]
    """How many things two people both know: options of all domains."""
    found = 0
    for k in range(state.practice.shape[1]):
        for q in range(state.expression.shape[1]):
            if knows(state, i, k, q) and knows(state, j, k, q):
                found += 1
    return found


@compiled
def familiar(state, luck, i, everyone, n, alone):  # type: ignore[no-untyped-def]
    """Somebody in proportion to the things that i and he both know (Carley 1991); -1 for nobody, or for i himself.

    `alone`: i is one of those who may be drawn, in proportion to all that i knows.
    """
    shared = np.empty(n, np.int64)
    total = 0
    for at in range(n):
        shared[at] = shared_facts(state, i, everyone[at])
        if everyone[at] == i and not alone:
            shared[at] = 0
        total += shared[at]
    if total == 0:
        return -1
    pick = to_index(mix(luck + GOLDEN), total)
    for at in range(n):
        if pick < shared[at]:
            return -1 if everyone[at] == i else everyone[at]
        pick -= shared[at]
    return -1


@compiled
def keep(state, i, values, practice):  # type: ignore[no-untyped-def]
    """Copy what i holds dear and does."""
    for v in range(values.shape[0]):
        values[v] = state.values[i, v]
    for k in range(practice.shape[0]):
        practice[k] = state.practice[i, k]


@compiled
def give_back(state, i, values, practice):  # type: ignore[no-untyped-def]
    """Let i hold dear and do what was kept."""
    for v in range(values.shape[0]):
        state.values[i, v] = values[v]
    for k in range(practice.shape[0]):
        if state.practice[i, k] != practice[k]:
            enact(state, i, k, practice[k])
