"""Everything that `lcsim analyse` tells, as numbers: what matters, luck, convergence, arms on the same luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.convergence import Settling, settling
from lcsim.analysis.intervals import LEVEL, Estimates, crossed
from lcsim.analysis.luck import Shares, founding_shares, luck_shares
from lcsim.analysis.maps import Difference, difference
from lcsim.analysis.morris import Morris, morris
from lcsim.analysis.power import Needed, needed_for_pairs
from lcsim.analysis.regression import Regression, regression
from lcsim.analysis.sample import Numbers, Sample
from lcsim.analysis.sobol import Sobol, sobol
from lcsim.analysis.sweep_results import Sweep
from lcsim.part import Fault, Faults

METHODS: Final = ("sobol", "morris", "regression")
OF_DESIGN: Final = {"sobol": "sobol", "morris": "morris"}
"""The method that follows a design; regression for the others."""
MOST_PAIRS_OF: Final = 4
"""With more arms than this each is compared with the first only."""
MOST_LEVELS: Final = 6
THIRDS: Final = 3
FEWEST_TO_SETTLE: Final = 4

Found = Sobol | Morris | Regression


@dataclass(frozen=True, eq=False)
class Level:
    """Mean outcome where a factor has one value, or lies in one third of its range (`value` is then its middle)."""

    factor: str
    value: object
    low_end: float
    high_end: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Finding:
    """What is found of one measure in one arm.

    `trouble` is the key of the reason why there is no `sensitivity`: too_few, constant, nothing_varied.
    `point_settling` is at the point with the middle spread, for whom single points are what matters.
    """

    arm: str
    measure: str
    mean: float
    low: float
    high: float
    lowest: float
    highest: float
    undefined: int
    sensitivity: Found | None
    shares: Shares | None
    settling: Settling | None
    needed: Needed | None
    levels: tuple[Level, ...] = ()
    trouble: str = ""


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


@dataclass(frozen=True, eq=False)
class Findings:
    """All that was worked out of a sweep."""

    sweep: Sweep
    method: str
    smallest: Mapping[str, float]
    findings: tuple[Finding, ...]
    contrasts: tuple[Contrast, ...]
    maps: Mapping[tuple[str, str, str], Difference] = field(default_factory=dict)
    """By measure, arm and what it is compared with; "" is the mean of all points of that arm."""

    def of(self, arm: str, measure: str) -> Finding:
        """What is found of a measure in an arm."""
        return next(found for found in self.findings if (found.arm, found.measure) == (arm, measure))


def analyse(sweep: Sweep, method: str | None = None, smallest: float | Mapping[str, float] | None = None) -> Findings:
    """Work out everything about the measures of a sweep.

    Parameters
    ----------
    method
        One of `METHODS`; the one that follows the design if none is given.
    smallest
        Smallest effect that counts, of all measures or by measure.

    Raises
    ------
    Faults
        When the method does not fit the design.
    """
    chosen = method_for(sweep, method)
    measures = sweep.experiment.measures
    if smallest is None or isinstance(smallest, (int, float)):
        smallest = {} if smallest is None else dict.fromkeys(measures, float(smallest))
    counts = {name: effect for name, effect in smallest.items() if name in measures}
    found = [_finding(sweep, arm, measure, chosen, counts.get(measure)) for arm in sweep.arms for measure in measures]
    contrasts = [contrast for measure in measures for contrast in _contrasts(sweep, measure, counts.get(measure))]
    return Findings(sweep, chosen, counts, tuple(found), tuple(contrasts), _maps(sweep, found, counts))


def method_for(sweep: Sweep, asked: str | None) -> str:
    """The method that follows the design, or the one asked for if it fits; "" where nothing is varied."""
    kind = sweep.sample.kind
    if not sweep.sample.factors:
        if asked:
            raise Faults([Fault("nothing is varied in this sweep: there is no sensitivity", f"--sensitivity {asked}")])
        return ""
    own = OF_DESIGN.get(kind, "regression")
    named = kind.replace("_", " ")
    if asked in ("sobol", "morris") and asked != own:
        needs = (
            "Sobol indices take a sobol design: pairs of points that differ in all but one factor"
            if asked == "sobol"
            else "elementary effects take a morris design: trajectories that change one factor at a step"
        )
        what = f"does not fit the design, which is {named}: {needs}"
        raise Faults(
            [Fault(what, f"--sensitivity {asked}", cure=f"{own} fits; or `design: {{kind: {asked}}}` and sweep again")]
        )
    if asked == "regression" and kind == "morris":
        what = "does not fit the design, which is morris: points of a trajectory lie close together, not spread evenly"
        raise Faults([Fault(what, f"--sensitivity {asked}", cure="morris fits; or sweep again with a latin_hypercube")])
    return asked or own


def _finding(sweep: Sweep, arm: str, measure: str, method: str, smallest: float | None) -> Finding:
    runs = sweep.values[arm, measure]
    sample = sweep.sample
    founded = sweep.founded.get((arm, measure))
    whole = runs if founded is None else founded
    undefined = int(np.isnan(whole).sum())
    value, trouble = None, "" if method else "nothing_varied"
    complete = np.isfinite(runs).any(axis=1)
    shares = settled = needed = None
    levels: tuple[Level, ...] = ()
    known = runs[np.isfinite(runs)]
    mean = low = high = lowest = highest = float("nan")
    if known.size:
        mean, low, high = _mean(sweep, runs)
        with np.errstate(invalid="ignore"):
            means = _point_means(runs)[complete]
        lowest, highest = float(means.min()), float(means.max())
        replicates = _replicate_means(runs)
        if replicates.size >= FEWEST_TO_SETTLE:
            settled = settling(replicates)
        shares = _shares(sweep, runs, founded)
        needed = _needed_for_points(runs, smallest)
        if np.ptp(known) <= 1e-12 * max(1.0, abs(float(known[0]))):
            trouble = trouble or "constant"
        elif not trouble:
            try:
                value = _sensitivity(sample, runs, method, sweep.experiment.design.levels)
            except ValueError:  # too few complete points for this method, which says so
                trouble = "too_few"
            levels = _levels(sweep, runs)
    else:
        trouble = trouble or "too_few"
    return Finding(
        arm, measure, mean, low, high, lowest, highest, undefined, value, shares, settled, needed, levels, trouble
    )


def _sensitivity(sample: Sample, runs: Numbers, method: str, levels: int) -> Found:
    if method == "sobol":
        return sobol(sample, runs)
    if method == "morris":
        return morris(sample, runs, levels)
    if sample.kind == "sobol":  # of each base sample its two ends: the points that are independent
        size = _block(sample)
        ends = np.sort(np.concatenate([np.arange(0, len(runs), size), np.arange(size - 1, len(runs), size)]))
        sample, runs = Sample(sample.factors, sample.points[ends], "list"), runs[ends]
    plain = regression(sample, runs)
    if plain.trusted:
        return plain
    ranked = regression(sample, runs, ranked=True)
    return ranked if ranked.trusted else plain


def _block(sample: Sample) -> int:
    """Points of a base sample: of each factor one or (with second order) two, and both ends."""
    d = len(sample.factors)
    full, n = 2 * d + 2, len(sample.points)
    if n % full == 0:
        points = sample.points.reshape(-1, full, d)
        ends = points[:, :1], points[:, -1:]
        mirrored = points[:, d + 1 : 2 * d + 1]
        wanted = np.repeat(ends[1], d, axis=1)
        wanted[:, range(d), range(d)] = ends[0][:, 0]
        if np.array_equal(mirrored, wanted):
            return full
    return d + 2


def _units(sample: Sample, points: int) -> NDArray[np.int64] | None:
    """Which unit of a random design each point belongs to; None where points are given and nobody drew them."""
    if sample.kind == "sobol":
        return np.arange(points) // _block(sample)
    if sample.kind == "morris":
        return np.arange(points) // (len(sample.factors) + 1)
    return np.arange(points) if sample.kind == "latin_hypercube" else None


def _shares(sweep: Sweep, runs: Numbers, founded: Numbers | None) -> Shares | None:
    if founded is not None:
        try:
            return founding_shares(founded)
        except ValueError:
            return None
    return luck_shares(runs, _units(sweep.sample, len(runs)))


def _point_means(runs: Numbers) -> Numbers:
    there = np.isfinite(runs)
    return np.asarray(np.where(there, runs, 0.0).sum(axis=1) / np.where(there.any(axis=1), there.sum(axis=1), np.nan))


def _replicate_means(runs: Numbers) -> Numbers:
    """Mean over points of each replicate, of the points at which every replicate came to its end (else of replicates)."""
    kept = np.isfinite(runs).all(axis=1)
    if kept.sum() >= 0.5 * len(runs):
        return np.asarray(runs[kept].mean(axis=0))
    whole = np.isfinite(runs).all(axis=0)
    return np.asarray(runs[:, whole].mean(axis=0))


def _over_points(sweep: Sweep, runs: Numbers, groups: Numbers) -> Estimates:
    """Mean of each column of `groups` (weights of points), with intervals.

    Where points were drawn at random these are drawn anew too; a grid is what it is, and only luck counts.
    """
    from scipy.stats import t

    there = np.isfinite(runs)
    y = np.where(there, runs, 0.0)
    units = _units(sweep.sample, len(runs))
    if units is None:
        per = (groups.T @ y) / np.where((groups.T @ there) > 0.0, groups.T @ there, np.nan)  # [groups, replicates]
        n = np.isfinite(per).sum(axis=1)
        mean = np.nansum(per, axis=1) / np.maximum(n, 1)
        spread = np.nansum((per - mean[:, None]) ** 2, axis=1) / np.maximum(n - 1, 1)
        half = np.where(
            n > 1, t.ppf(0.5 + LEVEL / 2.0, np.maximum(n - 1, 1)) * np.sqrt(spread / np.maximum(n, 1)), np.nan
        )
        return Estimates(mean, mean - half, mean + half)
    present = np.zeros((int(units.max()) + 1, runs.shape[1]), bool)
    np.logical_or.at(present, units, there)

    def statistic(drawn: Numbers, weights: Numbers) -> Numbers:
        w = drawn[units, None] * weights[units] * there
        each = w.sum(axis=1)
        total = (w * y).sum(axis=1)
        below = groups.T @ each
        return np.asarray(groups.T @ total / np.where(below > 0.0, below, np.nan))

    return crossed(statistic, present)


def _mean(sweep: Sweep, runs: Numbers) -> tuple[float, float, float]:
    found = _over_points(sweep, runs, np.ones((len(runs), 1)))
    return float(found.value[0]), float(found.low[0]), float(found.high[0])


def _levels(sweep: Sweep, runs: Numbers) -> tuple[Level, ...]:
    """Mean outcomes by the value of each factor: all values where there are few, else thirds of its range."""
    found = []
    for j, factor in enumerate(sweep.sample.factors):
        column = sweep.sample.points[:, j]
        values = np.unique(column)
        if not factor.number or len(values) <= MOST_LEVELS:
            inside = column[:, None] == values
            named: list[tuple[object, float, float]] = [
                (float(v) if factor.number else factor.categories[int(v)], float(v), float(v)) for v in values
            ]
        else:
            edges = np.linspace(factor.low, factor.high, THIRDS + 1)
            place = np.clip(np.searchsorted(edges, column, side="right") - 1, 0, THIRDS - 1)
            inside = place[:, None] == np.arange(THIRDS)
            named = [(float(a + b) / 2.0, float(a), float(b)) for a, b in pairwise(edges)]
        shown = inside.any(axis=0)
        means = _over_points(sweep, runs, inside.astype(np.float64)[:, shown])
        for at, (value, low_end, high_end) in enumerate(one for one, there in zip(named, shown, strict=True) if there):
            numbers = (float(part[at]) for part in means)
            found.append(Level(factor.name, value, low_end, high_end, *numbers))
    return tuple(found)


def _needed_for_points(runs: Numbers, smallest: float | None) -> Needed | None:
    """Replicates to tell two points apart on the same luck, for neighbours in the design with the middle spread."""
    if smallest is None or len(runs) < 2:
        return None
    return _needed(runs[1:] - runs[:-1], smallest)


def _needed(pairs: Numbers, smallest: float) -> Needed | None:
    """For the row of `pairs` whose spread is in the middle of all rows."""
    enough = pairs[np.isfinite(pairs).sum(axis=1) >= 3]
    if not len(enough):
        return None
    spreads = np.nanstd(enough, axis=1, ddof=1)
    return needed_for_pairs(enough[np.argsort(spreads, kind="stable")[len(spreads) // 2]], smallest)


def _contrasts(sweep: Sweep, measure: str, smallest: float | None) -> list[Contrast]:
    from scipy.stats import t

    arms = sweep.arms
    pairs = list(combinations(arms, 2)) if len(arms) <= MOST_PAIRS_OF else [(arms[0], arm) for arm in arms[1:]]
    found = []
    for against, arm in pairs:
        runs = sweep.values[arm, measure] - sweep.values[against, measure]
        if not np.isfinite(runs).any():
            continue
        mean, low, high = _mean(sweep, runs)
        freedom = max(runs.shape[1] - 1, 1)
        wider = t.ppf(1.0 - (1.0 - LEVEL) / 2.0 / len(pairs), freedom) / t.ppf(0.5 + LEVEL / 2.0, freedom)
        low, high = mean - (mean - low) * wider, mean + (high - mean) * wider
        n = np.isfinite(runs).sum(axis=1)
        kept = n >= 3
        point = _point_means(runs)[kept]
        error = np.sqrt(np.nanvar(runs[kept], axis=1, ddof=1) / n[kept]) if kept.any() else np.zeros(0)
        half = t.ppf(0.5 + LEVEL / 2.0, np.maximum(n[kept] - 1, 1)) * error
        needed = None if smallest is None else _needed(runs, smallest)
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


def _maps(sweep: Sweep, found: list[Finding], smallest: Mapping[str, float]) -> dict[tuple[str, str, str], Difference]:
    """Maps over the two numbers that matter most: of a grid, or where only two numbers are varied."""
    sample = sweep.sample
    numbers = [factor.name for factor in sample.factors if factor.number]
    if len(numbers) < 2 or (sample.kind != "grid" and len(sample.factors) != 2):
        return {}
    maps = {}
    for measure in sweep.experiment.measures:
        across, up = _two(sample, [one for one in found if one.measure == measure], numbers)
        arms = sweep.arms
        for arm in arms[: 1 + MOST_PAIRS_OF]:
            runs = sweep.values[arm, measure]
            pairs: list[tuple[str, Callable[[], Numbers]]] = [
                ("", lambda runs=runs: np.broadcast_to(runs.mean(axis=0), runs.shape))  # type: ignore[misc]
            ]
            if arm != arms[0]:
                pairs.append((arms[0], lambda: sweep.values[arms[0], measure]))  # noqa: B023 (called at once)
            for against, other in pairs:
                try:
                    maps[measure, arm, against] = difference(
                        sample, runs, other(), across, up, smallest.get(measure, 0.0)
                    )
                except ValueError:  # no point with two complete pairs
                    continue
    return maps


def _two(sample: Sample, found: list[Finding], numbers: list[str]) -> tuple[str, str]:
    """The two numbers that matter most over arms, in the order of the experiment."""
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    size = dict.fromkeys(numbers, 0.0)
    for one in found:
        if isinstance(one.sensitivity, Regression):
            for name, value in zip(one.sensitivity.names, one.sensitivity.coefficients.value, strict=True):
                if name in size and np.isfinite(value):
                    size[name] = max(size[name], abs(float(value)))
    first, second = sorted(sorted(numbers, key=lambda name: -size[name])[:2], key=numbers.index)
    return first, second
