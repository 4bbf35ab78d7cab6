"""Everyday work: a few meetings a week, mostly with those one trusts."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, inlined, mix, stream, stream_key
from lcsim.chance.abreast import ABREAST
from lcsim.mechanisms.acts import team_brackets
from lcsim.mechanisms.meeting import influence_weekly, meet
from lcsim.mechanisms.order import sort_by
from lcsim.mechanisms.race import borrowed, doubt, races_for, run_races, winner_now
from lcsim.part import Rule, parameter
from lcsim.part.names import MET
from lcsim.state.memory import keep
from lcsim.state.nearness import bring_near

STREAM = stream_key("everyday_work")
ORDER = stream_key("everyday_work", "order")


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
def person_week(state, rules, start, week, i, bracket, races):  # type: ignore[no-untyped-def]
    """All meetings of one person in one week."""
    influence_weekly(rules.meeting.influence, state, rules, i)
    if state.tie_count[i] == 0:
        return
    meetings = rules.everyday_work.meetings
    for first in range(0, meetings, ABREAST):
        run_races(state, start ^ state.key[i], i, first, races)
        for race in range(min(ABREAST, meetings - first)):
            slot = winner_now(state, i, races, race) if races.open[race] else races.winner[race]
            luck = races.luck[np.uint64(ABREAST * slot + race)]
            meet(state, rules, week, luck, i, state.tie_to[i, slot], slot, bracket)
            doubt(races, race, slot, state.tie_trust[i, slot])
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
    own_races = races_for(state.tie_to.shape[1])
    races = borrowed(own_races)
    visits = np.empty(organisations, np.int32)
    brackets = team_brackets(state, rules.deliberation.gamma)
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
            person_week(state, rules, start, week, i, brackets[state.team[i]], races)
    keep(own_races)
