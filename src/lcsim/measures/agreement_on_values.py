"""Agreement on values: how close the members of a group are, beside what chance answers would give.

r_wg = 1 - s^2 / sigma^2 (James, Demaree & Wolf 1984), s^2 the sample variance (n - 1) within the group and
sigma^2 the variance of a null distribution of answers. A negative r_wg is set to 0 *and counted*; fewer
than two members give null. r*_wg (Lindell, Brandt & Whitney 1999) is the same without the cut at 0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.measures.measure import Measure, Result, defined, null
from lcsim.measures.view import View

UNIFORM_VARIANCE: Final = 1.0 / 12.0
"""Null variance of answers spread evenly over 0..1."""

SLIGHTLY_SKEWED_VARIANCE: Final = 1.34 / 25.0 + 1.0 / 300.0
"""Null variance on 0..1 when answers lean slightly to the favourable side.

The five-point null with probabilities .05, .15, .20, .35, .25 has variance 1.34 (LeBreton & Senter 2008,
table of null variances, A = 5). On 0..1 each fifth gets that probability, spread evenly within the fifth:
1.34/25 between the fifths and (1/5)^2/12 within them. Even fifths give 2/25 + 1/300 = 1/12.
"""

TOO_FEW: Final = "fewer than two people in the group"
SOURCES: Final = (
    "James, Demaree & Wolf (1984), Journal of Applied Psychology 69(1)",
    "LeBreton & Senter (2008), Organizational Research Methods 11(4)",
)
LINDELL: Final = ("Lindell, Brandt & Whitney (1999), Applied Psychological Measurement 23(2)",)


class GroupAgreement(NamedTuple):
    """r_wg of every group, and what was done to it."""

    values: NDArray[np.float64]  # [groups] in the order of sorted group labels; NaN where undefined
    negative: int  # groups whose variance exceeded the null: set to 0
    undefined: int  # groups with fewer than two answers


def discrete_uniform_variance(points: int) -> float:
    """Variance of even answers on a scale of A points 1..A: (A^2 - 1) / 12."""
    return (points * points - 1) / 12.0


def standard_deviation(values: ArrayLike) -> Result:
    """Sample standard deviation (n - 1) of float64[n]."""
    x = np.asarray(values, dtype=np.float64)
    return null(TOO_FEW) if x.size < 2 else defined(np.std(x, ddof=1))


def r_star_wg(values: ArrayLike, null_variance: float = UNIFORM_VARIANCE) -> Result:
    """r*_wg = 1 - s^2 / sigma^2, negative values kept (Lindell, Brandt & Whitney 1999)."""
    x = np.asarray(values, dtype=np.float64)
    return null(TOO_FEW) if x.size < 2 else defined(1.0 - np.var(x, ddof=1) / null_variance)


def r_wg(values: ArrayLike, null_variance: float = UNIFORM_VARIANCE) -> Result:
    """r_wg = max(0, 1 - s^2 / sigma^2) of float64[n] (James, Demaree & Wolf 1984)."""
    star = r_star_wg(values, null_variance)
    return star if star.value is None else defined(max(0.0, star.value))


def r_wg_by_group(values: ArrayLike, groups: ArrayLike, null_variance: float = UNIFORM_VARIANCE) -> GroupAgreement:
    """r_wg of each group: `values` float64[n] with NaN for a missing answer, `groups` labels [n]."""
    x = np.asarray(values, dtype=np.float64)
    labels = np.asarray(groups)
    found = []
    negative = 0
    undefined = 0
    for label in np.unique(labels):
        answers = x[labels == label]
        star = r_star_wg(answers[~np.isnan(answers)], null_variance).value
        if star is None:
            undefined += 1
            found.append(np.nan)
        else:
            negative += star < 0.0
            found.append(max(0.0, star))
    return GroupAgreement(np.array(found), negative, undefined)


def _mean_item_variance(ratings: ArrayLike) -> tuple[float | None, int]:
    x = np.asarray(ratings, dtype=np.float64)
    complete = x[~np.isnan(x).any(axis=1)]
    if complete.shape[0] < 2:
        return None, x.shape[1]
    return float(np.mean(np.var(complete, axis=0, ddof=1))), x.shape[1]


def r_wg_j(ratings: ArrayLike, null_variance: float = UNIFORM_VARIANCE) -> Result:
    """r_wg(j) = J (1 - v) / (J (1 - v) + v), v = min(1, mean item variance / sigma^2), of float64[n, J].

    James, Demaree & Wolf (1984). Rows with a missing item are left out, as in R's ``multilevel``.
    """
    variance, items = _mean_item_variance(ratings)
    if variance is None:
        return null(TOO_FEW)
    ratio = min(1.0, variance / null_variance)
    return defined(items * (1.0 - ratio) / (items * (1.0 - ratio) + ratio))


def r_star_wg_j(ratings: ArrayLike, null_variance: float = UNIFORM_VARIANCE) -> Result:
    """r*_wg(j) = 1 - mean item variance / sigma^2, negative values kept (Lindell et al. 1999)."""
    variance, _ = _mean_item_variance(ratings)
    return null(TOO_FEW) if variance is None else defined(1.0 - variance / null_variance)


def _over_teams(view: View, of_variances: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> Result:
    """Mean over teams of two or more, weighted by size, of float64[teams] made from float64[teams, V]."""
    sizes, variances = view.once("teams_of_several", lambda: _of_several(view))
    if not sizes.size:
        return null(f"{TOO_FEW}, in every team")
    return defined((of_variances(variances) * sizes).sum() / sizes.sum())


def _of_several(view: View) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sizes float64[teams] and variances float64[teams, V] of the teams of two or more."""
    several = view.sizes > 1
    return view.sizes[several].astype(np.float64), view.variances[several]


def _skewed(variances: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.maximum(0.0, 1.0 - variances / SLIGHTLY_SKEWED_VARIANCE).mean(axis=1)
    return found


def _uncut(variances: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = (1.0 - variances / UNIFORM_VARIANCE).mean(axis=1)
    return found


def _joint(variances: NDArray[np.float64]) -> NDArray[np.float64]:
    items = variances.shape[1]
    ratio = np.minimum(1.0, variances.mean(axis=1) / UNIFORM_VARIANCE)
    found: NDArray[np.float64] = items * (1.0 - ratio) / (items * (1.0 - ratio) + ratio)
    return found


def _negative(view: View) -> Result:
    _, variances = view.once("teams_of_several", lambda: _of_several(view))
    if not len(variances):
        return null(f"{TOO_FEW}, in every team")
    return defined(int(np.count_nonzero(variances > UNIFORM_VARIANCE)))


def _measure(name: str, wording: str, dutch: str, definition: str, **other: Any) -> Measure:
    facts: dict[str, Any] = {
        "unit": "share",
        "low": 0.0,
        "high": 1.0,
        "sources": SOURCES,
        "undefined": f"{TOO_FEW}, in every team",
    }
    facts.update(other)
    return Measure(name, "agreement_on_values", wording, dutch, definition=definition, **facts)


MEASURES: Final = (
    _measure(
        "agreement",
        "agreement on values within a team (r_wg)",
        "overeenstemming over waarden binnen een team (r_wg)",
        "mean over teams, weighted by size, of the mean over value dimensions of max(0, 1 - s^2 / (1/12))",
        weekly=True,
    ),
    _measure(
        "spread",
        "spread of values between people (standard deviation)",
        "spreiding van waarden tussen mensen (standaardafwijking)",
        "mean over value dimensions of the sample standard deviation over all people present",
        high=np.inf,
        sources=(),
        undefined="fewer than two people are present",
        weekly=True,
    ),
    _measure(
        "agreement_skewed_null",
        "agreement within a team, measured against slightly favourable chance answers",
        "overeenstemming binnen een team, afgezet tegen licht gunstige toevalsantwoorden",
        "as agreement, with null variance 1.34/25 + 1/300 (slight skew) in place of 1/12",
        compute=lambda view: _over_teams(view, _skewed),
    ),
    _measure(
        "agreement_negative",
        "how often a team was more divided than chance answers (set to 0 in agreement)",
        "hoe vaak een team meer verdeeld was dan toevalsantwoorden (op 0 gezet in agreement)",
        "number of pairs of team and dimension with s^2 > 1/12",
        unit="count",
        high=np.inf,
        compute=_negative,
    ),
    _measure(
        "agreement_uncut",
        "agreement within a team, negative values kept (r*_wg)",
        "overeenstemming binnen een team, negatieve waarden behouden (r*_wg)",
        "mean over teams, weighted by size, and dimensions of 1 - s^2 / (1/12)",
        low=-np.inf,
        sources=LINDELL,
        compute=lambda view: _over_teams(view, _uncut),
    ),
    _measure(
        "agreement_joint",
        "agreement within a team on all values together (r_wg(j))",
        "overeenstemming binnen een team over alle waarden samen (r_wg(j))",
        "mean over teams, weighted by size, of r_wg(j), value dimensions as items, null variance 1/12",
        compute=lambda view: _over_teams(view, _joint),
    ),
)
