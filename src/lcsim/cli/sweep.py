"""``lcsim sweep``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lcsim.cli.console import CONSOLE, Progress, show
from lcsim.cli.main import DONE, FAILED, INTERRUPTED, trouble_with_files
from lcsim.cli.options import Whole, quiet_and_verbose

if TYPE_CHECKING:
    from lcsim.experiment.experiment_file import Experiment
    from lcsim.experiment.sweep import SweepDone


class Shard(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """``i/n``: the i-th of n parts, from 1."""

    name = "i/n"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Both numbers."""
        if isinstance(value, tuple):
            return value
        first, slash, second = str(value).partition("/")
        if slash and first.isdigit() and second.isdigit() and 1 <= int(first) <= int(second):
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

        show(pilot(found, workers).text())
        return DONE
    folder = out or Path("results") / (found.name if shard is None else f"{found.name}-shard-{shard[0]}-of-{shard[1]}")
    executor = None
    if scheduler:
        from lcsim.experiment.on_dask import on_dask

        executor = on_dask(scheduler)
    total = found.runs
    with Progress(total, " runs") as bar:
        done = sweep(
            found, folder, workers=workers, executor=executor, shard=shard, form=form, command=sys.argv[1:],
            say=CONSOLE.say, on_progress=lambda p: bar.to(p.before + p.done, p.asked, p.failed),
        )  # fmt: skip
    return tell(found, done, f"lcsim sweep {experiment} --out {folder}" if out else f"lcsim sweep {experiment}")


def tell(experiment: Experiment, done: SweepDone, command: str) -> int:
    """Say how a sweep ended, and how to go on."""
    progress = done.progress
    there = progress.before + progress.done
    if done.interrupted or done.stopped_by:
        if done.stopped_by:
            trouble = trouble_with_files(OSError(done.stopped_by)) if not done.interrupted else done.stopped_by
            print(f"lcsim: {trouble}", file=sys.stderr)
        print(
            f"Stopped: {there:,} of {progress.asked:,} runs are safe in {done.folder}/.\nGo on with: {command}",
            file=sys.stderr,
        )
        return INTERRUPTED if done.interrupted else FAILED
    points, arms = experiment.points, len(experiment.arms)
    show(
        f"{experiment.question or experiment.name}\n\n"
        f"  {progress.asked:,} runs: {arms} arm{'s' * (arms != 1)} x {points:,} point{'s' * (points != 1)} x "
        f"{experiment.replicates:,} replicate{'s' * (experiment.replicates != 1)}\n"
        f"  {progress.done:,} done now, {progress.before:,} were there"
        + (f"; {progress.failed:,} failed: see the column error of runs" if progress.failed else "")
        + f"\n\nResults: {done.folder}/\n"
    )
    return FAILED if progress.failed else DONE
