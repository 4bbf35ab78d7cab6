"""Whether the sign of an effect depends on what is not known: on which parameters of the plausible sets.

Two ways to hear it above luck. A parameter: the means of sets follow it (Spearman's rank correlation), and in the third of
the sets with its lowest values the effect has one sign, in the third with its highest the other, each by itself (t test).
All together: sets differ by more than the luck within them (F test of ranks, Conover & Iman 1981, over sets that have two
pairs or more), and by so much that at least a tenth of plausible sets have the other sign than the mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.paired import FEWEST, holm, set_means, tail
from lcsim.analysis.sample import Numbers

ALPHA: Final = 0.05
FEWEST_SETS: Final = 12
"""Below this thirds are too small to speak of."""
OTHER_SIGN: Final = 0.10
"""Share of plausible sets with the other sign from which an effect depends on assumptions; our choice."""
REACH: Final = 1.645
"""Standard deviations within which 90% of sets lie."""


@dataclass(frozen=True)
class Follows:
    """An effect that follows a parameter.

    Attributes
    ----------
    rank_correlation, p
        Of the means of sets with the parameter; p after Holm over all parameters, arms and measures.
    low_end, high_end
        The largest of the lowest third of its values, the smallest of the highest third.
    at_low, at_high
        Mean effect in the sets of the lowest and of the highest third.
    splits
        Whether these have opposite signs, each heard above luck.
    """

    path: str
    rank_correlation: float
    p: float
    low_end: float
    high_end: float
    at_low: float
    at_high: float
    splits: bool


@dataclass(frozen=True)
class Dependence:
    """How an effect depends on the parameter sets.

    Attributes
    ----------
    judged
        Whether there are sets enough to judge it.
    spread
        Standard deviation of the effect between sets, luck taken off; NaN where no set has two pairs.
    p_spread
        That sets do not differ, after Holm over arms and measures.
    other_sign
        Share of plausible sets, if they are spread normally, in which the effect has the other sign than the mean.
    follows
        Parameters that it follows, the strongest first.
    """

    judged: bool = False
    spread: float = float("nan")
    p_spread: float = float("nan")
    other_sign: float = float("nan")
    follows: tuple[Follows, ...] = ()

    def depends(self, mean: float, smallest: float | None) -> bool:
        """Whether the sign of the effect depends on the set, where it counts."""
        least = smallest or 0.0
        if any(one.splits and max(abs(one.at_low), abs(one.at_high)) >= least for one in self.follows):
            return True
        return self.p_spread <= ALPHA and self.other_sign >= OTHER_SIGN and abs(mean) + REACH * self.spread >= least

    @property
    def on(self) -> tuple[str, ...]:
        """Parameters that split its sign; where none does, those that it follows."""
        return tuple(one.path for one in self.follows if one.splits) or tuple(one.path for one in self.follows)


Key = tuple[str, str]
"""Arm and measure."""


def dependences(
    differences: Mapping[Key, Numbers], sets: NDArray[np.int64], paths: Sequence[str], values: Numbers
) -> dict[Key, Dependence]:
    """Judge every effect; `values` float64[sets, paths], `differences` float64[pairs] each, NaN out."""
    raw = {key: _between(d, sets) for key, d in differences.items()}
    p_spread = dict(zip(raw, holm([found[1] for found in raw.values()]), strict=True))
    correlations = {
        (key, j): found for key, d in differences.items() for j, found in enumerate(_correlations(d, sets, values))
    }
    adjusted = dict(zip(correlations, holm([found[1] for found in correlations.values()]), strict=True))
    result: dict[Key, Dependence] = {}
    for key, d in differences.items():
        names, means = set_means(d, sets)
        mine = [(j, correlations[key, j][0], adjusted[key, j]) for j in range(len(paths)) if adjusted[key, j] <= ALPHA]
        ends = [_ends(means, values[names, j], rank) for j, rank, _ in mine]
        told = holm([end[-1] for end in ends])
        follows = [
            Follows(paths[j], rank, float(p), *end[:4], bool(split <= ALPHA))
            for (j, rank, p), end, split in zip(mine, ends, told, strict=True)
        ]
        spread = raw[key][0]
        mean = float(means.mean()) if means.size else float("nan")
        result[key] = Dependence(
            names.size >= FEWEST_SETS,
            spread,
            float(p_spread[key]),
            _other_sign(mean, spread),
            tuple(sorted(follows, key=lambda one: -abs(one.rank_correlation))),
        )
    return result


def _between(differences: Numbers, sets: NDArray[np.int64]) -> tuple[float, float]:
    """Standard deviation between sets with luck taken off, and p that they do not differ (F of ranks)."""
    from scipy.special import fdtrc
    from scipy.stats import rankdata

    there = np.isfinite(differences)
    d, which = differences[there], sets[there]
    names, group, count = np.unique(which, return_inverse=True, return_counts=True)
    more = count[group] > 1
    d, group = d[more], np.unique(group[more], return_inverse=True)[1]
    if names.size < FEWEST_SETS or not d.size or group.max() + 1 < FEWEST:
        return float("nan"), float("nan")
    if np.ptp(d) == 0.0:
        return 0.0, 1.0

    def squares(values: Numbers) -> tuple[float, float, int, int]:
        number = np.bincount(group)
        means = np.bincount(group, values) / number
        between, within = number.size - 1, values.size - number.size
        above = float((number * (means - values.mean()) ** 2).sum()) / between
        return above, float(((values - means[group]) ** 2).sum()) / within, between, within

    above, below, between, within = squares(d)
    number = np.bincount(group)
    usual = (d.size - float((number**2).sum()) / d.size) / between
    variance = max(0.0, (above - below) / usual)
    ranked_above, ranked_below, between, within = squares(np.asarray(rankdata(d), np.float64))
    p = 0.0 if ranked_below == 0.0 else float(fdtrc(between, within, ranked_above / ranked_below))
    return float(np.sqrt(variance)), p


def _correlations(differences: Numbers, sets: NDArray[np.int64], values: Numbers) -> list[tuple[float, float]]:
    """Spearman's rank correlation of means of sets with each parameter, and its p (t); NaN where one is constant."""
    from scipy.stats import rankdata

    names, means = set_means(differences, sets)
    none = (float("nan"), float("nan"))
    if names.size < FEWEST_SETS or np.ptp(means) == 0.0:
        return [none] * values.shape[1]
    first = rankdata(means) - (names.size + 1) / 2.0
    others = rankdata(values[names], axis=0) - (names.size + 1) / 2.0
    lengths = np.sqrt((first**2).sum() * (others**2).sum(axis=0))
    freedom = names.size - 2
    found = []
    for above, below in zip(first @ others, lengths, strict=True):
        rank = float(above / below) if below > 0.0 else float("nan")
        left = float(np.sqrt(max(0.0, 1.0 - rank**2) / freedom))
        found.append((rank, 2.0 * tail(abs(rank), left, freedom)) if below > 0.0 else none)
    return found


def _ends(means: Numbers, column: Numbers, rank: float) -> tuple[float, float, float, float, float]:
    """Ends of the lowest and of the highest third, mean effects there, and p that these do not split the sign."""
    low_end, high_end = np.quantile(column, (1.0 / 3.0, 2.0 / 3.0), method="inverted_cdf")
    low, high = means[column <= low_end], means[column >= high_end]
    sign = 1.0 if rank > 0.0 else -1.0
    p = max(_above(sign * high), _above(-sign * low))
    return float(low_end), float(high_end), float(low.mean()), float(high.mean()), p


def _above(values: Numbers) -> float:
    """One-sided p that the mean of `values` is not above 0."""
    if values.size < FEWEST:
        return 1.0
    return tail(float(values.mean()), float(values.std(ddof=1) / np.sqrt(values.size)), values.size - 1)


def _other_sign(mean: float, spread: float) -> float:
    from scipy.special import ndtr

    if not np.isfinite(spread) or not np.isfinite(mean):
        return float("nan")
    return float(ndtr(-abs(mean) / spread)) if spread > 0.0 else 0.0
