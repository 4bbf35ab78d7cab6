"""How many replicates are enough: convergence and power, against numbers worked out elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.analysis.convergence import settling
from lcsim.analysis.power import (
    MOST,
    needed_for_pairs,
    power_of_groups,
    power_of_pairs,
    rule_of_thumb,
    runs_of_groups,
    runs_of_pairs,
)


def test_the_coefficient_of_variation_by_hand():
    found = settling(np.array([1.0, 3.0, 2.0, 2.0, np.nan]))
    np.testing.assert_array_equal(found.runs, [2, 3, 4])
    assert found.variation == pytest.approx([np.sqrt(2) / 2, 0.5, np.sqrt(2 / 3) / 2])


def test_settled_is_the_first_from_which_all_later_ones_are_near():
    values = np.random.default_rng(1).normal(10, 1, 400)
    found = settling(values, epsilon=0.01)
    variation = found.variation
    place = found.settled - 2
    assert np.abs(variation[place:] - variation[place]).max() < 0.01
    assert np.abs(variation[place - 1 :] - variation[place - 1]).max() >= 0.01
    assert found.safely is not None
    assert (found.low <= found.high).all()


def test_one_order_may_settle_by_luck():
    """95% of the orders take more than an order that happens to begin well."""
    values = np.random.default_rng(1).normal(10, 2, 400)
    found = settling(values, epsilon=0.02)
    orders = [settling(np.random.default_rng(s).permutation(values), epsilon=0.02).settled for s in range(20)]
    assert sum(order <= found.safely for order in orders if order is not None) >= 17


def test_too_few_runs_have_not_settled():
    found = settling(np.random.default_rng(1).normal(10, 4, 20), epsilon=0.001)
    assert found.settled is None
    assert found.safely is None
    assert found.notes[0].key == "not_settled"
    with pytest.raises(ValueError, match="at least 4"):
        settling(np.arange(3.0))


def test_a_mean_of_zero_has_no_coefficient():
    found = settling(np.random.default_rng(1).normal(0, 1, 100))
    assert found.settled is None
    assert found.notes[0].key == "mean_near_zero"


def test_a_constant_is_settled_at_once():
    found = settling(np.full(10, 3.0))
    assert (found.settled, found.safely) == (2, 2)


def test_what_is_mostly_zero_has_no_range_at_first_and_nothing_is_warned_of():
    found = settling(np.array([0.0] * 30 + [0.2, 0.1]))
    assert not np.isfinite(found.high[0])
    assert np.isfinite(found.low[-1])
    assert found.notes


def test_pairs_as_in_a_known_table():
    """Paired means, two-sided, d_z .5, alpha .05, power .80: 34 pairs (G*Power 3.1)."""
    assert runs_of_pairs(0.5, power=0.80, alpha=0.05) == 34
    assert power_of_pairs(0.0, 30, 0.05) == pytest.approx(0.05)


def test_pairs_are_the_same_by_noncentral_f():
    """The square of a noncentral t is a noncentral F: another road to the same power."""
    from scipy.stats import f, ncf

    for effect in (0.01, 0.2, 1.0, 30.0):
        for n in (2, 7, 80, 3000):
            known = ncf.sf(f.ppf(0.99, 1, n - 1), 1, n - 1, effect**2 * n)
            assert power_of_pairs(effect, n) == pytest.approx(known, abs=1e-7)


def test_power_of_pairs_is_what_simulation_gives():
    from scipy.stats import t

    rng = np.random.default_rng(1)
    drawn = rng.normal(0.6, 1, (20_000, 25))
    statistic = drawn.mean(axis=1) / drawn.std(axis=1, ddof=1) * 5
    simulated = (np.abs(statistic) > t.ppf(0.995, 24)).mean()
    assert power_of_pairs(0.6, 25) == pytest.approx(simulated, abs=0.012)


def test_groups_as_in_a_known_table():
    """Cohen (1988), table 8.3: f .25, four groups, alpha .05, power .80: 45 in each group."""
    assert runs_of_groups(0.25, 4, power=0.80, alpha=0.05) == 45
    assert power_of_groups(0.25, 4, 45, 0.05) >= 0.80 > power_of_groups(0.25, 4, 44, 0.05)


@pytest.mark.parametrize(("groups", "effect", "known"), [(2, 0.1, 875.55), (10, 0.2, 78.90), (100, 0.1, 71.60)])
def test_the_rule_of_thumb_and_how_near_it_is(groups, effect, known):
    """Seri & Secchi (2017), table 11.4."""
    assert rule_of_thumb(effect, groups) == pytest.approx(known, rel=0.001)
    assert runs_of_groups(effect, groups) == pytest.approx(known, rel=0.1)


def test_needed_from_a_pilot():
    differences = np.array([*np.random.default_rng(1).normal(0.3, 1.0, 40), np.nan])
    found = needed_for_pairs(differences, 0.25)
    assert found.runs_now == 40
    assert found.runs == runs_of_pairs(0.25 / found.deviation)
    assert found.runs < found.cautious
    assert found.power_now < 0.5
    assert power_of_pairs(0.25 / found.deviation, found.runs) >= 0.95


def test_edges():
    same = needed_for_pairs(np.full(5, 0.2), 0.1)
    assert (same.runs, same.power_now) == (2, 1.0)
    assert runs_of_pairs(1e-9) == MOST
    with pytest.raises(ValueError, match="above 0"):
        needed_for_pairs(np.arange(5.0), 0.0)


def test_an_effect_without_any_luck_takes_few_runs():
    """Differences that are the same but for rounding: scipy's series end far below such effects."""
    assert power_of_pairs(1e12, 3) == pytest.approx(1.0)
    found = needed_for_pairs(0.1 + 1e-16 * np.arange(5.0), smallest=0.1)
    assert (found.runs, found.cautious, found.power_now) == (2, 2, pytest.approx(1.0))
