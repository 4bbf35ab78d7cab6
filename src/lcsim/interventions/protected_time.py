"""Protected time: hours that work cannot take."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import ColumnSetting, Cost, Declared
from lcsim.part import InterventionPart, parameter


class ProtectedTime(InterventionPart):
    """Time for learning is granted and covered by others, so that it presses less (Snoeren et al. 2016)."""

    name: ClassVar[str] = "protected_time"
    wording: ClassVar[str] = "protected time to learn"
    dutch: ClassVar[str] = "beschermde tijd om te leren"
    acts_on: ClassVar[str] = "organisations"
    writes: ClassVar[tuple[str, ...]] = ("learning_time", "workload")
    sources: ClassVar[tuple[str, ...]] = (
        "Snoeren et al. 2016, Nurse Education in Practice 17: time constraints lower the learning potential",
        "Albers 2021 (concept analysis of learning and innovation networks): time and space to learn as an antecedent",
    )

    gain: float = parameter(
        0.6, low=0.2, high=1.0, at_most=1.0, unit="share of what is missing",
        wording="how much of the missing learning time is granted at full dose",
        dutch="hoeveel van de ontbrekende leertijd bij volle dosis wordt gegund",
        source="our assumption",
    )  # fmt: skip
    relief: float = parameter(
        0.2, low=0.0, high=0.5, at_most=1.0, unit="share of workload",
        wording="work that others take over at full dose",
        dutch="werk dat anderen bij volle dosis overnemen",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        1.0, low=0.5, high=4.0, unit="staff hours per person and week",
        wording="hours that are replaced",
        dutch="uren die worden vervangen",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: learning time comes dose * gain nearer to 1, workload falls by dose * relief."""
        if dose <= 0.0:
            return Declared()
        more = dose * self.gain
        return Declared(
            settings=(
                ColumnSetting("learning_time", multiply=1.0 - more, add=more),
                ColumnSetting("workload", multiply=1.0 - dose * self.relief),
            ),
            costs=(Cost("person_weeks", dose * self.hours),),
        )
