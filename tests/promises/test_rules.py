"""What every rule keeps: says what it is, is deterministic, writes only what it declares, survives emptiness."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.mechanisms import BY_NAME, CATALOGUE, RULES
from lcsim.mechanisms.meeting import USUAL, every_meeting_rule
from lcsim.mechanisms.meeting import source as meeting_source
from lcsim.part import PHASES
from lcsim.part.names import MEETING_PHASES
from lcsim.scenario import load, load_text
from lcsim.simulation import Community
from lcsim.simulation.schedule import USUAL_WEEK, WEEKLY_RULES, Contents, plan, run_rule
from lcsim.state import PEOPLE_COLUMNS, State, copy_state

WEEKLY = list(WEEKLY_RULES)


def run_one(name: str, state: State, community: Community, week: int | None = None) -> None:
    """Run one compiled rule; those of the literature without the default rules around them."""
    contents = USUAL_WEEK if name in USUAL_WEEK.weekly else Contents((name,), USUAL)
    at = community.week if week is None else week
    run_rule(WEEKLY_RULES.index(name), state, community.plan.rules, community.seed, at, contents)


ALWAYS = {"events", "clock", "log", "doing", "team_size", "roll", "roll_start", "session_next"}
"""Counts and lists that follow from the columns a rule declares."""


def midway(text: str | None = None, seed: int = 3, weeks: int = 30) -> Community:
    scenario = load("nursing_home") if text is None else load_text(text, name="tiny")
    community = Community(scenario, seed, 40)
    community.advance(weeks)
    community.begin_week()
    return community


@pytest.fixture(scope="module")
def community() -> Community:
    return midway()


def rows(state: State) -> int:
    return int(state.clock[1])


@pytest.mark.parametrize("part", CATALOGUE, ids=lambda part: part.name)
def test_says_what_it_is(part):
    assert part.phase in PHASES
    assert part.wording, "wording"
    assert part.dutch, "dutch"
    assert part.wording != part.dutch
    assert part.formula, "formula"
    assert part.sources, "sources"
    assert part.reads, "reads"
    assert part.writes, "writes"
    assert (part.__doc__ or "").strip()
    for column in (*part.reads, *part.writes):
        assert column == "*people" or column in State._fields, column
    for facts in part.facts():
        assert facts.low <= facts.default <= facts.high, facts.name
        assert facts.lower_bound <= facts.low, facts.name
        assert facts.high <= facts.upper_bound, facts.name
        assert facts.wording, facts.name
        assert facts.dutch, facts.name
        assert facts.unit, facts.name
        assert facts.origin in ("measured", "estimated", "assumed")
        assert facts.source, facts.name


@pytest.mark.parametrize("phase", RULES)
def test_default_comes_first_and_alone_in_a_meeting(phase):
    on = [name for name in RULES[phase] if BY_NAME[name].default]
    assert on
    if phase in MEETING_PHASES:
        assert on == [RULES[phase][0]]


def test_every_meeting_rule_has_its_branch():
    text = meeting_source(every_meeting_rule())
    for phase in MEETING_PHASES:
        for name in RULES[phase]:
            assert f"{name}_meeting(" in text


@pytest.mark.parametrize("name", WEEKLY)
def test_writes_only_what_it_declares_and_twice_the_same(community, name):
    first, second = copy_state(community.state), copy_state(community.state)
    for state in (first, second):
        run_one(name, state, community)
    declared = set(BY_NAME[name].writes)
    if "*people" in declared:
        declared |= set(PEOPLE_COLUMNS)
    for column in State._fields:
        before, after = getattr(community.state, column), getattr(first, column)
        assert np.array_equal(after, getattr(second, column)), f"{column} differs between two equal calls"
        if column not in declared | ALWAYS:
            assert np.array_equal(before, after), f"{name} wrote {column}, which it does not declare"


@pytest.mark.parametrize("name", WEEKLY)
def test_does_something(name):
    """A stub would change nothing in a whole year."""
    community = midway(weeks=1)
    code = WEEKLY_RULES.index(name)
    changed = False
    for _ in range(1, 39):
        before = copy_state(community.state)
        run_one(name, community.state, community)
        changed |= any(
            not np.array_equal(getattr(before, c), getattr(community.state, c))
            for c in BY_NAME[name].writes
            if c != "*people"
        )
        for other in community.plan.codes():
            if other != code:
                run_rule(other, community.state, community.plan.rules, community.seed, community.week)
        community.end_week()
        community.begin_week()
    if name == "disturbance":
        assert not changed  # the next one is planned for week 78
        community = midway(weeks=1)
        run_one(name, community.state, community, 78)
        assert community.state.redraw_count[0] == 2
    else:
        assert changed


@pytest.mark.parametrize("name", WEEKLY)
@pytest.mark.parametrize("people", [0, 1, 2])
def test_survives_hardly_anybody(name, people):
    text = f"""
schema: 1
values: [{{name: care}}]
practices: {{domains: 2, options: 2, complexity: 1}}
organisations: [{{name: o, teams: [{{name: t, people: [{{name: staff, count: {people}}}]}}, {{name: empty, people: [{{name: s2, count: 0}}]}}]}}]
communities: [{{name: c}}]
"""
    community = midway(text, weeks=0)
    run_one(name, community.state, community, 1)
    invariants(community.state)


def test_invariants_hold_every_week_of_three_years():
    community = Community(load("nursing_home"), 11)
    for week in range(1, 157):
        community.advance(week)
        invariants(community.state)


def invariants(state: State) -> None:
    n = rows(state)
    here = np.flatnonzero(state.present[:n])
    for column in ("values", "formative", "energy", "identity", "authority", "openness"):
        part = getattr(state, column)[:n]
        assert ((part >= 0) & (part <= 1)).all(), column
    for column in ("safety", "legitimacy", "control", "espoused"):
        part = getattr(state, column)
        assert ((part >= 0) & (part <= 1)).all(), column
    options = state.expression.shape[1]
    way = state.practice[:n]
    assert ((way >= -1) & (way < options)).all()
    enacted_known = (state.known[:n] >> np.maximum(way, 0).astype(state.known.dtype)) & 1
    assert (enacted_known[way >= 0] == 1).all()
    for team in range(state.safety.size):
        members = here[state.team[here] == team]
        assert state.team_size[team] == members.size
        for k in range(way.shape[1]):
            assert np.array_equal(
                state.doing[team, k], np.bincount(way[members, k][way[members, k] >= 0], minlength=options)
            )
    for i in range(n):
        others = state.tie_to[i, : state.tie_count[i]]
        if not state.present[i]:
            assert others.size == 0
        assert len(set(others.tolist())) == others.size
        assert i not in others
        assert state.present[others].all()
        trust = state.tie_trust[i, : state.tie_count[i]]
        assert ((trust > 0) & (trust <= 1)).all()
    assert len(set(state.key[:n].tolist())) == n
    held = state.seat_row[state.seat_row >= 0]
    assert sorted(held.tolist()) == here.tolist()


def test_plan_follows_the_phases_whatever_the_order_of_the_section():
    names = [step.name for step in plan({}).steps]
    assert names == [n for n in WEEKLY_RULES if BY_NAME[n].default] == list(USUAL_WEEK.weekly)
    turned = {name: {"on": True} for name in reversed(names)}
    assert [step.name for step in plan(turned).steps] == names


def test_two_variants_of_one_phase_are_refused():
    with pytest.raises(ValueError, match="only one rule of phase influence"):
        plan({"mutual_compromise": {"on": True}})
