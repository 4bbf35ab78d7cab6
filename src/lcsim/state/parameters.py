"""The parameters of all rules as one record: what compiled rules read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from lcsim.part.names import MEETING_PHASES
from lcsim.part.part import Rule


@cache
def record_type(catalogue: tuple[type[Rule], ...]) -> np.dtype[np.void]:
    """Structured type with a field per rule, in the order of the catalogue, and ``meeting`` for the variants chosen.

    Numbers become float64, whole numbers int64. Rules without parameters have no field.
    """
    fields: list[tuple[str, Any]] = [("meeting", [(phase, np.int64) for phase in MEETING_PHASES])]
    for part in catalogue:
        columns = [(facts.name, np.int64 if facts.whole else np.float64) for facts in part.facts()]
        if columns:
            fields.append((part.name, columns))
    return np.dtype(fields)


def records(catalogue: tuple[type[Rule], ...], settings: Mapping[str, Rule], meeting: Mapping[str, int]) -> np.void:
    """Fill the record: `settings` by rule name (a missing rule keeps its defaults), `meeting` codes by phase."""
    table = np.zeros(1, dtype=record_type(catalogue))
    for phase in MEETING_PHASES:
        table[0]["meeting"][phase] = meeting.get(phase, 0)
    for part in catalogue:
        chosen = settings.get(part.name, None) or part()
        for facts in part.facts():
            table[0][part.name][facts.name] = getattr(chosen, facts.name)
    record: np.void = table[0]
    return record
