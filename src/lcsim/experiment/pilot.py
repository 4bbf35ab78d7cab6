"""What a sweep would take, from a few runs of it: shown before a month of computing is begun."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lcsim.experiment.experiment import Experiment
from lcsim.experiment.replicates import cores
from lcsim.experiment.runs_of_sweep import RunKey
from lcsim.experiment.sweep import runs_of
from lcsim.experiment.sweep_work import do_runs, packed

TRIED: Final = 5
"""Runs of a pilot: spread over the points, the first twice because it also loads the model."""
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
    """

    experiment: Experiment
    runs: int
    seconds: tuple[float, float]
    size: float
    workers: int

    def text(self) -> str:
        """For a terminal."""
        e = self.experiment
        lines = [e.question or e.name, ""]
        lines.append(f"  design      {e.design.kind}: {e.points:,} points")
        lines += [f"  varied      {factor.path}: {_range(factor)}" for factor in e.factors]
        lines.append(f"  arms        {', '.join(arm.name for arm in e.arms)}")
        lines.append(f"  replicates  {e.replicates:,}, on common random numbers from seed {e.seed}")
        lines.append(f"  measures    {', '.join(e.measures[:6])}{', ...' if len(e.measures) > 6 else ''}")
        low, high = (self.runs * one / self.workers for one in self.seconds)
        lines.append(f"  runs        {self.runs:,}")
        lines.append(
            f"  time        {_duration(low)} to {_duration(high)} on {self.workers} cores, from {TRIED} runs tried"
        )
        lines.append(f"  size        about {_bytes(self.size * self.runs)}")
        return "\n".join(wrapped(lines)) + "\n"


def wrapped(lines: Iterable[str]) -> Iterator[str]:
    """Lines of at most 80 characters; what does not fit goes on below the second column."""
    for line in lines:
        indent = " " * 14 if line.startswith("  ") else ""
        yield from textwrap.wrap(line, 80, subsequent_indent=indent, drop_whitespace=True) or [""]


def pilot(experiment: Experiment, workers: int | None = None) -> Pilot:
    """Try a few runs here; nothing is kept."""
    work = packed(experiment)
    runs = runs_of(experiment)
    tried = [runs[(len(runs) - 1) * n // max(TRIED - 1, 1)] for n in range(TRIED)]
    do_runs(work, [_fields(tried[0])])
    times, sizes = [], []
    for key in tried:
        began = time.perf_counter()
        content = do_runs(work, [_fields(key)])
        times.append(time.perf_counter() - began)
        sizes.append(len(content))
    return Pilot(experiment, len(runs), (min(times), max(times)), 1.3 * sum(sizes) / len(sizes), workers or cores())


def _fields(key: RunKey) -> tuple[int, int, int]:
    return key.replicate, key.point, key.arm


def _range(factor: object) -> str:
    values = getattr(factor, "values", ())
    if values:
        return ", ".join(map(str, values))
    return f"{getattr(factor, 'low', None):g} to {getattr(factor, 'high', None):g}"


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
