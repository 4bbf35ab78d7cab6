"""Somebody new takes a person's place: the seat, its ties and its role stay, ways of working and values do not."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import bits, compiled, normal_quantile, stream, stream_key, to_index, to_open_share, uniform
from lcsim.mechanisms.acts import clip, enact
from lcsim.part import Rule, choice, parameter
from lcsim.state.columns import PEOPLE

STREAM = stream_key("replacement")
WHETHER, VALUES, WAYS = 0, 1000, 2000
"""Draws of a person: whether somebody else comes, and what this one holds dear and does, by dimension and domain."""

AS_BEFORE: Final = 0
UNIFORM: Final = 1
"""Codes of words of `Replacement.values` and `Replacement.ways`."""


class Replacement(Rule):
    """Turnover as published models have it (March 1991; Carley 1991; Kane & Alavi 2007): the place stays, its holder does not.

    Ties, role and openness are those of the place. For leavers whose ties end and for vacancies there are `turnover` and
    `recruitment`. From `first` to `last` week only, so that a wave of turnover is a window.
    """

    name: ClassVar[str] = "replacement"
    phase: ClassVar[str] = "arrivals"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "somebody new takes a person's place"
    dutch: ClassVar[str] = "iemand anders neemt iemands plaats in"
    formula: ClassVar[str] = (
        "in weeks first to last, w.p. share per person: practice drawn over options (or options and undecided), known = what is done; "
        "values and formative drawn"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "values", "group_values", "group_spread")
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying", "values", "formative")
    sources: ClassVar[tuple[str, ...]] = (
        "March 1991, Organization Science 2(1)",
        "Fang, Lee & Schilling 2010, Organization Science 21(3)",
    )

    share: float = parameter(
        0.01,
        low=0.0,
        high=0.1,
        at_most=1.0,
        unit="probability per person and week",
        wording="probability that somebody new takes the place",
        dutch="kans dat iemand anders de plaats inneemt",
        source="March 1991: 0 to .1",
    )
    first: int = parameter(
        0,
        low=0,
        high=100,
        at_most=100_000,
        unit="week",
        wording="first week of turnover",
        dutch="eerste week van verloop",
        source="March 1991: from the start",
    )
    last: int = parameter(
        0,
        low=0,
        high=100,
        at_most=100_000,
        unit="week",
        wording="last week of turnover; 0: to the end",
        dutch="laatste week van verloop; 0: tot het einde",
        source="March 1991: to the end",
    )
    ways: Literal["as_before", "uniform", "uniform_or_undecided"] = choice(
        "uniform_or_undecided",
        wording="ways of working of who comes: those of before, any option, or any option or undecided",
        dutch="werkwijzen van wie komt: die van daarvoor, elke optie, of elke optie of onbeslist",
        source="March 1991: any, or undecided",
    )
    values: Literal["as_before", "uniform", "group"] = choice(
        "uniform",
        wording="values of who comes: those of before, uniform, or drawn as those of newcomers to the group",
        dutch="waarden van wie komt: die van daarvoor, uniform, of geloot als die van nieuwkomers in de groep",
        source="bounded confidence: uniform",
    )


@compiled
def replacement(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Let others take the places of some."""
    p = rules.replacement
    if week < p.first or (p.last > 0 and week > p.last):
        return
    start = stream(seed, week, STREAM)
    for i in range(state.clock[PEOPLE]):
        if state.present[i] and uniform(start, state.key[i], WHETHER) < p.share:
            _replace_values(state, start, i, p.values)
            if p.ways != AS_BEFORE:
                replace_ways(state, start, i, WAYS, p.ways != UNIFORM)


@compiled
def _replace_values(state, start, i, values):  # type: ignore[no-untyped-def]
    """What somebody else holds dear."""
    if values == AS_BEFORE:
        return
    group = state.seat_group[state.seat[i]]
    for v in range(state.values.shape[1]):
        x = to_open_share(bits(start, state.key[i], VALUES + v))
        if values != UNIFORM:
            x = clip(state.group_values[group, v] + state.group_spread[group] * normal_quantile(x))
        state.values[i, v] = x
        state.formative[i, v] = x


@compiled
def replace_ways(state, start, i, first, undecided):  # type: ignore[no-untyped-def]
    """Somebody else takes i's place: each option of a domain (and being undecided) is as likely; draws from `first`."""
    options = state.expression.shape[1]
    for k in range(state.practice.shape[1]):
        brought = (
            to_index(bits(start, state.key[i], first + k), options + 1) - 1
            if undecided
            else to_index(bits(start, state.key[i], first + k), options)
        )
        enact(state, i, k, brought)
        state.complying[i, k] = False
        if state.known.shape[1] > 0:
            known = np.uint64(0)
            if brought >= 0:
                known = np.uint64(1) << np.uint64(brought)
            state.known[i, k] = known


@compiled
def replacement_settled(state, rules):  # type: ignore[no-untyped-def]
    """Once nobody is replaced any more."""
    p = rules.replacement
    return p.share == 0.0 or (0 < p.last <= state.clock[0])
