"""Reflection cycle: a fixed slot to look back together."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import Declared
from lcsim.interventions.held_sessions import HeldSessions, held
from lcsim.part import parameter


class ReflectionCycle(HeldSessions):
    """A group looks back on its own work at fixed times: after-action review (Tannenbaum & Cerasoli 2013)."""

    name: ClassVar[str] = "reflection_cycle"
    wording: ClassVar[str] = "looking back together at fixed times"
    dutch: ClassVar[str] = "op vaste momenten samen terugkijken"
    writes: ClassVar[tuple[str, ...]] = ("session series",)
    sources: ClassVar[tuple[str, ...]] = (
        "Tannenbaum & Cerasoli 2013, Human Factors 55(1): team debriefs, d = .67",
        "Keiser & Arthur 2021, Journal of Applied Psychology 106(7): after-action reviews, d = .79",
    )

    interval: int = parameter(
        2, low=1, high=8, at_least=1, at_most=1000, unit="weeks",
        wording="weeks between sessions",
        dutch="weken tussen bijeenkomsten",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: the share of those invited who are free to come."""
        return held(self, "reflection", self.interval, dose)
