"""Which parameters matter, alone and with others: Sobol indices of the mean over replicates, cleared of luck.

First-order indices after Saltelli et al. (2010, Computer Physics Communications 181, 259-270, table 2, b), total ones
after Jansen (1999, ibid. 117, 35-43; table 2, f). A mean over a few replicates still holds luck, which would count as
an effect of every parameter; on replicates that all points share, its share in each product and each square is known
without bias from the spread over replicates, and taken off. With one replicate the estimators are the plain ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.intervals import DRAWS, Estimates, crossed
from lcsim.analysis.luck import Shares, luck_shares
from lcsim.analysis.notes import Note
from lcsim.analysis.sample import Numbers, Sample, runs_of


@dataclass(frozen=True, eq=False)
class Sobol:
    """First and total indices of each factor with 95% intervals, and what luck adds to single runs.

    Estimates of small indices may lie below 0; they are not cut off.
    """

    names: tuple[str, ...]
    first: Estimates
    total: Estimates
    shares: Shares
    base: int
    notes: tuple[Note, ...] = ()


def sobol(sample: Sample, outputs: NDArray[np.float64], seed: int = 1, draws: int = DRAWS) -> Sobol:
    """Analyse a Saltelli design; `outputs` is [points, replicates], NaN where a run failed.

    A base sample counts with the replicates that came to their end at all of its points, so that differences are
    between runs with the same luck; with fewer than two of them (one, if one was asked) it is left out.
    """
    runs = runs_of(sample, outputs)
    blocks = _blocks(sample)
    d = len(sample.factors)
    least = min(2, runs.shape[1])
    y = runs[blocks]  # [base, A AB_1 .. AB_d B, replicates]
    there = np.asarray(~np.isnan(y).any(axis=1))
    kept = there.sum(axis=1) >= least
    if kept.sum() < 2:
        raise ValueError("fewer than two base samples came to their end")
    y, there = np.nan_to_num(y[kept]), there[kept]
    y -= (y * there[:, None, :]).sum() / (there.sum() * y.shape[1])

    def indices(units: Numbers, weights: Numbers) -> Numbers:
        return _indices(y, units, weights, least)

    found = crossed(indices, there, seed, draws)
    notes = []
    if runs.shape[1] == 1:
        notes.append(Note("one_replicate"))
    if not kept.all():
        notes.append(Note("left_out", float((~kept).sum()), float(kept.size), "base samples"))
    if not np.isfinite(found.value).all():
        notes.append(Note("no_variance"))
    ends = blocks[:, [0, -1]].ravel()
    shares = luck_shares(runs[ends], np.repeat(np.arange(len(blocks)), 2), seed, draws)
    notes += [note for note in shares.notes if note.key not in {n.key for n in notes}]
    first, total = (Estimates(*(part[place] for part in found)) for place in (0, 1))
    return Sobol(sample.names, first, total, shares, int(kept.sum()), tuple(notes if d else ()))


def _blocks(sample: Sample) -> NDArray[np.int64]:
    """Rows of the base samples, [base, A AB_1 .. AB_d B]; refuses points that are no such design."""
    n, d = sample.points.shape
    if d and n and n % (d + 2) == 0:
        rows = np.arange(n).reshape(-1, d + 2)
        at = sample.points[rows]
        wanted = np.repeat(at[:, :1], d, axis=1)
        wanted[:, range(d), range(d)] = at[:, -1]
        if np.array_equal(wanted, at[:, 1:-1]):
            return rows
    raise ValueError("these points are not a Sobol design in its own order (blocks A, AB of each factor, B)")


def _indices(y: Numbers, units: Numbers, weights: Numbers, least: int) -> Numbers:
    """First and total indices, [2, factors]."""
    n = weights.sum(axis=1)
    counted = units * (n >= least)
    n = np.maximum(n, 1.0)[:, None]
    w = weights[:, None, :]
    mean = (y * w).sum(axis=2) / n
    rest = (y - mean[:, :, None]) * w
    a, ab, b = mean[:, :1], mean[:, 1:-1], mean[:, -1:]
    change = ab - a
    product, square, variance = b * change, change**2, (a - b)[:, 0] ** 2
    if least > 1:
        spread = n * np.maximum(n - 1.0, 1.0)
        values = y - mean[:, :, None]
        shift = values[:, 1:-1] - values[:, :1]
        product = product - (rest[:, -1:] * shift).sum(axis=2) / spread
        square = square - (shift**2 * w).sum(axis=2) / spread
        noise = (((values[:, 0] - values[:, -1]) ** 2) * weights).sum(axis=1) / spread[:, 0]
    else:
        noise = np.zeros_like(variance)
    total = counted.sum()
    if total < 2.0:
        return np.full((2, ab.shape[1]), np.nan)
    centre = counted @ (a + b)[:, 0] / (2.0 * total)
    whole = counted @ ((a[:, 0] - centre) ** 2 + (b[:, 0] - centre) ** 2) / (2.0 * total - 1.0)
    whole -= counted @ noise / (2.0 * total)
    size = counted @ (mean**2).max(axis=1) / total
    if whole <= 1e-14 * max(size, 1e-300):
        return np.full((2, ab.shape[1]), np.nan)
    return np.asarray(np.array([counted @ product, counted @ square / 2.0]) / total / whole)
