"""Pattern 14: scaling up without a shared origin goes wrong unless ownership is rebuilt."""

from __future__ import annotations

from typing import Final

from lcsim.docking.looks import at_the_end
from lcsim.docking.pattern import Condition, Pattern, PatternArm, contrast

MANDATE: Final = "mandate:start=1,choice=level,organisation=school"
REBUILT: Final = "facilitated_dialogue:start=1,organisation=school"

PATTERN: Final = Pattern(
    number="14",
    name="scaling_up",
    statement="Scaling up to those who did not share the origin costs quality, unless ownership is rebuilt.",
    dutch="Opschalen naar wie de oorsprong niet deelde kost kwaliteit, tenzij eigenaarschap opnieuw ontstaat.",
    grade="S/I",
    source="Kienhuis 2024 (saxnow.nl); the causal reading is partly inferred",
    scenario="smart_solutions_semester",
    arms={
        "none": PatternArm(),
        "imposed": PatternArm(additions=(MANDATE,)),
        "rebuilt": PatternArm(additions=(MANDATE, REBUILT)),
    },
    look=at_the_end,
    measure="quality of practice in the last semester; what an ideal asks for is imposed on all, with or without dialogue",
    conditions=(
        Condition("imposed beside not", contrast("quality", {"imposed": 1.0, "none": -1.0}), above=False),
        Condition("imposed with dialogue beside without", contrast("quality", {"rebuilt": 1.0, "imposed": -1.0})),
    ),
    replicates=40,
)
