"""What sweeps cost: memory of many runs, efficiency of two processes, and everything that is not a kernel.

``python benchmarks/sweeps.py`` does 10,000 runs of 60 people; ``python benchmarks/sweeps.py 200`` does with fewer;
``python benchmarks/sweeps.py 10000 memory`` measures one thing of `BENCHMARKS` only. Machines are noisy: what is beside
kernels is processor time in pairs of the same runs, and efficiency is set against processes that only count, in turn.

A *bare kernel* is the compiled weeks of a run alone: the calls of compiled code that take a founded community from its
first week to its last, with one record of measures, at the end. Everything else that a sweep does is beside it: making
the scenario of a point, founding, room for more people, weekly measures, those at the end, digests, the series, chunks,
what the parent keeps, and the tables.
"""

from __future__ import annotations

import cProfile
import multiprocessing
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from communities import scenario

from lcsim.experiment.chunk_file import opened, write_chunk
from lcsim.experiment.design import points_of
from lcsim.experiment.experiment import Experiment, scenario_at
from lcsim.experiment.experiment_file import read_experiment
from lcsim.experiment.from_python import sweep
from lcsim.experiment.sweep_folder import CHUNKS, SUFFIX, look
from lcsim.experiment.sweep_identity import runs_of
from lcsim.experiment.sweep_tables import write_tables
from lcsim.experiment.sweep_work import do_runs, packed
from lcsim.scenario import dump
from lcsim.simulation import community

PEOPLE = 60
WEEKS = 156
POINTS = 50
CHUNK = 100
"""Runs of a chunk where they are compared with bare kernels: about as many as a sweep hands out at once."""
CONTROL = 6.0
"""Seconds of counting for each process of the control."""

EXPERIMENT = """
schema: 1
scenario: community.yaml
vary: {{"organisations[0].control": {{low: .1, high: .8}}, rules.deliberation.gamma: {{low: 1.5, high: 3}}}}
design: {{kind: latin_hypercube, points: {points}, seed: 1}}
replicates: {replicates}
{more}
"""
FIVE = "measures: [space, agreement, level, quality, modal_share]"
"""Five measures of the end; the series of all weekly ones every four weeks, as by default."""
ALL = ""
"""What a sweep keeps by default: all measures at the end, and that series."""


@dataclass(frozen=True)
class Finding:
    """A line of the table."""

    what: str
    value: str
    aim: str


def experiment_of(folder: Path, runs: int, more: str = FIVE, points: int = POINTS) -> Path:
    """An experiment of so many runs, a little more when they do not fit the points."""
    points = min(points, runs)
    (folder / "community.yaml").write_text(dump(scenario(PEOPLE, weeks=WEEKS)), encoding="utf-8")
    text = EXPERIMENT.format(points=points, replicates=-(-runs // points), more=more)
    (folder / "experiment.yaml").write_text(text, encoding="utf-8")
    return folder / "experiment.yaml"


@dataclass(frozen=True)
class Done:
    """A sweep in a process of its own: seconds, processor seconds of all processes, megabytes, bytes on disk."""

    seconds: float
    processor: float
    before: float
    parent: float
    worker: float
    chunks: float
    tables: float


def in_its_own_process(runs: int, workers: int) -> Done:
    """Do a sweep that does nothing else beside."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(runs), str(workers)], capture_output=True, text=True, check=True
    )
    return Done(*map(float, done.stdout.split()))


def one(runs: int, workers: int) -> None:
    """A sweep in this process."""
    with tempfile.TemporaryDirectory() as place:
        found = read_experiment(experiment_of(Path(place), runs))
        do_runs(packed(found), [(0, 0, 0)])  # compiled, and at hand
        before = resource.getrusage(resource.RUSAGE_SELF)
        began = time.perf_counter()
        done = sweep(found, out=Path(place) / "out", workers=workers)
        seconds = time.perf_counter() - began
        assert done.complete
        assert not done.done.progress.failed
        files = {path: path.stat().st_size for path in (Path(place) / "out").rglob("*") if path.is_file()}
        parent, worker = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        used = [each.ru_utime + each.ru_stime for each in (parent, worker, before)]
        chunks = sum(size for path, size in files.items() if path.suffix == ".chunk")
        tables = sum(size for path, size in files.items() if path.suffix == ".parquet")
        print(seconds, used[0] + used[1] - used[2], before.ru_maxrss / 1024, parent.ru_maxrss / 1024,
              worker.ru_maxrss / 1024, chunks, tables)  # fmt: skip


def count(seconds: float) -> int:
    """Do nothing but count."""
    until = time.perf_counter() + seconds
    n = 0
    while time.perf_counter() < until:
        n += sum(range(2000)) > 0
    return n


def control() -> float:
    """How much two processes that only count get done, beside twice what one does."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(count, [0.1, 0.1]))
        alone = pool.submit(count, CONTROL / 2).result()
        both = sum(pool.map(count, [CONTROL / 2] * 2))
        alone += pool.submit(count, CONTROL / 2).result()
    return both / alone


def efficiency(runs: int, pairs: int = 5) -> list[Finding]:
    """Two processes against one, each pair beside a control before and after it."""
    shares, possible, times = [], [], []
    pure = control()
    for _ in range(pairs):
        one_worker, two_workers = in_its_own_process(runs, 1), in_its_own_process(runs, 2)
        after = control()
        possible.append((pure + after) / 2)
        pure = after
        shares.append(one_worker.seconds / (2 * two_workers.seconds) / possible[-1])
        times.append((one_worker.seconds, two_workers.seconds))
    middle = np.median(times, axis=0)
    return [
        Finding(
            f"efficiency of 2 processes, {runs:,} runs, of what processes that only count reach in the same minutes",
            f"{np.median(shares):.2f} ({min(shares):.2f}-{max(shares):.2f}, {pairs} pairs); counting reached "
            f"{np.median(possible):.2f} ({min(possible):.2f}-{max(possible):.2f}); {middle[0]:.0f} s and "
            f"{middle[1]:.0f} s",
            "at least 0.9 of the control",
        )
    ]


def memory(runs: int) -> list[Finding]:
    """Memory, size and rate of a tenth of the runs and of all of them, and what a run more costs in all."""
    few, many = in_its_own_process(max(runs // 10, 20), 2), in_its_own_process(runs, 2)
    found = []
    for number, done in ((max(runs // 10, 20), few), (runs, many)):
        sizes = f"{done.chunks / 1e6:.1f} MB of chunks, {done.tables / 1e6:.1f} MB of tables"
        found.append(
            Finding(
                f"{number:,} runs of {WEEKS} weeks, 2 workers",
                f"parent {done.parent:.0f} MB at its most ({done.before:.0f} at its start), a worker {done.worker:.0f}; "
                f"{sizes}; {number / done.seconds:.0f} runs a second, {done.seconds:.0f} s",
                "memory does not grow with runs",
            )
        )
    more = runs - max(runs // 10, 20)
    with tempfile.TemporaryDirectory() as place:
        kernel = float(np.median([bare for _, bare in _pairs(Path(place), FIVE, 10, POINTS)]))
    each = (many.processor - few.processor) / more
    found.append(
        Finding(
            "a run more, all processes together, tables too, beside its bare kernel",
            f"{each / kernel - 1.0:.0%} of {kernel * 1e3:.1f} ms",
            "at most 25%",
        )
    )
    return found


def _pairs(place: Path, more: str, rounds: int, points: int, known: bool = True) -> list[tuple[float, float]]:
    """Processor seconds of a run in a sweep, and of its bare kernel: rounds of the same runs, in turn.

    `known`: each point comes round in every round, as replicates do; otherwise each run is at a point of its own.
    """
    found = read_experiment(experiment_of(place, (rounds + 1) * CHUNK, more, points))
    listed = runs_of(found)
    work = packed(found)
    do_runs(work, [astuple(key) for key in (listed[:CHUNK] if known else listed[-1:])])
    (place / CHUNKS).mkdir()
    took, done = [], []
    for round_ in range(rounds):
        first = (round_ + known) * CHUNK
        keys = listed[first : first + CHUNK]
        done += keys
        fields = [astuple(key) for key in keys]
        kernel = bare(found, fields) / 2
        began = time.process_time()
        content = do_runs(work, fields)
        write_chunk(place / CHUNKS / f"{round_}{SUFFIX}", content)
        opened(content, check=False).rows.column("status").to_pylist()
        whole = time.process_time() - began
        kernel += bare(found, fields) / 2
        took.append((whole / CHUNK, kernel / CHUNK))
    began = time.process_time()
    there = look(place, "")
    write_tables(found, points_of(found.factors, found.design), place, there, done, "parquet", True, {})
    tables = (time.process_time() - began) / len(done)
    return [(whole + tables, kernel) for whole, kernel in took]


def bare(found: Experiment, keys: list[tuple[int, int, int]]) -> float:
    """Processor seconds in the compiled weeks of some runs, founded before, without measures on the way."""
    points = points_of(found.factors, found.design)
    seconds = 0.0
    compiled_weeks = community.advance

    def timed(*given: Any) -> int:
        nonlocal seconds
        began = time.process_time()
        reached = compiled_weeks(*given)
        seconds += time.process_time() - began
        return reached

    community.advance = timed  # type: ignore[assignment]
    try:
        for replicate, point, arm in keys:
            at = scenario_at(found, found.arms[arm], points[point])
            at = at.model_copy(update={"record": at.record.model_copy(update={"cadence": WEEKS})})
            community.Community(at, found.seed + replicate).advance(WEEKS)
    finally:
        community.advance = compiled_weeks
    return seconds


def beside_kernels(runs: int) -> list[Finding]:
    """All that a sweep does for a run, beside its bare kernel."""
    rounds = max(3, min(20, runs // 500))
    found = []
    for what, more, points, known in (
        ("five measures and the series of every 4th week", FIVE, POINTS, True),
        ("all measures and that series (the default)", ALL, POINTS, True),
        ("five measures, each run at a point of its own", FIVE, CHUNK * (rounds + 1), False),
    ):
        with tempfile.TemporaryDirectory() as place:
            pairs = np.array(_pairs(Path(place), more, rounds, points, known))
        share = pairs[:, 0] / pairs[:, 1] - 1.0
        low, middle, high = np.quantile(share, [0.1, 0.5, 0.9])
        found.append(
            Finding(
                f"all that a sweep does for a run (tables too) beside its bare kernel: {what}",
                f"{middle:.0%} ({low:.0%} to {high:.0%}, {rounds} pairs) of {np.median(pairs[:, 1]) * 1e3:.1f} ms",
                "at most 25%",
            )
        )
    return found


def profile(runs: int) -> None:
    """Where the time of a chunk goes."""
    with tempfile.TemporaryDirectory() as place:
        found = read_experiment(experiment_of(Path(place), runs))
        work = packed(found)
        do_runs(work, [(0, point, 0) for point in range(min(20, found.points))])
        watch = cProfile.Profile()
        watch.enable()
        do_runs(work, [(1, point, 0) for point in range(min(20, found.points))])
        watch.disable()
        pstats.Stats(watch).sort_stats("tottime").print_stats(22)


BENCHMARKS: dict[str, Callable[[int], list[Finding]]] = {
    "kernels": beside_kernels,
    "efficiency": lambda runs: efficiency(min(runs, 4000)),
    "memory": memory,
}


def main(runs: int, chosen: list[str]) -> None:
    """Measure and print a table."""
    print("| what | measured | aim |\n|---|---|---|")
    for name in chosen or BENCHMARKS:
        for found in BENCHMARKS[name](runs):
            print(f"| {found.what} | {found.value} | {found.aim} |", flush=True)


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(int(sys.argv[2]), int(sys.argv[3]))
    elif "--profile" in sys.argv:
        profile(100)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2:])
