"""Everybody moves to a weighted mean of what others hold dear."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import compiled
from lcsim.part import Rule, choice, parameter

GIVEN: Final = 0
"""Code of the word of `Weights`."""

MIDDLE: Final = 0.5
"""Of the scale of values: coupled dimensions move one another away from it, or toward it."""

Weights = Literal["given", "equal"]
WORDING: Final = "weights: the trust of ties, the rest oneself; or the same for all partners and oneself"
DUTCH: Final = "gewichten: het vertrouwen in de band en de rest zichzelf; of gelijk voor alle partners en zichzelf"


class Assimilation(Rule):
    """Averaging with weights (French 1956; DeGroot 1974): on a connected network all become alike.

    Trusts are weights; what they lack to 1 is the weight of oneself. If they add up to more than 1, they are
    divided by their sum. Where values are coupled, what one would move to counts for other dimensions too
    (`ValueDimension.coupled`).
    """

    name: ClassVar[str] = "assimilation"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "many"
    wording: ClassVar[str] = "moving to the weighted mean of one's partners"
    dutch: ClassVar[str] = "opschuiven naar het gewogen gemiddelde van partners"
    formula: ClassVar[str] = (
        "x_i += rate * sum_j w_ij (x_j - x_i), sum_j w_ij <= 1 (coupled: toward 1/2 + C (W x - 1/2))"
    )
    reads: ClassVar[tuple[str, ...]] = ("values", "coupling", "tie_to", "tie_trust")
    writes: ClassVar[tuple[str, ...]] = ("values",)
    sources: ClassVar[tuple[str, ...]] = (
        "DeGroot 1974, Journal of the American Statistical Association 69",
        "French 1956, Psychological Review 63",
    )

    rate: float = parameter(
        1.0,
        low=0.01,
        high=1.0,
        at_most=1.0,
        unit="share per activation",
        wording="share of the way to the weighted mean",
        dutch="deel van de weg naar het gewogen gemiddelde",
        source="DeGroot 1974: 1",
    )
    weights: Weights = choice("given", wording=WORDING, dutch=DUTCH, source="DeGroot 1974; French 1956")


@compiled
def scale_of(i, others, weights, n, kind):  # type: ignore[no-untyped-def]
    """What weights are multiplied with, so that they add up to at most 1 (0 with nobody)."""
    total = 0.0
    partners = 0
    for e in range(n):
        if others[e] != i:
            total += weights[e]
            partners += 1
    if kind != GIVEN:
        return 1.0 / (partners + 1)
    if total > 1.0:
        return 1.0 / total
    return 1.0


@compiled
def pull_of(state, i, v, others, weights, n, kind, scale):  # type: ignore[no-untyped-def]
    """sum_j w_ij (x_j - x_i) on one dimension."""
    pull = 0.0
    for e in range(n):
        j = others[e]
        if j != i:
            weight = weights[e] * scale if kind == GIVEN else scale
            pull += weight * (state.values[j, v] - state.values[i, v])
    return pull


@compiled
def reached(state, i, others, weights, n, kind):  # type: ignore[no-untyped-def]
    """Where i would be if he followed partners fully, by dimension; coupled dimensions about the middle of the scale."""
    dimensions = state.values.shape[1]
    goal = np.empty(dimensions)
    scale = scale_of(i, others, weights, n, kind)
    for v in range(dimensions):
        goal[v] = state.values[i, v] + pull_of(state, i, v, others, weights, n, kind, scale)
    if state.coupling.shape[0] == 0:
        return goal
    coupled = np.full(dimensions, MIDDLE)
    for v in range(dimensions):
        for other in range(dimensions):
            coupled[v] += state.coupling[v, other] * (goal[other] - MIDDLE)
    return coupled


@compiled
def assimilation(state, rules, week, luck, i, others, weights, n):  # type: ignore[no-untyped-def]
    """Move i toward the weighted mean of partners."""
    p = rules.assimilation
    if state.coupling.shape[0] > 0:
        goal = reached(state, i, others, weights, n, p.weights)
        for v in range(state.values.shape[1]):
            state.values[i, v] += p.rate * (goal[v] - state.values[i, v])
        return
    scale = scale_of(i, others, weights, n, p.weights)
    for v in range(state.values.shape[1]):
        state.values[i, v] += p.rate * pull_of(state, i, v, others, weights, n, p.weights, scale)
