"""``lcsim sweep``."""

from __future__ import annotations

import contextlib
import shlex
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from lcsim.cli.console import CONSOLE, on_terminal, show, to_stderr
from lcsim.cli.main import DONE, FAILED, INTERRUPTED
from lcsim.cli.options import Whole, quiet_and_verbose

if TYPE_CHECKING:
    from lcsim.experiment.experiment_file import Experiment
    from lcsim.experiment.progress import Progress as SweepState
    from lcsim.experiment.progress import SweepDone

EVERY: Final = 0.2
"""Seconds between two looks at how far it is."""


class Shard(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """``i/n``: the i-th of n parts, from 1."""

    name = "i/n"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Both numbers."""
        if isinstance(value, tuple):
            return value
        first, slash, second = str(value).partition("/")
        if slash and first.isdecimal() and second.isdecimal() and 1 <= int(first) <= int(second):
            return int(first), int(second)
        return self.fail(f"must be i/n with i from 1 to n, such as 3/10, got '{value}'", param, ctx)


@click.command("sweep")
@click.argument("experiment")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of results.  [default: results/NAME]")
@click.option("--workers", type=Whole(1), help="Local processes.  [default: all cores]")
@click.option("--scheduler", help="Address of a Dask scheduler, tcp://host:port.")
@click.option("--shard", type=Shard(), help="Do only part i of n, for job arrays; `lcsim merge` joins them.")
@click.option("--dry-run", is_flag=True, help="Show design, runs, expected time and size; write nothing.")
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet", show_default=True)
@quiet_and_verbose
def command(
    experiment: str,
    out: Path | None,
    workers: int | None,
    scheduler: str | None,
    shard: tuple[int, int] | None,
    dry_run: bool,
    form: str,
) -> int:
    """Run all of EXPERIMENT that is not done yet: a file, a folder with experiment.yaml, or a name.

    Started again on the same folder it goes on where it was; more points or replicates do only what is new.
    """
    from lcsim.experiment.experiment_file import read_experiment
    from lcsim.experiment.sweep import sweep

    found = read_experiment(experiment)
    if scheduler and workers:
        raise click.UsageError("--workers is for local processes; a scheduler has its own")
    if dry_run:
        from lcsim.experiment.pilot import pilot

        show(pilot(found, workers, CONSOLE.say).text())
        return DONE
    folder = out or Path("results") / (found.name if shard is None else f"{found.name}-shard-{shard[0]}-of-{shard[1]}")
    with contextlib.ExitStack() as stack:
        force = None
        if scheduler:
            from lcsim.experiment.on_dask import on_dask

            force = stack.enter_context(on_dask(scheduler))
        line = stack.enter_context(Line())
        done = sweep(
            found, folder, workers=workers, force=force, shard=shard, form=form, command=sys.argv[1:],
            say=line.say, on_progress=line.show,
        )  # fmt: skip
    return tell(found, done, part=shard is not None)


class Line:
    """One line of progress on a terminal, over and over; nothing anywhere else."""

    def __init__(self) -> None:
        self._there = not CONSOLE.quiet and on_terminal(sys.stderr)
        self._shown = 0.0
        self._long = 0

    def show(self, progress: SweepState) -> None:
        """Show how far it is, some times a second at most."""
        now = time.monotonic()
        if self._there and (now - self._shown > EVERY or not progress.left):
            self._shown = now
            self._put(line_of(progress))

    def say(self, message: str) -> None:
        """Give a message on a line of its own."""
        self._put("")
        CONSOLE.say(textwrap.fill(message, 80, break_on_hyphens=False, break_long_words=False))

    def _put(self, text: str) -> None:
        if self._there and (text or self._long):
            to_stderr(f"\r{text:{self._long}}\r{text}", end="")
            self._long = len(text)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._put("")


def line_of(progress: SweepState) -> str:
    """Runs done, rate, what is left, failures: fewer than 80 characters."""
    there = progress.before + progress.done
    parts = [f"{there:,} of {progress.asked:,} runs ({int(100 * there / max(progress.asked, 1))}%)"]
    if progress.done and progress.left:
        parts += [f"{progress.rate:.3g} a second", f"{duration(progress.left / progress.rate)} left"]
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    return " · ".join(parts)[:79]


def duration(seconds: float) -> str:
    """About how long."""
    for unit, name in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} seconds"


def tell(experiment: Experiment, done: SweepDone, part: bool = False) -> int:
    """Say how a sweep, or a `part` of it, ended, and how to go on."""
    progress = done.progress
    if not done.complete:
        return tell_stopped(done)
    points, arms = experiment.points, len(experiment.arms)
    runs = counted(progress.asked if part else experiment.runs, "run")
    lines = textwrap.wrap(experiment.question or experiment.name, 78)
    lines += [
        "",
        f"  {counted(arms, 'arm')} x {counted(points, 'point')} x {counted(experiment.replicates, 'replicate')}: "
        f"{runs}" + (" in this part" if part else ""),
        f"  {progress.done:,} done now, {progress.before:,} were there",
    ]
    if not part and (again := experiment.runs - progress.asked):
        lines.append(f"  {again:,} more at points that are the same as others, so done once")
    if progress.failed:
        lines.append(f"  {progress.failed:,} failed: see the column error of the table of runs")
    show("\n".join([*lines, "", f"Results: {done.folder}/"]))
    return FAILED if progress.failed else DONE


def tell_stopped(done: SweepDone) -> int:
    """Say what is safe of a sweep that was not completed, and how to go on."""
    progress = done.progress
    if done.stopped_by:
        to_stderr(f"lcsim: {done.stopped_by}")
    to_stderr(
        f"Stopped: {progress.before + progress.done:,} of {progress.asked:,} runs are safe in {done.folder}/\n"
        f"Go on with: {shlex.join(['lcsim', *sys.argv[1:]])}"
    )
    return INTERRUPTED if done.interrupted else FAILED


def counted(number: int, what: str) -> str:
    """A number of things."""
    return f"{number:,} {what}{'s' * (number != 1)}"
