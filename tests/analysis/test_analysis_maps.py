"""Maps of a difference between arms: paired, honest, and silent beyond the points."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_rel

from lcsim.analysis.maps import between, difference
from lcsim.analysis.sample import Sample, Varied

FACTORS = (Varied("a", 0, 4), Varied("b", 0, 1))


def grid(effect, replicates=8, noise=0.1, seed=1):
    points = np.array([(a, b) for a in np.linspace(0, 4, 5) for b in np.linspace(0, 1, 5)])
    rng = np.random.default_rng(seed)
    base = rng.normal(0, 5, replicates) + rng.normal(0, 5, (25, 1)) + np.zeros((25, replicates))
    return Sample(FACTORS, points, "grid"), base + effect(points)[:, None] + rng.normal(0, noise, base.shape), base


def test_intervals_are_those_of_the_paired_t_test():
    sample, better, base = grid(lambda p: p[:, 0])
    found = difference(sample, better, base, "a", "b")
    known = ttest_rel(better[7], base[7]).confidence_interval(0.95)
    assert (found.low[7], found.high[7]) == (pytest.approx(known.low), pytest.approx(known.high))
    assert found.interpolation == "grid"


def test_clearly_better_takes_an_interval_off_zero_and_an_effect_that_counts():
    sample, better, base = grid(lambda p: p[:, 0] - 2.0, noise=0.01)
    found = difference(sample, better, base, "a", "b", smallest=1.5)
    np.testing.assert_array_equal(found.better, sample.points[:, 0] == 4)
    np.testing.assert_array_equal(found.worse, sample.points[:, 0] == 0)
    np.testing.assert_array_equal(found.better, (found.margin >= 0) & (found.low > 0))
    np.testing.assert_array_equal(found.worse, found.worse_margin >= 0)


def test_no_difference_is_marked_about_as_often_as_told():
    marked = [difference(*grid(lambda p: 0 * p[:, 0], seed=s), "a", "b").better.sum() for s in range(60)]
    assert np.mean(marked) == pytest.approx(25 * 0.025, abs=0.3)
    found = difference(*grid(lambda p: 0 * p[:, 0]), "a", "b")
    assert found.notes[0].first == pytest.approx(25 * 0.025)


def test_between_points_is_linear_and_beyond_there_is_nothing():
    sample, better, base = grid(lambda p: p[:, 0] + 2 * p[:, 1])
    found = difference(sample, better, base, "a", "b")
    x, y = np.array([0.5, 3.3, 4.1, 2.0]), np.array([0.1, 0.95, 0.5, -0.01])
    values = between(found, sample.points[:, 0] + 2 * sample.points[:, 1], x, y)
    assert values[:2] == pytest.approx([0.7, 5.2])
    assert np.isnan(values[2:]).all()


def test_scattered_points_have_triangles():
    rng = np.random.default_rng(1)
    sample = Sample(FACTORS, rng.random((30, 2)) * [4, 1])
    base = rng.normal(0, 1, (30, 4))
    found = difference(sample, base + 1 + rng.normal(0, 0.01, base.shape), base, "b", "a")
    assert found.interpolation == "triangles"
    values = between(found, found.at[:, 0] - found.at[:, 1], np.array([0.5, 0.0]), np.array([2.0, 0.0]))
    assert values[0] == pytest.approx(-1.5)
    assert np.isnan(values[1])


def test_other_factors_are_averaged_pair_by_pair():
    factors = (*FACTORS, Varied("rule", categories=("x", "y")))
    rows = [(a, b, rule) for a in (0, 4) for b in (0, 1) for rule in "xy"]
    sample = Sample.of(factors, rows, "grid")
    base = np.random.default_rng(1).normal(0, 1, (8, 5))
    effect = np.array([[1.0 if rule == "x" else 3.0] for *_, rule in rows])
    found = difference(sample, base + effect, base, "a", "b")
    assert found.mean == pytest.approx([2.0] * 4)
    assert found.pairs.tolist() == [5] * 4
    with pytest.raises(ValueError, match="between categories"):
        difference(sample, base, base, "a", "rule")


def test_failed_runs_take_their_pair_along():
    sample, better, base = grid(lambda p: p[:, 0])
    better[3, 2] = np.nan
    base[3, 4] = np.nan
    base[8] = np.nan
    found = difference(sample, better, base, "a", "b")
    assert found.pairs[3] == 6
    assert len(found.mean) == 24
    assert found.interpolation == "triangles"
    assert found.notes[1][:3] == ("left_out", 1.0, 25.0)
