"""Role ownership: members lead the sessions in turn."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import Cost, Declared, SessionSet
from lcsim.part import InterventionPart, parameter


class RoleOwnership(InterventionPart):
    """Members get a task in the sessions: each time another of them facilitates (Van Weeghel 2022; Wiggers 2024)."""

    name: ClassVar[str] = "role_ownership"
    wording: ClassVar[str] = "members with a role in the sessions"
    dutch: ClassVar[str] = "leden met een rol in de bijeenkomsten"
    acts_on: ClassVar[str] = "communities"
    writes: ClassVar[tuple[str, ...]] = ("session_facilitator",)
    sources: ClassVar[tuple[str, ...]] = (
        "Van Weeghel 2022, essay.utwente.nl/90822: members take over initiation when given a role or task",
        "Wiggers 2024, essay.utwente.nl/103241: the facilitator is less central in team learning where members take over",
    )

    share: float = parameter(
        0.8, low=0.3, high=1.0, at_most=1.0, unit="share of weeks",
        wording="how often members have the role at full dose",
        dutch="hoe vaak leden de rol hebben bij volle dosis",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        1.0, low=0.5, high=4.0, unit="staff hours per community and week",
        wording="time that members take to prepare",
        dutch="tijd die leden nodig hebben om voor te bereiden",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: in dose * share of the weeks a member facilitates."""
        if dose <= 0.0:
            return Declared()
        led = SessionSet(dose * self.share, members_facilitate=True)
        return Declared(acts=(led,), costs=(Cost("community_weeks", dose * self.share * self.hours),))
