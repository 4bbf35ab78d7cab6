"""Space for possible action, in bits: what a person, or a team, could do besides what is done.

Individual: sum_k log2(1 + sum over known q other than the enacted one of L[k, q]). Collective: over the
options that any member present knows, without the modal one. L is how acceptable an option is here;
with acceptability A = L + (1 - L) (safety (1 - control))^gamma in its place, safety opens more than what is accepted
(A is at least L, so this space is never the smaller one). Our own measure, after the space for possible action of Snoeren (2015).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.measures.measure import NO_REPERTOIRES, NOBODY, Measure, Result, defined, mean_of, null
from lcsim.measures.practice import counts_of, counts_of_teams, modal_options
from lcsim.measures.view import View

SOURCES: Final = ("Snoeren (2015), Working = Learning, doctoral thesis (the idea; the formula is our own)",)


def acceptability(legitimacy: ArrayLike, safety: float, control: float, gamma: float) -> NDArray[np.float64]:
    """A = L + (1 - L) (safety (1 - control))^gamma, elementwise over legitimacy of any shape."""
    open_to = np.asarray(legitimacy, dtype=np.float64)
    raised: NDArray[np.float64] = open_to + (1.0 - open_to) * (safety * (1.0 - control)) ** gamma
    return raised


def known_options(known: ArrayLike, options: int) -> NDArray[np.bool_]:
    """Bit masks [..., K] to bool[..., K, options]."""
    masks = np.asarray(known).astype(np.uint64)
    return ((masks[..., None] >> np.arange(options, dtype=np.uint64)) & np.uint64(1)).astype(np.bool_)


def individual_space(practice: ArrayLike, known: ArrayLike, acceptable: ArrayLike) -> NDArray[np.float64]:
    """Bits of each person, float64[n]: practice int[n, K], known masks [n, K], acceptable float64[(n,) K, Q]."""
    weights = np.asarray(acceptable, dtype=np.float64)
    options = weights.shape[-1]
    others = known_options(known, options) & (np.asarray(practice)[..., None] != np.arange(options))
    bits: NDArray[np.float64] = np.log2(1.0 + np.sum(others * weights, axis=-1)).sum(axis=-1)
    return bits


def collective_space(practice: ArrayLike, known: ArrayLike, acceptable: ArrayLike) -> Result:
    """Bits of a group with practice int[n, K] and known bit masks [n, K]; acceptable float64[K, Q]."""
    ways = np.asarray(practice)
    if ways.shape[0] == 0:
        return null(NOBODY)
    weights = np.asarray(acceptable, dtype=np.float64)
    modal = modal_options(counts_of(ways, weights.shape[1]))
    anyone = np.bitwise_or.reduce(np.asarray(known), axis=0)
    return defined(individual_space(modal[None, :], anyone[None, :], weights)[0])


def _collective(view: View) -> Result:
    if view.people == 0:
        return null(NOBODY)
    state = view.state
    if state.known.shape[1] == 0:
        return null(NO_REPERTOIRES)
    opened = [
        (safe * (1.0 - control)) ** view.gamma
        for safe, control in zip(state.safety.tolist(), state.control[state.team_organisation].tolist(), strict=True)
    ]
    open_to = state.legitimacy + (1.0 - state.legitimacy) * np.array(opened)[:, None, None]
    anyone = np.zeros(open_to.shape[:2], view.known.dtype)
    np.bitwise_or.at(anyone, view.team, view.known)
    bits = individual_space(modal_options(counts_of_teams(view)), anyone, open_to)
    return mean_of((defined(of_team) for of_team in bits.tolist()), view.sizes.tolist())


def _measure(name: str, wording: str, dutch: str, definition: str, **other: Any) -> Measure:
    return Measure(
        name,
        "space_for_action",
        wording,
        dutch,
        "bits",
        0.0,
        np.inf,
        definition,
        NOBODY,
        sources=SOURCES,
        **other,
    )


MEASURES: Final = (
    _measure(
        "space",
        "space for possible action of a person",
        "ruimte voor mogelijk handelen van een persoon",
        "mean over people of sum_k log2(1 + sum over known q other than the enacted one of L[k, q])",
        weekly=True,
    ),
    _measure(
        "space_accessible",
        "space for possible action of a person, with what safety opens beyond what is accepted",
        "ruimte voor mogelijk handelen van een persoon, met wat veiligheid opent naast wat aanvaard is",
        "as space, with acceptability A = L + (1 - L) (safety (1 - control))^gamma in place of L: never less than space",
        weekly=True,
    ),
    _measure(
        "space_collective",
        "space for possible action of a team together",
        "ruimte voor mogelijk handelen van een team samen",
        "as space, of options known to any member, without the modal one; mean over teams, weighted by size",
        weekly=True,
    ),
    _measure(
        "space_collective_accessible",
        "space for possible action of a team, with what safety opens beyond what is accepted",
        "ruimte voor mogelijk handelen van een team, met wat veiligheid opent naast wat aanvaard is",
        "as space_collective, with acceptability A in place of L: never less than space_collective",
        compute=_collective,
    ),
)
