"""Interventions of arms that begin after the last week: told before the runs, for they change nothing."""

from __future__ import annotations

from collections.abc import Sequence

from lcsim.experiment.arms import Arm
from lcsim.experiment.experiment import Experiment
from lcsim.scenario.paths import split_path


def late_in(arms: Sequence[Arm], weeks: int | None = None) -> tuple[tuple[str, str, int], ...]:
    """Arm, intervention and its first week, where that is after the last of `weeks` (``None``: those of the arm).

    What the first arm has is told of that arm only.
    """
    base = {item.name for item in arms[0].scenario.interventions}
    return tuple(
        (arm.name, item.name, item.start)
        for arm in arms
        for item in arm.scenario.interventions
        if item.start > (weeks or arm.scenario.calendar.weeks) and (arm is arms[0] or item.name not in base)
    )


def late_text(experiment: Experiment) -> str:
    """One sentence for people; empty when nothing comes too late, or when its start is varied."""
    if any(split_path(factor.path)[0] == "interventions" for factor in experiment.factors):
        return ""
    found = late_in(experiment.arms, experiment.weeks)
    told = [f"{name} of the arm {arm} (week {start})" for arm, name, start in found]
    if not told:
        return ""
    return f"it changes nothing, for it begins after the last week: {', '.join(told)}"
