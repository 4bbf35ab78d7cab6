"""Pattern 16: agreement within a team grows while its mean may fall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.looks import panel_of_staff
from lcsim.docking.pattern import Condition, Looked, Pattern, PatternArm
from lcsim.docking.quantities import of_units
from lcsim.measures import PANEL
from lcsim.part.names import STUDENT
from lcsim.scenario.model import Scenario
from lcsim.simulation import run
from lcsim.state import State

WEEKS: Final = 52


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """Spread of values within units and their means at founding and a year later, staff only (students rotate)."""
    found = run(scenario, seed, WEEKS, keep=())
    spread = [
        panel_of_staff(state, found.gamma)[PANEL.index("spread"), 1:].mean() for state in (found.founding, found.final)
    ]
    then, now = (of_units(_staff(state))[0] for state in (found.founding, found.final))
    return {"then": spread[0], "now": spread[1], "fell": float(np.mean(now < then))}


def _staff(state: State) -> State:
    return State(**(state._asdict() | {"present": state.present & (state.role != STUDENT)}))


def _closer(looked: Looked) -> float:
    return float(1.0 - looked["base"]["now"].mean() / looked["base"]["then"].mean())


PATTERN: Final = Pattern(
    number="16",
    name="consensus_without_rise",
    statement="Agreement within teams grows over time while the mean may fall.",
    dutch="De overeenstemming binnen teams groeit terwijl het gemiddelde kan dalen.",
    grade="S",
    source="Small Group Research 2024, doi 10.1177/10464964241288221; Gerlach & Gockel 2022",
    scenario="nursing_home",
    arms={"base": PatternArm()},
    look=look,
    measure="spread of staff's values within units, a year on beside founding; share of unit means that fell",
    conditions=(
        Condition("share of the spread within units that is gone after a year", _closer, 0.05),
        Condition("share of means of units and values that fell", lambda found: float(found["base"]["fell"].mean()), 0.25),
    ),
    suspects=("bounded_influence", "reflection", "turnover"),
)  # fmt: skip
