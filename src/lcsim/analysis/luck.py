"""How much of what differs between single runs is due to parameters, and how much to luck: founding and course.

Variances are components of random-effects analysis of variance on crossed data (points x replicates, or points x
foundings x courses): mean squares are set equal to their expectations (Searle, Casella & McCulloch 1992, Variance
Components, ch. 4). Luck is the variance over runs at one point, averaged over points. An estimate below zero is
reported as 0, with a note.

Replicates are few, and what one does at all points alike is seen only as often as there are replicates. Intervals of
points x replicates are generalised pivotal ones (Weerahandi 1993, Journal of the American Statistical Association 88,
899-905; Burdick, Quiroz & Iyer 2006, Journal of Quality Technology 38, 43-57), which hold for two replicates too: each
mean square is divided by a chi-squared number over its degrees of freedom, many times, and the shares that come out are
cut off at both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.intervals import DRAWS, LEVEL, Estimates, variance_over_draws
from lcsim.analysis.notes import Note
from lcsim.analysis.sample import Numbers

REPLICATED: Final = ("parameters", "luck")
PIVOTS: Final = 2000
"""Draws of generalised pivotal intervals."""
CROSSED: Final = ("parameters", "founding", "course", "interaction")


@dataclass(frozen=True, eq=False)
class Shares:
    """Variance of single runs: its `parts`, their components and their shares (95% intervals, within 0 and 1)."""

    parts: tuple[str, ...]
    components: Numbers
    shares: Estimates
    notes: tuple[Note, ...] = ()


def luck_shares(runs: Numbers, groups: NDArray[np.int64] | None = None, seed: int = 1, draws: int = DRAWS) -> Shares:
    """Shares of parameters and luck in `runs`, [points, replicates], NaN where a run failed.

    Points are a random sample of the parameter space; those of a group (two of one base sample, say) are resampled
    together. Points with fewer than two runs say nothing about luck and are left out.
    """
    groups = np.arange(len(runs)) if groups is None else groups
    there = np.isfinite(runs)
    kept = there.sum(axis=1) >= 2
    if runs.shape[1] < 2 or not kept.any():
        nan = np.full(2, np.nan)
        return Shares(REPLICATED, nan, Estimates(nan, nan, nan), (Note("one_replicate"),))
    notes = [] if kept.all() else [Note("left_out", float((~kept).sum()), float(kept.size), "points")]
    y, there = np.nan_to_num(runs[kept]), there[kept]
    y -= y[there].mean()
    _, group = np.unique(groups[kept], return_inverse=True)
    weights = there.astype(np.float64)
    squares = _squares(y, np.ones(len(y)), weights)
    found = _components(squares, weights)
    rng = np.random.default_rng(seed)
    own = group.max() + 1
    counts = rng.multinomial(own, np.full(own, 1.0 / own), size=draws).astype(np.float64)
    resampled = np.array([_squares(y, units[group], weights) for units in counts])
    notes += _below_zero(REPLICATED, found)
    value = _shares(found)
    freedom = _freedom((y * weights).sum(axis=1) / weights.sum(axis=1), group)
    low, high = _pivotal(squares, variance_over_draws(resampled, own), weights, freedom, rng)
    shares = Estimates(value, np.minimum(low, value), np.maximum(high, value))
    return Shares(REPLICATED, np.maximum(found, 0.0), shares, tuple(notes))


def founding_shares(runs: Numbers) -> Shares:
    """Shares of parameters, founding, course and their interaction in `runs`, [points, foundings, courses].

    Every founding is tried with every course at every point. Points with a failed run are left out (the analysis takes
    complete tables). With one point parameters have no share. Intervals: jackknife over points, foundings and courses.
    """
    kept = np.isfinite(runs).all(axis=(1, 2))
    if not kept.any() or min(runs.shape[1:]) < 2:
        raise ValueError("founding and course take two of each, complete at one point at least")
    y = runs[kept] - runs[kept].mean()
    notes = [] if kept.all() else [Note("left_out", float((~kept).sum()), float(kept.size), "points")]
    found = _founded(y)
    notes += _below_zero(CROSSED, found)
    value = _shares(found)
    variance, parts = np.zeros(4), np.zeros(4)
    for axis in range(3):
        n = y.shape[axis]
        if n < 3 and not (axis == 0 and n == 1):
            variance[:] = np.nan
            notes.append(Note("few_for_interval", 3.0, 0.0, "foundings and courses" if axis else "points"))
            break
        if n > 1:
            without = np.array([_shares(_founded(np.delete(y, place, axis))) for place in range(n)])
            one = (n - 1) / n * ((without - without.mean(axis=0)) ** 2).sum(axis=0)
            variance += one
            parts += one**2 / (n - 1)
    return Shares(CROSSED, np.maximum(found, 0.0), _within(_student(value, variance, parts)), tuple(notes))


def _student(value: Numbers, variance: Numbers, parts: Numbers) -> Estimates:
    from scipy.stats import t

    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = np.where(parts > 0.0, variance**2 / parts, np.inf)
    half = t.ppf(0.5 + LEVEL / 2.0, freedom) * np.sqrt(variance)
    return Estimates(value, value - half, value + half)


def _squares(y: Numbers, units: Numbers, weights: Numbers) -> Numbers:
    """Variances between means of points, between replicates over all points, and of what is left; NaN if undefined."""
    n = weights.sum(axis=1)
    total = units.sum()
    mean = (y * weights).sum(axis=1) / n
    rest = (y - mean[:, None]) * weights
    luck = units @ ((rest**2).sum(axis=1) / (n - 1.0)) / total
    if total < 2.0:
        return np.array([np.nan, np.nan, luck])
    # what replicates do at all points alike does not tell points apart
    columns = units @ weights
    shared = (units @ rest) / np.maximum(columns, 1.0)
    each = columns / total  # 1 of every replicate where none failed
    alike = (shared**2 * each).sum() / max(each.sum() - 1.0, 1.0)
    centre = units @ mean / total
    between = units @ (mean - centre) ** 2 / (total - 1.0)
    return np.array([between, alike, (luck - alike) * total / (total - 1.0)])


def _components(squares: Numbers, weights: Numbers) -> Numbers:
    """Components of points and of luck within points, of one set of `_squares` or of many in columns."""
    between, alike, apart = squares
    points = len(weights)
    if points < 2:
        return np.array([np.nan, apart])
    return np.array([between - apart * (1.0 / weights.sum(axis=1)).mean(), alike + apart * (1.0 - 1.0 / points)])


def _freedom(means: Numbers, group: NDArray[np.int64]) -> float:
    """Degrees of freedom of the variance between points, of which those of a group may be alike (Satterthwaite 1946)."""
    sizes = np.bincount(group)
    centres = np.bincount(group, means) / sizes
    between = float((sizes * (centres - means.mean()) ** 2).sum())
    inside = float(((means - centres[group]) ** 2).sum())
    parts = (between**2 / max(len(sizes) - 1, 1)) + inside**2 / max(len(means) - len(sizes), 1)
    return (between + inside) ** 2 / parts if parts > 0.0 else 1.0


def _pivotal(
    squares: Numbers, spread: Numbers, weights: Numbers, of_points: float, rng: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Ends of the intervals of both shares.

    Degrees of freedom are those of normal effects (`of_points` between points), or fewer where the variance between points, or of what is left, has
    itself a larger variance than that over resampled points (`spread`, Satterthwaite 1946): points that are alike, heavy
    tails, luck that is not the same at all points.
    """
    points, replicates = weights.shape
    if points < 2:
        return np.full(2, np.nan), np.full(2, np.nan)
    freedom = np.array([of_points, replicates - 1.0, (points - 1.0) * (replicates - 1.0)])
    freedom[2] = max(freedom[2] - (weights.size - weights.sum()), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        seen = 2.0 * squares**2 / spread
    for at in (0, 2):
        if np.isfinite(seen[at]):
            freedom[at] = np.clip(seen[at], 1.0, freedom[at])
    drawn = squares[:, None] * (freedom / rng.chisquare(freedom, size=(PIVOTS, 3))).T
    between, alike, apart = drawn
    alike = np.maximum(alike, apart / points)  # no component of replicates below zero
    shares = _shares(_components(np.array([between, alike, apart]), weights))
    low, high = np.quantile(shares, [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0], axis=1)
    return low, high


def _founded(y: Numbers) -> Numbers:
    """Components of points, founding, course and interaction (the last three within points)."""
    p, f, c = y.shape
    within = y - y.mean(axis=(1, 2), keepdims=True)
    rows, columns = within.mean(axis=2), within.mean(axis=1)
    rest = within - rows[:, :, None] - columns[:, None, :]
    ms_f = c * (rows**2).sum() / (p * (f - 1))
    ms_c = f * (columns**2).sum() / (p * (c - 1))
    ms_fc = (rest**2).sum() / (p * (f - 1) * (c - 1))
    luck = [(ms_f - ms_fc) / c, (ms_c - ms_fc) / f, ms_fc]
    if p == 1:
        return np.array([np.nan, *luck])
    squares = _mean_squares(y)
    points = (squares[(0,)] - squares[(0, 1)] - squares[(0, 2)] + squares[(0, 1, 2)]) / (f * c)
    return np.array([points, *luck])


def _mean_squares(y: Numbers) -> dict[tuple[int, ...], float]:
    """Mean squares of every effect of a complete three-way table."""
    effects: dict[tuple[int, ...], Numbers] = {(): y.mean(keepdims=True)}
    found = {}
    for size in (1, 2, 3):
        for axes in combinations(range(3), size):
            over = tuple(axis for axis in range(3) if axis not in axes)
            effect = y.mean(axis=over, keepdims=True) if over else y.copy()
            for lower, part in effects.items():
                if set(lower) < set(axes):
                    effect = effect - part
            effects[axes] = effect
            freedom = np.prod([y.shape[axis] - 1 for axis in axes])
            found[axes] = float((effect**2).sum() * y.size / effect.size / freedom)
    return found


def _shares(components: Numbers) -> Numbers:
    """Shares of the sum of components, those below zero (and undefined) as none; of many sets in columns."""
    parts = np.fmax(components, 0.0)
    whole = parts.sum(axis=0)
    with np.errstate(invalid="ignore"):
        shares = np.where(whole > 0.0, parts / whole, np.nan)
    return np.where(np.isnan(components), np.nan, shares)


def _within(found: Estimates) -> Estimates:
    """Intervals of shares, cut off at 0 and 1."""
    return Estimates(found.value, np.maximum(found.low, 0.0), np.minimum(found.high, 1.0))


def _below_zero(parts: tuple[str, ...], components: Numbers) -> list[Note]:
    return [
        Note("negative_component", float(value), 0.0, part)
        for part, value in zip(parts, components, strict=True)
        if value < 0.0
    ]
