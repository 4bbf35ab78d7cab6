"""Intervals for statistics of crossed data: units of a design, and replicates that all units share.

Base samples (or points, or trajectories) and replicates are both drawn at random, and on common random numbers every
unit meets the same replicates. Resampling one of the two alone takes the other for exact. Here both are resampled
apart, and what both hold (luck of single runs, resampled with units and replicates fixed) is taken off once:
``variance = units + replicates - runs``, as the variance of a mean of crossed data is put together (compare Owen 2007,
The pigeonhole bootstrap, Annals of Applied Statistics 1(2), 386-411; resampling both at once counts luck three times).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.sample import Numbers

LEVEL: Final = 0.95
DRAWS: Final = 200
"""Bootstrap draws of each kind: the standard error is then known within 5% (1 / sqrt(2 x 200))."""

Statistic = Callable[[Numbers, Numbers], Numbers]
"""Of weights of units [units] and of runs [units, replicates], 0 for what is not there."""


class Estimates(NamedTuple):
    """Numbers with intervals, arrays of one shape; NaN where there is none."""

    value: Numbers
    low: Numbers
    high: Numbers


def crossed(
    statistic: Statistic, there: NDArray[np.bool_], seed: int = 1, draws: int = DRAWS, level: float = LEVEL
) -> Estimates:
    """Evaluate `statistic` with an interval of that `level`, 95% if none is given.

    ``there`` is bool[units, replicates]: which runs came to their end. The interval is the estimate plus and minus
    Student's t (degrees of freedom of Satterthwaite 1946) times the bootstrap standard error.
    """
    from scipy.stats import t

    units, replicates = there.shape
    present = there.astype(np.float64)
    all_units = np.ones(units)
    value = statistic(all_units, present)
    rng = np.random.default_rng(seed)
    by_units = np.full_like(value, np.nan)
    if units > 1:
        by_units = variance_over_draws(np.array([statistic(_counts(rng, units), present) for _ in range(draws)]), units)
    if replicates > 1:
        by_replicates = np.array([statistic(all_units, present * _counts(rng, replicates)) for _ in range(draws)])
        uniform = np.full(replicates, 1.0 / replicates)
        by_runs = np.array(
            [statistic(all_units, present * rng.multinomial(replicates, uniform, size=units)) for _ in range(draws)]
        )
        luck = variance_over_draws(by_replicates, replicates)
        both = variance_over_draws(by_runs, replicates)
    else:
        luck, both = np.zeros_like(value), np.zeros_like(value)
    variance = np.maximum(by_units + luck - both, np.maximum(by_units, luck))
    parts = by_units**2 / max(units - 1, 1) + luck**2 / max(replicates - 1, 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = np.where(parts > 0.0, (by_units + luck) ** 2 / parts, np.inf)
    half = t.ppf(0.5 + level / 2.0, freedom) * np.sqrt(variance)
    return Estimates(value, value - half, value + half)


def _counts(rng: np.random.Generator, n: int) -> Numbers:
    """How often each of `n` is drawn in `n` draws with replacement."""
    return np.bincount(rng.integers(0, n, n), minlength=n).astype(np.float64)


def variance_over_draws(drawn: Numbers, n: int) -> Numbers:
    """Variance over draws [draws, ...] of `n` with replacement, made up for what resampling loses, n / (n - 1)."""
    kept = np.isfinite(drawn)
    few = kept.sum(axis=0) < 0.5 * len(drawn)  # a statistic that is mostly undefined has no interval
    count = np.maximum(kept.sum(axis=0), 2)
    mean = np.where(kept, drawn, 0.0).sum(axis=0) / count
    squares = np.where(kept, (drawn - mean) ** 2, 0.0).sum(axis=0) / (count - 1)
    return np.asarray(np.where(few, np.nan, squares * n / max(n - 1, 1)))
