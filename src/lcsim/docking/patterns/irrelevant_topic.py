"""Pattern 12: with a topic of little relevance a community does not take off."""

from __future__ import annotations

from typing import Any, Final

from lcsim.docking.looks import at_the_end
from lcsim.docking.pattern import Condition, Pattern, arms, contrast


def _relevance(value: float) -> tuple[tuple[str, Any], ...]:
    return tuple((f"communities.{unit}_unit.relevance", value) for unit in ("linden", "cherry"))


PATTERN: Final = Pattern(
    number="12",
    name="irrelevant_topic",
    statement="With a topic of little relevance a learning community does not take off: there is a threshold.",
    dutch="Met een weinig relevant onderwerp komt een leergemeenschap niet van de grond: er is een drempel.",
    grade="S",
    source="University of Twente story and blog on Gas Erop! (topics not relevant or too complex)",
    scenario="nursing_home",
    arms=arms(none=_relevance(0.0), little=_relevance(0.2), full=_relevance(1.0)),
    look=at_the_end,
    measure="gain in space for possible action by relevance of the topic, beside relevance 0",
    conditions=(
        Condition(
            "a fifth of the gain at full relevance, less the gain at a fifth of it",
            contrast("space", {"full": 0.2, "none": 0.8, "little": -1.0}),
        ),
        Condition("gain at full relevance", contrast("space", {"full": 1.0, "none": -1.0})),
    ),
    suspects=("community_sessions",),
)
