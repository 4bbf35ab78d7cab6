"""The fourteen building blocks of learning communities: where each is in a scenario, and how it can be worked on.

The blocks are our own labels for what the national programme on learning communities and the cases of the two
studies name (Albers 2024; Akkerman & Bakker 2011; Kane 2005; Snoeren et al. 2016; Gas Erop!); each is one or more
parameters and one or more interventions. ``docs/building-blocks.md`` is written from this table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lcsim.scenario import catalogue
from lcsim.scenario.dump import written
from lcsim.scenario.model import Scenario

PEOPLE: Final = "organisations.*.teams.*.people.*"


@dataclass(frozen=True)
class Block:
    """A building block: `paths` as ``--set`` takes them, with * for every name; `interventions` by name."""

    wording: str
    dutch: str
    paths: tuple[str, ...]
    interventions: tuple[str, ...]


BLOCKS: Final[tuple[Block, ...]] = (
    Block(
        "Shared ambition, a question that is relevant",
        "Gedeelde ambitie, een vraag die ertoe doet",
        ("communities.*.ambition", "communities.*.relevance"),
        ("shared_ambition",),
    ),
    Block(
        "Diversity and boundary crossing",
        "Diversiteit en grenzen oversteken",
        ("founding.values_spread", "founding.deviation", "communities.*.mixing"),
        ("student_placement", "exchange", "creative_session"),
    ),
    Block(
        "What is common, shared identity",
        "Wat gemeenschappelijk is, gedeelde identiteit",
        ("founding.identity", "founding.newcomer_identity", "rules.student_cohorts.acquainted"),
        ("shared_ambition", "mentoring"),
    ),
    Block(
        "Learning tied to real work",
        "Leren verbonden met echt werk",
        ("rules.everyday_work.meetings", "rules.observation.learning", "rules.experimentation.eta"),
        ("student_placement", "exchange"),
    ),
    Block(
        "Structure and rhythm",
        "Structuur en ritme",
        ("communities.*.interval", "communities.*.format"),
        ("reflection_cycle", "facilitated_dialogue"),
    ),
    Block(
        "Facilitation",
        "Begeleiding",
        ("communities.*.facilitation", "communities.*.facilitator"),
        ("facilitated_dialogue", "creative_session"),
    ),
    Block(
        "Ownership, autonomy, roles",
        "Eigenaarschap, autonomie, rollen",
        (f"{PEOPLE}.authority", "organisations.*.control"),
        ("role_ownership", "enabling_leadership"),
    ),
    Block(
        "Safety and learning climate",
        "Veiligheid en leerklimaat",
        ("organisations.*.teams.*.safety", "rules.safety.freedom_weight"),
        ("enabling_leadership", "facilitated_dialogue"),
    ),
    Block(
        "Time and space",
        "Tijd en ruimte",
        ("organisations.*.learning_time", "organisations.*.workload"),
        ("protected_time", "student_placement"),
    ),
    Block(
        "Management and embedding in the organisation",
        "Leiding en inbedding in de organisatie",
        ("organisations.*.responsiveness", "rules.code_learning.p2", "rules.deliberation.beta_code"),
        ("enabling_leadership", "mandate"),
    ),
    Block(
        "Brokers and cross-links",
        "Bruggenbouwers en dwarsverbanden",
        ("founding.density_between", "founding.density_across", "rules.recruitment.contact"),
        ("boundary_broker", "exchange"),
    ),
    Block(
        "Continuity and handover",
        "Continuïteit en overdracht",
        (f"{PEOPLE}.stay", f"{PEOPLE}.cohorts", "rules.forgetting.rate"),
        ("handover", "mentoring", "training"),
    ),
    Block(
        "Value for each partner, recognition",
        "Waarde voor elke partner, erkenning",
        (f"{PEOPLE}.participation", "rules.experimentation.visibility", "rules.community_sessions.energy_gain"),
        ("role_ownership", "shared_ambition", "training"),
    ),
    Block(
        "Evaluation and feedback",
        "Evaluatie en terugkoppeling",
        ("rules.reflection.rho", "rules.reflection.reconsidering"),
        ("reflection_cycle", "participatory_research"),
    ),
)


def values_at(scenario: Scenario, path: str) -> tuple[Any, ...]:
    """All values at a path with *, in the order of the scenario; what is left out (null) is not there."""
    return tuple(value for value in _walk(scenario, path.split(".")) if value is not None)


def _walk(thing: Any, steps: list[str]) -> Iterator[Any]:
    if not steps:
        yield thing
    elif steps[0] == "*":
        for item in thing:
            yield from _walk(item, steps[1:])
    elif isinstance(thing, dict):
        yield from _walk(thing[steps[0]], steps[1:])
    else:
        yield from _walk(getattr(thing, steps[0]), steps[1:])


def profile(scenario: Scenario) -> tuple[tuple[Block, tuple[tuple[str, str], ...]], ...]:
    """What a scenario is like on every block: its paths with their values, lowest to highest, as text."""
    found = []
    for block in BLOCKS:
        told = []
        for path in block.paths:
            if not _rotates(path):
                told.append((path, _span(values_at(scenario, path))))
            else:  # cohorts mean something only where people rotate
                people = values_at(scenario, PEOPLE)
                told.append((path, _span(tuple(p.cohorts for p in people if p.stay is not None))))
        found.append((block, tuple(told)))
    return tuple(found)


def _rotates(path: str) -> bool:
    return path.endswith(".cohorts")


def _span(values: tuple[Any, ...]) -> str:
    numbers = sorted({value for value in values if isinstance(value, (int, float))})
    if numbers:
        low, high = written(numbers[0]), written(numbers[-1])
        return low if low == high else f"{low} - {high}"
    return ", ".join(dict.fromkeys(str(value) for value in values))


def table(lang: str = "en") -> str:
    """The blocks as a table in Markdown: block, parameters, interventions."""
    heads = ("block", "parameters", "interventions") if lang == "en" else ("bouwsteen", "parameters", "interventies")
    rows = [f"| | {' | '.join(heads)} |", "|---|---|---|---|"]
    for number, block in enumerate(BLOCKS, start=1):
        paths = ", ".join(f"`{path}`" for path in block.paths)
        levers = ", ".join(f"`{name}`" for name in block.interventions)
        rows.append(f"| {number} | {block.wording if lang == 'en' else block.dutch} | {paths} | {levers} |")
    return "\n".join(rows) + "\n"


def intervention_table() -> str:
    """The interventions as a table in Markdown: name, what it is, whom it can be aimed at, sources."""
    rows = ["| intervention | what it is | aimed at | sources |", "|---|---|---|---|"]
    for name, part in catalogue.interventions().items():
        rows.append(f"| `{name}` | {part.wording} | {part.acts_on} | {'; '.join(part.sources)} |")
    return "\n".join(rows) + "\n"


def filled_in(text: str) -> str:
    """`text` with the tables written anew between their marks."""
    for name, made in (("blocks", table()), ("interventions", intervention_table())):
        head, mark, rest = text.partition(f"<!-- table: {name} -->\n")
        _, end, tail = rest.partition("<!-- end -->")
        text = f"{head}{mark}{made}{end}{tail}"
    return text
