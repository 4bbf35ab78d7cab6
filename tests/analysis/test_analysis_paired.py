"""Paired differences: known answers, coverage over parameter sets, tests of equivalence, Holm by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lcsim.analysis.assumptions import _correlations
from lcsim.analysis.paired import holm, paired, set_means

ONE_SET = np.zeros(12, np.int64)


def luck(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_with_one_set_it_is_the_paired_t_test_of_scipy() -> None:
    d = luck(1).normal(0.3, 1.0, 12)
    found = paired(d, ONE_SET)
    known = stats.ttest_1samp(d, 0.0)
    assert (found.mean, found.p_different) == pytest.approx((d.mean(), known.pvalue))
    assert (found.low, found.high) == pytest.approx(tuple(known.confidence_interval(0.95)))
    assert (found.pairs, found.sets, found.freedom) == (12, 1, 11)
    assert found.standardised_pairs == pytest.approx(d.mean() / d.std(ddof=1))


def test_with_several_sets_their_means_are_the_units() -> None:
    d = np.array([1.0, 3.0, 2.0, 5.0, 7.0, np.nan, 4.0])
    sets = np.array([0, 1, 2, 0, 1, 2, 0])
    names, means = set_means(d, sets)
    assert names.tolist() == [0, 1, 2]
    assert means.tolist() == [10.0 / 3.0, 5.0, 2.0]
    found = paired(d, sets)
    known = stats.ttest_1samp(means, 0.0)
    assert found.mean == pytest.approx(means.mean())
    assert (found.low, found.high) == pytest.approx(tuple(known.confidence_interval(0.95)))
    assert (found.pairs, found.sets) == (6, 3)
    assert (found.higher_pairs, found.higher_sets) == (1.0, 1.0)


def test_equivalence_is_two_one_sided_tests() -> None:
    d = luck(2).normal(0.05, 0.2, 12)
    found = paired(d, ONE_SET, smallest=0.3)
    above = stats.ttest_1samp(d, -0.3, alternative="greater").pvalue
    below = stats.ttest_1samp(d, 0.3, alternative="less").pvalue
    assert found.p_equivalent == pytest.approx(max(above, below))
    assert np.isnan(paired(d, ONE_SET).p_equivalent)


def test_no_difference_at_all_is_exactly_none() -> None:
    found = paired(np.zeros(12), np.arange(12) % 4, smallest=1e-9)
    assert (found.mean, found.low, found.high, found.p_different, found.p_equivalent) == (0.0, 0.0, 0.0, 1.0, 0.0)
    assert (found.higher_pairs, found.lower_pairs, found.standardised) == (0.0, 0.0, 0.0)
    always = paired(np.full(12, 2.0), np.arange(12) % 4, smallest=1.0)
    assert (always.p_different, always.p_equivalent) == (2 * 0.5**4, 1.0)


def test_three_equal_differences_are_not_certain() -> None:
    """A count that is one higher in all three pairs: by chance that happens often."""
    assert paired(np.ones(3), np.zeros(3, np.int64)).p_different == pytest.approx(0.25)
    almost = np.array([7 / 12 - 6 / 12, 3 / 12 - 2 / 12, 1 / 12])  # the same but for rounding
    assert np.ptp(almost) > 0.0
    assert paired(almost, np.zeros(3, np.int64)).p_different == pytest.approx(0.25)
    assert paired(np.ones(30), np.zeros(30, np.int64)).p_different < 1e-8


def test_too_few_units_have_no_interval() -> None:
    for d, sets in (([1.0, 2.0], [0, 0]), ([1.0, 2.0, 3.0, 4.0], [0, 0, 1, 1]), ([np.nan] * 4, [0, 1, 2, 3])):
        found = paired(np.array(d), np.array(sets))
        assert not found.known
        assert np.isnan(found.p_different)


def test_holm_by_hand() -> None:
    # in order .01, .02, .03, .04 times 4, 3, 2, 1, never falling; NaN takes no part
    assert holm([0.04, 0.01, np.nan, 0.03, 0.02])[[0, 1, 3, 4]] == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert np.isnan(holm([0.04, 0.01, np.nan, 0.03, 0.02])[2])
    assert holm([0.5, 0.9]).tolist() == [1.0, 1.0]
    assert holm([]).size == 0


@pytest.mark.parametrize("spread", [0.0, 1.0])
def test_intervals_hold_the_truth_as_often_as_they_say(spread: float) -> None:
    """100 pairs that take 40 sets in turn, so that some sets have three pairs: skewed luck, and sets that differ."""
    draws = luck(3)
    sets = np.arange(100) % 40
    held, by_pairs = 0, 0
    times = 2000
    for _ in range(times):
        d = 0.7 + spread * draws.normal(size=40)[sets] + (draws.exponential(size=100) - 1.0)
        found = paired(d, sets)
        held += found.low <= 0.7 <= found.high
        naive = paired(d, np.zeros(100, np.int64))
        by_pairs += naive.low <= 0.7 <= naive.high
    # 95% with three standard deviations of the counting, and a little for the skewness
    assert 0.925 <= held / times <= 0.966
    if spread:
        assert by_pairs / times < 0.90, "pairs as units would take sets for luck: this interval must be wrong"


def test_rank_correlations_are_those_of_scipy() -> None:
    draws = luck(4)
    sets = np.arange(60) % 30
    values = np.round(draws.random((30, 3)), 1)  # with ties
    values[:, 2] = 1.0
    d = draws.normal(size=60) + values[sets, 0]
    _, means = set_means(d, sets)
    found = _correlations(d, sets, values)
    for j in (0, 1):
        known = stats.spearmanr(means, values[:, j])
        assert found[j] == pytest.approx((known.statistic, known.pvalue))
    assert np.isnan(found[2]).all()
