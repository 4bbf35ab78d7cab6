"""People move a little toward the values of those they meet, if these are not too different."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.part import Rule, parameter


class BoundedInfluence(Rule):
    """Influence on values among people who can still hear one another, with an anchor in what one brought along.

    Bounded confidence after Deffuant et al. (2000) and Hegselmann & Krause (2002); weights and anchor after
    Friedkin & Johnsen (1999). Without the anchor everybody ends with one and the same value.
    """

    name: ClassVar[str] = "bounded_influence"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "moving toward the values of those one meets"
    dutch: ClassVar[str] = "opschuiven naar de waarden van wie je ontmoet"
    formula: ClassVar[str] = (
        "if mean_v |x_i - x_j| < openness_i: x_i += mu * trust_ij * authority_j * (x_j - x_i); "
        "weekly, once: x_i += anchor * (formative_i - x_i)"
    )
    reads: ClassVar[tuple[str, ...]] = (
        "values",
        "formative",
        "openness",
        "authority",
        "identity",
        "joined",
        "tie_trust",
    )
    writes: ClassVar[tuple[str, ...]] = ("values",)
    sources: ClassVar[tuple[str, ...]] = (
        "Deffuant, Neau, Amblard & Weisbuch 2000, Advances in Complex Systems 3",
        "Hegselmann & Krause 2002, JASSS 5(3)2",
        "Friedkin & Johnsen 1999, Advances in Group Processes 16",
    )

    mu: float = parameter(
        0.007,
        low=0.003,
        high=0.012,
        at_most=1.0,
        unit="share per meeting",
        wording="share of the difference in values that is covered in one meeting at full trust and authority",
        dutch="deel van het waardenverschil dat in één ontmoeting bij vol vertrouwen en gezag wordt overbrugd",
    )
    anchor: float = parameter(
        0.018,
        low=0.01,
        high=0.035,
        at_most=1.0,
        unit="share per week",
        wording="weekly pull of values back to those brought along",
        dutch="wekelijkse trek van waarden terug naar wat iemand meebracht",
    )


@compiled
def bounded_influence(state, rules, luck, i, j, trust, distance, voice):  # type: ignore[no-untyped-def]
    """Move i toward j: only i changes."""
    if distance < state.openness[i]:
        step = rules.bounded_influence.mu * trust * voice
        for v in range(state.values.shape[1]):
            state.values[i, v] += step * (state.values[j, v] - state.values[i, v])


@compiled
def bounded_influence_weekly(state, rules, i):  # type: ignore[no-untyped-def]
    """Pull i's values back to those brought along, once a week."""
    anchor = rules.bounded_influence.anchor
    for v in range(state.values.shape[1]):
        state.values[i, v] += anchor * (state.formative[i, v] - state.values[i, v])
