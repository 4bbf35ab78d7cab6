"""Mean outcomes by the value of each factor: what can be told of an effect without a sign."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from lcsim.analysis.over_points import over_points
from lcsim.analysis.sample import Numbers
from lcsim.analysis.sweep_results import Sweep

MOST_LEVELS: Final = 6
THIRDS: Final = 3


@dataclass(frozen=True, eq=False)
class Level:
    """Mean outcome where a factor has one value, or lies in one third of its range (`value` is then its middle)."""

    factor: str
    value: object
    low_end: float
    high_end: float
    mean: float
    low: float
    high: float


def levels_of(sweep: Sweep, runs: Numbers) -> tuple[Level, ...]:
    """Mean outcomes by the value of each factor: all values where there are few, else thirds of its range."""
    found = []
    for j, factor in enumerate(sweep.sample.factors):
        column = sweep.sample.points[:, j]
        values = np.unique(column)
        if not factor.number or len(values) <= MOST_LEVELS:
            inside = column[:, None] == values
            named: list[tuple[object, float, float]] = [
                (float(v) if factor.number else factor.categories[int(v)], float(v), float(v)) for v in values
            ]
        else:
            edges = np.linspace(factor.low, factor.high, THIRDS + 1)
            place = np.clip(np.searchsorted(edges, column, side="right") - 1, 0, THIRDS - 1)
            inside = place[:, None] == np.arange(THIRDS)
            named = [(float(a + b) / 2.0, float(a), float(b)) for a, b in pairwise(edges)]
        shown = inside.any(axis=0)
        means = over_points(sweep, runs, inside.astype(np.float64)[:, shown])
        for at, (value, low_end, high_end) in enumerate(one for one, there in zip(named, shown, strict=True) if there):
            numbers = (float(part[at]) for part in means)
            found.append(Level(factor.name, value, low_end, high_end, *numbers))
    return tuple(found)
