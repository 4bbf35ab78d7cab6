"""Creative sessions: what nobody does yet comes up too."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import Declared
from lcsim.interventions.held_sessions import HeldSessions, held
from lcsim.part import parameter


class CreativeSession(HeldSessions):
    """A facilitator holds sessions with creative methods, in which more options come up that nobody knows (Snoeren 2015)."""

    name: ClassVar[str] = "creative_session"
    wording: ClassVar[str] = "sessions with creative methods"
    dutch: ClassVar[str] = "bijeenkomsten met creatieve werkvormen"
    writes: ClassVar[tuple[str, ...]] = ("session series",)
    sources: ClassVar[tuple[str, ...]] = (
        "Snoeren 2015, Working = Learning: research on learning needs dialogic and creative methods",
        "LTC World Cafe 2022, in the building blocks of learning communities: dialogic and creative methods",
    )

    interval: int = parameter(
        4, low=1, high=8, at_least=1, at_most=1000, unit="weeks",
        wording="weeks between sessions",
        dutch="weken tussen bijeenkomsten",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: the share of those invited who are free to come."""
        return held(self, "creative", self.interval, dose)
