"""bounded_influence, mutual_compromise, attraction_and_repulsion: who moves, which way, how far."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.mechanisms.bench import pairs

OFF: dict[str, dict[str, Any]] = {name: {"on": False} for name in ("observation", "deliberation", "trust")}


def two(rule: str, low: float, high: float, **settings: float):
    """One pair whose first holds `low` and whose second holds `high` on all dimensions; the anchor is off."""
    chosen = {"bounded_influence": {"on": False, "anchor": 0.0}} | {rule: {"on": True} | settings}
    if rule == "bounded_influence":
        chosen = {rule: {"on": True, "anchor": 0.0} | settings}
    bench, first, second = pairs(1, rules=OFF | chosen)
    bench.state.values[first], bench.state.values[second] = low, high
    return bench, first[0], second[0]


def test_bounded_influence_moves_one_toward_the_other() -> None:
    bench, i, j = two("bounded_influence", 0.4, 0.6, mu=0.5)
    bench.state.authority[j] = 0.8
    bench.run("everyday_work")
    assert bench.state.values[i] == pytest.approx(0.4 + 0.5 * 0.5 * 0.8 * 0.2, abs=1e-15)
    assert (bench.state.values[j] == 0.6).all()


@pytest.mark.parametrize(("apart", "moves"), [(0.349, True), (0.351, False)])
def test_bounded_influence_ends_where_openness_ends(apart: float, moves: bool) -> None:
    bench, i, _j = two("bounded_influence", 0.2, 0.2 + apart)
    bench.run("everyday_work")
    assert (bench.state.values[i] > 0.2).all() == moves


def test_a_newcomer_is_heard_by_belonging_not_by_authority() -> None:
    bench, i, j = two("bounded_influence", 0.4, 0.6, mu=0.5)
    bench.state.authority[j], bench.state.identity[j] = 0.9, 0.0
    bench.state.joined[j] = 0
    bench.run("everyday_work", week=25)
    assert (bench.state.values[i] == 0.4).all()
    bench.run("everyday_work", week=26)
    assert (bench.state.values[i] > 0.4).all()


def test_the_anchor_pulls_back_once_a_week_even_without_ties() -> None:
    bench, i, j = two("bounded_influence", 0.4, 0.4)
    bench.set("bounded_influence", anchor=0.1)
    bench.state.formative[:] = 0.9
    bench.run("everyday_work")
    assert bench.state.values[[i, j]] == pytest.approx(0.45, abs=1e-15)


def test_without_anchor_all_grow_alike_and_with_it_they_do_not() -> None:
    def spread(anchor: float) -> float:
        rules = OFF | {"bounded_influence": {"mu": 0.2, "anchor": anchor}}
        bench, *_ = pairs(1, rules=rules)
        bench.state.tie_count[:] = 1
        bench.state.openness[:] = 1.0
        bench.state.values[:2] = bench.state.formative[:2] = [[0.1, 0.1], [0.9, 0.9]]
        for week in range(1, 200):
            bench.run("everyday_work", week)
        return float(np.ptp(bench.state.values[:2, 0]))

    assert spread(0.0) < 1e-3
    assert spread(0.05) > 0.2


def test_mutual_compromise_moves_both_and_keeps_the_mean() -> None:
    bench, i, j = two("mutual_compromise", 0.3, 0.6, mu=0.2)
    bench.run("everyday_work")
    assert bench.state.values[i] == pytest.approx(0.36, abs=1e-15)
    assert bench.state.values[j] == pytest.approx(0.54, abs=1e-15)


def test_mutual_compromise_conserves_the_mean_of_a_whole_community() -> None:
    bench, *_ = pairs(
        200, rules=OFF | {"bounded_influence": {"on": False}, "mutual_compromise": {"on": True, "mu": 0.4}}
    )
    bench.state.tie_count[:] = 1
    before = bench.state.values.mean(axis=0)
    spread = bench.state.values.std()
    for week in range(1, 30):
        bench.run("everyday_work", week)
    assert bench.state.values.mean(axis=0) == pytest.approx(before, abs=1e-13)
    assert bench.state.values.std() < spread


def test_bounded_influence_conserves_nothing() -> None:
    """Negative control of the test above: one-sided influence moves the mean."""
    bench, _first, _second = pairs(200, rules=OFF | {"bounded_influence": {"mu": 0.5, "anchor": 0.0}})
    before = bench.state.values.mean(axis=0)
    bench.run("everyday_work")
    assert abs(bench.state.values.mean(axis=0) - before).max() > 1e-6


def test_mutual_compromise_stops_at_its_threshold() -> None:
    bench, i, j = two("mutual_compromise", 0.3, 0.66, threshold=0.35)
    bench.run("everyday_work")
    assert (bench.state.values[i] == 0.3).all()
    assert (bench.state.values[j] == 0.66).all()


@pytest.mark.parametrize(("high", "way"), [(0.6, 1), (0.9, 0), (1.0, -1)])
def test_attraction_turns_into_repulsion(high: float, way: int) -> None:
    bench, i, j = two("attraction_and_repulsion", 0.4, high, turning_point=0.5, mu=0.5)
    bench.run("everyday_work")
    moved = bench.state.values[i] - 0.4
    assert (np.sign(np.where(abs(moved) < 1e-12, 0.0, moved)) == way).all()
    assert (bench.state.values[j] == high).all()


def test_repulsion_stays_within_bounds() -> None:
    bench, i, _j = two("attraction_and_repulsion", 0.02, 1.0, turning_point=0.1, mu=1.0)
    bench.state.tie_trust[i, 0] = 1.0
    for week in range(1, 30):
        bench.run("everyday_work", week)
    assert (bench.state.values[i] == 0.0).all()
