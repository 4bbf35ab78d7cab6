"""Everything that `lcsim analyse` tells, as numbers: what matters, luck, convergence, arms on the same luck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from lcsim.analysis.contrasts import Contrast, contrasts_of, needed_for_middle
from lcsim.analysis.convergence import Settling, settling
from lcsim.analysis.levels import Level, levels_of
from lcsim.analysis.luck import Shares, founding_shares, luck_shares
from lcsim.analysis.maps import Difference
from lcsim.analysis.maps_of_sweep import maps_of
from lcsim.analysis.morris import Morris, morris
from lcsim.analysis.over_points import mean_of, point_means, replicate_means, units_of
from lcsim.analysis.power import Needed
from lcsim.analysis.regression import Regression, regression
from lcsim.analysis.sample import Numbers, Sample
from lcsim.analysis.sobol import Sobol, sobol
from lcsim.analysis.sweep_results import Sweep
from lcsim.part import Fault, Faults

METHODS: Final = ("sobol", "morris", "regression")
OF_DESIGN: Final = {"sobol": "sobol", "morris": "morris"}
"""The method that follows a design; regression for the others."""
FEWEST_TO_SETTLE: Final = 4

Found = Sobol | Morris | Regression


@dataclass(frozen=True, eq=False)
class Finding:
    """What is found of one measure in one arm.

    `trouble` is the key of the reason why there is no `sensitivity`: too_few, constant, nothing_varied.
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
    contrasts = [contrast for measure in measures for contrast in contrasts_of(sweep, measure, counts.get(measure))]
    lines = {
        measure: [one.sensitivity for one in found
                  if one.measure == measure and isinstance(one.sensitivity, Regression)]
        for measure in measures
    }  # fmt: skip
    return Findings(sweep, chosen, counts, tuple(found), tuple(contrasts), maps_of(sweep, lines, counts))


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
        mean, low, high = mean_of(sweep, runs)
        with np.errstate(invalid="ignore"):
            means = point_means(runs)[complete]
        lowest, highest = float(means.min()), float(means.max())
        replicates = replicate_means(runs)
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
            levels = levels_of(sweep, runs)
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
        size = len(sample.factors) + 2
        ends = np.sort(np.concatenate([np.arange(0, len(runs), size), np.arange(size - 1, len(runs), size)]))
        sample, runs = Sample(sample.factors, sample.points[ends], "list"), runs[ends]
    plain = regression(sample, runs)
    if plain.trusted:
        return plain
    ranked = regression(sample, runs, ranked=True)
    return ranked if ranked.trusted or (ranked.heard and not plain.heard) else plain


def _shares(sweep: Sweep, runs: Numbers, founded: Numbers | None) -> Shares | None:
    if founded is not None:
        try:
            return founding_shares(founded)
        except ValueError:
            return None
    return luck_shares(runs, units_of(sweep.sample, len(runs)))


def _needed_for_points(runs: Numbers, smallest: float | None) -> Needed | None:
    """Replicates to tell two points apart on the same luck, for neighbours in the design with the middle spread."""
    if smallest is None or len(runs) < 2:
        return None
    return needed_for_middle(runs[1:] - runs[:-1], smallest)
