"""How many runs it takes to see the smallest effect of interest, exactly, by the noncentral t and F distributions.

Secchi & Seri (2017, Computational and Mathematical Organization Theory 23, 94-121) ask of agent-based models a power
of .95 at a significance level of .01, and give approximations; here the distributions themselves are used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

POWER: Final = 0.95
ALPHA: Final = 0.01
CERTAIN: Final = 1e6
"""Shift of a t distribution beyond which its power is 1 and the series of scipy fail."""
MOST: Final = 10_000_000
"""An effect that takes more runs than this is reported as taking this many."""
SURE: Final = 0.80
"""Confidence of the upper bound of a standard deviation (as Browne 1995, Statistics in Medicine 14, 1933-1940)."""


@dataclass(frozen=True)
class Needed:
    """Runs of each arm for an effect `smallest`: as the standard deviation was found, and as large as it may well be."""

    smallest: float
    deviation: float
    runs: int
    cautious: int
    power_now: float
    runs_now: int


def needed_for_pairs(
    differences: NDArray[np.float64], smallest: float, power: float = POWER, alpha: float = ALPHA
) -> Needed:
    """Pairs on common random numbers needed for a mean difference of `smallest`; a pilot's `differences`, NaN out."""
    from scipy.stats import chi2

    found = np.asarray(differences, np.float64)
    found = found[np.isfinite(found)]
    n = found.size
    if n < 3 or not smallest > 0.0:
        raise ValueError(f"it takes at least 3 pairs and a smallest effect above 0, got {n} and {smallest}")
    deviation = float(found.std(ddof=1))
    upper = deviation * float(np.sqrt((n - 1) / chi2.ppf(1.0 - SURE, n - 1)))

    def runs(spread: float) -> int:
        return 2 if spread == 0.0 else runs_of_pairs(smallest / spread, power, alpha)

    now = 1.0 if deviation == 0.0 else power_of_pairs(smallest / deviation, n, alpha)
    return Needed(smallest, deviation, runs(deviation), runs(upper), now, n)


def power_of_pairs(effect: float, pairs: int, alpha: float = ALPHA) -> float:
    """Power of a two-sided paired t test; `effect` in standard deviations of differences."""
    from scipy.stats import nct, t

    freedom, shift = pairs - 1, min(abs(effect) * np.sqrt(pairs), CERTAIN)
    edge = t.ppf(1.0 - alpha / 2.0, freedom)
    # the far tail is below 1e-9 for shifts beyond 6, where its series can fail
    far = float(nct.cdf(-edge, freedom, shift)) if shift < 6.0 else 0.0
    return float(nct.sf(edge, freedom, shift)) + far


def power_of_groups(effect: float, groups: int, runs: int, alpha: float = ALPHA) -> float:
    """Power of one-way analysis of variance; `effect` is Cohen's f, `runs` those of each group."""
    from scipy.stats import f, ncf

    between, within = groups - 1, groups * (runs - 1)
    edge = f.ppf(1.0 - alpha, between, within)
    return float(ncf.sf(edge, between, within, effect**2 * groups * runs))


def runs_of_pairs(effect: float, power: float = POWER, alpha: float = ALPHA) -> int:
    """Fewest pairs with that power."""
    return _fewest(lambda n: power_of_pairs(effect, n, alpha) >= power)


def runs_of_groups(effect: float, groups: int, power: float = POWER, alpha: float = ALPHA) -> int:
    """Fewest runs of each of so many groups with that power; `effect` is Cohen's f."""
    return _fewest(lambda n: power_of_groups(effect, groups, n, alpha) >= power)


def rule_of_thumb(effect: float, groups: int) -> float:
    """Runs of each group, power .95, level .01: 14.091 groups^-.640 f^-1.986 (Seri & Secchi 2017, table 11.4).

    In Edmonds & Meyer, Simulating Social Complexity, ch. 11; to compare with `runs_of_groups`.
    """
    return float(14.091 * groups**-0.640 * effect**-1.986)


def _fewest(enough: Callable[[int], bool]) -> int:
    """Smallest number from 2 that is enough, by doubling and halving."""
    high = 2
    while high < MOST and not enough(high):
        high *= 2
    if high >= MOST:
        return MOST
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return max(high, 2)
