"""What a scenario is: the complete, frozen description of a community and what happens to it.

A scenario file is short; `lcsim.scenario.resolve` fills in all that it leaves out. In the resolved form
no optional number is missing except where ``None`` has a meaning of its own, which the field then states.
All shares lie in 0..1, both ends included; weeks count from 0.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, model_validator

from lcsim.part import Origin

SCHEMA: Final = 1
"""Version of the file format."""

MOST_DOMAINS: Final = 128
MOST_OPTIONS: Final = 1000
MOST_KNOWN: Final = 64
"""Options of a domain of which a repertoire (a bit mask) can be kept."""

MOST_PEOPLE: Final = 10_000_000
"""More people than this in one group, or in all, is a slip of the pen."""

AUTHORITY: Final = {"staff": 0.6, "student": 0.3, "leader": 0.9, "facilitator": 0.7}
STUDENT_STAY: Final = 20

FORBIDDEN_IN_NAMES: Final = frozenset(".[]=,:+\"'")


def _name(text: str) -> str:
    """Names appear in paths (``--set``), tables and messages: no blanks at the ends, no path characters."""
    if text != text.strip() or not text.isprintable():
        raise ValueError("a name has no blanks at its ends and no control characters")
    wrong = sorted(FORBIDDEN_IN_NAMES.intersection(text))
    if wrong:
        raise ValueError(f"a name cannot contain {' '.join(wrong)}")
    if text.isdigit():
        raise ValueError("a name cannot be a number")
    return text


Share = Annotated[float, Field(strict=True, ge=0.0, le=1.0, allow_inf_nan=False)]
Positive = Annotated[float, Field(strict=True, ge=0.0, le=1e12, allow_inf_nan=False)]
Number = Annotated[float, Field(strict=True, ge=-1e12, le=1e12, allow_inf_nan=False)]
Weight = Annotated[float, Field(strict=True, ge=-1.0, le=1.0, allow_inf_nan=False)]
Text = Annotated[str, Field(strict=True, max_length=20_000)]
Name = Annotated[str, Field(strict=True, min_length=1, max_length=100), AfterValidator(_name)]
Label = Annotated[str, Field(strict=True, min_length=1, max_length=200)]
"""What somebody else called something: a column of a table, a team in a roster."""
Week = Annotated[int, Field(strict=True, ge=0, le=100_000)]
MOST_WEEKS: Final = 10_000
Weeks = Annotated[int, Field(strict=True, ge=1, le=MOST_WEEKS)]
Count = Annotated[int, Field(strict=True, ge=0, le=MOST_PEOPLE)]
Copies = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Seed = Annotated[int, Field(strict=True, ge=0, le=2**63 - 1)]

Drawn = Literal["normal", "uniform", "regular"]
Role = Literal["staff", "student", "leader", "facilitator"]
Format = Literal["dialogue", "joint_inquiry", "creative", "reflection", "plenary", "project"]


class Section(BaseModel):
    """A mapping of a scenario file."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Stop(Section):
    """When time stops before the calendar ends; what is left of it then stays as it is.

    ``settled``: no rule that runs can change anything any more (asked `every` so many weeks); ``unchanged``: a week
    moved no value by more than `tolerance` and changed no way of working; ``events``: so many activations happened.
    """

    when: Literal["never", "settled", "unchanged", "events"] = "never"
    every: Weeks = 1
    tolerance: Share = 0.0
    events: Annotated[int, Field(strict=True, ge=0, le=10**15)] = 0


class Calendar(Section):
    """How long it lasts, in weeks."""

    weeks: Weeks = 156
    semester: Weeks = 20
    stop: Stop = Stop()


class ValueDimension(Section):
    """One thing that people may hold dear, from 0 (not at all) to 1 (above all).

    `coupled` says how much what one would move to on each dimension counts for this one, the dimension itself included
    (Parsegov et al. 2017): weights whose sizes add up to at most 1, about the middle of the scale. Left out: itself alone.
    """

    name: Name
    wording: Text = ""
    dutch: Text = ""
    coupled: dict[Name, Weight] = Field(default_factory=dict, max_length=16)


class Option(Section):
    """One way of working in a domain; `expresses` says which values it shows, and how much.

    With an empty `expresses` the values are hashed from the landscape, on two dimensions per domain.
    """

    name: Name
    wording: Text = ""
    dutch: Text = ""
    expresses: dict[Name, Share] = Field(default_factory=dict, max_length=16)


class Domain(Section):
    """One part of daily work in which there is more than one way."""

    name: Name
    wording: Text = ""
    dutch: Text = ""
    options: tuple[Option, ...] = Field(default=(), max_length=MOST_OPTIONS)


class Practices(Section):
    """The domains of work, their options, and how they hang together.

    `complexity` is the number of other domains on which the quality of a domain depends. `options` holds
    option names shared by all domains that name none of their own.
    """

    complexity: Annotated[int, Field(strict=True, ge=0, le=MOST_DOMAINS - 1)] = 3
    partners: Literal["random", "adjacent", "random_with_replacement"] = "random"
    options: tuple[Name, ...] | None = Field(default=None, min_length=2, max_length=MOST_OPTIONS)
    domains: tuple[Domain, ...] = Field(default=(), min_length=1, max_length=MOST_DOMAINS)


class Disturbance(Section):
    """New demands: at the start of `week`, a `share` of the contributions to quality is drawn anew.

    Where there is a reality, another option becomes the right one in that share of the domains (not in week 0). With `every`
    it comes again every so many weeks, up to and including week `last` (null: to the end).
    """

    week: Week = 0
    share: Share = 0.75
    every: Weeks | None = None
    last: Week | None = None


class Environment(Section):
    """The demands of the work. ``landscape: null`` takes the landscape from the seed of the run.

    ``reality: drawn`` lets one option of each domain be right (March 1991), by the luck of the landscape.
    ``shaped_by_people: false`` and ``felt_by_people: false`` freeze a direction of reciprocity
    (`lcsim.simulation.reciprocity`): what is acceptable and official, and how safe it is, stays as founded; or goes on
    changing while people act as if it had stayed as founded.
    """

    landscape: Seed | None = None
    reality: Literal["none", "drawn"] = "none"
    disturbances: tuple[Disturbance, ...] = Field(default=(Disturbance(),), max_length=1000)
    shaped_by_people: StrictBool = True
    felt_by_people: StrictBool = True


class Network(Section):
    """Who is tied to whom at week 0.

    ``teams``: by the densities of the founding. All others tie everybody of the community in one order (that of
    organisations, teams, groups and seats), whatever the teams; ties go both ways:
    ``none`` (rules with partners anyone or everyone need no ties), ``full``, ``line``, ``ring`` (`neighbours` nearest,
    an even number), ``lattice`` (`width` columns; 4, 6, 8, 12, 24 or 48 `neighbours`; `torus` joins its edges), ``random`` (`ties`
    pairs, or each pair with probability `density`), ``groups`` (everybody with all `neighbours` of a group of `neighbours` + 1), ``preferential`` (one after the other ties himself
    to `neighbours` of those before, in proportion to the ties they have: Barabasi & Albert 1999).
    ``rewiring`` is the share of ties of a ring, a lattice or groups that are then rewired: one end at random (Watts & Strogatz 1998); or,
    with `keep_degrees`, half as many times two ties, drawn anew each time, exchange an end (Maslov & Sneppen 2002).
    `room` is the least number of ties that a person has room for.
    """

    kind: Literal["teams", "none", "full", "line", "ring", "lattice", "random", "groups", "preferential"] = "teams"
    neighbours: Annotated[int, Field(strict=True, ge=1, le=1000)] = 4
    width: Annotated[int, Field(strict=True, ge=1, le=MOST_PEOPLE)] | None = None
    torus: StrictBool = False
    density: Share = 0.0
    ties: Count | None = None
    connected: StrictBool = False
    rewiring: Share = 0.0
    keep_degrees: StrictBool = False
    room: Annotated[int, Field(strict=True, ge=0, le=100_000)] = 0


class Pioneers(Section):
    """People who already work otherwise at week 0: `number` drawn at random, and with `neighbours` all to whom they have ties.

    In every domain they enact and know the option at place `option` of its options in the order of their names (the first is 0),
    whatever they would bring otherwise.
    """

    number: Count = 0
    neighbours: StrictBool = False
    option: Annotated[int, Field(strict=True, ge=0, le=MOST_OPTIONS - 1)] = 0


class Founding(Section):
    """The community that the study finds at week 0.

    `values` are drawn ``normal`` (about the mean of the group, clipped), ``uniform`` on 0..1, or lie ``regular``ly on 0..1 in the order
    of people; a group that names other `values` has them normal about these, or as its `drawn` says. `practice` is ``inherited`` with deviations, ``uniform`` over the options of each domain, or
    ``uniform_or_undecided``, where being undecided is as likely as any option.
    """

    deviation: Share = 0.18
    safety: Share = 0.45
    energy: Share = 0.62
    identity: Share = 0.6
    newcomer_identity: Share = 0.2
    trust_low: Share = 0.3
    trust_high: Share = 0.5
    values_mean: Share = 0.5
    values_spread: Share = 0.2
    legitimacy: Share = 0.9
    legitimacy_floor: Share = 0.03
    inherited: Literal["local_optimum", "random", "given", "none"] = "local_optimum"
    density_within: Share = 1.0
    density_between: Share = 0.02
    density_across: Share = 0.0
    values: Drawn = "normal"
    practice: Literal["inherited", "uniform", "uniform_or_undecided"] = "inherited"
    network: Network = Network()
    pioneers: Pioneers = Pioneers()
    seed: Seed | None = None
    repertoire: Annotated[int, Field(strict=True, ge=0, le=4096)] = 0


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
    that name), `reverse_coded` the columns to turn round, `survey_scale` the ends of the scale, `missing`
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
    reverse_coded: tuple[Label, ...] = ()
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
    name: Name
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


def copies(name: str, count: int) -> tuple[str, ...]:
    """Names of the copies of a team or organisation: ``name`` alone, or ``name_1`` to ``name_<count>``."""
    return (name,) if count == 1 else tuple(f"{name}_{i + 1}" for i in range(count))
