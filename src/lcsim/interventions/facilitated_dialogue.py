"""Facilitated dialogue: extra sessions in which voices are levelled and people inquire together."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import Declared
from lcsim.interventions.held_sessions import HeldSessions, held
from lcsim.part import parameter


class FacilitatedDialogue(HeldSessions):
    """A facilitator from outside holds dialogue sessions with those targeted (Baskerville et al. 2012; Snoeren 2015)."""

    name: ClassVar[str] = "facilitated_dialogue"
    wording: ClassVar[str] = "dialogue sessions with a facilitator from outside"
    dutch: ClassVar[str] = "dialoogbijeenkomsten met een begeleider van buiten"
    writes: ClassVar[tuple[str, ...]] = ("session series",)
    sources: ClassVar[tuple[str, ...]] = (
        "Baskerville, Liddy & Hogg 2012, Annals of Family Medicine 10(1): facilitation d = .56",
        "Snoeren 2015, Working = Learning: dialogue and creative methods help",
    )

    interval: int = parameter(
        2, low=1, high=8, at_least=1, at_most=1000, unit="weeks",
        wording="weeks between sessions",
        dutch="weken tussen bijeenkomsten",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: the share of those invited who are free to come."""
        return held(self, "dialogue", self.interval, dose)
