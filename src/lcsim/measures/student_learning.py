"""What students take with them: their repertoire when they leave."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.measures.measure import NO_REPERTOIRES, Measure, Result, defined, null
from lcsim.measures.view import View
from lcsim.part.names import STUDENT
from lcsim.state import people

NO_STUDENT_LEFT: Final = "no student has left yet"


def repertoire(known: ArrayLike) -> NDArray[np.int64]:
    """Options that each person can do, over all domains: int64[n] from bit masks [n, K]."""
    masks = np.asarray(known)
    unsigned = masks if masks.dtype.kind == "u" else masks.astype(np.uint64)
    count: NDArray[np.int64] = np.bitwise_count(unsigned).sum(axis=1, dtype=np.int64)
    return count


def _departed(view: View) -> NDArray[np.intp]:
    state = view.state
    n = people(state)
    return np.flatnonzero(~state.present[:n] & (state.role[:n] == STUDENT))


def _at_departure(view: View) -> Result:
    if view.state.known.shape[1] == 0:
        return null(NO_REPERTOIRES)
    gone = _departed(view)
    return defined(_mean(view.state.known[gone])) if gone.size else null(NO_STUDENT_LEFT)


def _present(view: View) -> Result:
    if view.people == 0:
        return null("nobody is present")
    if view.state.known.shape[1] == 0:
        return null(NO_REPERTOIRES)
    return defined(_mean(view.known))


def _mean(known: NDArray[np.unsignedinteger[Any]]) -> float:
    """Mean of `repertoire` over people: one sum in place of one for each."""
    return int(np.bitwise_count(known).sum()) / len(known)


def _measure(name: str, wording: str, dutch: str, definition: str, undefined: str, **other: Any) -> Measure:
    return Measure(name, "student_learning", wording, dutch, "options", 0.0, np.inf, definition, undefined, **other)


MEASURES: Final = (
    _measure(
        "student_repertoire",
        "ways of working that a student could do when leaving",
        "werkwijzen die een student beheerste bij vertrek",
        "mean over students who left of the number of options known, over all domains",
        NO_STUDENT_LEFT,
        compute=_at_departure,
    ),
    _measure(
        "repertoire",
        "ways of working that a person present can do",
        "werkwijzen die een aanwezige beheerst",
        "mean over people present of the number of options known, over all domains",
        "nobody is present",
        compute=_present,
    ),
)
