"""Facilitated dialogue: extra sessions in which voices are levelled and people inquire together."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import AddedSession, Cost, Declared
from lcsim.part import InterventionPart, parameter


class FacilitatedDialogue(InterventionPart):
    """A facilitator from outside holds dialogue sessions with those targeted (Baskerville et al. 2012; Snoeren 2015)."""

    name: ClassVar[str] = "facilitated_dialogue"
    wording: ClassVar[str] = "dialogue sessions with a facilitator from outside"
    dutch: ClassVar[str] = "dialoogbijeenkomsten met een begeleider van buiten"
    writes: ClassVar[tuple[str, ...]] = ("session series",)
    sources: ClassVar[tuple[str, ...]] = (
        "Baskerville, Liddy & Hogg 2012, Annals of Family Medicine 10(1): facilitation d = .56",
        "Snoeren 2015, Working = Learning: dialogue and creative methods help",
    )

    facilitation: float = parameter(
        0.65, low=0.35, high=0.8, at_most=1.0, unit="share",
        wording="quality of the facilitation",
        dutch="kwaliteit van de begeleiding",
        source="range of the default model upwards",
    )  # fmt: skip
    interval: int = parameter(
        2, low=1, high=8, at_least=1, unit="weeks",
        wording="weeks between sessions",
        dutch="weken tussen bijeenkomsten",
        source="our assumption",
    )  # fmt: skip
    mixing: float = parameter(
        0.5, low=0.0, high=1.0, at_most=1.0, unit="share",
        wording="mixing over teams",
        dutch="menging over teams",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        1.5, low=1.0, high=4.0, unit="staff hours per attendance",
        wording="time that a session costs an attendee",
        dutch="tijd die een bijeenkomst een deelnemer kost",
        source="our assumption",
    )  # fmt: skip
    fee: float = parameter(
        150.0, low=0.0, high=400.0, unit="euros per group and session",
        wording="what a facilitator from outside asks, preparation included",
        dutch="wat een begeleider van buiten vraagt, met voorbereiding",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: the share of those invited who are free to come."""
        if dose <= 0.0:
            return Declared()
        session = AddedSession("dialogue", self.interval, self.facilitation, self.mixing, 1.0, dose)
        return Declared(sessions=(session,), costs=(Cost("attendances", self.hours), Cost("sessions", 0.0, self.fee)))
