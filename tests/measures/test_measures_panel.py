"""The compiled weekly panel against a plain reading of the definitions, one person and one pair at a time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from lcsim.chance import quality
from lcsim.measures import PANEL, over_organisations, weekly_panel
from lcsim.part.names import ATTENDED, LEARNED, SWITCHED, SWITCHED_AGAINST_UTILITY, TRIED
from lcsim.state import State, copy_state

GAMMA = 2.2
Maker = Callable[..., State]


def fast(state: State, gamma: float = GAMMA) -> np.ndarray:
    out = np.full((len(PANEL), 1 + state.team_key.shape[0]), 7.0)
    weekly_panel(state, 3, out, gamma)
    return out


def mean(numbers: Any, weights: Any = None) -> float:
    pairs = [(x, w) for x, w in zip(numbers, weights or [1.0] * len(numbers), strict=True) if not np.isnan(x)]
    below = sum(w for _, w in pairs)
    return sum(x * w for x, w in pairs) / below if below else np.nan


def plain(state: State, gamma: float = GAMMA) -> np.ndarray:
    """The same as the compiled panel, written as the definitions read."""
    everyone = [i for i in range(int(state.clock[1])) if state.present[i]]
    teams = state.team_key.shape[0]
    members = [[i for i in everyone if state.team[i] == u] for u in range(teams)]
    _, domains, options = state.legitimacy.shape
    dimensions = state.values.shape[1]

    def bracket(u: int) -> float:
        return float((state.safety[u] * (1 - state.control[state.team_organisation[u]])) ** gamma)

    def knows(i: int) -> list[set[int]]:
        return [{q for q in range(options) if int(state.known[i, k]) >> q & 1} for k in range(domains)]

    def bits(u: int, way: Any, can: list[set[int]], opening: float) -> float:
        total = 0.0
        for k in range(domains):
            legitimacy = [state.legitimacy[u, k, q] for q in can[k] if q != way[k]]
            total += np.log2(1 + sum(w + (1 - w) * opening for w in legitimacy))
        return total

    def modal(own: list[int]) -> list[int]:
        numbers = [[sum(state.practice[i, k] == q for i in own) for q in range(options)] for k in range(domains)]
        return [int(np.argmax(row)) if sum(row) else -1 for row in numbers]

    def agreement(own: list[int]) -> float:
        if len(own) < 2:
            return np.nan
        variances = [np.var(state.values[own, v], ddof=1) for v in range(dimensions)]
        return float(np.mean([max(0.0, 1 - 12 * s) for s in variances]))

    def modal_share(own: list[int]) -> float:
        shares = [np.mean([state.practice[i, k] == q for i in own]) for k, q in enumerate(modal(own)) if q >= 0]
        return float(np.mean(shares)) if shares else np.nan

    def similarity(own: list[int]) -> float:
        alike = [
            (state.practice[i, k] == state.practice[j, k]) and state.practice[i, k] >= 0
            for i, j in combinations(own, 2)
            for k in range(domains)
        ]
        return float(np.mean(alike)) if alike else np.nan

    def collective(u: int) -> float:
        can = [set().union(*(knows(i)[k] for i in members[u])) for k in range(domains)]
        return bits(u, modal(members[u]), can, 0.0)

    def column(own: list[int], happened: Any) -> dict[str, float]:
        n = len(own)
        expressed = [
            state.expression[k, state.practice[i, k], 0]
            for i in own
            for k in range(domains)
            if state.practice[i, k] >= 0 and 0 in state.bears_on[k, : state.bears_count[k]]
        ]
        trust = [
            state.tie_trust[i, s]
            for i in own
            for s in range(state.tie_count[i])
            if state.present[state.tie_to[i, s]] and state.team[state.tie_to[i, s]] == state.team[i]
        ]
        where = (
            np.empty((*state.expression.shape[:2], 0)),
            state.partners,
            state.landscape_key[0],
            state.redraw_key,
            state.redraw_share,
            state.redraw_count[0],
        )
        return {
            "people": n,
            "spread": np.mean(np.std(state.values[own], axis=0, ddof=1)) if n > 1 else np.nan,
            "level": np.mean(state.values[own, 0]),
            "expressed": np.mean(expressed) if expressed else np.nan,
            "space": mean([bits(state.team[i], state.practice[i], knows(i), 0.0) for i in own]),
            "space_accessible": mean(
                [bits(state.team[i], state.practice[i], knows(i), bracket(state.team[i])) for i in own]
            ),
            "quality": mean([quality(state.practice[i], *where) for i in own]),
            "energy": np.mean(state.energy[own]),
            "identity": np.mean(state.identity[own]),
            "trust": np.mean(trust) if trust else np.nan,
            "participation": happened[ATTENDED] / n,
            "learning": happened[LEARNED] / n,
            "switches": happened[SWITCHED] / n,
            "switches_against_utility": happened[SWITCHED_AGAINST_UTILITY] / happened[SWITCHED]
            if happened[SWITCHED]
            else np.nan,
            "tried": happened[TRIED] / n,
        }

    out = np.full((len(PANEL), 1 + teams), np.nan)
    filled = [u for u in range(teams) if members[u]]
    of_teams: dict[str, list[float]] = {
        "agreement": [agreement(members[u]) for u in filled],
        "space_collective": [collective(u) for u in filled],
        "modal_share": [modal_share(members[u]) for u in filled],
        "similarity": [similarity(members[u]) for u in filled],
        "safety": [float(state.safety[u]) for u in filled],
    }
    for place, u in enumerate(filled):
        row = column(members[u], state.events[u]) | {name: of[place] for name, of in of_teams.items()}
        for name, value in row.items():
            out[PANEL.index(name), 1 + u] = value
    out[PANEL.index("people")] = [len(everyone), *(len(own) for own in members)]
    if not everyone:
        return out
    sizes = [len(members[u]) for u in filled]
    row = column(everyone, state.events.sum(axis=0)) | {name: mean(of, sizes) for name, of in of_teams.items()}
    ways = [modal(members[u]) for u in filled]
    differing = [a[k] != b[k] for a, b in combinations(ways, 2) for k in range(domains) if a[k] >= 0 and b[k] >= 0]
    row["between_teams"] = np.mean(differing) if differing else np.nan
    if len(filled) > 1 and len(everyone) > len(filled):
        grand = np.mean(state.values[everyone, 0])
        means = [np.mean(state.values[members[u], 0]) for u in filled]
        between = sum(n * (m - grand) ** 2 for n, m in zip(sizes, means, strict=True)) / (len(filled) - 1)
        within = sum(len(members[u]) * np.var(state.values[members[u], 0]) for u in filled)
        within /= len(everyone) - len(filled)
        below = between + (len(everyone) / len(filled) - 1) * within
        row["icc1"] = (between - within) / below if below > 0 else np.nan
    for name, value in row.items():
        out[PANEL.index(name), 0] = value
    return out


def same(state: State, gamma: float = GAMMA) -> None:
    got, wanted = fast(state, gamma), plain(state, gamma)
    for row, name in enumerate(PANEL):
        np.testing.assert_allclose(got[row], wanted[row], rtol=1e-12, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("seed", range(6))
def test_panel_agrees_with_the_definitions(community: Maker, seed: int) -> None:
    same(community(seed=seed))


@pytest.mark.parametrize(
    "facts",
    [
        {"options": 2, "dimensions": 1, "domains": 1, "undecided": 0.0},
        {"options": 16, "wide": True, "people": 40},
        {"teams": 9, "people": 12},
        {"teams": 1, "organisations": 1},
        {"undecided": 0.9},
    ],
)
def test_panel_agrees_in_other_shapes(community: Maker, facts: dict[str, Any]) -> None:
    same(community(**facts))


@pytest.mark.parametrize("gamma", [0.0, 1.0, 3.0])
def test_panel_agrees_for_other_gamma(community: Maker, gamma: float) -> None:
    same(community(), gamma)


def test_empty_community_is_undefined_but_counted(community: Maker) -> None:
    state = community(people=0)
    same(state)
    assert np.isnan(np.delete(fast(state), PANEL.index("people"), axis=0)).all()
    assert (fast(state)[PANEL.index("people")] == 0).all()


def test_nobody_present(community: Maker) -> None:
    same(community(absent=1.1))


def test_one_person_has_a_level_but_no_agreement(community: Maker) -> None:
    state = community(people=1, absent=0.0)
    same(state)
    column = fast(state)[:, 0]
    assert not np.isnan(column[PANEL.index("level")])
    for name in ("agreement", "spread", "similarity", "between_teams", "icc1", "trust"):
        assert np.isnan(column[PANEL.index(name)]), name


def test_everybody_undecided_has_no_modal_way(community: Maker) -> None:
    state = community(undecided=1.1)
    same(state)
    assert np.isnan(fast(state)[PANEL.index("modal_share")]).all()
    assert np.isnan(fast(state)[PANEL.index("expressed")]).all()
    assert (fast(state)[PANEL.index("similarity"), 1:] == 0).all()


def test_all_the_same_values_are_full_agreement_without_icc(community: Maker) -> None:
    state = community()
    state.values[:] = 0.3
    panel = fast(state)
    assert (panel[PANEL.index("agreement")] == 1.0).all()
    assert (panel[PANEL.index("spread")] == 0.0).all()
    assert np.isnan(panel[PANEL.index("icc1"), 0])


def test_a_team_more_divided_than_chance_counts_as_zero_agreement(community: Maker) -> None:
    state = community(teams=1, organisations=1, people=8, absent=0.0)
    state.values[:8] = np.array([0.0, 1.0] * 4)[:, None]
    assert fast(state)[PANEL.index("agreement"), 1] == 0.0


def test_nobody_switched_leaves_the_share_undefined(community: Maker) -> None:
    state = community()
    state.events[:] = 0
    panel = fast(state)
    assert np.isnan(panel[PANEL.index("switches_against_utility")]).all()
    assert (panel[PANEL.index("switches")] == 0).all()


def test_panel_does_not_write_and_ignores_the_order_of_rows(community: Maker, recount: Any) -> None:
    state = community(people=30)
    untouched = copy_state(state)
    before = fast(state)
    for name, column, other in zip(state._fields, state, untouched, strict=True):
        np.testing.assert_array_equal(column, other, err_msg=name)
    n = int(state.clock[1])
    order = np.random.default_rng(5).permutation(n)
    place = np.argsort(order)
    moved = {}
    for name in (
        "values",
        "practice",
        "known",
        "energy",
        "identity",
        "team",
        "present",
        "tie_count",
        "tie_trust",
    ):
        moved[name] = getattr(state, name).copy()
        moved[name][:n] = getattr(state, name)[:n][order]
    moved["tie_to"] = state.tie_to.copy()
    moved["tie_to"][:n] = place[state.tie_to[:n][order]]
    shuffled = State(**(state._asdict() | moved))
    np.testing.assert_allclose(fast(shuffled), before, rtol=1e-12, atol=1e-12)


def test_absent_people_do_not_count(community: Maker) -> None:
    state = community(absent=0.5, undecided=0.0)
    before = fast(state)
    gone = ~state.present
    state.values[gone] = 0.99
    state.energy[gone] = 0.99
    state.known[gone] = 15
    np.testing.assert_array_equal(fast(state), before)


def test_over_organisations_weights_teams_by_people() -> None:
    by_team = np.full((1, len(PANEL), 3), np.nan)
    by_team[0, PANEL.index("people")] = [1, 3, 5]
    by_team[0, PANEL.index("level")] = [0.0, 1.0, 0.5]
    by_team[0, PANEL.index("trust")] = [np.nan, 0.4, np.nan]
    out = over_organisations(by_team, np.array([0, 0, 1]), 2)
    assert out[0, PANEL.index("people")].tolist() == [4, 5]
    assert out[0, PANEL.index("level")].tolist() == [0.75, 0.5]
    assert out[0, PANEL.index("trust"), 0] == pytest.approx(0.4)
    assert np.isnan(out[0, PANEL.index("trust"), 1])
