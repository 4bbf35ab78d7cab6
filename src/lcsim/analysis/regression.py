"""Which parameters matter as far as a straight line tells: standardised regression coefficients, also of ranks.

Least squares of the mean over replicates on all factors, categories coded as 0 and 1 against the first. The strength
of a factor is the standard deviation of its part of the fit over that of the outcome: for a number that is the size of
its standardised coefficient. Rank version: Saltelli & Sobol' (1995, Reliability Engineering & System Safety 50,
225-239). With luck in the means even a perfect model cannot reach R2 = 1; `ceiling` is what it could reach, the share
of the variance of means that is due to parameters. The strength of a factor of categories is above 0 by luck alone, the more
the more categories there are: its interval reaches down to 0 where an F test (5%) does not tell it from none. Where neither the line nor the differences between points can be told
from luck (F tests at 5%), there is nothing of which a line could explain a share: nothing is heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.intervals import DRAWS, Estimates, crossed
from lcsim.analysis.luck import luck_shares
from lcsim.analysis.notes import Note
from lcsim.analysis.sample import Numbers, Sample, runs_of

UNHEARD: Final = 0.05
"""Where the F tests of the line and of points both have a larger p, parameters cannot be told from luck."""

LEAST_R2: Final = 0.7
"""Below this share of what parameters do, coefficients are not trusted; the customary rule of thumb, our choice."""


@dataclass(frozen=True, eq=False)
class Regression:
    """Standardised coefficients with 95% intervals; for a factor of categories its strength, without sign.

    `r2` is the plain one, `linear` the adjusted R2 as a share of its `ceiling`: what a straight line explains of what
    parameters do; NaN where they are not `heard` above luck.
    """

    names: tuple[str, ...]
    ranked: bool
    coefficients: Estimates
    signed: tuple[bool, ...]
    r2: float
    linear: float
    ceiling: float
    notes: tuple[Note, ...] = ()

    @property
    def heard(self) -> bool:
        """Whether anything that parameters do can be told from luck."""
        return not np.isnan(self.linear)

    @property
    def trusted(self) -> bool:
        """Whether a straight line explains enough."""
        return self.linear >= LEAST_R2


def regression(
    sample: Sample, outputs: NDArray[np.float64], ranked: bool = False, seed: int = 1, draws: int = DRAWS
) -> Regression:
    """Regress the mean over replicates of `outputs`, [points, replicates], NaN where a run failed, on the factors."""
    runs = runs_of(sample, outputs)
    there = np.isfinite(runs)
    kept = there.any(axis=1)
    y, there = np.nan_to_num(runs[kept]), there[kept]
    columns, owner = _columns(sample, sample.points[kept], ranked)
    points, width = columns.shape
    if points < width + 3:
        raise ValueError(f"{width} columns of factors take at least {width + 3} points, and there are {points}")
    factors = len(sample.factors)
    signed = np.array([factor.number for factor in sample.factors])

    def fit(units: Numbers, weights: Numbers) -> Numbers:
        return _fit(columns, owner, factors, signed, y, units, weights, ranked)

    found = crossed(fit, there, seed, draws)
    r2 = float(found.value[-1])
    adjusted = 1.0 - (1.0 - r2) * (points - 1) / (points - width - 1)
    ceiling, notes = 1.0, []
    looked_at = _ranks(runs[kept]) if ranked else runs[kept]
    if runs.shape[1] == 1:
        notes.append(Note("one_replicate"))
    else:
        ceiling = _ceiling(looked_at, seed)
    if min(_p_of_line(r2, points, width), _p_of_points(looked_at)) < UNHEARD:
        linear = float(np.clip(adjusted / ceiling, 0.0, 1.0)) if ceiling > 0.0 else 0.0
    else:
        linear = float("nan")
    if not kept.all():
        notes.append(Note("left_out", float((~kept).sum()), float(kept.size), "points"))
    if np.isnan(r2):
        notes.append(Note("no_variance"))
    elif np.isnan(linear):
        notes.append(Note("not_heard"))
    elif linear < LEAST_R2:
        notes.append(Note("low_r2", linear, LEAST_R2))
    value, low, high = (part[:-1] for part in found)
    mean = (y * there).sum(axis=1) / there.sum(axis=1)
    if ranked:
        mean = _ranks(mean[:, None])[:, 0]
    for j in np.flatnonzero(~signed):
        if _p_of_factor(columns, owner == j, mean) >= UNHEARD:
            low[j] = np.fmin(low[j], 0.0)
    coefficients = Estimates(value, low, high)
    return Regression(sample.names, ranked, coefficients, tuple(map(bool, signed)), r2, linear, ceiling, tuple(notes))


def _columns(sample: Sample, points: Numbers, ranked: bool) -> tuple[Numbers, NDArray[np.int64]]:
    """Columns of the regression and the factor that each belongs to."""
    from scipy.stats import rankdata

    columns, owner = [], []
    for j, factor in enumerate(sample.factors):
        if factor.number:
            columns.append(rankdata(points[:, j]) if ranked else points[:, j])
            owner.append(j)
            continue
        for place in range(1, len(factor.categories)):
            columns.append((points[:, j] == place).astype(np.float64))
            owner.append(j)
    return np.column_stack(columns), np.array(owner)


def _fit(
    columns: Numbers,
    owner: NDArray[np.int64],
    factors: int,
    signed: NDArray[np.bool_],
    y: Numbers,
    units: Numbers,
    weights: Numbers,
    ranked: bool,
) -> Numbers:
    """Coefficients of every factor and, last, R2."""
    from scipy.stats import rankdata

    n = weights.sum(axis=1)
    units = units * (n > 0.0)
    mean = (y * weights).sum(axis=1) / np.maximum(n, 1.0)
    if ranked:
        mean = rankdata(mean)
    total = units.sum()
    x = columns - units @ columns / total
    z = mean - units @ mean / total
    whole = units @ z**2
    if whole <= 1e-14 * max(float(units @ mean**2), 1e-300):
        return np.full(factors + 1, np.nan)
    scale = np.sqrt(units @ x**2)
    scale[scale == 0.0] = 1.0
    x /= scale
    weighted = x * units[:, None]
    # of standardised columns the normal equations are as good as any; least squares where columns depend
    slopes = np.linalg.lstsq(weighted.T @ x, weighted.T @ z, rcond=1e-10)[0]
    belongs = (owner[:, None] == np.arange(factors)).astype(np.float64)
    parts = x @ (slopes[:, None] * belongs)
    sign = np.ones(factors)
    sign[owner] = np.where(signed[owner], np.sign(slopes), 1.0)
    strength = np.sqrt(units @ parts**2 / whole)
    r2 = 1.0 - units @ (z - parts.sum(axis=1)) ** 2 / whole
    return np.append(sign * strength, r2)


def _p_of_line(r2: float, points: int, width: int) -> float:
    """F test that the line explains nothing of the means of points."""
    from scipy.stats import f

    free = points - width - 1
    return float(f.sf(r2 / width / max((1.0 - r2) / free, 1e-300), width, free)) if np.isfinite(r2) else 1.0


def _p_of_factor(columns: Numbers, own: NDArray[np.bool_], mean: Numbers) -> float:
    """F test that the `own` columns of a factor add nothing to a line through the means of points."""
    from scipy.stats import f

    def left(some: Numbers) -> tuple[float, int]:
        x = np.column_stack([np.ones(len(mean)), some])
        slopes, _, rank, _ = np.linalg.lstsq(x, mean, rcond=1e-10)
        return float(((mean - x @ slopes) ** 2).sum()), int(rank)

    (without, fewer), (rest, width) = left(columns[:, ~own]), left(columns)
    if width == fewer or len(mean) == width or without - rest <= 1e-14 * len(mean) * float(mean.var()):
        return 1.0
    return float(f.sf((without - rest) / (width - fewer) / max(rest / (len(mean) - width), 1e-300),
                      width - fewer, len(mean) - width))  # fmt: skip


def _p_of_points(runs: Numbers) -> float:
    """F test that points do not differ, on the luck that they share; of points that have every replicate."""
    from scipy.stats import f

    whole = runs[np.isfinite(runs).all(axis=1)]
    points, replicates = whole.shape
    if points < 2 or replicates < 2:
        return 1.0
    means = whole.mean(axis=1, keepdims=True)
    rest = whole - means - (whole.mean(axis=0) - whole.mean())
    within = float((rest**2).sum()) / ((points - 1) * (replicates - 1))
    between = replicates * float(means.var(ddof=1))
    if between <= 1e-14 * max(float((whole**2).mean()), 1e-300):
        return 1.0
    return float(f.sf(between / max(within, 1e-300), points - 1, (points - 1) * (replicates - 1)))


def _ranks(runs: Numbers) -> Numbers:
    """Ranks of single runs within their replicate; NaN stays."""
    from scipy.stats import rankdata

    return np.asarray(rankdata(runs, axis=0, nan_policy="omit"))


def _ceiling(runs: Numbers, seed: int) -> float:
    """Share of the variance of means over replicates that is due to parameters."""
    n = np.isfinite(runs).sum(axis=1)
    if (n >= 2).sum() < 3:
        return 1.0
    between = np.nanmean(runs[n >= 2], axis=1).var(ddof=1)
    parameters = luck_shares(runs, seed=seed, draws=2).components[0]
    return float(min(parameters / between, 1.0)) if between > 0.0 else 1.0
