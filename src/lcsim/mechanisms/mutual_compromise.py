"""Two people who are close enough both move toward each other."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import compiled
from lcsim.mechanisms.acts import clip, value_distance
from lcsim.part import Rule, choice, parameter
from lcsim.state.columns import PEOPLE

OPENNESS: Final = 1
"""Code of the word of `MutualCompromise.bound`."""


class MutualCompromise(Rule):
    """Bounded confidence with compromise (Deffuant et al. 2000): both change, trust plays no part.

    With ``bound: openness`` each of the two moves if the other is within his own bound, so that one may move and the other
    not (Weisbuch et al. 2002). With `adaptation` a bound follows what somebody has met: after each compromise its square is
    (1 - a) times what it was, and a (1 - a) times the square of `width` times the difference.
    """

    name: ClassVar[str] = "mutual_compromise"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
    changes_both: ClassVar[bool] = True
    wording: ClassVar[str] = "both move toward each other if they are close enough"
    dutch: ClassVar[str] = "beiden schuiven naar elkaar toe als ze dicht genoeg bij elkaar staan"
    formula: ClassVar[str] = (
        "if mean_v |x_i - x_j| < bound of i: x_i += mu (x_j - x_i); if it is < bound of j: x_j += mu (x_i - x_j), with the values "
        "before; then openness^2 = (1 - a) openness^2 + a (1 - a) (width d_ij)^2"
    )
    reads: ClassVar[tuple[str, ...]] = ("values", "openness")
    writes: ClassVar[tuple[str, ...]] = ("values", "openness")
    sources: ClassVar[tuple[str, ...]] = (
        "Deffuant, Neau, Amblard & Weisbuch 2000, Advances in Complex Systems 3",
        "Weisbuch, Deffuant, Amblard & Nadal 2002, Complexity 7(3)",
    )

    mu: float = parameter(
        0.01,
        low=0.003,
        high=0.5,
        at_most=0.5,
        unit="share per meeting",
        wording="share of the difference in values that each of the two covers",
        dutch="deel van het waardenverschil dat ieder van beiden overbrugt",
        source="Deffuant et al. 2000 use .5; a small value keeps pace with the default rule",
    )
    threshold: float = parameter(
        0.35,
        low=0.1,
        high=0.5,
        at_most=1.0,
        unit="value difference",
        wording="largest difference in values at which the two still compromise",
        dutch="grootste waardenverschil waarbij de twee nog naar elkaar toe bewegen",
    )
    bound: Literal["threshold", "openness"] = choice(
        "threshold",
        wording="whose bound: that of the rule, or each person's openness",
        dutch="wiens grens: die van de regel, of ieders openheid",
        source="Deffuant et al. 2000: one for all; Weisbuch et al. 2002: each his own",
    )
    adaptation: float = parameter(
        0.0,
        low=0.0,
        high=0.5,
        at_most=1.0,
        unit="share per meeting",
        wording="how fast one's own openness follows the differences one meets (only where the bound is openness)",
        dutch="hoe snel iemands openheid de verschillen volgt die hij ontmoet (alleen waar de grens openheid is)",
        source="Weisbuch et al. 2002: as fast as opinions; otherwise 0",
    )
    width: float = parameter(
        1.0,
        low=0.5,
        high=2.0,
        at_most=100.0,
        unit="ratio",
        wording="openness per standard deviation of the differences one meets, where it adapts",
        dutch="openheid per standaardafwijking van de verschillen die iemand ontmoet, waar die zich aanpast",
        source="Weisbuch et al. 2002: a multiple of the standard deviation",
    )


@compiled
def mutual_compromise(state, rules, luck, i, j, trust, distance, voice):  # type: ignore[no-untyped-def]
    """Move both by the same step, so that the mean of the two is kept; or only who is open to the other."""
    p = rules.mutual_compromise
    moves = distance < _bound_of(state, p, i)
    moves_too = distance < _bound_of(state, p, j)
    for v in range(state.values.shape[1]):
        step = p.mu * (state.values[j, v] - state.values[i, v])
        if moves:
            state.values[i, v] += step
        if moves_too:
            state.values[j, v] -= step
    if p.bound == OPENNESS and p.adaptation > 0.0:
        if moves:
            _adapt(state, p, i, distance)
        if moves_too:
            _adapt(state, p, j, distance)


@compiled
def _bound_of(state, p, i):  # type: ignore[no-untyped-def]
    """How far another may be for i to move."""
    if p.bound == OPENNESS:
        return state.openness[i]
    return p.threshold


@compiled
def _adapt(state, p, i, distance):  # type: ignore[no-untyped-def]
    """Let the openness of i follow a difference that i met: the square of `width` standard deviations."""
    apart = p.width * distance
    now = state.openness[i]
    square = (1.0 - p.adaptation) * now * now + p.adaptation * (1.0 - p.adaptation) * apart * apart
    state.openness[i] = clip(np.sqrt(square))


@compiled
def _may_move(state, p, i, j, tolerance):  # type: ignore[no-untyped-def]
    apart = value_distance(state, i, j)
    return tolerance < apart < max(_bound_of(state, p, i), _bound_of(state, p, j))


@compiled
def mutual_compromise_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether all who can meet are alike (up to the tolerance of the stop) or too far apart."""
    p = rules.mutual_compromise
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        if rules.stop.strangers > 0:
            for j in range(i):
                if state.present[j] and _may_move(state, p, i, j, rules.stop.tolerance):
                    return False
        else:
            for e in range(state.tie_count[i]):
                if _may_move(state, p, i, state.tie_to[i, e], rules.stop.tolerance):
                    return False
    return True
