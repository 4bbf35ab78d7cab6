"""Everybody acts at once: all look at how things were, and nobody at what others make of it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, mix, stream, stream_key
from lcsim.mechanisms.acts import team_brackets
from lcsim.mechanisms.partners import DUTCH, WORDING, Partners, act, give_back, keep, listed
from lcsim.part import Rule, choice, parameter

STREAM = stream_key("simultaneous")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class Simultaneous(Rule):
    """Simultaneous activation: values and practice of all are those of before until everybody has acted.

    The time of French (1956), DeGroot (1974), Friedkin & Johnsen (1999), Hegselmann & Krause (2002) and Lazer & Friedman (2007).
    Rules that change both people of a meeting cannot run in it.
    """

    name: ClassVar[str] = "simultaneous"
    phase: ClassVar[str] = "encounters"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "everybody acts at once, on how things were"
    dutch: ClassVar[str] = "ieder handelt tegelijk, op grond van hoe het was"
    formula: ClassVar[str] = (
        "`steps` times a week everybody acts with `partners` (influence, observation, adoption, trust) on the values and "
        "practice of all before the step"
    )
    reads: ClassVar[tuple[str, ...]] = ("tie_to", "tie_trust", "tie_count", "key", "present")
    writes: ClassVar[tuple[str, ...]] = ("values", "practice", "known", "complying", "tie_trust", "tie_last")
    sources: ClassVar[tuple[str, ...]] = (
        "DeGroot 1974, Journal of the American Statistical Association 69",
        "Hegselmann & Krause 2002, JASSS 5(3)2",
    )

    steps: int = parameter(
        1,
        low=1,
        high=10,
        at_least=1,
        at_most=1_000_000,
        unit="steps per week",
        wording="how often all act at once in a week",
        dutch="hoe vaak allen per week tegelijk handelen",
        source="a step is the unit of time of these models",
    )
    partners: Partners = choice("all_neighbours", wording=WORDING, dutch=DUTCH)


@compiled
def simultaneous(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """All steps of one week. A rule changes its own row only: it is put back until all have acted."""
    p = rules.simultaneous
    start = stream(seed, week, STREAM)
    people = state.roll_start[state.roll_start.shape[0] - 1]
    everyone = np.empty(people, np.int32)
    n = listed(state, everyone)
    equal = np.ones(n)
    brackets = team_brackets(state, rules.deliberation.gamma)
    values = np.empty((n, state.values.shape[1]))
    practice = np.empty((n, state.practice.shape[1]), np.int16)
    values_now = np.empty(state.values.shape[1])
    practice_now = np.empty(state.practice.shape[1], np.int16)
    for step in range(p.steps):
        own = mix(start + np.uint64(step) * GOLDEN)
        for at in range(n):
            i = everyone[at]
            keep(state, i, values_now, practice_now)
            act(state, rules, week, mix(own ^ state.key[i]), i, p.partners, everyone, n, equal, brackets[state.team[i]])
            keep(state, i, values[at], practice[at])
            give_back(state, i, values_now, practice_now)
        for at in range(n):
            give_back(state, everyone[at], values[at], practice[at])
