"""One path: whole horizons, weeks, phases, agents by hand and a log all give the same numbers."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.part import PHASES
from lcsim.part.names import MEETING_PHASES
from lcsim.simulation import Community, abreast, run, skeleton, stages
from lcsim.simulation.model import LearningCommunity


def test_week_by_week_equals_whole_horizon(small):
    whole = run(small, 3)
    community = Community(small, 3)
    for week in range(1, 21):
        community.advance(week)
    assert community.digest == whole.digest
    assert np.array_equal(community.panel, whole.panel, equal_nan=True)
    assert np.array_equal(community.events, whole.events)


def test_runs_on_one_skeleton_equal_runs_on_their_own(small):
    base = skeleton(small)
    for seed in (3, 4, 3):
        assert run(small, seed, base=base).record_digest == run(small, seed).record_digest
    with pytest.raises(ValueError, match="own scenario"):
        Community(small.model_copy(), 3, base=base)


def test_runs_through_their_stages_together_equal_runs_one_by_one(small):
    def breaks_off():
        yield
        return "broken off"

    found = abreast([stages(small, 3), breaks_off(), stages(small, 4, weeks=7)])
    assert found[1] == "broken off"
    assert found[0].record_digest == run(small, 3).record_digest
    assert found[2].record_digest == run(small, 4, weeks=7).record_digest


def test_agents_acting_by_hand_equal_the_fast_path(small):
    with LearningCommunity(small, 3) as model:
        for _ in range(20):
            model.begin_week()
            for phase in PHASES:
                if phase == "encounters":
                    for person in model.in_order():
                        person.act()
                elif phase not in MEETING_PHASES:
                    model.do(phase)
            model.end_week()
        assert model.digest == run(small, 3).digest


def test_another_order_of_acting_is_noticed(small):
    with LearningCommunity(small, 3) as model:
        for _ in range(20):
            model.begin_week()
            for phase in PHASES:
                if phase == "encounters":
                    for person in reversed(model.in_order()):
                        person.act()
                elif phase not in MEETING_PHASES:
                    model.do(phase)
            model.end_week()
        assert model.digest != run(small, 3).digest


def test_mesa_steps_equal_run(small):
    with LearningCommunity(small, 3) as model:
        while model.running:
            model.step()
        assert model.week == 20
        assert model.digest == run(small, 3).digest


def test_a_week_is_a_step_of_mesa_however_it_was_run(small):
    with LearningCommunity(small, 3) as model:
        model.step()
        model.run(4)
        model.begin_week()
        with pytest.raises(ValueError, match="'sesions' is no phase of a week: "):
            model.do("sesions")
        model.end_week()
        model.step()
        assert (model.week, model.steps) == (7, 7)
        model.run()
        model.run()
        assert (model.week, model.steps) == (20, 20)


def test_log_changes_nothing_and_tells_who_learned_from_whom(small):
    logged = run(small, 3, log=True)
    assert logged.digest == run(small, 3).digest
    kinds = logged.log[:, 1]
    learned = logged.log[kinds == 0]
    assert learned.shape[0] > 10
    assert (learned[:, 2] != learned[:, 3]).all()
    assert (np.diff(logged.log[:, 0]) >= 0).all()


def test_room_for_newcomers_grows_on_the_way(variant):
    busy = variant(("stay: 8", "stay: 2"))
    result = run(busy, 1)
    assert int(result.final.clock[1]) > 8 * 10
    assert result.digest == run(busy, 1).digest


def test_measures_every_few_weeks_are_those_of_every_week(small):
    every = run(small, 2, weeks=17)
    seldom = run(small.model_copy(update={"record": small.record.model_copy(update={"cadence": 5})}), 2, weeks=17)
    assert seldom.recorded_weeks == (0, 5, 10, 15, 17)
    assert np.array_equal(seldom.panel, every.panel[list(seldom.recorded_weeks)], equal_nan=True)
    assert seldom.digest == every.digest


@pytest.mark.parametrize("people", ["nobody", "one"])
def test_hardly_anybody(variant, people):
    count = 0 if people == "nobody" else 1
    lonely = variant(
        ("count: 6", f"count: {count}"), ("count: 5", "count: 0"), ("count: 4", "count: 0"), ("count: 1}", "count: 0}")
    )
    result = run(lonely, 1)
    assert result.final.team_size.sum() <= 1
    assert result.measures()["agreement"].value is None
    assert result.measures()["agreement"].reason


def test_advancing_beyond_the_records_is_refused(small):
    community = Community(small, 1, weeks=3)
    with pytest.raises(ValueError, match="week 4 is beyond the 3 weeks"):
        community.advance(4)


def test_seed_zero_is_a_seed(small):
    digests = {run(small, seed, weeks=5).digest for seed in (0, 1, 2)}
    assert len(digests) == 3
