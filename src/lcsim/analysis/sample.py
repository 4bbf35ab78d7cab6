"""What an analysis works on: factors, the points at which they were tried, and what came out, run by run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

KINDS: Final = ("grid", "list", "latin_hypercube", "sobol", "morris")


@dataclass(frozen=True)
class Varied:
    """A factor: a number from `low` to `high`, or one of `categories` (which have no order)."""

    name: str
    low: float = 0.0
    high: float = 1.0
    categories: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        if self.categories:
            if len(self.categories) < 2:
                raise ValueError(f"{self.name}: one category is no factor")
        elif not self.low < self.high:
            raise ValueError(f"{self.name}: low must be below high, got {self.low} and {self.high}")

    @property
    def number(self) -> bool:
        """Whether it is a number."""
        return not self.categories

    def coded(self, values: Sequence[Any]) -> Numbers:
        """Values as floats: numbers as they are, categories by their place."""
        if self.number:
            return np.asarray(values, np.float64)
        return np.array([self.categories.index(value) for value in values], np.float64)


@dataclass(frozen=True, eq=False)
class Sample:
    """Design points, [points, factors], floats as of `Varied.coded`, in the order of the design of that `kind`."""

    factors: tuple[Varied, ...]
    points: Numbers
    kind: str = "list"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {KINDS}, got {self.kind!r}")
        if self.points.ndim != 2 or self.points.shape[1] != len(self.factors):
            raise ValueError(f"points must be [points, {len(self.factors)}], got {list(self.points.shape)}")

    @classmethod
    def of(cls, factors: Sequence[Varied], rows: Sequence[Sequence[Any]], kind: str = "list") -> Sample:
        """A sample from rows of plain values."""
        columns = [factor.coded([row[place] for row in rows]) for place, factor in enumerate(factors)]
        points = np.column_stack(columns) if columns else np.zeros((len(rows), 0))
        return cls(tuple(factors), points, kind)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the factors."""
        return tuple(factor.name for factor in self.factors)


def runs_of(sample: Sample, outputs: NDArray[Any]) -> Numbers:
    """Outputs as float64[points, replicates], checked; one dimension is one replicate, not finite is failed (NaN)."""
    found = np.asarray(outputs, np.float64)
    if found.ndim == 1:
        found = found[:, None]
    if found.ndim != 2 or found.shape[0] != sample.points.shape[0] or found.shape[1] < 1:
        raise ValueError(f"outputs must be [{sample.points.shape[0]}, replicates], got {list(found.shape)}")
    return np.where(np.isfinite(found), found, np.nan)
