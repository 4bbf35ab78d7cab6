"""Exchange: people work in another team for a while (job rotation)."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import Cost, Declared, PeopleMoved
from lcsim.part import InterventionPart, parameter


class Exchange(InterventionPart):
    """Now and then some staff work in another targeted team for some weeks, and come back (job rotation, Kane et al. 2005)."""

    name: ClassVar[str] = "exchange"
    wording: ClassVar[str] = "working in another team for a while"
    dutch: ClassVar[str] = "een tijdje in een ander team werken"
    fewest_teams: ClassVar[int] = 2
    writes: ClassVar[tuple[str, ...]] = ("team", "organisation", "membership", "ties")
    sources: ClassVar[tuple[str, ...]] = (
        "Kane, Argote & Levine 2005, OBHDP 96: rotation carries routines between groups",
        "Akkerman & Bakker 2011, Review of Educational Research 81(2): boundary crossing",
    )

    share: float = parameter(
        0.2, low=0.05, high=0.5, at_most=1.0, unit="share of staff",
        wording="who goes, each time, at full dose",
        dutch="wie er elke keer gaat, bij volle dosis",
        source="our assumption",
    )  # fmt: skip
    stay: int = parameter(
        6, low=2, high=13, at_least=1, at_most=1000, unit="weeks",
        wording="how long they stay away",
        dutch="hoe lang ze weg zijn",
        source="our assumption",
    )  # fmt: skip
    interval: int = parameter(
        13, low=4, high=26, at_least=1, at_most=1000, unit="weeks",
        wording="weeks from one exchange to the next",
        dutch="weken van de ene uitwisseling tot de volgende",
        source="our assumption",
    )  # fmt: skip
    ties: int = parameter(
        6, low=2, high=12, at_most=1000, unit="ties",
        wording="colleagues there whom they are introduced to",
        dutch="collega's daar aan wie ze worden voorgesteld",
        source="as in onboarding",
    )  # fmt: skip
    hours: float = parameter(
        8.0, low=2.0, high=24.0, unit="staff hours per move",
        wording="handing over and learning the ropes",
        dutch="overdragen en inwerken",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: dose * share of the staff go each time."""
        if dose <= 0.0:
            return Declared()
        moved = PeopleMoved(dose * self.share, min(self.stay, self.interval), self.interval, self.ties, 0.4, ("staff",))
        return Declared(acts=(moved,), costs=(Cost("moves", self.hours),))
