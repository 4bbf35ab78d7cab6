"""The numbers of the account against numbers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lcsim.analysis import Wordings, account, spread, ways_over_weeks
from lcsim.experiment import replicates
from lcsim.measures import emerged_practices
from lcsim.scenario import load, load_text


@pytest.fixture(scope="module")
def found(small):
    return replicates(small, range(1, 13), nulls=3, workers=1)


def test_spread_of_few_is_from_the_lowest_to_the_highest():
    assert spread([3.0, 1.0, float("nan"), 2.0]) == (2.0, 1.0, 3.0, 3)


def test_spread_of_many_holds_the_middle_eighty_percent():
    found = spread(range(101))
    assert found == (50.0, pytest.approx(10.0), pytest.approx(90.0), 101)


def test_spread_of_nothing_is_undefined():
    found = spread([float("nan")])
    assert math.isnan(found.mean)
    assert not found.defined


def test_what_emerged_is_counted_per_team(found):
    numbers = account(found)
    per_team = [len({(u, k) for u, k, _ in outcome.emerged}) / 2 for outcome in found.done]
    assert numbers.emerged.mean == pytest.approx(np.mean(per_team))
    low, high = np.quantile(per_team, (0.1, 0.9))
    assert (numbers.emerged.low, numbers.emerged.high) == (pytest.approx(low), pytest.approx(high))
    assert {name: null.n for name, null in numbers.nulls.items()} == {"nobody_met": 3, "partners_shuffled": 3}


def test_most_often_adds_up_to_what_emerged(found):
    numbers = account(found)
    assert sum(share for _, share in numbers.often) == pytest.approx(numbers.emerged.mean)
    shares = [share for _, share in numbers.often]
    assert shares == sorted(shares, reverse=True)


def test_headlines_are_means_over_runs_at_their_weeks(found):
    numbers = account(found)
    assert numbers.shown_weeks == (0, 16)
    for row in numbers.rows:
        series = np.array([outcome.weekly(row.measure) for outcome in found.done])
        assert row.means == pytest.approx((series[:, 0].mean(), series[:, 16].mean()))
        assert row.end.mean == pytest.approx(row.means[-1])
        assert row.over_weeks.high == series[0].max()


def test_contrasts_are_within_a_run(found):
    numbers = account(found)
    level = next(c for c in numbers.contrasts if c.measure == "level")
    ends = np.array([[o.weekly("level", team)[-1] for team in (0, 1)] for o in found.done])
    assert level.apart.mean == pytest.approx(np.abs(ends[:, 0] - ends[:, 1]).mean())
    assert level.teams == pytest.approx(tuple(ends[0]))


def test_the_shown_run_tells_its_practices(found):
    numbers = account(found)
    expected = emerged_practices(found.shown.founding, found.shown.final).found
    assert {(p.team, p.domain, p.option) for p in numbers.practices} == set(expected)
    assert all(p.now >= 0.6 - 1e-9 and p.before <= 0.2 + 1e-9 for p in numbers.practices)


def test_teams_that_differ_have_other_modal_options(found):
    numbers = account(found)
    assert len(numbers.differing) / 6 == pytest.approx(found.outcomes[0].value("between_teams"))
    assert all(len(set(options)) > 1 for _, options in numbers.differing)


def test_one_team_has_nothing_to_differ_from(small):
    text = "schema: 1\ncalendar: {weeks: 3}\nvalues: [care]\npractices: {domains: 3, options: 2}\n"
    text += "organisations: [{name: a, teams: [{name: t, people: [{name: p, count: 4}]}]}]"
    numbers = account(replicates(load_text(text, name="one"), [1], nulls=0))
    assert not numbers.apart.defined
    assert (numbers.contrasts, numbers.differing) == ((), ())


def test_an_empty_community_has_an_account():
    text = "schema: 1\ncalendar: {weeks: 3}\nvalues: [care]\npractices: {domains: 3, options: 2}\n"
    text += "organisations: [{name: a, teams: [{name: t, people: [{name: p, count: 0}]}]}]"
    numbers = account(replicates(load_text(text, name="empty"), [1], nulls=0))
    assert not numbers.emerged.defined
    assert all(math.isnan(row.end.mean) for row in numbers.rows)


def test_ways_are_shares_of_members(found):
    ways = ways_over_weeks(found.shown)
    assert ways.weeks == (0, 8, 16)
    np.testing.assert_allclose(ways.shares.sum(axis=3), 1.0)
    state = found.shown.final
    rows = np.flatnonzero(state.present & (state.team == 0))
    counts = np.bincount(state.practice[rows, 2], minlength=3)
    np.testing.assert_allclose(ways.shares[-1, 0, 2], counts / rows.size)
    assert ways.modal[-1, 0, 2] == counts.argmax()


def test_wordings_fall_back_to_the_other_language_and_then_to_the_name():
    scenario = load("nursing_home")
    from lcsim.simulation.layout import layout

    names = layout(scenario).names
    meals = names.domains.index("meals")
    assert Wordings(scenario, names, "en").domain(meals) == "how meals are eaten"
    assert Wordings(scenario, names, "nl").domain(meals) == "hoe er gegeten wordt"
    assert Wordings(scenario, names, "en").option(meals, -1) == "–"
    plain = load_text("schema: 1\nvalues: [ab_c]\npractices: {domains: 2, options: 2}\norganisations: []", name="x")
    names = layout(plain).names
    assert Wordings(plain, names, "nl").domain(0) == "domain 1"
    assert Wordings(plain, names, "nl").dimension(0) == "ab c"
