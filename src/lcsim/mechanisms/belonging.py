"""One comes to belong where one trusts and is trusted."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter


class Belonging(Rule):
    """Identification with the learning community follows the trust in one's ties (Van Beek et al. 2013).

    Sessions add to it in their own rule.
    """

    name: ClassVar[str] = "belonging"
    phase: ClassVar[str] = "energy"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "coming to belong"
    dutch: ClassVar[str] = "erbij gaan horen"
    formula: ClassVar[str] = "identity += rate * (mean trust of own ties - identity)"
    reads: ClassVar[tuple[str, ...]] = ("identity", "tie_trust", "tie_count")
    writes: ClassVar[tuple[str, ...]] = ("identity",)
    sources: ClassVar[tuple[str, ...]] = (
        "Van Beek, Wagner, Frijters, Ribbe & Groenewegen 2013, Social Networks 35(3)",
    )

    rate: float = parameter(
        0.02,
        low=0.005,
        high=0.05,
        at_most=1.0,
        unit="share per week",
        wording="how fast belonging follows the trust in one's ties",
        dutch="hoe snel verbondenheid het vertrouwen in de eigen banden volgt",
        source="our assumption",
    )


@compiled
def belonging(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Update everybody who has ties."""
    rate = rules.belonging.rate
    for at in range(on_roll(state)):
        i = person_at(state, at)
        n = state.tie_count[i]
        if not state.present[i] or n == 0:
            continue
        total = 0.0
        for e in range(n):
            total += state.tie_trust[i, e]
        state.identity[i] += rate * (total / n - state.identity[i])
