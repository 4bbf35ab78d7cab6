"""Pattern 3: spontaneous contacts contribute more to a change of culture than planned events."""

from __future__ import annotations

from typing import Final

from lcsim.docking.looks import at_the_end
from lcsim.docking.pattern import Condition, Pattern, arms, contrast

PATTERN: Final = Pattern(
    number="3",
    name="spontaneous_contacts",
    statement="Spontaneous contacts contribute more to a change of culture than planned events do.",
    dutch="Spontane contacten dragen meer bij aan cultuurverandering dan geplande bijeenkomsten.",
    grade="S",
    source="Snoeren, Janssen, Niessen & Abma 2016 (cherry tree; that unit)",
    scenario="nursing_home",
    arms=arms(
        base=(),
        no_contacts=(("rules.everyday_work", "off"),),
        no_plan=(("rules.community_sessions", "off"),),
    ),
    look=at_the_end,
    measure="share of practices that emerged: now shared in a unit, at first almost nobody's, nobody's design",
    conditions=(
        Condition("what taking contacts away costs more than taking sessions away", contrast("emerged", {"no_plan": 1.0, "no_contacts": -1.0})),
        Condition("what taking contacts away costs", contrast("emerged", {"base": 1.0, "no_contacts": -1.0})),
    ),
    replicates=160,
)  # fmt: skip
