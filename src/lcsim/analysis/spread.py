"""A number over many runs: its mean, and the range that most runs lie in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

LOW, HIGH = 0.10, 0.90
ENOUGH_FOR_SHARES: Final = 10
"""Below this number of runs the range is from the lowest to the highest."""


class Spread(NamedTuple):
    """Mean and range of `n` values; NaN without any.

    The range is that of the middle 80% (10th to 90th percentile, linear between values), or, with fewer than
    ten values, from the lowest to the highest.
    """

    mean: float
    low: float
    high: float
    n: int

    @property
    def defined(self) -> bool:
        """Whether there was any value."""
        return self.n > 0


def spread(values: Iterable[float]) -> Spread:
    """Summarise values; NaN is left out."""
    numbers = np.array([value for value in values if value == value], np.float64)
    if numbers.size == 0:
        return Spread(float("nan"), float("nan"), float("nan"), 0)
    if numbers.size < ENOUGH_FOR_SHARES:
        low, high = float(numbers.min()), float(numbers.max())
    else:
        low, high = (float(x) for x in np.quantile(numbers, (LOW, HIGH)))
    return Spread(float(numbers.mean()), low, high, int(numbers.size))
