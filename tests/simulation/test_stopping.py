"""Time stops when nothing can change, when nothing did, or when enough has happened; and not before."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.experiment.nulls import nobody_met
from lcsim.part import PHASES, Faults
from lcsim.scenario import Scenario, apply_set, draft, load, resolve
from lcsim.scenario.find import scenario_folders
from lcsim.simulation import Community, run


def canon(name: str, *settings: str) -> Scenario:
    path = next(folder / "canon" / f"{name}.yaml" for folder in scenario_folders() if (folder / "canon").is_dir())
    return resolve(apply_set(draft(path), settings))


SMALL = (
    "organisations.people.teams.people.people.staff.count=25",
    "practices.options=5",
    "rules.random_activation.sweeps=3",
)


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_settled_community_would_not_have_changed_any_more(seed: int) -> None:
    stopped = run(canon("axelrod", *SMALL), seed)
    went_on = run(canon("axelrod", *SMALL, "calendar.stop.when=never"), seed)
    week = int(stopped.final.clock[3])
    assert 0 < week < 1000
    assert int(went_on.final.clock[3]) == 0
    assert stopped.digest == went_on.digest
    before = Community(canon("axelrod", *SMALL, "calendar.stop.when=never"), seed)
    before.advance(week - 1)
    assert (before.state.practice != stopped.final.practice).any(), "it stopped later than it could"


def test_measures_stay_as_they_were_when_time_stopped() -> None:
    community = Community(canon("axelrod", *SMALL, "record.cadence=1"), 2)
    community.advance(300)
    week = community.stopped
    assert week is not None
    similarity = community.panel[:301, 10, 0]
    assert not np.isnan(similarity).any()
    assert (similarity[week:] == similarity[week]).all()
    assert similarity[0] < similarity[week]
    step_by_step = Community(canon("axelrod", *SMALL, "record.cadence=1"), 2)
    for at in range(1, 301):
        step_by_step.advance(at)
    assert step_by_step.stopped == week
    assert np.array_equal(step_by_step.panel, community.panel, equal_nan=True)


def test_it_is_asked_every_so_many_weeks() -> None:
    week = int(run(canon("axelrod", *SMALL), 1).final.clock[3])
    later = int(run(canon("axelrod", *SMALL, "calendar.stop.every=7"), 1).final.clock[3])
    assert later == -(-week // 7) * 7


def test_unchanged_means_that_nobody_moved_further_than_the_tolerance() -> None:
    few = "organisations.people.teams.people.people.staff.count=40"
    exact = run(canon("hegselmann_krause", few), 1)
    week = int(exact.final.clock[3])
    assert 2 < week < 100
    community = Community(canon("hegselmann_krause", few, "calendar.stop.when=never"), 1)
    moved = []
    for at in range(1, week + 1):
        before = community.state.values.copy()
        community.advance(at)
        moved.append(float(abs(community.state.values - before).max()))
    assert moved[-1] <= 1e-10
    assert min(moved[:-1]) > 1e-10
    coarse = run(canon("hegselmann_krause", few, f"calendar.stop.tolerance={moved[1]!r}"), 1)
    assert int(coarse.final.clock[3]) == 1 + min(at for at, step in enumerate(moved) if step <= moved[1]) < week


def by_hand(scenario: Scenario, seed: int) -> Community:
    """All weeks of a scenario, phase by phase, until time stops."""
    community = Community(scenario, seed)
    while community.stopped is None and community.week < community.weeks:
        community.begin_week()
        for phase in PHASES:
            community.do(phase)
        community.end_week()
    return community


@pytest.mark.parametrize("tolerance", ["0.0000000001", "0.02"])
def test_weeks_by_hand_and_rule_by_rule_stop_when_nothing_changes(tolerance: str) -> None:
    settings = (
        "organisations.people.teams.people.people.staff.count=12", f"calendar.stop.tolerance={tolerance}",
        "calendar.weeks=40", "record.cadence=1",
    )  # fmt: skip
    scenario = canon("hegselmann_krause", *settings)
    whole = run(scenario, 4)
    week = int(whole.final.clock[3])
    assert 1 < week < 40
    hand = by_hand(scenario, 4)
    assert (hand.stopped, hand.digest) == (week, whole.digest)
    assert np.array_equal(hand.panel[: week + 1], whole.panel[: week + 1], equal_nan=True)
    slowly = run(canon("hegselmann_krause", *settings, "environment.felt_by_people=false"), 4)
    assert int(slowly.final.clock[3]) == week
    assert np.array_equal(slowly.panel, whole.panel, equal_nan=True)


def test_weeks_by_hand_ask_the_rules_with_their_own_parameters() -> None:
    """With turnover nothing is ever settled, though turnover is 0 unless a scenario says otherwise."""
    three = (
        "organisations.people.teams.people.people.staff.count=3", "practices.domains=2", "calendar.weeks=60",
        "rules.mutual_learning.p1=1.0",
    )  # fmt: skip
    assert by_hand(canon("march", *three), 1).stopped is not None
    assert by_hand(canon("march", *three, "rules.mutual_learning.p3=0.001"), 1).stopped is None


@pytest.mark.parametrize("events", [1, 999, 1000, 2345])
def test_exactly_so_many_events_happen(events: int) -> None:
    found = run(canon("deffuant", "calendar.weeks=9", f"calendar.stop={{when: events, events: {events}}}"), 3)
    assert int(found.events[:, 0, 8].sum()) == events
    assert int(found.final.clock[3]) == -(-events // 1000)


def test_the_default_community_never_stops() -> None:
    community = Community(load("nursing_home"), 1, 3)
    community.advance(3)
    assert community.stopped is None


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (["calendar.stop.when=settled"], "cannot tell when nothing can change any more"),
        (["calendar.stop.when=events"], "events are counted by random_activation"),
        (["calendar.stop.events=5"], "is for when: events"),
        (["rules.encounters=simultaneous", "rules.influence=mutual_compromise"], "it cannot be simultaneous"),
        (["rules.random_activation=on"], "one rule of encounters runs at a time"),
    ],
)
def test_what_does_not_go_together_is_told(settings: list[str], said: str) -> None:
    with pytest.raises(Faults, match=said):
        resolve(apply_set(draft("nursing_home"), settings))


def test_the_log_of_a_busy_week_keeps_every_switch() -> None:
    scenario = canon(
        "axelrod", *SMALL, "rules.random_activation.sweeps=200", "calendar.stop.when=never", "calendar.weeks=2"
    )
    found = run(scenario, 1, log=True)
    switches = found.log[found.log[:, 1] == 1]
    assert len(switches) == found.events[:, 0, 1].sum() > 1000


def test_nobody_meets_in_the_null_of_an_activation() -> None:
    null = nobody_met(canon("axelrod", *SMALL, "calendar.stop.when=never", "calendar.weeks=3"), 1)
    assert null.events.sum() == 0
    assert np.array_equal(null.final.practice, null.founding.practice)
