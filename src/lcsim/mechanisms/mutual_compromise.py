"""Two people who are close enough both move toward each other."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.mechanisms.acts import value_distance
from lcsim.part import Rule, parameter
from lcsim.state.columns import PEOPLE


class MutualCompromise(Rule):
    """Bounded confidence with symmetric compromise (Deffuant et al. 2000): both change, trust plays no part."""

    name: ClassVar[str] = "mutual_compromise"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
    changes_both: ClassVar[bool] = True
    wording: ClassVar[str] = "both move toward each other if they are close enough"
    dutch: ClassVar[str] = "beiden schuiven naar elkaar toe als ze dicht genoeg bij elkaar staan"
    formula: ClassVar[str] = (
        "if mean_v |x_i - x_j| < threshold: x_i += mu (x_j - x_i) and x_j += mu (x_i - x_j), with the values before"
    )
    reads: ClassVar[tuple[str, ...]] = ("values",)
    writes: ClassVar[tuple[str, ...]] = ("values",)
    sources: ClassVar[tuple[str, ...]] = ("Deffuant, Neau, Amblard & Weisbuch 2000, Advances in Complex Systems 3",)

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


@compiled
def mutual_compromise(state, rules, luck, i, j, trust, distance, voice):  # type: ignore[no-untyped-def]
    """Move both by the same step: the mean of the two is kept."""
    p = rules.mutual_compromise
    if distance < p.threshold:
        for v in range(state.values.shape[1]):
            step = p.mu * (state.values[j, v] - state.values[i, v])
            state.values[i, v] += step
            state.values[j, v] -= step


@compiled
def _may_move(state, i, j, threshold, tolerance):  # type: ignore[no-untyped-def]
    apart = value_distance(state, i, j)
    return tolerance < apart < threshold


@compiled
def mutual_compromise_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether all who can meet are alike (up to the tolerance of the stop) or too far apart."""
    threshold = rules.mutual_compromise.threshold
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        if rules.stop.strangers > 0:
            for j in range(i):
                if state.present[j] and _may_move(state, i, j, threshold, rules.stop.tolerance):
                    return False
        else:
            for e in range(state.tie_count[i]):
                if _may_move(state, i, state.tie_to[i, e], threshold, rules.stop.tolerance):
                    return False
    return True
