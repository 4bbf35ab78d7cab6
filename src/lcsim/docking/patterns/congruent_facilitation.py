"""Pattern 4: facilitation that lives the values sought helps; facilitation that does not, does not."""

from __future__ import annotations

from typing import Any, Final

from lcsim.docking.looks import at_the_end
from lcsim.docking.pattern import Condition, Pattern, arms, contrast

UNITS: Final = ("linden", "cherry")


def _facilitator(value: float, facilitation: float | None = None) -> tuple[tuple[str, Any], ...]:
    """The lecturer practitioners' own person-centredness; how well sessions are facilitated."""
    path = "organisations.de_wever.teams.{}.people.lecturer_practitioner.values.person_centredness"
    values: tuple[tuple[str, Any], ...] = tuple((path.format(unit), value) for unit in UNITS)
    if facilitation is not None:
        values += tuple((f"communities.{unit}_unit.facilitation", facilitation) for unit in UNITS)
    return values


PATTERN: Final = Pattern(
    number="4",
    name="congruent_facilitation",
    statement="Facilitation that embodies the values sought helps; facilitation that does not, does not.",
    dutch="Begeleiding die de beoogde waarden voorleeft helpt; begeleiding die dat niet doet, niet.",
    grade="S",
    source="Snoeren, Janssen, Niessen & Abma 2016 (cherry tree)",
    scenario="nursing_home",
    arms=arms(congruent=_facilitator(0.9), incongruent=_facilitator(0.1), none=_facilitator(0.5, 0.0)),
    look=at_the_end,
    measure="how person-centred the ways of working are (expressed), the value sought being person-centredness",
    conditions=(
        Condition("congruent beside no facilitation", contrast("expressed", {"congruent": 1.0, "none": -1.0})),
        Condition("congruent beside incongruent", contrast("expressed", {"congruent": 1.0, "incongruent": -1.0})),
        Condition(
            "half the effect of congruent less that of incongruent",
            contrast("expressed", {"congruent": 0.5, "none": 0.5, "incongruent": -1.0}),
        ),
    ),
    replicates=160,
)
