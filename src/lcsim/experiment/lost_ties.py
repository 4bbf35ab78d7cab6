"""Thresholds of tables of ties that no tie of an arm reaches: told before the runs, for people begin without any."""

from __future__ import annotations

from lcsim.experiment.experiment import Experiment
from lcsim.scenario.paths import split_path
from lcsim.scenario.tables import threshold_above_all


def lost_ties_text(experiment: Experiment) -> str:
    """One sentence for people; empty when every arm keeps ties, or when what stands in `tables` is varied."""
    if any(split_path(factor.path)[0] == "tables" for factor in experiment.factors):
        return ""
    found = {arm.name: threshold_above_all(arm.scenario) for arm in experiment.arms}
    lost = {name: weights for name, weights in found.items() if weights is not None}
    if not lost:
        return ""
    threshold, largest = next(iter(lost.values()))
    where = "" if len(lost) == len(found) else f" in the arm{'s' * (len(lost) > 1)} {', '.join(lost)}"
    return f"no tie is kept{where}: tables.threshold is {threshold:g}, and the largest weight is {largest:g}"
