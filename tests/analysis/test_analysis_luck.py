"""Variance of single runs, by hand and by simulation: parameters, luck, founding, course."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.analysis.luck import founding_shares, luck_shares


def test_two_points_of_two_runs_by_hand():
    """Means 2 and 6, within 2 each; replicates do alike at both points, so all of between is parameters: 8."""
    found = luck_shares(np.array([[1.0, 3.0], [5.0, 7.0]]), draws=5)
    assert found.components == pytest.approx([8.0, 2.0])
    assert found.shares.value == pytest.approx([0.8, 0.2])


def test_luck_that_differs_between_points_is_taken_off():
    """Mean squares of the two-way table: points 16, points x replicates 4; (16 - 4) / 2 = 6."""
    found = luck_shares(np.array([[1.0, 3.0], [7.0, 5.0]]), draws=5)
    assert found.components == pytest.approx([6.0, 2.0])


def test_an_additive_model_with_known_luck():
    """Uniform parameter of variance 3, luck of variance 1: intraclass correlation .75."""
    rng = np.random.default_rng(1)
    x = rng.uniform(-3, 3, 2000)
    found = luck_shares(x[:, None] + rng.normal(0, 1, (2000, 4)), draws=30)
    assert found.shares.value == pytest.approx([0.75, 0.25], abs=0.02)
    assert found.shares.low[0] < 0.75 < found.shares.high[0]


def test_intervals_of_shares_hold_the_truth():
    hits, trials = 0, 80
    for trial in range(trials):
        rng = np.random.default_rng(trial)
        x = rng.normal(0, 1, 40)
        shared = rng.normal(0, 0.5, 6)
        found = luck_shares(x[:, None] + shared + rng.normal(0, 1, (40, 6)), seed=trial, draws=40)
        hits += found.shares.low[0] <= 1 / 2.25 <= found.shares.high[0]
    assert hits / trials >= 0.88


@pytest.mark.parametrize(("points", "replicates", "alike"), [(8, 2, 0.8), (40, 2, 0.5), (40, 3, 0.8), (12, 4, 0.0)])
@pytest.mark.parametrize("share", [0.1, 0.8])
def test_intervals_of_few_replicates_hold_the_truth(points, replicates, alike, share):
    """Bootstrap intervals held 0.8 in 81% of trials with 2 replicates; 95% of 150 is 142, less 4 standard errors 132."""
    hits = 0
    for trial in range(150):
        rng = np.random.default_rng(trial)
        shared = rng.normal(0, np.sqrt((1 - share) * alike), replicates)
        own = rng.normal(0, np.sqrt((1 - share) * (1 - alike)), (points, replicates))
        runs = rng.normal(0, np.sqrt(share), points)[:, None] + shared + own
        found = luck_shares(runs, seed=trial, draws=50).shares
        hits += found.low[0] <= share <= found.high[0]
        assert found.low + found.high[::-1] == pytest.approx([1.0, 1.0])
    assert hits >= 132, hits / 150


def test_points_that_are_alike_count_as_fewer():
    """Ten base samples of four near points each: 40 independent points would be taken for surer than they are."""
    hits = {True: 0, False: 0}
    for trial in range(100):
        rng = np.random.default_rng(trial)
        groups = np.repeat(np.arange(10), 4)
        points = rng.normal(0, np.sqrt(0.8), 10)[groups] + rng.normal(0, 0.1, 40)
        runs = points[:, None] + rng.normal(0, np.sqrt(0.19), (40, 8))
        for known in (True, False):
            found = luck_shares(runs, groups if known else None, seed=trial, draws=50).shares
            hits[known] += found.low[0] <= 0.81 <= found.high[0]
    assert hits[True] >= 88 > hits[False]


def test_no_effect_of_parameters_is_zero_with_a_note():
    rng = np.random.default_rng(8)
    below = [luck_shares(rng.normal(0, 1, (10, 5)), draws=3) for _ in range(20)]
    keys = {note.key for found in below for note in found.notes}
    assert keys == {"negative_component"}
    assert all(found.components[0] >= 0.0 for found in below)


def test_failed_runs_and_lonely_points_are_left_out():
    rng = np.random.default_rng(2)
    runs = rng.normal(0, 2, 300)[:, None] + rng.normal(0, 1, (300, 5))
    full = luck_shares(runs, draws=5)
    runs[rng.random(runs.shape) < 0.1] = np.nan
    runs[0, 1:] = np.nan
    few = luck_shares(runs, draws=5)
    assert few.shares.value == pytest.approx(full.shares.value, abs=0.03)
    assert few.notes[0].key == "left_out"


def test_one_replicate_says_nothing_of_luck():
    found = luck_shares(np.arange(5.0)[:, None])
    assert np.isnan(found.shares.value).all()
    assert found.notes[0].key == "one_replicate"


def test_founding_and_course_by_hand():
    """One point, foundings in rows: effects -2, 2 and -1, 1, no interaction.

    Mean squares 2 x (4 + 4) = 16 and 2 x (1 + 1) = 4, interaction 0; components 16 / 2 = 8, 4 / 2 = 2, 0.
    """
    found = founding_shares(np.array([[[1.0, 3.0], [5.0, 7.0]]]))
    assert np.isnan(found.components[0])
    assert found.components[1:] == pytest.approx([8.0, 2.0, 0.0])
    assert found.shares.value[1:] == pytest.approx([0.8, 0.2, 0.0])
    assert np.isnan(found.shares.low).all()
    assert found.notes[0].key == "few_for_interval"


def test_a_negative_component_is_shown_as_zero_with_a_note():
    """[[0, 2], [2, 0]]: no main effects, mean square of interaction 4; components (0 - 4) / 2 = -2, -2 and 4."""
    found = founding_shares(np.array([[[0.0, 2.0], [2.0, 0.0]]]))
    assert found.components[1:] == pytest.approx([0.0, 0.0, 4.0])
    negative = [(note.what, note.first) for note in found.notes if note.key == "negative_component"]
    assert negative == [("founding", pytest.approx(-2.0)), ("course", pytest.approx(-2.0))]


def test_components_are_found_without_bias():
    """Parameters 4, founding 2 (half of it the same at all points), course 1, interaction .5."""
    found = []
    for trial in range(150):
        rng = np.random.default_rng(trial)
        point, founding, course = rng.normal(0, 2, (6, 1, 1)), rng.normal(0, 1, (1, 4, 1)), rng.normal(0, 1, (1, 1, 5))
        bent = rng.normal(0, 1, (6, 4, 1))
        rest = rng.normal(0, np.sqrt(0.5), (6, 4, 5))
        found.append(founding_shares(point + founding + bent + course + rest))
    mean = np.mean([f.components for f in found], axis=0)
    assert mean == pytest.approx([4.0, 2.0, 1.0, 0.5], rel=0.15)


def test_intervals_of_founding_hold_the_truth():
    hits, trials = np.zeros(3), 60
    for trial in range(trials):
        rng = np.random.default_rng(trial)
        runs = rng.normal(0, 1, (1, 12, 1)) + rng.normal(0, 1, (1, 1, 12)) + rng.normal(0, 1, (1, 12, 12))
        shares = founding_shares(runs).shares
        hits += (shares.low[1:] <= 1 / 3) & (shares.high[1:] >= 1 / 3)
    assert (hits / trials >= 0.85).all(), hits / trials


def test_incomplete_points_are_left_out():
    runs = np.random.default_rng(1).normal(0, 1, (5, 3, 3))
    runs[2, 0, 0] = np.nan
    assert founding_shares(runs).notes[0][:3] == ("left_out", 1.0, 5.0)
    with pytest.raises(ValueError, match="two of each"):
        founding_shares(runs[:, :1])
