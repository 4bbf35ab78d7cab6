"""What an intervention costs is counted from what happened: known answers, and where they are told."""

from __future__ import annotations

import json

import pytest

from lcsim.experiment.outcome import observe
from lcsim.experiment.tables import runs_table
from lcsim.part.names import ATTENDED
from lcsim.simulation import run

STAY = "\nrules: {turnover: off}\n"


def costed(variant, *items: str, weeks: int = 12, rules: str = STAY):
    listed = "".join(f"  - {{{item}}}\n" for item in items)
    return run(variant(extra=f"{rules}interventions:\n{listed}"), 3, weeks=weeks)


def test_leaders_by_the_week_at_their_rate(variant):
    """One leader in the whole organisation, weeks 3 to 9: seven weeks of half an hour at half a dose of 2 hours."""
    cost = costed(variant, "kind: enabling_leadership, start: 3, end: 9, dose: .5, hours: 2, rate: 50").costs
    assert cost["enabling_leadership"].hours == 7.0
    assert cost["enabling_leadership"].euros == 350.0


def test_only_the_weeks_that_were_run_cost(variant):
    cost = costed(variant, "kind: protected_time, start: 3, end: 9, hours: 1", weeks=4).costs["protected_time"]
    assert cost.counted == {"person_weeks": 2 * 21}  # everybody; a student who leaves is followed at once
    assert cost.hours == 42.0


def test_attendances_and_groups_of_the_added_sessions_alone(variant):
    item = "kind: facilitated_dialogue, start: 2, end: 8, interval: 3, hours: 2, fee: 100, rate: 10"
    done = costed(variant, item)
    cost = done.costs["facilitated_dialogue"]
    between = done.events[[3, 4, 6, 7, 9, 10], :, ATTENDED].sum()  # weeks without one of them
    assert between > 0
    added = [n for n, series in enumerate(done.layout.series) if "/" in series.name]
    assert cost.counted["attendances"] == done.final.session_count[added, 0].sum() > 0
    assert done.events[:, :, ATTENDED].sum() == done.final.session_count[:, 0].sum()
    assert cost.hours == 2.0 * cost.counted["attendances"]
    assert cost.euros == 10.0 * cost.hours + 100.0 * cost.counted["sessions"]


def test_what_acts_do_is_counted_as_they_do_it(variant):
    done = costed(
        variant, "kind: training, start: 2, times: 2, interval: 3", "kind: exchange, share: 1, interval: 4, stay: 2"
    )
    assert done.costs["training"].counted == {"trained": 2 * 21}
    assert done.costs["exchange"].counted["moves"] == 3 * 11  # nurses, in weeks 1, 5 and 9
    placed = costed(variant, "kind: student_placement, start: 3, end: 6, number: 2, cohorts: 1, stay: 3, hours: 1")
    assert placed.costs["student_placement"].counted == {"student_weeks": 2 * 2 * 4}


def test_costs_are_told_in_the_table_of_runs(variant):
    done = observe(costed(variant, "kind: mentoring, start: 2", "kind: handover"))
    row = runs_table([done], ["level"]).to_pylist()[0]
    each = json.loads(row["costs"])
    assert set(each) == {"mentoring", "handover"}
    assert row["cost_hours"] == pytest.approx(sum(cost["hours"] for cost in each.values()))
    assert row["cost_euros"] == pytest.approx(40.0 * row["cost_hours"])
    plain = runs_table([observe(run(variant(), 3, weeks=2))], ["level"]).to_pylist()[0]
    assert (plain["cost_hours"], plain["cost_euros"], plain["costs"]) == (0.0, 0.0, None)
