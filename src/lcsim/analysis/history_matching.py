"""History matching: cut away the settings that evidence rules out, wave by wave, and keep what is left.

Vernon, Goldstein & Bower 2010, Bayesian Analysis 5(4), 619-669; Craig et al. 1997. It does not look for the best
setting: all that is left is plausible, and what follows must be said of all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

CUTOFF: Final = 3.0
"""Implausible above it: at most 5% of any distribution with one peak lies so far out (Pukelsheim 1994)."""


@dataclass(frozen=True)
class Band:
    """A quantity, the band that was observed, and how far off the model may be for its own reasons.

    Attributes
    ----------
    low, high
        Both ends included.
    discrepancy
        Standard deviation: what the model leaves out, and that it measures something slightly else.
    """

    name: str
    low: float
    high: float
    discrepancy: float
    source: str

    def __post_init__(self) -> None:
        if not self.low < self.high or self.discrepancy < 0.0:
            raise ValueError(f"{self.name}: need low < high and a discrepancy of 0 or more")


def implausibility(mean: Numbers, variance: Numbers, band: Band) -> Numbers:
    """How many standard deviations of luck and discrepancy together a mean lies outside its band; 0 inside.

    ``mean`` and ``variance`` are float64[points]; an undefined mean is infinitely implausible.
    """
    outside = np.maximum(0.0, np.maximum(band.low - mean, mean - band.high))
    found = outside / np.sqrt(variance + band.discrepancy**2)
    return np.where(np.isfinite(found), found, np.inf)


@dataclass(frozen=True)
class Emulator:
    """A response surface of factors and their squares: what runs would give on average, and how sure that is.

    Attributes
    ----------
    coefficients
        float64[terms], of the terms of `_terms`.
    inverse
        float64[terms, terms]: covariance of the coefficients but for the noise.
    noise
        Variance left after the fit: luck and what is no such surface.
    lack
        The part of it that luck does not explain.
    explained
        Share of the variance explained in points left out one by one.
    """

    coefficients: Numbers
    inverse: Numbers
    noise: float
    lack: float
    explained: float

    def predict(self, points: Numbers) -> tuple[Numbers, Numbers]:
        """Mean and variance at points float64[points, factors] of the unit cube."""
        terms = _terms(points)
        spread = np.einsum("ij,jk,ik->i", terms, self.inverse, terms)
        return terms @ self.coefficients, self.noise * spread + self.lack


def emulate(points: Numbers, found: Numbers, luck: Numbers) -> Emulator:
    """Fit a curved surface: every factor and its square. Products of two would take too many points for their luck.

    Parameters
    ----------
    points
        float64[points, factors] in the unit cube; more points than terms.
    found, luck
        float64[points]: what came out, and its variance of luck.

    Raises
    ------
    ValueError
        With too few points for the number of terms.
    """
    there = np.isfinite(found)
    terms, y = _terms(points[there]), found[there]
    n, p = terms.shape
    if n <= p:
        raise ValueError(f"{n} points are too few for {p} terms")
    inverse: Numbers = np.linalg.inv(terms.T @ terms).astype(np.float64)
    coefficients: Numbers = inverse @ (terms.T @ y)
    left = y - terms @ coefficients
    leverage = np.einsum("ij,jk,ik->i", terms, inverse, terms)
    noise = float((left**2).sum() / (n - p))
    apart = left / np.maximum(1.0 - leverage, 1e-9)
    explained = 1.0 - float((apart**2).sum() / max(((y - y.mean()) ** 2).sum(), 1e-300))
    lack = max(0.0, noise - float(np.nanmean(luck[there])))
    return Emulator(coefficients, inverse, noise, lack, explained)


def _terms(points: Numbers) -> Numbers:
    """1, every factor about the middle, and its square: float64[points, terms]."""
    x = 2.0 * points - 1.0
    return np.column_stack((np.ones(len(x)), x, x * x))
