"""What an intervention declares that it does; the simulation carries it out and takes it back.

Columns are set for the window and restored; sessions are added; people and ties are added and moved; what is
known is added to; a code is set. An intervention does nothing else: what follows, follows from the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

UNITS: Final = (
    "attendances", "sessions", "person_weeks", "leader_weeks", "community_weeks", "trained", "pair_weeks",
    "broker_weeks", "moves", "student_weeks", "handed_over", "measured",
)  # fmt: skip
"""What costs are counted by: attendances and session groups that the intervention added; weeks of those targeted, of
leaders (at least one an organisation) and of communities in the window; and what the acts below count."""


@dataclass(frozen=True)
class ColumnSetting:
    """For the window, `column` of the targeted rows is base * `multiply` + `add`, kept within 0..1.

    The base is the value without any intervention; several settings of one column apply in the order of the
    names of their interventions. Only columns that no rule writes can be set.
    """

    column: str
    multiply: float = 1.0
    add: float = 0.0


@dataclass(frozen=True)
class AddedSession:
    """A series of sessions for the targeted people during the window; only the first `times` of them unless 0."""

    format: str
    interval: int
    facilitation: float
    mixing: float
    relevance: float
    attendance: float
    times: int = 0


@dataclass(frozen=True)
class Topic:
    """Domains of work and the option meant in each, for every organisation.

    `domain` and `option` name them. Without, the `domains` domains and their options are chosen one after the
    other: by what most improves the quality of the official way (``choice="quality"``), or by what most
    expresses the headline value (``choice="level"``). Never the option that is official already.
    """

    domains: int = 1
    domain: str = ""
    option: str = ""
    choice: str = "quality"


@dataclass(frozen=True)
class KnowledgeAdded:
    """Every `interval` weeks (at most `times` times, 0: while it lasts) the targeted come to know options.

    Each takes part with probability `attendance` (for a ``study``: once and for all) and comes to know each option on
    offer with probability `share`. On offer are those of the `topic`; or what `predecessors` of the same team who
    left could do, to those who come after them; or, of a `study`, `domains` options of whoever works best among
    those studied in other teams. Nobody's practice changes by it.
    """

    source: Literal["topic", "predecessors", "study"]
    share: float
    attendance: float = 1.0
    interval: int = 1
    times: int = 0
    topic: Topic | None = None
    domains: int = 0
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeopleAdded:
    """In every targeted team `number` more people of a role, each for `stay` weeks and then another, in `cohorts`."""

    role: str
    number: int
    stay: int
    cohorts: int


@dataclass(frozen=True)
class PeopleMoved:
    """Every `interval` weeks a `share` of the targeted of these roles work in another targeted team, for `stay` weeks.

    There they get to know `ties` people, with trust `trust`.
    """

    share: float
    stay: int
    interval: int
    ties: int
    trust: float
    roles: tuple[str, ...]


@dataclass(frozen=True)
class TiesAdded:
    """Ties both ways, of at least `trust` when made.

    ``mentor``: a `share` of the targeted newcomers and of those of these roles with an experienced colleague of
    their team. ``teams``: of `brokers` targeted people of each team with `ties` people of other targeted teams,
    renewed every `interval` weeks.
    """

    between: Literal["mentor", "teams"]
    trust: float
    share: float = 1.0
    brokers: int = 0
    ties: int = 0
    interval: int = 1
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeSet:
    """For the window the official way is that of the `topic`, and the legitimacy of others falls by `push` a week.

    Who adopts it meanwhile is complying. The code is restored after; practice and legitimacy are what became of them.
    """

    topic: Topic
    push: float


@dataclass(frozen=True)
class SessionSet:
    """For the window, in a `share` of the weeks: the sessions of communities (and those that the intervention adds) are
    about the domain of the `topic`, or (`members_facilitate`) are facilitated by one of the members in turn.
    """

    share: float
    topic: Topic | None = None
    members_facilitate: bool = False


Act = KnowledgeAdded | PeopleAdded | PeopleMoved | TiesAdded | CodeSet | SessionSet


@dataclass(frozen=True)
class Cost:
    """What one `unit` (one of `UNITS`) costs: hours of staff, and euros beside them."""

    unit: str
    hours: float
    euros: float = 0.0


@dataclass(frozen=True)
class Declared:
    """All that an intervention does at its dose, and what it costs."""

    settings: tuple[ColumnSetting, ...] = ()
    sessions: tuple[AddedSession, ...] = ()
    acts: tuple[Act, ...] = ()
    costs: tuple[Cost, ...] = ()
