"""The encounters of a week against the same by hand in C: equal states bit for bit, and how long each takes.

``python benchmarks/c_encounters.py [people ...]`` (default: 1000 100000). Compiles ``encounters.c`` with gcc into a
temporary folder, twice: ``-O3 -ffp-contract=off``, and the same with ``-march=native``, for numba too compiles for
the processor at hand. Both programs work on the very same arrays, put back before every measurement, in one process
and in turn (A B B A), so that what else the machine does falls on both. Times are those of the processor.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numba
import numpy as np
from communities import SPARSE, scenario
from numpy.typing import NDArray

from lcsim.chance import stream
from lcsim.chance.abreast import ABREAST
from lcsim.mechanisms import deliberation, observation
from lcsim.mechanisms.everyday_work import ORDER, STREAM
from lcsim.mechanisms.meeting import variant_code
from lcsim.mechanisms.race import races_for, run_races
from lcsim.simulation import Community
from lcsim.simulation.schedule import WEEKLY_RULES, run_rule
from lcsim.state import State, copy_state
from lcsim.state.columns import PEOPLE

SOURCE = Path(__file__).with_name("encounters.c")
FLAGS = ("-std=c11", "-O3", "-ffp-contract=off", "-fPIC", "-shared")
NATIVE = "-march=native"
CODE = WEEKLY_RULES.index("everyday_work")
VARIANTS = {phase: phase for phase in ("observation", "trust")} | {
    "influence": "bounded_influence",
    "adoption": "deliberation",
}
"""Variant of each meeting phase that the C knows."""

COLUMNS = (
    "key", "values", "formative", "practice", "known", "complying", "identity", "authority", "openness", "team",
    "organisation", "joined", "tie_count", "tie_to", "tie_trust", "tie_last", "team_organisation", "safety",
    "legitimacy", "doing", "team_size", "events", "organisation_key", "code", "control", "workload", "expression",
    "bears_on", "bears_count", "partners", "dependents", "dependent_count", "landscape_key", "contributions",
    "redraw_share", "redraw_key", "redraw_count", "roll", "roll_start", "clock", "log",
)  # fmt: skip
SIZES = (
    "dimensions", "domains", "options", "complexity", "contributions_length", "ties", "known_length", "wide", "teams",
    "organisations", "log_length",
)  # fmt: skip
SHARES = {
    "bounded_influence": ("mu", "anchor"),
    "observation": ("learning",),
    "deliberation": ("beta_quality", "beta_values", "beta_peers", "beta_code", "inertia", "tau", "gamma"),
    "trust": ("kappa", "learned"),
}
KEYS = {
    "stream": STREAM,
    "order": ORDER,
    "observation": observation.STREAM,
    "deliberation": deliberation.STREAM,
}


class CommunityInC(ctypes.Structure):
    """``struct community``."""

    _fields_ = [(name, ctypes.c_void_p) for name in COLUMNS] + [(name, ctypes.c_int64) for name in SIZES]


class ParametersInC(ctypes.Structure):
    """``struct parameters``."""

    _fields_ = (
        [(name, ctypes.c_double) for names in SHARES.values() for name in names]
        + [("meetings", ctypes.c_int64)]
        + [(f"key_of_{name}", ctypes.c_uint64) for name in KEYS]
    )


class NoCompilerError(RuntimeError):
    """There is no C compiler here."""


@contextmanager
def compiled_c(*more_flags: str) -> Iterator[ctypes.CDLL]:
    """The C program, compiled into a temporary folder with `FLAGS` and `more_flags`."""
    gcc = shutil.which(os.environ.get("CC", "gcc"))
    if gcc is None:
        raise NoCompilerError("no C compiler found: install gcc, or name another one in the variable CC")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "encounters.so"
        told = subprocess.run(
            [gcc, *FLAGS, *more_flags, str(SOURCE), "-o", str(made)], capture_output=True, text=True, check=False
        )
        if told.returncode:
            raise NoCompilerError(f"{gcc} does not compile {SOURCE.name}:\n{told.stderr}")
        program = ctypes.CDLL(str(made))
        both = [ctypes.POINTER(CommunityInC), ctypes.POINTER(ParametersInC), ctypes.c_uint64, ctypes.c_int64]
        program.weeks_of_everyday_work.argtypes = [*both, ctypes.c_int64]
        program.races_of_a_week.argtypes = both
        program.races_of_a_week.restype = ctypes.c_int64
        yield program


def in_c(state: State, rules: np.void) -> tuple[CommunityInC, ParametersInC]:
    """Addresses and lengths of the columns, and the parameters, as C wants them. The state must outlive them."""
    for phase, name in VARIANTS.items():
        if rules["meeting"][phase] != variant_code(name):
            raise ValueError(f"the C has one variant of {phase} only: {name}")
    if any(not getattr(state, name).flags.c_contiguous for name in COLUMNS):
        raise ValueError("the C reads contiguous columns")
    domains, options, dimensions = state.expression.shape
    sizes = (
        dimensions,
        domains,
        options,
        state.partners.shape[1],
        state.contributions.shape[2],
        state.tie_to.shape[1],
        state.known.shape[1],
        state.known.dtype.itemsize == 8,
        state.team_key.shape[0],
        state.organisation_key.shape[0],
        state.log.shape[0],
    )
    community = CommunityInC(*(getattr(state, name).ctypes.data for name in COLUMNS), *sizes)
    parameters = ParametersInC(
        *(float(rules[rule][name]) for rule, names in SHARES.items() for name in names),
        int(rules["everyday_work"]["meetings"]),
        *(int(key) for key in KEYS.values()),
    )
    return community, parameters


def weeks_in_c(program: ctypes.CDLL, state: State, rules: np.void, seed: int, first_week: int, weeks: int) -> None:
    """Change `state` by everyday work in C."""
    community, parameters = in_c(state, rules)
    if program.weeks_of_everyday_work(community, parameters, int(seed), first_week, weeks):
        raise MemoryError


def weeks_in_lcsim(state: State, rules: np.void, seed: int, first_week: int, weeks: int) -> None:
    """Change `state` by everyday work in lcsim."""
    for week in range(first_week, first_week + weeks):
        run_rule(CODE, state, rules, np.uint64(seed), week)


def different_columns(one: State, other: State) -> list[str]:
    """Columns that are not equal bit for bit."""
    return [name for name, column in one._asdict().items() if column.tobytes() != getattr(other, name).tobytes()]


def in_the_middle(people: int, weeks: int = 12, seed: int = 1, **chosen: Any) -> Community:
    """The community of the benchmarks after some weeks of all rules."""
    community = Community(scenario(people, **(SPARSE | chosen)), seed, weeks)  # type: ignore[arg-type]
    community.advance(weeks)
    return community


# --- how long it takes -------------------------------------------------------------------------------------------


def put_back(state: State, kept: State) -> None:
    """Make `state` what it was, in place."""
    for name, column in kept._asdict().items():
        np.copyto(getattr(state, name), column)


@dataclass(frozen=True)
class Pairs:
    """Seconds of each of two programs, pair by pair."""

    first: NDArray[np.float64]
    second: NDArray[np.float64]

    @property
    def ratios(self) -> NDArray[np.float64]:
        """Second to first, low to high."""
        return np.sort(self.second / self.first)

    def __str__(self) -> str:
        low, middle, high = np.quantile(self.ratios, [0.1, 0.5, 0.9])
        return f"{middle:.2f} ({low:.2f}-{high:.2f})"


def in_turn(first: Callable[[], None], second: Callable[[], None], before: Callable[[], None], rounds: int) -> Pairs:
    """Processor time of both in the order A B B A, `before` each; two pairs a round."""
    seconds: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(rounds):
        for which in (0, 1, 1, 0):
            before()
            start = time.thread_time()
            (first, second)[which]()
            seconds[which].append(time.thread_time() - start)
    return Pairs(np.array(seconds[0]), np.array(seconds[1]))


@numba.njit(error_model="numpy")
def races_in_lcsim(state, meetings, start):  # type: ignore[no-untyped-def]
    """The races of everybody in one week and nothing else: the sum of the slots chosen."""
    races = races_for(state.tie_to.shape[1])
    total = 0
    for at in range(state.roll_start[state.organisation_key.shape[0]]):
        i = state.roll[at]
        if state.tie_count[i] > 0:
            for first in range(0, meetings, ABREAST):
                run_races(state, start ^ state.key[i], i, first, races)
                for race in range(min(ABREAST, meetings - first)):
                    total += races.winner[race]
    return total


@dataclass(frozen=True)
class Comparison:
    """C (first) and lcsim (second): the whole phase, and its races alone."""

    whole: Pairs
    races: Pairs
    meetings: int
    """In one measurement."""
    ties: float
    """A person's, on average."""

    @property
    def c_nanoseconds(self) -> float:
        """Of a meeting, in C."""
        return float(np.median(self.whole.first)) / self.meetings * 1e9

    @property
    def lcsim_nanoseconds(self) -> float:
        """Of a meeting, in lcsim."""
        return float(np.median(self.whole.second)) / self.meetings * 1e9

    @property
    def race_share(self) -> float:
        """Share of the race in lcsim's time: measured alone, so that nothing of it hides behind other work."""
        return float(np.median(self.races.second) / np.median(self.whole.second))

    @property
    def c_race_share(self) -> float:
        """The same of C's time."""
        return float(np.median(self.races.first) / np.median(self.whole.first))


def measured(people: int, seconds: float = 10.0) -> Iterator[tuple[str, Comparison]]:
    """Flags of gcc and what was measured with them at one size; every measurement starts from the same state.

    Raises AssertionError unless both programs leave the same state and choose the same partners.
    """
    community = in_the_middle(people)
    state, rules, seed, week = community.state, community.plan.rules, int(community.seed), community.week + 1
    kept = copy_state(state)
    present, meetings = int(state.team_size.sum()), int(rules["everyday_work"]["meetings"])
    start = np.uint64(stream(community.seed, week, STREAM))
    races_in_lcsim(state, meetings, start)  # compiled
    weeks_in_lcsim(state, rules, seed, week, 1)
    put_back(state, kept)
    one = time.thread_time()
    weeks_in_lcsim(state, rules, seed, week, 1)
    one = time.thread_time() - one
    weeks = max(2, round(0.02 / one))
    rounds = max(5, round(seconds / (4 * weeks * one)))
    for flags in ((), (NATIVE,)):
        with compiled_c(*flags) as program:
            put_back(state, kept)
            weeks_in_c(program, state, rules, seed, week, weeks)
            by_c = copy_state(state)
            put_back(state, kept)
            weeks_in_lcsim(state, rules, seed, week, weeks)
            wrong = different_columns(by_c, state)
            if wrong:
                raise AssertionError(f"C and lcsim differ in {', '.join(wrong)}")
            del by_c
            whole = in_turn(
                partial(weeks_in_c, program, state, rules, seed, week, weeks),
                partial(weeks_in_lcsim, state, rules, seed, week, weeks),
                partial(put_back, state, kept),
                rounds,
            )
            put_back(state, kept)
            race_in_c = partial(program.races_of_a_week, *in_c(state, rules), seed, week)
            race_in_lcsim = partial(races_in_lcsim, state, meetings, start)
            if race_in_c() != race_in_lcsim():
                raise AssertionError("C and lcsim choose different partners")
            races = in_turn(
                partial(repeat, race_in_c, weeks),
                partial(repeat, race_in_lcsim, weeks),
                lambda: None,
                max(5, rounds // 3),
            )
        ties = float(state.tie_count[: int(state.clock[PEOPLE])].mean())
        yield " ".join(FLAGS[1:3] + flags), Comparison(whole, races, weeks * present * meetings, ties)


def repeat(action: Callable[[], object], times: int) -> None:
    """Do it again and again."""
    for _ in range(times):
        action()


def compare(people: int) -> None:
    """Print ratios and shares for one size."""
    for flags, found in measured(people):
        each = 1e9 / found.meetings
        print(
            f"{people:,} people, {found.ties:.1f} ties each, gcc {flags}\n"
            f"  lcsim / C {found.whole}; {found.lcsim_nanoseconds:.0f} against {found.c_nanoseconds:.0f} nanoseconds a "
            f"meeting; {found.whole.first.size} pairs\n"
            f"  races alone {found.races}; {np.median(found.races.second) * each:.0f} against "
            f"{np.median(found.races.first) * each:.0f} nanoseconds: {found.race_share:.0%} of lcsim's time, "
            f"{found.c_race_share:.0%} of C's",
            flush=True,
        )


def main(arguments: list[str]) -> int:
    """Compare at each size; exit code 2 without a compiler."""
    try:
        for people in [int(text.replace(",", "")) for text in arguments] or [1000, 100_000]:
            compare(people)
    except NoCompilerError as missing:
        print(missing, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
