"""A sweep: arms x points x replicates, done wherever, nothing done twice, nothing lost."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import shutil
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from lcsim.chance import is_cold, sources_digest
from lcsim.experiment.chunk_file import opened, write_chunk
from lcsim.experiment.crate import write_crate
from lcsim.experiment.design import Point, points_of
from lcsim.experiment.executors import Dispatch, Keys, UnfitError, Workforce, in_this_process, local_processes
from lcsim.experiment.experiment import Experiment, dump_experiment
from lcsim.experiment.manifest import machine, versions
from lcsim.experiment.outcome import FAILED
from lcsim.experiment.replicates import cores
from lcsim.experiment.results import FORMATS
from lcsim.experiment.runs_of_sweep import RunKey, all_runs, point_text, shard_of
from lcsim.experiment.sweep_folder import (
    CHUNKS,
    KIND,
    SUFFIX,
    RunName,
    bring,
    look,
    only_one,
    read_manifest,
    refuse_others,
    write_manifest,
    write_text,
)
from lcsim.experiment.sweep_tables import write_tables
from lcsim.experiment.sweep_work import PASSING, code_of_numbers, died, do_runs, packed, ready, worker_of
from lcsim.part import Fault, Faults
from lcsim.scenario import dump
from lcsim.simulation import compile_model

EXPERIMENT: Final = "experiment.yaml"
AIM: Final = 2.0
"""Seconds that a chunk should take: long beside handing it out, short beside what a kill would cost."""
MOST_RUNS: Final = 200
PILOT: Final = 2
WORTH_WORKERS: Final = 4.0
"""Seconds of work below which starting processes costs more than it saves."""


@dataclass
class Progress:
    """How far a sweep is: runs asked for, there before, done now, failed among those."""

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
    force: Workforce | None = None,
    shard: tuple[int, int] | None = None,
    shards: Sequence[Path] = (),
    form: str = "parquet",
    command: Sequence[str] = (),
    say: Callable[[str], None] = print,
    on_progress: Callable[[Progress], None] | None = None,
) -> SweepDone:
    """Do all runs of `experiment` that are not in `folder` yet, then write its tables.

    Parameters
    ----------
    workers
        Local processes; ``None``: all cores when that pays. Not used with a `force`.
    force
        Whoever else does the runs.
    shard
        (i, n): do only the i-th of n parts (from 1); `lcsim.experiment.merge` joins them.
    shards
        Folders of parts that were done already.
    say, on_progress
        Receive messages for people, and how far it is.

    Ctrl-C lets what is under way come to its end; a second one does not.

    Raises
    ------
    Faults
        When the folder is in use, or holds something else; nothing is written then.
    """
    identity = identity_of(experiment)
    refuse_others(folder, identity, shard)
    _make(folder)
    with only_one(folder):
        refuse_others(folder, identity, shard)  # somebody may have been here since
        task = _Task(experiment, folder, identity, shard, form, command, say, on_progress)
        stopped, interrupted, complete = "", False, False
        with Stop(say) as stop:
            try:
                task.begin(shards)
                if task.todo:
                    task.work(workers, force, stop)
                interrupted = task.progress.left > 0
                if not interrupted:
                    task.finish()
                    complete = True
            except OSError as error:
                stopped = trouble(error)
            except UnfitError as error:
                stopped = str(error)
            except KeyboardInterrupt:
                interrupted = True
        return SweepDone(folder, task.progress, interrupted, complete, stopped)


def trouble(error: OSError) -> str:
    """What a disk or a connection that did not do is called."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "the disk is full"
    return f"{f'{error.filename}: ' if error.filename else ''}{error.strerror or error}"


class _Task:
    """A sweep at work in a folder that it holds."""

    def __init__(
        self,
        experiment: Experiment,
        folder: Path,
        identity: dict[str, Any],
        shard: tuple[int, int] | None,
        form: str,
        command: Sequence[str],
        say: Callable[[str], None],
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.experiment = experiment
        self.folder = folder
        self.shard = shard
        self.form = form
        self.say = say
        self.on_progress = on_progress
        self.of = label_of(identity)
        self.facts = _facts(experiment, identity, shard, form, command)
        self.points = points_of(experiment.factors, experiment.design)
        self.asked = runs_of(experiment, shard)
        self.names = [name_of(experiment, self.points, key) for key in self.asked]
        self.todo: list[RunKey] = []
        self.progress = Progress(len(set(self.names)), 0)

    def begin(self, shards: Sequence[Path]) -> None:
        """Say in the folder what it is, and look what is there."""
        self._write_head()
        for scratch in [*self.folder.glob(".*.unfinished"), *(self.folder / CHUNKS).glob(".*.unfinished")]:
            scratch.unlink() if scratch.is_file() else shutil.rmtree(scratch)  # of a process that was killed
        for shard in shards:
            bring(self.folder, shard)
        found = look(self.folder, self.of, PASSING)
        for text in found.broken:
            self.say(f"a chunk was damaged, its runs are done again ({text})")
        new = {name: key for name, key in zip(reversed(self.names), reversed(self.asked), strict=True)
               if name not in found.place or name in found.passing}  # fmt: skip
        self.todo = sorted(new.values())
        again = len(found.passing & new.keys())
        if again:
            self.say(f"{again:,} run{'s' * (again > 1)} whose process died or that found no memory: tried again")
        failed = len((found.failed - found.passing) & set(self.names))
        self.progress = Progress(len(set(self.names)), len(set(self.names)) - len(new), 0, failed, tuple(found.broken))

    def _write_head(self) -> None:
        """Write the manifest before anything else: a folder without one would be taken for somebody else's.

        Tables that are there already stay with the experiment file that they belong to until there are new ones.
        """
        facts = self.facts
        before = read_manifest(self.folder) or {}
        there = [form for form in FORMATS if (self.folder / f"runs.{form}").is_file()]
        if there:
            facts = facts | {name: before[name] for name in ("format", "done", "failed") if name in before}
        write_manifest(self.folder, facts)
        (self.folder / CHUNKS).mkdir(exist_ok=True)
        scenarios = self.folder / "scenarios"
        scenarios.mkdir(exist_ok=True)
        for arm in self.experiment.arms:
            write_text(scenarios / f"{arm.name}.yaml", dump(arm.scenario))
        if not there:
            write_text(self.folder / EXPERIMENT, dump_experiment(by_itself(self.experiment)))

    def work(self, workers: int | None, force: Workforce | None, stop: Stop) -> None:
        """Do what is to do, and keep it."""
        work = packed(self.experiment, self.of)
        if is_cold():
            self.say("Compiling the model for this machine: about half a minute, this time only.")
            compile_model(worker_of(work).scenario(self.todo[0].arm, self.todo[0].point)[0])
        self.progress.began = began = time.monotonic()
        pilot = self.todo[:PILOT]
        took = 0.0
        for key in pilot:
            self._keep(do_runs(work, [_fields(key)]), 1)
            took = time.monotonic() - began
            began = time.monotonic()
            if stop.wanted:
                return
        rest = self.todo[len(pilot) :]
        chosen = force or _local(workers, took * len(rest))
        size = max(1, min(MOST_RUNS, int(AIM / max(took, 1e-6)), -(-len(rest) // (4 * chosen.at_once))))
        chunks: list[Keys] = [tuple(map(_fields, rest[at : at + size])) for at in range(0, len(rest), size)]
        dispatch = Dispatch(chosen, do_runs, ready, work, self._died, lambda: stop.wanted, self.say)
        with contextlib.closing(dispatch.over(chunks)) as done:  # also ends workers when a chunk cannot be kept
            for keys, content in done:
                self._keep(content, len(keys))

    def _died(self, key: tuple[int, int, int], why: str) -> bytes:
        return died(self.experiment, self.points, key, why, self.of)

    def _keep(self, content: bytes, runs: int) -> None:
        write_chunk(self.folder / CHUNKS / f"{hashlib.sha256(content).hexdigest()[:24]}{SUFFIX}", content)
        self.progress.done += runs
        self.progress.failed += opened(content, check=False).rows.column("status").to_pylist().count(FAILED)
        if self.on_progress is not None:
            self.on_progress(self.progress)

    def finish(self) -> None:
        """Write tables, manifest and crate."""
        found = look(self.folder, self.of, PASSING)
        if any(name not in found.place for name in self.names):
            raise OSError("chunks that were written a moment ago cannot be read: look after this disk")
        head = {EXPERIMENT: dump_experiment(by_itself(self.experiment))}
        digests = write_tables(
            self.experiment, self.points, self.folder, found, self.asked, self.form, self.shard is None, head
        )
        failed = sum(name in found.failed for name in self.names)
        facts = self.facts | {
            "state": "complete",
            "done": len(self.names) - failed,
            "failed": failed,
            "ended": now(),
            **digests,
        }
        self.progress.failed = failed
        write_manifest(self.folder, facts)
        if self.shard is None:
            write_crate(self.folder, facts, self.experiment.question or self.experiment.name)


def now() -> str:
    """The time, with its zone."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def runs_of(experiment: Experiment, shard: tuple[int, int] | None = None) -> list[RunKey]:
    """Runs of a sweep, or of a shard of it, in order."""
    runs = all_runs(experiment.replicates, experiment.points, len(experiment.arms), experiment.in_turn)
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
        "record": [record.series, record.cadence, record.people_every, record.events, record.groups],
        **code_of_numbers(),
    }
    if experiment.in_turn:
        facts["crossing"] = experiment.crossing
    for arm in experiment.arms:
        facts[f"scenario_of_arm_{arm.name}"] = hashlib.sha256(dump(arm.scenario).encode()).hexdigest()[:16]
    return facts


def label_of(identity: Mapping[str, Any]) -> str:
    """What chunks of a sweep are marked with."""
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:16]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cure = "choose a folder of your own with --out"
        raise Faults([Fault(f"results cannot be written here: {error.strerror}", str(folder), cure=cure)]) from error


def _facts(
    experiment: Experiment,
    identity: dict[str, Any],
    shard: tuple[int, int] | None,
    form: str,
    command: Sequence[str],
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
        "started": now(),
        "versions": versions(),
        "sources": sources_digest(),
        "machine": machine(),
    }


def by_itself(experiment: Experiment) -> Experiment:
    """The experiment as it stands in its folder of results: arms are the complete scenarios beside it."""
    arms = tuple(replace(arm, base=f"scenarios/{arm.name}.yaml", additions=(), settings=()) for arm in experiment.arms)
    return replace(experiment, scenario=arms[0].base, arms=arms)


def _local(workers: int | None, seconds: float) -> Workforce:
    """Either this process or local ones; `seconds` is the work that is left."""
    count = cores() if workers is None else workers
    if count <= 1 or (workers is None and seconds < WORTH_WORKERS):
        return in_this_process()
    return local_processes(count)


def _fields(key: RunKey) -> tuple[int, int, int]:
    return key.replicate, key.point, key.arm


class Stop:
    """While it lasts, Ctrl-C only asks to stop; the second one does so at once."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.wanted = False
        self._say = say
        self._before: Any = None

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._asked)
        return self

    def _asked(self, *_: object) -> None:
        if self.wanted:
            raise KeyboardInterrupt
        self.wanted = True
        with contextlib.suppress(RuntimeError):  # it came in the middle of another message
            self._say("Finishing what is under way; Ctrl-C again stops at once.")

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)


__all__ = ["Progress", "SweepDone", "identity_of", "name_of", "runs_of", "sweep"]
