"""Ties fade without use and form between those who sat together or share acquaintances."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import bits, compiled, stream, stream_key, to_index, uniform
from lcsim.mechanisms.acts import add_tie, similarity, tie_slot
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter
from lcsim.state.columns import PEOPLE

STREAM = stream_key("tie_dynamics")
WORK = 0
COMMUNITY = 1


class TieDynamics(Rule):
    """New ties by co-attendance and by closure; unused ties fade to a floor; the number of ties is capped.

    Closure rises with shared neighbours and similarity (Granovetter 1973; Kossinets & Watts 2006). A tie is made
    both ways.
    """

    name: ClassVar[str] = "tie_dynamics"
    phase: ClassVar[str] = "ties"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "ties that form and fade"
    dutch: ClassVar[str] = "banden die ontstaan en slijten"
    formula: ClassVar[str] = (
        "unused tie: trust -= delta (rule trust), not below floor; with a random member of the session group: new tie with "
        "probability co_attendance; with a friend of a friend: probability closure * n/(n + 2) * similarity, n shared ties"
    )
    reads: ClassVar[tuple[str, ...]] = ("tie_to", "tie_trust", "tie_last", "practice", "session_next")
    writes: ClassVar[tuple[str, ...]] = ("tie_to", "tie_trust", "tie_count", "tie_kind", "tie_since", "tie_last")
    sources: ClassVar[tuple[str, ...]] = (
        "Granovetter 1973, American Journal of Sociology 78",
        "Kossinets & Watts 2006, Science 311",
    )

    co_attendance: float = parameter(
        0.2,
        low=0.05,
        high=0.5,
        at_most=1.0,
        unit="probability per session",
        wording="a new tie with a stranger of the same session group",
        dutch="een nieuwe band met een onbekende uit dezelfde sessiegroep",
        source="our assumption",
    )
    closure: float = parameter(
        0.05,
        low=0.0,
        high=0.1,
        at_most=1.0,
        unit="probability per week",
        wording="a new tie with a like-minded friend of a friend",
        dutch="een nieuwe band met een verwante vriend van een vriend",
        source="our assumption",
    )
    first_trust: float = parameter(
        0.2,
        low=0.05,
        high=0.4,
        at_least=0.01,
        at_most=1.0,
        unit="trust",
        wording="trust of a new tie",
        dutch="vertrouwen in een nieuwe band",
        source="our assumption",
    )
    floor: float = parameter(
        0.05,
        low=0.01,
        high=0.1,
        at_least=0.001,
        at_most=1.0,
        unit="trust",
        wording="trust to which an unused tie fades",
        dutch="vertrouwen waartoe een ongebruikte band slijt",
    )
    most: int = parameter(
        24,
        low=8,
        high=60,
        at_least=1,
        at_most=2000,
        unit="ties",
        wording="ties that a person can keep up (more only if the founding has more)",
        dutch="banden die iemand kan onderhouden",
        source="our assumption",
    )


@compiled
def tie_dynamics(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Fade, then form."""
    p = rules.tie_dynamics
    delta = rules.trust.delta
    if rules.meeting.trust == 0:
        delta = 0.0
    start = stream(seed, week, STREAM)
    floor = p.floor  # read once: what is written might be a parameter, for all the compiler knows
    for at in range(on_roll(state)):
        i = person_at(state, at)
        if not state.present[i]:
            continue
        trust = state.tie_trust[i]
        last = state.tie_last[i]
        for e in range(state.tie_count[i]):
            faded = max(trust[e] - delta, min(floor, trust[e]))
            trust[e] = trust[e] if last[e] == week else faded  # a choice, not a branch
    for i in range(state.clock[PEOPLE]):  # in the order of rows: who is first takes the last free slot of another
        if state.present[i]:
            _meet_in_session(state, p, start, week, i)
            _friend_of_friend(state, p, start, week, i)


@compiled
def _join(state, p, i, j, kind, week):  # type: ignore[no-untyped-def]
    add_tie(state, i, j, p.first_trust, kind, week)
    add_tie(state, j, i, p.first_trust, kind, week)


@compiled
def _session_group(state, i):  # type: ignore[no-untyped-def]
    """Row of the first of those who sat together with i, and how many they were."""
    at = i
    for _ in range(state.clock[PEOPLE]):  # each knows the next, the last the first
        if state.session_next[at] < 0:
            break
        at = state.session_next[at] - 1
    first = -1 - state.session_next[at]
    size = 1
    at = first
    for _ in range(state.clock[PEOPLE]):
        if state.session_next[at] < 0:
            break
        at = state.session_next[at] - 1
        size += 1
    return first, size


@compiled
def _meet_in_session(state, p, start, week, i):  # type: ignore[no-untyped-def]
    if state.session_next[i] == 0:
        return
    if uniform(start, state.key[i], 0) >= p.co_attendance:
        return
    first, size = _session_group(state, i)
    if size < 2:
        return
    j = first
    for _ in range(to_index(bits(start, state.key[i], 1), size)):
        j = state.session_next[j] - 1
    if j != i and tie_slot(state, i, j) < 0:
        _join(state, p, i, j, COMMUNITY, week)


@compiled
def _friend_of_friend(state, p, start, week, i):  # type: ignore[no-untyped-def]
    if state.tie_count[i] == 0:
        return
    chance = uniform(start, state.key[i], 2)
    if chance >= p.closure:
        return
    j = state.tie_to[i, to_index(bits(start, state.key[i], 3), state.tie_count[i])]
    if state.tie_count[j] == 0:
        return
    other = state.tie_to[j, to_index(bits(start, state.key[i], 4), state.tie_count[j])]
    if other == i or tie_slot(state, i, other) >= 0:
        return
    shared = 0
    for e in range(state.tie_count[i]):
        if tie_slot(state, other, state.tie_to[i, e]) >= 0:
            shared += 1
    if chance < p.closure * shared / (shared + 2.0) * similarity(state, i, other):
        _join(state, p, i, other, WORK, week)
