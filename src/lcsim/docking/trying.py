"""Trying patterns: every arm in every plausible set, on seeds that calibration never used.

There are two lots of parameter sets and seeds. On one the definitions were made: a first round was run there, and what
was changed after it was looked at there only. On the other the definitions, by then fixed, are judged.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from lcsim.docking.pattern import Pattern, Tried, estimate
from lcsim.docking.runs import Numbers, Work, do_all
from lcsim.experiment.ensemble import read_ensemble, shipped_ensemble
from lcsim.part import Fault, Faults
from lcsim.scenario import apply_set, draft, resolve

FIRST_SEED: Final = 900_001
"""Set s of the ensemble has seeds from here + SEEDS_A_SET * s: landscapes, foundings and courses of its own."""
DEVELOPMENT_SEED: Final = 800_001
"""The same for sets that definitions were made on; calibration ends far below."""
SEEDS_A_SET: Final = 1000
DEVELOPMENT_SETS: Final = 20
"""So many sets of the ensemble that ships, its first, are for making definitions; those after them are for judging."""
SETS: Final = 30
"""Sets that a pattern is judged on, unless told otherwise: 21 to 50 of the ensemble."""


@dataclass(frozen=True)
class Settings:
    """A parameter set: its name, its place in the ensemble, what it sets, and whether definitions were made on it."""

    name: str
    place: int
    values: tuple[tuple[str, Any], ...] = ()
    development: bool = False

    def seeds(self, count: int) -> tuple[int, ...]:
        """Seeds of its own."""
        first = (DEVELOPMENT_SEED if self.development else FIRST_SEED) + SEEDS_A_SET * self.place
        return tuple(range(first, first + count))


DEFAULT: Final = Settings("default", 0)
"""The parameters that scenarios have of their own."""
DEFAULT_OF_DEVELOPMENT: Final = Settings("default", 0, development=True)
"""The same with seeds that definitions were made on."""


def parameter_sets(ensemble: Path | str | None, count: int, development: bool = False) -> tuple[Settings, ...]:
    """The first `count` sets of an ensemble; of the one that ships with lcsim those after the ones of development.

    Parameters
    ----------
    ensemble
        A file; ``None``: the one that ships with lcsim; ``"none"``: only what scenarios have of their own.
    development
        Sets and seeds on which definitions were made instead.

    Raises
    ------
    Faults
        When there is no such file, or something is wrong with it.
    """
    if ensemble == "none":
        return (DEFAULT_OF_DEVELOPMENT if development else DEFAULT,)
    path = shipped_ensemble() if ensemble is None else Path(ensemble)
    if path is None:
        raise Faults([Fault("there is no ensemble", where="--ensemble", cure="name a file, or none")])
    found = read_ensemble(path)
    begin = DEVELOPMENT_SETS if ensemble is None and not development else 0
    sets = list(enumerate(zip(found.names, found.values, strict=True), start=1))[begin : begin + count]
    return tuple(
        Settings(name, place, tuple(zip(found.paths, values, strict=True)), development)
        for place, (name, values) in sets
    )


def with_settings(patterns: Sequence[Pattern], settings: Sequence[str]) -> tuple[Pattern, ...]:
    """Patterns with something set in all arms, such as a rule switched off; what an arm sets itself counts more.

    Raises
    ------
    Faults
        Settings that do not fit the scenario of a pattern, each once.
    """
    if not settings:
        return tuple(patterns)
    for scenario in dict.fromkeys(pattern.scenario for pattern in patterns):
        resolve(apply_set(draft(scenario), settings))
    pairs = tuple((path.strip(), _value(text)) for path, _, text in (setting.partition("=") for setting in settings))
    return tuple(
        replace(
            pattern,
            arms={name: replace(arm, settings=pairs + arm.settings) for name, arm in pattern.arms.items()},
        )
        for pattern in patterns
    )


def _value(text: str) -> Any:
    """A number or truth value as JSON has it, else the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text


def works_of(pattern: Pattern, sets: Sequence[Settings], seeds: int) -> dict[tuple[str, str], Work]:
    """What is to be run, by set and arm; what an arm sets counts more than what a set of parameters says."""
    return {
        (one.name, name): Work(
            pattern.scenario, pattern.look, one.seeds(seeds), one.values + arm.settings, arm.additions
        )
        for one in sets
        for name, arm in pattern.arms.items()
    }


def try_patterns(
    patterns: Sequence[Pattern],
    sets: Sequence[Settings],
    seeds: int | None = None,
    workers: int = 1,
    on_runs: Callable[[int, int], None] | None = None,
) -> Iterator[Tried]:
    """Try patterns one after another and yield each when it is done; what several have in common runs once.

    Parameters
    ----------
    seeds
        Replicates in every set and arm; left out: as many as each pattern asks for.
    on_runs
        Called with the numbers of runs done and asked for.

    One that takes a scenario or an intervention that is not there is yielded without estimates.

    Raises
    ------
    Faults
        When a parameter set or an arm does not fit the scenario of a pattern.
    """
    if seeds is not None and (seeds < 2 or seeds > SEEDS_A_SET):
        raise ValueError(f"it takes 2 to {SEEDS_A_SET} replicates, got {seeds}")
    counts = [seeds or pattern.replicates for pattern in patterns]
    wanted = [
        {} if pattern.missing else works_of(pattern, sets, count)
        for pattern, count in zip(patterns, counts, strict=True)
    ]
    left = {work: sum(work in asked.values() for asked in wanted) for asked in wanted for work in asked.values()}
    total, done = sum(len(work.seeds) for work in left), 0
    known: dict[Work, Mapping[str, Numbers]] = {}
    for pattern, count, asked in zip(patterns, counts, wanted, strict=True):
        new = [work for work in asked.values() if work not in known]
        for at, found in do_all(new, workers):
            known[new[at]] = found
            done += len(new[at].seeds)
            if on_runs is not None:
                on_runs(done, total)
        rows = []
        for one in sets if asked else ():
            looked = {name: known[asked[one.name, name]] for name in pattern.arms}
            with np.errstate(divide="ignore", invalid="ignore"):
                rows.append(tuple(estimate(condition, looked) for condition in pattern.conditions))
        for work in asked.values():
            left[work] -= 1
            if left[work] == 0:
                known.pop(work)
        yield Tried(pattern, tuple(one.name for one in sets) if rows else (), tuple(rows), count)
