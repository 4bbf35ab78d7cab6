"""All of lcsim's speeds, each against something, measured in pairs in one run; the table goes to ``results.md``.

``python benchmarks/run.py`` measures everything (some forty minutes), ``python benchmarks/run.py people:60 commands``
some of it and prints only. Ratios are medians over pairs with the 10 to 90% range; machines are noisy, ratios less so.
"""

from __future__ import annotations

import gc
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import c_encounters
import mesa
import numba
import numpy as np
import plain_mesa
import plain_mesa_tuned
from c_encounters import in_turn
from communities import SPARSE, scenario, settings

import lcsim
from lcsim.simulation import Community
from lcsim.simulation.model import LearningCommunity
from lcsim.state import PEOPLE_COLUMNS

HERE = Path(__file__).resolve().parent
Row = tuple[str, str, str, str]
"""What, what was measured, ratio or value with spread, what it must reach."""

TIES = ("tie_count", "tie_to", "tie_trust", "tie_kind", "tie_since", "tie_last")


def seconds(values: np.ndarray) -> str:
    """Median of some times, in the unit that suits it."""
    middle = float(np.median(values))
    if middle >= 1.0:
        return f"{middle:.1f} s"
    return f"{middle * 1e3:.1f} ms"


# --- against plain Mesa ------------------------------------------------------------------------------------------


def against_mesa(people: int, weeks: int, rounds: int, aim: str) -> list[Row]:
    """Found a community and run it with weekly measures: lcsim against both plain Mesa programs."""
    ours = scenario(people, weeks=weeks, **SPARSE)  # type: ignore[arg-type]
    theirs = settings(people, **SPARSE)
    Community(ours, 0).advance(weeks)  # compiled, and at hand
    rows = []
    tuned = ((plain_mesa_tuned, "plain Mesa, tuned by hand to the limit"),) if people < 100_000 else ()  # hours
    for program, kind in ((plain_mesa, "plain Mesa"), *tuned):
        seed = iter(range(1, 10_000))

        def in_mesa(program: Any = program, seed: Any = seed) -> None:
            program.run(theirs, next(seed), weeks)

        def in_lcsim(seed: Any = seed) -> None:
            Community(ours, next(seed)).advance(weeks)

        pairs = in_turn(in_lcsim, in_mesa, gc.collect, rounds)
        rows.append(
            (
                f"{people:,} people x {weeks} weeks, weekly measures, against {kind}",
                f"{seconds(pairs.first)} against {seconds(pairs.second)}",
                f"{pairs} times, {pairs.first.size} pairs",
                aim if program is plain_mesa else "for information",
            )
        )
        report(rows[-1])
    return rows


# --- against C ---------------------------------------------------------------------------------------------------


def against_c(people: int) -> list[Row]:
    """The encounter phase against C, states equal bit for bit."""
    rows = []
    for flags, found in c_encounters.measured(people):
        rows.append(
            (
                f"encounter phase, {people:,} people, against C (gcc {flags})",
                f"{found.lcsim_nanoseconds:.0f} against {found.c_nanoseconds:.0f} ns a meeting; the race for a partner "
                f"is {found.race_share:.0%} of it",
                f"{found.whole} times, {found.whole.first.size} pairs",
                "at most 1.4 times",
            )
        )
        report(rows[-1])
    return rows


def mesa_against_c(people: int, weeks: int = 4) -> list[Row]:
    """The encounter phase in plain Mesa against C: how much quicker than plain Mesa a program can be at all."""
    model = plain_mesa.run(settings(people, **SPARSE), 1, 12)
    meetings = len(model.agents) * plain_mesa.MEETINGS * weeks
    times = []
    for _ in range(5):
        start = time.thread_time()
        for _ in range(weeks):
            model.agents.shuffle_do("work")
        times.append((time.thread_time() - start) / meetings * 1e9)
    native = dict(c_encounters.measured(people, 3.0))
    in_c = min(found.c_nanoseconds for found in native.values())
    rows = [
        (
            f"encounter phase, {people:,} people, plain Mesa against C",
            f"{np.median(times):.0f} against {in_c:.0f} ns a meeting",
            f"{np.median(times) / in_c:.0f} times ({min(times) / in_c:.0f}-{max(times) / in_c:.0f})",
            "for information: what C itself gains over plain Mesa",
        )
    ]
    report(rows[-1])
    return rows


# --- growth ------------------------------------------------------------------------------------------------------


def growth(weeks: int = 52, cadence: int = 13) -> list[Row]:
    """Cost of a week of one person, from a thousand people to a million."""
    sizes = (1_000, 10_000, 100_000, 1_000_000)
    cost: dict[int, float] = {}
    spread: dict[int, str] = {}
    Community(scenario(100, weeks=1, cadence=cadence, **SPARSE), 0).advance(1)  # type: ignore[arg-type]  # compiled
    for people in sizes:
        found = []
        for seed in range({1_000: 20, 10_000: 5, 100_000: 3, 1_000_000: 2}[people]):
            community = Community(scenario(people, weeks=weeks, cadence=cadence, **SPARSE), seed)  # type: ignore[arg-type]
            here = int(community.state.team_size.sum())
            start = time.perf_counter()
            community.advance(weeks)
            found.append((time.perf_counter() - start) / (here * weeks) * 1e9)
            del community
            gc.collect()
        cost[people] = float(np.median(found))
        spread[people] = f"{min(found):.0f}-{max(found):.0f}"
    rows = [
        (
            f"cost of a person's week, {weeks} weeks, measures every {cadence}",
            "; ".join(f"{people:,}: {cost[people]:.0f} ns ({spread[people]})" for people in sizes),
            f"{cost[sizes[-1]] / cost[sizes[0]]:.1f} times from 1,000 to 1,000,000; "
            f"{cost[sizes[-1]] / cost[100_000]:.2f} from 100,000 on",
            "at most 3 times",
        )
    ]
    report(rows[-1])
    return rows


# --- memory ------------------------------------------------------------------------------------------------------


def memory() -> list[Row]:
    """Bytes of a person: 12 domains, 4 values, room for 12 ties."""
    chosen = scenario(10_000, weeks=4, **(SPARSE | {"density_within": 0.1}))  # type: ignore[arg-type]
    community = Community(chosen, 1)
    state = community.state
    people = state.key.shape[0]
    columns = sum(getattr(state, name).nbytes for name in PEOPLE_COLUMNS) / people
    slots = state.tie_to.shape[1]
    ties = sum(getattr(state, name).nbytes for name in TIES) / people
    tracemalloc.start()
    model = LearningCommunity(chosen, seed=1)
    before = tracemalloc.get_traced_memory()[0]
    count = len(model.agents)
    agents = (tracemalloc.get_traced_memory()[0] - before) / count
    tracemalloc.stop()
    rows = [
        (
            f"memory of a person: 12 domains, 4 values, room for {slots} ties",
            f"of which ties {ties:.0f}; a Mesa agent, made when first asked for, adds {agents:.0f}",
            f"{columns:.0f} bytes",
            "at most 400 bytes",
        )
    ]
    report(rows[-1])
    return rows


# --- commands ----------------------------------------------------------------------------------------------------


def commands() -> list[Row]:
    """Whole commands: the help, a run with figures, and the very first run."""
    program = str(Path(sysconfig.get_path("scripts")) / "lcsim")
    rows = []
    with tempfile.TemporaryDirectory() as scratch:

        def spent(*arguments: str, cache: str | None = None) -> float:
            environment = dict(os.environ)
            if cache is not None:
                environment["LCSIM_CACHE_DIR"] = cache
            start = time.perf_counter()
            subprocess.run(
                [program, *arguments], cwd=scratch, env=environment, check=True, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            return time.perf_counter() - start

        def row(what: str, times: list[float], aim: str) -> None:
            rows.append((what, f"{min(times):.2f}-{max(times):.2f} s", f"{np.median(times):.2f} s", aim))
            report(rows[-1])

        spent("--help")
        row("`lcsim --help`", [spent("--help") for _ in range(9)], "0.2 s")
        spent("run", "nursing_home", "--out", "warm")
        again = [spent("run", "nursing_home", "--out", f"again-{n}") for n in range(5)]
        row("`lcsim run nursing_home` with figures, warm", again, "4 s")
        first = []
        for n in range(2):
            with tempfile.TemporaryDirectory() as cache:
                first.append(spent("run", "nursing_home", "--out", f"first-{n}", cache=cache))
        row("the same for the first time ever, compiling", first, "40 s")
    return rows


# --- the table ---------------------------------------------------------------------------------------------------


def report(row: Row) -> None:
    """Print one row as soon as it is known."""
    print(" | ".join(row), flush=True)


BENCHMARKS: dict[str, Callable[[], list[Row]]] = {
    "people:60": lambda: against_mesa(60, 156, 8, "at least 100 times"),
    "people:1000": lambda: against_mesa(1_000, 156, 2, "at least 100 times"),
    "people:100000": lambda: against_mesa(100_000, 4, 2, "at least 50 times"),
    "c:1000": lambda: against_c(1_000),
    "c:100000": lambda: against_c(100_000),
    "mesa:c": lambda: mesa_against_c(1_000),
    "growth": growth,
    "memory": memory,
    "commands": commands,
}


def machine() -> str:
    """What this was measured on."""
    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), name)
    return (
        f"{name}, {os.cpu_count()} cores, {platform.system()}; Python {platform.python_version()}, lcsim "
        f"{lcsim.__version__}, Mesa {mesa.__version__}, numba {numba.__version__}, NumPy {np.__version__}"
    )


def main(chosen: list[str]) -> int:
    """Measure; write the table if all was measured."""
    unknown = [name for name in chosen if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; known: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    print(machine())
    rows = [row for name in chosen or BENCHMARKS for row in BENCHMARKS[name]()]
    if not chosen:
        lines = [
            "# How fast",
            "",
            f"Made by `python benchmarks/run.py` on {date.today().isoformat()}: {machine()}.",
            "Ratios are medians over pairs run in turn (A B B A), in brackets the 10 to 90% range.",
            "",
            "| what | measured | result | must reach |",
            "|---|---|---|---|",
            *(f"| {' | '.join(row)} |" for row in rows),
            "",
        ]
        (HERE / "results.md").write_text("\n".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
