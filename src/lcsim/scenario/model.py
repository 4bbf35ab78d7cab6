"""What a scenario is: the complete, frozen description of a community and what happens to it.

A scenario file is short; `lcsim.scenario.resolve` fills in all that it leaves out. In the resolved form
no optional number is missing except where ``None`` has a meaning of its own, which the field then states.
All shares lie in 0..1, both ends included; weeks count from 0.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, model_validator

from lcsim.part import Origin
from lcsim.scenario.founding_sections import Founding, Network, Pioneers
from lcsim.scenario.value_types import (
    AUTHORITY,
    MOST_DOMAINS,
    MOST_KNOWN,
    MOST_OPTIONS,
    MOST_PEOPLE,
    MOST_WEEKS,
    STUDENT_STAY,
    Copies,
    Count,
    Drawn,
    FileName,
    Format,
    Label,
    Name,
    Number,
    Positive,
    Role,
    Section,
    Seed,
    Share,
    Text,
    Week,
    Weeks,
)
from lcsim.scenario.work_sections import (
    Calendar,
    Disturbance,
    Domain,
    Environment,
    Option,
    Practices,
    Stop,
    ValueDimension,
)

__all__ = [
    "MOST_DOMAINS",
    "MOST_KNOWN",
    "MOST_OPTIONS",
    "MOST_PEOPLE",
    "MOST_WEEKS",
    "Calendar",
    "Community",
    "Disturbance",
    "Domain",
    "Environment",
    "Founding",
    "Intervention",
    "Members",
    "Name",
    "Network",
    "Number",
    "Option",
    "Organisation",
    "People",
    "Pioneers",
    "Practices",
    "Record",
    "Scale",
    "Scenario",
    "Section",
    "Seed",
    "Stop",
    "Tables",
    "Team",
    "Text",
    "ValueDimension",
    "Weeks",
    "Who",
    "copies",
]


class People(Section):
    """A group of people alike: so many with this role, in one team.

    `values` holds the mean on each dimension (left out: ``founding.values_mean``) and `spread` the standard
    deviation, `drawn` how they are drawn (null: as ``founding.values``); openness and susceptibility differ by theirs. ``stay: null`` means that they stay; `cohorts` are the staggered starts of a rotation (1: all at
    once). `participation` is the share of invitations to sessions that reach them.
    `practice` names options by domain; where it names none, the inherited routine applies.
    """

    name: Name
    role: Role = "staff"
    count: Count = 1
    values: dict[Name, Share] = Field(default_factory=dict, max_length=16)
    spread: Share | None = None
    drawn: Drawn | None = None
    authority: Share = 0.6
    openness: Share = 0.35
    openness_spread: Share = 0.0
    susceptibility: Share = 1.0
    susceptibility_spread: Share = 0.0
    stay: Weeks | None = None
    cohorts: Annotated[int, Field(strict=True, ge=1, le=100)] = 2
    participation: Share = 1.0
    practice: dict[Name, Name] | None = Field(default=None, max_length=MOST_DOMAINS)

    @model_validator(mode="before")
    @classmethod
    def _by_role(cls, data: Any) -> Any:
        """Voice and length of stay depend on the role."""
        if isinstance(data, dict) and isinstance(data.get("role", "staff"), str):
            data = dict(data)
            role = data.get("role", "staff")
            if data.get("authority") is None:
                data["authority"] = AUTHORITY.get(role, 0.6)
            if role == "student" and data.get("stay") is None:
                data["stay"] = STUDENT_STAY
        return data


class Team(Section):
    """People who work together daily. ``count`` copies are named ``name_1``, ``name_2``, ..."""

    name: Name
    count: Copies = 1
    safety: Share | None = None
    people: tuple[People, ...] = Field(default=(), max_length=1000)


class Organisation(Section):
    """An organisation: how it governs, and its teams. ``count`` copies are named as those of a team.

    `code` names the official option of domains (left out: the inherited routine).
    """

    name: Name
    control: Share = 0.4
    learning_time: Share = 0.7
    workload: Share = 0.3
    responsiveness: Share = 0.12
    code: dict[Name, Name] | None = Field(default=None, max_length=MOST_DOMAINS)
    count: Copies = 1
    teams: tuple[Team, ...] = Field(default=(), max_length=100_000)


class Scale(Section):
    """Lowest and highest answer on a questionnaire; they become 0 and 1."""

    low: Number = 1.0
    high: Number = 7.0


class Tables(Section):
    """People, ties and values from CSV tables beside the scenario file.

    `columns` maps our column names to yours (``team: department``; ``survey.id: respondent`` for one table alone); a team that is a number there, 12, is called
    ``team_12``. Ties: rows of one pair are summed, then
    kept from `threshold` on; `day` keeps rows of these days only; `undirected` takes each pair both ways; `trust` is the
    ``rank`` of the weight between founding.trust_low and trust_high, or the ``weight`` itself, 0 to 1.
    Survey: `survey_items` lists the columns that are averaged into each dimension (left out: a column of
    that name), `reverse_coded` the columns to turn round, `survey_scale` the ends of the scale, `item_scales` those of
    single columns that have others, `missing_codes` numbers that stand for no answer (99), `missing`
    what to do with somebody who did not answer: ``mean`` of all who did, ``team_mean``, ``formative``
    (drawn, as for people without a survey), ``drop`` (leave the person out) or ``refuse``.
    `digests` holds the SHA-256 of each table as it was read.
    """

    roster: Text | None = None
    ties: Text | None = None
    survey: Text | None = None
    columns: dict[Label, Label] = Field(default_factory=dict, max_length=32)
    threshold: Positive = 0.0
    day: tuple[Annotated[int, Field(strict=True)], ...] | None = Field(default=None, min_length=1)
    undirected: StrictBool = False
    trust: Literal["rank", "weight"] = "rank"
    survey_scale: Scale = Scale()
    survey_items: dict[Name, tuple[Label, ...]] = Field(default_factory=dict, max_length=16)
    item_scales: dict[Label, Scale] = Field(default_factory=dict, max_length=1000)
    reverse_coded: tuple[Label, ...] = ()
    missing_codes: tuple[Number, ...] = ()
    missing: Literal["mean", "team_mean", "formative", "drop", "refuse"] = "mean"
    digests: dict[Literal["roster", "ties", "survey"], Text] = Field(default_factory=dict)
    folder: str = Field(default="", exclude=True, repr=False)


class Members(Section):
    """Who takes part: all of those named; an empty list means everybody.

    `groups` are groups of people by their name, in whatever team they work.
    """

    organisations: tuple[Name, ...] = ()
    teams: tuple[Name, ...] = ()
    groups: tuple[Name, ...] = ()
    roles: tuple[Role, ...] = ()


class Who(Members):
    """Whom an intervention concerns."""

    communities: tuple[Name, ...] = ()


class Community(Section):
    """A learning community: who meets, how often, how, and about what.

    Sessions are held from `first_week` up to and including `last_week` (null: to the end). Communities may
    overlap or lie within one another: people take part in all that they are members of.
    """

    name: Name
    members: Members = Members()
    interval: Weeks = 2
    first_week: Week = 1
    last_week: Week | None = None
    format: Format = "joint_inquiry"
    facilitation: Share = 0.45
    facilitator: Name | None = None
    mixing: Share = 0.5
    ambition: Name | None = None
    relevance: Share = 1.0


class Intervention(Section):
    """Something done on purpose, from week `start` up to and including week `end` (null: to the end).

    `parameters` are those of its kind; `hours` is what it costs in hours of staff, in the unit of the
    kind (left out: the kind's own estimate).
    """

    kind: Name
    name: Name
    start: Week = 0
    end: Week | None = None
    who: Who = Who()
    dose: Share = 1.0
    hours: Positive | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)


class Record(Section):
    """How often the weekly measures are kept."""

    cadence: Weeks = 1


class Scenario(Section):
    """A complete scenario.

    `rules` holds, for every rule of the catalogue, ``{"on": bool, **parameters}``. `origins` tells for dotted
    paths (``organisations.de_wever.control``) where their numbers come from; the longest prefix decides.
    """

    schema_: Literal[1] = Field(default=1, alias="schema")
    name: FileName
    title: Text = ""
    dutch_title: Text = ""
    description: Text = ""
    dutch_description: Text = ""
    sources: tuple[Text, ...] = Field(default=(), max_length=200)
    calendar: Calendar = Calendar()
    values: tuple[ValueDimension, ...] = Field(min_length=1, max_length=16)
    level: Name
    practices: Practices
    environment: Environment = Environment()
    founding: Founding = Founding()
    organisations: tuple[Organisation, ...] = Field(max_length=100_000)
    communities: tuple[Community, ...] = Field(default=(), max_length=1000)
    rules: dict[str, dict[str, Any]] = Field(default_factory=dict)
    interventions: tuple[Intervention, ...] = Field(default=(), max_length=1000)
    measures: tuple[Name, ...] | None = None
    record: Record = Record()
    tables: Tables | None = None
    origins: dict[str, Origin] = Field(default_factory=dict)

    def __repr__(self) -> str:
        """In one line; all of it is in ``lcsim check`` and `model_dump`."""
        people = sum(o.count * t.count * p.count for o in self.organisations for t in o.teams for p in t.people)
        return f"Scenario({self.name}, {people} people, {self.calendar.weeks} weeks)"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """For notebooks."""
        from lcsim.scenario.in_notebooks import as_html

        return as_html(self)


def copies(name: str, count: int) -> tuple[str, ...]:
    """Names of the copies of a team or organisation: ``name`` alone, or ``name_1`` to ``name_<count>``."""
    return (name,) if count == 1 else tuple(f"{name}_{i + 1}" for i in range(count))
