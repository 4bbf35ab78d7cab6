"""The seven elements of the ODD protocol, printed from the same objects that run."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

from lcsim.part import PHASES, InterventionPart, Origin, Part, Rule
from lcsim.scenario import catalogue
from lcsim.scenario.building_blocks import profile
from lcsim.scenario.describe_words import Words
from lcsim.scenario.dump import written
from lcsim.scenario.meanings import meaning
from lcsim.scenario.model import Members, Scenario, Section, Team
from lcsim.scenario.tables import read_as


def describe(scenario: Scenario, lang: str = "en") -> str:
    """Describe a complete scenario by the ODD protocol (Grimm et al. 2020), in Markdown.

    Parameters
    ----------
    scenario
        A complete scenario.
    lang
        ``"en"`` or ``"nl"``.
    """
    return "\n".join([*_Description(scenario, Words(lang)).lines(), ""])


def plan(scenario: Scenario) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The week as data: each phase in order, with the names of the rules that run in it."""
    variants = catalogue.variants()
    return tuple(
        (phase, tuple(name for name in variants[phase] if scenario.rules.get(name, {}).get("on"))) for phase in PHASES
    )


def people_in(scenario: Scenario) -> int:
    """How many people are there at week 0."""
    return sum(
        organisation.count * team.count * people.count
        for organisation in scenario.organisations
        for team in organisation.teams
        for people in team.people
    )


def origin_of(scenario: Scenario, path: str) -> Origin | None:
    """Where the number at a dotted path comes from: the longest prefix decides."""
    while path:
        if path in scenario.origins:
            return scenario.origins[path]
        path = path.rpartition(".")[0]
    return None


class _Description:
    def __init__(self, scenario: Scenario, words: Words) -> None:
        self.scenario = scenario
        self.words = words

    def lines(self) -> Iterator[str]:
        scenario, words = self.scenario, self.words
        yield f"# {words.pick(scenario.title, scenario.dutch_title) or scenario.name}"
        yield f"\n{words('protocol')}. lcsim: `{scenario.name}`."
        if scenario.description or scenario.dutch_description:
            yield f"\n{words.pick(scenario.description, scenario.dutch_description)}"
        for key, body in (
            ("purpose", self.purpose),
            ("entities", self.entities),
            ("process", self.process),
            ("concepts", self.concepts),
            ("initialisation", self.initialisation),
            ("input", self.inputs),
            ("submodels", self.submodels),
        ):
            yield f"\n## {words(key)}\n"
            yield from body()
        if scenario.sources:
            yield f"\n## {words('sources')}\n"
            yield from (f"- {source}" for source in scenario.sources)

    def purpose(self) -> Iterator[str]:
        yield self.words("purpose_text")
        yield f"\n{self.words('patterns_text')}"

    def entities(self) -> Iterator[str]:
        scenario, words = self.scenario, self.words
        calendar = scenario.calendar
        yield words("scale", weeks=calendar.weeks, semester=calendar.semester) + self.origin("calendar.weeks")
        if calendar.stop.when != "never":
            yield from self.numbers(calendar.stop, "calendar.stop")
            yield ""
        yield words(
            "sizes",
            people=people_in(scenario),
            teams=words.count(
                "teams", sum(item.count * sum(team.count for team in item.teams) for item in scenario.organisations)
            ),
            organisations=words.count("of_organisations", sum(item.count for item in scenario.organisations)),
            domains=words.count("of_domains", len(scenario.practices.domains)),
            options=len(scenario.practices.domains[0].options),
            values=words.count("dimensions", len(scenario.values)),
            level=scenario.level,
        )
        complexity = scenario.practices.complexity
        yield f"\n{words('complexity', complexity=complexity)}{self.origin('practices.complexity')}"
        yield f"\n### {words('values')}\n"
        for dimension in scenario.values:
            yield self.item(dimension.name, words.pick(dimension.wording, dimension.dutch))
            if dimension.coupled:
                yield f"  - {words('coupled')}: {', '.join(f'{name} {w:g}' for name, w in dimension.coupled.items())}"
        yield f"\n### {words('domains')}\n"
        for domain in scenario.practices.domains:
            yield self.item(domain.name, words.pick(domain.wording, domain.dutch))
            for option in domain.options:
                shows = ", ".join(f"{name} {share:g}" for name, share in option.expresses.items())
                text = words.pick(option.wording, option.dutch)
                meaning = f": {text}" if text else ""
                yield f"  - `{option.name}`{meaning} {f'({shows})' if shows else words('hashed')}"
        yield f"\n### {words('state')}\n"
        yield f"{words('state_note')}\n"
        yield from (self.item(name, comment) for name, comment in state_columns())

    def process(self) -> Iterator[str]:
        yield f"{self.words('plan')}\n"
        for number, (phase, names) in enumerate(plan(self.scenario), start=1):
            yield f"{number}. {self.words.name(phase)}: {', '.join(f'`{name}`' for name in names) or self.words('nothing')}"
        off = [name for name, rule in self.scenario.rules.items() if not rule["on"]]
        if off:
            yield f"\n{self.words('off')}: {', '.join(f'`{name}`' for name in off)}."

    def concepts(self) -> Iterator[str]:
        scenario, words = self.scenario, self.words
        for key in ("emergence", "adaptation", "learning", "sensing", "stochasticity", "collectives"):
            yield f"- **{words(key)}**: {words(key + '_text')}"
        if not scenario.communities:
            yield f"  - {words('nothing')}"
        for community in scenario.communities:
            facts = community.model_dump() | {"format": words.name(community.format)}
            often = words("weekly") if community.interval == 1 else words("every", weeks=community.interval)
            until = "" if community.last_week is None else words("until", week=community.last_week)
            yield f"  - {words('sessions', often=often, until=until, **facts)}; {self.who(community.members)}"
            yield from self.numbers(community, f"communities.{community.name}", "    ")
        yield f"- **{words('observation')}**: {words('observation_text')}"
        yield from self.measures()

    def who(self, members: Members) -> str:
        """Who takes part, in words."""
        names = [*members.organisations, *members.teams, *members.groups, *members.roles]
        return self.words("members", names=", ".join(names)) if names else self.words("everybody")

    def measures(self) -> Iterator[str]:
        """What is observed and what it means, by how often."""
        words = self.words
        cadence = self.scenario.record.cadence
        often = words("weekly") if cadence == 1 else words("every", weeks=cadence)
        chosen = [catalogue.measures()[name] for name in self.scenario.measures or ()]
        for key, told in (
            ("each_week", [m for m in chosen if m.weekly]),
            ("start_and_end", [m for m in chosen if not m.weekly and m.needs == "state"]),
            ("at_end", [m for m in chosen if not m.weekly and m.needs in ("founding", "series")]),
            ("many_runs", [m for m in chosen if m.needs == "replicates"]),
        ):
            if told:
                yield f"  - {words(key, often=often)}"
                yield from (f"    - `{m.name}`: {words.pick(m.wording, m.dutch)}" for m in told)

    def initialisation(self) -> Iterator[str]:
        scenario, words = self.scenario, self.words
        landscape = scenario.environment.landscape
        yield words("landscape_run") if landscape is None else words("landscape_fixed", seed=landscape)
        if not scenario.environment.shaped_by_people:
            yield f"\n{words('not_shaped')}"
        if not scenario.environment.felt_by_people:
            yield f"\n{words('not_felt')}"
        yield f"\n### {words('founding')}\n"
        yield from self.numbers(scenario.founding, "founding")
        yield f"\n### {words('organisations')}\n"
        for organisation in scenario.organisations[:50]:
            path = f"organisations.{organisation.name}"
            yield f"- `{organisation.name}`{copies_text(organisation.count)}"
            yield from self.numbers(organisation, path, "  ", skip=("count",))
            for team in organisation.teams[:50]:
                inside = f"{path}.teams.{team.name}"
                yield f"  - `{team.name}`{copies_text(team.count)}"
                yield from self.numbers(team, inside, "    ", skip=("count",))
                for people in team.people:
                    yield f"    - `{people.name}` ({words.name(people.role)})"
                    skip = () if people.stay else ("cohorts",)  # nobody rotates
                    yield from self.numbers(people, f"{inside}.people.{people.name}", "      ", skip)

        yield f"\n### {words('blocks')}\n"
        for number, (block, told) in enumerate(profile(scenario), start=1):
            yield f"{number}. {words.pick(block.wording, block.dutch)}"
            yield from (f"   - `{path}`: {text or words('nothing')}" for path, text in told)
            yield f"   - {words('levers')}: {', '.join(f'`{name}`' for name in block.interventions)}"

    def inputs(self) -> Iterator[str]:
        scenario, words = self.scenario, self.words
        yield f"{words('disturbances')}:"
        for index, disturbance in enumerate(scenario.environment.disturbances):
            text = words("disturbance", week=disturbance.week, share=disturbance.share)
            if disturbance.every:
                text += words("again", every=disturbance.every)
                text += "" if disturbance.last is None else words("again_until", last=disturbance.last)
            yield f"- {text}{self.origin(f'environment.disturbances.{index}.share')}"
        tables = scenario.tables
        if tables is None or tables.roster is None:
            yield f"\n{words('no_input')}"
        else:
            yield f"\n{words('tables')}:"
            for key, digest in tables.digests.items():
                yield f"- {key}: {getattr(tables, key)} (SHA-256 {digest[:16]}...)"
            for name, told in read_as(tables).items():
                yield f"- `{name}`: {told}{self.origin(f'tables.{name}')}"
        if scenario.interventions:
            yield f"\n### {words('interventions')}\n"
        for intervention in scenario.interventions:
            given = intervention.model_dump(exclude={"kind", "name", "parameters", "who"}, exclude_none=True)
            given |= intervention.parameters
            who = {key: list(names) for key, names in intervention.who.model_dump().items() if names}
            values = ", ".join(f"{key} {value}" for key, value in (given | who).items() if value != "")
            yield self.item(f"{intervention.name}", f"{intervention.kind}: {values}")

    def submodels(self) -> Iterator[str]:
        rules = catalogue.rules()
        for phase, names in plan(self.scenario):
            for name in names:
                yield from self.rule(rules[name], phase)
        for kind in sorted({item.kind for item in self.scenario.interventions}):
            part = catalogue.interventions()[kind]
            yield from self.part(part, "Interventions")

    def rule(self, rule: type[Rule], phase: str) -> Iterator[str]:
        yield from self.part(rule, phase)

    def part(self, part: type[Part], phase: str) -> Iterator[str]:
        words = self.words
        yield f"### {part.name} ({words.name(phase)})\n"
        yield words.pick(part.wording, part.dutch)
        if isinstance(part, type) and issubclass(part, Rule):
            if part.formula:
                yield f"\n    {part.formula}"
            chosen: dict[str, Any] = self.scenario.rules[part.name]
        else:
            chosen = {}
            if issubclass(part, InterventionPart):
                units = [cost.unit for cost in part().declared(1.0).costs]
                yield f"\n{words('counted_by')}: {', '.join(f'`{unit}`' for unit in units)}."
        facts = part.facts()
        choices = part.choices()
        if facts or choices:
            heads = ("parameter", "value", "range", "unit", "meaning", "origin")
            yield f"\n| {' | '.join(words(head) for head in heads)} |"
            yield "|---" * len(heads) + "|"
        for fact in facts:
            value = chosen.get(fact.name, fact.default)
            cells = (
                fact.name,
                f"{value:g}",
                f"{fact.low:g} - {fact.high:g}",
                fact.unit,
                words.pick(fact.wording, fact.dutch),
                self.fact_origin(part, fact.name, value, fact.default, Origin(origin=fact.origin, source=fact.source)),
            )
            yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
        for word in choices:
            value = chosen.get(word.name, word.default)
            own = Origin(origin="assumed", source=word.source)
            told = self.fact_origin(part, word.name, value, word.default, own)
            row = (word.name, value, ", ".join(word.words), "", words.pick(word.wording, word.dutch), told)
            yield f"| {' | '.join(row)} |"
        if part.sources:
            yield ""
            yield from (f"- {source}" for source in part.sources)
        yield ""

    def fact_origin(self, part: type[Part], name: str, value: object, default: object, own: Origin) -> str:
        """The scenario's origin of a parameter, or that of the model's starting value."""
        given = origin_of(self.scenario, f"rules.{part.name}.{name}")
        if given is None and value != default:
            return self.words("here")
        return self.origin_text(given or own)

    def item(self, name: str, text: str) -> str:
        return f"- `{name}`{': ' + text if text else ''}"

    def origin_text(self, origin: Origin) -> str:
        return self.words(origin.origin) + (f": {origin.source}" if origin.source else "")

    def origin(self, path: str) -> str:
        origin = origin_of(self.scenario, path)
        return f" [{self.origin_text(origin)}]" if origin is not None else ""

    def numbers(self, section: Section, path: str, indent: str = "", skip: tuple[str, ...] = ()) -> Iterator[str]:
        """Single values of a section, each with its origin."""
        for name in type(section).model_fields:
            value = getattr(section, name)
            if name in ("name", "role", *skip) or value is None or isinstance(value, tuple):
                continue
            if isinstance(value, dict):
                for key, inner in value.items():
                    text = f"{inner:g}" if isinstance(inner, (int, float)) else str(inner)
                    yield f"{indent}- {name}.{key}: {text}{self.origin(f'{path}.{name}.{key}')}"
            elif isinstance(value, Section):
                if value != type(value)():  # told where it says something
                    yield f"{indent}- {name}:"
                    yield from self.numbers(value, f"{path}.{name}", f"{indent}  ")
            elif isinstance(value, (int, float, str)):
                origin = self.origin(f"{path}.{name}")
                if not origin and isinstance(section, Team) and value == getattr(self.scenario.founding, name, None):
                    origin = self.origin(f"founding.{name}")  # a team without its own takes that of all teams
                told = meaning(type(section).__name__, name, self.words.lang)
                yield f"{indent}- {name}: {written(value)}{f' ({told})' if told else ''}{origin}"


def copies_text(count: int) -> str:
    """How often it is there, if more than once."""
    return f" x {count}" if count > 1 else ""


def state_columns() -> tuple[tuple[str, str], ...]:
    """Name and comment of every column of the state, from the declaration itself."""
    from lcsim.state import State

    source = inspect.getsource(sys.modules[State.__module__])
    found = re.findall(r"^    (\w+): [^#\n]+#\s*(.+)$", source, flags=re.MULTILINE)
    return tuple((name, comment.strip()) for name, comment in found if name in State._fields)
