"""Pattern 8: what students bring lands only when they belong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.looks import passed
from lcsim.docking.pattern import Condition, Looked, Pattern, arms
from lcsim.scenario.model import Scenario
from lcsim.simulation import run


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """What staff take from students."""
    return passed(run(scenario, seed, keep=(), log=True))


def _more(looked: Looked) -> float:
    belonging, strange = (looked[arm]["staff_from_students"].mean() for arm in ("belonging", "strange"))
    return float(np.log(belonging / strange))


PATTERN: Final = Pattern(
    number="8",
    name="students_must_belong",
    statement="Students bring novelty, which lands when they belong (or when its merit is visible).",
    dutch="Studenten brengen nieuws, dat aankomt als zij erbij horen (of als de waarde ervan zichtbaar is).",
    grade="S",
    source="Kane, Argote & Levine 2005; Kane 2010",
    scenario="nursing_home",
    arms=arms(
        strange=(("founding.newcomer_identity", 0.05), ("rules.recruitment.identity", 0.05)),
        belonging=(("founding.newcomer_identity", 0.8), ("rules.recruitment.identity", 0.8)),
    ),
    look=look,
    measure="log ratio of what staff take over from a student a week, identity of newcomers .8 beside .05",
    conditions=(Condition("staff take more from students who belong", _more, 0.0),),
    contained_in="observation: G = 1 - (1 - identity)(1 - merit) gates what newcomers show",
    suspects=("observation",),
    replicates=40,
)
