"""The roll called again is the roll called anew, whoever came and left."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.mechanisms.acts import drop_ties_to_absent, leave
from lcsim.mechanisms.roll import call_roll, call_roll_again
from lcsim.scenario import load_text
from lcsim.simulation import Community
from lcsim.state import State, copy_state, people
from lcsim.state.columns import PEOPLE

TEXT = """
schema: 1
values: [care]
organisations: [{name: house, count: %d, teams: [{name: team, count: 2, people: [{name: nurses, count: 4}]}]}]
"""


def grown(organisations: int, more: int) -> State:
    community = Community(load_text(TEXT % organisations, name="many"), 1, 1)
    community._grow(more)
    return community.state


@pytest.mark.parametrize(("organisations", "most"), [(1, 6), (3, 6), (3, 400)])
def test_whoever_comes_and_leaves(organisations, most):
    state = grown(organisations, 3000)
    luck = np.random.default_rng(organisations + most)
    for _ in range(40):
        there = np.flatnonzero(state.present[: people(state)])
        for i in luck.permutation(there)[: luck.integers(0, 4)]:
            leave(state, int(i), 1)
        for _ in range(luck.integers(0, most)):
            row = people(state)
            if row == state.key.shape[0]:
                break
            model = int(luck.integers(0, 8 * organisations))
            state.team[row], state.organisation[row] = state.team[model], state.organisation[model]
            state.practice[row] = -1
            state.present[row] = luck.random() < 0.9  # some have come and gone since
            state.clock[PEOPLE] += 1
        anew = copy_state(state)
        call_roll(anew)
        call_roll_again(state)
        assert np.array_equal(state.roll_start, anew.roll_start)
        there = state.roll_start[-1]
        assert there == state.present[: people(state)].sum()
        assert np.array_equal(state.roll[:there], anew.roll[:there])


def test_a_roll_that_lacks_somebody_is_noticed():
    state = grown(1, 300)
    leave(state, 3, 1)
    assert 3 in state.roll[: state.roll_start[-1]]
    call_roll_again(state)
    assert 3 not in state.roll[: state.roll_start[-1]]


def test_ties_of_and_to_those_who_leave_go():
    state = grown(2, 300)
    assert (state.tie_to[0, : state.tie_count[0]] == 1).any()
    leave(state, 1, 1)
    drop_ties_to_absent(state)
    assert state.tie_count[1] == 0
    for i in range(people(state)):
        assert not (state.tie_to[i, : state.tie_count[i]] == 1).any()
