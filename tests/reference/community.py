"""People and organisations as Mesa agents that are views of a row, teams and seats as plain views beside them.

Agents are those of `lcsim.simulation`, with the words that the twins use added to them. A view holds no state
of its own. What the compiled rules keep up to date while they run (who is on the roll, how many do what) is
counted afresh here when it is asked for, and written by `Community.settle` at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from lcsim.part import Rule
from lcsim.part.names import EVENTS
from lcsim.scenario.model import Scenario
from lcsim.simulation import agents
from lcsim.simulation.model import LearningCommunity
from lcsim.state import NEVER, State
from tests.reference.landscape import Landscape
from tests.reference.luck import luck_of

UNDECIDED = -1
NOBODY = -1
WORK, COMMUNITY, MENTORING = range(3)
LEARNED, SWITCHED, JOINED, LEFT = range(4)  # kinds of entries in the log
FIRST_WEEKS = 26
"""How long somebody is a newcomer."""


class Cell:
    """An attribute that is one cell of a column, read as a plain Python number."""

    def __init__(self, column: str = "") -> None:
        self.column = column

    def __set_name__(self, owner: type, name: str) -> None:
        self.column = self.column or name

    def __get__(self, view: Any, owner: type | None = None) -> Any:
        return getattr(view.state, self.column)[view.row].item()

    def __set__(self, view: Any, value: Any) -> None:
        getattr(view.state, self.column)[view.row] = value


class Cells(Cell):
    """An attribute that is one row of a column: its cells can be read and written."""

    def __get__(self, view: Any, owner: type | None = None) -> Any:
        return getattr(view.state, self.column)[view.row]


class View:
    """A row of some columns."""

    def __init__(self, community: Community, row: int) -> None:
        self.community = community
        self.row = int(row)

    @property
    def state(self) -> State:
        return self.community.state


class Organisation(agents.Organisation):
    key = Cell("organisation_key")
    code, espoused = Cells(), Cells()

    @property
    def members(self) -> list[Person]:
        return [person for person in self.model.people if person.organisation is self]


class Team(View):
    key = Cell("team_key")
    safety, activity, leavers, leader_left = Cell(), Cell(), Cell(), Cell()
    legitimacy = Cells()  # [domain, option]

    @property
    def organisation(self) -> Organisation:
        return self.community.organisations[self.state.team_organisation[self.row]]

    @property
    def members(self) -> list[Person]:
        return [person for person in self.community.people if person.team is self]

    def count(self, event: str, times: int = 1) -> None:
        """Add to this week's events."""
        self.state.events[self.row, EVENTS.index(event)] += times

    def events(self, event: str) -> int:
        """This week's number of events."""
        return int(self.state.events[self.row, EVENTS.index(event)])

    def doing(self, domain: int, option: int) -> int:
        """How many members enact an option; of being undecided none."""
        return sum(person.practice[domain] == option for person in self.members) if option != UNDECIDED else 0


class Group(View):
    """A group of people of one kind: what newcomers to its seats are like."""

    label, stay, membership = Cell("group_label"), Cell("group_stay"), Cell("group_membership")
    participation = Cell("group_participation")
    spread, authority, openness = Cell("group_spread"), Cell("group_authority"), Cell("group_openness")
    openness_spread = Cell("group_openness_spread")
    susceptibility, susceptibility_spread = Cell("group_susceptibility"), Cell("group_susceptibility_spread")
    values, practice = Cells("group_values"), Cells("group_practice")


class Seat(View):
    key, holders, vacant_since = Cell("seat_key"), Cell("seat_holders"), Cell("seat_vacant_since")
    holder_row = Cell("seat_row")

    @property
    def group(self) -> Group:
        return self.community.groups[self.state.seat_group[self.row]]

    @property
    def team(self) -> Team:
        return self.community.teams[self.state.seat_team[self.row]]

    @property
    def holder(self) -> Person | None:
        return None if self.holder_row == NOBODY else self.community.person(self.holder_row)

    @property
    def for_a_placement(self) -> bool:
        """Whether it is held for a number of weeks."""
        return self.group.stay > 0


class Series(View):
    """A series of sessions of a learning community."""

    key, interval, first, last = (
        Cell("session_key"),
        Cell("session_interval"),
        Cell("session_first"),
        Cell("session_last"),
    )
    format, facilitation, mixing = Cell("session_format"), Cell("session_facilitation"), Cell("session_mixing")
    relevance, attendance = Cell("session_relevance"), Cell("session_attendance")
    ambition, facilitator_label = Cell("session_ambition"), Cell("session_facilitator")
    held = Cells("session_count")  # attendances, groups

    @property
    def invited(self) -> list[Person]:
        """Present people who take part, by organisation."""
        found = []
        for entry in range(self.state.session_bit_start[self.row], self.state.session_bit_start[self.row + 1]):
            organisation = self.community.organisations[self.state.session_organisation[entry]]
            bit = int(self.state.session_bit[entry])
            found += [person for person in organisation.members if person.membership >> bit & 1]
        return found


class Tie:
    """A directed tie: what one person has with another."""

    def __init__(self, community: Community, owner: int, slot: int) -> None:
        self.state, self.row, self.slot = community.state, owner, slot
        self.other: Person = community.person(int(self.state.tie_to[owner, slot]))

    def __getattr__(self, name: str) -> Any:
        if name in ("trust", "kind", "since", "last"):
            return getattr(self.state, f"tie_{name}")[self.row, self.slot].item()
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("trust", "kind", "since", "last"):
            getattr(self.state, f"tie_{name}")[self.row, self.slot] = value
        else:
            super().__setattr__(name, value)


class Person(agents.Person):
    """What the twins say of a person, beside what every Mesa user can say."""

    key, present, joined, leaves, left = Cell(), Cell(), Cell(), Cell(), Cell()
    membership, session_next = Cell(), Cell()
    practice, complying = Cells(), Cells()

    def __init__(self, model: Community, row: int) -> None:
        self.community = model
        super().__init__(model, row)
        model.everybody[row] = self

    @property
    def state(self) -> State:
        """Columns of the whole community (of leavers too, whom Mesa has let go)."""
        return self.community.state

    @property
    def team(self) -> Team:
        return self.community.teams[self.state.team[self.row]]

    @property
    def organisation(self) -> Organisation:
        return self.community.organisations[self.state.organisation[self.row]]

    @property
    def group(self) -> Group:
        return self.seat.group

    @property
    def seat(self) -> Seat:
        return self.community.seats[self.state.seat[self.row]]

    @property
    def stays_for_good(self) -> bool:
        """Whether no end of the stay is planned."""
        return self.leaves == NEVER

    @property
    def is_newcomer(self) -> bool:
        return self.community.week - self.joined < FIRST_WEEKS

    @property
    def voice(self) -> float:
        """Weight of what one says: authority; of a newcomer, identity."""
        return self.identity if self.is_newcomer else self.authority

    @property
    def susceptibility(self) -> float:
        """How far others change one; 1 where it is not kept."""
        return float(self.state.susceptibility[self.row]) if len(self.state.susceptibility) else 1.0

    # --- repertoire ---

    def knows(self, domain: int, option: int) -> bool:
        """Whether the person can do it; everybody can where repertoires are not kept."""
        if self.state.known.shape[1] == 0:
            return True
        return bool(int(self.state.known[self.row, domain]) >> int(option) & 1)

    def add_to_repertoire(self, domain: int, option: int) -> None:
        if self.state.known.shape[1] > 0:
            self.state.known[self.row, domain] = int(self.state.known[self.row, domain]) | 1 << int(option)

    def forget(self, domain: int, option: int) -> None:
        self.state.known[self.row, domain] = int(self.state.known[self.row, domain]) & ~(1 << int(option))

    # --- ties ---

    @property
    def ties(self) -> list[Tie]:
        return [Tie(self.community, self.row, slot) for slot in range(self.state.tie_count[self.row])]

    @ties.setter
    def ties(self, kept: list[Tie]) -> None:
        rows = [(tie.other.row, tie.trust, tie.kind, tie.since, tie.last) for tie in kept]
        for slot, row in enumerate(rows):
            for column, value in zip(("tie_to", "tie_trust", "tie_kind", "tie_since", "tie_last"), row, strict=True):
                getattr(self.state, column)[self.row, slot] = value
        self.state.tie_count[self.row] = len(rows)

    def tie_to(self, other: Person) -> Tie | None:
        """The tie with another, ``None`` when there is none."""
        return next((tie for tie in self.ties if tie.other is other), None)

    def trust_in(self, other: Person, stranger: float = 0.0) -> float:
        """Trust in another; in somebody without a tie that of a `stranger`."""
        tie = self.tie_to(other)
        return stranger if tie is None else tie.trust

    def add_tie(self, other: Person, trust: float, kind: int) -> None:
        """Get to know somebody; when the hands are full the weakest tie gives way, if it is weaker."""
        if other is self or self.tie_to(other) is not None:
            return
        ties = self.ties
        if len(ties) == self.state.tie_to.shape[1]:
            weakest = min(ties, key=lambda tie: tie.trust)
            if weakest.trust >= trust:
                return
            slot = weakest.slot
        else:
            slot = len(ties)
            self.state.tie_count[self.row] = slot + 1
        week = self.community.week
        for column, value in (("to", other.row), ("trust", trust), ("kind", kind), ("since", week), ("last", week)):
            getattr(self.state, f"tie_{column}")[self.row, slot] = value


class Staff(Person, agents.Staff):
    pass


class Student(Person, agents.Student):
    pass


class Community(LearningCommunity):
    """The whole: people, teams, organisations, the demands of the work, and the luck of one week.

    ``rules`` holds the parameters of every rule by name; ``meeting`` which rule takes each part of a meeting.
    """

    def __init__(
        self,
        scenario: Scenario,
        state: State,
        parameters: Mapping[str, Rule],
        meeting: Mapping[str, str | None],
        seed: int,
        week: int,
    ) -> None:
        self.everybody: dict[int, Person] = {}
        super().__init__(scenario, seed, week, staff=Staff, student=Student, organisation=Organisation)
        self.community.state, self.community.week = state, week
        self.seed_of_run = int(seed)
        self.rules = SimpleNamespace(**parameters)
        self.meeting = dict(meeting)
        self.teams = [Team(self, row) for row in range(len(state.safety))]
        self.groups = [Group(self, row) for row in range(len(state.group_key))]
        self.seats = [Seat(self, row) for row in range(len(state.seat_key))]
        self.series = [Series(self, row) for row in range(len(state.session_key))]
        self.domains = range(state.practice.shape[1])
        self.options = range(state.expression.shape[1])
        self.dimensions = range(state.values.shape[1])

    def person(self, row: int) -> Person:
        """Whoever has this row, even if they left meanwhile."""
        return self.everybody[row] if row in self.everybody else super().person(row)

    @property
    def landscape(self) -> Landscape:
        """The demands of the work as they are now."""
        s = self.state
        happened = range(int(s.redraw_count[0]))
        return Landscape(
            partners=s.partners.tolist(),
            key=int(s.landscape_key[0]),
            redraws=[(int(s.redraw_key[d]), float(s.redraw_share[d])) for d in happened],
        )

    @property
    def adopts(self) -> bool:
        """Whether people can take over a way of working at all (phase adoption is not switched off)."""
        return self.meeting["adoption"] is not None

    def bearing(self, domain: int) -> list[int]:
        """Dimensions that a domain bears on."""
        return self.state.bears_on[domain, : self.state.bears_count[domain]].tolist()

    def expresses(self, domain: int, option: int, dimension: int) -> float:
        """What an option expresses."""
        return float(self.state.expression[domain, option, dimension])

    def luck(self, *rule: object, week: int | None = None) -> int:
        """Where the luck of a rule starts."""
        return luck_of(self.seed_of_run, self.week if week is None else week, *rule)

    def note(self, kind: int, who: int, source: int = NOBODY, domain: int = NOBODY, option: int = NOBODY) -> None:
        """Write into the log, if one is kept and has room."""
        at = int(self.state.clock[2])
        if at < len(self.state.log):
            self.state.log[at] = (self.week, kind, who, source, domain, option)
            self.state.clock[2] = at + 1

    def new_person(self, group: Group) -> Person:
        """Open the next row for somebody of a group."""
        row = int(self.state.clock[1])
        self.state.clock[1] = row + 1
        self.state.role[row], self.state.present[row] = self.state.group_role[group.row], True
        return self.person(row)

    def open_week(self) -> None:
        """Set the clock, clear what is counted by the week."""
        self.state.clock[0] = self.week
        self.state.events[:] = 0

    def settle(self) -> None:
        """Write what follows from the rest: who is on the roll, how large teams are, how many do what."""
        s = self.state
        at = 0
        for organisation in self.organisations:
            s.roll_start[organisation.row] = at
            for person in organisation.members:
                s.roll[at] = person.row
                at += 1
        s.roll_start[-1] = at
        for team in self.teams:
            members = team.members
            s.team_size[team.row] = len(members)
            s.doing[team.row] = 0
            for person in members:
                for domain in self.domains:
                    if person.practice[domain] != UNDECIDED:
                        s.doing[team.row, domain, person.practice[domain]] += 1
