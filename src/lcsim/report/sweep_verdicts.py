"""What may be said of a factor: whether it can be told from none, and from its neighbours."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from lcsim.analysis.contrasts import Contrast
from lcsim.analysis.morris import Morris
from lcsim.analysis.regression import Regression
from lcsim.analysis.sobol import Sobol

HARDLY: Final = 0.05
"""A factor whose total index surely lies below this share hardly matters; our choice."""


def by_size(value: Sobol | Morris | Regression) -> list[int]:
    """Factors by the size of their effect, the largest first."""
    return [int(j) for j in np.argsort(-np.abs(np.nan_to_num(_main(value)[0])), kind="stable")]


def _main(value: Sobol | Morris | Regression) -> Any:
    """The estimates that order factors."""
    if isinstance(value, Sobol):
        return value.total
    return value.mu_star if isinstance(value, Morris) else value.coefficients


def _sizes(value: Sobol | Morris | Regression) -> tuple[Any, Any, Any]:
    """Size of the effect of each factor whatever its sign, with its interval."""
    size, low, high = (np.asarray(part) for part in _main(value))
    down = size < 0.0
    return np.abs(size), np.where(down, -high, low), np.where(down, -low, high)


def clear_of(value: Sobol | Morris | Regression) -> list[int]:
    """Factors that can be told from none, the largest first."""
    _, low, high = _sizes(value)
    if isinstance(value, Morris):
        clear = value.heard
    else:
        clear = (low > 0.0) & ((high >= HARDLY) if isinstance(value, Sobol) else True)
    return [j for j in by_size(value) if clear[j]]


def unordered(value: Sobol | Morris | Regression) -> list[list[int]]:
    """Largest groups of factors that matter in which all intervals of size overlap, two by two."""
    _, low, high = _sizes(value)
    sure = clear_of(value)
    around = [[j for j in sure if low[j] <= low[i] <= high[j]] for i in sure]  # all that hold the lower end of i
    return [
        group
        for at, group in enumerate(around)
        if len(group) > 1
        and not any(set(group) < set(other) or (group == other and n < at) for n, other in enumerate(around))
    ]


def sobol_verdict(first: list[float], total: list[float]) -> str:
    """The key of what is said of a factor with first-order and total index as value, low, high."""
    if not np.isfinite(total[0]):
        return "no_finding"
    if total[2] < HARDLY:
        return "hardly"
    if not total[1] > 0.0:
        return "not_sure"
    return "with_others" if total[1] > first[2] else "matters"


def line_verdict(value: Regression, j: int, low: float, high: float) -> str:
    """The key of what is said of factor `j` with its coefficient from `low` to `high`."""
    if not np.isfinite(value.coefficients.value[j]):
        return "no_finding"
    if not value.heard:
        return "not_sure"
    if not value.trusted:
        return "no_finding"
    if not (low > 0.0 or high < 0.0):
        return "not_sure"
    if not value.signed[j]:
        return "differs"
    return "raises" if low > 0.0 else "lowers"


def more_than_luck(contrast: Contrast) -> bool:
    """Whether both signs are found at more points than luck alone marks (2.5% of them each way)."""
    return min(contrast.clear_higher, contrast.clear_lower) > max(1.0, 2.0 * 0.025 * contrast.points)
