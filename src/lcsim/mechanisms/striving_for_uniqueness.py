"""People move toward those who are like them, and away at random the more of those there are."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from lcsim.chance import compiled, exponential, mix, normal_quantile, stream_key, to_open_share
from lcsim.mechanisms.acts import clip, value_distance
from lcsim.part import Rule, parameter

STREAM = stream_key("striving_for_uniqueness")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class StrivingForUniqueness(Rule):
    """Influence of the similar, and individualisation: chance moves grow with the number of those who think alike.

    Maes, Flache & Helbing (2010); their opinions run over `span` units, ours from 0 to 1.
    """

    name: ClassVar[str] = "striving_for_uniqueness"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "many"
    wording: ClassVar[str] = "moving toward the similar, and away where too many are alike"
    dutch: ClassVar[str] = "opschuiven naar wie lijkt, en weg waar te veel mensen hetzelfde zijn"
    formula: ClassVar[str] = (
        "x_i += sum_j w_ij (x_j - x_i) / sum_j w_ij + noise / span, w_ij = exp(-span d_ij / reach), noise ~ normal(0, strength "
        "sum_j exp(-span d_ij)), x in 0..1"
    )
    reads: ClassVar[tuple[str, ...]] = ("values", "tie_to")
    writes: ClassVar[tuple[str, ...]] = ("values",)
    sources: ClassVar[tuple[str, ...]] = ("Maes, Flache & Helbing 2010, PLoS Computational Biology 6(10): e1000959",)

    strength: float = parameter(
        1.2,
        low=0.4,
        high=2.0,
        at_most=1000.0,
        unit="opinion units per person alike",
        wording="strength of the wish to be different",
        dutch="sterkte van de wens anders te zijn",
        source="our reading of Maes, Flache & Helbing 2010; confirm before quoting",
    )
    reach: float = parameter(
        2.0,
        low=1.0,
        high=10.0,
        at_least=0.001,
        at_most=1e6,
        unit="opinion units",
        wording="how far influence reaches",
        dutch="hoe ver invloed reikt",
        source="our reading of Maes, Flache & Helbing 2010; confirm before quoting",
    )
    span: float = parameter(
        500.0,
        low=100.0,
        high=500.0,
        at_least=1.0,
        at_most=1e6,
        unit="opinion units",
        wording="units from one end of the scale to the other",
        dutch="eenheden van het ene einde van de schaal tot het andere",
        source="Maes, Flache & Helbing 2010: -250 to 250",
    )


@compiled
def striving_for_uniqueness(state, rules, week, luck, i, others, weights, n):  # type: ignore[no-untyped-def]
    """Move i toward similar partners, with noise that grows with their number."""
    p = rules.striving_for_uniqueness
    dimensions = state.values.shape[1]
    pulls = np.zeros(dimensions)
    total = 0.0
    alike = 0.0
    for e in range(n):
        j = others[e]
        if j == i:
            continue
        apart = value_distance(state, i, j) * p.span
        weight = exponential(-apart / p.reach)
        total += weight
        alike += exponential(-apart)
        for v in range(dimensions):
            pulls[v] += weight * (state.values[j, v] - state.values[i, v])
    base = luck + STREAM
    for v in range(dimensions):
        noise = normal_quantile(to_open_share(mix(base + np.uint64(v + 1) * GOLDEN))) * p.strength * alike / p.span
        pull = pulls[v] / total if total > 0.0 else 0.0
        state.values[i, v] = clip(state.values[i, v] + pull + noise)
