"""safety, energy, belonging, tie_dynamics: what a week leaves."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lcsim.mechanisms.acts import add_tie
from lcsim.part.names import EVENTS
from lcsim.scenario.model import People
from lcsim.simulation.schedule import WEEKLY_RULES, run_rule
from tests.mechanisms.bench import ALARM, Bench

# --- safety --------------------------------------------------------------------------------------------------


def climate(trust: float, learned: int, control: float = 0.4, safety: float = 0.5, activity: float = 0.0) -> Bench:
    bench = Bench(control=control)
    s = bench.state
    s.tie_trust[:], s.safety[:], s.activity[:] = trust, safety, activity
    s.events[0, EVENTS.index("learned")] = learned
    run_rule(WEEKLY_RULES.index("safety"), s, bench.rules, np.uint64(1), 1)
    return bench


@pytest.mark.parametrize(("trust", "learned", "control"), [(0.5, 0, 0.4), (0.5, 3, 0.4), (0.9, 6, 0.0), (0.0, 0, 1.0)])
def test_safety_follows_trust_freedom_and_learning(trust: float, learned: int, control: float) -> None:
    bench = climate(trust, learned, control)
    activity = 0.1 * learned / 6
    goal = min(0.4 * trust + 0.3 * (1 - control) + 0.5 * activity / (activity + 0.1), 1.0)
    assert bench.state.activity[0] == pytest.approx(activity, abs=1e-15)
    assert bench.state.safety[0] == pytest.approx(0.5 + 0.05 * (goal - 0.5), abs=1e-15)


def test_control_without_trust_makes_unsafe() -> None:
    assert climate(0.0, 0, 1.0).state.safety[0] < 0.5 < climate(1.0, 6, 0.0).state.safety[0]


def test_safety_stays_within_bounds() -> None:
    bench = climate(1.0, 600, 0.0, safety=1.0, activity=50.0)
    assert bench.state.safety[0] == 1.0


@pytest.mark.parametrize("leader_left", [True, False])
def test_a_leader_who_leaves_takes_a_share_of_the_safety(leader_left: bool) -> None:
    bench = Bench().set("safety", rate=0.0)
    bench.state.safety[:], bench.state.leader_left[:] = 0.85, leader_left
    bench.run("safety")
    assert bench.state.safety[0] == pytest.approx(0.85 + 0.3 * (0.45 - 0.85) if leader_left else 0.85, abs=1e-15)
    assert not bench.state.leader_left[0]


def test_a_team_without_members_keeps_its_climate() -> None:
    bench = Bench(people=(People(name="nurse", count=0),))
    bench.state.safety[:] = 0.77
    bench.run("safety")
    assert bench.state.safety[0] == 0.77


def test_ties_outside_the_team_do_not_make_the_team_safe() -> None:
    def safety(within: float, outside: float) -> float:
        bench = Bench(teams=2, founding={"density_between": 1.0})
        s = bench.state
        for i in range(bench.people):
            for e in range(s.tie_count[i]):
                s.tie_trust[i, e] = within if s.team[s.tie_to[i, e]] == s.team[i] else outside
        bench.run("safety")
        return float(s.safety[0])

    assert safety(0.5, 0.0) == safety(0.5, 1.0)
    assert safety(0.6, 0.0) > safety(0.5, 0.0)


# --- energy --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("workload", "energy"), [(0.3, 0.62), (0.9, 0.62), (0.0, 0.2), (1.0, 1.0)])
def test_energy_recovers_and_is_taken(workload: float, energy: float) -> None:
    bench = Bench(workload=workload)
    bench.state.energy[:] = energy
    bench.run("energy")
    expected = energy + 0.05 * (1 - energy) - 0.1 * workload * energy
    assert bench.state.energy == pytest.approx(expected, abs=1e-15)


def test_energy_comes_to_rest_where_work_takes_what_recovers() -> None:
    bench = Bench(workload=0.3)
    bench.state.energy[:] = 0.1
    for week in range(1, 300):
        bench.run("energy", week)
    assert bench.state.energy == pytest.approx(0.05 / (0.05 + 0.1 * 0.3), abs=1e-6)


def test_those_who_left_rest_in_peace() -> None:
    bench = Bench()
    bench.state.present[0] = False
    before = bench.copy()
    bench.run("energy")
    assert bench.state.energy[0] == before.energy[0]
    assert (bench.state.energy[1:] != before.energy[1:]).all()


# --- belonging -----------------------------------------------------------------------------------------------


def test_one_comes_to_belong_where_one_trusts() -> None:
    bench = Bench()
    s = bench.state
    s.identity[:], s.tie_trust[:, :5] = 0.2, [0.1, 0.3, 0.5, 0.7, 0.9]
    s.tie_count[0] = 0
    bench.run("belonging")
    assert s.identity[1:] == pytest.approx(0.2 + 0.02 * (0.5 - 0.2), abs=1e-15)
    assert s.identity[0] == 0.2


# --- tie_dynamics --------------------------------------------------------------------------------------------


def quiet() -> Bench:
    return Bench().set("tie_dynamics", closure=0.0, co_attendance=0.0)


def test_an_unused_tie_fades_to_the_floor_and_no_further() -> None:
    bench = quiet().set("trust", delta=0.1)
    s = bench.state
    s.tie_last[:] = 0
    s.tie_trust[:, :5] = [0.5, 0.12, 0.05, 0.02, 0.9]
    s.tie_last[:, 4] = 1  # used this week
    bench.run("tie_dynamics", week=1)
    assert s.tie_trust[:6, :5] == pytest.approx(np.tile([0.4, 0.05, 0.05, 0.02, 0.9], (6, 1)), abs=1e-15)


def test_without_the_rule_of_trust_nothing_fades() -> None:
    bench = Bench(rules={"trust": {"on": False}}).set("tie_dynamics", closure=0.0)
    before = bench.copy()
    bench.run("tie_dynamics", week=5)
    assert np.array_equal(bench.state.tie_trust, before.tie_trust)


def strangers_in_one_session(n: int, co_attendance: float) -> Bench:
    bench = Bench(people=(People(name="nurse", count=n),), founding={"density_within": 0.0})
    bench.set("tie_dynamics", closure=0.0, co_attendance=co_attendance)
    s = bench.state
    rows = np.arange(n)  # they sat two by two
    s.session_next[:] = np.where(rows % 2 == 0, 1 + rows + 1, -1 - (rows - 1))
    bench.run("tie_dynamics")
    return bench


def test_who_sat_together_gets_to_know_each_other() -> None:
    bench = strangers_in_one_session(2000, 0.2)
    s = bench.state
    acquainted = np.flatnonzero(s.tie_count[::2] == 1)
    # each of the two tries with .2 and picks the other, not himself, with .5
    assert stats.binomtest(len(acquainted), 1000, 1 - 0.9**2).pvalue > ALARM
    for pair in acquainted:
        i, j = 2 * pair, 2 * pair + 1
        assert (s.tie_to[i, 0], s.tie_to[j, 0]) == (j, i)
        assert s.tie_trust[i, 0] == s.tie_trust[j, 0] == 0.2
        assert s.tie_kind[i, 0] == 1


def test_who_did_not_sit_together_does_not() -> None:
    assert strangers_in_one_session(100, 0.0).state.tie_count.sum() == 0


def a_chain(alike: bool) -> Bench:
    """0 - 1 - 2, and 0 - 3 - 2: two friends shared by 0 and 2, who do not know each other."""
    bench = Bench(people=(People(name="nurse", count=4),)).set("tie_dynamics", closure=1.0, co_attendance=0.0)
    s = bench.state
    for i, others in ((0, [1, 3]), (1, [0, 2]), (2, [1, 3]), (3, [0, 2])):
        s.tie_count[i] = 2
        s.tie_to[i, :2] = others
    bench.enact(0)
    if not alike:
        bench.enact(np.array([0, 1, 2, 1])[:, None], slice(0, 4))
    return bench


def closed(alike: bool, weeks: int = 400) -> int:
    bench, found = a_chain(alike), 0
    start = bench.copy()
    for week in range(1, weeks + 1):
        for column in ("tie_count", "tie_to"):
            getattr(bench.state, column)[:] = getattr(start, column)
        bench.run("tie_dynamics", week)
        found += int(2 in bench.state.tie_to[0, : bench.state.tie_count[0]])
    return found


def test_friends_of_friends_become_friends_if_they_are_alike() -> None:
    # either may act: the friend's other friend is picked with .5, then closes with 2 / (2 + 2)
    assert stats.binomtest(closed(True), 400, 1 - (1 - 0.5 * 0.5) ** 2).pvalue > ALARM
    assert closed(False) == 0


@pytest.mark.parametrize(("trust", "let_go"), [(0.2, False), (0.4, True)])
def test_hands_that_are_full_let_the_weakest_tie_go_for_a_stronger_one(trust: float, let_go: bool) -> None:
    bench = Bench(teams=2, rules={"tie_dynamics": {"most": 5}})
    s = bench.state
    assert s.tie_to.shape[1] == s.tie_count[0] == 5
    s.tie_trust[0] = [0.5, 0.6, 0.3, 0.7, 0.3]
    stranger = 6
    assert add_tie(s, 0, stranger, trust, 0, 1) == let_go
    assert (s.tie_to[0, 2] == stranger) == let_go
    assert s.tie_count[0] == 5


def test_nobody_has_a_tie_with_oneself_or_twice() -> None:
    s = Bench().state
    s.tie_count[0] = 3
    assert not add_tie(s, 0, 0, 0.9, 0, 1)
    assert not add_tie(s, 0, int(s.tie_to[0, 1]), 0.9, 0, 1)
    assert add_tie(s, 0, int(s.tie_to[0, 4]), 0.9, 0, 1)
    assert s.tie_count[0] == 4
