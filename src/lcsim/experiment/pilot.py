"""What a sweep would take, from a few runs of it: shown before a month of computing is begun."""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from lcsim.experiment.chunk_file import opened
from lcsim.experiment.clashes import clashes
from lcsim.experiment.design import Factor, points_of
from lcsim.experiment.executors import Dispatch, UnfitError, local_processes
from lcsim.experiment.experiment import Experiment
from lcsim.experiment.late import late_text
from lcsim.experiment.lost_ties import lost_ties_text
from lcsim.experiment.portions import timed
from lcsim.experiment.replicates import cores
from lcsim.experiment.runs_of_sweep import RunKey
from lcsim.experiment.sweep_identity import runs_of
from lcsim.experiment.sweep_work import died, do_runs, packed, ready, say_if_it_compiles
from lcsim.part import Fault, Faults

TRIED: Final = 5
"""Runs of a pilot: spread over the points, the first twice because it also loads the model."""
MOST_SHOWN: Final = 8
"""Values of a factor that are written out."""
UNITS: Final = ((86400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (1.0, "seconds"))


@dataclass(frozen=True)
class Pilot:
    """What a few runs cost.

    Attributes
    ----------
    seconds
        Of a run: least and most of those tried.
    size
        Bytes on disk of a run, chunk and tables.
    errors
        Of those runs that failed.
    clashes
        What is to be told of points that are no scenarios; empty when nothing is.
    """

    experiment: Experiment
    runs: int
    seconds: tuple[float, float]
    size: float
    workers: int
    errors: tuple[str, ...] = ()
    clashes: str = ""

    def text(self) -> str:
        """For a terminal."""
        e = self.experiment
        lines = [e.question or e.name, ""]
        lines.append(f"  design      {e.design.kind}: {e.points:,} points")
        lines += [f"  varied      {factor.path}: {_tried(factor, [row[at] for row in e.design.rows])}"
                  for at, factor in enumerate(e.factors)]  # fmt: skip
        lines.append(f"  arms        {', '.join(arm.name for arm in e.arms)}")
        lines.append(f"  replicates  {e.replicates:,}, on common random numbers from seed {e.seed}")
        lines.append(f"  measures    {', '.join(e.measures[:6])}{', ...' if len(e.measures) > 6 else ''}")
        low, high = (self.runs * one / self.workers for one in self.seconds)
        lines.append(f"  runs        {self.runs:,}")
        lines.append(
            f"  time        {_duration(low)} to {_duration(high)} on {self.workers} cores, from {TRIED} runs tried"
        )
        lines.append(f"  size        about {_bytes(self.size * self.runs)}")
        if self.errors:
            lines.append(
                f"  failed      {len(self.errors)} of {TRIED} runs tried: {'; '.join(dict.fromkeys(self.errors))}"
            )
        if told := late_text(e):
            lines.append(f"  too late    {told}")
        if told := lost_ties_text(e):
            lines.append(f"  no ties     {told}")
        if self.clashes:
            lines.append(f"  will fail   {self.clashes}")
        return "\n".join(wrapped(lines)) + "\n"


def wrapped(lines: Iterable[str]) -> Iterator[str]:
    """Lines of at most 80 characters; what does not fit goes on below the second column."""
    for line in lines:
        indent = " " * 14 if line.startswith("  ") else ""
        yield from textwrap.wrap(line, 80, subsequent_indent=indent, drop_whitespace=True) or [""]


def _nobody(message: str) -> None:
    """What goes wrong is in the account of the pilot."""


def pilot(experiment: Experiment, workers: int | None = None, say: Callable[[str], None] = _nobody) -> Pilot:
    """Try a few runs in a process of their own; nothing is kept.

    Parameters
    ----------
    say
        Receives messages for people: compiling comes before the first run.

    Raises
    ------
    Faults
        When nothing can be tried here.
    """
    say_if_it_compiles(say)
    work = packed(experiment)
    runs = runs_of(experiment)
    tried = [_fields(runs[(len(runs) - 1) * n // max(TRIED - 1, 1)]) for n in range(TRIED)]
    points = points_of(experiment.factors, experiment.design)

    def gave_up(key: tuple[int, int, int], why: str) -> tuple[float, bytes]:
        return 0.0, died(experiment, points, key, why, "")

    dispatch = Dispatch(local_processes(1), partial(timed, do_runs), ready, work, gave_up, lambda: False, _nobody)
    try:
        with contextlib.closing(dispatch.over([(key,) for key in (tried[0], *tried)])) as done:
            found = [back for _, back in done][1:]  # the first also loads the model
    except UnfitError as error:
        raise Faults([Fault(str(error), experiment.name)]) from error
    times = [seconds for seconds, _ in found if seconds > 0.0] or [0.0]
    errors = [error for _, content in found for error in opened(content).rows.column("error").to_pylist() if error]
    size = 1.3 * sum(len(content) for _, content in found) / len(found)
    told = clashes(experiment, {run.point for run in runs}).text()
    return Pilot(experiment, len(runs), (min(times), max(times)), size, workers or cores(), tuple(errors), told)


def _fields(key: RunKey) -> tuple[int, int, int]:
    return key.replicate, key.point, key.arm


def _tried(factor: Factor, listed: Sequence[Any]) -> str:
    """Values or range of a factor; in a design that lists its points, those `listed`."""
    values = factor.values or tuple(dict.fromkeys(listed))
    if values:
        few = ", ".join(map(str, values[:MOST_SHOWN]))
        return few if len(values) <= MOST_SHOWN else f"{few}, ... ({len(values)} values)"
    return f"{factor.low:g} to {factor.high:g}"


def _duration(seconds: float) -> str:
    for unit, name in UNITS:
        if seconds >= 1.5 * unit or unit == 1.0:
            return f"{seconds / unit:.1f} {name}" if seconds < 10 * unit else f"{seconds / unit:.0f} {name}"
    return ""


def _bytes(size: float) -> str:
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size:.0f} bytes"
