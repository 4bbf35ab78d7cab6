"""The parameters of all rules as one record: what compiled rules read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.part.names import MEETING_PHASES
from lcsim.part.part import Rule

STOP_FIELDS: Final[Mapping[str, type]] = {
    "when": np.int64,
    "every": np.int64,
    "events": np.int64,
    "strangers": np.int64,
    "tolerance": np.float64,
}


@cache
def record_type(catalogue: tuple[type[Rule], ...]) -> np.dtype[np.void]:
    """Structured type with a field per rule, in the order of the catalogue, and ``meeting`` for the variants chosen.

    Numbers become float64, whole numbers and words (by their place among the words) int64. Rules without parameters
    have no field. ``stop`` tells when time stops, see `lcsim.simulation.stopping`.
    """
    fields: list[tuple[str, Any]] = [("meeting", [(phase, np.int64) for phase in MEETING_PHASES])]
    fields.append(("stop", list(STOP_FIELDS.items())))
    for part in catalogue:
        columns = [(facts.name, np.int64 if facts.whole else np.float64) for facts in part.facts()]
        columns += [(facts.name, np.int64) for facts in part.choices()]
        if columns:
            fields.append((part.name, columns))
    return np.dtype(fields)


def records(
    catalogue: tuple[type[Rule], ...],
    settings: Mapping[str, Rule],
    meeting: Mapping[str, int],
    stop: Mapping[str, float],
) -> NDArray[np.void]:
    """The record, in a table of one row: `settings` by rule name (a missing rule keeps its defaults), `meeting` codes by phase.

    `stop` tells when time stops, by the names of `STOP_FIELDS`.
    """
    row: list[Any] = [
        tuple(meeting.get(phase, 0) for phase in MEETING_PHASES),
        tuple(stop[name] for name in STOP_FIELDS),
    ]
    for part in catalogue:
        chosen = settings.get(part.name, None) or part()
        numbers = [getattr(chosen, facts.name) for facts in part.facts()]
        numbers += [word.words.index(getattr(chosen, word.name)) for word in part.choices()]
        if numbers:
            row.append(tuple(numbers))
    return np.array([tuple(row)], dtype=record_type(catalogue))
