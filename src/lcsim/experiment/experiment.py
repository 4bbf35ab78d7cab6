"""A complete experiment, its scenarios at any point, and its complete form as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from lcsim.experiment.arms import Arm, with_values
from lcsim.experiment.design import Design, Factor, Point, count_points
from lcsim.scenario import Draft, Scenario, resolve
from lcsim.scenario.dump import as_lines

FULL: Final = "full"
IN_TURN: Final = "in_turn"


@dataclass(frozen=True)
class Record:
    """What is kept of every run.

    Attributes
    ----------
    series, cadence
        Whether the weekly measures are kept, and of every how many weeks.
    people_every
        Keep people and ties of every so many weeks (0: not).
    events
        Keep who learned what from whom.
    groups
        Keep the series of organisations, teams and roles too, at the start and at the end.
    """

    series: bool = True
    cadence: int = 4
    people_every: int = 0
    events: bool = False
    groups: bool = False


@dataclass(frozen=True)
class Experiment:
    """A complete experiment.

    Attributes
    ----------
    seed, replicates
        Replicate r has seed ``seed + r`` in every arm and at every point.
    founding
        ``own``: the seed of a run decides its founding and landscape too; ``shared``: those of `seed` for all.
    weeks
        How long runs last; None when arms have calendars of their own that differ.
    measures
        Columns of the table of runs, in the order of the catalogue.
    crossing
        ``full``: every replicate at every point; ``in_turn``: replicate r only at point r mod points, in every arm.
    text
        The file as it was read.
    """

    name: str
    question: str
    scenario: str
    arms: tuple[Arm, ...]
    factors: tuple[Factor, ...]
    design: Design
    replicates: int
    seed: int
    founding: str
    weeks: int | None
    measures: tuple[str, ...]
    record: Record
    crossing: str = FULL
    text: str = field(default="", compare=False, repr=False)

    @property
    def points(self) -> int:
        """How many points its design has."""
        return count_points(self.factors, self.design)

    @property
    def runs(self) -> int:
        """How many runs it has."""
        return (1 if self.in_turn else self.points) * len(self.arms) * self.replicates

    @property
    def in_turn(self) -> bool:
        """Whether each replicate is done at one point only."""
        return self.crossing == IN_TURN

    def arm(self, name: str) -> Arm:
        """The arm of a name; KeyError if there is none."""
        found = next((arm for arm in self.arms if arm.name == name), None)
        if found is None:
            raise KeyError(name)
        return found


def scenario_at(experiment: Experiment, arm: Arm | str, point: Point) -> Scenario:
    """The complete scenario of an arm at a point: one value for each factor, in their order.

    Raises
    ------
    Faults
        When these values do not go together.
    """
    return resolve(draft_at(experiment, arm, point))


def draft_at(experiment: Experiment, arm: Arm | str, point: Point) -> Draft:
    """The same, not yet complete."""
    chosen = experiment.arm(arm) if isinstance(arm, str) else arm
    return with_values(chosen.draft, zip((factor.path for factor in experiment.factors), point, strict=True))


def dump_experiment(experiment: Experiment) -> str:
    """YAML of the complete form; beside the same scenario files it reads back as an equal experiment."""
    return "\n".join([*as_lines(as_plain(experiment), 0), ""])


def as_plain(experiment: Experiment) -> dict[str, Any]:
    """Plain data of the complete form, shaped like a file."""
    design = experiment.design
    data: dict[str, Any] = {
        "schema": 1,
        "name": experiment.name,
        "question": experiment.question,
        "scenario": experiment.scenario,
        "arms": {
            arm.name: {"scenario": arm.base, "with": list(arm.additions), "set": dict(arm.settings)}
            for arm in experiment.arms
        },
    }
    if design.kind == "list":
        paths = [factor.path for factor in experiment.factors]
        if paths:
            rows = [dict(zip(paths, row, strict=True)) for row in design.rows]
            data["design"] = {"kind": "list", "points": rows}
    else:
        data["vary"] = {
            factor.path: list(factor.values)
            if factor.values
            else {"low": factor.low, "high": factor.high, "whole": factor.whole}
            for factor in experiment.factors
        }
        data["design"] = {"kind": design.kind, **_numbers(design)}
    data |= {"replicates": experiment.replicates, "seed": experiment.seed, "founding": experiment.founding}
    if experiment.in_turn:
        data["crossing"] = experiment.crossing
    if experiment.weeks is not None:
        data["weeks"] = experiment.weeks
    data["measures"] = list(experiment.measures)
    data["record"] = vars(experiment.record).copy()
    return data


def _numbers(design: Design) -> dict[str, Any]:
    """The numbers that a design of its kind has."""
    if design.kind == "grid":
        return {"levels": design.levels}
    if design.kind in ("latin_hypercube", "sobol"):
        return {"points": design.points, "seed": design.seed}
    return {"trajectories": design.trajectories, "levels": design.levels, "seed": design.seed}
