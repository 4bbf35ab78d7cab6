"""Many runs looked at in short: a scenario with settings, some seeds, and what to look at; here or over processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lcsim.experiment.arms import with_values
from lcsim.experiment.pool import LocalProcesses, end_pool
from lcsim.scenario import Draft, apply_with, draft, resolve
from lcsim.scenario.model import Scenario

Numbers = NDArray[np.float64]
Look = Callable[[Scenario, int], Mapping[str, Any]]
"""Run a scenario with a seed and tell what is asked for: numbers or arrays of one shape for all seeds, by name."""


@dataclass(frozen=True)
class Work:
    """Runs of one scenario with several seeds.

    Attributes
    ----------
    scenario
        Name in the catalogue.
    additions, settings
        As for ``--with`` and ``--set``; of two settings of one path the later counts.
    seeds
        One run each.
    look
        A function of a module (workers find it by name).
    """

    scenario: str
    look: Look
    seeds: tuple[int, ...]
    settings: tuple[tuple[str, Any], ...] = ()
    additions: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def _draft(scenario: str, additions: tuple[str, ...]) -> Draft:
    return apply_with(draft(scenario), list(additions)) if additions else draft(scenario)


def scenario_of(work: Work) -> Scenario:
    """The complete scenario of some work.

    Raises
    ------
    Faults
        When its settings or additions do not fit the scenario.
    """
    return resolve(with_values(_draft(work.scenario, work.additions), dict(work.settings).items()))


def do(work: Work) -> dict[str, Numbers]:
    """Do the runs of `work`: what was looked at, each with an axis for seeds in front."""
    scenario = scenario_of(work)
    rows = [work.look(scenario, seed) for seed in work.seeds]
    return {name: np.array([row[name] for row in rows], dtype=np.float64) for name in rows[0]}


def do_all(works: Sequence[Work], workers: int = 1) -> Iterator[tuple[int, dict[str, Numbers]]]:
    """Do all works and yield (place in `works`, what was looked at) as they are done."""
    if workers < 2 or len(works) < 2:
        for at, work in enumerate(works):
            yield at, do(work)
        return
    pool = LocalProcesses(min(workers, len(works)))
    ended = False
    try:
        waiting = iter(enumerate(works))
        under_way: dict[Future[dict[str, Numbers]], int] = {}
        while True:
            for at, work in waiting:
                under_way[pool.submit(do, work)] = at
                if len(under_way) >= 2 * workers:
                    break
            if not under_way:
                break
            finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in finished:
                yield under_way.pop(future), future.result()
        ended = True
    finally:
        end_pool(pool, now=not ended)
