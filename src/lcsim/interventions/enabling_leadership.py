"""Enabling leadership: those in charge hold back, so that control comes down."""

from __future__ import annotations

from typing import ClassVar

from lcsim.interventions.declared import ColumnSetting, Cost, Declared
from lcsim.part import InterventionPart, parameter


class EnablingLeadership(InterventionPart):
    """Leaders give room instead of directing (Uhl-Bien, Marion & McKelvey 2007): the control column falls for the window."""

    name: ClassVar[str] = "enabling_leadership"
    wording: ClassVar[str] = "leaders who give room"
    dutch: ClassVar[str] = "leidinggevenden die ruimte geven"
    acts_on: ClassVar[str] = "organisations"
    writes: ClassVar[tuple[str, ...]] = ("control",)
    sources: ClassVar[tuple[str, ...]] = (
        "Uhl-Bien, Marion & McKelvey 2007, The Leadership Quarterly 18",
        "Edmondson 1999, ASQ 44: leader coaching goes with safety",
    )

    reduction: float = parameter(
        0.5, low=0.2, high=0.8, at_most=1.0, unit="share of control",
        wording="share of control that is given up at full dose",
        dutch="deel van de sturing dat bij volle dosis wordt losgelaten",
        source="prototype of the default model",
    )  # fmt: skip
    hours: float = parameter(
        1.0, low=0.5, high=4.0, unit="staff hours per leader and week",
        wording="time that leaders spend on it",
        dutch="tijd die leidinggevenden eraan besteden",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: control is multiplied by 1 - dose * reduction."""
        if dose <= 0.0:
            return Declared()
        lower = ColumnSetting("control", multiply=1.0 - dose * self.reduction)
        return Declared(settings=(lower,), costs=(Cost("leader_weeks", dose * self.hours),))
