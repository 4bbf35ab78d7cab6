"""Handover: what one cohort could do is kept for the next."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import Cost, Declared, KnowledgeAdded
from lcsim.part import InterventionPart, parameter


class Handover(InterventionPart):
    """Those who leave write down and show how they worked, and those who come after them read it (continuity of cohorts)."""

    name: ClassVar[str] = "handover"
    wording: ClassVar[str] = "handing over from cohort to cohort"
    dutch: ClassVar[str] = "overdracht van lichting op lichting"
    writes: ClassVar[tuple[str, ...]] = ("known",)
    sources: ClassVar[tuple[str, ...]] = (
        "HAN Sparkcentres (agendastad.nl): continuity is one of the biggest success factors where students rotate",
        "Walsh & Ungson 1991, Academy of Management Review 16(1): organisational memory kept in artefacts",
    )

    share: float = parameter(
        0.25, low=0.1, high=0.6, at_most=1.0, unit="probability per option",
        wording="learning from what was left how a thing can be done, at full dose",
        dutch="leren uit wat is achtergelaten hoe iets kan, bij volle dosis",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        3.0, low=1.0, high=8.0, unit="staff hours per newcomer",
        wording="writing down, showing and reading",
        dutch="opschrijven, voordoen en lezen",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: each option of predecessors is taken in with probability dose * share."""
        if dose <= 0.0:
            return Declared()
        kept = KnowledgeAdded("predecessors", dose * self.share, roles=("student",))
        return Declared(acts=(kept,), costs=(Cost("handed_over", dose * self.hours),))
