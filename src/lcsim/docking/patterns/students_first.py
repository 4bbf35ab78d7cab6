"""Pattern 7, second part: under time pressure professionals withdraw from guiding students first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.looks import passed
from lcsim.docking.pattern import Condition, Looked, Pattern, arms
from lcsim.scenario.model import Scenario
from lcsim.simulation import run


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """What passes from staff to students and among staff."""
    return passed(run(scenario, seed, keep=(), log=True))


def _first(looked: Looked) -> float:
    def fall(name: str) -> float:
        return float(np.log(looked["pressed"][name].mean() / looked["free"][name].mean()))

    return fall("students_from_staff") - fall("staff_from_staff")


PATTERN: Final = Pattern(
    number="7b",
    name="students_lose_contact_first",
    statement="Under time pressure what passes from professionals to students falls sooner than what passes among them.",
    dutch="Onder tijdsdruk neemt wat studenten van professionals leren eerder af dan wat die van elkaar leren.",
    grade="S",
    source="Snoeren et al. 2016, Nurse Education in Practice 17; Albers 2025 (professionals withdraw from guiding)",
    scenario="nursing_home",
    arms=arms(
        free=(("organisations.de_wever.workload", 0.2),),
        pressed=(("organisations.de_wever.workload", 0.6),),
    ),
    look=look,
    measure="log ratio of what students take from staff, workload .6 beside .2, less that of what staff take from staff",
    conditions=(Condition("students lose more than staff", _first, 0.0, above=False),),
)
