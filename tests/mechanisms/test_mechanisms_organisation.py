"""disturbance, legitimation, code_learning, socialisation, espoused_values: the environment, and people's hand on it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lcsim.scenario.model import Disturbance, People
from tests.mechanisms.bench import ALARM, Bench

MANY = (People(name="nurse", count=1500),)
ALONE = {"density_within": 0.0}


# --- disturbance ---------------------------------------------------------------------------------------------


def test_demands_change_in_the_planned_week_and_not_before() -> None:
    bench = Bench(disturbances=(Disturbance(week=0), Disturbance(week=5, share=1.0), Disturbance(week=9)))
    assert bench.state.redraw_count[0] == 1  # that of week 0 took place at the founding
    old = bench.quality(0, 1, 2, 0)
    bench.run("disturbance", week=4)
    assert bench.quality(0, 1, 2, 0) == old
    bench.run("disturbance", week=5)
    assert bench.state.redraw_count[0] == 2
    assert bench.quality(0, 1, 2, 0) != old
    bench.run("disturbance", week=6)
    assert bench.state.redraw_count[0] == 2


def test_two_disturbances_of_one_week_both_happen() -> None:
    bench = Bench(disturbances=(Disturbance(week=3), Disturbance(week=3, share=0.1)))
    bench.run("disturbance", week=3)
    assert bench.state.redraw_count[0] == 2


# --- legitimation --------------------------------------------------------------------------------------------


def team_of_ten(doing_one: int) -> Bench:
    """`doing_one` of ten do way 1 in all domains, the others way 0; all belong alike."""
    bench = Bench(people=(People(name="nurse", count=10),))
    bench.enact(0)
    bench.enact(1, slice(0, doing_one))
    bench.state.identity[:] = 0.6
    return bench


def goal(share: float) -> float:
    return max(0.03, share**2 / (share**2 + 0.18**2))


@pytest.mark.parametrize("doing", [1, 2, 5, 10])
def test_what_is_done_becomes_acceptable_at_the_speed_of_responsiveness(doing: int) -> None:
    bench = team_of_ten(doing)
    bench.state.legitimacy[:] = 0.0
    bench.run("legitimation")
    assert bench.state.legitimacy[0, :, 1] == pytest.approx(0.12 * goal(doing / 10), abs=1e-15)


def test_it_fades_sixty_times_more_slowly_than_it_rises() -> None:
    bench = team_of_ten(0)
    bench.state.legitimacy[:] = 0.9
    bench.run("legitimation")
    assert bench.state.legitimacy[0, :, 1] == pytest.approx(0.9 + 0.002 * (0.03 - 0.9), abs=1e-15)
    up, down = 0.12, 0.002
    assert up / down == pytest.approx(60)


def test_the_floor_holds_and_is_reached_from_below() -> None:
    bench = team_of_ten(0)
    bench.state.legitimacy[:] = 0.0
    for week in range(1, 200):
        bench.run("legitimation", week)
    assert bench.state.legitimacy[0, :, 1] == pytest.approx(0.03, abs=1e-9)


def test_those_who_belong_weigh_more() -> None:
    bench = team_of_ten(5)
    bench.state.identity[:5] = 0.1
    bench.state.legitimacy[:] = 0.0
    bench.run("legitimation")
    share = 0.5 / (0.5 + 3.0)
    assert bench.state.legitimacy[0, :, 1] == pytest.approx(0.12 * goal(share), abs=1e-15)


def test_nobody_who_belongs_no_change() -> None:
    bench = team_of_ten(5)
    bench.state.identity[:] = 0.0
    before = bench.copy()
    bench.run("legitimation")
    assert np.array_equal(bench.state.legitimacy, before.legitimacy)


def test_half_the_full_legitimacy_at_the_tipping_share() -> None:
    assert goal(0.18) == pytest.approx(0.5)


# --- code_learning -------------------------------------------------------------------------------------------


def school(p2: float) -> Bench:
    """The code does the worst way; six do the best, three the second best, two the worst (complexity 0)."""
    bench = Bench(people=(People(name="nurse", count=11),), domains=1, options=3, complexity=0)
    best, second, worst = sorted(range(3), key=lambda q: -bench.quality(q))
    bench.enact(worst)
    bench.enact(best, slice(0, 6))
    bench.enact(second, slice(6, 9))
    bench.state.code[:] = worst
    bench.best, bench.second, bench.worst = best, second, worst
    return bench.set("code_learning", p2=p2)


def test_the_code_follows_the_plurality_of_those_who_do_better() -> None:
    bench = school(1.0)
    bench.run("code_learning")
    assert bench.state.code[0, 0] == bench.best


def test_it_does_so_with_one_minus_one_minus_p2_to_the_lead() -> None:
    bench = school(0.05)
    followed = 0
    for week in range(1, 1501):
        bench.state.code[:] = bench.worst
        bench.run("code_learning", week)
        followed += int(bench.state.code[0, 0] == bench.best)
    assert stats.binomtest(followed, 1500, 1 - 0.95**6).pvalue > ALARM


def test_nobody_better_nothing_to_learn() -> None:
    bench = school(1.0)
    bench.state.code[:] = bench.best
    bench.run("code_learning")
    assert bench.state.code[0, 0] == bench.best


def test_a_tie_with_the_code_is_no_lead() -> None:
    """March's k = 0: as many superiors with the code's option as with another."""
    bench = Bench(people=(People(name="nurse", count=4),), domains=2, options=2, complexity=1).set(
        "code_learning", p2=1.0
    )
    ways = [(a, b) for a in range(2) for b in range(2)]
    worst = min(ways, key=lambda way: bench.quality(*way))
    better = next(way for way in ways if way != worst and way[0] == worst[0])
    other = next(way for way in ways if way[0] != worst[0])
    bench.enact(np.array([better, better, other, other]), slice(0, 4))
    bench.state.code[:] = worst
    bench.run("code_learning")
    assert bench.state.code[0, 0] == worst[0]


def test_an_organisation_without_members_keeps_its_code() -> None:
    bench = school(1.0)
    bench.state.present[:] = False
    bench.state.roll_start[:] = 0
    bench.run("code_learning")
    assert bench.state.code[0, 0] == bench.worst


# --- socialisation -------------------------------------------------------------------------------------------


def conformists(control: float, p1: float) -> Bench:
    bench = Bench(people=MANY, founding=ALONE, control=control).set("socialisation", p1=p1)
    bench.enact(0)
    bench.state.code[:] = 2
    return bench


@pytest.mark.parametrize(("control", "p1"), [(1.0, 0.05), (0.4, 0.1), (1.0, 0.4), (0.5, 1.0)])
def test_each_domain_follows_with_p1_times_control(control: float, p1: float) -> None:
    bench = conformists(control, p1)
    bench.run("socialisation")
    for k in range(4):
        followed = int((bench.state.practice[:, k] == 2).sum())
        assert stats.binomtest(followed, 1500, p1 * control).pvalue > ALARM / 4


def test_full_control_and_certainty_bring_all_into_line() -> None:
    bench = conformists(1.0, 1.0)
    bench.run("socialisation")
    assert (bench.state.practice == 2).all()


@pytest.mark.parametrize("silent", ["control", "code"])
def test_without_control_or_code_nobody_follows(silent: str) -> None:
    bench = conformists(1.0, 0.5)
    getattr(bench.state, silent)[:] = 0 if silent == "control" else -1
    bench.run("socialisation")
    assert (bench.state.practice == 0).all()
    assert bench.events("switched").sum() == 0


@pytest.mark.parametrize(("values", "owned"), [(0.2, False), (0.8, True)])
def test_what_fits_worse_is_complied_with_and_what_fits_better_is_owned(values: float, owned: bool) -> None:
    """Way 0 expresses 0, way 2 expresses 1."""
    bench = conformists(1.0, 1.0)
    bench.state.values[:] = values
    bench.state.complying[:] = owned
    bench.run("socialisation")
    assert (bench.state.complying != owned).all()
    assert ((bench.state.known >> 2) & 1 == 1).all()


# --- espoused_values -----------------------------------------------------------------------------------------


def test_official_values_move_toward_the_members_mean() -> None:
    bench = Bench(responsiveness=0.5).set("espoused_values", rate=0.2)
    bench.state.values[:], bench.state.espoused[:] = 0.8, 0.3
    bench.state.values[0] = 0.2
    bench.run("espoused_values")
    mean = (5 * 0.8 + 0.2) / 6
    assert bench.state.espoused == pytest.approx(0.3 + 0.2 * 0.5 * (mean - 0.3), abs=1e-15)


def test_an_organisation_that_does_not_respond_says_what_it_said() -> None:
    bench = Bench(responsiveness=0.0)
    before = bench.copy()
    bench.run("espoused_values")
    assert np.array_equal(bench.state.espoused, before.espoused)
