"""Freezing a direction of reciprocity: who sees and changes what."""

from __future__ import annotations

import numpy as np
import pytest

import lcsim
from lcsim.scenario import apply_set, draft, resolve
from lcsim.simulation import run
from lcsim.simulation.reciprocity import COLUMNS, Reciprocity

WEEKS = 12


def scenario_with_frozen(*directions):
    return resolve(apply_set(draft("nursing_home"), [f"environment.{direction}=false" for direction in directions]))


def frozen(*directions):
    return run(scenario_with_frozen(*directions), 3, weeks=WEEKS)


@pytest.fixture(scope="module")
def both_work():
    return frozen()


@pytest.fixture(scope="module")
def not_shaped():
    return frozen("shaped_by_people")


@pytest.fixture(scope="module")
def not_felt():
    return frozen("felt_by_people")


def moved(result, column):
    return not np.array_equal(getattr(result.final, column), getattr(result.founding, column))


def test_an_environment_that_is_not_shaped_stays_as_founded_while_people_change(not_shaped, both_work):
    assert not any(moved(not_shaped, column) for column in COLUMNS)
    assert moved(not_shaped, "practice")
    assert moved(both_work, "legitimacy")
    assert moved(both_work, "safety")


def test_an_environment_that_is_not_felt_goes_on_changing(not_felt, both_work):
    assert moved(not_felt, "legitimacy")
    assert moved(not_felt, "safety")
    assert not_felt.digest != both_work.digest
    for column in ("legitimacy", "safety"):
        assert getattr(not_felt.final, column).min() >= 0.0
        assert getattr(not_felt.final, column).max() <= 1.0


def test_whether_an_environment_that_never_changes_is_felt_makes_no_difference(not_shaped):
    assert frozen("shaped_by_people", "felt_by_people").digest == not_shaped.digest


def test_the_first_week_is_the_same_until_the_environment_has_changed(not_felt, both_work):
    """In week 1 nobody acts on a changed environment but those who meet after a session: trust in the founding week is equal."""
    assert np.array_equal(not_felt.founding.practice, both_work.founding.practice)
    assert np.array_equal(not_felt.founding.tie_trust, both_work.founding.tie_trust)


@pytest.mark.parametrize("direction", ["shaped_by_people", "felt_by_people"])
def test_a_week_by_hand_is_the_same(direction, not_shaped, not_felt):
    scenario = scenario_with_frozen(direction)
    model = lcsim.LearningCommunity(scenario, seed=3)
    for _ in range(WEEKS):
        model.step()
    assert model.digest == (not_shaped if direction == "shaped_by_people" else not_felt).digest


def test_what_people_do_to_what_they_do_not_feel_happens_to_it(both_work):
    """Rules of people see the founded environment; their changes are added to the one that is, rules of its own see it."""
    state = both_work.final
    scenario = scenario_with_frozen("felt_by_people")
    here = Reciprocity(scenario.environment, both_work.founding)
    before = {column: getattr(state, column).copy() for column in COLUMNS}
    seen = []

    def session():
        seen.append(state.safety.copy())
        state.safety[0] += 0.05

    try:
        here.run("community_sessions", state, session)
        assert np.array_equal(seen[0], both_work.founding.safety)
        assert state.safety[0] == pytest.approx(before["safety"][0] + 0.05)
        assert np.array_equal(state.safety[1:], before["safety"][1:])
        assert np.array_equal(state.legitimacy, before["legitimacy"])
        here.run("legitimation", state, lambda: seen.append(state.safety.copy()))
        assert seen[1][0] == pytest.approx(before["safety"][0] + 0.05)
    finally:
        for column, values in before.items():
            getattr(state, column)[...] = values
