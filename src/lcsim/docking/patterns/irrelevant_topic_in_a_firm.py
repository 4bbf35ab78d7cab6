"""Pattern 12, in the place where it was seen: a micro community in a firm, ten weekly meetings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lcsim.docking.pattern import Pattern, arms
from lcsim.docking.patterns.irrelevant_topic import CONDITIONS, learned_by
from lcsim.scenario.model import Scenario

MEETINGS: Final = 10
"""Weeks with a meeting each; what lasts after them is another question."""


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """Ways of working that members can do after the last meeting."""
    return learned_by(scenario, seed, MEETINGS)


def _relevance(value: float) -> tuple[tuple[str, Any], ...]:
    return (("communities.micro_community.relevance", value),)


PATTERN: Final = Pattern(
    number="12b",
    name="irrelevant_topic_in_a_firm",
    statement="A micro community in a firm does not take off with a topic of little relevance.",
    dutch="Een microgemeenschap in een bedrijf komt met een weinig relevant onderwerp niet van de grond.",
    grade="S",
    source="University of Twente story and blog on Gas Erop! (topics not relevant or too complex)",
    scenario="gas_erop",
    arms=arms(none=_relevance(0.0), little=_relevance(0.2), full=_relevance(1.0)),
    look=look,
    measure="gain in ways of working that members can do after ten meetings by relevance of the topic, beside relevance 0",
    conditions=CONDITIONS,
    contained_in="community_sessions: it takes two to hold a session, and of so few hardly two come to what does not matter",
    second="new: the source tells of such communities. Forced: in the first round's sets three fifths of the threshold are gone "
    "where one can hold a session alone",
)
