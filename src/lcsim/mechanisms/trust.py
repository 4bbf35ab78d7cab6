"""Trust grows with likeness of values and practice, and with learning from one another."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.mechanisms.acts import similarity
from lcsim.part import Rule, parameter


class Trust(Rule):
    """After a meeting, trust moves toward what the two have in common; unused ties fade.

    Homophily (McPherson, Smith-Lovin & Cook 2001).
    """

    name: ClassVar[str] = "trust"
    phase: ClassVar[str] = "trust"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "trust that grows by meeting and fades without"
    dutch: ClassVar[str] = "vertrouwen dat groeit door ontmoeting en anders slijt"
    formula: ClassVar[str] = (
        "trust_ij += kappa (min(1, (1 - d)/2 + similarity of practice / 2 + .3 if something was learned) - trust_ij), d the "
        "value difference before the meeting; a tie not used in a week loses delta, down to the floor of tie_dynamics"
    )
    reads: ClassVar[tuple[str, ...]] = ("values", "practice", "tie_trust", "tie_last")
    writes: ClassVar[tuple[str, ...]] = ("tie_trust", "tie_last")
    sources: ClassVar[tuple[str, ...]] = ("McPherson, Smith-Lovin & Cook 2001, Annual Review of Sociology 27",)

    kappa: float = parameter(
        0.05,
        low=0.02,
        high=0.1,
        at_most=1.0,
        unit="share per meeting",
        wording="how fast trust follows what two people have in common",
        dutch="hoe snel vertrouwen volgt wat twee mensen delen",
    )
    delta: float = parameter(
        0.005,
        low=0.0,
        high=0.01,
        at_most=1.0,
        unit="trust per week",
        wording="weekly fading of a tie that is not used",
        dutch="wekelijkse slijtage van een band die niet wordt gebruikt",
    )
    learned: float = parameter(
        0.3,
        low=0.0,
        high=0.5,
        at_most=1.0,
        unit="trust",
        wording="what learning something from the other adds to the trust one moves toward",
        dutch="wat leren van de ander toevoegt aan het vertrouwen waar men naartoe beweegt",
        source="model of the default community",
    )


@compiled
def trust(state, rules, week, luck, i, j, slot, distance, learned):  # type: ignore[no-untyped-def]
    """Update i's trust in j after their meeting."""
    p = rules.trust
    target = (1.0 - distance) / 2.0 + similarity(state, i, j) / 2.0
    if learned:
        target += p.learned
    if target > 1.0:
        target = 1.0
    state.tie_trust[i, slot] += p.kappa * (target - state.tie_trust[i, slot])
    state.tie_last[i, slot] = week
