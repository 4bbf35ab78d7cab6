"""Staff, students and organisations as Mesa agents: views of a row, without state of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import mesa
import numpy as np
from numpy.typing import NDArray

from lcsim.chance import stream
from lcsim.mechanisms.acts import NOBODY, add_tie, drop_ties_to_absent, enact, everyday_bracket, knows, learn, leave
from lcsim.mechanisms.composing import bound
from lcsim.mechanisms.everyday_work import STREAM
from lcsim.mechanisms.race import races_for
from lcsim.part.names import ROLES, TIE_KINDS

if TYPE_CHECKING:
    from lcsim.simulation.model import LearningCommunity
    from lcsim.state import State


class Column:
    """A number of a row: reading and writing it reads and writes the array."""

    def __init__(self, meaning: str, *, writable: bool = True) -> None:
        self.__doc__ = meaning
        self._writable = writable

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, agent: View | None, owner: type | None = None) -> Any:
        if agent is None:
            return self
        return getattr(agent.state, self._name)[agent.row].item()

    def __set__(self, agent: View, value: float) -> None:
        if not self._writable:
            raise AttributeError(f"{self._name} cannot be set; it follows from what people do")
        number = float(value)
        if not 0.0 <= number <= 1.0:
            raise ValueError(f"{self._name} must lie in 0..1, got {value}")
        getattr(agent.state, self._name)[agent.row] = number


class View(mesa.Agent):
    """A row of the state as a Mesa agent."""

    model: LearningCommunity

    def __init__(self, model: LearningCommunity, row: int) -> None:
        self.row = row
        super().__init__(model)

    @property
    def state(self) -> State:
        """Columns of the whole community."""
        return self.model.state


class Person(View):
    """Somebody in the community."""

    energy = Column("Room to learn, 0..1.")
    identity = Column("Belonging to the learning community, 0..1.")
    authority = Column("Weight of voice, 0..1.")
    openness = Column("How different another may be and still be heard, 0..1.")
    joined = Column("Week of joining; -10000 for those who were there before.", writable=False)
    present = Column("Whether the person is there.", writable=False)
    key = Column("Key of the person's luck.", writable=False)

    @property
    def role(self) -> str:
        """Role, one of `lcsim.part.ROLES`."""
        return ROLES[self.state.role[self.row]]

    @property
    def values(self) -> NDArray[np.float64]:
        """What the person holds dear: float64[V], 0..1; a view that can be written."""
        return self.state.values[self.row]

    @property
    def formative(self) -> NDArray[np.float64]:
        """Values brought along: float64[V], 0..1; a view that can be written."""
        return self.state.formative[self.row]

    @property
    def practice(self) -> NDArray[np.int16]:
        """Option enacted per domain, -1 undecided: int16[K]; read-only, see `enact`."""
        view = self.state.practice[self.row].view()
        view.flags.writeable = False
        return view

    @property
    def known(self) -> tuple[frozenset[int], ...]:
        """Options the person can do, per domain."""
        options = range(self.state.expression.shape[1])
        return tuple(
            frozenset(q for q in options if knows(self.state, self.row, k, q))
            for k in range(self.state.practice.shape[1])
        )

    @property
    def team(self) -> str:
        """Name of the team."""
        return self.model.names.team_titles[self.state.team[self.row]]

    @property
    def organisation(self) -> Organisation:
        """The organisation, as an agent."""
        return self.model.organisations[self.state.organisation[self.row]]

    @property
    def colleagues(self) -> dict[Person, float]:
        """Those the person has a tie to, with the trust in each."""
        row, state = self.row, self.state
        return {
            self.model.person(int(state.tie_to[row, e])): float(state.tie_trust[row, e])
            for e in range(state.tie_count[row])
        }

    def enact(self, domain: int, option: int) -> None:
        """Work from now on in this way in a domain; what is enacted is known."""
        options = self.state.expression.shape[1]
        if not 0 <= domain < self.state.practice.shape[1] or not 0 <= option < options:
            raise ValueError(f"no option {option} of domain {domain}")
        if not knows(self.state, self.row, domain, option):
            learn(self.state, self.model.week, self.row, NOBODY, domain, option)
        enact(self.state, self.row, domain, option)
        self.state.complying[self.row, domain] = False

    def tie_to(self, other: Person, trust: float, kind: str = "work") -> bool:
        """Add a tie; return whether there was none and there is room."""
        if not 0.0 < trust <= 1.0:
            raise ValueError(f"trust must lie above 0 and up to 1, got {trust}")
        made: bool = add_tie(self.state, self.row, other.row, float(trust), TIE_KINDS.index(kind), self.model.week)
        return made

    def act(self) -> None:
        """Have this week's meetings of everyday work (in a week opened by ``model.begin_week()``)."""
        engine = self.model.community
        if not self.present:
            return
        start = np.uint64(stream(engine.seed, engine.week, STREAM))
        rules = engine.plan.rules
        bracket = everyday_bracket(self.state, self.row, rules["deliberation"]["gamma"])
        person_week = bound("everyday_work", engine.plan.contents.meeting).person_week
        races = races_for(self.state.tie_to.shape[1])
        person_week(self.state, rules, start, engine.week, self.row, bracket, races)

    def remove(self) -> None:
        """Leave the community: the seat falls vacant, ties end."""
        if self.present:
            leave(self.state, self.row, self.model.week)
            drop_ties_to_absent(self.state)
            self.model.call_roll()
        super().remove()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row} ({self.role}, {self.team})>"


class Staff(Person):
    """Staff, leaders and facilitators included."""


class Student(Person):
    """A student on placement."""


class Organisation(View):
    """An organisation: its official routine and values, and how it governs."""

    control = Column("Steepness of hierarchy, 0..1.")
    learning_time = Column("Time granted for learning, 0..1.")
    workload = Column("Pressure, 0..1.")
    responsiveness = Column("Readiness to take up what members show, 0..1.")

    role: ClassVar[str] = "organisation"

    @property
    def name(self) -> str:
        """Name in the scenario."""
        return self.model.names.organisations[self.row]

    @property
    def code(self) -> NDArray[np.int16]:
        """Official option per domain, -1 none: int16[K]; a view that can be written."""
        return self.state.code[self.row]

    @property
    def espoused(self) -> NDArray[np.float64]:
        """Official values: float64[V], 0..1; a view that can be written."""
        return self.state.espoused[self.row]

    @property
    def members(self) -> mesa.agent.AgentSet:
        """Everybody present."""
        return self.model.people.select(lambda a: a.state.organisation[a.row] == self.row)

    def __repr__(self) -> str:
        return f"<Organisation {self.name}>"
