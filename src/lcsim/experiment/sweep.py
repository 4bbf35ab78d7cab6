"""A sweep: arms x points x replicates, done wherever, nothing done twice, nothing lost."""

from __future__ import annotations

import hashlib
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from lcsim.chance import is_cold, sources_digest
from lcsim.experiment.chunk_file import write_chunk
from lcsim.experiment.design import Point, points_of
from lcsim.experiment.executors import Dispatch, Here, Keys, local_processes
from lcsim.experiment.experiment import Experiment, dump_experiment
from lcsim.experiment.manifest import machine, versions
from lcsim.experiment.replicates import cores
from lcsim.experiment.runs_of_sweep import RunKey, all_runs, point_text, shard_of
from lcsim.experiment.sweep_folder import (
    CHUNKS,
    KIND,
    SUFFIX,
    RunName,
    look,
    only_one,
    refuse_others,
    write_manifest,
    write_text,
)
from lcsim.experiment.sweep_tables import write_tables
from lcsim.experiment.sweep_work import died, do_runs, packed, worker_of
from lcsim.part import Fault, Faults
from lcsim.scenario import dump
from lcsim.simulation import compile_model

AIM: Final = 2.0
"""Seconds that a chunk should take: long beside handing it out, short beside what a kill would cost."""
MOST_RUNS: Final = 200
PILOT: Final = 2
WORTH_WORKERS: Final = 4.0
"""Seconds of work below which starting processes costs more than it saves."""


@dataclass
class Progress:
    """How far a sweep is."""

    asked: int
    before: int
    done: int = 0
    failed: int = 0
    broken: tuple[str, ...] = ()
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> int:
        """Runs still to do."""
        return self.asked - self.before - self.done

    @property
    def rate(self) -> float:
        """Runs a second so far; 0 before the first."""
        return self.done / max(time.monotonic() - self.began, 1e-9)


@dataclass(frozen=True)
class SweepDone:
    """How a sweep ended.

    Attributes
    ----------
    folder, progress
        Where it is, and how far.
    interrupted
        Whether somebody stopped it.
    complete
        Whether all runs are there and the tables are written.
    stopped_by
        What ended it before its time, in words; empty otherwise.
    """

    folder: Path
    progress: Progress
    interrupted: bool = False
    complete: bool = False
    stopped_by: str = ""


def sweep(
    experiment: Experiment,
    folder: Path,
    *,
    workers: int | None = None,
    executor: tuple[Callable[[], Executor], int] | None = None,
    shard: tuple[int, int] | None = None,
    form: str = "parquet",
    command: Sequence[str] = (),
    say: Callable[[str], None] = print,
    on_progress: Callable[[Progress], None] | None = None,
) -> SweepDone:
    """Do all runs of `experiment` that are not in `folder` yet, then write its tables.

    Parameters
    ----------
    workers
        Local processes; ``None``: all cores. Not used with an `executor`.
    executor
        How to make an executor like those of ``concurrent.futures``, and how many chunks it does at a time.
    shard
        (i, n): do only the i-th of n parts (from 1); `lcsim.experiment.merge` joins them.
    say, on_progress
        Receive messages for people, and how far it is.

    Ctrl-C lets what is under way come to its end.

    Raises
    ------
    Faults
        When the folder is in use, or holds something else; nothing is written then.
    """
    identity = identity_of(experiment)
    refuse_others(folder, identity, shard)
    _make(folder)
    with only_one(folder):
        started = datetime.now(UTC).isoformat(timespec="seconds")
        found = look(folder)
        for text in found.broken:
            say(f"a chunk was damaged, its runs are done again ({text})")
        points = points_of(experiment.factors, experiment.design)
        asked = runs_of(experiment, shard)
        todo = [key for key in asked if name_of(experiment, points, key) not in found.place]
        progress = Progress(len(asked), len(asked) - len(todo), failed=0, broken=tuple(found.broken))
        facts = _facts(experiment, identity, shard, form, command, started)
        _write_head(folder, experiment, facts)
        stopped = ""
        interrupted = False
        if todo:
            try:
                interrupted = _do(experiment, points, folder, todo, workers, executor, progress, say, on_progress)
            except OSError as error:
                stopped = f"{error.strerror or error}"
        if stopped or interrupted:
            return SweepDone(folder, progress, interrupted, False, stopped)
        found = look(folder)
        try:
            digests = write_tables(experiment, points, folder, found, asked, form, whole=shard is None)
        except OSError as error:
            return SweepDone(folder, progress, False, False, f"{error.strerror or error}")
        ended = datetime.now(UTC).isoformat(timespec="seconds")
        write_manifest(
            folder,
            facts
            | {"state": "complete", "done": len(asked) - len(found.failed), "failed": len(found.failed), "ended": ended}
            | digests,
        )
        progress.failed = len(found.failed)
        return SweepDone(folder, progress, False, True)


def runs_of(experiment: Experiment, shard: tuple[int, int] | None = None) -> list[RunKey]:
    """Runs of a sweep, or of a shard of it, in order."""
    runs = all_runs(experiment.replicates, experiment.points, len(experiment.arms))
    return list(runs if shard is None else shard_of(runs, experiment.points, shard))


def name_of(experiment: Experiment, points: Sequence[Point], key: RunKey) -> RunName:
    """What a run is known by."""
    return experiment.arms[key.arm].name, point_text(points[key.point]), key.replicate


def identity_of(experiment: Experiment) -> dict[str, Any]:
    """Everything that numbers can depend on; points and replicates are not among it: they may grow."""
    record = experiment.record
    facts: dict[str, Any] = {
        "experiment": experiment.name,
        "first_seed": experiment.seed,
        "weeks": experiment.weeks,
        "factors": [factor.path for factor in experiment.factors],
        "measures": list(experiment.measures),
        "record": [record.series, record.cadence, record.people_every, record.events],
        "code_of_lcsim": sources_digest()[:16],
        "versions": ", ".join(f"{name} {number}" for name, number in versions().items() if name != "python"),
    }
    for arm in experiment.arms:
        facts[f"scenario_of_arm_{arm.name}"] = hashlib.sha256(dump(arm.scenario).encode()).hexdigest()[:16]
    return facts


def _make(folder: Path) -> None:
    try:
        (folder / CHUNKS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cure = "choose a folder of your own with --out"
        raise Faults([Fault(f"results cannot be written here: {error.strerror}", str(folder), cure=cure)]) from error
    for scratch in [*folder.glob(".*.unfinished"), *(folder / CHUNKS).glob(".*.unfinished")]:
        scratch.unlink(missing_ok=True)  # of a process that was killed


def _facts(
    experiment: Experiment,
    identity: dict[str, Any],
    shard: tuple[int, int] | None,
    form: str,
    command: Sequence[str],
    started: str,
) -> dict[str, Any]:
    return {
        "lcsim_results": 1,
        "kind": KIND,
        "state": "unfinished",
        "experiment": experiment.name,
        "command": list(command),
        "identity": identity,
        "shard": None if shard is None else list(shard),
        "arms": [arm.name for arm in experiment.arms],
        "points": experiment.points,
        "replicates": experiment.replicates,
        "asked": experiment.runs,
        "format": form,
        "started": started,
        "versions": versions(),
        "sources": sources_digest(),
        "machine": machine(),
    }


def _write_head(folder: Path, experiment: Experiment, facts: dict[str, Any]) -> None:
    scenarios = folder / "scenarios"
    scenarios.mkdir(exist_ok=True)
    for arm in experiment.arms:
        write_text(scenarios / f"{arm.name}.yaml", dump(arm.scenario))
    write_text(folder / "experiment.yaml", dump_experiment(by_itself(experiment)))
    write_manifest(folder, facts)


def by_itself(experiment: Experiment) -> Experiment:
    """The experiment as it stands in its folder of results: arms are the complete scenarios beside it."""
    arms = tuple(replace(arm, base=f"scenarios/{arm.name}.yaml", additions=(), settings=()) for arm in experiment.arms)
    return replace(experiment, scenario=arms[0].base, arms=arms)


def _do(
    experiment: Experiment,
    points: Sequence[Point],
    folder: Path,
    todo: list[RunKey],
    workers: int | None,
    executor: tuple[Callable[[], Executor], int] | None,
    progress: Progress,
    say: Callable[[str], None],
    on_progress: Callable[[Progress], None] | None,
) -> bool:
    """Do runs and keep them; return whether somebody stopped it."""
    work = packed(experiment)
    if is_cold():
        say("Compiling the model for this machine: about half a minute, this time only.")
        compile_model(worker_of(work).scenario(todo[0].arm, todo[0].point)[0])
    stop = Stop()
    with stop:
        began = time.monotonic()
        pilot = todo[:PILOT]
        for content in (do_runs(work, [_fields(key)]) for key in pilot):
            _keep(folder, content, 1, progress, on_progress)
            took = time.monotonic() - began
            began = time.monotonic()
            if stop.wanted:
                return len(todo) > progress.done
        rest = todo[len(pilot) :]
        make, at_once = _executor(workers, executor, took * len(rest))
        size = max(1, min(MOST_RUNS, int(AIM / max(took, 1e-6)), -(-len(rest) // (4 * at_once))))
        chunks: list[Keys] = [tuple(map(_fields, rest[at : at + size])) for at in range(0, len(rest), size)]
        dispatch = Dispatch(
            make, do_runs, work, 2 * at_once, lambda key, why: died(experiment, points, key, why), lambda: stop.wanted
        )
        for keys, content in dispatch.over(chunks):
            _keep(folder, content, len(keys), progress, on_progress)
    return progress.left > 0


def _executor(
    workers: int | None, executor: tuple[Callable[[], Executor], int] | None, seconds: float
) -> tuple[Callable[[], Executor], int]:
    if executor is not None:
        return executor
    count = cores() if workers is None else workers
    if count <= 1 or (workers is None and seconds < WORTH_WORKERS):
        return Here, 1
    return local_processes(count), count


def _fields(key: RunKey) -> tuple[int, int, int]:
    return key.replicate, key.point, key.arm


def _keep(
    folder: Path, content: bytes, runs: int, progress: Progress, on_progress: Callable[[Progress], None] | None
) -> None:
    write_chunk(folder / CHUNKS / f"{hashlib.sha256(content).hexdigest()[:24]}{SUFFIX}", content)
    progress.done += runs
    if on_progress is not None:
        on_progress(progress)


class Stop:
    """While it lasts, Ctrl-C only asks to stop; the second one does so at once."""

    def __init__(self) -> None:
        self.wanted = False
        self._before: Any = None

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._asked)
        return self

    def _asked(self, *_: object) -> None:
        if self.wanted:
            raise KeyboardInterrupt
        self.wanted = True

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)


__all__ = ["Progress", "SweepDone", "identity_of", "name_of", "runs_of", "sweep"]
