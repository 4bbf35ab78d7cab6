"""Shared ambition: a start-up dialogue, then sessions about one question that matters to all."""

from __future__ import annotations

from typing import ClassVar, Literal

from lcsim.interventions.declared import AddedSession, ColumnSetting, Cost, Declared, SessionSet, Topic
from lcsim.interventions.held_sessions import Facilitated
from lcsim.part import parameter


class SharedAmbition(Facilitated):
    """Those of a community talk over why they are together, and then work on one domain (Albers 2024: shared vision)."""

    name: ClassVar[str] = "shared_ambition"
    wording: ClassVar[str] = "one shared question that matters to all"
    dutch: ClassVar[str] = "een gedeelde vraag die ertoe doet"
    acts_on: ClassVar[str] = "communities"
    writes: ClassVar[tuple[str, ...]] = ("session series", "session_ambition", "session_relevance")
    sources: ClassVar[tuple[str, ...]] = (
        "Albers 2024, Nurse Education in Practice, doi 10.1016/j.nepr.2024.103954: shared vision as a precondition",
        "Nieuwenhuis et al. 2020: a shared vision on the need strengthens collaboration",
        "Gas Erop!: topics that are not relevant fail (University of Twente)",
    )

    domain: str = ""
    """Domain of work that it is about (empty: chosen by `choice`)."""
    choice: Literal["quality", "level"] = "quality"
    """What is thought best where it is not named: what improves the official way most, or expresses the headline value most."""
    meetings: int = parameter(
        4, low=1, high=10, at_least=1, at_most=1000, unit="sessions",
        wording="start-up dialogues, one a week",
        dutch="startdialogen, een per week",
        source="our assumption",
    )  # fmt: skip
    relevance: float = parameter(
        0.7, low=0.2, high=1.0, at_most=1.0, unit="share of what is missing",
        wording="how much nearer to fully relevant the sessions come at full dose",
        dutch="hoeveel dichter bij volledig relevant de bijeenkomsten komen bij volle dosis",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: who comes to the start-up, and the share of sessions about the ambition."""
        if dose <= 0.0:
            return Declared()
        topic = Topic(1, self.domain, "", self.choice)
        start_up = AddedSession("dialogue", 1, self.facilitation, 1.0, 1.0, dose, self.meetings)
        more = dose * self.relevance
        return Declared(
            settings=(ColumnSetting("session_relevance", multiply=1.0 - more, add=more),),
            sessions=(start_up,),
            acts=(SessionSet(dose, topic),),
            costs=(Cost("attendances", self.hours), Cost("sessions", 0.0, self.fee)),
        )
