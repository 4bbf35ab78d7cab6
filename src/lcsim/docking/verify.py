"""Runs published results with the engine of this project and judges them against their targets."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.docking.judging import judge
from lcsim.docking.observing import observe
from lcsim.docking.target_file import Result, RunSet, Wanted, read_results
from lcsim.docking.verdict import Verdict
from lcsim.experiment.executors import in_this_process, local_processes
from lcsim.experiment.pool import end_pool
from lcsim.part import Fault, Faults
from lcsim.scenario import apply_set, draft, resolve
from lcsim.scenario.model import Scenario
from lcsim.scenario.tree import fault_at
from lcsim.simulation.run import Run

Looks = tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]
"""What is looked at: name and parameters."""

Work = dict[str, list[Future[tuple[NDArray[np.float64], float]]]]
"""Pieces of work under way, by group of runs."""

SETTING: Final = "--set "
"""How the place of a fault in a setting begins."""

AT_ONCE: Final = 40
"""Runs of a piece of work at most."""

PIECES: Final = 12
"""Pieces of work of a group of runs at least, if it has as many runs: processes end at about the same time."""


@dataclass(frozen=True)
class Verified:
    """A result with the verdicts on its targets, in their order.

    Attributes
    ----------
    runs
        Runs that were made.
    seconds
        Processor time that they and looking at them took, over all processes.
    """

    result: Result
    verdicts: tuple[Verdict, ...]
    runs: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Order:
    """What is to be done for a result: its targets, and the seeds of each group of runs, by pieces of work."""

    result: Result
    targets: tuple[Wanted, ...]
    pieces: dict[str, list[tuple[int, ...]]]


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
        Results, or target files; empty means all results.
    quick
        Fewer runs: the tolerance of a mean grows with its standard error, and targets that need many are left out.
    workers
        Processes (default: as many as there are cores; 1 runs everything here).
    progress
        Called with the pieces of work done and all of them.

    Raises
    ------
    Faults
        What is wrong with names, target files or scenarios; before anything is run.
    """
    orders = [_order(result, quick) for result in _checked(names)]
    total = sum(len(pieces) for order in orders for pieces in order.pieces.values())
    done = 0
    number = workers or os.cpu_count() or 1
    executor = (in_this_process() if number == 1 else local_processes(number)).make()
    ended = False
    try:
        handed_out: Iterable[Work] = (_hand_out(order, executor) for order in orders)
        if number > 1:  # all at once, so that no process waits for the last run of a result
            handed_out = list(handed_out)
        for order, waiting in zip(orders, handed_out, strict=True):
            seen: dict[str, NDArray[np.float64]] = {}
            runs, seconds = 0, 0.0
            for name, pieces in waiting.items():
                found = []
                for piece in pieces:
                    numbers, took = piece.result()
                    found.append(numbers)
                    seconds += took
                    done += 1
                    if progress is not None:
                        progress(done, total)
                seen[name] = np.concatenate(found)
                runs += len(seen[name])
            verdicts = tuple(_verdict(wanted, order.targets, seen) for wanted in order.targets)
            yield Verified(order.result, verdicts, runs, seconds)
        ended = True
    finally:
        end_pool(executor, now=not ended)


def _checked(names: Sequence[str]) -> list[Result]:
    """Results whose files and scenarios are as they must be; otherwise all that is wrong, at once."""
    results = read_results(names)
    faults: list[Fault] = []
    for runs in (runs for result in results for runs in result.runs.values()):
        try:
            scenario_of(str(runs.scenario), runs.settings)
        except Faults as wrong:
            faults += [_in_its_file(fault, runs) for fault in wrong.faults]
    if faults:
        raise Faults(dict.fromkeys(faults))
    return results


def _in_its_file(fault: Fault, runs: RunSet) -> Fault:
    """A fault of a setting with its place in the target file."""
    place, where = runs.places.get(fault.file.removeprefix(SETTING), (None, ""))
    return fault if place is None else fault_at(place, fault.what, where=where, cure=fault.cure)


def _order(result: Result, quick: bool) -> Order:
    targets = tuple(_targets(result, quick))
    return Order(result, targets, {runs.name: _pieces(runs, quick) for runs in _needed(result, targets)})


def _hand_out(order: Order, executor: Executor) -> Work:
    """Hand out all pieces of work of a result."""
    waiting: Work = {}
    for name, pieces in order.pieces.items():
        runs = order.result.runs[name]
        given = (str(runs.scenario), runs.settings)
        waiting[name] = [
            executor.submit(look_at, *given, seeds, runs.keep, _looks(order.targets, name)) for seeds in pieces
        ]
    return waiting


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
    at_once = min(AT_ONCE, -(-count // PIECES))
    return [tuple(seeds[at : at + at_once]) for at in range(0, count, at_once)]


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
) -> tuple[NDArray[np.float64], float]:
    """Run a scenario with each seed and look: float64[seeds, looks], and the seconds of processor time that it took."""
    from lcsim.simulation import run

    before = time.process_time()
    scenario = scenario_of(path, settings)
    found = np.empty((len(seeds), len(looks)))
    for row, seed in enumerate(seeds):
        done = run(scenario, seed, keep=keep)
        found[row] = [_seen(name, done, given) for name, given in looks]
    return found, time.process_time() - before


def _seen(name: str, done: Run, given: tuple[tuple[str, Any], ...]) -> float:
    """One look; what is not there to be seen, such as a week that was not kept, is a fault of who asked."""
    try:
        return observe(name, done, dict(given))
    except (LookupError, ValueError, TypeError, OverflowError) as error:
        said = ", ".join(f"{key}: {value}" for key, value in given)
        what = f"{name} ({said}) is not there to be seen in {done.scenario.name}: {type(error).__name__}: {error}"
        raise Faults([Fault(what, cure="see `with` and `keep` in the target file")]) from None
