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


def numbers_of(rule: Rule) -> tuple[Any, ...]:
    """The parameters of a rule in the order of its field; none where it has no field."""
    part = type(rule)
    numbers = [getattr(rule, facts.name) for facts in part.facts()]
    numbers += [word.words.index(getattr(rule, word.name)) for word in part.choices()]
    return tuple(numbers)


def records(
    catalogue: tuple[type[Rule], ...],
    numbers: Mapping[str, tuple[Any, ...]],
    meeting: Mapping[str, int],
    stop: Mapping[str, float],
) -> NDArray[np.void]:
    """The record, in a table of one row: `numbers` of each rule by name, `meeting` codes by phase.

    `stop` tells when time stops, by the names of `STOP_FIELDS`.
    """
    row: list[Any] = [
        tuple(meeting.get(phase, 0) for phase in MEETING_PHASES),
        tuple(stop[name] for name in STOP_FIELDS),
    ]
    row += [numbers[part.name] for part in catalogue if numbers[part.name]]
    return np.array([tuple(row)], dtype=record_type(catalogue))
