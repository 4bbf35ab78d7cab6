"""Agreement in ordered answers, from the number of answers in each category.

Definitions as in the R package ``agrmt`` (Ruedin), whose printed values the tests use.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from lcsim.measures.measure import Result, defined, null

NO_ANSWERS = "there are no answers"


def van_der_eijk_agreement(frequencies: ArrayLike) -> Result:
    """A in -1..1 of counts [K], K at least 3 (van der Eijk 2001).

    The counts are peeled into layers, each a pattern of empty and filled categories of one height; a
    layer has A = U (1 - (S - 1) / (K - 1)), S its filled categories, and layers are weighted by their
    share. U = ((K - 2) TU - (K - 1) TDU) / ((K - 2)(TU + TDU)), with TU the triples of categories read 110
    or 011 and TDU those read 101.
    """
    counts = np.asarray(frequencies, dtype=np.float64)
    if counts.size < 3:
        return null("it takes three categories")
    total = float(counts.sum())
    if total == 0.0:
        return null(NO_ANSWERS)
    agreement = 0.0
    below = 0.0
    filled = (1 << counts.size) - 1  # bits of the categories that reach above `below`
    for count, category in sorted(zip(counts.tolist(), range(counts.size), strict=True)):
        if count > below:
            agreement += (count - below) * filled.bit_count() / total * _agreement_of_pattern(filled, counts.size)
            below = count
        filled &= ~(1 << category)
    return defined(agreement)


@lru_cache(maxsize=4096)
def _agreement_of_pattern(bits: int, k: int) -> float:
    """A of a layer in which those of `k` categories are filled whose bits are set."""
    pattern = [bits >> category & 1 for category in range(k)]
    filled = sum(pattern)
    if filled == 1:
        return 1.0
    unimodal = 0
    bimodal = 0
    for middle in range(1, k - 1):
        before = sum(pattern[:middle])
        after = sum(pattern[middle + 1 :])
        if pattern[middle]:
            unimodal += before * (k - 1 - middle - after) + (middle - before) * after
        else:
            bimodal += before * after
    if unimodal + bimodal == 0:  # every category is filled
        return 0.0
    shape = ((k - 2) * unimodal - (k - 1) * bimodal) / ((k - 2) * (unimodal + bimodal))
    return shape * (1.0 - (filled - 1) / (k - 1))


def polarization(frequencies: ArrayLike) -> Result:
    """(1 - A) / 2 in 0..1, A van der Eijk's agreement (``agrmt::polarization``)."""
    agreement = van_der_eijk_agreement(frequencies)
    return agreement if agreement.value is None else defined((1.0 - agreement.value) / 2.0)


def consensus(frequencies: ArrayLike) -> Result:
    """1 + sum_i p_i log2(1 - |i - mean| / (K - 1)), in 0..1 (Tastle & Wierman 2007)."""
    counts = np.asarray(frequencies, dtype=np.float64)
    if counts.size < 2:
        return null("it takes two categories")
    if counts.sum() == 0.0:
        return null(NO_ANSWERS)
    p = counts / counts.sum()
    places = np.arange(counts.size)
    distance = np.abs(places - p @ places) / (counts.size - 1)
    filled = p > 0.0
    return defined(1.0 + float(np.sum(p[filled] * np.log2(1.0 - distance[filled]))))


def leik_dispersion(frequencies: ArrayLike) -> Result:
    """D = 2 sum_i d_i / (K - 1), d_i = F_i up to .5, else 1 - F_i, F cumulative shares (Leik 1966)."""
    counts = np.asarray(frequencies, dtype=np.float64)
    if counts.size < 2:
        return null("it takes two categories")
    if counts.sum() == 0.0:
        return null(NO_ANSWERS)
    cumulative = np.cumsum(counts / counts.sum())
    return defined(2.0 * float(np.minimum(cumulative, 1.0 - cumulative).sum()) / (counts.size - 1))
