"""What an organisation says it values slowly follows what its members hold dear."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.part import Rule, parameter


class EspousedValues(Rule):
    """Espoused values (Schein 1985) move toward the members' mean values, the faster the more responsive the organisation."""

    name: ClassVar[str] = "espoused_values"
    phase: ClassVar[str] = "organisation"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "official values that follow the members"
    dutch: ClassVar[str] = "officiële waarden die de leden volgen"
    formula: ClassVar[str] = "espoused_v += rate * responsiveness * (mean_i x_iv - espoused_v)"
    reads: ClassVar[tuple[str, ...]] = ("values", "responsiveness", "espoused")
    writes: ClassVar[tuple[str, ...]] = ("espoused",)
    sources: ClassVar[tuple[str, ...]] = ("Schein 1985, Organizational culture and leadership",)

    rate: float = parameter(
        0.1,
        low=0.0,
        high=0.3,
        at_most=1.0,
        unit="share per week",
        wording="how fast official values follow the members at full responsiveness",
        dutch="hoe snel officiële waarden de leden volgen bij volle ontvankelijkheid",
        source="our assumption",
    )


@compiled
def espoused_values(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Update the espoused values of every organisation that has members."""
    for o in range(state.espoused.shape[0]):
        first = state.roll_start[o]
        last = state.roll_start[o + 1]
        step = rules.espoused_values.rate * state.responsiveness[o]
        for v in range(state.espoused.shape[1]):
            total = 0.0
            n = 0
            for at in range(first, last):
                i = state.roll[at]
                if state.present[i]:
                    total += state.values[i, v]
                    n += 1
            if n > 0:
                state.espoused[o, v] += step * (total / n - state.espoused[o, v])
