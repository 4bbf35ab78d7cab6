"""Mentoring: pairs of a newcomer and somebody experienced."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import Cost, Declared, TiesAdded
from lcsim.part import InterventionPart, parameter


class Mentoring(InterventionPart):
    """Students and newcomers are paired with an experienced colleague of their team (Snoeren, Mentoring with(in) care)."""

    name: ClassVar[str] = "mentoring"
    wording: ClassVar[str] = "mentors for students and newcomers"
    dutch: ClassVar[str] = "mentoren voor studenten en nieuwkomers"
    writes: ClassVar[tuple[str, ...]] = ("ties",)
    sources: ClassVar[tuple[str, ...]] = (
        "Snoeren, Niessen & Abma, Mentoring with(in) care: a high-quality tie, in which the learning of both is intertwined",
        "Snoeren et al. 2016, Nurse Education in Practice 17: supportive and recognisable learning structures",
    )

    trust: float = parameter(
        0.75, low=0.5, high=0.95, at_least=0.01, at_most=1.0, unit="trust",
        wording="trust with which a mentor and a newcomer begin",
        dutch="vertrouwen waarmee mentor en nieuwkomer beginnen",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        0.75, low=0.25, high=2.0, unit="staff hours per pair and week",
        wording="time that a pair takes for it",
        dutch="tijd die een paar ervoor neemt",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: the share of newcomers who get a mentor."""
        if dose <= 0.0:
            return Declared()
        pairs = TiesAdded("mentor", self.trust, share=dose, roles=("student",))
        return Declared(acts=(pairs,), costs=(Cost("pair_weeks", self.hours),))
