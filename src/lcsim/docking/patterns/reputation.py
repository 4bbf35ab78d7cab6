"""Pattern 15: how a first semester went is felt by cohorts of which nobody was there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lcsim.docking.pattern import Condition, Pattern, PatternArm, contrast
from lcsim.measures import PANEL
from lcsim.scenario.model import Scenario
from lcsim.simulation import run

SEMESTER: Final = 20
GOOD_START: Final = "facilitated_dialogue:start=1,end=19,interval=1,organisation=school"


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """Participation and belonging in the third semester: all students have changed twice since the first."""
    found = run(scenario, seed, 3 * SEMESTER, keep=())
    third = found.panel[2 * SEMESTER + 1 : 3 * SEMESTER, :, 0]
    return {name: float(third[:, PANEL.index(name)].mean()) for name in ("participation", "identity")}


PATTERN: Final = Pattern(
    number="15",
    name="reputation_carries_over",
    statement="A reputation precedes cohorts: how a semester went is felt in later ones, though nobody of it is there.",
    dutch="Een reputatie gaat lichtingen vooraf: hoe een semester ging is later te merken, al is er niemand meer van.",
    grade="S",
    source="saxnow.nl June 2021 (reputation spreads before the start)",
    scenario="smart_solutions_semester",
    arms={"poor": PatternArm(), "good": PatternArm(additions=(GOOD_START,))},
    look=look,
    measure="attendance in the third semester, after a first one with weekly dialogue beside one without",
    conditions=(Condition("good start beside poor", contrast("participation", {"good": 1.0, "poor": -1.0})),),
    contained_in="student_cohorts: word_of_mouth gives newcomers the belonging of those before them; "
    "community_sessions: pull_of_belonging makes attendance follow belonging",
    suspects=("student_cohorts",),
    replicates=40,
)
