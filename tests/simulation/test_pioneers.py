"""Pioneers: who is drawn, who follows, and what they enact."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.part import Faults
from lcsim.scenario import load_text
from lcsim.simulation import Community
from lcsim.state import State

TEXT = """
schema: 1
values: [care]
practices: {domains: 3, options: 4, complexity: 0}
founding: {network: {kind: ring, neighbours: 4}, practice: inherited, inherited: none, deviation: 0, pioneers: %s}
organisations: [{name: people, people: 50}]
"""


def founded(pioneers: str, seed: int = 1) -> State:
    return Community(load_text(TEXT % pioneers, name="few"), seed, 1).state


def adopters(state: State) -> list[int]:
    rows = np.flatnonzero((state.practice >= 0).any(axis=1))
    assert (state.practice[rows] >= 0).all(), "in every domain"
    return rows.tolist()


def test_without_a_number_there_are_none() -> None:
    assert adopters(founded("{neighbours: true}")) == []


def test_so_many_enact_and_know_the_option_and_teams_count_them() -> None:
    state = founded("{number: 7, option: 2}")
    rows = adopters(state)
    assert len(rows) == 7
    assert (state.practice[rows] == 2).all()
    assert (state.known[rows] == 1 << 2).all()
    assert state.doing[0, :, 2].tolist() == [7, 7, 7]


def test_neighbours_follow() -> None:
    state = founded("{number: 1, neighbours: true}")
    rows = adopters(state)
    assert len(rows) == 5
    assert any({i, *state.tie_to[i, :4].tolist()} == set(rows) for i in rows)


def test_another_seed_draws_others_and_more_than_all_are_all() -> None:
    assert adopters(founded("{number: 3}", 1)) != adopters(founded("{number: 3}", 2))
    assert adopters(founded("{number: 90}")) == list(range(50))


def test_an_option_that_is_not_there_is_told() -> None:
    with pytest.raises(Faults, match=r"founding.pioneers.option.*must be below 4|must be below 4.*got 4"):
        load_text(TEXT % "{number: 1, option: 4}", name="few")
