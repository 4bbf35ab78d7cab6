"""The one place that carries out what interventions do to people, ties, knowledge and what is official.

Acts happen before the rules of a week, in the order of the names of their interventions; each has its own
deed (`lcsim.simulation.deed`), its own luck, and takes back what does not last.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lcsim.interventions import CodeSet, KnowledgeAdded, PeopleAdded, PeopleMoved, SessionSet, TiesAdded
from lcsim.scenario.model import Scenario
from lcsim.simulation.deed import Deed
from lcsim.simulation.ground import Aim, Ground
from lcsim.simulation.imposing import Imposing, Leading
from lcsim.simulation.joining import MorePeople, Moving
from lcsim.simulation.knowing import Knowing
from lcsim.simulation.layout import Layout, declared
from lcsim.simulation.tying import Tying
from lcsim.state import State

DEEDS: dict[type, Any] = {
    KnowledgeAdded: Knowing,
    PeopleAdded: MorePeople,
    PeopleMoved: Moving,
    TiesAdded: Tying,
    CodeSet: Imposing,
    SessionSet: Leading,
}


class Deeds:
    """All acts of a run, and what of them was counted: intervention to unit (of `UNITS`) to number."""

    def __init__(self, scenario: Scenario, plan: Layout, state: State, seed: np.uint64) -> None:
        self.ground = Ground(scenario, plan, seed, state)
        self.counted: dict[str, Counter[str]] = {}
        self._deeds: list[Deed] = []
        self._done = 0
        for chosen in sorted(scenario.interventions, key=lambda i: i.name):
            counter = self.counted.setdefault(chosen.name, Counter())
            for number, act in enumerate(declared(chosen).acts):
                aim = Aim(self.ground, chosen, number)
                self._deeds.append(DEEDS[type(act)](aim, partial(_add, counter), act))

    def next_change(self, week: int) -> int | None:
        """The first week after `week` in which something is done, ``None`` when there is none."""
        weeks = [found for deed in self._deeds if (found := deed.next_week(week)) is not None]
        return min(weeks, default=None)

    def carry_out(self, state: State, week: int) -> State:
        """Do what is due in `week`, once; return the state, which may have more rows than before."""
        if week <= self._done:
            return state
        self._done = week
        for deed in self._deeds:
            if deed.next_week(week - 1) == week:
                state = deed.carry_out(state, week)
        return state

    def targets(self, state: State) -> NDArray[np.bool_] | None:
        """Options that an intervention taught or imposed so far, bool[U, K, Q]; ``None`` when there are none."""
        topics = [deed.topic for deed in self._deeds if isinstance(deed, (Knowing, Imposing)) and deed.topic]
        if not topics:
            return None
        found = np.zeros(state.legitimacy.shape, np.bool_)
        for topic in topics:
            for organisation, options in topic.items():
                teams = np.flatnonzero(state.team_organisation == organisation)
                for domain, option in options:
                    found[teams, domain, option] = True
        return found


def _add(counter: Counter[str], unit: str, number: int) -> None:
    counter[unit] += number
