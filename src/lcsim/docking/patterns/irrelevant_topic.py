"""Pattern 12: with a topic of little relevance a community does not take off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lcsim.docking.pattern import Condition, Pattern, arms, contrast
from lcsim.measures.student_learning import repertoire
from lcsim.scenario.model import Scenario
from lcsim.simulation import run


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """Ways of working that those of the learning community can do at the end."""
    return learned_by(scenario, seed, scenario.calendar.weeks)


def learned_by(scenario: Scenario, seed: int, weeks: int) -> Mapping[str, Any]:
    """Ways of working that those of the learning community can do in a week."""
    state = run(scenario, seed, weeks, keep=()).final
    return {"ways": float(repertoire(state.known[state.present & (state.membership > 0)]).mean())}


def _relevance(value: float) -> tuple[tuple[str, Any], ...]:
    return tuple((f"communities.{unit}_unit.relevance", value) for unit in ("linden", "cherry"))


CONDITIONS: Final = (
    Condition(
        "a fifth of the gain at full relevance, less the gain at a fifth of it",
        contrast("ways", {"full": 0.2, "none": 0.8, "little": -1.0}),
    ),
    Condition("gain at full relevance", contrast("ways", {"full": 1.0, "none": -1.0})),
)

PATTERN: Final = Pattern(
    number="12",
    name="irrelevant_topic",
    statement="With a topic of little relevance a learning community does not take off: there is a threshold.",
    dutch="Met een weinig relevant onderwerp komt een leergemeenschap niet van de grond: er is een drempel.",
    grade="S",
    source="University of Twente story and blog on Gas Erop! (topics not relevant or too complex)",
    scenario="nursing_home",
    arms=arms(none=_relevance(0.0), little=_relevance(0.2), full=_relevance(1.0)),
    look=look,
    measure="gain in ways of working that members can do by relevance of the topic, beside relevance 0",
    conditions=CONDITIONS,
    suspects=("community_sessions",),
    second="ways of working are counted instead of bits of space, in which large gains count for less; in bits all of the "
    "threshold comes from it taking two to hold a session and would be forced, in counts half of it remains without "
    "that (first round's sets, nursing home)",
)
