"""Replicates: one scenario with many seeds, in this process or over several; the same outcomes either way."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lcsim.chance import is_cold
from lcsim.experiment.nulls import NULLS
from lcsim.experiment.outcome import Outcome
from lcsim.experiment.pool import LocalProcesses
from lcsim.experiment.work import BASELINE, Job, do, start_worker
from lcsim.experiment.workers import over_processes
from lcsim.scenario.model import Scenario
from lcsim.simulation import Names, Run, compile_model
from lcsim.simulation.layout import layout

WORTH_WORKERS: Final = 3.0
"""Seconds of work below which starting processes costs more than it saves."""
SHORT_PILOT: Final = 5.0
"""A pilot shorter than this is mostly first use of things: a second one tells how long a run takes."""

NULL_WORK: Final = 100_000
"""People times weeks that nulls may take, unless asked for."""
MOST_NULLS: Final = 20
MOST_KEPT: Final = 400_000
"""People times states that are kept for pictures: some 200 MB."""
FEWEST_NULLS: Final = 10
TOO_LARGE_FOR_NULLS: Final = 2_000_000
"""People times weeks of a run beyond which nulls are only run when asked for."""


@dataclass(frozen=True, eq=False, repr=False)
class Replicates:
    """What the replicates of a scenario left, in the order of their seeds.

    Attributes
    ----------
    scenario, names
        What was run, and the names behind the arrays.
    outcomes
        Of every run that was done or failed.
    nulls
        Outcomes of the nulls by name.
    shown
        The first run that came to its end, whole, with more states kept: for pictures.
    asked, interrupted
        How many runs were asked for; whether somebody stopped them.
    workers
        Processes used, 1 being this one.
    """

    scenario: Scenario
    names: Names
    outcomes: tuple[Outcome, ...]
    nulls: dict[str, tuple[Outcome, ...]] = field(default_factory=dict)
    shown: Run | None = field(default=None, repr=False)
    asked: int = 0
    interrupted: bool = False
    workers: int = 1

    def __repr__(self) -> str:
        return f"Replicates({self.scenario.name}, {len(self.done)} of {self.asked} runs done)"

    @property
    def done(self) -> tuple[Outcome, ...]:
        """Outcomes of the runs that came to their end."""
        return tuple(outcome for outcome in self.outcomes if outcome.done)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Outcomes of the runs that failed."""
        return tuple(outcome for outcome in self.outcomes if not outcome.done)


def people_at_founding(scenario: Scenario) -> int:
    """How many people are there at week 0."""
    return sum(o.count * t.count * p.count for o in scenario.organisations for t in o.teams for p in t.people)


def number_of_nulls(scenario: Scenario, weeks: int, replicates: int) -> int:
    """How many runs of each null are worth their time: the same on every machine."""
    work = max(people_at_founding(scenario) * weeks, 1)
    if work > TOO_LARGE_FOR_NULLS:
        return 0
    wanted = min(max(replicates, FEWEST_NULLS), MOST_NULLS)
    return max(1, min(wanted, NULL_WORK // work))


def every_few_weeks(scenario: Scenario, weeks: int) -> tuple[int, ...]:
    """Evenly spread weeks to keep states of for pictures that move: some 40, fewer for many people."""
    times = min(40, MOST_KEPT // max(people_at_founding(scenario), 1))
    return tuple(range(0, weeks, max(1, -(-weeks // times)))) if times else ()


def replicates(
    scenario: Scenario,
    seeds: Sequence[int],
    *,
    weeks: int | None = None,
    workers: int | None = None,
    nulls: int | None = None,
    people_every: int = 0,
    events: bool = False,
    keep: Sequence[int] = (),
    on_compiling: Callable[[], None] | None = None,
    on_run: Callable[[int, int, int], None] | None = None,
    on_week: Callable[[int], None] | None = None,
) -> Replicates:
    """Run `scenario` with every seed of `seeds`.

    Parameters
    ----------
    weeks
        Length; ``None`` takes the scenario's calendar.
    workers
        Processes; ``None``: all cores, or this process alone when that is as quick. Outcomes are the same.
    nulls
        Runs of each null (``None``: what `number_of_nulls` says; 0: none).
    people_every, events
        Tables that the runs are asked for, see `lcsim.experiment.work.Job`.
    keep
        Weeks of which the shown run keeps states, beside start, middle and end.
    on_compiling
        Called before the model is compiled, which takes its time and happens once.
    on_run
        Called with the numbers of runs that are done, asked for and failed, nulls included.
    on_week
        Called with the week that the first run has reached.

    A run that fails is an outcome with its error and seed; the rest goes on. Ctrl-C returns what is finished,
    with `Replicates.interrupted` set.
    """
    last = scenario.calendar.weeks if weeks is None else weeks
    wanted = number_of_nulls(scenario, last, len(seeds)) if nulls is None else nulls
    jobs = [
        Job(seed, replicate=number, weeks=last, people_every=people_every, events=events)
        for number, seed in enumerate(seeds)
    ]
    for number in range(min(wanted, max(len(seeds), FEWEST_NULLS)) if seeds else 0):
        seed = seeds[number] if number < len(seeds) else max(seeds) + 1 + number - len(seeds)
        jobs += [Job(seed, arm=name, replicate=number, weeks=last) for name in NULLS]
    team = _Team(scenario, workers, tuple(keep), on_compiling, on_week)
    outcomes: list[Outcome] = []
    interrupted = False
    failures = 0
    try:
        for outcome in team.do(jobs):
            outcomes.append(outcome)
            failures += not outcome.done
            if on_run is not None:
                on_run(len(outcomes), len(jobs), failures)
    except KeyboardInterrupt:
        interrupted = True
    return Replicates(
        scenario=scenario,
        names=layout(scenario).names,
        outcomes=_in_order(outcomes, BASELINE),
        nulls={name: found for name in NULLS if (found := _in_order(outcomes, name))},
        shown=team.shown,
        asked=len(seeds),
        interrupted=interrupted,
        workers=team.used,
    )


def _in_order(outcomes: Sequence[Outcome], arm: str) -> tuple[Outcome, ...]:
    return tuple(sorted((o for o in outcomes if o.arm == arm), key=lambda o: o.replicate))


class _Team:
    """Whoever does the jobs: this process for the pilot, then workers if that pays."""

    def __init__(
        self,
        scenario: Scenario,
        workers: int | None,
        keep: tuple[int, ...],
        on_compiling: Callable[[], None] | None,
        on_week: Callable[[int], None] | None,
    ) -> None:
        self.scenario = scenario
        self.workers = workers
        self.keep = keep
        self.on_compiling = on_compiling
        self.on_week = on_week
        self.shown: Run | None = None
        self.used = 1

    def _here(self, job: Job) -> Outcome:
        if self.shown is None and job.arm == BASELINE:
            return do(self.scenario, job, self.keep, self.on_week, self._show)
        return do(self.scenario, job)

    def _show(self, run: Run) -> None:
        self.shown = run

    def do(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Do the pilot here, which also compiles the model once for all workers; then the rest."""
        cold = is_cold()
        if cold:
            if self.on_compiling is not None:
                self.on_compiling()
            compile_model(self.scenario)
        left = list(jobs)
        took = 0.0
        while left and (self.shown is None or ((cold or took < SHORT_PILOT) and len(jobs) - len(left) < 2)):
            began = time.perf_counter()
            yield self._here(left.pop(0))
            took = time.perf_counter() - began
        workers = self._workers(took * len(left))
        self.used = min(workers, max(len(left), 1))
        if self.used == 1:
            for job in left:
                yield self._here(job)
        else:
            yield from over_processes(left, self.used, lambda n: LocalProcesses(n, start_worker, (self.scenario,)))

    def _workers(self, seconds: float) -> int:
        """How many processes; `seconds` is the work that is left."""
        if self.workers is not None:
            return max(1, self.workers)
        return 1 if seconds < WORTH_WORKERS else cores()


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
