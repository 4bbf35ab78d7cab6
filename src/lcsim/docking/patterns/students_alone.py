"""Pattern 9: students on the ward alone are not enough."""

from __future__ import annotations

from typing import Any, Final

from lcsim.docking.looks import at_the_end
from lcsim.docking.pattern import Condition, Pattern, arms, contrast

NO_STUDENTS: Final[tuple[tuple[str, Any], ...]] = tuple(
    (f"organisations.de_wever.teams.{unit}.people.students.count", 0) for unit in ("linden", "cherry")
)
NO_STRUCTURES: Final[tuple[tuple[str, Any], ...]] = (("rules.community_sessions", "off"),)

PATTERN: Final = Pattern(
    number="9",
    name="students_alone_not_enough",
    statement="Students on the ward alone are not enough: without structures they give little gain.",
    dutch="Alleen studenten op de afdeling is niet genoeg: zonder leerstructuren leveren ze weinig op.",
    grade="S",
    source="Rutten 2024, Nurse Education in Practice",
    scenario="nursing_home",
    arms=arms(both=(), students=NO_STRUCTURES, neither=NO_STUDENTS + NO_STRUCTURES),
    look=at_the_end,
    measure="space for possible action of staff at the end",
    conditions=(
        Condition(
            "half the gain of students with structures, less that of students alone",
            contrast("staff_space", {"both": 0.5, "neither": 0.5, "students": -1.0}),
        ),
        Condition("gain of students with structures", contrast("staff_space", {"both": 1.0, "neither": -1.0})),
    ),
    replicates=160,
)
