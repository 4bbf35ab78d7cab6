"""The nursing home is alive: similar units take different ways, agreement stays partial, sessions enlarge the space.

Bands of issue and specification; means over 40 seeds and landscapes. False alarms: the luck of a correct model is
fixed by the seeds, so none on unchanged code; for other seeds the standard errors are given below.
"""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.scenario import load
from lcsim.simulation import run

SEEDS = range(1, 41)


def course(sessions: bool) -> dict[str, np.ndarray]:
    scenario = load("nursing_home")
    if not sessions:
        scenario = scenario.model_copy(update={"communities": ()})
    found: dict[str, list[float]] = {"hamming": [], "modal_share": [], "agreement": [], "space": [], "start": []}
    for seed in SEEDS:
        result = run(scenario, seed, keep=())
        ways = result.final.doing.argmax(axis=2)
        found["hamming"].append(float(np.mean(ways[0] != ways[1])))
        for name in ("modal_share", "agreement", "space"):
            found[name].append(float(result.weekly(name)[-1]))
        found["start"].append(float(result.weekly("space")[0]))
    return {name: np.array(values) for name, values in found.items()}


@pytest.fixture(scope="module")
def with_sessions() -> dict[str, np.ndarray]:
    return course(True)


@pytest.fixture(scope="module")
def without_sessions() -> dict[str, np.ndarray]:
    return course(False)


def test_units_of_the_same_design_go_different_ways(with_sessions):
    assert with_sessions["hamming"].mean() >= 0.2  # standard error .02
    assert with_sessions["hamming"].std() > 0.05


def test_most_but_not_all_in_a_unit_do_the_same(with_sessions):
    assert 0.55 <= with_sessions["modal_share"].mean() <= 0.9
    assert ((with_sessions["modal_share"] > 0.5) & (with_sessions["modal_share"] < 0.95)).all()


def test_agreement_is_strong_but_partial(with_sessions):
    assert 0.6 <= with_sessions["agreement"].mean() <= 0.9
    assert with_sessions["agreement"].max() < 0.95


def test_the_space_for_action_grows(with_sessions):
    assert (with_sessions["space"] > 2 * with_sessions["start"]).all()


def test_sessions_make_it_half_as_large_again(with_sessions, without_sessions):
    assert with_sessions["space"].mean() >= 1.5 * without_sessions["space"].mean()  # standard error of the ratio .04
    assert np.array_equal(with_sessions["start"], without_sessions["start"])


def test_without_changing_demands_hardly_anything_happens(with_sessions):
    """Negative control: on the landscape that the routine was made for, there is little to gain by change."""
    scenario = load("nursing_home")
    still = scenario.model_copy(update={"environment": scenario.environment.model_copy(update={"disturbances": ()})})
    hamming = []
    for seed in SEEDS:
        ways = run(still, seed, keep=()).final.doing.argmax(axis=2)
        hamming.append(float(np.mean(ways[0] != ways[1])))
    assert np.mean(hamming) < 0.5 * with_sessions["hamming"].mean()
