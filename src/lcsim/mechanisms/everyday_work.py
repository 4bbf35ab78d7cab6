"""Everyday work: a few meetings a week, mostly with those one trusts."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, inlined, mix, short_logarithm, stream, stream_key, to_open_share
from lcsim.mechanisms.acts import team_bracket
from lcsim.mechanisms.meeting import influence_weekly, meet
from lcsim.mechanisms.order import sort_by
from lcsim.part import Rule, parameter
from lcsim.part.names import MET
from lcsim.state.nearness import bring_near

STREAM = stream_key("everyday_work")
ORDER = stream_key("everyday_work", "order")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
PAIR = np.uint64(0xD1342543DE82EF95)


class EverydayWork(Rule):
    """Each week everybody meets `meetings` others; who, is a race between ties in which trust runs faster.

    People act in hashed order, organisation by organisation (the order of organisations is hashed too): those
    who work together are together in memory. The partner is the argmin over i's ties of
    -ln(u(seed, week, i, j, ordinal)) / trust_ij, so that an added tie changes a choice only by being chosen.
    """

    name: ClassVar[str] = "everyday_work"
    phase: ClassVar[str] = "encounters"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "meetings in everyday work"
    dutch: ClassVar[str] = "ontmoetingen in het dagelijks werk"
    formula: ClassVar[str] = (
        "each week, `meetings` times: partner j = argmin_j -ln u(seed, week, i, j, ordinal) / trust_ij (P proportional to "
        "trust); then influence, observation, adoption, trust"
    )
    reads: ClassVar[tuple[str, ...]] = ("tie_to", "tie_trust", "tie_count", "key", "present")
    writes: ClassVar[tuple[str, ...]] = ("values", "practice", "known", "complying", "tie_trust", "tie_last")
    sources: ClassVar[tuple[str, ...]] = (
        "Snoeren 2015, Working = Learning: learning in reciprocal relations between all present",
        "exponential race: Efraimidis & Spirakis 2006, Information Processing Letters 97",
    )

    meetings: int = parameter(
        4,
        low=3,
        high=6,
        at_most=100,
        unit="meetings per week",
        wording="meetings a week in which something of work is seen or said",
        dutch="ontmoetingen per week waarin iets van het werk wordt gezien of gezegd",
    )


@inlined
def draw_waits(state, own, i, meetings, hashes, waits):  # type: ignore[no-untyped-def]
    """Fill `waits` with -ln u of i's ties, for one meeting of the week after the other; return the number of ties.

    `own` is the luck of (week, i). All of a week at once, in a loop without branches or gathers: it vectorises.
    Afterwards ``mix(hashes)`` is the luck of each meeting that might be.
    """
    n = state.tie_count[i]
    others = state.tie_to[i]
    key = state.key
    for e in range(n):
        hashes[e] = key[np.uint32(others[e])] * PAIR  # unsigned: no rows from the end
    for ordinal in range(meetings - 1, -1, -1):
        inner = mix(own + np.uint64(ordinal) * GOLDEN)
        first = ordinal * n
        for e in range(n):
            hashes[np.uint64(first + e)] = inner + hashes[e]  # unsigned: no hashes from the end
    for at in range(meetings * n):
        waits[at] = -short_logarithm(to_open_share(mix(hashes[at])))
    return n


@inlined
def choose_partner(state, i, waits, first):  # type: ignore[no-untyped-def]
    """Slot of the tie that wins the race: the least of `waits` / trust, the first of equals.

    The waits of the race stand in `waits` from `first` on (a slice would be counted as a reference), and are used up.
    """
    n = state.tie_count[i]
    trust = state.tie_trust[i]
    for e in range(n):
        waits[np.uint64(first + e)] /= trust[e]
    best = 0
    least = waits[first]
    for e in range(1, n):
        wait = waits[np.uint64(first + e)]
        if wait < least:
            least = wait
            best = e
    return best


@compiled
def person_week(state, rules, start, week, i, bracket, hashes, waits):  # type: ignore[no-untyped-def]
    """All meetings of one person in one week; `hashes`, `waits`: scratch of meetings times tie slots."""
    influence_weekly(rules.meeting.influence, state, rules, i)
    if state.tie_count[i] == 0:
        return
    meetings = rules.everyday_work.meetings
    n = draw_waits(state, start ^ state.key[i], i, meetings, hashes, waits)
    for ordinal in range(meetings):
        slot = choose_partner(state, i, waits, ordinal * n)
        luck = mix(hashes[ordinal * n + slot])
        meet(state, rules, week, luck, i, state.tie_to[i, slot], slot, bracket)
    state.events[state.team[i], MET] += meetings


@compiled
def everyday_work(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """All meetings of all people in one week."""
    start = stream(seed, week, STREAM)
    order = stream(seed, week, ORDER)
    organisations = state.organisation_key.shape[0]
    keys = np.empty(max(state.roll_start[organisations], organisations), np.uint64)
    rows = np.empty(keys.shape[0], np.int32)
    spare_keys = np.empty(keys.shape[0], np.uint64)
    spare_rows = np.empty(keys.shape[0], np.int32)
    hashes = np.empty(rules.everyday_work.meetings * state.tie_to.shape[1], np.uint64)
    waits = np.empty(hashes.shape[0], np.float64)
    visits = np.empty(organisations, np.int32)
    brackets = np.empty(state.safety.shape[0], np.float64)
    for team in range(brackets.shape[0]):
        brackets[team] = team_bracket(state, team, rules.deliberation.gamma)
    for o in range(organisations):
        keys[o] = mix(order ^ state.organisation_key[o])
        visits[o] = o
    sort_by(keys, visits, spare_keys, spare_rows, organisations)
    for at in range(organisations):
        o = visits[at]
        first = state.roll_start[o]
        n = state.roll_start[o + 1] - first
        for m in range(n):
            i = state.roll[first + m]
            rows[m] = i
            keys[m] = mix(order ^ state.key[i])
        sort_by(keys, rows, spare_keys, spare_rows, n)
        for m in range(n):
            bring_near(state, visits, at, m)
            i = rows[m]
            person_week(state, rules, start, week, i, brackets[state.team[i]], hashes, waits)
