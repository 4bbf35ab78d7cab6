"""Regression coefficients against lines that are known, and against curves that no line fits."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.analysis.regression import regression
from lcsim.analysis.sample import Sample, Varied


def cube(points, d, seed=1):
    from scipy.stats import qmc

    return Sample(tuple(Varied(f"x{j}") for j in range(d)), qmc.LatinHypercube(d, rng=seed).random(points))


def test_a_straight_line():
    """Coefficients are slope x deviation of the factor / deviation of the outcome; squares add up to 1."""
    sample = cube(400, 3)
    found = regression(sample, sample.points @ [4.0, -2.0, 0.0])
    assert found.coefficients.value == pytest.approx(np.array([4.0, -2.0, 0.0]) / np.sqrt(20), abs=0.03)
    assert found.r2 == pytest.approx(1.0)
    assert found.trusted
    assert found.ceiling == 1.0


def test_the_same_as_by_correlation():
    """With one factor the standardised coefficient is the correlation."""
    sample = cube(50, 1)
    y = sample.points[:, 0] + np.random.default_rng(1).normal(0, 0.3, 50)
    found = regression(sample, y)
    known = np.corrcoef(sample.points[:, 0], y)[0, 1]
    assert found.coefficients.value == pytest.approx([known])
    assert found.r2 == pytest.approx(known**2)


def test_a_curve_that_no_line_fits_is_not_trusted():
    sample = cube(200, 2)
    curve = (sample.points[:, :1] - 0.5) ** 2 + 0.05 * sample.points[:, 1:]
    found = regression(sample, np.repeat(curve, 2, axis=1), draws=30)
    assert not found.trusted
    assert found.notes[-1].key == "low_r2"
    assert [note.key for note in regression(sample, curve, draws=5).notes] == ["one_replicate", "not_heard"]


def test_ranks_see_what_only_rises():
    sample = cube(200, 2)
    y = np.exp(12 * sample.points[:, 0]) + sample.points[:, 1]
    plain, ranked = (regression(sample, y, ranked=ranked, draws=30) for ranked in (False, True))
    assert plain.r2 < 0.6
    assert not plain.trusted
    assert ranked.r2 > 0.95
    assert ranked.trusted
    assert ranked.coefficients.value[0] == pytest.approx(1.0, abs=0.05)


def test_luck_lowers_r2_but_not_the_trust():
    sample = cube(200, 2)
    rng = np.random.default_rng(1)
    y = sample.points[:, :1] + rng.normal(0, 0.8, (200, 5))
    found = regression(sample, y, draws=30)
    assert found.r2 < 0.6
    assert found.linear > 0.85
    assert found.trusted


def test_luck_alone_is_not_trusted():
    found = regression(cube(100, 2), np.random.default_rng(1).normal(0, 1, (100, 5)), draws=30)
    assert found.coefficients.low[0] < 0.0 < found.coefficients.high[0]
    assert found.r2 < 0.1
    assert not found.trusted


@pytest.mark.parametrize("replicates", [1, 2, 6])
@pytest.mark.parametrize("ranked", [False, True])
def test_luck_alone_is_not_explained_by_a_line(replicates, ranked):
    """Two tests at 5% each, so something is heard in at most 10% of trials: at most 9 of 40 at one in a thousand."""
    heard = 0
    for trial in range(40):
        rng = np.random.default_rng(trial)
        luck = rng.normal(0, 1, replicates) + rng.normal(0, 1, (30, replicates))
        found = regression(cube(30, 2, trial), luck, ranked=ranked, draws=2)
        heard += found.heard
        assert np.isnan(found.linear) != found.heard
        assert ("not_heard" in {note.key for note in found.notes}) != found.heard
        assert not np.isnan(found.r2)
    assert heard <= 9


def test_what_no_line_explains_is_heard_by_replicates():
    """A curve that a line explains nothing of: with replicates it is told from luck, and the line explains little."""
    sample = cube(60, 1)
    curve = (sample.points - 0.5) ** 2
    luck = np.random.default_rng(1).normal(0, 0.02, (60, 4))
    found = regression(sample, curve + luck, draws=2)
    assert found.heard
    assert found.linear < 0.1
    assert found.notes[-1].key == "low_r2"
    luck[:5, 0] = np.nan  # failed runs take their points out of the test only
    assert regression(sample, curve + luck, draws=2).heard


def test_categories_have_a_strength():
    """Effects 0, 1, 5 in equal shares, order of no meaning: the strength is all there is."""
    factors = (Varied("rule", categories=("a", "b", "c")), Varied("x"))
    rows = [(rule, x) for rule in "abc" for x in np.linspace(0, 1, 11)]
    y = np.array([{"a": 0.0, "b": 5.0, "c": 1.0}[rule] - x for rule, x in rows])
    found = regression(Sample.of(factors, rows), y, draws=30)
    whole = np.std([0.0, 5.0, 1.0]) ** 2 + np.std(np.linspace(0, 1, 11)) ** 2
    known = np.array([np.std([0.0, 5.0, 1.0]), -np.std(np.linspace(0, 1, 11))]) / np.sqrt(whole)
    assert found.coefficients.value == pytest.approx(known)
    assert found.signed == (False, True)
    assert found.r2 == pytest.approx(1.0)


@pytest.mark.parametrize("ranked", [False, True])
def test_categories_that_do_nothing_are_rarely_told_from_nothing(ranked):
    """Their strength is above 0 by luck: its interval lay above 0 in four of ten trials with five categories."""
    rng = np.random.default_rng(7)
    factors = (Varied("x"), Varied("rule", categories=tuple("abcde")))
    wrong = 0
    for trial in range(60):
        points = cube(40, 2, seed=trial).points
        points[:, 1] = np.floor(5 * points[:, 1])
        y = points[:, :1] + rng.normal(0, 0.3, (40, 5))
        found = regression(Sample(factors, points), y, ranked, draws=40)
        wrong += found.coefficients.low[1] > 0
    assert wrong <= 7  # of 60, at 5%: less than one in a hundred
    y[points[:, 1] == 3] += 0.6
    assert regression(Sample(factors, points), y, ranked, draws=40).coefficients.low[1] > 0


def test_intervals_hold_the_truth():
    """Slopes 4, 2, 0 under luck that all points share, that bends the first slope, and of single runs."""
    hits, trials, replicates = np.zeros(3), 60, 4
    spread = np.array([4.0, 2.0, 0.0]) ** 2 / 12
    truth = np.sqrt(spread / (spread.sum() + (1.5**2 / 12 + 1.0) / replicates))
    for trial in range(trials):
        rng = np.random.default_rng(trial)
        x = rng.random((40, 3))
        luck = rng.normal(0, 1, replicates) + rng.normal(0, 1.5, replicates) * (x[:, :1] - 0.5)
        y = x @ [[4.0], [2.0], [0.0]] + luck + rng.normal(0, 1, (40, replicates))
        found = regression(Sample(tuple(Varied(n) for n in "abc"), x), y, draws=40).coefficients
        hits += (found.low <= truth) & (truth <= found.high)
    assert (hits / trials >= 0.88).all(), hits / trials


def test_failed_points_are_left_out_and_constants_told():
    sample = cube(60, 2)
    y = sample.points @ [1.0, 1.0]
    y[:3] = np.nan
    found = regression(sample, y, draws=20)
    assert found.r2 == pytest.approx(1.0)
    assert ("left_out", 3.0, 60.0, "points") in found.notes
    assert regression(sample, np.full(60, 0.3), draws=5).notes[-1].key == "no_variance"
    with pytest.raises(ValueError, match="at least 5 points"):
        regression(cube(4, 2), np.arange(4.0))
