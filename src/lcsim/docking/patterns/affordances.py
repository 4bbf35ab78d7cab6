"""Pattern 6: affordances of a workplace reinforce one another."""

from __future__ import annotations

from typing import Any, Final

from lcsim.docking.looks import at_the_end
from lcsim.docking.pattern import Condition, Pattern, arms, contrast

RESPONSIBILITY: Final = (("organisations.de_wever.control", 0.25),)
STRUCTURES: Final = tuple((f"communities.{unit}_unit.facilitation", 0.65) for unit in ("linden", "cherry"))
TOGETHER: Final = tuple((f"communities.{unit}_unit.interval", 2) for unit in ("linden", "cherry"))
POOR: Final[tuple[tuple[str, Any], ...]] = (
    ("organisations.de_wever.control", 0.55),
    *((f"communities.{unit}_unit.facilitation", 0.35) for unit in ("linden", "cherry")),
    *((f"communities.{unit}_unit.interval", 4) for unit in ("linden", "cherry")),
)
"""Ends of the ranges of the table of starting values."""

PATTERN: Final = Pattern(
    number="6",
    name="affordances_reinforce",
    statement="Affordances reinforce one another: together they do more than the sum of each alone.",
    dutch="Mogelijkheden om te leren versterken elkaar: samen doen ze meer dan de som van elk apart.",
    grade="S",
    source="Snoeren et al. 2016, Nurse Education in Practice 17",
    scenario="nursing_home",
    arms=arms(
        poor=POOR,
        responsibility=POOR + RESPONSIBILITY,
        structures=POOR + STRUCTURES,
        together=POOR + TOGETHER,
        rich=POOR + RESPONSIBILITY + STRUCTURES + TOGETHER,
    ),
    look=at_the_end,
    measure="ways of working that a student can do when leaving; responsibility (control .55 or .25), supportive structures (facilitation .35 or "
    ".65), learning together (sessions every 4 or 2 weeks); challenge has no parameter of its own outside the rules",
    conditions=(
        Condition(
            "effect of all together beyond the sum of single effects",
            contrast(
                "student_repertoire",
                {"rich": 1.0, "responsibility": -1.0, "structures": -1.0, "together": -1.0, "poor": 2.0},
            ),
        ),
        Condition("effect of all together", contrast("student_repertoire", {"rich": 1.0, "poor": -1.0})),
    ),
    contained_in="community_sessions: what sessions give is the number of sessions times what each gives, in which "
    "facilitation and control stand",
    second="the outcome is what the source is about, the learning potential of students, as in pattern 7 that has the same "
    "source; space is counted in bits, in which what multiplies adds up. Forced: in the first round's sets it stayed as it was "
    "without safety and legitimation, the loops, and came from how often times how well",
    replicates=40,
)
