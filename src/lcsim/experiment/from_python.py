"""``lcsim.sweep``: what the command does, from Python, with any executor."""

from __future__ import annotations

import contextlib
import html
import sys
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lcsim.experiment.executors import Workforce, borrowed
from lcsim.experiment.experiment import Experiment
from lcsim.experiment.experiment_file import read_experiment
from lcsim.experiment.progress import Progress, SweepDone
from lcsim.experiment.replicates import cores
from lcsim.experiment.results import FORMATS
from lcsim.experiment.sweep import sweep as do_sweep


@dataclass(frozen=True, repr=False)
class SweepResults:
    """What `lcsim.sweep` gives back: how it ended, and its tables.

    Attributes
    ----------
    experiment
        What was asked.
    done
        How it ended; `complete` tells whether the tables are there.
    """

    experiment: Experiment
    done: SweepDone

    @property
    def folder(self) -> Path:
        """Folder of results."""
        return self.done.folder

    @property
    def complete(self) -> bool:
        """Whether all runs are there."""
        return self.done.complete

    @property
    def runs(self) -> Any:
        """Data frame with a row a run: arm, point, replicate, seed, status, what was varied, measures at the end."""
        return self.table("runs")

    @property
    def design(self) -> Any:
        """Data frame with a row a point."""
        return self.table("design")

    @property
    def series(self) -> Any:
        """Data frame of weekly measures, tidy; all in memory: for large sweeps read the file in pieces."""
        return self.table("series")

    def table(self, name: str) -> Any:
        """A table of the folder as a data frame.

        Raises
        ------
        FileNotFoundError
            When there is none: it was not asked for, or the sweep is not complete.
        """
        for form in FORMATS:
            path = self.folder / f"{name}.{form}"
            if path.is_file():
                if form == "csv":
                    from pyarrow import csv

                    return csv.read_csv(path).to_pandas()
                from pyarrow import parquet

                return parquet.read_table(path).to_pandas()
        raise FileNotFoundError(f"there is no table {name} in {self.folder}")

    def _facts(self) -> list[tuple[str, str]]:
        e, p = self.experiment, self.done.progress
        facts = [
            ("arms", ", ".join(arm.name for arm in e.arms)),
            ("varied", ", ".join(factor.path for factor in e.factors) or "nothing"),
            ("design", f"{e.design.kind}, {e.points:,} points, {e.replicates:,} replicates"),
            ("runs", f"{p.before + p.done:,} of {p.asked:,}" + (f", {p.failed:,} failed" if p.failed else "")),
            ("results", f"{self.folder}/"),
        ]
        if not self.complete:
            facts.append(("stopped", self.done.stopped_by or "interrupted; call it again to go on"))
        return facts

    def __repr__(self) -> str:
        p = self.done.progress
        state = "" if self.complete else ", not complete"
        return f"Sweep({self.experiment.name}: {p.before + p.done:,} of {p.asked:,} runs{state}, {self.folder}/)"

    def __str__(self) -> str:
        lines = [f"  {name:8} {value}" for name, value in self._facts()]
        return "\n".join([self.experiment.question or self.experiment.name, *lines])

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{name}</th><td>{html.escape(value)}</td></tr>" for name, value in self._facts())
        title = html.escape(self.experiment.question or self.experiment.name)
        return f"<table><caption>{title}</caption>{rows}</table>"


def sweep(
    experiment: str | Path | Experiment,
    *,
    out: str | Path | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    scheduler: Any = None,
    shard: tuple[int, int] | None = None,
    form: str = "parquet",
    say: Callable[[str], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> SweepResults:
    """Do all runs of an experiment that are not in its folder yet, and write its tables.

    Parameters
    ----------
    experiment
        A file, a folder with ``experiment.yaml``, a name, or what `lcsim.experiment.read_experiment` gave.
    out
        Folder of results (default: ``results/<name>``).
    workers
        Local processes (default: all cores; 1: this process itself); of an `executor`, how many chunks it does at a time.
    executor
        Anything shaped like ``concurrent.futures.Executor``, such as that of ``mpi4py.futures``; it is left running.
    scheduler
        Address of a Dask scheduler, or a ``dask.distributed.Client``; it is left running.
    shard
        (i, n): only the i-th of n parts, from 1.
    say, on_progress
        Receive messages for people (default: to stderr), and how far it is.

    Raises
    ------
    Faults
        When something is wrong with the experiment or the folder; nothing is run then.
    ValueError
        When there are two who are to do it, or the shard is none.
    """
    if executor is not None and scheduler is not None:
        raise ValueError("give an executor or a scheduler, not both")
    if workers is not None and workers < 1:
        raise ValueError(f"workers must be 1 or more, got {workers}")
    if form not in FORMATS:
        raise ValueError(f"form must be one of {', '.join(FORMATS)}, got {form!r}")
    if shard is not None and not 1 <= shard[0] <= shard[1]:
        raise ValueError(f"shard must be (i, n) with i from 1 to n, got {shard}")
    found = experiment if isinstance(experiment, Experiment) else read_experiment(experiment)
    name = found.name if shard is None else f"{found.name}-shard-{shard[0]}-of-{shard[1]}"
    folder = Path("results") / name if out is None else Path(out)
    with contextlib.ExitStack() as stack:
        force: Workforce | None = None
        if executor is not None:
            force = borrowed(executor, workers or getattr(executor, "_max_workers", None) or cores())
        elif scheduler is not None:
            from lcsim.experiment.on_dask import on_dask

            force = stack.enter_context(on_dask(scheduler))
        done = do_sweep(
            found,
            folder,
            workers=workers,
            force=force,
            shard=shard,
            form=form,
            command=("sweep", str(experiment) if not isinstance(experiment, Experiment) else found.name),
            say=say or _to_stderr,
            on_progress=on_progress,
        )
    return SweepResults(found, done)


def _to_stderr(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
