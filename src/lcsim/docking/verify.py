"""Runs published results with the engine of this project and judges them against their targets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.docking.judging import judge
from lcsim.docking.observing import observe
from lcsim.docking.target_file import Result, RunSet, Wanted, read_result, result_files
from lcsim.docking.verdict import Verdict
from lcsim.experiment.executors import in_this_process, local_processes
from lcsim.scenario import apply_set, draft, resolve
from lcsim.scenario.model import Scenario

Looks = tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]
"""What is looked at: name and parameters."""

AT_ONCE: Final = 40
"""Runs of a piece of work."""


@dataclass(frozen=True)
class Verified:
    """A result with the verdicts on its targets, in their order."""

    result: Result
    verdicts: tuple[Verdict, ...]


def verify(
    names: Sequence[str] = (),
    *,
    quick: bool = False,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Verified]:
    """Run results, one after another.

    Parameters
    ----------
    names
        Results; empty means all.
    quick
        Fewer runs: the tolerance of a mean grows with its standard error, and targets that need many are left out.
    workers
        Processes (default: as many as there are cores; 1 runs everything here).
    progress
        Called with the pieces of work done and all of them.

    Raises
    ------
    Faults
        What is wrong with a name, a target file or a scenario; before anything is run.
    """
    results = [read_result(name) for name in (names or result_files())]
    for result in results:
        for runs in result.runs.values():
            scenario_of(str(runs.scenario), runs.settings)
    number = workers or os.cpu_count() or 1
    force = in_this_process() if number == 1 else local_processes(number)
    work = [(result, _targets(result, quick)) for result in results]
    total = sum(len(_pieces(runs, quick)) for result, targets in work for runs in _needed(result, targets))
    done = 0
    with force.make() as executor:
        for result, targets in work:
            waiting: dict[str, list[Future[NDArray[np.float64]]]] = {}
            for runs in _needed(result, targets):
                looks = _looks(targets, runs.name)
                waiting[runs.name] = [
                    executor.submit(look_at, str(runs.scenario), runs.settings, seeds, runs.keep, looks)
                    for seeds in _pieces(runs, quick)
                ]
            seen: dict[str, NDArray[np.float64]] = {}
            for name, pieces in waiting.items():
                found = []
                for piece in pieces:
                    found.append(piece.result())
                    done += 1
                    if progress is not None:
                        progress(done, total)
                seen[name] = np.concatenate(found)
            yield Verified(result, tuple(_verdict(wanted, targets, seen) for wanted in targets))


def _targets(result: Result, quick: bool) -> list[Wanted]:
    """Targets that are tried: all, or those whose runs a quick look has."""
    if not quick:
        return list(result.targets)
    return [t for t in result.targets if t.quick and all(result.runs[name].quick > 0 for name in t.of)]


def _needed(result: Result, targets: Sequence[Wanted]) -> list[RunSet]:
    used = {name for wanted in targets for name in wanted.of}
    return [runs for name, runs in result.runs.items() if name in used]


def _pieces(runs: RunSet, quick: bool) -> list[tuple[int, ...]]:
    """Seeds of all runs, by pieces of work."""
    count = runs.quick if quick else runs.replicates
    seeds = range(runs.first_seed, runs.first_seed + count)
    return [tuple(seeds[at : at + AT_ONCE]) for at in range(0, count, AT_ONCE)]


def _looks(targets: Sequence[Wanted], name: str) -> Looks:
    """Everything that is looked at in a group of runs, each once."""
    return tuple(dict.fromkeys(_look(wanted) for wanted in targets if name in wanted.of))


def _look(wanted: Wanted) -> tuple[str, tuple[tuple[str, Any], ...]]:
    return wanted.look, tuple(sorted(wanted.given.items()))


def _verdict(wanted: Wanted, targets: Sequence[Wanted], seen: dict[str, NDArray[np.float64]]) -> Verdict:
    return judge(wanted, [seen[name][:, _looks(targets, name).index(_look(wanted))] for name in wanted.of])


@lru_cache(maxsize=16)
def scenario_of(path: str, settings: tuple[str, ...]) -> Scenario:
    """The scenario of a group of runs, with its settings."""
    return resolve(apply_set(draft(path), settings) if settings else path)


def look_at(
    path: str, settings: tuple[str, ...], seeds: Sequence[int], keep: Sequence[int], looks: Looks
) -> NDArray[np.float64]:
    """Run a scenario with each seed and look: float64[seeds, looks]."""
    from lcsim.simulation import run

    scenario = scenario_of(path, settings)
    found = np.empty((len(seeds), len(looks)))
    for row, seed in enumerate(seeds):
        done = run(scenario, seed, keep=keep)
        found[row] = [observe(name, done, dict(given)) for name, given in looks]
    return found
