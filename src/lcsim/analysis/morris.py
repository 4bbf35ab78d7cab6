"""Screening: elementary effects, how large on average and how much they differ from place to place.

Morris (1991, Technometrics 33(2), 161-174): mu and sigma; Campolongo, Cariboni & Saltelli (2007, Environmental
Modelling & Software 22, 1509-1518): mu_star, the mean size. Effects are of the mean over replicates, per full range of
the factor. Luck makes sizes larger than they are: `floor` is the mu_star that luck alone would give a factor without
any effect, and sigma is cleared of luck.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.intervals import DRAWS, Estimates, crossed
from lcsim.analysis.notes import Note
from lcsim.analysis.sample import Numbers, Sample, runs_of

SQRT_2_PI = float(np.sqrt(2.0 / np.pi))
"""Mean size of a standard normal number."""


@dataclass(frozen=True, eq=False)
class Morris:
    """Elementary effects of each factor, with 95% intervals; mu of a factor of categories is NaN (no order)."""

    names: tuple[str, ...]
    mu: Estimates
    mu_star: Estimates
    sigma: Estimates
    floor: Numbers
    trajectories: int
    notes: tuple[Note, ...] = ()

    @property
    def heard(self) -> NDArray[np.bool_]:
        """Factors whose mu_star lies above what luck alone would give, interval and all."""
        return np.asarray(self.mu_star.low > self.floor)


def morris(sample: Sample, outputs: NDArray[np.float64], levels: int = 4, seed: int = 1, draws: int = DRAWS) -> Morris:
    """Analyse trajectories; `outputs` is [points, replicates], NaN where a run failed.

    `levels` is that of the design; a change of category counts as its step, levels / (2 (levels - 1)) of the range
    (Morris 1991). A step counts with the replicates that came to their end on both sides.
    """
    runs = runs_of(sample, outputs)
    n, d = sample.points.shape
    if d == 0 or n == 0 or n % (d + 1):
        raise ValueError(f"trajectories of {d} factors have {d + 1} points each, and there are {n} points")
    steps = _steps(sample, levels)  # [trajectories, factors]; 0 where the factor did not move
    before, after = _around(sample)
    trajectories, replicates = n // (d + 1), runs.shape[1]
    least = min(2, replicates)
    with np.errstate(divide="ignore", invalid="ignore"):
        effects = (runs[after] - runs[before]) / np.where(steps == 0.0, np.nan, steps)[:, :, None]
    known = np.isfinite(effects)
    effects = np.nan_to_num(effects)
    there = np.asarray(known.any(axis=1))
    ordered = np.array([factor.number for factor in sample.factors])

    def statistics(units: Numbers, weights: Numbers) -> Numbers:
        return _statistics(effects, known, units, weights, least, ordered)

    found = crossed(statistics, there, seed, draws)
    mu, mu_star, sigma = (Estimates(*(part[place] for part in found)) for place in range(3))
    floor = found.value[3]
    notes = [Note("one_replicate")] if replicates == 1 else []
    unmoved = int((steps == 0.0).sum())
    if unmoved:
        notes.append(Note("unmoved", float(unmoved), float(steps.size)))
    lost = int(((known.sum(axis=2) < least) & (steps != 0.0)).any(axis=1).sum())
    if lost:
        notes.append(Note("left_out", float(lost), float(trajectories), "trajectories"))
    sigma = Estimates(sigma.value, np.maximum(sigma.low, 0.0), sigma.high)
    return Morris(sample.names, mu, mu_star, sigma, floor, trajectories, tuple(notes))


def _scaled(sample: Sample) -> Numbers:
    """Points with numbers as shares of their range."""
    columns = [
        (sample.points[:, j] - factor.low) / (factor.high - factor.low) if factor.number else sample.points[:, j]
        for j, factor in enumerate(sample.factors)
    ]
    return np.column_stack(columns)


def _around(sample: Sample) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows before and after the step of each factor, [trajectories, factors]; the first two where it never moved."""
    n, d = sample.points.shape
    paths = sample.points.reshape(-1, d + 1, d)
    moved = np.diff(paths, axis=1) != 0.0  # [trajectories, steps, factors]
    if (moved.sum(axis=2) > 1).any() or (moved.sum(axis=1) > 1).any():
        raise ValueError("these points are not trajectories in their own order (one factor a step, each factor once)")
    first = np.arange(0, n, d + 1)[:, None] + moved.argmax(axis=1)
    return first, first + 1


def _steps(sample: Sample, levels: int) -> Numbers:
    d = len(sample.factors)
    steps = np.diff(_scaled(sample).reshape(-1, d + 1, d), axis=1).sum(axis=1)
    for j, factor in enumerate(sample.factors):
        if not factor.number:
            steps[:, j] = np.sign(steps[:, j]) * levels / (2.0 * (levels - 1.0))
    return np.asarray(steps)


def _statistics(
    effects: Numbers, known: NDArray[np.bool_], units: Numbers, weights: Numbers, least: int, ordered: NDArray[np.bool_]
) -> Numbers:
    """mu, mu_star, sigma and floor of every factor, [4, factors]."""
    w = weights[:, None, :] * known
    n = w.sum(axis=2)
    counted = units[:, None] * (n >= least)
    n = np.maximum(n, 1.0)
    mean = (effects * w).sum(axis=2) / n
    total = counted.sum(axis=0)
    total = np.where(total >= 2.0, total, np.nan)
    rest = ((effects - mean[:, :, None]) ** 2 * w).sum(axis=2) / np.maximum(n - 1.0, 1.0)
    luck = rest / n if least > 1 else np.zeros_like(rest)
    mu = (mean * counted).sum(axis=0) / total
    mu_star = (np.abs(mean) * counted).sum(axis=0) / total
    squares = ((mean - mu) ** 2 * counted).sum(axis=0) / (total - 1.0)
    sigma = np.sqrt(np.maximum(squares - _apart(effects, mean, w, luck, counted, total, least), 0.0))
    floor = SQRT_2_PI * (np.sqrt(luck) * counted).sum(axis=0) / total
    return np.array([np.where(ordered, mu, np.nan), mu_star, sigma, floor])


def _apart(
    effects: Numbers, mean: Numbers, w: Numbers, luck: Numbers, counted: Numbers, total: Numbers, least: int
) -> Numbers:
    """Luck in the spread of effects over trajectories; what a replicate does to all of them alike is none."""
    if least < 2:
        return np.zeros(effects.shape[1])
    rest = (effects - mean[:, :, None]) * w
    weight = (w * counted[:, :, None]).sum(axis=0)
    shared = (rest * counted[:, :, None]).sum(axis=0) / np.maximum(weight, 1.0)
    each = weight / total[:, None]
    replicates = each.sum(axis=1)
    alike = (shared**2 * each).sum(axis=1) / np.maximum(replicates - 1.0, 1.0) / np.maximum(replicates, 1.0)
    within = (luck * counted).sum(axis=0) / total
    return np.asarray((within - alike) * total / (total - 1.0))
