"""How many replicates are enough: until the coefficient of variation settles, and to see the smallest effect that counts.

Lee et al. (2015, JASSS 18(4) 4), after Lorscheid, Heine & Meyer (2012, Computational and Mathematical Organization
Theory 18, 22-62): the number of runs from which the coefficient of variation stays within epsilon of all later ones.
One order of runs may settle by luck, so the number is also worked out over many orders of the same runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.notes import Note
from lcsim.analysis.sample import Numbers

EPSILON: Final = 0.01
"""How near later coefficients must stay; our choice."""
ORDERS: Final = 200
SURE: Final = 0.95


@dataclass(frozen=True, eq=False)
class Settling:
    """Coefficient of variation of the first n runs, n from 2: in their order, and its 95% range over orders.

    `settled` is the number of runs in their own order, `safely` the one that suffices in 95% of the orders; None when
    there is none in the first half of the runs: near the end everything has settled, having nowhere to go.
    """

    runs: NDArray[np.int64]
    variation: Numbers
    low: Numbers
    high: Numbers
    epsilon: float
    settled: int | None
    safely: int | None
    notes: tuple[Note, ...] = ()


def settling(values: NDArray[np.float64], epsilon: float = EPSILON, seed: int = 1) -> Settling:
    """Follow the coefficient of variation of a measure over `values`, one a replicate; NaN is left out."""
    numbers = np.asarray(values, np.float64)
    numbers = numbers[np.isfinite(numbers)]
    n = numbers.size
    if n < 4:
        raise ValueError(f"it takes at least 4 runs to see anything settle, got {n}")
    rng = np.random.default_rng(seed)
    orders = np.array([numbers, *(rng.permutation(numbers) for _ in range(ORDERS))])
    counts = np.arange(2, n + 1)
    variation = _variation(orders)
    mean, error = numbers.mean(), numbers.std(ddof=1) / np.sqrt(n)
    notes = [Note("mean_near_zero")] if abs(mean) <= 2.0 * error else []
    with np.errstate(invalid="ignore"):
        later_high = np.maximum.accumulate(variation[:, ::-1], axis=1)[:, ::-1]
        later_low = np.minimum.accumulate(variation[:, ::-1], axis=1)[:, ::-1]
        # all later ones lie within epsilon of this one
        inside = (later_high - variation < epsilon) & (variation - later_low < epsilon)
    stays = np.where(inside.any(axis=1), inside.argmax(axis=1), len(counts) - 1) + 2
    settled = _in_time(int(stays[0]), n)
    safely = _in_time(int(np.quantile(stays[1:], SURE, method="higher")), n)
    if notes:
        settled = safely = None
    elif safely is None:
        notes.append(Note("not_settled", epsilon, float(n)))
    with np.errstate(invalid="ignore"):  # no number where a mean of the first n is zero
        low, high = np.quantile(variation[1:], ((1.0 - SURE) / 2.0, (1.0 + SURE) / 2.0), axis=0)
    return Settling(counts, variation[0], low, high, epsilon, settled, safely, tuple(notes))


def _in_time(count: int, runs: int) -> int | None:
    return count if count <= runs / 2 else None


def _variation(orders: Numbers) -> Numbers:
    """Standard deviation over size of the mean of the first n, n from 2; [orders, runs - 1]."""
    n = np.arange(1, orders.shape[1] + 1)
    centre = orders.mean(axis=1, keepdims=True)
    sums = np.cumsum(orders - centre, axis=1)
    squares = np.cumsum((orders - centre) ** 2, axis=1)
    deviation = np.sqrt(np.maximum(squares - sums**2 / n, 0.0)[:, 1:] / (n[1:] - 1))
    mean = np.abs(centre + sums / n)[:, 1:]
    return np.asarray(np.divide(deviation, mean, out=np.full_like(deviation, np.inf), where=mean > 0.0))
