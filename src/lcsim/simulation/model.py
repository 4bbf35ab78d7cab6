"""A learning community as a Mesa model: for notebooks, classes and extensions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mesa
import numpy as np

from lcsim.chance import mix, stream
from lcsim.mechanisms.everyday_work import ORDER
from lcsim.mechanisms.roll import call_roll
from lcsim.part import PHASES
from lcsim.scenario import load
from lcsim.scenario.model import Scenario
from lcsim.simulation.agents import Organisation, Person, Staff, Student
from lcsim.simulation.community import Community, whole_seed
from lcsim.simulation.layout import Names
from lcsim.state import State


class LearningCommunity(mesa.Model):
    """Mesa model over a `Community`: the same numbers as ``lcsim run``, bit for bit.

    Agents are made when first asked for and are views of rows. A subclass of an agent class that defines
    ``step`` is stepped after the rules of the week, in the hashed order of the week.

    Parameters
    ----------
    scenario
        A complete scenario (``lcsim.load("nursing_home")``), or a file or name of one: `mesa.batch_run` passes names.
    seed
        0 or more.
    weeks
        How many weeks it can be stepped (default: the scenario's calendar).
    staff, student, organisation
        Agent classes to use.

    Raises
    ------
    Faults
        When there is no such scenario, or it has faults.
    ValueError
        When `seed` is no whole number of at least 0.
    """

    def __init__(
        self,
        scenario: Scenario | str | Path,
        seed: int = 1,
        weeks: int | None = None,
        *,
        staff: type[Staff] = Staff,
        student: type[Student] = Student,
        organisation: type[Organisation] = Organisation,
    ) -> None:
        if not isinstance(scenario, Scenario):
            scenario = load(scenario)
        seed = whole_seed(seed)
        self._views: dict[int, Person] = {}
        self._organisations: tuple[Organisation, ...] = ()
        self._classes = {"staff": staff, "student": student, "organisation": organisation}
        self._ready = False
        super().__init__(rng=seed)
        self.community = Community(scenario, seed, weeks)
        self._ready = True
        self._agents_step = any(kind.step is not mesa.Agent.step for kind in self._classes.values())

    # --- what a Mesa user expects -------------------------------------------------------------------------

    def step(self) -> None:
        """One week."""
        self.community.advance(self.community.week + 1)
        if self._agents_step:
            self._step_agents()
        self.running = self.community.week < self.community.weeks

    def run(self, weeks: int | None = None) -> LearningCommunity:
        """Run `weeks` weeks (default: to the end); compiled whole when nothing of yours happens in between."""
        last = self.community.weeks if weeks is None else self.community.week + weeks
        if self._agents_step or type(self).step is not LearningCommunity.step:
            while self.community.week < last:
                self.step()
        else:
            before = self.community.week
            self.community.advance(last)
            self.steps += self.community.week - before  # a week is a step of Mesa, compiled or not
            self.running = self.community.week < self.community.weeks
        return self

    def run_model(self) -> None:
        """Run to the end."""
        self.run()

    @property
    def agents(self) -> Any:
        """AgentSet of everybody present, and of the organisations."""
        self._refresh()
        return super().agents

    @property
    def people(self) -> Any:
        """AgentSet of everybody present, without the organisations."""
        return self.agents.select(lambda agent: isinstance(agent, Person))

    @property
    def agents_by_type(self) -> Any:
        """AgentSets by class."""
        self._refresh()
        return super().agents_by_type

    @property
    def agent_types(self) -> list[type]:
        """Classes of the agents."""
        self._refresh()
        return super().agent_types

    # --- the community ------------------------------------------------------------------------------------

    @property
    def week(self) -> int:
        """Weeks done, counting the open one."""
        return self.community.week

    @property
    def state(self) -> State:
        """All columns."""
        return self.community.state

    @property
    def names(self) -> Names:
        """Names behind the arrays."""
        return self.community.layout.names

    @property
    def digest(self) -> str:
        """Digest of the state: equal digests mean bit-equal states."""
        return self.community.digest

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """The organisations, in the order of their names."""
        self._refresh()
        return self._organisations

    def person(self, row: int) -> Person:
        """Return the person of a row."""
        self._refresh()
        return self._views[row]

    # --- a week by hand -----------------------------------------------------------------------------------

    def begin_week(self) -> None:
        """Open the next week; then `do` each phase, or let agents act, and `end_week`."""
        self.community.begin_week()

    def do(self, phase: str) -> None:
        """Run the rules of one phase of the open week (`lcsim.part.PHASES`).

        Raises
        ------
        ValueError
            When there is no such phase.
        """
        if phase not in PHASES:
            raise ValueError(f"{phase!r} is no phase of a week: {', '.join(PHASES)}")
        self.community.do(phase)

    def end_week(self) -> None:
        """Close the week."""
        self.community.end_week()
        self.steps += 1
        self.running = self.community.week < self.community.weeks

    def in_order(self) -> list[Person]:
        """People in the order in which they act this week: organisations in hashed order, members within them."""
        state = self.state
        start = stream(self.community.seed, self.week, ORDER)

        def hashed(key: Any) -> int:
            return int(mix(np.uint64(start) ^ key))

        self._refresh()
        rows = [row for row in self._views if state.present[row]]
        return [
            self._views[row]
            for row in sorted(
                rows,
                key=lambda row: (hashed(state.organisation_key[state.organisation[row]]), hashed(state.key[row])),
            )
        ]

    def call_roll(self) -> None:
        """Bring the list of present people up to date after somebody left by hand."""
        call_roll(self.state)

    def close(self) -> None:
        """Let go of all agents (Mesa 3.3 keeps every model alive otherwise)."""
        self._ready = False
        for view in list(super().agents):
            mesa.Agent.remove(view)
        self._views.clear()
        self._organisations = ()
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def __enter__(self) -> LearningCommunity:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # --- views --------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Make views of those who joined, drop views of those who left."""
        if not self._ready:
            return
        state = self.state
        if not self._organisations:
            kind = self._classes["organisation"]
            self._organisations = tuple(kind(self, row) for row in range(state.control.shape[0]))
        present = state.present[: int(state.clock[1])]
        for row in [row for row in self._views if not present[row]]:
            mesa.Agent.remove(self._views.pop(row))
        for row in present.nonzero()[0].tolist():
            if row not in self._views:
                kind = self._classes["student" if state.role[row] == 1 else "staff"]
                self._views[row] = kind(self, row)

    def _step_agents(self) -> None:
        for person in self.in_order():
            if type(person).step is not mesa.Agent.step and person.present:
                person.step()
        for organisation in self.organisations:
            if type(organisation).step is not mesa.Agent.step:
                organisation.step()

    def __repr__(self) -> str:
        return (
            f"<LearningCommunity {self.community.scenario.name}, week {self.week} of {self.community.weeks}, "
            f"{int(self.state.team_size.sum())} people>"
        )
