"""Everybody takes the mean of all who are near enough, oneself included."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import compiled
from lcsim.mechanisms.acts import value_distance
from lcsim.part import Rule, choice, parameter

ROUNDING = 1e-12
"""Differences in the last digits do not put people out of reach: a bound that is reached counts."""

OPENNESS: Final = 1


class AverageOfTheNear(Rule):
    """Bounded confidence with averaging (Hegselmann & Krause 2002): the mean of all partners within reach, self included."""

    name: ClassVar[str] = "average_of_the_near"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "many"
    wording: ClassVar[str] = "taking the mean of all who are near enough"
    dutch: ClassVar[str] = "het gemiddelde nemen van allen die dichtbij genoeg staan"
    formula: ClassVar[str] = "x_i = mean of x_j over i and all partners j with mean_v |x_j - x_i| <= bound"
    reads: ClassVar[tuple[str, ...]] = ("values", "openness", "tie_to")
    writes: ClassVar[tuple[str, ...]] = ("values",)
    sources: ClassVar[tuple[str, ...]] = ("Hegselmann & Krause 2002, JASSS 5(3)2",)

    threshold: float = parameter(
        0.2,
        low=0.01,
        high=0.4,
        at_most=1.0,
        unit="value difference",
        wording="largest difference in values at which another counts",
        dutch="grootste waardenverschil waarbij een ander meetelt",
        source="Hegselmann & Krause 2002: .01 to .40",
    )
    bound: Literal["threshold", "openness"] = choice(
        "threshold",
        wording="whose bound: that of the rule, or each person's openness",
        dutch="wiens grens: die van de regel, of ieders openheid",
        source="Hegselmann & Krause 2002",
    )


@compiled
def average_of_the_near(state, rules, week, luck, i, others, weights, n):  # type: ignore[no-untyped-def]
    """Give i the mean of the near."""
    p = rules.average_of_the_near
    reach = (state.openness[i] if p.bound == OPENNESS else p.threshold) + ROUNDING
    dimensions = state.values.shape[1]
    totals = np.zeros(dimensions)
    near = 0
    counted = False
    for e in range(n):
        j = others[e]
        counted = counted or j == i
        if value_distance(state, i, j) <= reach:
            near += 1
            for v in range(dimensions):
                totals[v] += state.values[j, v]
    if not counted:
        near += 1
        for v in range(dimensions):
            totals[v] += state.values[i, v]
    for v in range(dimensions):
        state.values[i, v] = totals[v] / near
