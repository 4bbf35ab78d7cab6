"""Which maps a sweep has: over the two numbers that matter most, of each arm and of arms against the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from lcsim.analysis.contrasts import MOST_PAIRS_OF
from lcsim.analysis.maps import Difference, difference
from lcsim.analysis.regression import Regression
from lcsim.analysis.sample import Numbers
from lcsim.analysis.sweep_results import Sweep

ROUNDS: Final = 200
"""Of alternating least squares at most; with some failed runs it takes about five."""


def maps_of(
    sweep: Sweep, lines: Mapping[str, Sequence[Regression]], smallest: Mapping[str, float]
) -> dict[tuple[str, str, str], Difference]:
    """Maps over the two numbers that matter most: of a grid, or where only two numbers are varied.

    `lines` has the regressions of each measure, of all arms: they tell which numbers these are.
    """
    sample = sweep.sample
    numbers = [factor.name for factor in sample.factors if factor.number]
    if len(numbers) < 2 or (sample.kind != "grid" and len(sample.factors) != 2):
        return {}
    maps = {}
    for measure in sweep.experiment.measures:
        across, up = _two(lines.get(measure, ()), numbers)
        arms = sweep.arms
        for arm in arms[: 1 + MOST_PAIRS_OF]:
            runs = sweep.values[arm, measure]
            pairs: list[tuple[str, Callable[[], Numbers]]] = [
                ("", lambda runs=runs: np.broadcast_to(mean_of_points(runs), runs.shape))  # type: ignore[misc]
            ]
            if arm != arms[0]:
                pairs.append((arms[0], lambda: sweep.values[arms[0], measure]))  # noqa: B023 (called at once)
            for against, other in pairs:
                try:
                    maps[measure, arm, against] = difference(
                        sample, runs, other(), across, up, smallest.get(measure, 0.0)
                    )
                except ValueError:  # no point with two complete pairs
                    continue
    return maps


def mean_of_points(runs: Numbers) -> Numbers:
    """Mean over points of each replicate, float64[replicates], as if no run had failed.

    A replicate without its run at a good point must not look like one with bad luck. So means are those of points and
    replicates that add up (least squares over the runs that are there); with all runs they are the plain ones.
    """
    there = np.isfinite(runs)
    kept = there.any(axis=1)
    if not kept.any():
        return np.full(runs.shape[1], np.nan)
    y, there = np.where(there, runs, 0.0)[kept], there[kept]
    luck = np.zeros(runs.shape[1])
    for _ in range(ROUNDS):
        point = (y - luck * there).sum(axis=1) / there.sum(axis=1)
        before, luck = luck, (y - point[:, None] * there).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
        if np.abs(luck - before).max(initial=0.0) <= 1e-12 * np.abs(y).max(initial=0.0):
            break
    point = (y - luck * there).sum(axis=1) / there.sum(axis=1)
    return np.asarray(np.where(there.any(axis=0), point.mean() + luck, np.nan))


def _two(lines: Sequence[Regression], numbers: list[str]) -> tuple[str, str]:
    """The two numbers that matter most over arms, in the order of the experiment."""
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    size = dict.fromkeys(numbers, 0.0)
    for line in lines:
        for name, value in zip(line.names, line.coefficients.value, strict=True):
            if name in size and np.isfinite(value):
                size[name] = max(size[name], abs(float(value)))
    first, second = sorted(sorted(numbers, key=lambda name: -size[name])[:2], key=numbers.index)
    return first, second
