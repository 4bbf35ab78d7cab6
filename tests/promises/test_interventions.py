"""What every intervention keeps: says what it is, changes nothing at dose 0, before its start or beside its target."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from lcsim.interventions import CATALOGUE, INTERVENTIONS, SessionSet
from lcsim.interventions.declared import UNITS
from lcsim.scenario import load_text
from lcsim.scenario.dump import dump
from lcsim.scenario.model import Scenario
from lcsim.simulation import Community, run
from lcsim.state import State
from lcsim.state.rows import people

TWO_HOUSES = """
schema: 1
calendar: {weeks: 24}
values: [{name: care}, {name: order}, {name: learning}]
practices: {domains: 6, options: 4, complexity: 2}
founding: {density_between: 0}
organisations:
  - name: first
    teams: &teams
      - name: east
        people: &people
          - {name: nurses, count: 6}
          - {name: leader, role: leader, count: 1}
          - {name: coach, role: facilitator, count: 1}
          - {name: students, role: student, count: 4, stay: 6}
      - {name: west, people: *people}
  - {name: second, teams: *teams}
communities:
  - {name: one, members: {organisations: [first]}, format: dialogue, facilitator: coach, relevance: .8}
  - {name: two, members: {organisations: [second]}, format: dialogue, facilitator: coach, relevance: .8}
rules: {recruitment: {contact: 0}}
"""

BASE = frozenset({"control", "learning_time", "workload", "responsiveness", "code", "session_relevance",
                  "session_ambition", "session_facilitator", "session_facilitation", "session_mixing"})  # fmt: skip
"""Columns that are as without once it is over; the code where no rule changes it."""


def scenario(*interventions: str, rules: str = "") -> Scenario:
    text = TWO_HOUSES.replace("rules: {", f"rules: {{{rules}") if rules else TWO_HOUSES
    listed = "".join(f"  - {{{item}}}\n" for item in interventions)
    return load_text(text + (f"interventions:\n{listed}" if listed else ""), name="two_houses")


def only_first(kind: str) -> str:
    """Aimed at the first house."""
    part = next(part for part in CATALOGUE if part.name == kind)
    target = "communities: [one]" if part.acts_on == "communities" else "organisations: [first]"
    return f"kind: {kind}, who: {{{target}}}, start: 3"


@pytest.fixture(scope="module")
def without() -> Community:
    community = Community(scenario(), 5)
    community.advance(24)
    return community


@pytest.mark.parametrize("part", CATALOGUE, ids=lambda part: part.name)
def test_says_what_it_is_and_what_it_costs(part):
    for text in (part.wording, part.dutch, (part.__doc__ or "").strip()):
        assert text
    assert part.wording != part.dutch
    assert part.sources
    assert part.writes
    assert part.acts_on in ("people", "organisations", "communities")
    facts = {fact.name: fact for fact in part.facts()}
    assert {"rate", "hours"} <= facts.keys()
    for fact in facts.values():
        assert fact.lower_bound <= fact.low <= fact.default <= fact.high <= fact.upper_bound, fact.name
        assert fact.wording, fact.name
        assert fact.dutch not in ("", fact.wording), fact.name
        assert fact.unit, fact.name
        assert fact.source, fact.name
    declared = part().declared(1.0)
    assert declared.settings or declared.sessions or declared.acts
    assert declared.costs
    assert {cost.unit for cost in declared.costs} <= set(UNITS)
    nothing = part().declared(0.0)
    assert not (nothing.settings or nothing.sessions or nothing.acts or nothing.costs)


@pytest.mark.parametrize("kind", INTERVENTIONS)
def test_at_dose_0_and_before_the_start_it_is_bit_equal_to_none_and_costs_nothing(kind, without):
    nothing = run(scenario(f"kind: {kind}, dose: 0"), 5)
    assert nothing.digest == without.digest
    assert all(cost.hours == cost.euros == 0.0 for cost in nothing.costs.values())
    late = run(scenario(f"kind: {kind}, start: 12"), 5, weeks=11)
    assert late.digest == run(scenario(), 5, weeks=11).digest
    assert late.costs[kind].hours == 0.0
    assert run(scenario(f"kind: {kind}, start: 12"), 5).digest != without.digest, "it does something once it starts"


@pytest.mark.parametrize("kind", INTERVENTIONS)
def test_columns_are_restored_and_people_who_came_for_it_have_left(kind):
    off = "code_learning: off, "
    community = Community(scenario(f"kind: {kind}, start: 3, end: 9", rules=off), 5)
    base = Community(scenario(rules=off), 5)
    while community.week < 10:
        community.advance(community.week + 1)
        base.advance(base.week + 1)
        during, plain = community.state, base.state
        invariants(during)
    for column in BASE:
        own = getattr(during, column)[: getattr(plain, column).shape[0]]
        if column.startswith("session_"):
            own = own[[n for n, s in enumerate(community.layout.series) if "/" not in s.name]]
        assert np.array_equal(own, getattr(plain, column)), column
    assert int(during.team_size.sum()) == int(plain.team_size.sum())
    home = during.seat_team[during.seat[: people(during)]]
    here = during.present[: people(during)]
    assert np.array_equal(during.team[: people(during)][here], home[here]), "everybody is at home"


@pytest.mark.parametrize("kind", INTERVENTIONS)
def test_it_touches_only_whom_it_is_aimed_at(kind, without):
    """The other house shares no ties, sessions or code with the first: its people are as without, bit for bit."""
    touched = Community(scenario(only_first(kind)), 5)
    touched.advance(24)
    ours, theirs = house(touched.state, 1), house(without.state, 1)
    assert ours.keys() == theirs.keys()
    assert all(np.array_equal(ours[key], theirs[key]) for key in ours)
    first, before = house(touched.state, 0), house(without.state, 0)
    assert first.keys() != before.keys() or any(not np.array_equal(first[key], before[key]) for key in first)


@pytest.mark.parametrize("pair", list(itertools.pairwise((*INTERVENTIONS, INTERVENTIONS[0]))))
def test_two_at_once_in_any_order_are_equal(pair):
    one, other = (f"kind: {kind}, start: {start}, end: 12" for kind, start in zip(pair, (2, 4), strict=True))
    assert run(scenario(one, other), 5).digest == run(scenario(other, one), 5).digest


def test_all_at_once_in_any_order_are_equal_and_keep_the_invariants():
    listed = [f"kind: {kind}, start: {2 + n % 4}, end: {8 + n}" for n, kind in enumerate(INTERVENTIONS)]
    there, back = Community(scenario(*listed), 5), Community(scenario(*reversed(listed)), 5)
    for week in range(1, 25):
        there.advance(week)
        invariants(there.state)
    back.advance(24)
    assert there.digest == back.digest
    assert set(there.costs) == set(INTERVENTIONS)
    assert all(cost.hours > 0.0 for cost in there.costs.values())


@pytest.mark.parametrize("kind", INTERVENTIONS)
def test_week_by_week_by_hand_and_in_one_go_are_equal(kind):
    chosen = scenario(f"kind: {kind}, start: 2, end: 9")
    whole, by_hand = Community(chosen, 5), Community(chosen, 5)
    whole.advance(14)
    for _ in range(14):
        by_hand.begin_week()
        for phase in ("arrivals", "environment", "encounters", "sessions", "trying_out", "reflection", "organisation",
                      "climate", "energy", "ties", "departures"):  # fmt: skip
            by_hand.do(phase)
            if phase in ("arrivals", "departures"):
                from lcsim.mechanisms.roll import call_roll

                call_roll(by_hand.state)
        by_hand.end_week()
    assert whole.digest == by_hand.digest
    assert whole.costs == by_hand.costs


@pytest.mark.parametrize("kind", INTERVENTIONS)
def test_its_complete_form_reads_back_and_a_window_before_week_1_is_empty(kind):
    chosen = scenario(f"kind: {kind}, start: 0, end: 0")
    assert load_text(dump(chosen), name="two_houses") == chosen
    assert run(chosen, 5, weeks=4).digest == run(scenario(), 5, weeks=4).digest


def test_mentors_are_experienced_colleagues_of_the_team_and_only_newcomers_get_one():
    community = Community(scenario("kind: mentoring, who: {roles: [student]}, trust: .9"), 5)
    community.begin_week()
    state = community.state
    for i in range(people(state)):
        ties = slice(0, state.tie_count[i])
        mentors = state.tie_to[i, ties][(state.tie_kind[i, ties] == 2) & (state.tie_trust[i, ties] >= 0.9)]
        if state.role[i] == 1:
            assert mentors.size == 1
            assert state.team[mentors[0]] == state.team[i]
            assert state.role[mentors[0]] != 1
        else:
            assert (state.role[mentors] == 1).all()


def test_a_leaver_shifts_nobodys_luck_in_an_intervention():
    """Whom a course, an exchange or a study picks does not depend on who else is there."""
    from lcsim.simulation.ground import Aim, Ground

    community = Community(scenario("kind: training"), 5)
    ground = Ground(community.scenario, community.layout, community.seed, community.state)
    aim = Aim(ground, community.scenario.interventions[0], 0)
    rows = aim.rows(community.state)
    before = dict(zip(rows.tolist(), aim.shares(community.state, rows, 0, 3).tolist(), strict=True))
    mentors = aim.nearest(community.state, int(rows[0]), rows[1:], 3)
    gone = next(row for row in rows[1:].tolist() if row not in mentors)
    community.state.present[gone] = False
    left = aim.rows(community.state)
    after = dict(zip(left.tolist(), aim.shares(community.state, left, 0, 3).tolist(), strict=True))
    assert after == {row: draw for row, draw in before.items() if row != gone}
    assert aim.nearest(community.state, int(rows[0]), left[1:], 3) == mentors


def test_a_scenario_without_sessions_refuses_what_changes_them():
    from lcsim.part import Faults

    alone = TWO_HOUSES[: TWO_HOUSES.index("communities:")]
    for kind in (part.name for part in CATALOGUE if any(isinstance(a, SessionSet) for a in part().declared(1.0).acts)):
        with pytest.raises(Faults, match="there are none"):
            load_text(f"{alone}interventions: [{{kind: {kind}}}]\n", name="alone")


def house(state: State, organisation: int) -> dict[int, np.ndarray]:
    """What the people of an organisation hold, do and know, by key."""
    n = people(state)
    own = np.flatnonzero(state.organisation[:n] == organisation)
    columns = [state.values[own], state.practice[own], state.known[own], state.complying[own], state.energy[own, None]]
    held = np.concatenate(columns, axis=1)
    return {int(key): row for key, row in zip(state.key[own], held, strict=True)}


def invariants(state: State) -> None:
    """Counts follow from people, ties end at people who are there, what is enacted is known."""
    n = people(state)
    here = np.flatnonzero(state.present[:n])
    for team in range(state.team_size.size):
        members = here[state.team[here] == team]
        assert state.team_size[team] == members.size
        for k in range(state.practice.shape[1]):
            assert np.array_equal(state.doing[team, k], np.bincount(state.practice[members, k], minlength=4))
    assert np.array_equal(state.organisation[here], state.team_organisation[state.team[here]])
    enacted = (state.known[here] >> state.practice[here].astype(state.known.dtype)) & 1
    assert (enacted == 1).all()
    for i in here:
        others = state.tie_to[i, : state.tie_count[i]]
        assert len(set(others.tolist())) == others.size
        assert i not in others
        assert state.present[others].all()
        trust = state.tie_trust[i, : state.tie_count[i]]
        assert ((trust > 0) & (trust <= 1)).all()
    assert len(set(state.key[:n].tolist())) == n
    assert sorted(state.seat_row[state.seat_row >= 0].tolist()) == here.tolist()
