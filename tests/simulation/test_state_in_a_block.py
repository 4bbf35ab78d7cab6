"""Small communities lie in one block of memory: nothing about them tells, and nothing of one run reaches another."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.scenario import load_text
from lcsim.simulation import Community, run, skeleton
from lcsim.state import PEOPLE_COLUMNS, State, copy_in_use, copy_state, digest, grow, people

OTHERS = {
    "usual": "practices: {domains: 6, options: 4, complexity: 2}",
    "many options": "practices: {domains: 4, options: 12, complexity: 1}",
    "more than repertoires hold": "practices: {domains: 3, options: 70, complexity: 1}\nrules: {"
    "observation: {on: false}, deliberation: {on: false}, community_sessions: {on: false}, reflection: {on: false}, "
    "forgetting: {on: false}}",
}
TEXT = """
schema: 1
calendar: {{weeks: 30}}
values: [{{name: care}}, {{name: order}}]
{practices}
organisations:
  - name: house
    teams:
      - name: east
        people:
          - {{name: nurses, count: 6, susceptibility: {susceptibility}}}
          - {{name: students, role: student, count: 4, stay: 8}}
      - name: west
        people: [{{name: nurses, count: 5}}]
"""


@pytest.fixture(params=OTHERS)
def any_scenario(request):
    return load_text(TEXT.format(practices=OTHERS[request.param], susceptibility=1.0), name="small")


@pytest.fixture(
    params=[name for name in OTHERS if name != "many options"]
)  # for those all rules would be compiled anew
def scenario(request):
    return load_text(TEXT.format(practices=OTHERS[request.param], susceptibility=1.0), name="small")


def apart(monkeypatch):
    """Found communities column by column, as large ones are."""
    import sys

    monkeypatch.setattr(sys.modules["lcsim.simulation.skeleton"], "SMALL", 0)


def equal(first: State, second: State) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("susceptibility", [1.0, 0.5])
def test_a_community_in_a_block_is_the_one_whose_columns_lie_apart(scenario, susceptibility, monkeypatch):
    text = TEXT.format(practices=OTHERS["usual"], susceptibility=susceptibility)
    own = load_text(text, name="small")
    within = [run(chosen, 3) for chosen in (scenario, own)]
    assert skeleton(own).block is not None
    apart(monkeypatch)
    assert skeleton(own).block is None
    for chosen, found in zip((scenario, own), within, strict=True):
        other = run(chosen, 3)
        assert other.digest == found.digest
        assert other.record_digest == found.record_digest
        assert digest(other.founding) == digest(found.founding)


def test_it_begins_with_the_columns_of_its_skeleton_and_nothing_of_people(any_scenario):
    base = skeleton(any_scenario)
    begun = base.begun()
    for name in State._fields:
        column, other = getattr(begun, name), getattr(base.state, name)
        assert column.dtype == other.dtype
        assert column.flags.c_contiguous
        if name in PEOPLE_COLUMNS:
            assert column.shape[1:] == other.shape[1:]
            assert not column.any()
        else:
            assert np.array_equal(column, other)


def test_rows_for_newcomers_come_with_them_and_lie_in_the_same_block():
    text = TEXT.format(practices=OTHERS["usual"], susceptibility=1.0)
    community = Community(load_text(text, name="small"), 3)
    state = community.state
    assert state.key.shape[0] == people(state) == 15
    community.advance(30)
    assert community.state.key.shape[0] > people(community.state) > 15
    assert community.state.values.ctypes.data == state.values.ctypes.data
    far = grow(community.state, 5000)
    assert far.key.shape[0] == 5000
    assert digest(far) == community.digest
    still = text + "rules: {student_cohorts: {on: false}, recruitment: {on: false}, turnover: {on: false}}\n"
    assert skeleton(load_text(still, name="still")).block.room == 15


def test_copies_are_equal_and_on_their_own(scenario):
    community = Community(scenario, 3)
    community.advance(10)
    for copy in (copy_state, copy_in_use):
        kept = copy(community.state)
        assert digest(kept) == community.digest
        again = copy(kept)
        assert equal(kept, again)
        kept.values[0, 0] = 0.123
        kept.safety[0] = 0.123
        assert again.values[0, 0] != 0.123
        assert community.state.safety[0] != 0.123
        assert digest(again) == community.digest
    assert copy_in_use(community.state).key.shape[0] == people(community.state)


def test_memory_is_used_again_but_not_while_anybody_looks_at_it(any_scenario):
    base = skeleton(any_scenario)
    first = base.begun()
    where = first.values.ctypes.data
    first.values[:] = 0.25
    held = first.values
    del first
    second = base.begun()
    second.values[:] = 0.75
    assert (held == 0.25).all()
    del held
    third = base.begun()
    assert third.values.ctypes.data == where
    assert not third.values.any()
    assert (second.values == 0.75).all()
