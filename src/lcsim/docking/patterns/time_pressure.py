"""Pattern 7, first part: time pressure lowers what can be learned, the more the higher it is."""

from __future__ import annotations

from typing import Final

from lcsim.docking.looks import at_the_end
from lcsim.docking.pattern import Condition, Pattern, arms, contrast

PATTERN: Final = Pattern(
    number="7",
    name="time_pressure",
    statement="Time pressure lowers the learning potential, the more the higher it is.",
    dutch="Tijdsdruk verlaagt wat er te leren valt, meer naarmate hij hoger is.",
    grade="S",
    source="Snoeren et al. 2016, Nurse Education in Practice 17; Albers 2025",
    scenario="nursing_home",
    arms=arms(**{f"w{10 * w}": (("organisations.de_wever.workload", w / 10),) for w in (1, 3, 5, 7)}),
    look=at_the_end,
    measure="ways of working that a student can do when leaving",
    conditions=(
        Condition("workload .1 beside .3", contrast("student_repertoire", {"w10": 1.0, "w30": -1.0})),
        Condition("workload .3 beside .5", contrast("student_repertoire", {"w30": 1.0, "w50": -1.0})),
        Condition("workload .5 beside .7", contrast("student_repertoire", {"w50": 1.0, "w70": -1.0})),
    ),
    contained_in="observation, experimentation and community_sessions: 1 - workload is a factor of each",
    replicates=40,
)
