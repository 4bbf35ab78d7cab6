"""Boundary brokers: people who keep up ties with other teams and organisations."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import Cost, Declared, TiesAdded
from lcsim.part import InterventionPart, parameter


class BoundaryBroker(InterventionPart):
    """In each targeted team some become brokers and keep up ties with people of the others (Akkerman & Bakker 2011)."""

    name: ClassVar[str] = "boundary_broker"
    wording: ClassVar[str] = "people who connect teams and organisations"
    dutch: ClassVar[str] = "mensen die teams en organisaties verbinden"
    fewest_teams: ClassVar[int] = 2
    writes: ClassVar[tuple[str, ...]] = ("ties",)
    sources: ClassVar[tuple[str, ...]] = (
        "Akkerman & Bakker 2011, Review of Educational Research 81(2): boundary crossing",
        "SCOPE networks of nursing homes, Implementation Science Communications 2024: ties between teams grow",
        "Burt 2004, American Journal of Sociology 110(2): brokers and new ideas",
    )

    brokers: int = parameter(
        2, low=1, high=4, at_least=1, at_most=1000, unit="people per team",
        wording="brokers in each team",
        dutch="bruggenbouwers in elk team",
        source="our assumption",
    )  # fmt: skip
    ties: int = parameter(
        4, low=1, high=12, at_least=1, at_most=1000, unit="ties per broker",
        wording="people of other teams that each keeps in touch with at full dose",
        dutch="mensen van andere teams met wie ieder bij volle dosis contact houdt",
        source="our assumption",
    )  # fmt: skip
    trust: float = parameter(
        0.5, low=0.3, high=0.8, at_least=0.01, at_most=1.0, unit="trust",
        wording="trust to which such a tie is renewed",
        dutch="vertrouwen waartoe zo'n band wordt hersteld",
        source="our assumption",
    )  # fmt: skip
    interval: int = parameter(
        4, low=1, high=13, at_least=1, at_most=1000, unit="weeks",
        wording="weeks between renewals of the ties",
        dutch="weken tussen het verversen van de banden",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        2.0, low=1.0, high=8.0, unit="staff hours per broker and week",
        wording="time that a broker spends on it",
        dutch="tijd die een bruggenbouwer eraan besteedt",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: dose * ties ties for each broker, rounded, at least one."""
        if dose <= 0.0:
            return Declared()
        ties = max(1, round(dose * self.ties))
        made = TiesAdded("teams", self.trust, brokers=self.brokers, ties=ties, interval=self.interval)
        return Declared(acts=(made,), costs=(Cost("broker_weeks", dose * self.hours),))
