"""Lazer & Friedman 2007 read again: outcomes and signs, at other settings than the targets'."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.docking.observing import observe
from lcsim.mechanisms.performance import performance
from lcsim.scenario import apply_set, draft, resolve
from lcsim.scenario.find import scenario_folders
from lcsim.simulation import Run, run

CANON = next(folder / "canon" for folder in scenario_folders() if (folder / "canon").is_dir())
SIZE = "organisations.people.teams.people.people.staff.count"
SMALL = (f"{SIZE}=40", "practices.domains=12", "practices.complexity=4")
FULL = "founding.network.kind=full"
P = "rules.copy_the_best."


def runs(number: int, *settings: str, keep: tuple[int, ...] = ()) -> list[Run]:
    scenario = resolve(apply_set(draft(CANON / "lazer_friedman.yaml"), (*SMALL, *settings)))
    return [run(scenario, seed, keep=keep) for seed in range(900, 900 + number)]


def score(found: list[Run], week: int | None = None) -> float:
    return float(np.mean([observe("score", one, {"week": week} if week else {}) for one in found]))


def test_networks_share_landscapes_and_starts() -> None:
    (line,), (full,) = runs(1), runs(1, FULL)
    assert np.array_equal(line.founding.practice, full.founding.practice)
    assert np.array_equal(line.founding.contributions, full.founding.contributions)


def test_efficient_networks_win_early_and_lose_late() -> None:
    line, full = runs(40, keep=(5,)), runs(40, FULL, keep=(5,))
    assert score(full, 5) > score(line, 5) + 0.05
    assert score(line) > score(full) + 0.05


def test_in_a_connected_network_all_end_with_the_same() -> None:
    for one in runs(5) + runs(5, FULL):
        assert len(np.unique(one.final.practice, axis=0)) == 1
    assert all(len(np.unique(one.final.practice, axis=0)) > 3 for one in runs(3, "founding.network.kind=none"))


def test_the_score_never_falls() -> None:
    for one in runs(5, keep=(3, 10, 30)):
        levels = [observe("score", one, {"week": week}) for week in (3, 10, 30)] + [observe("score", one, {})]
        assert levels == sorted(levels)
        assert levels[-1] <= 1.0


def test_who_looks_around_less_explores_longer() -> None:
    """A slower flow of information does in a full network what a sparse network does: it keeps variety."""
    fast, slow = runs(40, FULL, keep=(5,)), runs(40, FULL, f"{P}velocity=0.05", keep=(5,))
    assert score(slow, 5) < score(fast, 5)
    assert score(slow) > score(fast)


def test_errors_in_copying_keep_variety_for_a_while() -> None:
    def ways(found: list[Run]) -> float:
        return float(np.mean([len(np.unique(one.snapshots[2].practice, axis=0)) for one in found]))

    assert ways(runs(10, FULL, f"{P}error=0.2", keep=(2,))) > ways(runs(10, FULL, keep=(2,))) + 5


def test_without_search_the_best_of_the_start_is_all_there_is() -> None:
    for one in runs(3, FULL, f"{P}otherwise=nothing"):
        levels = [performance(one.founding, one.founding.practice[i], 1) for i in range(40)]
        assert observe("payoff", one, {}) == pytest.approx(max(levels), abs=1e-12)
        assert one.final.clock[3] <= 2
