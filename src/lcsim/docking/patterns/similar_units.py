"""Pattern 1: similar units of the same design go different ways, and go on in their own way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.looks import ways_of_units
from lcsim.docking.pattern import Condition, Looked, Pattern, PatternArm
from lcsim.scenario.model import Scenario
from lcsim.simulation import run

LATER: Final = 104
"""Week from which on a unit's way must last: half a year after demands changed for the second time."""


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """How far the two units' ways lie apart at the start and at the end; and what a way tells of that a year later."""
    found = run(scenario, seed, keep=(LATER,))
    start, then, now = (ways_of_units(state) for state in (found.founding, found.snapshots[LATER], found.final))
    return {
        "apart_at_start": float(np.mean(start[0] != start[1])),
        "apart": float(np.mean(now[0] != now[1])),
        "as_itself": float(np.mean(now == then)),
        "as_the_other": float(np.mean(now == then[::-1])),
    }


def _apart(looked: Looked) -> float:
    return float((looked["base"]["apart"] - looked["base"]["apart_at_start"]).mean())


def _own_way(looked: Looked) -> float:
    """Kappa: agreement of a unit with itself beyond that with the other (which stands for what units have in common)."""
    itself, other = (looked["base"][name].mean() for name in ("as_itself", "as_the_other"))
    return float((itself - other) / (1.0 - other))


PATTERN: Final = Pattern(
    number="1",
    name="similar_units_differ",
    statement="Similar units with the same design take different paths, and each goes on in its own way.",
    dutch="Gelijke afdelingen met dezelfde opzet gaan verschillende wegen, en elk gaat verder op de eigen weg.",
    grade="S",
    source="Koekkoek 2023 (all five communities differ); Snoeren 2015 (difficult to control)",
    scenario="nursing_home",
    arms={"base": PatternArm()},
    look=look,
    measure="share of domains in which the two units' most common options differ; kappa of a unit with itself a year before",
    conditions=(
        Condition("units lie further apart than at the start", _apart, 0.1),
        Condition("a unit resembles itself a year before more than the other (kappa)", _own_way, 0.2),
    ),
    second="the difference of the two likenesses was asked to be more than .1, and it cannot be larger than the distance "
    "between units (about .25 in the first round); now it is a share of what is possible, with the bound above which Landis & "
    "Koch 1977 call agreement fair",
)
