"""Pattern 13: once one organisation has joined, others do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.looks import ways_of_units
from lcsim.docking.pattern import Condition, Looked, Pattern, PatternArm
from lcsim.docking.patterns.small_projects import take_up, worth
from lcsim.scenario.model import Scenario
from lcsim.simulation import Community
from lcsim.state import State, people

START: Final = 26
RARE: Final = 0.1


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """How many other organisations have made their way what the first firm took up in week 26; with it, and without.

    What it takes up is new to all and would be worth most to all people together. Both courses have the same luck.
    """
    domain = option = -1
    found = []
    for joined in (False, True):
        community = Community(scenario, seed)
        community.advance(START)
        if joined:
            state = community.state
            everybody = [int(i) for i in np.flatnonzero(state.present[: people(state)])]
            domain, option = max(_new_to_all(state), key=lambda way: worth(community, everybody, *way))
            first = [i for i in everybody if state.organisation[i] == state.team_organisation[0]]
            take_up(state, first, domain, option)
        community.advance(community.weeks)
        found.append(community.state)
    without, joined_too = (_others(state, domain, option) for state in found)
    return {"without": without, "with_one": joined_too}


def _new_to_all(state: State) -> list[tuple[int, int]]:
    """Options that at most a tenth of all people enact; if there are none, the rarest."""
    doing = state.doing.sum(axis=0)
    listed = [(int(k), int(q)) for k, q in np.argwhere(doing <= RARE * state.team_size.sum())]
    return listed or [divmod(int(doing.argmin()), doing.shape[1])]


def _others(state: State, domain: int, option: int) -> float:
    """Organisations but the first in which some team's most common option it is."""
    teams = np.flatnonzero(ways_of_units(state)[:, domain] == option)
    return float(len(set(state.team_organisation[teams].tolist()) - {int(state.team_organisation[0])}))


def _more(looked: Looked) -> float:
    return float((looked["base"]["with_one"] - looked["base"]["without"]).mean())


PATTERN: Final = Pattern(
    number="13",
    name="one_sheep_over_the_dam",
    statement="Organisations are slow to join, and do once one of them has.",
    dutch="Organisaties stappen moeizaam in, en wel als er een over de dam is.",
    grade="S",
    source="Vijf jaar Gas erop (blog): firms were hard to recruit at first, then one sheep over the dam",
    scenario="h2hub_twente",
    arms={"base": PatternArm()},
    look=look,
    measure="other organisations that make a new way theirs after one firm has, beside the same course without that firm",
    conditions=(Condition("organisations more that follow", _more, 0.0),),
    replicates=40,
)
