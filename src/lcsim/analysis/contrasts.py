"""Arms of a sweep on the same luck: paired differences, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from lcsim.analysis.intervals import LEVEL
from lcsim.analysis.over_points import mean_of, point_means
from lcsim.analysis.power import Needed, needed_for_pairs
from lcsim.analysis.sample import Numbers
from lcsim.analysis.sweep_results import Sweep

MOST_PAIRS_OF: Final = 4
"""With more arms than this each is compared with the first only."""


@dataclass(frozen=True, eq=False)
class Contrast:
    """`arm` less `against` on the same luck: mean over points with a 95% interval that allows for all pairs compared.

    `verdict`: higher, lower, equivalent (within the smallest effect of interest), apart_unclear.
    `clear_higher` and `clear_lower` count points where the interval of that point alone excludes zero.
    """

    measure: str
    arm: str
    against: str
    mean: float
    low: float
    high: float
    verdict: str
    points: int
    clear_higher: int
    clear_lower: int
    needed: Needed | None


def contrasts_of(sweep: Sweep, measure: str, smallest: float | None) -> list[Contrast]:
    """Every pair of arms, or each arm against the first where there are many."""
    from scipy.stats import t

    arms = sweep.arms
    pairs = list(combinations(arms, 2)) if len(arms) <= MOST_PAIRS_OF else [(arms[0], arm) for arm in arms[1:]]
    found = []
    for against, arm in pairs:
        runs = sweep.values[arm, measure] - sweep.values[against, measure]
        if not np.isfinite(runs).any():
            continue
        mean, low, high = mean_of(sweep, runs, 1.0 - (1.0 - LEVEL) / len(pairs))  # Bonferroni
        n = np.isfinite(runs).sum(axis=1)
        kept = n >= 3
        point = point_means(runs)[kept]
        error = np.sqrt(np.nanvar(runs[kept], axis=1, ddof=1) / n[kept]) if kept.any() else np.zeros(0)
        half = t.ppf(0.5 + LEVEL / 2.0, np.maximum(n[kept] - 1, 1)) * error
        needed = None if smallest is None else needed_for_middle(runs, smallest)
        found.append(
            Contrast(
                measure, arm, against, mean, low, high, _verdict(low, high, smallest), int(kept.sum()),
                int((point - half > 0.0).sum()), int((point + half < 0.0).sum()), needed,
            )
        )  # fmt: skip
    return found


def _verdict(low: float, high: float, smallest: float | None) -> str:
    if smallest is not None and low > -smallest and high < smallest:
        return "equivalent"
    if low > 0.0:
        return "higher"
    return "lower" if high < 0.0 else "apart_unclear"


def needed_for_middle(pairs: Numbers, smallest: float) -> Needed | None:
    """For the row of `pairs` whose spread is in the middle of all rows.

    Rows of pairs that are all alike (what was varied between them changes nothing) say nothing of luck.
    """
    enough = pairs[np.isfinite(pairs).sum(axis=1) >= 3]
    spreads = np.nanstd(enough, axis=1, ddof=1)
    enough, spreads = enough[spreads > 0.0], spreads[spreads > 0.0]
    if not len(enough):
        return None
    return needed_for_pairs(enough[np.argsort(spreads, kind="stable")[len(spreads) // 2]], smallest)
