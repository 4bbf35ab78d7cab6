"""History matching: what is implausible, and what an emulator may rule out."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.analysis.history_matching import CUTOFF, Band, emulate, implausibility

BAND = Band("x", 0.4, 0.6, 0.03, "by hand")


def test_inside_its_band_nothing_is_implausible_and_outside_it_counts_in_standard_deviations() -> None:
    found = implausibility(np.array([0.4, 0.5, 0.6, 0.75, 0.25]), np.full(5, 0.04**2), BAND)
    assert found == pytest.approx([0.0, 0.0, 0.0, 3.0, 3.0])


def test_luck_makes_plausible_what_is_not_so_without() -> None:
    assert implausibility(np.array([0.8]), np.array([0.0]), BAND)[0] > CUTOFF
    assert implausibility(np.array([0.8]), np.array([0.1**2]), BAND)[0] < CUTOFF


def test_what_has_no_value_is_ruled_out() -> None:
    assert implausibility(np.array([np.nan]), np.array([0.0]), BAND)[0] == np.inf


def test_a_band_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="low < high"):
        Band("x", 0.6, 0.4, 0.1, "")


def test_an_emulator_finds_a_surface_again_and_knows_what_is_luck() -> None:
    rng = np.random.default_rng(2)
    cube = rng.random((400, 5))
    truth = 1.0 + 2.0 * cube[:, 0] - 3.0 * (cube[:, 1] - 0.3) ** 2
    noise = 0.2
    emulator = emulate(cube, truth + rng.normal(0.0, noise, 400), np.full(400, noise**2))
    new = rng.random((300, 5))
    mean, variance = emulator.predict(new)
    errors = mean - (1.0 + 2.0 * new[:, 0] - 3.0 * (new[:, 1] - 0.3) ** 2)
    assert np.abs(errors).max() < 5.0 * np.sqrt(variance.max())
    assert emulator.lack < 0.1 * noise**2
    assert 0.8 < emulator.explained < 1.0


def test_an_emulator_that_lacks_something_says_so_in_its_variance() -> None:
    cube = np.random.default_rng(3).random((400, 2))
    emulator = emulate(cube, np.sin(20.0 * cube[:, 0]), np.zeros(400))
    assert emulator.lack > 0.3
    assert emulator.predict(cube)[1].min() > 0.3


def test_too_few_points_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        emulate(np.random.default_rng(1).random((11, 5)), np.zeros(11), np.zeros(11))
