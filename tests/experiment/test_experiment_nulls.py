"""The two nulls do what they say, and nothing else."""

from __future__ import annotations

import numpy as np

from lcsim.chance import mix
from lcsim.experiment.nulls import _mix, nobody_met, partners_shuffled, shuffle_places
from lcsim.part.names import ATTENDED, MET, TRIED
from lcsim.simulation import Community, run
from lcsim.state import copy_state, people


def ties(state):
    return {
        (i, int(state.tie_to[i, e])): float(state.tie_trust[i, e])
        for i in range(people(state))
        for e in range(state.tie_count[i])
    }


def test_nobody_meets_in_that_null_but_people_still_try_things(small):
    null, plain = nobody_met(small, 1), run(small, 1)
    assert plain.events[:, :, MET].sum() > 0
    assert plain.events[:, :, ATTENDED].sum() > 0
    assert null.events[:, :, MET].sum() == 0
    assert null.events[:, :, ATTENDED].sum() == 0
    assert null.events[:, :, TRIED].sum() > 0


def test_nulls_start_from_the_same_founding(small):
    plain = run(small, 3)
    for null in (nobody_met(small, 3), partners_shuffled(small, 3)):
        assert ties(null.founding) == ties(plain.founding)
        np.testing.assert_array_equal(null.founding.practice, plain.founding.practice)
        assert null.digest != plain.digest


def test_places_are_shuffled_and_the_network_stays(small):
    state = Community(small, 1).state
    before = copy_state(state)
    shuffle_places(state, 1, 1)
    old, new = ties(before), ties(state)
    assert old != new
    assert sorted(old.values()) == sorted(new.values())
    assert all(i != j for i, j in new)
    # the founding ties both ways; after a relabelling they still go both ways
    assert {(j, i) for i, j in old} == set(old)
    assert {(j, i) for i, j in new} == set(new)
    assert sorted(before.tie_count) == sorted(state.tie_count)


def test_shuffling_ties_people_of_different_teams(small):
    state = Community(small, 1).state

    def across(s):
        return sum(s.team[i] != s.team[j] for i, j in ties(s)) / len(ties(s))

    assert across(state) < 0.1
    shares = []
    for week in range(1, 41):
        shuffle_places(state, 1, week)
        shares.append(across(state))
    # two random people of teams of 9 and 6 are of different teams with chance 2 * 9 * 6 / (15 * 14)
    assert abs(np.mean(shares) - 108 / 210) < 0.05


def test_absent_people_keep_no_place(small):
    found = partners_shuffled(small, 2)
    state = found.final
    gone = np.flatnonzero(~state.present[: people(state)])
    assert gone.size > 0
    assert not state.tie_count[gone].any()
    assert not {j for _, j in ties(state)} & set(gone.tolist())


def test_mixing_many_is_mixing_each():
    keys = np.array([0, 1, 2**63, 2**64 - 1], np.uint64)
    assert _mix(keys).tolist() == [int(mix(key)) for key in keys]
