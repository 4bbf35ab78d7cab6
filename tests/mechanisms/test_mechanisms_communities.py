"""Communities that end, whom invitations reach, students who all change at once, and what they have heard."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.part.names import EVENTS
from lcsim.scenario import load_text
from lcsim.simulation import Community

ATTENDED = EVENTS.index("attended")

TEXT = """
schema: 1
calendar: {{weeks: 60}}
values: [care]
practices: {{domains: 4, options: 3, complexity: 1}}
organisations:
  - name: school
    workload: 0
    learning_time: 1
    teams:
      - name: teachers
        people: [{{name: teachers, count: 12, participation: {participation}}}]
      - name: project
        people: [{{name: students, role: student, count: 12, stay: 10, cohorts: 1}}]
communities:
  - {{name: weekly, interval: 1, members: {{{members}}}, last_week: {last_week}}}
rules: {{{rules}}}
"""


def community(
    participation: float = 1.0, members: str = "", last_week: str = "null", rules: str = "", seed: int = 1
) -> Community:
    text = TEXT.format(participation=participation, members=members, last_week=last_week, rules=rules)
    return Community(load_text(text, name="made_up"), seed)


def attended(of: Community, weeks: int = 60) -> np.ndarray:
    """Who came to sessions: by week and team (project, teachers)."""
    of.advance(weeks)
    return of.events[: weeks + 1, :, ATTENDED]


def test_no_session_after_the_last_week():
    came = attended(community(last_week="12"))
    assert (came[1:13].sum(axis=1) > 0).all()
    assert (came[13:] == 0).all()


def test_members_by_group():
    project, teachers = attended(community(members="groups: [teachers]")).sum(axis=0)
    assert project == 0
    assert teachers > 0


def test_people_whom_few_invitations_reach_come_as_much_less():
    full = attended(community()).sum(axis=0)
    some = attended(community(participation=0.25)).sum(axis=0)
    assert 0.2 < some[1] / full[1] < 0.3
    assert some[0] == pytest.approx(full[0], rel=0.1)


def test_who_belongs_less_comes_less_when_that_counts():
    indifferent = attended(community()).sum(axis=0)
    counting = attended(community(rules="community_sessions: {pull_of_belonging: 1}")).sum(axis=0)
    # students begin as newcomers, teachers belong
    assert counting[0] / indifferent[0] < counting[1] / indifferent[1] < 0.95


def students(of: Community) -> np.ndarray:
    here = np.flatnonzero(of.state.present)
    return here[of.state.role[here] == 1]


def test_all_go_and_come_at_once():
    of = community()
    of.advance(9)
    before = set(students(of))
    of.advance(10)
    after = set(students(of))
    assert not before & after
    assert len(after) == 12
    assert (of.state.joined[list(after)] == 10).all()


def acquaintances(of: Community, week: int) -> float:
    """Mean number of ties with fellow students."""
    of.advance(week)
    rows = students(of)
    return float(np.mean([np.isin(of.state.tie_to[i, : of.state.tie_count[i]], rows).sum() for i in rows]))


def test_students_who_start_together_know_each_other_when_they_are_introduced():
    nobody = acquaintances(community(last_week="5"), 10)
    half = acquaintances(community(last_week="5", rules="student_cohorts: {acquainted: .5}"), 10)
    everybody = acquaintances(community(last_week="5", rules="student_cohorts: {acquainted: 1}"), 10)
    assert nobody < 1
    assert nobody + 3 < half < nobody + 8
    assert everybody == pytest.approx(11)


def test_newcomers_feel_as_those_before_them_felt_as_far_as_word_goes_round():
    for share in (0.0, 0.5, 1.0):
        of = community(rules=f"student_cohorts: {{word_of_mouth: {share}}}, belonging: off")
        of.advance(9)
        felt = float(np.mean(of.state.identity[students(of)]))
        of.begin_week()
        of.do("arrivals")
        feel = of.state.identity[students(of)]
        assert felt > 0.3
        assert feel == pytest.approx(0.2 + share * (felt - 0.2))


def test_a_bad_start_is_heard_of_by_those_who_were_not_there():
    """Sessions only for the first cohort, or for nobody: the second cohort differs by what it heard alone."""
    rules = "student_cohorts: {word_of_mouth: .8}"
    heard, silent = [], []
    for seed in range(30):
        for found, settings in ((heard, rules), (silent, "")):
            met = community(last_week="9", rules=settings, seed=seed)
            unmet = community(members="groups: [teachers]", last_week="9", rules=settings, seed=seed)
            for of in (met, unmet):
                of.advance(10)
            found.append(np.mean(met.state.identity[students(met)]) - np.mean(unmet.state.identity[students(unmet)]))
    assert np.mean(heard) > 3 * np.std(heard) / 30**0.5 > 0
    assert abs(np.mean(silent)) < 0.3 * np.mean(heard)
