"""What sweeps cost: memory of many runs, efficiency of two processes, and everything that is not a kernel.

``python benchmarks/sweeps.py`` does 10,000 runs of 60 people; ``python benchmarks/sweeps.py 200`` does with fewer.
Machines are noisy: efficiency is set against processes that only count, in the same minute.
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
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from communities import scenario

from lcsim.experiment import sweep as engine
from lcsim.experiment.experiment import scenario_at
from lcsim.experiment.experiment_file import read_experiment
from lcsim.experiment.from_python import sweep
from lcsim.experiment.sweep_work import do_runs, packed
from lcsim.scenario import dump
from lcsim.simulation import Community

PEOPLE = 60
WEEKS = 156
POINTS = 50
CONTROL = 8.0
"""Seconds of counting for each process of the control."""

EXPERIMENT = """
schema: 1
scenario: community.yaml
vary: {{"organisations[0].control": {{low: .1, high: .8}}, rules.deliberation.gamma: {{low: 1.5, high: 3}}}}
design: {{kind: latin_hypercube, points: {points}, seed: 1}}
replicates: {replicates}
measures: [space, agreement, level, quality, modal_share]
record: {{cadence: 4}}
"""


@dataclass(frozen=True)
class Finding:
    """A line of the table."""

    what: str
    value: str
    aim: str


def experiment_of(folder: Path, runs: int) -> Path:
    """An experiment of so many runs, a little more when they do not fit the points."""
    points = min(POINTS, runs)
    (folder / "community.yaml").write_text(dump(scenario(PEOPLE, weeks=WEEKS)), encoding="utf-8")
    text = EXPERIMENT.format(points=points, replicates=-(-runs // points))
    (folder / "experiment.yaml").write_text(text, encoding="utf-8")
    return folder / "experiment.yaml"


def in_its_own_process(runs: int, workers: int) -> tuple[float, float, float]:
    """Seconds for all runs, megabytes of the parent at its start and at its most."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(runs), str(workers)], capture_output=True, text=True, check=True
    )
    seconds, before, most = map(float, done.stdout.split())
    return seconds, before, most


def one(runs: int, workers: int) -> None:
    """A sweep in this process, which does nothing else."""
    with tempfile.TemporaryDirectory() as place:
        found = read_experiment(experiment_of(Path(place), runs))
        do_runs(packed(found), [(0, 0, 0)])  # compiled, and at hand
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = time.perf_counter()
        done = sweep(found, out=Path(place) / "out", workers=workers)
        seconds = time.perf_counter() - began
        assert done.complete
        assert not done.done.progress.failed
    print(seconds, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


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


def efficiency(runs: int) -> Finding:
    """Two processes against one, beside the control."""
    before = control()
    one_worker, two_workers = in_its_own_process(runs, 1)[0], in_its_own_process(runs, 2)[0]
    pure = (before + control()) / 2
    found = one_worker / (2 * two_workers)
    return Finding(
        f"efficiency of 2 processes, {runs:,} runs",
        f"{found:.2f} of {pure:.2f} possible: {found / pure:.2f} ({one_worker:.1f} s and {two_workers:.1f} s)",
        "0.9 of the control",
    )


def memory(runs: int) -> Finding:
    """Memory of the parent."""
    seconds, before, most = in_its_own_process(runs, 2)
    return Finding(
        f"memory of the parent, {runs:,} runs",
        f"{most:.0f} MB at its most, {before:.0f} MB at its start; {runs / seconds:.1f} runs a second",
        "does not grow with runs",
    )


def beside_kernels(rounds: int) -> Finding:
    """All that a sweep does for a run, beside weeks without recording: pairs of the same runs."""
    with tempfile.TemporaryDirectory() as place:
        found = read_experiment(experiment_of(Path(place), 20 * rounds))
        work = packed(found)
        points = engine.points_of(found.factors, found.design)
        bare, whole = [], []
        for round_ in range(-1, rounds):
            keys = [(max(round_, 0), point, 0) for point in range(min(20, found.points))]
            began = time.perf_counter()
            content = do_runs(work, keys)
            engine.write_chunk(Path(place) / f"{round_}.chunk", content)
            took = time.perf_counter() - began
            kernels = 0.0
            for replicate, point, arm in keys:
                at = scenario_at(found, found.arms[arm], points[point])
                at = at.model_copy(update={"record": at.record.model_copy(update={"cadence": WEEKS})})
                community = Community(at, found.seed + replicate)
                began = time.perf_counter()
                community.advance(WEEKS)
                kernels += time.perf_counter() - began
            if round_ >= 0:
                whole.append(took / len(keys))
                bare.append(kernels / len(keys))
    share = np.array(whole) / np.array(bare) - 1.0
    return Finding(
        "founding, recording, writing beside kernels",
        f"{np.median(share):.0%} of {np.median(bare) * 1e3:.1f} ms ({share.min():.0%} to {share.max():.0%})",
        "at most 25%",
    )


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


def main(runs: int) -> None:
    """Measure and print a table."""
    print("| what | measured | aim |\n|---|---|---|")
    for measure, number in ((beside_kernels, max(3, min(10, runs // 40))), (efficiency, min(runs, 2000)),
                            (memory, max(runs // 10, 20)), (memory, runs)):  # fmt: skip
        found = measure(number)
        print(f"| {found.what} | {found.value} | {found.aim} |", flush=True)


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(int(sys.argv[2]), int(sys.argv[3]))
    elif "--profile" in sys.argv:
        profile(100)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
