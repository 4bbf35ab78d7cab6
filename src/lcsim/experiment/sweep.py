"""A sweep: arms x points x replicates, done wherever, nothing done twice, nothing lost."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import shutil
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from lcsim.experiment.chunk_file import opened, write_chunk
from lcsim.experiment.clashes import clashes
from lcsim.experiment.crate import write_crate
from lcsim.experiment.design import points_of
from lcsim.experiment.executors import Dispatch, Keys, UnfitError, Workforce, in_this_process, local_processes
from lcsim.experiment.experiment import Experiment, dump_experiment
from lcsim.experiment.file_digests import KEY, sha256_of
from lcsim.experiment.late import late_text
from lcsim.experiment.lost_ties import lost_ties_text
from lcsim.experiment.outcome import FAILED
from lcsim.experiment.portions import Portions, timed
from lcsim.experiment.progress import Progress, SweepDone
from lcsim.experiment.replicates import cores
from lcsim.experiment.results import FORMATS, cannot_write
from lcsim.experiment.runs_of_sweep import RunKey
from lcsim.experiment.stop import Stop
from lcsim.experiment.sweep_folder import (
    CHUNKS,
    SUFFIX,
    bring,
    look,
    only_one,
    read_manifest,
    refuse_others,
    sweep_up,
    write_manifest,
    write_text,
)
from lcsim.experiment.sweep_identity import by_itself, facts_of, files_of, identity_of, label_of, name_of, now, runs_of
from lcsim.experiment.sweep_tables import write_tables
from lcsim.experiment.sweep_work import PASSING, died, do_runs, packed, ready, say_if_it_compiles, worker_of
from lcsim.experiment.under_way import UnderWay
from lcsim.scenario import dump
from lcsim.simulation import compile_model

EXPERIMENT: Final = "experiment.yaml"
FEW: Final = 4
"""Runs below which another process is not worth its start."""


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
        Local processes; ``None``: all cores, 1: this process itself. Not used with a `force`.
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
                stopped = task.lost() or trouble(error)
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
        self.facts = facts_of(experiment, identity, shard, form, command)
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
        if found.differing:
            arm, point, replicate = min(found.differing)
            told = f"the arm {arm} at {point}, replicate {replicate}"
            self.say(
                f"{len(found.differing):,} of these runs were done twice and came out differently, the first is {told}: "
                "machines that did them do not compute alike; one of the two was kept"
            )
        new = {name: key for name, key in zip(reversed(self.names), reversed(self.asked), strict=True)
               if name not in found.place or name in found.passing}  # fmt: skip
        self.todo = sorted(new.values())
        again = len(found.passing & new.keys())
        if again:
            self.say(f"{again:,} run{'s' * (again > 1)} whose process died or that found no memory: tried again")
        if self.todo and (told := late_text(self.experiment)):
            self.say(told)
        if self.todo and (told := lost_ties_text(self.experiment)):
            self.say(told)
        if self.todo and (told := clashes(self.experiment, {key.point for key in self.todo}).text()):
            self.say(told)
        failed = len((found.failed - found.passing) & set(self.names))
        self.progress = Progress(len(set(self.names)), len(set(self.names)) - len(new), 0, failed, tuple(found.broken))

    def lost(self) -> str:
        """What to say when the runs that were kept are gone: none of them counts as safe then. Empty if they are not."""
        kept = self.progress.before + self.progress.done
        if not kept or (self.folder / CHUNKS).is_dir():
            return ""
        self.progress.before = self.progress.done = self.progress.failed = 0
        return f"somebody took {self.folder / CHUNKS}/ away while it was at work"

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
        if say_if_it_compiles(self.say):
            with contextlib.suppress(Exception):  # a run that cannot be founded says so in its row
                compile_model(worker_of(work).scenario(self.todo[0].arm, self.todo[0].point))
        self.progress.began = time.monotonic()
        if force is None and workers == 1:
            self._here(work, stop)
            return
        chosen = force or local_processes(min(workers or cores(), -(-len(self.todo) // FEW)))
        self._over(self.todo, chosen, do_runs, work, stop)

    def _here(self, work: bytes, stop: Stop) -> None:
        """Do it in this process; in another one only what a process that died was at."""
        note = UnderWay(self.folder)
        names = {_fields(key): name_of(self.experiment, self.points, key) for key in self.todo}
        left = note.left()

        def noted(work: bytes, keys: Keys) -> bytes:
            note.begin(names[key] for key in keys)
            return do_runs(work, keys)

        suspects = [key for key in self.todo if names[_fields(key)] in left]
        rest = [key for key in self.todo if names[_fields(key)] not in left]
        try:
            self._over(suspects, local_processes(1), do_runs, work, stop)
            self._over(rest, in_this_process(), noted, work, stop)
        finally:
            note.end()

    def _over(
        self, runs: Sequence[RunKey], force: Workforce, do: Callable[..., bytes], work: bytes, stop: Stop
    ) -> None:
        portions = Portions(list(map(_fields, runs)), force.at_once)
        dispatch = Dispatch(force, partial(timed, do), ready, work, self._died, lambda: stop.wanted, self.say)
        with contextlib.closing(dispatch.over(portions)) as done:  # also ends workers when a chunk cannot be kept
            for keys, (seconds, content) in done:
                portions.took(seconds, len(keys))
                self._keep(content, len(keys))

    def _died(self, key: tuple[int, int, int], why: str) -> tuple[float, bytes]:
        return 0.0, died(self.experiment, self.points, key, why, self.of)

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
        if self.shard is None:
            facts[KEY] |= {name: sha256_of(self.folder / name) for name in sorted(files_of(self.experiment))}
        write_manifest(self.folder, facts)
        sweep_up(self.folder)
        if self.shard is None:
            write_crate(self.folder, facts, self.experiment.question or self.experiment.name)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _fields(key: RunKey) -> tuple[int, int, int]:
    return key.replicate, key.point, key.arm
