"""Points of a design whose values do not go together: told before the runs, for each of their runs will fail.

Reading an experiment tries the ends of ranges; what lies at random between them may still be no scenario, such as two
bounds of which the lower comes out above the higher.
"""

from __future__ import annotations

import random
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from lcsim.experiment.arms import Arm
from lcsim.experiment.design import Point, points_of
from lcsim.experiment.experiment import Experiment, scenario_at
from lcsim.experiment.nearby import Nearby, nearby
from lcsim.experiment.trying import MOST_ROWS_TRIED
from lcsim.part import Faults

MOST_TRIED: Final = 300
"""Scenarios that are completed for this, at most: about a second of work."""

LONGEST: Final = 3.0
"""Seconds after which no other point is tried: with large tables a scenario takes long to complete."""

MOST_VALUES: Final = 4
"""Values of a point that are written out."""


@dataclass(frozen=True)
class Clashes:
    """What was found.

    Attributes
    ----------
    points, tried, failing
        Points there are, those that were tried, and those of them that give no scenario in at least one arm.
    first
        The values and the fault of the first of these; empty when there are none.
    """

    points: int
    tried: int
    failing: int
    first: str = ""

    def text(self) -> str:
        """One sentence for people; empty when all points that were tried are scenarios."""
        if not self.failing:
            return ""
        among = f"{self.points:,} points" if self.tried == self.points else f"{self.tried:,} points tried"
        verb, whose = ("has", "its") if self.failing == 1 else ("have", "their")
        return (
            f"{self.failing:,} of {among} {verb} values that do not go together: {whose} runs will fail. "
            f"The first: {self.first}"
        )


def clashes(experiment: Experiment, wanted: Collection[int] | None = None) -> Clashes:
    """Try points of an experiment in every arm, without running anything.

    Parameters
    ----------
    wanted
        Numbers of the points that are to be run; None: all. Of very many, some that are spread evenly are tried.
    """
    points = points_of(experiment.factors, experiment.design)
    numbers = range(len(points)) if wanted is None else sorted(wanted)
    most = min(len(numbers), max(1, MOST_TRIED // len(experiment.arms)))
    chosen = [numbers[at * len(numbers) // most] for at in range(most)]
    if len(experiment.factors) < 2 or 0 < len(experiment.design.rows) <= MOST_ROWS_TRIED:
        return Clashes(len(numbers), len(numbers), 0)  # all of these were tried when the experiment was read
    began = time.monotonic()
    known = [nearby(experiment, arm, [points[at] for at in chosen]) for arm in experiment.arms]
    found: dict[int, str] = {}
    for at in random.Random(0).sample(chosen, most):  # so that those tried are spread also when time is up
        found[at] = _told(experiment, points[at], known)
        if time.monotonic() - began > LONGEST:
            break
    failing = sorted(at for at, told in found.items() if told)
    return Clashes(len(numbers), len(found), len(failing), found[failing[0]] if failing else "")


def _told(experiment: Experiment, point: Point, known: Sequence[Nearby | None]) -> str:
    """Values of a point and what is wrong with them in the first arm in which something is; empty when nothing is."""
    for arm, short in zip(experiment.arms, known, strict=True):
        fault = _fault(experiment, arm, point, short)
        if fault:
            inside = f" in the arm '{arm.name}'" if len(experiment.arms) > 1 else ""
            return f"{_values(experiment, point)}{inside}: {fault}"
    return ""


def _fault(experiment: Experiment, arm: Arm, point: Point, known: Nearby | None) -> str:
    """What is wrong at a point; empty when it is a scenario. The short way may only say that all is well."""
    if known is not None:
        with suppress(Faults):
            known.at(point)
            return ""
    try:
        scenario_at(experiment, arm, point)
    except Faults as found:
        return found.faults[0].what
    return ""


def _values(experiment: Experiment, point: Point) -> str:
    """Factors with their values at a point, some of very many."""
    pairs = [
        f"{factor.path} {value:.4g}" if isinstance(value, float) else f"{factor.path} {value}"
        for factor, value in zip(experiment.factors, point, strict=True)
    ]
    return ", ".join(pairs[:MOST_VALUES]) + (", ..." if len(pairs) > MOST_VALUES else "")
