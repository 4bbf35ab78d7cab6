"""Student placement: more students on the floor."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import Cost, Declared, PeopleAdded
from lcsim.part import InterventionPart, parameter


class StudentPlacement(InterventionPart):
    """Every targeted team takes in more students, in overlapping cohorts (care innovation units, Snoeren et al. 2016)."""

    name: ClassVar[str] = "student_placement"
    wording: ClassVar[str] = "more students in the teams"
    dutch: ClassVar[str] = "meer studenten in de teams"
    writes: ClassVar[tuple[str, ...]] = ("people",)
    sources: ClassVar[tuple[str, ...]] = (
        "Snoeren et al. 2016, Nurse Education in Practice 17: staff and students learn together",
        "Kane, Argote & Levine 2005, OBHDP 96: what newcomers bring lands if they belong",
    )

    number: int = parameter(
        4, low=1, high=10, at_least=1, at_most=1000, unit="students per team",
        wording="students more in each team at full dose",
        dutch="extra studenten in elk team bij volle dosis",
        source="our assumption",
    )  # fmt: skip
    stay: int = parameter(
        20, low=8, high=40, at_least=1, at_most=1000, unit="weeks",
        wording="how long a placement lasts",
        dutch="hoe lang een stage duurt",
        source="placements of 8, 10 and 20 weeks and of a year all occur (cases of the studies)", origin="estimated",
    )  # fmt: skip
    cohorts: int = parameter(
        2, low=1, high=4, at_least=1, at_most=100, unit="cohorts",
        wording="staggered starts",
        dutch="gespreide starts",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        1.0, low=0.5, high=4.0, unit="staff hours per student and week",
        wording="time of staff for guidance",
        dutch="tijd van medewerkers voor begeleiding",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: dose * number students, rounded, at least one."""
        if dose <= 0.0:
            return Declared()
        number = max(1, round(dose * self.number))
        added = PeopleAdded("student", number, self.stay, min(self.cohorts, number, self.stay))
        return Declared(acts=(added,), costs=(Cost("student_weeks", self.hours),))
