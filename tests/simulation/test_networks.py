"""Networks of the founding: degrees, numbers of ties, edges and rewiring that can be counted by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from lcsim.part import Faults
from lcsim.scenario import load_text
from lcsim.scenario.model import Network
from lcsim.simulation import Community
from lcsim.simulation.networks import network_pairs

LUCK = np.uint64(5)


def graph(people: int, luck: int = 5, **given: object) -> nx.Graph:
    first, second = network_pairs(Network.model_validate(given), people, np.uint64(luck))
    assert (first < second).all()
    assert len(set(zip(first.tolist(), second.tolist(), strict=True))) == first.size
    made = nx.Graph()
    made.add_nodes_from(range(people))
    made.add_edges_from(zip(first.tolist(), second.tolist(), strict=True))
    return made


def degrees(made: nx.Graph) -> list[int]:
    return sorted(degree for _, degree in made.degree())


@pytest.mark.parametrize(("neighbours", "corner", "edge"), [(4, 2, 3), (8, 3, 5), (12, 5, 8)])
def test_a_lattice_has_corners_and_edges(neighbours: int, corner: int, edge: int) -> None:
    made = graph(100, kind="lattice", neighbours=neighbours)
    assert [made.degree(i) for i in (0, 9, 90, 99)] == [corner] * 4
    assert made.degree(5) == edge
    assert made.degree(55) == neighbours


@pytest.mark.parametrize("neighbours", [4, 8, 12])
def test_a_torus_has_none(neighbours: int) -> None:
    assert set(degrees(graph(100, kind="lattice", neighbours=neighbours, torus=True))) == {neighbours}


def test_a_lattice_can_be_longer_than_wide() -> None:
    made = graph(12, kind="lattice", width=3)
    assert made.number_of_edges() == 4 * 2 + 3 * 3
    assert nx.is_isomorphic(made, nx.grid_2d_graph(4, 3))


def test_a_narrow_torus_ties_nobody_twice() -> None:
    assert graph(4, kind="lattice", torus=True).number_of_edges() == 4


def test_ring_line_and_full() -> None:
    assert set(degrees(graph(10, kind="ring", neighbours=4))) == {4}
    assert nx.is_isomorphic(graph(10, kind="ring", neighbours=2), nx.cycle_graph(10))
    assert nx.is_isomorphic(graph(7, kind="line"), nx.path_graph(7))
    assert graph(9, kind="full").number_of_edges() == 36


@pytest.mark.parametrize("ties", [0, 30, 600, 1225])
def test_a_random_network_has_as_many_ties_as_asked_for(ties: int) -> None:
    assert graph(50, kind="random", ties=ties).number_of_edges() == ties


def test_a_connected_random_network_is_connected_and_another_is_not() -> None:
    assert nx.is_connected(graph(60, kind="random", ties=70, connected=True))
    assert not nx.is_connected(graph(60, kind="random", ties=70))


def test_density_is_the_share_of_pairs() -> None:
    made = [graph(60, luck, kind="random", density=0.1).number_of_edges() for luck in range(40)]
    assert abs(np.mean(made) - 177) < 4 * np.sqrt(177 * 0.9 / 40)  # four standard errors: one in 16,000
    assert len(set(made)) > 5


def test_rewiring_that_keeps_degrees() -> None:
    before = graph(400, kind="ring", neighbours=8)
    after = graph(400, kind="ring", neighbours=8, rewiring=0.25, keep_degrees=True)
    assert set(degrees(after)) == {8}
    moved = len(set(before.edges) - set(after.edges)) / before.number_of_edges()
    assert abs(moved - (1 - np.exp(-0.25))) < 0.03  # ties are drawn with replacement
    assert nx.average_shortest_path_length(after) < 0.3 * nx.average_shortest_path_length(before)


def test_rewiring_as_often_as_there_are_ties_moves_most_of_them() -> None:
    before = graph(400, kind="ring", neighbours=8)
    after = graph(400, kind="ring", neighbours=8, rewiring=1.0, keep_degrees=True)
    assert set(degrees(after)) == {8}
    moved = len(set(before.edges) - set(after.edges)) / before.number_of_edges()
    assert abs(moved - (1 - np.exp(-1.0))) < 0.05


def test_rewiring_after_watts_and_strogatz_changes_degrees_not_the_number_of_ties() -> None:
    after = graph(400, kind="ring", neighbours=8, rewiring=0.25)
    assert after.number_of_edges() == 1600
    assert len(set(degrees(after))) > 3


def test_groups_are_cliques_and_the_last_may_be_smaller() -> None:
    made = graph(17, kind="groups", neighbours=6)
    assert [sorted(part) for part in nx.connected_components(made)] == [[*range(7)], [*range(7, 14)], [14, 15, 16]]
    assert made.number_of_edges() == 21 + 21 + 3


def test_rewired_groups_hang_together() -> None:
    after = graph(140, kind="groups", neighbours=6, rewiring=0.2)
    assert after.number_of_edges() == 20 * 21
    assert nx.is_connected(after)
    across = np.mean([i // 7 != j // 7 for i, j in after.edges])
    assert abs(across - 0.2 * 134 / 139) < 0.07


def test_the_same_luck_gives_the_same_network() -> None:
    one, again, other = (graph(50, luck, kind="random", ties=80) for luck in (1, 1, 2))
    assert set(one.edges) == set(again.edges) != set(other.edges)


@pytest.mark.parametrize(
    ("people", "given", "key"),
    [
        (10, {"kind": "lattice"}, "width"),
        (10, {"kind": "lattice", "width": 3}, "width"),
        (9, {"kind": "lattice", "neighbours": 5}, "neighbours"),
        (4, {"kind": "ring", "neighbours": 4}, "neighbours"),
        (4, {"kind": "ring", "neighbours": 3}, "neighbours"),
        (4, {"kind": "random", "ties": 7}, "ties"),
        (4, {"kind": "random", "ties": 2, "connected": True}, "ties"),
        (4, {"kind": "full", "rewiring": 0.1}, "rewiring"),
    ],
)
def test_what_cannot_be_is_told(people: int, given: dict[str, object], key: str) -> None:
    with pytest.raises(Faults, match=f"founding.network.{key}"):
        network_pairs(Network.model_validate(given), people, LUCK)


TEXT = """
schema: 1
values: [care, room]
practices: {domains: 3, options: %(options)s, complexity: 1}
founding: {values: %(values)s, practice: %(practice)s, network: {kind: lattice}, trust_low: 0.4, trust_high: 0.4}
organisations: [{name: home, people: 400}]
"""


def founded(values: str = "uniform", practice: str = "uniform", options: int = 3, more: str = "") -> Community:
    text = TEXT % {"values": values, "practice": practice, "options": options}
    return Community(load_text(text + more, name="grid"), 1)


def test_ties_of_a_network_go_both_ways_with_the_trust_asked_for() -> None:
    state = founded().state
    there = {(i, int(j)) for i in range(400) for j in state.tie_to[i, : state.tie_count[i]]}
    assert len(there) == 2 * 2 * 20 * 19
    assert there == {(j, i) for i, j in there}
    assert (state.tie_trust[0, : state.tie_count[0]] == 0.4).all()


def test_values_can_be_uniform_or_regular() -> None:
    values = founded().state.values[:400]
    assert 0.0 < values.min() < 0.01
    assert 0.99 < values.max() < 1.0
    assert abs(values.std() - 12**-0.5) < 0.02
    regular = founded(values="regular").state.values[:400, 0]
    assert (np.diff(regular) > 0).all()
    assert regular[[0, -1]].tolist() == [0.0, 1.0]
    normal = founded(values="normal").state.values[:400]
    assert abs(normal.std() - 0.2) < 0.02


@pytest.mark.parametrize(("practice", "kinds"), [("uniform", 3), ("uniform_or_undecided", 4)])
def test_practice_can_be_uniform(practice: str, kinds: int) -> None:
    state = founded(practice=practice).state
    found, counts = np.unique(state.practice[:400], return_counts=True)
    assert found.tolist() == list(range(3 - kinds, 3))
    assert abs(counts / 1200 - 1 / kinds).max() < 0.06
    known = state.known[:400] >> np.maximum(state.practice[:400], 0).astype(state.known.dtype) & 1
    assert np.array_equal(known == 1, state.practice[:400] >= 0)
    assert state.doing.sum() == (state.practice[:400] >= 0).sum()


def test_with_many_options_no_repertoires_are_kept() -> None:
    off = "rules: {observation: off, community_sessions: off, experimentation: off, forgetting: off, reflection: off"
    off += ", recruitment: off, student_cohorts: off, turnover: off, tie_dynamics: off, legitimation: off"
    off += ", deliberation: off}\n"
    community = founded(options=300, more=off)
    assert community.state.known.shape == (400, 0)
    assert community.state.practice.max() > 200
    space = community.panel[0, 5]
    assert np.isnan(space).all()
    with pytest.raises(Faults, match="repertoires are not kept"):
        founded(options=300)
