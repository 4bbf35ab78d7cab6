"""Paired differences over parameter sets: mean, interval, tests of difference and of equivalence, Holm's correction.

Pairs that share a parameter set share what that set does to an effect. So the units are the sets: the estimate is the mean
of the means of sets, and its interval is Student's t over these means, which holds for the effect in plausible sets like
these, not only in those tried. With one set only the units are its pairs, and the interval is about that set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.intervals import LEVEL
from lcsim.analysis.sample import Numbers

FEWEST: Final = 3
"""Units below which there is no interval."""
ROUNDING: Final = 1e-12
"""Spread, as a share of the mean, that is rounding only."""


@dataclass(frozen=True)
class Paired:
    """What paired differences say.

    Attributes
    ----------
    pairs, sets
        Pairs of runs of which both have a value, and parameter sets that they are of.
    mean, low, high
        Mean difference with its 95% interval; NaN where there are too few units.
    error, freedom
        Standard error of the mean, and degrees of freedom of its t distribution.
    p_different
        Two-sided t test that the mean is 0.
    p_equivalent
        Two one-sided t tests (Schuirmann 1987) that the mean lies within the smallest effect of interest: the larger p;
        NaN without such an effect.
    higher_pairs, lower_pairs, higher_sets, lower_sets
        Shares of pairs, and of sets by their mean, with a difference above and below 0.
    standardised
        Mean difference in standard deviations of the baseline's runs (Glass's delta).
    standardised_pairs
        In standard deviations of the differences (d_z): larger by the luck that pairs share.
    """

    pairs: int
    sets: int
    mean: float
    low: float
    high: float
    error: float
    freedom: int
    p_different: float
    p_equivalent: float
    higher_pairs: float
    lower_pairs: float
    higher_sets: float
    lower_sets: float
    standardised: float
    standardised_pairs: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2.0

    @property
    def known(self) -> bool:
        """Whether there is an interval."""
        return bool(np.isfinite(self.low))


def paired(
    differences: Numbers, sets: NDArray[np.int64], smallest: float | None = None, baseline: Numbers | None = None
) -> Paired:
    """Estimate the mean of paired differences.

    Parameters
    ----------
    differences
        float64[pairs]; NaN where a run of the pair has no value.
    sets
        int64[pairs], the parameter set of each pair.
    smallest
        Smallest effect of interest, above 0.
    baseline
        float64[runs], outcomes of the baseline, for the standardised effect.
    """
    from scipy.special import stdtrit

    there = np.isfinite(differences)
    d, which = differences[there], sets[there]
    means = set_means(d, which)[1]
    units = means if means.size > 1 else d
    n = units.size
    mean = float(units.mean()) if n else float("nan")
    nan = float("nan")
    error = low = high = p_different = p_equivalent = nan
    if n >= FEWEST:
        error = float(units.std(ddof=1) / np.sqrt(n))
        half = float(stdtrit(n - 1, 0.5 + LEVEL / 2.0)) * error
        low, high = mean - half, mean + half
        # without any spread only the signs are known, of which three may well be alike by chance
        p_different = 2.0 * (0.5**n if mean != 0.0 and error <= ROUNDING * abs(mean) else tail(abs(mean), error, n - 1))
        if smallest is not None:
            p_equivalent = max(tail(smallest - mean, error, n - 1), tail(smallest + mean, error, n - 1))
    spread = float(np.nanstd(baseline, ddof=1)) if baseline is not None and np.isfinite(baseline).sum() > 1 else nan
    own = float(d.std(ddof=1)) if d.size > 1 else nan

    def share(values: Numbers, above: bool) -> float:
        return float(((values > 0.0) if above else (values < 0.0)).mean()) if values.size else nan

    return Paired(
        int(d.size), int(means.size), mean, low, high, error, max(n - 1, 0), min(p_different, 1.0), p_equivalent,
        share(d, True), share(d, False), share(means, True), share(means, False),
        _ratio(mean, spread), _ratio(mean, own),
    )  # fmt: skip


def tail(distance: float, error: float, freedom: int) -> float:
    """Probability of a t beyond `distance` in units of `error`; without any spread it is certain."""
    from scipy.special import stdtr

    if error == 0.0:
        return 0.0 if distance > 0.0 else 0.5 if distance == 0.0 else 1.0
    return float(stdtr(freedom, -distance / error))


def _ratio(above: float, below: float) -> float:
    return 0.0 if above == 0.0 else above / below if below > 0.0 else float("nan")


def set_means(differences: Numbers, sets: NDArray[np.int64]) -> tuple[NDArray[np.int64], Numbers]:
    """Sets that have a difference, in order, and the mean of each; NaN is left out."""
    there = np.isfinite(differences)
    names, group = np.unique(sets[there], return_inverse=True)
    if not names.size:
        return names.astype(np.int64), np.zeros(0)
    # a difference that is the same in all pairs of a set must come out exactly so
    sums = np.bincount(group, differences[there])
    return names, np.asarray(sums / np.bincount(group))


def holm(values: Sequence[float]) -> Numbers:
    """Adjust p values after Holm (1979): any false claim among all of them has at most the chance that each had.

    NaN stays NaN and does not count.
    """
    p = np.asarray(values, np.float64)
    adjusted = np.full(p.shape, np.nan)
    known = np.flatnonzero(np.isfinite(p))
    largest = 0.0
    for place, at in enumerate(known[np.argsort(p[known], kind="stable")]):
        largest = max(largest, min(1.0, (known.size - place) * p[at]))
        adjusted[at] = largest
    return adjusted
