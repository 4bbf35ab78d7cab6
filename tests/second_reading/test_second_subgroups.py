"""Fang, Lee & Schilling 2010 read again: outcomes and signs, at other settings than the targets'."""

from __future__ import annotations

import numpy as np

from lcsim.docking.observing import observe
from lcsim.scenario import apply_set, draft, resolve
from lcsim.scenario.find import scenario_folders
from lcsim.simulation import Run, run

CANON = next(folder / "canon" for folder in scenario_folders() if (folder / "canon").is_dir())
SIZE = "organisations.people.teams.people.people.staff.count"
SMALL = (f"{SIZE}=140", "practices.domains=50")
P = "rules.majority_of_the_better."


def runs(number: int, *settings: str) -> list[Run]:
    scenario = resolve(apply_set(draft(CANON / "fang.yaml"), (*SMALL, *settings)))
    return [run(scenario, seed) for seed in range(40, 40 + number)]


def payoff(found: list[Run], block: int = 5) -> float:
    return float(np.mean([observe("payoff", one, {"block": block}) for one in found]))


def test_a_few_ties_across_groups_are_better_than_none_or_only_such_ties() -> None:
    none, few, only = (payoff(runs(6, f"founding.network.rewiring={share}")) for share in (0.0, 0.15, 1.0))
    assert few > 2 * none
    assert few > only


def test_isolated_groups_keep_apart_and_others_come_together() -> None:
    def different(share: float) -> float:
        found = runs(3, f"founding.network.rewiring={share}")
        return float(np.mean([len(np.unique(one.final.practice, axis=0)) for one in found]))

    assert different(0.0) > 2 * different(0.3)


def test_people_do_better_than_at_the_start() -> None:
    for one in runs(3):
        right = [(state.practice == state.reality).mean() for state in (one.founding, one.final)]
        assert abs(right[0] - 1 / 3) < 0.05
        assert right[1] > 0.6


def test_fast_learners_lose_variety() -> None:
    slow, fast = (payoff(runs(8, f"{P}learning={p}")) for p in (0.1, 1.0))
    assert slow > fast


def test_single_domains_are_easier_than_blocks() -> None:
    easy = payoff(runs(3, f"{P}block=1"), 1)
    assert easy > payoff(runs(3), 5)
    assert easy > 0.9
