"""Somebody drawn at random acts, again and again: some act twice before others do once."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, mix, stream, stream_key, to_index
from lcsim.mechanisms.acts import team_brackets
from lcsim.mechanisms.partners import DUTCH, WORDING, Partners, act, listed
from lcsim.part import Rule, choice, parameter
from lcsim.state.columns import STOPPED

STREAM = stream_key("random_activation")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class RandomActivation(Rule):
    """Activation at random with replacement: a week is as many events as there are people (or a number of them).

    Most models of influence are defined by events (Axelrod 1997; Deffuant et al. 2000).
    """

    name: ClassVar[str] = "random_activation"
    phase: ClassVar[str] = "encounters"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "somebody at random acts, again and again"
    dutch: ClassVar[str] = "telkens handelt een willekeurig iemand"
    formula: ClassVar[str] = (
        "`events` times a week (0: as often as there are people, times `sweeps`): a random person, with replacement, acts with "
        "`partners`: influence, observation, adoption, trust"
    )
    reads: ClassVar[tuple[str, ...]] = ("tie_to", "tie_trust", "tie_count", "key", "present")
    writes: ClassVar[tuple[str, ...]] = ("values", "practice", "known", "complying", "tie_trust", "tie_last")
    sources: ClassVar[tuple[str, ...]] = (
        "Axelrod 1997, Journal of Conflict Resolution 41(2)",
        "Deffuant, Neau, Amblard & Weisbuch 2000, Advances in Complex Systems 3",
    )

    events: int = parameter(
        0,
        low=0,
        high=10_000,
        unit="events per week",
        wording="activations a week; 0: as many as there are people, times sweeps",
        dutch="activeringen per week; 0: evenveel als er mensen zijn, maal sweeps",
        source="the unit of time of event-driven models",
    )
    sweeps: int = parameter(
        1,
        low=1,
        high=100,
        at_least=1,
        at_most=1_000_000,
        unit="activations per person and week",
        wording="how often everybody acts in a week, on average",
        dutch="hoe vaak ieder gemiddeld per week handelt",
        source="the unit of time of event-driven models",
    )
    partners: Partners = choice("neighbour", wording=WORDING, dutch=DUTCH)


@compiled
def random_activation(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """All events of one week."""
    p = rules.random_activation
    start = stream(seed, week, STREAM)
    people = state.roll_start[state.roll_start.shape[0] - 1]
    everyone = np.empty(people, np.int32)
    n = listed(state, everyone)
    if n == 0:
        return
    equal = np.ones(n)
    brackets = team_brackets(state, rules.deliberation.gamma)
    events = p.events if p.events > 0 else n * p.sweeps
    if rules.stop.events > 0:
        left = rules.stop.events - events * (week - 1)
        if left <= events:
            state.clock[STOPPED] = -1  # the week closes with it
            events = max(left, 0)
    for event in range(events):
        luck = mix(start + np.uint64(event) * GOLDEN)
        i = everyone[to_index(luck, n)]
        act(state, rules, week, luck, i, p.partners, everyone, n, equal, brackets[state.team[i]])
