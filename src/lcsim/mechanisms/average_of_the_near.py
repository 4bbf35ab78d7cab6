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
SIDES: Final = 2
LEANING: Final = 3
"""Codes of words of `AverageOfTheNear.bound`."""


class AverageOfTheNear(Rule):
    """Bounded confidence with averaging (Hegselmann & Krause 2002): the mean of all partners within reach, self included.

    Confidence may be asymmetric: `left` and `right` for lower and higher values than one's own (``bound: sides``), or a reach
    of twice the threshold in all, of which the right has the more the higher one's own values are (``bound: leaning``).
    With several dimensions values are higher if their mean is.
    """

    name: ClassVar[str] = "average_of_the_near"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "many"
    wording: ClassVar[str] = "taking the mean of all who are near enough"
    dutch: ClassVar[str] = "het gemiddelde nemen van allen die dichtbij genoeg staan"
    formula: ClassVar[str] = (
        "x_i = mean of x_j over i and all partners j with mean_v |x_j - x_i| <= bound of i toward j"
    )
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
    bound: Literal["threshold", "openness", "sides", "leaning"] = choice(
        "threshold",
        wording="which bound: that of the rule, each person's openness, left and right, or leaning to one's own side",
        dutch="welke grens: die van de regel, ieders openheid, links en rechts, of hellend naar de eigen kant",
        source="Hegselmann & Krause 2002: symmetric, or asymmetric in two ways",
    )
    left: float = parameter(
        0.2,
        low=0.01,
        high=0.4,
        at_most=1.0,
        unit="value difference",
        wording="largest difference at which somebody with lower values counts (where the bound is sides)",
        dutch="grootste verschil waarbij iemand met lagere waarden meetelt (waar de grens sides is)",
        source="Hegselmann & Krause 2002, asymmetric confidence",
    )
    right: float = parameter(
        0.2,
        low=0.01,
        high=0.4,
        at_most=1.0,
        unit="value difference",
        wording="largest difference at which somebody with higher values counts (where the bound is sides)",
        dutch="grootste verschil waarbij iemand met hogere waarden meetelt (waar de grens sides is)",
        source="Hegselmann & Krause 2002, asymmetric confidence",
    )
    slope: float = parameter(
        0.0,
        low=0.0,
        high=1.0,
        at_most=1.0,
        unit="ratio",
        wording="how much confidence leans to one's own side (where the bound is leaning): 0 not, 1 fully",
        dutch="hoe sterk vertrouwen naar de eigen kant helt (waar de grens leaning is): 0 niet, 1 geheel",
        source="Hegselmann & Krause 2002, opinion dependent asymmetry",
    )


@compiled
def _reach(state, p, i, j):  # type: ignore[no-untyped-def]
    """How far j may be for i to count him."""
    if p.bound == OPENNESS:
        return state.openness[i]
    if p.bound == SIDES or p.bound == LEANING:
        own = 0.0
        higher = 0.0
        for v in range(state.values.shape[1]):
            own += state.values[i, v]
            higher += state.values[j, v] - state.values[i, v]
        if p.bound == SIDES:
            return p.right if higher > 0.0 else p.left
        rightward = p.slope * own / state.values.shape[1] + 0.5 * (1.0 - p.slope)
        return 2.0 * p.threshold * (rightward if higher > 0.0 else 1.0 - rightward)
    return p.threshold


@compiled
def average_of_the_near(state, rules, week, luck, i, others, weights, n):  # type: ignore[no-untyped-def]
    """Give i the mean of the near."""
    p = rules.average_of_the_near
    dimensions = state.values.shape[1]
    totals = np.zeros(dimensions)
    near = 0
    counted = False
    for e in range(n):
        j = others[e]
        counted = counted or j == i
        if value_distance(state, i, j) <= _reach(state, p, i, j) + ROUNDING:
            near += 1
            for v in range(dimensions):
                totals[v] += state.values[j, v]
    if not counted:
        near += 1
        for v in range(dimensions):
            totals[v] += state.values[i, v]
    for v in range(dimensions):
        state.values[i, v] = totals[v] / near
