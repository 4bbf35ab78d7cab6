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

    Numbers become float64, whole numbers and words (by their place among the words) int64. Rules without parameters
    have no field. ``stop`` tells when time stops, see `lcsim.simulation.stopping`.
    """
    fields: list[tuple[str, Any]] = [("meeting", [(phase, np.int64) for phase in MEETING_PHASES])]
    whole = [(name, np.int64) for name in ("when", "every", "events", "strangers")]
    fields.append(("stop", [*whole, ("tolerance", np.float64)]))
    for part in catalogue:
        columns = [(facts.name, np.int64 if facts.whole else np.float64) for facts in part.facts()]
        columns += [(facts.name, np.int64) for facts in part.choices()]
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
        for word in part.choices():
            table[0][part.name][word.name] = word.words.index(getattr(chosen, word.name))
    record: np.void = table[0]
    return record
