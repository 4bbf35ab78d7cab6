"""Everybody acts once in a random order, then again in another."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, mix, stream, stream_key
from lcsim.mechanisms.acts import team_brackets
from lcsim.mechanisms.order import sort_by
from lcsim.mechanisms.partners import DUTCH, WORDING, Partners, act, listed
from lcsim.part import Rule, choice, parameter

STREAM = stream_key("shuffled_sweeps")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class ShuffledSweeps(Rule):
    """Activation in sweeps: everybody once, in an order that is drawn anew for every sweep."""

    name: ClassVar[str] = "shuffled_sweeps"
    phase: ClassVar[str] = "encounters"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "everybody acts once, in random order"
    dutch: ClassVar[str] = "ieder handelt een keer, in willekeurige volgorde"
    formula: ClassVar[str] = (
        "`sweeps` times a week everybody acts once, in the order of a hash of (seed, week, sweep, person), with "
        "`partners`: influence, observation, adoption, trust"
    )
    reads: ClassVar[tuple[str, ...]] = ("tie_to", "tie_trust", "tie_count", "key", "present")
    writes: ClassVar[tuple[str, ...]] = ("values", "practice", "known", "complying", "tie_trust", "tie_last")
    sources: ClassVar[tuple[str, ...]] = (
        "Axtell, Axelrod, Epstein & Cohen 1996, Computational and Mathematical Organization Theory 1(2)",
    )

    sweeps: int = parameter(
        1,
        low=1,
        high=10,
        at_least=1,
        at_most=1_000_000,
        unit="sweeps per week",
        wording="how often everybody acts in a week",
        dutch="hoe vaak ieder per week handelt",
        source="a sweep is the usual unit of time",
    )
    partners: Partners = choice("neighbour", wording=WORDING, dutch=DUTCH)


@compiled
def shuffled_sweeps(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """All sweeps of one week."""
    p = rules.shuffled_sweeps
    start = stream(seed, week, STREAM)
    people = state.roll_start[state.roll_start.shape[0] - 1]
    everyone = np.empty(people, np.int32)
    n = listed(state, everyone)
    equal = np.ones(n)
    brackets = team_brackets(state, rules.deliberation.gamma)
    keys = np.empty(n, np.uint64)
    rows = np.empty(n, np.int32)
    spare_keys = np.empty(n, np.uint64)
    spare_rows = np.empty(n, np.int32)
    for sweep in range(p.sweeps):
        own = mix(start + np.uint64(sweep) * GOLDEN)
        for at in range(n):
            i = everyone[at]
            rows[at] = i
            keys[at] = mix(own ^ state.key[i])
        sort_by(keys, rows, spare_keys, spare_rows, n)
        for at in range(n):
            i = rows[at]
            act(state, rules, week, keys[at], i, p.partners, everyone, n, equal, brackets[state.team[i]])
