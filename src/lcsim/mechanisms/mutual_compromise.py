"""Two people who are close enough both move toward each other."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.part import Rule, parameter


class MutualCompromise(Rule):
    """Bounded confidence with symmetric compromise (Deffuant et al. 2000): both change, trust plays no part."""

    name: ClassVar[str] = "mutual_compromise"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
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
