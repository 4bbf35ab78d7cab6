"""A pattern of the field: arms on common luck, what is looked at, and conditions with thresholds set beforehand.

In one parameter set a condition is met when its estimate lies beyond the threshold or, where it is judged by its
interval, when the one-sided 95% bound does (jackknife over seeds, Student's t). A pattern holds in a set when all its
conditions are met there; it holds when it does so in 80% of the plausible sets or more, and when the 95% interval of
each condition over sets (Student's t) lies beyond its threshold too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim import interventions
from lcsim.docking.runs import Look, Numbers
from lcsim.docking.verdict import Target, Verdict
from lcsim.scenario import scenario_files

SETS_NEEDED: Final = 0.8
"""Share of the plausible sets in which a pattern must hold."""
BOUND: Final = 0.95
"""Of one-sided bounds within a set, and of two-sided intervals over sets."""

Looked = Mapping[str, Mapping[str, Numbers]]
"""What was looked at by arm and name, each with an axis for seeds in front."""


@dataclass(frozen=True)
class PatternArm:
    """An arm: the scenario of the pattern with settings and interventions, as for ``--set`` and ``--with``."""

    settings: tuple[tuple[str, Any], ...] = ()
    additions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """Something that must come out.

    Attributes
    ----------
    statement
        What `statistic` is.
    statistic
        Of what was looked at over any choice of seeds.
    threshold, above
        It must lie above the threshold (or below it).
    by_interval
        Whether its bound must, or its estimate.
    """

    statement: str
    statistic: Callable[[Looked], float]
    threshold: float = 0.0
    above: bool = True
    by_interval: bool = True

    @property
    def wanted(self) -> str:
        """Threshold in a few signs."""
        return f"{'>' if self.above else '<'} {self.threshold:g}".replace("0.", ".")

    def beyond(self, value: float) -> bool:
        """Whether a number lies beyond the threshold; NaN does not."""
        return value > self.threshold if self.above else value < self.threshold


@dataclass(frozen=True)
class Pattern:
    """A pattern.

    Attributes
    ----------
    number
        Row of the table of patterns; letters for parts of a row.
    name, statement, dutch
        What the field reports.
    grade, source
        S stated by the source, P supported nearby, I an inference; and where.
    scenario, arms, look
        What is run, and what is looked at.
    measure
        What the conditions are about, in words.
    conditions
        The first is the headline.
    contained_in
        The rule whose formula has the pattern in it, and how; empty when it has to grow.
    suspects
        Rules of which it is asked by ablation whether one alone gives the pattern.
    replicates
        Seeds in every parameter set; more where an effect is small beside luck (from the spread of the first round).
    second
        What was changed for the second registration, why, and after having seen what; empty: nothing.
    """

    number: str
    name: str
    statement: str
    dutch: str
    grade: str
    source: str
    scenario: str
    arms: Mapping[str, PatternArm]
    look: Look
    measure: str
    conditions: tuple[Condition, ...]
    contained_in: str = ""
    suspects: tuple[str, ...] = ()
    replicates: int = 80
    second: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Scenarios and interventions that it takes and that are not there."""
        kinds = {part.name for part in interventions.catalogue()}
        named = [
            one.split(":")[0] for arm in self.arms.values() for addition in arm.additions for one in addition.split("+")
        ]
        scenario = () if self.scenario in scenario_files() else (self.scenario,)
        return (*scenario, *dict.fromkeys(kind for kind in named if kind not in kinds))

    @property
    def target(self) -> Target:
        """As a target."""
        return Target(self.name, self.conditions[0].wanted, "pattern", self.source, statement=self.statement)


@dataclass(frozen=True)
class Estimate:
    """A condition in one parameter set: estimate, one-sided bounds, whether it is met."""

    value: float
    low: float
    high: float
    met: bool


def estimate(condition: Condition, looked: Looked) -> Estimate:
    """Judge a condition in one parameter set."""
    from scipy.stats import t

    seeds = len(next(iter(next(iter(looked.values())).values())))
    everyone = np.arange(seeds)
    value = condition.statistic(looked)
    parts = np.array([condition.statistic(chosen(looked, np.delete(everyone, at))) for at in everyone])
    error = math.sqrt((seeds - 1) / seeds * float(((parts - parts.mean()) ** 2).sum())) if seeds > 1 else math.nan
    half = float(t.ppf(BOUND, max(seeds - 1, 1))) * error
    low, high = value - half, value + half
    judged = (low if condition.above else high) if condition.by_interval else value
    return Estimate(value, low, high, condition.beyond(judged))


def chosen(looked: Looked, seeds: NDArray[np.intp]) -> Looked:
    """What was looked at, of some seeds."""
    return {arm: {name: values[seeds] for name, values in found.items()} for arm, found in looked.items()}


@dataclass(frozen=True)
class Tried:
    """A pattern tried in several parameter sets.

    Attributes
    ----------
    estimates
        A row a set, an estimate for each condition.
    sets, seeds
        Names of the sets; how many seeds each had.
    """

    pattern: Pattern
    sets: tuple[str, ...]
    estimates: tuple[tuple[Estimate, ...], ...]
    seeds: int

    @property
    def held(self) -> tuple[bool, ...]:
        """In which sets all conditions are met."""
        return tuple(all(one.met for one in row) for row in self.estimates)

    @property
    def share(self) -> float:
        """Share of sets in which it holds."""
        return float(np.mean(self.held))

    def over_sets(self, at: int) -> tuple[float, float, float]:
        """Mean of a condition over sets with its 95% interval; in one set, its own two-sided 90% interval."""
        from scipy.stats import t

        values = np.array([row[at].value for row in self.estimates])
        if len(values) == 1:
            return float(values[0]), self.estimates[0][at].low, self.estimates[0][at].high
        half = float(t.ppf(0.5 + BOUND / 2.0, len(values) - 1)) * float(values.std(ddof=1)) / math.sqrt(len(values))
        return float(values.mean()), float(values.mean()) - half, float(values.mean()) + half

    def condition_share(self, at: int) -> float:
        """Share of sets in which one condition is met."""
        return float(np.mean([row[at].met for row in self.estimates]))

    @property
    def holds(self) -> bool:
        """Whether it holds in enough sets, and over them."""
        found = [self.over_sets(at) for at in range(len(self.pattern.conditions))]
        over = all(
            condition.beyond(low if condition.above else high)
            for condition, (_, low, high) in zip(self.pattern.conditions, found, strict=True)
        )
        return self.share >= SETS_NEEDED and over

    @property
    def _may_hold(self) -> bool:
        """Whether the mean over sets is where it should be: what is missing may be certainty only."""
        conditions = self.pattern.conditions
        return all(condition.beyond(self.over_sets(at)[0]) for at, condition in enumerate(conditions))

    def verdict(self) -> Verdict:
        """Holds, or forced when it holds and a rule contains it; otherwise fails, or unclear with few seeds."""
        pattern = self.pattern
        if not self.estimates:
            return Verdict(pattern.target, "untried", note=f"there is no {', '.join(pattern.missing)}")
        outcome = ("forced" if pattern.contained_in else "holds") if self.holds else "fails"
        if outcome == "fails" and self.seeds < pattern.replicates and self._may_hold:
            outcome = "unclear"
        value, low, high = self.over_sets(0)
        numbers = {
            f"{condition.statement}: {what}": number
            for at, condition in enumerate(pattern.conditions)
            for what, number in zip(("mean", "low", "high"), self.over_sets(at), strict=True)
        } | {f"{c.statement}: sets": self.condition_share(at) for at, c in enumerate(pattern.conditions)}
        n = len(self.sets) * self.seeds
        return Verdict(pattern.target, outcome, value, low, high, n, self.share, pattern.contained_in, numbers)


def mean(name: str, arm: str) -> Callable[[Looked], float]:
    """Statistic: the mean of one number in one arm."""
    return lambda looked: float(looked[arm][name].mean())


def contrast(name: str, weights: Mapping[str, float]) -> Callable[[Looked], float]:
    """Statistic: a weighted sum over arms of the mean of one number."""
    return lambda looked: float(sum(weight * looked[arm][name].mean() for arm, weight in weights.items()))


def arms(**settings: Sequence[tuple[str, Any]]) -> dict[str, PatternArm]:
    """Arms by name from their settings."""
    return {name: PatternArm(tuple(listed)) for name, listed in settings.items()}
