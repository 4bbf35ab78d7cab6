"""Quality of the ways of working: how well they meet the demands of the work as they are now.

quality(w) = (1/K) sum_k f_k(w_k, its partners), an NK landscape (Kauffman 1993; Levinthal 1997).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import compiled, quality_in
from lcsim.measures.measure import NOBODY, Measure, Result, defined, null
from lcsim.measures.view import View
from lcsim.state import State

SOURCES: Final = ("Kauffman (1993), The origins of order", "Levinthal (1997), Management Science 43(7)")


@compiled
def _qualities(state, practice, out):  # type: ignore[no-untyped-def]
    for i in range(practice.shape[0]):
        out[i] = quality_in(state, practice[i])


def qualities(state: State, practice: NDArray[np.int16]) -> NDArray[np.float64]:
    """Quality of each way of working int16[n, K] in the landscape of `state`: float64[n]."""
    out = np.empty(practice.shape[0])
    _qualities(state, np.ascontiguousarray(practice), out)
    return out


def _of_people(view: View) -> NDArray[np.float64]:
    """Quality of the way of working of everybody present, float64[N]; taken once for a view."""
    return view.once("quality_of_people", lambda: qualities(view.state, view.practice))


def _best(view: View) -> Result:
    return defined(_of_people(view).max()) if view.people else null(NOBODY)


def _between(view: View) -> Result:
    means = view.means_of_teams(_of_people(view))
    return defined(max(means) - min(means)) if len(means) > 1 else null("it takes two teams with people")


def _measure(name: str, wording: str, dutch: str, definition: str, undefined: str = NOBODY, **other: Any) -> Measure:
    return Measure(name, "quality", wording, dutch, "share", 0.0, 1.0, definition, undefined, sources=SOURCES, **other)


MEASURES: Final = (
    _measure(
        "quality",
        "quality of ways of working",
        "kwaliteit van werkwijzen",
        "mean over people of (1/K) sum_k f_k",
        weekly=True,
    ),
    _measure(
        "quality_best",
        "quality of the best way of working that anyone follows",
        "kwaliteit van de beste werkwijze die iemand volgt",
        "maximum over people of (1/K) sum_k f_k",
        compute=_best,
    ),
    _measure(
        "quality_range",
        "difference in quality between the best and the worst team",
        "verschil in kwaliteit tussen het beste en het slechtste team",
        "largest minus smallest team mean of quality",
        undefined="it takes two teams with people",
        compute=_between,
    ),
)
