"""Holme & Newman 2006: with probability phi a tie moves to somebody of one's opinion, else one takes over a neighbour's."""

from __future__ import annotations

from typing import Any

import networkx
import numpy as np

from lcsim.experiment.nulls import nobody_met
from lcsim.simulation.run import Run
from lcsim.state import State
from tests.second_reading.runs import PEOPLE, published

SMALL = {PEOPLE: 400, "practices__options": 40, "founding__network__ties": 800}


def small(phi: float, seed: int = 1, **more: Any) -> Run:
    return published("holme_newman", seed, rules__adaptive_rewiring__rewiring=phi, **SMALL, **more)


def ties(state: State) -> list[tuple[int, int]]:
    """Both ends of every tie, each twice (once from each side)."""
    return [(i, int(j)) for i in range(len(state.key)) for j in state.tie_to[i, : state.tie_count[i]]]


def opinions(state: State) -> np.ndarray:
    return state.practice[:, 0]


def largest(found: Run) -> float:
    return float(np.bincount(opinions(found.final)).max() / 400)


def test_without_rewiring_every_component_ends_with_one_opinion_of_its_own() -> None:
    found = small(0.0)
    assert sorted(ties(found.founding)) == sorted(ties(found.final))
    graph = networkx.Graph(ties(found.founding))
    graph.add_nodes_from(range(400))
    for component in networkx.connected_components(graph):
        held = {int(opinions(found.final)[i]) for i in component}
        assert len(held) == 1
        assert held <= {int(opinions(found.founding)[i]) for i in component}


def test_with_rewiring_alone_nobody_changes_opinion_and_all_ties_end_within_opinions() -> None:
    found = small(1.0)
    assert np.array_equal(opinions(found.final), opinions(found.founding))
    assert any(opinions(found.founding)[i] != opinions(found.founding)[j] for i, j in ties(found.founding))
    assert all(opinions(found.final)[i] == opinions(found.final)[j] for i, j in ties(found.final))


def test_ties_are_moved_and_neither_made_nor_lost() -> None:
    for phi in (0.3, 1.0):
        found = small(phi)
        there = ties(found.final)
        assert len(there) == 2 * 800
        assert sorted(there) == sorted((j, i) for i, j in there)
        assert all(i != j for i, j in there)


def test_the_end_has_no_discordant_tie() -> None:
    found = small(0.4)
    assert found.final.clock[3] > 0
    assert all(opinions(found.final)[i] == opinions(found.final)[j] for i, j in ties(found.final))


def test_one_opinion_wins_below_the_transition_and_none_above() -> None:
    low = np.mean([largest(small(0.1, seed)) for seed in range(1, 6)])
    high = np.mean([largest(small(0.8, seed)) for seed in range(1, 6)])
    assert low > 0.85
    assert high < 0.15


def test_ties_that_move_to_anyone_do_not_break_the_network_up() -> None:
    assert largest(small(0.8, rules__adaptive_rewiring__toward="anyone")) > 0.85


def test_noise_keeps_it_going() -> None:
    found = small(0.3, rules__adaptive_rewiring__noise=0.01, calendar__weeks=50)
    assert found.final.clock[3] == 0
    assert len(np.unique(opinions(found.final))) > 5


def test_where_nobody_meets_nothing_happens() -> None:
    """The null of no interaction leaves rewiring out too: it takes over what others do."""
    found = small(0.3, calendar__weeks=2)
    assert not np.array_equal(opinions(found.founding), opinions(found.final))
    null = nobody_met(found.scenario, 1)
    assert np.array_equal(opinions(null.founding), opinions(null.final))


def test_two_opinions_and_discordant_ties_only() -> None:
    """Vazquez et al. 2008: with two opinions the network breaks into two large groups where ties move readily."""
    two = {"practices__options": 2, "rules__adaptive_rewiring__which": "discordant"}
    much = published("holme_newman", rules__adaptive_rewiring__rewiring=0.95, **(SMALL | two))
    little = published("holme_newman", rules__adaptive_rewiring__rewiring=0.1, **(SMALL | two))
    assert 0.35 < largest(much) < 0.65
    assert largest(little) > 0.9
