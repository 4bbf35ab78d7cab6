"""Agents behave as a Mesa user expects, and hold no state of their own."""

from __future__ import annotations

import gc
import weakref

import mesa
import numpy as np
import pytest

from lcsim.part import Faults
from lcsim.simulation import Community, run
from lcsim.simulation.agents import Organisation, Staff, Student
from lcsim.simulation.model import LearningCommunity


@pytest.fixture
def model(small):
    with LearningCommunity(small, 2) as made:
        yield made


def test_sets_select_groupby_agg(model):
    assert isinstance(model, mesa.Model)
    assert len(model.agents) == 21 + 1
    assert {kind: len(found) for kind, found in model.agents_by_type.items()} == {
        Staff: 13,
        Student: 8,
        Organisation: 1,
    }
    students = model.agents.select(agent_type=Student)
    assert len(students) == 8
    assert model.people.agg("energy", np.mean) == pytest.approx(model.state.energy.mean())
    assert model.people.groupby("team").count() == {"east": 11, "west": 10}
    assert sorted(model.people.get("role"))[0] == "facilitator"


def test_agents_come_and_go_with_their_rows(model):
    first = set(model.people)
    model.run(10)
    later = set(model.people)
    assert first - later
    assert later - first
    assert all(person.present for person in later)
    assert {person.row for person in later} == set(np.flatnonzero(model.state.present))


def test_a_view_writes_to_the_array(model):
    person = next(iter(model.people))
    person.energy = 0.25
    assert model.state.energy[person.row] == 0.25
    person.values[0] = 0.75
    assert model.state.values[person.row, 0] == 0.75
    with pytest.raises(ValueError, match=r"energy must lie in 0..1, got 2"):
        person.energy = 2
    with pytest.raises(ValueError, match="read-only"):
        person.practice[0] = 1


def test_enacting_by_hand_keeps_the_counts(model):
    person = next(iter(model.people))
    team = model.state.team[person.row]
    person.enact(0, 3)
    assert person.practice[0] == 3
    assert 3 in person.known[0]
    counted = np.bincount(model.state.practice[:21, 0][model.state.team[:21] == team], minlength=4)
    assert np.array_equal(model.state.doing[team, 0], counted)
    with pytest.raises(ValueError, match="no option 9"):
        person.enact(0, 9)


def test_removing_an_agent_is_leaving(model):
    person = next(p for p in model.people if p.role == "staff")
    row, seat = person.row, int(model.state.seat[person.row])
    person.remove()
    assert not model.state.present[row]
    assert model.state.seat_row[seat] == -1
    assert row not in {p.row for p in model.people}
    assert not any(row == other.row for p in model.people for other in p.colleagues)
    model.run(8)
    assert model.state.seat_row[seat] >= 0


def test_a_subclass_that_steps_is_stepped(small):
    seen = []

    class Watcher(Student):
        def step(self):
            seen.append((self.model.week, self.row))

    with LearningCommunity(small, 2, student=Watcher) as model:
        model.run(3)
        assert model.digest == run(small, 2, weeks=3).digest
    assert [week for week, _ in seen] == [1] * 8 + [2] * 8 + [3] * 8


def test_a_model_that_overrides_step_is_not_ignored(small):
    class Counting(LearningCommunity):
        steps_taken = 0

        def step(self):
            super().step()
            self.steps_taken += 1

    with Counting(small, 2) as model:
        model.run(4)
        assert model.steps_taken == 4
        assert model.week == 4


def test_an_agent_that_does_something_changes_the_run(small):
    class Eager(Staff):
        def step(self):
            self.energy = 1.0

    with LearningCommunity(small, 2, staff=Eager) as model:
        model.run()
        assert model.digest != run(small, 2).digest


def test_models_are_let_go(small):
    model = LearningCommunity(small, 1)
    assert len(model.agents) > 0
    held = weakref.ref(model)
    model.close()
    del model
    gc.collect()
    assert held() is None


def test_a_scenario_may_be_a_name_as_batches_of_mesa_pass_it():
    class Counted(LearningCommunity):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            self.datacollector = mesa.DataCollector({"people": lambda model: len(model.people)})

        def step(self):
            super().step()
            self.datacollector.collect(self)

    found = mesa.batch_run(
        Counted,
        {"scenario": "classroom_small", "seed": [1, 2], "weeks": 2},
        number_processes=1,
        max_steps=1,
        display_progress=False,
    )
    assert {(row["seed"], row["people"]) for row in found} == {(1, 25), (2, 25)}  # a class of 24, and its teacher
    with pytest.raises(Faults, match="classroom_small"):
        LearningCommunity("classroom_smal")
    with pytest.raises(ValueError, match="whole number of at least 0"):
        LearningCommunity("classroom_small", -1)


@pytest.mark.parametrize("seed", [-1, 1.5, True, "1"])
def test_a_seed_that_would_become_another_one_is_refused(small, seed):
    for make in (LearningCommunity, Community):
        with pytest.raises(ValueError, match="seed must be a whole number of at least 0, got "):
            make(small, seed)
    assert LearningCommunity(small, np.int64(3)).community.digest == Community(small, 3).digest
