"""Two people influence one another by how far what each holds overlaps, and the certain move the uncertain."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.mechanisms.acts import value_distance
from lcsim.part import Rule, parameter
from lcsim.state.columns import PEOPLE


class RelativeAgreement(Rule):
    """Relative agreement (Deffuant, Amblard, Weisbuch & Faure 2002): openness is uncertainty, and it is contagious too.

    Each holds a segment: his values, and his openness on both sides. Who overlaps with more than half of the segment of
    another is influenced by him, the more the larger that share; so that people who are sure of themselves (extremists)
    move others and are hardly moved. Values of -1 to 1 and uncertainties up to 2 in the paper are 0 to 1 here: half of both.
    """

    name: ClassVar[str] = "relative_agreement"
    phase: ClassVar[str] = "influence"
    default: ClassVar[bool] = False
    changes_both: ClassVar[bool] = True
    wording: ClassVar[str] = "the certain move the uncertain, as far as they overlap"
    dutch: ClassVar[str] = "wie zeker is beweegt wie onzeker is, voor zover ze overlappen"
    formula: ClassVar[str] = (
        "h = min(u_i + u_j - d_ij, 2 u_i, 2 u_j), u = openness; if h > u_j: x_i += mu (h / u_j - 1) (x_j - x_i), and u_i likewise "
        "toward u_j; and j by i, with everything as before"
    )
    reads: ClassVar[tuple[str, ...]] = ("values", "openness")
    writes: ClassVar[tuple[str, ...]] = ("values", "openness")
    sources: ClassVar[tuple[str, ...]] = ("Deffuant, Amblard, Weisbuch & Faure 2002, JASSS 5(4)1",)

    mu: float = parameter(
        0.2,
        low=0.05,
        high=0.5,
        at_most=0.5,
        unit="share per meeting",
        wording="share of the difference that is covered at full overlap",
        dutch="deel van het verschil dat bij volle overlap wordt overbrugd",
        source="Deffuant et al. 2002: .2",
    )


@compiled
def relative_agreement(state, rules, luck, i, j, trust, distance, voice):  # type: ignore[no-untyped-def]
    """Let both move, with values and openness as they were."""
    mu = rules.relative_agreement.mu
    mine = state.openness[i]
    theirs = state.openness[j]
    overlap = min(mine + theirs - distance, 2.0 * mine, 2.0 * theirs)
    to_me = mu * (overlap / theirs - 1.0) if overlap > theirs else 0.0
    to_them = mu * (overlap / mine - 1.0) if overlap > mine else 0.0
    for v in range(state.values.shape[1]):
        apart = state.values[j, v] - state.values[i, v]
        state.values[i, v] += to_me * apart
        state.values[j, v] -= to_them * apart
    state.openness[i] += to_me * (theirs - mine)
    state.openness[j] += to_them * (mine - theirs)


@compiled
def _may_move(state, i, j, tolerance):  # type: ignore[no-untyped-def]
    """Whether two would move, or become more or less sure, if they met."""
    mine = state.openness[i]
    theirs = state.openness[j]
    distance = value_distance(state, i, j)
    overlap = min(mine + theirs - distance, 2.0 * mine, 2.0 * theirs)
    return overlap > min(mine, theirs) and (distance > tolerance or abs(mine - theirs) > tolerance)


@compiled
def relative_agreement_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether all who can meet are alike (up to the tolerance of the stop) or overlap too little."""
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        if rules.stop.strangers > 0:
            for j in range(i):
                if state.present[j] and _may_move(state, i, j, rules.stop.tolerance):
                    return False
        else:
            for e in range(state.tie_count[i]):
                if _may_move(state, i, state.tie_to[i, e], rules.stop.tolerance):
                    return False
    return True
