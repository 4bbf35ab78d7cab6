"""Polarisation: alike inside, different between (Esteban & Ray 1994), and two peaks (bimodality)."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.measures.measure import NOBODY, Measure, Result, defined, mean_of, null
from lcsim.measures.ordinal_agreement import van_der_eijk_agreement
from lcsim.measures.view import View

ALPHA: Final = 1.3
"""Weight of identification with one's own group; Esteban & Ray's axioms ask 0 < alpha <= 1.6."""

BINS: Final = 11
"""Fixed bins at 0, .1, ..., 1, so that two poles at the ends are at distance 1."""
POSITIONS: Final = np.linspace(0.0, 1.0, BINS)
DISTANCES: Final = np.abs(POSITIONS[:, None] - POSITIONS[None, :])


def bin_frequencies(values: ArrayLike, bins: int = BINS) -> NDArray[np.int64]:
    """Count float64[n] in 0..1 into the nearest of `bins` even positions (halves go up), int64[bins]."""
    x = np.asarray(values, dtype=np.float64)
    return np.bincount(np.floor(x * (bins - 1) + 0.5).astype(np.int64), minlength=bins).astype(np.int64)


def esteban_ray(shares: ArrayLike, positions: ArrayLike, alpha: float = ALPHA, normalised: bool = False) -> Result:
    """P = K sum_i sum_j pi_i^(1 + alpha) pi_j |x_i - x_j|, over both orders of i and j.

    `shares` float64[B] sum to 1. K = 1, or normalised 2^(1 + alpha): two equal poles at distance 1 give 1.
    Esteban & Ray (1994), Econometrica 62(4).
    """
    if not 0.0 <= alpha <= 1.6:
        raise ValueError(f"alpha must be in 0..1.6, got {alpha}")
    pi = np.asarray(shares, dtype=np.float64)
    x = np.asarray(positions, dtype=np.float64)
    if pi.size == 0 or pi.sum() == 0.0:
        return null(NOBODY)
    return _polarised(pi, np.abs(x[:, None] - x[None, :]), alpha, normalised)


def esteban_ray_of_values(values: ArrayLike, alpha: float = ALPHA, normalised: bool = True) -> Result:
    """Esteban-Ray polarisation of float64[n] in 0..1 over the fixed bins."""
    return _esteban_ray_of_counts(bin_frequencies(values), alpha, normalised)


def _esteban_ray_of_counts(counts: NDArray[np.int64], alpha: float = ALPHA, normalised: bool = True) -> Result:
    total = counts.sum()
    return _polarised(counts / total, DISTANCES, alpha, normalised) if total else null(NOBODY)


def _polarised(pi: NDArray[np.float64], distances: NDArray[np.float64], alpha: float, normalised: bool) -> Result:
    total = float(pi ** (1.0 + alpha) @ distances @ pi)
    return defined(total * 2.0 ** (1.0 + alpha) if normalised else total)


def bimodality_coefficient(values: ArrayLike) -> Result:
    """BC = (g^2 + 1) / (k + 3 (n - 1)^2 / ((n - 2)(n - 3))), g sample skewness, k sample excess kurtosis.

    Both corrected for sample size; 5/9 is the value of a uniform distribution, more suggests two peaks
    (Pfister, Schwarz, Janczyk, Dale & Freeman 2013). Fewer than four people, or no variance: null.
    """
    return bimodality_coefficients(np.asarray(values, dtype=np.float64)[None, :])[0]


def bimodality_coefficients(values: NDArray[np.float64]) -> list[Result]:
    """The bimodality coefficient of each row of float64[V, n]."""
    x = np.ascontiguousarray(values)
    n = x.shape[1]
    if n < 4:
        return [null("fewer than four people")] * len(x)
    deviation = x - x.mean(axis=1)[:, None]
    square = deviation * deviation
    moments = zip(
        x.max(axis=1).tolist(),
        x.min(axis=1).tolist(),
        square.mean(axis=1).tolist(),
        (square * deviation).mean(axis=1).tolist(),
        (square * square).mean(axis=1).tolist(),
        strict=True,
    )
    found = []
    for most, least, m2, m3, m4 in moments:
        if m2 == 0.0 or most == least:
            found.append(null("everybody is the same"))
            continue
        skewness = m3 / m2**1.5 * math.sqrt(n * (n - 1.0)) / (n - 2.0)
        excess = m4 / m2**2 - 3.0
        kurtosis = (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * excess + 6.0)
        found.append(defined((skewness**2 + 1.0) / (kurtosis + 3.0 * (n - 1.0) ** 2 / ((n - 2.0) * (n - 3.0)))))
    return found


def _bins(view: View) -> list[NDArray[np.int64]]:
    """How many people are in each bin, for each dimension."""
    dimensions = view.values.shape[1]
    bins = np.floor(view.values * (BINS - 1) + 0.5).astype(np.int64) + BINS * np.arange(dimensions)
    return list(np.bincount(bins.ravel(), minlength=BINS * dimensions).reshape(dimensions, BINS))


def _polarisation(view: View) -> Result:
    return mean_of(_esteban_ray_of_counts(counts) for counts in view.once("bins", lambda: _bins(view)))


def _bimodality(view: View) -> Result:
    return mean_of(bimodality_coefficients(view.values.T)) if view.people else null(NOBODY)


def _ordinal_agreements(view: View) -> list[Result]:
    """A of each dimension, worked out once for the measures that rest on it."""
    bins = view.once("bins", lambda: _bins(view))
    return view.once("ordinal_agreements", lambda: [van_der_eijk_agreement(counts) for counts in bins])


def _ordinal_agreement(view: View) -> Result:
    return mean_of(_ordinal_agreements(view)) if view.people else null(NOBODY)


def _ordinal_polarisation(view: View) -> Result:
    if view.people == 0:
        return null(NOBODY)
    return mean_of(one if one.value is None else defined((1.0 - one.value) / 2.0) for one in _ordinal_agreements(view))


MEASURES: Final = (
    Measure(
        "polarisation",
        "polarisation",
        "polarisation of values (Esteban-Ray; two equal opposite camps give 1)",
        "polarisatie van waarden (Esteban-Ray; twee even grote tegenpolen geven 1)",
        "ratio",
        0.0,
        1.0,
        "mean over dimensions of 2^2.3 sum_ij pi_i^2.3 pi_j |x_i - x_j|, bins at 0, .1, ..., 1 (alpha 1.3)",
        NOBODY,
        ("Esteban & Ray (1994), Econometrica 62(4)",),
        compute=_polarisation,
    ),
    Measure(
        "bimodality",
        "polarisation",
        "two peaks in values (bimodality coefficient; above 5/9 suggests two)",
        "twee pieken in waarden (bimodaliteitscoefficient; boven 5/9 wijst op twee)",
        "ratio",
        0.0,
        np.inf,
        "mean over dimensions of (g^2 + 1) / (k + 3 (n - 1)^2 / ((n - 2)(n - 3)))",
        "fewer than four people are present, or everybody is the same",
        ("Pfister, Schwarz, Janczyk, Dale & Freeman (2013), Frontiers in Psychology 4:700",),
        compute=_bimodality,
    ),
    Measure(
        "ordinal_agreement",
        "polarisation",
        "agreement over all people (van der Eijk's A: 1 one answer, 0 even, -1 two opposite ends)",
        "overeenstemming over alle mensen (Van der Eijk: 1 eensgezind, 0 gelijkmatig, -1 twee uitersten)",
        "ratio",
        -1.0,
        1.0,
        "mean over dimensions of A of the counts in the fixed bins",
        NOBODY,
        ("van der Eijk (2001), Quality & Quantity 35(3)",),
        compute=_ordinal_agreement,
    ),
    Measure(
        "ordinal_polarisation",
        "polarisation",
        "polarisation over all people ((1 - A) / 2)",
        "polarisatie over alle mensen ((1 - A) / 2)",
        "share",
        0.0,
        1.0,
        "mean over dimensions of (1 - A) / 2, A van der Eijk's agreement",
        NOBODY,
        ("van der Eijk (2001), Quality & Quantity 35(3)", "Ruedin, agrmt (R package)"),
        compute=_ordinal_polarisation,
    ),
)
