"""Mandate: management imposes one way."""

from __future__ import annotations

from typing import ClassVar, Literal

from lcsim.interventions.declared import CodeSet, ColumnSetting, Cost, Declared, Topic
from lcsim.part import InterventionPart, parameter


class Mandate(InterventionPart):
    """The official way is set and control tightened; what is adopted is complied with, not owned (Kelman 1958)."""

    name: ClassVar[str] = "mandate"
    wording: ClassVar[str] = "one way imposed by management"
    dutch: ClassVar[str] = "een werkwijze opgelegd door de leiding"
    acts_on: ClassVar[str] = "organisations"
    writes: ClassVar[tuple[str, ...]] = ("code", "control", "legitimacy", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "Kelman 1958, Journal of Conflict Resolution 2: compliance is not internalised",
        "Kienhuis 2024 (saxnow.nl): scaling up to those who did not share the origin breeds resistance",
        "INTERACT (PMC5533173): authority named as a helper in 14% of 71 nursing homes",
    )

    domain: str = ""
    """Domain of work that it is about (empty: chosen by `choice`)."""
    option: str = ""
    """Option of that domain that is meant (empty: chosen by `choice`)."""
    choice: Literal["quality", "level"] = "quality"
    """What is thought best where it is not named: what improves the official way most, or expresses the headline value most."""
    domains: int = parameter(
        4, low=1, high=12, at_least=1, at_most=64, unit="domains",
        wording="domains of work that are imposed at full dose",
        dutch="domeinen die bij volle dosis worden opgelegd",
        source="our assumption",
    )  # fmt: skip
    control: float = parameter(
        0.9, low=0.6, high=1.0, at_most=1.0, unit="control",
        wording="control at full dose",
        dutch="sturing bij volle dosis",
        source="model description",
    )  # fmt: skip
    push: float = parameter(
        0.25, low=0.1, high=0.5, at_most=1.0, unit="share per week",
        wording="how fast other ways lose legitimacy at full dose",
        dutch="hoe snel andere werkwijzen bij volle dosis legitimiteit verliezen",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        2.0, low=1.0, high=8.0, unit="staff hours per leader and week",
        wording="time that leaders spend on instructing and checking",
        dutch="tijd die leidinggevenden besteden aan opdragen en controleren",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: control comes dose nearer to its target; dose * domains domains (at least one), dose * push."""
        if dose <= 0.0:
            return Declared()
        number = max(1, round(dose * self.domains))
        topic = Topic(number, self.domain, self.option, self.choice)
        return Declared(
            settings=(ColumnSetting("control", multiply=1.0 - dose, add=dose * self.control),),
            acts=(CodeSet(topic, dose * self.push),),
            costs=(Cost("leader_weeks", dose * self.hours),),
        )
