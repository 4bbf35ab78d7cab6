"""Similar people grow alike, very different people grow apart."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.mechanisms.acts import clip
from lcsim.part import Rule, parameter


class AttractionAndRepulsion(Rule):
    """Influence whose sign depends on distance: assimilation when close, differentiation when far.

    The third class of Flache et al. (2017), with the linear weight of Flache & Macy (2011): positive below
    the turning point, negative above it. Values are kept within 0..1.
    """

    name: ClassVar[str] = "attraction_and_repulsion"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "moving toward similar people and away from very different ones"
    dutch: ClassVar[str] = "opschuiven naar wie op je lijkt en weg van wie sterk verschilt"
    formula: ClassVar[str] = (
        "x_i += mu * trust_ij * authority_j * (1 - d_ij / turning_point) * (x_j - x_i), weight >= -1, x in 0..1"
    )
    reads: ClassVar[tuple[str, ...]] = ("values", "authority", "identity", "joined", "tie_trust")
    writes: ClassVar[tuple[str, ...]] = ("values",)
    sources: ClassVar[tuple[str, ...]] = (
        "Flache, Maes, Feliciani, Chattoe-Brown, Deffuant, Huet & Lorenz 2017, JASSS 20(4)2",
        "Flache & Macy 2011, Journal of Mathematical Sociology 35",
    )

    mu: float = parameter(
        0.007,
        low=0.003,
        high=0.012,
        at_most=1.0,
        unit="share per meeting",
        wording="share of the difference in values that is covered at full trust, authority and weight",
        dutch="deel van het waardenverschil dat bij vol vertrouwen, gezag en gewicht wordt overbrugd",
    )
    turning_point: float = parameter(
        0.5,
        low=0.2,
        high=0.8,
        at_least=0.01,
        at_most=1.0,
        unit="value difference",
        wording="difference in values at which attraction turns into repulsion",
        dutch="waardenverschil waarbij aantrekking omslaat in afstoting",
    )


@compiled
def attraction_and_repulsion(state, rules, luck, i, j, trust, distance, voice):  # type: ignore[no-untyped-def]
    """Move i toward j or away from j: only i changes."""
    p = rules.attraction_and_repulsion
    weight = 1.0 - distance / p.turning_point
    if weight < -1.0:
        weight = -1.0
    step = p.mu * trust * voice * weight
    for v in range(state.values.shape[1]):
        state.values[i, v] = clip(state.values[i, v] + step * (state.values[j, v] - state.values[i, v]))
