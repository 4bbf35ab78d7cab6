"""Families that look at time, at founding or at several runs, on cases small enough to do by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lcsim.measures import (
    PANEL,
    burstiness,
    co_evolution,
    control_difficulty,
    student_learning,
)
from lcsim.measures import emerged as emergence
from lcsim.measures.measure import Result
from lcsim.measures.view import View
from lcsim.part.names import STUDENT
from lcsim.state import State, copy_state

Maker = Callable[..., State]
NOTHING = np.zeros(0, dtype=np.int64)


def is_null(result: Result) -> bool:
    return result.value is None and bool(result.reason)


# --- time --------------------------------------------------------------------------------------------------


def test_burstiness_of_clock_chance_and_one_long_silence() -> None:
    assert burstiness.burstiness(np.arange(9)).value == pytest.approx(-1.0)
    assert burstiness.burstiness([0, 0, 0, 0, 5]).value == pytest.approx(1.0)
    luck = np.random.default_rng(3)
    for events, near in ((5, 0.08), (30, 0.02)):
        found = [burstiness.burstiness(np.sort(luck.random(events))).value for _ in range(1000)]
        plain = [burstiness.uncorrected_burstiness(np.sort(luck.random(events))).value for _ in range(1000)]
        assert abs(np.mean(found)) < near  # type: ignore[arg-type]
        assert np.mean(plain) < -near  # type: ignore[arg-type]


def test_burstiness_below_three_events_is_null() -> None:
    assert is_null(burstiness.burstiness([1.0, 2.0]))
    assert is_null(burstiness.burstiness_of_counts([1, 0, 1]))
    assert is_null(burstiness.burstiness([1.0, 1.0, 1.0]))


def test_weekly_counts_keep_random_events_random() -> None:
    luck = np.random.default_rng(8)
    found = [burstiness.burstiness_of_counts(luck.poisson(0.7, 156), seed).value for seed in range(60)]
    assert abs(np.mean(found)) < 0.03  # type: ignore[arg-type]
    bursts = np.zeros(156, dtype=int)
    bursts[[20, 21, 90, 91, 92]] = 15
    assert burstiness.burstiness_of_counts(bursts).value > 0.5  # type: ignore[operator]
    times = burstiness.times_of_counts([0, 2, 1], seed=4)
    assert np.floor(times).tolist() == [1, 1, 2]
    assert np.unique(burstiness.times_of_counts([1] * 9) % 1).size == 9  # each week its own moment
    assert (times == burstiness.times_of_counts([0, 2, 1], seed=4)).all()
    assert (times != burstiness.times_of_counts([0, 2, 1], seed=5)).all()


def test_co_evolution_finds_who_leads() -> None:
    luck = np.random.default_rng(6)
    change = luck.normal(size=(120, 2))
    later = np.vstack((np.zeros((1, 2)), change[:-1])) + 0.3 * luck.normal(size=(120, 2))
    values, ways = np.cumsum(change, axis=0), np.cumsum(later, axis=0)
    found = co_evolution.co_evolution(values, ways)
    assert found.values_first.value > 0.9  # type: ignore[operator]
    assert found.chance_values_first.value == pytest.approx(1 / 200)
    assert found.chance_practice_first.value > 0.01  # type: ignore[operator]
    other = co_evolution.co_evolution(ways, values)
    assert other.practice_first.value == pytest.approx(found.values_first.value)


def test_co_evolution_of_strangers_is_within_chance() -> None:
    luck = np.random.default_rng(7)
    chances = [
        co_evolution.co_evolution(
            *np.cumsum(luck.normal(size=(2, 60)), axis=1), surrogates=49, seed=run
        ).chance_together
        for run in range(40)
    ]
    assert 0.3 < np.mean([chance.value for chance in chances]) < 0.7  # type: ignore[misc]


def test_co_evolution_is_null_when_nothing_changes_or_weeks_are_few() -> None:
    assert all(is_null(result) for result in co_evolution.co_evolution(np.zeros(50), np.arange(50.0)))
    assert all(is_null(result) for result in co_evolution.co_evolution(np.arange(5.0), np.arange(5.0)))
    with pytest.raises(ValueError, match="differ in shape"):
        co_evolution.co_evolution(np.zeros(5), np.zeros(6))


def _chance_one_by_one(first: np.ndarray, second: np.ndarray, lag: int, surrogates: int) -> float:
    """The chance of a link, each shuffle by itself."""

    def strength(order: np.ndarray) -> float:
        return abs(co_evolution._correlation(first[order][: len(first) - lag], second[lag:]))

    orders = co_evolution.shuffled_weeks(len(first), surrogates, 3)
    observed = strength(np.arange(len(first)))
    return (1 + sum(strength(order) >= observed for order in orders)) / (surrogates + 1)


@pytest.mark.parametrize("kind", ["as it is", "few steps", "missing weeks"])
def test_surrogates_in_one_go_are_those_one_by_one(kind: str) -> None:
    luck = np.random.default_rng(8)
    values, ways = luck.random((2, 40, 3))
    if kind == "few steps":
        values, ways = np.round(values), np.round(ways)
    elif kind == "missing weeks":
        values[luck.random(values.shape) < 0.1] = np.nan
    found = co_evolution.co_evolution(values, ways, surrogates=99, seed=3)
    dx, dy = np.diff(values, axis=0), np.diff(ways, axis=0)
    assert found.chance_together.value == _chance_one_by_one(dx, dy, 0, 99)
    assert found.chance_values_first.value == _chance_one_by_one(dx, dy, 1, 99)
    assert found.chance_practice_first.value == _chance_one_by_one(dy, dx, 1, 99)


def test_shuffled_weeks_are_shuffles_and_repeat() -> None:
    orders = co_evolution.shuffled_weeks(12, 30, seed=1)
    assert (np.sort(orders, axis=1) == np.arange(12)).all()
    assert (orders == co_evolution.shuffled_weeks(12, 30, seed=1)).all()
    assert (orders != co_evolution.shuffled_weeks(12, 30, seed=2)).any()
    assert np.unique(orders, axis=0).shape[0] == 30


# --- what emerged ------------------------------------------------------------------------------------------


def test_emerged_by_hand() -> None:
    before = np.array([[[8, 2, 0], [10, 0, 0]], [[10, 0, 0], [3, 7, 0]]])
    now = np.array([[[4, 6, 0], [0, 5, 5]], [[0, 0, 10], [10, 0, 0]]])
    found = emergence.emerged(before, [10, 10], now, [10, 10])
    # team 0 domain 0: option 1 at exactly .2 then and .6 now; team 1 domain 1: option 0 was held by .3
    assert found.found == ((0, 0, 1), (1, 0, 2))
    assert (found.chances, found.share.value) == (4, 0.5)
    intended = np.zeros(now.shape, dtype=bool)
    intended[1, 0, 2] = True
    assert emergence.emerged(before, [10, 10], now, [10, 10], intended).found == ((0, 0, 1),)
    assert emergence.emerged(before, [10, 10], before, [10, 10]).share.value == 0.0
    alone = emergence.emerged(before, [1, 10], now, [10, 1])
    assert is_null(alone.share)
    assert alone.chances == 0


def test_what_the_code_asked_for_did_not_emerge(community: Maker, recount: Callable[[State], None]) -> None:
    founding = community(teams=2, organisations=1, absent=0.0, undecided=0.0)
    founding.practice[:] = 0
    founding.code[:] = 0
    final = copy_state(founding)
    final.practice[:, 1] = 2
    assert emergence.emerged_practices(founding, final).found == ((0, 1, 2), (1, 1, 2))
    founding.code[0, 1] = 2
    assert emergence.emerged_practices(founding, final).found == ()
    founding.code[0, 1] = 1
    targets = np.zeros(final.legitimacy.shape, dtype=bool)
    targets[0, 1, 2] = True
    assert emergence.emerged_practices(founding, final, targets).found == ((1, 1, 2),)


def test_value_modes_emerge_too(community: Maker) -> None:
    founding = community(teams=2, organisations=1, absent=0.0)
    founding.values[:] = 0.5
    founding.espoused[:] = 0.1
    final = copy_state(founding)
    final.values[:, 2] = 0.95
    assert emergence.emerged_values(founding, final).found == ((0, 2, 4), (1, 2, 4))
    founding.espoused[0, 2] = 0.9
    assert emergence.emerged_values(founding, final).found == ()
    assert emergence.value_modes([0.0, 0.2, 0.999, 1.0]).tolist() == [0, 1, 4, 4]


# --- control -----------------------------------------------------------------------------------------------


def test_variance_shares_find_their_cause() -> None:
    luck = np.random.default_rng(11)
    arm, founding, noise = np.arange(3.0), luck.normal(size=30), luck.normal(size=(3, 30, 8))
    nothing = np.zeros((3, 30, 8))
    only_arm = control_difficulty.variance_shares(nothing + arm[:, None, None])
    assert [share.value for share in only_arm] == pytest.approx([1, 0, 0, 0])
    only_founding = control_difficulty.variance_shares(nothing + founding[None, :, None])
    assert [share.value for share in only_founding] == pytest.approx([0, 1, 0, 0])
    mixed = control_difficulty.variance_shares(arm[:, None, None] + founding[None, :, None] + noise)
    assert [share.value for share in mixed] == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3], abs=0.1)
    assert sum(share.value or 0.0 for share in mixed) == pytest.approx(1.0)


def test_an_arm_effect_below_the_interaction_counts_as_nothing() -> None:
    crossed = np.array([[1.0, -1.0], [-1.0, 1.0]]) + np.array([[0.1], [-0.1]])
    found = control_difficulty.variance_shares(np.repeat(crossed[:, :, None], 2, axis=2))
    assert [share.value for share in found] == [0.0, 0.0, 1.0, 0.0]


def test_variance_shares_say_what_they_cannot_tell_apart() -> None:
    luck = np.random.default_rng(12)
    one_luck = control_difficulty.variance_shares(luck.normal(size=(2, 20, 1)))
    assert is_null(one_luck.interaction)
    assert one_luck.luck.value is not None
    assert all(is_null(share) for share in control_difficulty.variance_shares(np.full((2, 3, 4), 0.7)))
    assert all(is_null(share) for share in control_difficulty.variance_shares(luck.normal(size=(1, 3, 4))))


def test_twins_diverge_by_what_differs(community: Maker) -> None:
    one = community(people=10, domains=5, absent=0.0, undecided=0.0)
    same = control_difficulty.twin_divergence(one, copy_state(one))
    assert [result.value for result in same] == [0.0, 0.0, 0.0]
    other = copy_state(one)
    other.practice[3, 2] = (other.practice[3, 2] + 1) % 4
    other.values[0, 0] += 0.3
    found = control_difficulty.twin_divergence(one, other)
    assert found.practice.value == pytest.approx(1 / 50)
    assert found.values.value == pytest.approx(0.3 / 30)
    other.present[3] = False
    assert control_difficulty.twin_divergence(one, other).practice.value == 0.0
    assert control_difficulty.twin_divergence(one, other).people.value == pytest.approx(1 / 10)
    other.present[:] = False
    assert is_null(control_difficulty.twin_divergence(one, other).practice)


# --- students ----------------------------------------------------------------------------------------------


def test_repertoire_at_departure_counts_students_who_left(community: Maker) -> None:
    state = community(people=4, absent=0.0)
    state.role[:] = [STUDENT, STUDENT, 0, STUDENT, *state.role[4:]]
    state.known[:4] = np.array([0b1, 0b11, 0b111, 0b1111], dtype=np.uint8)[:, None]
    at_departure = {measure.name: measure for measure in student_learning.MEASURES}["student_repertoire"]
    assert is_null(at_departure.of(View(state)))
    state.present[:3] = False
    assert at_departure.of(View(state)).value == pytest.approx((5 + 10) / 2)  # 5 domains; the one of staff left out


def test_series_of_a_run_reaches_the_measures(community: Maker) -> None:
    state = community()
    series = np.full((30, len(PANEL), 1 + 3), np.nan)
    luck = np.random.default_rng(9)
    series[:, PANEL.index("level")] = np.cumsum(luck.normal(size=(30, 4)), axis=0)
    series[:, PANEL.index("expressed")] = series[:, PANEL.index("level")]
    series[:, PANEL.index("people")] = 10
    series[:, PANEL.index("switches")] = luck.poisson(2, (30, 4)) / 10
    view = View(state, series=series)
    measures: dict[str, Any] = {m.name: m for m in (*co_evolution.MEASURES, *burstiness.MEASURES)}
    assert measures["co_evolution_together"].of(view).value == pytest.approx(1.0)
    assert measures["co_evolution_together_chance"].of(view).value == pytest.approx(1 / 200)
    assert -0.5 < measures["burstiness"].of(view).value < 0.5
    assert is_null(measures["burstiness"].of(View(state)))
