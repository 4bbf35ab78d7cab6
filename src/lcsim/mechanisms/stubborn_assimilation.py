"""Everybody moves to the mean of others, but for what they hold on to from the beginning."""

from __future__ import annotations

from typing import ClassVar, Literal

from lcsim.chance import compiled
from lcsim.mechanisms.acts import susceptibility
from lcsim.mechanisms.assimilation import DUTCH, WORDING, Weights, reached
from lcsim.part import Rule, choice, parameter


class StubbornAssimilation(Rule):
    """Social influence with attachment to one's initial position (Friedkin & Johnsen 1990, 1999).

    A person's susceptibility a_i (of the group, or of the roster, times that of the rule) is the weight of others'
    influence; the rest is the weight of what the person brought along. Weights are those of `assimilation`, and so is the
    coupling of dimensions, C (Parsegov et al. 2017).
    """

    name: ClassVar[str] = "stubborn_assimilation"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "many"
    wording: ClassVar[str] = "moving to the mean of one's partners, but for what one holds on to"
    dutch: ClassVar[str] = "opschuiven naar het gemiddelde van partners, behalve wat iemand vasthoudt"
    formula: ClassVar[str] = "x_i = a_i C (x_i + sum_j w_ij (x_j - x_i)) + (1 - a_i) formative_i"
    reads: ClassVar[tuple[str, ...]] = ("values", "formative", "susceptibility", "coupling", "tie_to", "tie_trust")
    writes: ClassVar[tuple[str, ...]] = ("values",)
    sources: ClassVar[tuple[str, ...]] = (
        "Friedkin & Johnsen 1999, Advances in Group Processes 16",
        "Parsegov, Proskurnikov, Tempo & Friedkin 2017, IEEE Transactions on Automatic Control 62(5)",
    )

    susceptibility: float = parameter(
        1.0,
        low=0.1,
        high=1.0,
        at_most=1.0,
        unit="share",
        wording="weight of others' influence, times a person's own susceptibility",
        dutch="gewicht van de invloed van anderen, maal iemands eigen beïnvloedbaarheid",
        source="Friedkin & Johnsen 1999: of each person",
    )
    weights: Weights = choice("given", wording=WORDING, dutch=DUTCH, source="Friedkin & Johnsen 1999")


@compiled
def stubborn_assimilation(state, rules, week, luck, i, others, weights, n):  # type: ignore[no-untyped-def]
    """Move i toward the weighted mean of partners and back to what i brought along."""
    p = rules.stubborn_assimilation
    share = p.susceptibility * susceptibility(state, i)
    goal = reached(state, i, others, weights, n, p.weights)
    for v in range(state.values.shape[1]):
        state.values[i, v] = share * goal[v] + (1.0 - share) * state.formative[i, v]
