"""Centola & Macy 2007: contagions that need several neighbours travel along wide bridges, and rewiring narrows them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lcsim.simulation.run import Run
from tests.second_reading.runs import PEOPLE, published

LEAST = "rules__threshold__least"
REWIRED = "founding__network__rewiring"
MOORE = {"founding__network__kind": "lattice", "founding__network__torus": "true"}


def reach(found: Run) -> float:
    return float((found.final.practice[:, 0] >= 0).mean())


def contagion(least: int, people: int = 400, seed: int = 1, **more: Any) -> Run:
    return published("centola_macy", seed, **{PEOPLE: people, LEAST: least}, **more)


def test_the_seed_is_somebody_and_all_his_neighbours() -> None:
    for more in ({}, MOORE, {REWIRED: 0.5}):
        state = contagion(2, **more).founding
        seeds = set(np.flatnonzero(state.practice[:, 0] >= 0).tolist())
        assert len(seeds) == 9
        assert any({i, *state.tie_to[i, :8].tolist()} == seeds for i in seeds)


@pytest.mark.parametrize(("least", "a_side"), [(1, 4), (2, 3), (3, 2), (4, 1)])
def test_speed_on_a_ring(least: int, a_side: int) -> None:
    """The k-th node ahead of the front has 5 - k neighbours behind it, so that a threshold of a moves 5 - a nodes on."""
    found = contagion(least, calendar__weeks=10)
    assert (found.final.practice[:, 0] >= 0).sum() == 9 + 2 * a_side * 10


def test_a_wall_of_eight_is_not_passed_with_five() -> None:
    assert reach(contagion(5)) == 9 / 400


@pytest.mark.parametrize(("least", "all_of_them"), [(2, True), (3, True), (4, False)])
def test_a_square_grows_with_up_to_three(least: int, all_of_them: bool) -> None:
    """On the Moore lattice the middle of a straight side has three neighbours behind it."""
    assert (reach(contagion(least, **MOORE)) == 1.0) == all_of_them


def test_rewiring_keeps_numbers_of_ties() -> None:
    state = contagion(2, **{REWIRED: 1.0}).founding
    assert (state.tie_count == 8).all()
    ring = [sorted((i + step) % 400 for step in (-4, -3, -2, -1, 1, 2, 3, 4)) for i in range(400)]
    assert sum(sorted(state.tie_to[i, :8].tolist()) == ring[i] for i in range(400)) < 20


def test_who_has_adopted_stays() -> None:
    state = contagion(3, **{REWIRED: 0.5}).final
    assert (state.practice[:, 0] >= 0).sum() >= 9


def test_long_ties_help_simple_contagion_and_end_complex_contagion() -> None:
    simple = [contagion(1, 2000, **{REWIRED: p}).final for p in (0.0, 0.1, 1.0)]
    assert all((state.practice[:, 0] >= 0).all() for state in simple)
    steps = [int(state.clock[3]) for state in simple]
    assert steps[0] > steps[1] > steps[2]
    complex_ones = [
        np.mean([reach(contagion(3, 2000, seed, **{REWIRED: p})) for seed in (1, 2, 3)]) for p in (0.0, 1.0)
    ]
    assert complex_ones[0] == 1.0
    assert complex_ones[1] < 0.01  # the seed of nine, and perhaps somebody who happens to know three of them


def test_a_share_of_neighbours_as_threshold() -> None:
    """Watts 2002: a quarter of eight neighbours are two, and three eighths three."""
    for share, a_side in ((0.25, 3), (0.375, 2)):
        found = contagion(1, calendar__weeks=10, rules__threshold__share=share)
        assert (found.final.practice[:, 0] >= 0).sum() == 9 + 2 * a_side * 10


def test_a_little_noise_lets_it_jump() -> None:
    """Eckles et al.: whom one neighbour is now and then enough, long ties carry it on."""
    quiet = reach(contagion(3, 2000, **{REWIRED: 1.0}))
    noisy = reach(contagion(3, 2000, rules__threshold__noise=0.05, **{REWIRED: 1.0}))
    assert quiet < 0.01
    assert noisy > 0.9
