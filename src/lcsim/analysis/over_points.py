"""Means over the points of a sweep, with intervals that know how its points were chosen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.intervals import LEVEL, Estimates, crossed
from lcsim.analysis.sample import Numbers, Sample
from lcsim.analysis.sweep_results import Sweep


def units_of(sample: Sample, points: int) -> NDArray[np.int64] | None:
    """Which unit of a random design each point belongs to; None where points are given and nobody drew them."""
    if sample.kind == "sobol":
        return np.arange(points) // (len(sample.factors) + 2)
    if sample.kind == "morris":
        return np.arange(points) // (len(sample.factors) + 1)
    return np.arange(points) if sample.kind == "latin_hypercube" else None


def point_means(runs: Numbers) -> Numbers:
    """Mean over replicates at each point, float64[points]; NaN where none came to its end."""
    there = np.isfinite(runs)
    return np.asarray(np.where(there, runs, 0.0).sum(axis=1) / np.where(there.any(axis=1), there.sum(axis=1), np.nan))


def replicate_means(runs: Numbers) -> Numbers:
    """Mean over points of each replicate, of the points at which every replicate came to its end (else of replicates)."""
    kept = np.isfinite(runs).all(axis=1)
    if kept.sum() >= 0.5 * len(runs):
        return np.asarray(runs[kept].mean(axis=0))
    whole = np.isfinite(runs).all(axis=0)
    return np.asarray(runs[:, whole].mean(axis=0))


def over_points(sweep: Sweep, runs: Numbers, groups: Numbers, level: float = LEVEL) -> Estimates:
    """Mean of each column of `groups` (weights of points), with intervals of that `level`.

    Where points were drawn at random these are drawn anew too; a grid is what it is, and so is a single point:
    only luck counts then.
    """
    from scipy.stats import t

    there = np.isfinite(runs)
    y = np.where(there, runs, 0.0)
    units = units_of(sweep.sample, len(runs))
    if units is None or units.max() == 0:
        per = (groups.T @ y) / np.where((groups.T @ there) > 0.0, groups.T @ there, np.nan)  # [groups, replicates]
        n = np.isfinite(per).sum(axis=1)
        mean = np.nansum(per, axis=1) / np.maximum(n, 1)
        spread = np.nansum((per - mean[:, None]) ** 2, axis=1) / np.maximum(n - 1, 1)
        half = np.where(
            n > 1, t.ppf(0.5 + level / 2.0, np.maximum(n - 1, 1)) * np.sqrt(spread / np.maximum(n, 1)), np.nan
        )
        return Estimates(mean, mean - half, mean + half)
    present = np.zeros((int(units.max()) + 1, runs.shape[1]), bool)
    np.logical_or.at(present, units, there)

    def statistic(drawn: Numbers, weights: Numbers) -> Numbers:
        w = drawn[units, None] * weights[units] * there
        each = w.sum(axis=1)
        total = (w * y).sum(axis=1)
        below = groups.T @ each
        return np.asarray(groups.T @ total / np.where(below > 0.0, below, np.nan))

    return crossed(statistic, present, level=level)


def mean_of(sweep: Sweep, runs: Numbers, level: float = LEVEL) -> tuple[float, float, float]:
    """Mean over all points, and the ends of its interval of that `level`."""
    found = over_points(sweep, runs, np.ones((len(runs), 1)), level)
    return float(found.value[0]), float(found.low[0]), float(found.high[0])
