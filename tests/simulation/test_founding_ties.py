"""Who knows whom at the founding, within and between organisations."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.scenario import load_text
from lcsim.simulation import Community
from lcsim.simulation.founding_ties import COMMON, POINTS
from lcsim.state import State

FIRMS = """
schema: 1
calendar: {{weeks: 4}}
values: [care]
practices: {{domains: 2, options: 2, complexity: 1}}
founding: {{density_within: 1, density_between: .2, density_across: {across}}}
organisations:
  - {{name: firm, count: {firms}, teams: [{{name: shop, people: 4}}, {{name: office, people: 3}}]}}
  - {{name: school, teams: [{{name: yard, people: 5}}]}}
"""


def state(across: float, firms: int = 20, seed: int = 1) -> State:
    return Community(load_text(FIRMS.format(across=across, firms=firms), name="firms"), seed).state


def ties(found: State) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Directed ties by key of person: within organisations, between organisations."""
    inside, outside = set(), set()
    for i in range(found.key.size):
        for j in found.tie_to[i, : found.tie_count[i]]:
            pair = (int(found.key[i]), int(found.key[j]))
            (inside if found.organisation[i] == found.organisation[j] else outside).add(pair)
    return inside, outside


DENSITIES = (COMMON * 0.9, 0.1, 0.6)
"""By points, and by visiting every pair."""


def test_none_unless_asked_for():
    assert not ties(state(0.0))[1]


@pytest.mark.parametrize("across", DENSITIES)
def test_ties_across_are_mutual_single_and_as_many_as_said(across):
    share, squares = [], []
    for seed in range(30):
        found = state(across, seed=seed)
        _, outside = ties(found)
        assert outside == {(b, a) for a, b in outside}
        assert len(outside) + len(ties(found)[0]) == found.tie_count.sum()  # nobody is tied twice to the same
        sizes = np.bincount(found.organisation)
        pairs = found.key.size**2 - int((sizes**2).sum())
        share.append(len(outside) / pairs)
        squares.append(across * (1 - across) * 2 / pairs)
    # windows shared by neighbours on the line make the number of ties vary a little more than pairs by themselves
    most = 4.5 * (sum(squares) ** 0.5 / 30) * (1 + found.key.size * across / POINTS) ** 0.5
    assert abs(float(np.mean(share)) - across) < most


@pytest.mark.parametrize("across", DENSITIES)
def test_an_organisation_more_changes_no_tie_between_the_others(across):
    less, more = state(across, firms=20), state(across, firms=23)
    here = {int(key) for key in less.key}
    for before, after in zip(ties(less), ties(more), strict=True):
        assert before == {(a, b) for a, b in after if a in here and b in here}
    assert len(ties(more)[1]) > len(ties(less)[1])


def test_ties_within_organisations_are_those_without_any_across():
    assert ties(state(0.0))[0] == ties(state(0.3))[0] == ties(state(0.001))[0]


def test_ties_across_differ_with_the_seed():
    assert ties(state(0.01, seed=1))[1] != ties(state(0.01, seed=2))[1]


def test_room_is_made_for_all_ties():
    found = state(1.0, firms=10)
    assert (found.tie_count >= found.key.size - 1 - 6).all()


def test_a_hundred_thousand_people_without_a_look_at_every_pair():
    """Five thousand million pairs would take minutes."""
    found = state(0.00005, firms=14_000)
    assert found.key.size > 98_000
    assert 4.5 < len(ties(found)[1]) / found.key.size < 5.3
