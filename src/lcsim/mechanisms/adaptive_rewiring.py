"""People change what they do, or with whom they have to do, until those who are tied do the same."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import compiled, mix, stream, stream_key, to_index, to_share
from lcsim.mechanisms.acts import take_over, tie_slot
from lcsim.part import Rule, choice, parameter
from lcsim.state.columns import PEOPLE

STREAM = stream_key("adaptive_rewiring")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)

ALIKE: Final = 0
"""Code of the word of `AdaptiveRewiring.toward`."""

DISCORDANT: Final = 1
"""Code of the word of `AdaptiveRewiring.which`."""

ALLOWED: Final = 0
REFUSED: Final = 1
"""Codes of the words of `AdaptiveRewiring.second`."""


class AdaptiveRewiring(Rule):
    """Coevolution of ties and opinions (Holme & Newman 2006): one either moves a tie to somebody who does the same, or adapts.

    Again and again somebody at random takes one of his ties at random. With probability `rewiring` its other end moves
    to a random person who does the same as he; otherwise he does as the person at its other end. All of it domain by
    domain. A tie that goes both ways moves both ways, and stays where it would lead to oneself. Two people may come to have more
    than one tie, as ends are drawn whatever ties there are; refusing that keeps small groups from closing. Who is undecided
    neither seeks nor is followed.
    """

    name: ClassVar[str] = "adaptive_rewiring"
    phase: ClassVar[str] = "ties"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "looking for people who do the same, or doing as one's ties do"
    dutch: ClassVar[str] = "mensen zoeken die hetzelfde doen, of doen wat je relaties doen"
    formula: ClassVar[str] = (
        "per domain, `sweeps` times as many events as people: random i, random tie i-j; with probability `rewiring` it becomes "
        "i-m, m random with w_m = w_i; else w_i = w_j; then with probability `noise` w_i is drawn anew"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "tie_to", "tie_trust", "tie_kind", "tie_count", "present")
    writes: ClassVar[tuple[str, ...]] = (
        "practice", "known", "complying", "tie_to", "tie_trust", "tie_count", "tie_kind", "tie_since", "tie_last",
    )  # fmt: skip
    sources: ClassVar[tuple[str, ...]] = (
        "Holme & Newman 2006, Physical Review E 74: 056108",
        "Vazquez, Eguiluz & San Miguel 2008, Physical Review Letters 100: 108702",
    )

    rewiring: float = parameter(
        0.3,
        low=0.0,
        high=1.0,
        at_most=1.0,
        unit="probability per event",
        wording="probability that one moves a tie instead of adapting",
        dutch="kans dat iemand een band verlegt in plaats van zich aan te passen",
        source="Holme & Newman 2006: 0 to 1",
    )
    sweeps: int = parameter(
        1,
        low=1,
        high=10,
        at_least=1,
        at_most=1_000_000,
        unit="events per person and week",
        wording="how often everybody has a turn in a week, on average",
        dutch="hoe vaak ieder gemiddeld per week aan de beurt is",
        source="the unit of time of event-driven models",
    )
    noise: float = parameter(
        0.0,
        low=0.0,
        high=0.01,
        at_most=1.0,
        unit="probability per event",
        wording="probability that one then takes an option at random",
        dutch="kans dat iemand daarna een willekeurige werkwijze kiest",
        source="Holme & Newman 2006: none",
    )
    toward: Literal["alike", "anyone"] = choice(
        "alike",
        wording="where a tie moves to: somebody who does the same, or anyone",
        dutch="waarheen een band gaat: iemand die hetzelfde doet, of een willekeurig iemand",
        source="Holme & Newman 2006: alike",
    )
    which: Literal["any", "discordant"] = choice(
        "any",
        wording="which ties move: any, or only those with somebody who does otherwise",
        dutch="welke banden verlegd worden: alle, of alleen die met wie anders doet",
        source="Holme & Newman 2006: any; Vazquez et al. 2008: discordant",
    )
    second: Literal["allowed", "refused"] = choice(
        "allowed",
        wording="a second tie between two people",
        dutch="een tweede band tussen twee mensen",
        source="Holme & Newman 2006 draw ends whatever ties there are",
    )


@compiled
def adaptive_rewiring(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """All events of one week."""
    p = rules.adaptive_rewiring
    start = stream(seed, week, STREAM)
    options = state.expression.shape[1]
    n = state.roll_start[state.organisation_key.shape[0]]
    doing = np.empty((options, n), np.int32)  # who does what: lists, so that one of them can be drawn
    size = np.empty(options, np.int32)
    place = np.empty(state.practice.shape[0], np.int32)  # of a person in his list
    for k in range(state.practice.shape[1]):
        for q in range(options):
            size[q] = 0
        for at in range(n):
            _enlist(doing, size, place, state.roll[at], state.practice[state.roll[at], k])
        own = mix(start + np.uint64(k) * GOLDEN)
        for event in range(n * p.sweeps):
            luck = mix(own + np.uint64(event) * GOLDEN)
            i = state.roll[to_index(luck, n)]
            if state.tie_count[i] == 0:
                continue
            slot = to_index(mix(luck + GOLDEN), state.tie_count[i])
            j = state.tie_to[i, slot]
            before = state.practice[i, k]
            if to_share(mix(luck + np.uint64(2) * GOLDEN)) < p.rewiring:
                if p.which != DISCORDANT or state.practice[j, k] != before:
                    pick = mix(luck + np.uint64(3) * GOLDEN)
                    other = _somebody(state, doing, size, n, before, pick, p.toward)
                    if other >= 0 and other != j:
                        move_tie(state, week, i, slot, other, p.second)
            elif state.practice[j, k] >= 0:
                take_over(state, week, i, j, k, state.practice[j, k])
            if to_share(mix(luck + np.uint64(4) * GOLDEN)) < p.noise:
                take_over(state, week, i, i, k, to_index(mix(luck + np.uint64(5) * GOLDEN), options))
            if state.practice[i, k] != before:
                _strike_off(doing, size, place, i, before)
                _enlist(doing, size, place, i, state.practice[i, k])


@compiled
def _enlist(doing, size, place, i, option):  # type: ignore[no-untyped-def]
    """Put i at the end of the list of those who do this."""
    if option >= 0:
        doing[option, size[option]] = i
        place[i] = size[option]
        size[option] += 1


@compiled
def _strike_off(doing, size, place, i, option):  # type: ignore[no-untyped-def]
    """Take i off a list; the last one takes the place."""
    if option >= 0:
        size[option] -= 1
        last = doing[option, size[option]]
        doing[option, place[i]] = last
        place[last] = place[i]


@compiled
def _somebody(state, doing, size, n, option, pick, toward):  # type: ignore[no-untyped-def]
    """A random person for the other end of a tie, -1 if there is none; its owner may be drawn too."""
    if toward == ALIKE:
        if option < 0:
            return -1
        return doing[option, to_index(pick, size[option])]
    return state.roll[to_index(pick, n)]


@compiled
def move_tie(state, week, i, slot, other, second):  # type: ignore[no-untyped-def]
    """Move the far end of a tie of i to `other`, and the tie back with it; nothing happens where that cannot be."""
    j = state.tie_to[i, slot]
    if other == i or (second == REFUSED and tie_slot(state, i, other) >= 0):
        return
    back = tie_slot(state, j, i)
    if back >= 0:
        if second == ALLOWED or tie_slot(state, other, i) < 0:
            free = state.tie_count[other]
            if free == state.tie_to.shape[1]:
                return  # hands full
            state.tie_count[other] = free + 1
            state.tie_to[other, free] = i
            state.tie_trust[other, free] = state.tie_trust[j, back]
            state.tie_kind[other, free] = state.tie_kind[j, back]
            state.tie_since[other, free] = week
            state.tie_last[other, free] = week
        last = state.tie_count[j] - 1
        state.tie_count[j] = last
        state.tie_to[j, back] = state.tie_to[j, last]
        state.tie_trust[j, back] = state.tie_trust[j, last]
        state.tie_kind[j, back] = state.tie_kind[j, last]
        state.tie_since[j, back] = state.tie_since[j, last]
        state.tie_last[j, back] = state.tie_last[j, last]
    state.tie_to[i, slot] = other
    state.tie_since[i, slot] = week
    state.tie_last[i, slot] = week


@compiled
def adaptive_rewiring_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether all who are tied do the same."""
    if rules.adaptive_rewiring.noise > 0.0:
        return False
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        for e in range(state.tie_count[i]):
            for k in range(state.practice.shape[1]):
                if state.practice[i, k] != state.practice[state.tie_to[i, e], k]:
                    return False
    return True
