"""student_cohorts, recruitment, turnover: who comes, what they bring, who leaves and when."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lcsim.part.names import LEADER, STUDENT
from lcsim.scenario.model import People
from lcsim.state import NEVER, grow
from tests.mechanisms.bench import ALARM, Bench

STUDENTS = People(name="student", role="student", count=6, stay=12, cohorts=3)
STAFF = People(name="nurse", count=8)


def roomy(rows: int = 4000, **described) -> Bench:
    bench = Bench(**described)
    bench.state = grow(bench.state, rows)
    return bench


def present(bench: Bench, role: int | None = None) -> np.ndarray:
    s = bench.state
    here = np.flatnonzero(s.present[: bench.people])
    return here if role is None else here[s.role[here] == role]


# --- student_cohorts -----------------------------------------------------------------------------------------


def test_cohorts_overlap_and_every_placement_has_its_length() -> None:
    bench = roomy(people=(STAFF, STUDENTS))
    for week in range(1, 60):
        before = set(present(bench, STUDENT).tolist())
        bench.run("student_cohorts", week)
        now = present(bench, STUDENT)
        assert len(now) == 6
        assert before & set(now.tolist()), "all changed at once"
        if week > 12:
            assert len(set(bench.state.joined[now].tolist())) == 3
    s, n = bench.state, bench.people
    gone = np.flatnonzero((s.left[:n] != NEVER) & (s.joined[:n] > 0))
    assert len(gone) > 10
    assert (s.left[gone] - s.joined[gone] == 12).all()


def test_before_the_term_nobody_moves() -> None:
    bench = roomy(people=(STAFF, STUDENTS))
    before = bench.copy()
    bench.run("student_cohorts", week=3)
    assert np.array_equal(bench.state.key, before.key)
    assert np.array_equal(bench.state.present, before.present)


def test_those_who_stay_do_not_go() -> None:
    bench = roomy(people=(STAFF, STUDENTS))
    for week in range(1, 60):
        bench.run("student_cohorts", week)
    assert bench.state.present[:8].all()


@pytest.mark.parametrize("copies", [0.0, 0.3, 1.0])
def test_students_take_over_the_official_way_with_probability_copy_code(copies: float) -> None:
    bench = roomy(people=(People(name="student", role="student", count=500, stay=1, cohorts=1),), domains=4)
    bench.set("student_cohorts", copy_code=copies)
    bench.run("student_cohorts")
    new = present(bench)
    official = int((bench.state.practice[new] == bench.state.code[0]).sum())
    expected = copies + (1 - copies) / 3
    if copies == 1.0:
        assert official == 2000
    else:
        assert stats.binomtest(official, 2000, expected).pvalue > ALARM
    enacted = np.take_along_axis(bench.state.known[new][..., None], np.zeros((500, 4, 1), int), 2)[..., 0]
    assert ((enacted >> bench.state.practice[new]) & 1 == 1).all()


def test_ties_with_leavers_end_on_both_sides() -> None:
    bench = roomy(people=(STAFF, STUDENTS))
    bench.run("student_cohorts", week=4)
    s = bench.state
    for i in range(bench.people):
        others = s.tie_to[i, : s.tie_count[i]]
        assert s.present[others].all()
        assert s.present[i] or others.size == 0


def test_a_student_gets_one_mentor_who_is_no_student() -> None:
    bench = roomy(people=(STAFF, STUDENTS))
    bench.run("student_cohorts", week=4)
    s = bench.state
    for i in np.flatnonzero(s.joined[: bench.people] == 4):
        mentors = s.tie_to[i, : s.tie_count[i]][s.tie_kind[i, : s.tie_count[i]] == 2]
        assert len(mentors) == 1
        assert s.role[mentors[0]] != STUDENT


# --- recruitment ---------------------------------------------------------------------------------------------


def vacate(bench: Bench, rows: list[int], week: int) -> None:
    s = bench.state
    s.present[rows], s.left[rows], s.tie_count[rows] = False, week, 0
    seats = s.seat[rows]
    s.seat_row[seats], s.seat_vacant_since[seats] = -1, week
    for i in rows:
        s.team_size[s.team[i]] -= 1
        for k, q in enumerate(s.practice[i]):
            s.doing[s.team[i], k, q] -= 1


def test_a_vacancy_lasts_its_weeks() -> None:
    bench = roomy(people=(STAFF,)).set("recruitment", vacancy=4)
    vacate(bench, [2], 10)
    for week in (11, 12, 13):
        bench.run("recruitment", week)
        assert len(present(bench)) == 7
    bench.run("recruitment", 14)
    assert len(present(bench)) == 8
    newcomer = bench.people - 1
    s = bench.state
    assert s.joined[newcomer] == 14
    assert s.leaves[newcomer] == NEVER
    assert s.seat[newcomer] == s.seat[2]
    assert s.key[newcomer] != s.key[2]
    assert bench.events("arrived").sum() == 1


def test_seats_of_placements_are_not_its_business() -> None:
    bench = roomy(people=(STAFF, STUDENTS))
    vacate(bench, present(bench, STUDENT).tolist(), 1)
    bench.run("recruitment", 50)
    assert len(present(bench)) == 8


def test_newcomers_bring_values_of_their_group() -> None:
    many = People(name="nurse", count=1500, values={"value_0": 0.7}, spread=0.1)
    bench = roomy(people=(many,), founding={"density_within": 0.0})
    vacate(bench, list(range(1500)), 1)
    bench.run("recruitment", 9)
    new = present(bench)
    brought = bench.state.values[new]
    assert stats.kstest(brought[:, 0], stats.norm(0.7, 0.1).cdf).pvalue > ALARM
    assert abs(brought[:, 1].mean() - 0.5) < 0.02
    assert np.array_equal(brought, bench.state.formative[new])
    assert (bench.state.identity[new] == 0.2).all()


@pytest.mark.parametrize(("contact", "expected"), [(0.0, 0), (1.0, 8)])
def test_ties_of_onboarding_go_both_ways_within_the_team_and_beyond_by_contact(contact: float, expected: int) -> None:
    bench = roomy(people=(STAFF,), teams=2).set("recruitment", onboarding_ties=3, contact=contact)
    vacate(bench, [2], 1)
    bench.run("recruitment", 9)
    s, i = bench.state, bench.people - 1
    others = s.tie_to[i, : s.tie_count[i]]
    assert (s.team[others] == s.team[i]).sum() == 3
    assert (s.team[others] != s.team[i]).sum() == expected
    for j in others:
        assert i in s.tie_to[j, : s.tie_count[j]]
    assert ((s.tie_trust[i, : s.tie_count[i]] >= 0.3) & (s.tie_trust[i, : s.tie_count[i]] <= 0.5)).all()


def test_who_comes_does_not_depend_on_the_week() -> None:
    found = []
    for week in (9, 30):
        bench = roomy(people=(STAFF,))
        vacate(bench, [2], 1)
        bench.run("recruitment", week)
        found.append((bench.state.key[bench.people - 1], bench.state.values[bench.people - 1].tolist()))
    assert found[0] == found[1]


# --- turnover ------------------------------------------------------------------------------------------------


def stable(count: int, **described) -> Bench:
    """Staff at the references of fit (.6) and energy (.62)."""
    bench = roomy(people=(People(name="nurse", count=count),), founding={"density_within": 0.0}, **described)
    bench.enact(0)
    bench.state.values[:] = 0.4  # way 0 expresses 0
    bench.state.energy[:] = 0.62
    return bench


def test_a_fifth_leaves_in_a_year_at_the_references() -> None:
    bench = stable(3000)
    for week in range(1, 53):
        bench.run("turnover", week)
    left = 3000 - len(present(bench))
    assert stats.binomtest(left, 3000, 1 - np.exp(-0.0043 * 52)).pvalue > ALARM
    assert left / 3000 == pytest.approx(0.2, abs=0.03)


@pytest.mark.parametrize(("column", "value"), [("energy", 0.1), ("values", 0.9)])
def test_misfit_and_tiredness_drive_people_out(column: str, value: float) -> None:
    """e ** .52 and e ** .5 times the hazard."""
    factor = np.exp(0.62 - 0.1) if column == "energy" else np.exp(0.6 - 0.1)
    bench = stable(2000).set("turnover", base=0.2)
    getattr(bench.state, column)[:] = value
    bench.run("turnover")
    left = int(bench.events("left").sum())
    assert stats.binomtest(left, 2000, 1 - np.exp(-0.2 * factor)).pvalue > ALARM


def test_placements_do_not_leave_by_turnover() -> None:
    bench = roomy(people=(STUDENTS,)).set("turnover", base=1.0)
    bench.run("turnover")
    assert len(present(bench)) == 6


def test_contagion_follows_staff_who_left_and_is_off_by_itself() -> None:
    def leavers(contagion: float, before: float) -> int:
        bench = stable(2000).set("turnover", base=0.05, contagion=contagion)
        bench.state.leavers[:] = before
        bench.run("turnover")
        return int(bench.events("left").sum())

    assert leavers(0.0, 0.5) == leavers(0.0, 0.0)
    assert leavers(5.0, 0.2) > 1.5 * leavers(5.0, 0.0)


def test_what_is_remembered_of_leavers_does_not_count_placements() -> None:
    bench = roomy(people=(STAFF, STUDENTS)).set("turnover", base=0.0)
    bench.run("student_cohorts", week=4)
    assert bench.events("left").sum() > 0
    before = bench.copy()
    bench.run("turnover", week=4)
    assert np.array_equal(bench.state.leavers, before.leavers)


def test_counts_seat_and_leader_follow_a_leaver() -> None:
    leader = People(name="leader", role="leader")
    bench = roomy(people=(STAFF, leader)).set("turnover", base=1.0, energy_weight=50.0)
    bench.state.energy[:] = np.where(bench.state.role == LEADER, 0.0, 1.0)
    bench.run("turnover", week=7)
    s = bench.state
    assert len(present(bench)) == 8
    assert s.leader_left[0]
    assert s.team_size[0] == 8
    assert (s.doing[0].sum(axis=1) == 8).all()
    assert (s.seat_row == -1).sum() == 1
    assert s.seat_vacant_since[s.seat_row == -1][0] == 7


def test_somebody_undecided_is_not_taken_for_a_misfit() -> None:
    bench = stable(2000).set("turnover", base=0.1)
    bench.state.practice[:] = -1
    bench.run("turnover")
    assert stats.binomtest(int(bench.events("left").sum()), 2000, 1 - np.exp(-0.1)).pvalue > ALARM
