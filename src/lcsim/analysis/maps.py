"""Where in the space of two parameters one arm does clearly better than another.

Differences are paired: replicate r of both arms has the same luck. A point is clearly better when the t interval of
the mean difference excludes zero and the mean is at least the smallest effect of interest; clearly worse likewise.
Between points values are interpolated linearly, on a full grid within its cells, else within triangles of neighbouring
points; never beyond the points.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.intervals import LEVEL
from lcsim.analysis.notes import Note
from lcsim.analysis.sample import Numbers, Sample, runs_of


@dataclass(frozen=True, eq=False)
class Difference:
    """Mean differences at points of two factors, with 95% intervals (t).

    `margin` is above 0 where the difference is clearly better: the smaller of the lower limit and of the mean less the
    smallest effect of interest. `interpolation` is "grid" or "triangles".
    """

    names: tuple[str, str]
    at: Numbers
    mean: Numbers
    low: Numbers
    high: Numbers
    pairs: NDArray[np.int64]
    smallest: float
    interpolation: str
    notes: tuple[Note, ...] = ()

    @property
    def margin(self) -> Numbers:
        """How clearly better; 0 on the contour."""
        return np.minimum(self.low, self.mean - self.smallest)

    @property
    def worse_margin(self) -> Numbers:
        """How clearly worse; 0 on the contour."""
        return np.minimum(-self.high, -self.mean - self.smallest)

    @property
    def better(self) -> NDArray[np.bool_]:
        """Points where it is clearly better."""
        return np.asarray((self.low > 0.0) & (self.mean >= self.smallest))

    @property
    def worse(self) -> NDArray[np.bool_]:
        """Points where it is clearly worse."""
        return np.asarray((self.high < 0.0) & (self.mean <= -self.smallest))


def difference(
    sample: Sample,
    better: NDArray[np.float64],
    baseline: NDArray[np.float64],
    across: str,
    up: str,
    smallest: float = 0.0,
) -> Difference:
    """Map `better` less `baseline`, both [points, replicates], over the factors `across` and `up`.

    Points that differ only in other factors are averaged, pair by pair, before the interval is worked out. A pair
    counts where both runs came to their end (at all points that are averaged).
    """
    from scipy.stats import t

    pair = runs_of(sample, better) - runs_of(sample, baseline)
    places = [sample.names.index(name) for name in (across, up)]
    for place in places:
        if not sample.factors[place].number:
            raise ValueError(f"{sample.names[place]}: there is nothing between categories to draw a map of")
    if smallest < 0.0 or across == up:
        raise ValueError("a map takes two factors, and a smallest effect that is not below 0")
    at, group = np.unique(sample.points[:, places], axis=0, return_inverse=True)
    size = np.bincount(group)
    known = np.isfinite(pair)
    sums = np.zeros((len(at), pair.shape[1]))
    np.add.at(sums, group, np.nan_to_num(pair))
    complete = np.zeros_like(sums)
    np.add.at(complete, group, known.astype(np.float64))
    whole = complete == size[:, None]
    values = np.where(whole, sums / size[:, None], 0.0)
    n = whole.sum(axis=1)
    kept = n >= 2
    if not kept.any():
        raise ValueError("no point has two complete pairs of runs")
    at, values, whole, n = at[kept], values[kept], whole[kept], n[kept]
    mean = values.sum(axis=1) / n
    error = np.sqrt(((values - mean[:, None]) ** 2 * whole).sum(axis=1) / (n - 1) / n)
    half = t.ppf(0.5 + LEVEL / 2.0, n - 1) * error
    notes = [Note("by_luck", len(n) * (1.0 - LEVEL) / 2.0, float(len(n)))]
    if not kept.all():
        notes.append(Note("left_out", float((~kept).sum()), float(kept.size), "points"))
    full = len(np.unique(at[:, 0])) * len(np.unique(at[:, 1])) == len(at)
    return Difference(
        (across, up), at, mean, mean - half, mean + half, n, smallest, "grid" if full else "triangles", tuple(notes)
    )


def between(found: Difference, values: Numbers, x: Numbers, y: Numbers) -> Numbers:
    """Interpolate `values` of the points at places `x`, `y` (arrays of one shape); NaN beyond the points."""
    from scipy.interpolate import LinearNDInterpolator, RegularGridInterpolator

    places = np.stack((x, y), axis=-1)
    if found.interpolation == "grid":
        xs, ys = (np.unique(found.at[:, place]) for place in (0, 1))
        if len(xs) < 2 or len(ys) < 2:
            raise ValueError("a map takes two values of each factor at least")
        table = values.reshape(len(xs), len(ys))  # rows of np.unique are in order of x, then y
        return np.asarray(RegularGridInterpolator((xs, ys), table, bounds_error=False)(places))
    low, span = found.at.min(axis=0), np.ptp(found.at, axis=0)
    if len(found.at) < 3 or (span == 0.0).any():
        raise ValueError("a map takes three points that are not on one line")
    return np.asarray(LinearNDInterpolator((found.at - low) / span, values)((places - low) / span))
