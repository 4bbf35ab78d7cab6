"""Participatory research: the study as an intervention."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import AddedSession, Cost, Declared, KnowledgeAdded
from lcsim.part import InterventionPart, parameter


class ParticipatoryResearch(InterventionPart):
    """Part of the community is studied every few weeks; with feedback, participants look back on what was found together and learn how it is done where it goes best. Without, it is a silent observer, who changes nothing and only costs time (Snoeren 2015; Baum, MacDougall & Smith 2006)."""

    name: ClassVar[str] = "participatory_research"
    wording: ClassVar[str] = "research together with those it is about"
    dutch: ClassVar[str] = "onderzoek samen met wie het aangaat"
    writes: ClassVar[tuple[str, ...]] = ("session series", "known")
    sources: ClassVar[tuple[str, ...]] = (
        "Snoeren 2015, Working = Learning: research on learning is itself learning, and speeds it",
        "Baum, MacDougall & Smith 2006, Journal of Epidemiology and Community Health 60: participatory action research",
        "Ivers et al. 2012, Cochrane CD000259: audit and feedback, small but real effects",
    )

    feedback: bool = True
    """Whether what is found is fed back; off is the silent observer, the control of this intervention."""
    interval: int = parameter(
        4, low=1, high=13, at_least=1, at_most=1000, unit="weeks",
        wording="weeks between measurements",
        dutch="weken tussen metingen",
        source="our assumption",
    )  # fmt: skip
    participation: float = parameter(
        0.5, low=0.1, high=1.0, at_most=1.0, unit="share of those targeted",
        wording="who takes part at full dose",
        dutch="wie bij volle dosis meedoet",
        source="our assumption",
    )  # fmt: skip
    domains: int = parameter(
        2, low=1, high=6, at_least=1, at_most=64, unit="domains",
        wording="domains in which somebody is told how it is done elsewhere",
        dutch="domeinen waarin iemand hoort hoe het elders gaat",
        source="our assumption",
    )  # fmt: skip
    facilitation: float = parameter(
        0.5, low=0.35, high=0.8, at_most=1.0, unit="share",
        wording="quality of the facilitation of the feedback",
        dutch="kwaliteit van de begeleiding van de terugkoppeling",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        1.0, low=0.5, high=4.0, unit="staff hours per person measured, and per attendance",
        wording="time for questions, and for looking back together",
        dutch="tijd voor vragen, en om samen terug te kijken",
        source="our assumption",
    )  # fmt: skip
    fee: float = parameter(
        300.0, low=100.0, high=800.0, unit="euros per group and session",
        wording="what a researcher asks to prepare and hold the feedback",
        dutch="wat een onderzoeker vraagt om de terugkoppeling voor te bereiden en te houden",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: dose * participation of those targeted take part."""
        if dose <= 0.0:
            return Declared()
        taking_part = dose * self.participation
        told = 1.0 if self.feedback else 0.0
        study = KnowledgeAdded("study", told, taking_part, self.interval, domains=self.domains)
        looking_back = AddedSession("reflection", self.interval, self.facilitation, 1.0, 1.0, taking_part)
        return Declared(
            sessions=(looking_back,) if self.feedback else (),
            acts=(study,),
            costs=(Cost("measured", self.hours), Cost("attendances", self.hours), Cost("sessions", 0.0, self.fee)),
        )
