"""Everything that `lcsim compare` tells, as numbers: effects of arms, who gains and loses, what can be ranked.

Agreement, level, space and quality are judged apart; there is no sum of them. Claims of one kind (a difference; no
difference that counts; who gains; which arm is above which) share a 5% chance of any false one (Holm 1979).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import numpy as np

from lcsim.analysis.assumptions import ALPHA, Dependence, dependences
from lcsim.analysis.comparison_results import Compared, Group
from lcsim.analysis.paired import Paired, holm, paired
from lcsim.analysis.sample import Numbers

SMALLEST: Final[Mapping[str, float]] = {"agreement": 0.02, "level": 0.02, "space": 0.25, "quality": 0.01}
"""Smallest effect of interest where none is given, in the unit of the measure; our choice (docs/how-to-compare.md)."""
BETTER: Final = "better"
WORSE: Final = "worse"
EQUIVALENT: Final = "equivalent"
DEPENDS: Final = "depends"
APART: Final = "cannot_be_told_apart"
VERDICTS: Final = (BETTER, WORSE, EQUIVALENT, DEPENDS, APART)


@dataclass(frozen=True)
class Effect:
    """What an arm does to a measure at the end, against the baseline on the same luck.

    Attributes
    ----------
    p_different, p_equivalent
        After Holm over all arms and measures.
    verdict
        One of `VERDICTS`; *better* is higher, *worse* is lower.
    at_least
        Whether the whole interval is beyond the smallest effect of interest.
    per_smallest
        (hours, low, high, euros, low, high): what an effect as large as the smallest of interest costs, from the
        interval; empty unless the arm is better and its costs are known.
    """

    arm: str
    measure: str
    found: Paired
    smallest: float | None
    p_different: float
    p_equivalent: float
    dependence: Dependence
    verdict: str
    per_smallest: tuple[float, ...] = ()

    @property
    def at_least(self) -> bool:
        """Whether the effect is surely as large as what counts."""
        least = self.smallest or 0.0
        return self.found.low >= least or self.found.high <= -least


@dataclass(frozen=True)
class Gain:
    """What an arm does to a measure in one group; `verdict` is any but that it depends."""

    arm: str
    measure: str
    group: Group
    found: Paired
    p: float
    verdict: str


@dataclass(frozen=True)
class Between:
    """`arm` less `other` on the same luck: better or worse (they can be ranked), equivalent, cannot be told apart."""

    measure: str
    arm: str
    other: str
    found: Paired
    p: float
    verdict: str


@dataclass(frozen=True)
class Cost:
    """What an arm costs over a run: means and ranges over runs, less what the baseline costs."""

    hours: float
    euros: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """All that was worked out.

    Attributes
    ----------
    effects
        By arm and measure.
    gains
        Of groups, where there is more than one organisation, team or role.
    between
        Arms against one another.
    costs
        By arm, where known.
    """

    compared: Compared
    smallest: Mapping[str, float]
    effects: Mapping[tuple[str, str], Effect]
    gains: tuple[Gain, ...] = ()
    between: tuple[Between, ...] = ()
    costs: Mapping[str, Cost] = field(default_factory=dict)

    def widest(self) -> tuple[str, str, float]:
        """Arm and measure with the widest interval in smallest effects of interest, and half of that width."""
        found = [
            (arm, measure, effect.found.half_width / self.smallest[measure])
            for (arm, measure), effect in self.effects.items()
            if measure in self.smallest and effect.found.known
        ]
        return max(found, key=lambda one: one[2], default=("", "", float("nan")))


def compare(compared: Compared, smallest: Mapping[str, float] | None = None) -> Comparison:
    """Work out everything.

    Parameters
    ----------
    smallest
        Smallest effect of interest by measure, instead of `SMALLEST`.
    """
    measures = compared.experiment.measures
    given = {**SMALLEST, **(smallest or {})}
    counts = {name: given[name] for name in measures if name in given}
    base, *arms = compared.arms
    cells = [(arm, measure) for arm in arms for measure in measures]
    differences = {(arm, m): compared.values[arm, m] - compared.values[base, m] for arm, m in cells}
    found = {
        key: paired(d, compared.sets, counts.get(key[1]), compared.values[base, key[1]])
        for key, d in differences.items()
    }
    different = holm([found[key].p_different for key in cells])
    equivalent = holm([found[key].p_equivalent for key in cells])
    varying = [j for j in range(compared.points.shape[1]) if np.ptp(compared.points[:, j]) > 0.0]
    dependence = dependences(
        differences,
        compared.sets,
        [compared.paths[j] for j in varying],
        compared.points[:, varying],
    )
    costs = _costs(compared)
    effects = {}
    for at, key in enumerate(cells):
        least = counts.get(key[1])
        verdict = _verdict(found[key], different[at], equivalent[at], dependence[key], least)
        each = _per_smallest(found[key], costs.get(key[0]), least) if verdict == BETTER else ()
        effects[key] = Effect(
            *key, found[key], least, float(different[at]), float(equivalent[at]), dependence[key], verdict, each
        )
    return Comparison(compared, counts, effects, _gains(compared, counts), _between(compared, counts), costs)


def _verdict(found: Paired, different: float, equivalent: float, dependence: Dependence, smallest: float | None) -> str:
    """In this order: the sign depends on the set; too small to count; a difference; not to be told."""
    if found.known and dependence.judged and dependence.depends(found.mean, smallest):
        return DEPENDS
    return _plain_verdict(found, different, equivalent)


def _plain_verdict(found: Paired, different: float, equivalent: float) -> str:
    """The same without the sets; p after Holm."""
    if not found.known:
        return APART
    if equivalent <= ALPHA:
        return EQUIVALENT
    if different <= ALPHA:
        return BETTER if found.mean > 0.0 else WORSE
    return APART


def _costs(compared: Compared) -> dict[str, Cost]:
    base, *arms = compared.arms
    found = {}
    for arm in arms if compared.costs else ():
        more = compared.costs[arm] - compared.costs[base]
        if np.isfinite(more).all(axis=1).any():
            found[arm] = Cost(*(float(value) for value in np.nanmean(more, axis=0)))
    return found


def _per_smallest(found: Paired, cost: Cost | None, smallest: float | None) -> tuple[float, ...]:
    """Cost of an effect as large as the smallest of interest, at the mean and at both ends of the interval."""
    if cost is None or smallest is None or not found.low > 0.0:
        return ()
    ends = (found.mean, found.high, found.low)
    return (*(cost.hours * smallest / end for end in ends), *(cost.euros * smallest / end for end in ends))


def _gains(compared: Compared, smallest: Mapping[str, float]) -> tuple[Gain, ...]:
    base = compared.arms[0]
    keys = [(arm, measure, group) for arm, measure, group in compared.groups if arm != base]
    found = []
    for arm, measure, group in keys:
        before: Numbers = compared.groups[base, measure, group]
        difference = compared.groups[arm, measure, group] - before
        found.append(paired(difference, compared.sets, smallest.get(measure), before))
    return tuple(
        Gain(*key, one, p, verdict) for key, one, (p, verdict) in zip(keys, found, _judged(found), strict=True)
    )


def _judged(found: Sequence[Paired]) -> list[tuple[float, str]]:
    """Of each of a family: p of a difference after Holm, and the verdict."""
    different = holm([one.p_different for one in found])
    equivalent = holm([one.p_equivalent for one in found])
    return [(float(p), _plain_verdict(one, p, same)) for one, p, same in zip(found, different, equivalent, strict=True)]


def _between(compared: Compared, smallest: Mapping[str, float]) -> tuple[Between, ...]:
    keys = [
        (measure, arm, other)
        for measure in compared.experiment.measures
        for other, arm in combinations(compared.arms[1:], 2)
    ]
    found = [
        paired(compared.values[arm, m] - compared.values[other, m], compared.sets, smallest.get(m))
        for m, arm, other in keys
    ]
    return tuple(
        Between(*key, one, p, verdict) for key, one, (p, verdict) in zip(keys, found, _judged(found), strict=True)
    )
