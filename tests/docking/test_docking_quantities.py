"""Quantities of the field: known answers."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.docking.quantities import icc1, leavers_a_year, look_at_base, of_units, quantities, standardised
from lcsim.experiment.ensemble import read_ensemble, shipped_ensemble
from lcsim.scenario import draft, load, scenario_files
from lcsim.simulation import run


def test_icc1_is_the_share_of_variance_between_units() -> None:
    rng = np.random.default_rng(1)
    units, n = 4000, 12
    values = rng.normal(0.0, np.sqrt(0.2), (units, 1)) + rng.normal(0.0, np.sqrt(0.8), (units, n))
    mean = values.mean(axis=1)[:, None]
    squares = ((values - mean) ** 2).sum(axis=1)[:, None]
    assert icc1(mean, squares, np.full(units, float(n))) == pytest.approx(0.2, abs=0.015)


def test_icc1_of_alike_units_is_about_nothing() -> None:
    values = np.random.default_rng(2).normal(size=(3000, 10))
    mean = values.mean(axis=1)[:, None]
    squares = ((values - mean) ** 2).sum(axis=1)[:, None]
    assert abs(icc1(mean, squares, np.full(3000, 10.0))) < 0.01


def test_d_is_the_difference_in_standard_deviations() -> None:
    assert standardised(np.array([2.0, 4.0]), np.array([1.0, 3.0])) == pytest.approx(1.0 / np.sqrt(2.0))


def test_units_and_leavers_of_a_run_add_up() -> None:
    found = run(load("nursing_home"), 700_100, 52, keep=())
    state = found.final
    mean, squares, size = of_units(state)
    here = state.present & (state.team == 1)
    assert size[1] == here.sum()
    assert mean[1] == pytest.approx(state.values[here].mean(axis=0))
    assert squares[1] == pytest.approx(state.values[here].var(axis=0) * here.sum())
    gone = [
        i
        for i in range(int(state.clock[0]))
        if state.left[i] <= 52 and state.group_stay[state.seat_group[state.seat[i]]] == 0
    ]
    assert leavers_a_year(state, 52) == pytest.approx(len(gone) / 22)


def test_luck_falls_with_the_number_of_seeds() -> None:
    scenario = load("nursing_home")
    rows = [look_at_base(scenario, 700_200 + seed) for seed in range(12)]
    looked = {name: np.array([row[name] for row in rows], np.float64) for name in rows[0]}

    def luck(n: int) -> dict[str, tuple[float, float]]:
        base = {name: values[:n] for name, values in looked.items()}
        other = {"quality": base["quality"] - 0.02 * np.arange(n)[:, None]}
        return quantities({"baseline": base, "no_sessions": other, "reflection": base})

    assert luck(12)["r_wg"][1] < luck(4)["r_wg"][1]
    assert luck(12)["facilitation"][0] == luck(12)["debrief"][0] > 0.0


def test_the_shipped_sets_fit_every_scenario_and_lie_within_their_ranges() -> None:
    path = shipped_ensemble()
    assert path is not None
    sets = read_ensemble(path)
    assert len(sets.names) >= 50
    assert all(path.startswith("rules.") for path in sets.paths)
    assert len(set(sets.values)) == len(sets.values)
    for name in scenario_files():
        sets.check(draft(name))
