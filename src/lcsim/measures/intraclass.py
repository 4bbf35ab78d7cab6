"""Shared by group or personal? ICC(1) and ICC(2) of values, by team and by organisation.

Estimators are named, because they differ when groups differ in size. ``icc1`` and ``icc2`` are the
one-way ANOVA estimators with the mean group size (Bliese 2000; as R's ``multilevel``); ``icc1_reml`` is the
variance ratio of a random-intercept model fitted by REML (as ``multilevel::mult.icc`` through ``nlme``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.measures.measure import NOBODY, Measure, Result, defined, null
from lcsim.measures.view import View

SOURCES: Final = (
    "Bliese (2000), in Klein & Kozlowski (eds), Multilevel theory, research, and methods in organizations",
    "Shrout & Fleiss (1979), Psychological Bulletin 86(2)",
)


class OneWay(NamedTuple):
    """Mean squares of a one-way analysis of variance."""

    groups: int
    people: int
    between: float  # MSB
    within: float  # MSW


def one_way(values: ArrayLike, groups: ArrayLike) -> OneWay | None:
    """Analyse `values` float64[n] (NaN = missing) by `groups` labels [n].

    ``None`` when there are fewer than two groups, or no group with more than one person.
    """
    return _analysed(*_complete(values, groups))


def _analysed(x: NDArray[np.float64], index: NDArray[np.intp], sizes: NDArray[np.intp]) -> OneWay | None:
    """The same of people in groups 0..k-1, none of them empty."""
    k, n = sizes.size, x.size
    if k < 2 or n <= k:
        return None
    means = np.bincount(index, x, k) / sizes
    rounding = n * (n * np.finfo(np.float64).eps * float(np.abs(x).max())) ** 2  # what means of equal numbers leave
    between = float(np.sum(sizes * (means - x.mean()) ** 2))
    within = float(np.sum((x - means[index]) ** 2))
    return OneWay(
        k, n, between / (k - 1) if between > rounding else 0.0, within / (n - k) if within > rounding else 0.0
    )


def _complete(values: ArrayLike, groups: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.intp], NDArray[np.intp]]:
    x = np.asarray(values, dtype=np.float64)
    keep = ~np.isnan(x)
    _, index, sizes = np.unique(np.asarray(groups)[keep], return_inverse=True, return_counts=True)
    return x[keep], index, sizes


def _undefined(table: OneWay | None) -> str:
    if table is None:
        return "it takes two groups, one of them with two people"
    if table.between == 0.0 and table.within == 0.0:
        return "everybody is the same: no variance between groups nor within them"
    return ""


def icc1(values: ArrayLike, groups: ArrayLike) -> Result:
    """ICC(1) = (MSB - MSW) / (MSB + (g - 1) MSW), g the mean group size; negative stays negative."""
    return _icc1(one_way(values, groups))


def _icc1(table: OneWay | None) -> Result:
    reason = _undefined(table)
    if table is None or reason:
        return null(reason)
    size = table.people / table.groups
    return defined((table.between - table.within) / (table.between + (size - 1.0) * table.within))


def icc2(values: ArrayLike, groups: ArrayLike) -> Result:
    """ICC(2) = (MSB - MSW) / MSB: reliability of group means; negative stays negative."""
    return _icc2(one_way(values, groups))


def _icc2(table: OneWay | None) -> Result:
    reason = _undefined(table)
    if table is None or reason:
        return null(reason)
    if table.between == 0.0:
        return null("all groups have the same mean: ICC(2) divides by the variance between them")
    return defined((table.between - table.within) / table.between)


def icc1_reml(values: ArrayLike, groups: ArrayLike) -> Result:
    """ICC(1) = tau^2 / (tau^2 + sigma^2) of x_ij = mu + b_j + e_ij, by restricted maximum likelihood.

    The likelihood is profiled over lambda = tau^2 / sigma^2 >= 0: with w_j = n_j / (1 + n_j lambda),
    sigma^2 = (SSW + sum_j w_j (mean_j - mu)^2) / (n - 1), and minus twice its logarithm is
    (n - 1) ln sigma^2 + sum_j ln(1 + n_j lambda) + ln sum_j w_j.
    """
    from scipy.optimize import minimize_scalar

    table = one_way(values, groups)
    reason = _undefined(table)
    if table is None or reason:
        return null(reason)
    if table.within == 0.0:
        return defined(1.0)
    x, index, sizes = _complete(values, groups)
    means = np.bincount(index, x, sizes.size) / sizes
    within = table.within * (table.people - table.groups)

    def deviance(share: float) -> float:
        ratio = share / (1.0 - share)
        weights = sizes / (1.0 + sizes * ratio)
        centre = np.sum(weights * means) / np.sum(weights)
        variance = (within + np.sum(weights * (means - centre) ** 2)) / (table.people - 1)
        logs = np.log(1.0 + sizes * ratio).sum() + np.log(weights.sum())
        return float((table.people - 1) * np.log(variance) + logs)

    best = minimize_scalar(deviance, bounds=(0.0, 1.0 - 1e-9), method="bounded", options={"xatol": 1e-10})
    share = float(best.x)
    return defined(0.0 if deviance(0.0) <= deviance(share) else share)


def icc2_of(first: float, group_size: float) -> float:
    """ICC(2) from ICC(1) by Spearman-Brown: g r / (1 + (g - 1) r), g the mean group size."""
    return group_size * first / (1.0 + (group_size - 1.0) * first)


def _headline(view: View, estimator: Callable[[OneWay | None], Result], by: str) -> Result:
    """An estimate of the headline value by the groups ``"team"`` or ``"organisation"``."""
    if view.people == 0:
        return null(NOBODY)
    return estimator(view.once(f"one_way_{by}", lambda: _by(view, getattr(view, by))))


def _by(view: View, groups: NDArray[np.integer[Any]]) -> OneWay | None:
    sizes = np.bincount(groups)
    filled = sizes > 0
    index = groups.astype(np.intp) if filled.all() else (np.cumsum(filled) - 1)[groups]
    return _analysed(np.ascontiguousarray(view.values[:, 0]), index, sizes[filled])


def _measure(name: str, wording: str, dutch: str, definition: str, **other: Any) -> Measure:
    undefined = "it takes two groups, one of them with two people, and some variance"
    return Measure(name, "intraclass", wording, dutch, "share", -np.inf, 1.0, definition, undefined, SOURCES, **other)


MEASURES: Final = (
    _measure(
        "icc1",
        "how much of the differences in the headline value lies between teams (ICC(1))",
        "welk deel van de verschillen in de hoofdwaarde tussen teams ligt (ICC(1))",
        "(MSB - MSW) / (MSB + (g - 1) MSW) of the headline dimension by team; ANOVA, mean group size g",
        weekly=True,
    ),
    _measure(
        "icc2",
        "how reliably team means of the headline value differ (ICC(2))",
        "hoe betrouwbaar teamgemiddelden van de hoofdwaarde verschillen (ICC(2))",
        "(MSB - MSW) / MSB of the headline dimension by team; ANOVA",
        compute=lambda view: _headline(view, _icc2, "team"),
    ),
    _measure(
        "icc1_organisation",
        "how much of the differences in the headline value lies between organisations (ICC(1))",
        "welk deel van de verschillen in de hoofdwaarde tussen organisaties ligt (ICC(1))",
        "as icc1, by organisation",
        compute=lambda view: _headline(view, _icc1, "organisation"),
    ),
    _measure(
        "icc2_organisation",
        "how reliably organisation means of the headline value differ (ICC(2))",
        "hoe betrouwbaar organisatiegemiddelden van de hoofdwaarde verschillen (ICC(2))",
        "as icc2, by organisation",
        compute=lambda view: _headline(view, _icc2, "organisation"),
    ),
)
