"""Sobol indices against functions whose indices are known, with and without luck."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.analysis.notes import NOTES, NOUNS, Note, said
from lcsim.analysis.sample import Sample, Varied
from lcsim.analysis.sobol import sobol


def design(factors, base, seed=1):
    from SALib.sample import sobol as saltelli

    bounds = [[factor.low, factor.high] for factor in factors]
    problem = {"num_vars": len(factors), "names": [factor.name for factor in factors], "bounds": bounds}
    points = saltelli.sample(problem, base, calc_second_order=False, seed=seed)
    return Sample(tuple(factors), points, "sobol")


def random_design(d, base, rng):
    """A Saltelli design of independent points on the unit cube, for which intervals are exact."""
    a, b = rng.random((2, base, 1, d))
    points = np.concatenate((np.repeat(a, d + 1, axis=1), b), axis=1)
    points[:, range(1, d + 1), range(d)] = b[:, 0]
    return Sample(tuple(Varied(f"x{j}") for j in range(d)), points.reshape(-1, d), "sobol")


ISHIGAMI = tuple(Varied(f"x{j}", -np.pi, np.pi) for j in (1, 2, 3))


def ishigami(x, a=7.0, b=0.1):
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices(a=7.0, b=0.1):
    """Ishigami & Homma (1990), worked out: V1, V2, V13."""
    v1, v2 = 0.5 * (1 + b * np.pi**4 / 5) ** 2, a**2 / 8
    v13 = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = v1 + v2 + v13
    return np.array([v1, v2, 0.0]) / whole, np.array([v1 + v13, v2, v13]) / whole


def test_ishigami():
    sample = design(ISHIGAMI, 1024)
    found = sobol(sample, ishigami(sample.points))
    first, total = ishigami_indices()
    assert found.first.value == pytest.approx(first, abs=0.02)
    assert found.total.value == pytest.approx(total, abs=0.02)
    for part, known in ((found.first, first), (found.total, total)):
        assert ((part.low <= known) & (known <= part.high)).all()
    assert [note.key for note in found.notes] == ["one_replicate"]


def test_ishigami_under_luck_twice_as_loud_as_the_parameters():
    """The plain estimators give x3 a first index of luck; these do not."""
    from SALib.analyze import sobol as plain

    sample = design(ISHIGAMI, 1024)
    rng = np.random.default_rng(5)
    n = len(sample.points)
    outputs = ishigami(sample.points)[:, None] + rng.normal(0, 4, (n, 10)) + rng.normal(0, 3, 10)
    found = sobol(sample, outputs, draws=60)
    first, total = ishigami_indices()
    assert found.total.value == pytest.approx(total, abs=0.09)
    assert found.first.value == pytest.approx(first, abs=0.09)
    names = list(sample.names)
    problem = {"num_vars": 3, "names": names, "bounds": [[-np.pi, np.pi]] * 3}
    naive = plain.analyze(problem, outputs.mean(axis=1), calc_second_order=False, num_resamples=10, seed=1)
    assert np.abs(naive["ST"] - total).max() > 0.06
    assert np.abs(found.total.value - total).max() < np.abs(naive["ST"] - total).max()


def test_one_replicate_gives_the_plain_estimators():
    from SALib.analyze import sobol as plain

    sample = design(ISHIGAMI, 256)
    outputs = ishigami(sample.points)
    problem = {"num_vars": 3, "names": list(sample.names), "bounds": [[-np.pi, np.pi]] * 3}
    known = plain.analyze(problem, outputs, calc_second_order=False, num_resamples=500, seed=1)
    found = sobol(sample, outputs, draws=500)
    assert found.first.value == pytest.approx(known["S1"], abs=0.003)
    assert found.total.value == pytest.approx(known["ST"], abs=0.003)
    assert found.total.high - found.total.value == pytest.approx(known["ST_conf"], rel=0.25)


def test_the_g_function():
    """Sobol' (1993): first index of x_j is 1 / (3 (1 + a_j)^2) over the variance."""
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
    sample = design([Varied(f"x{j}") for j in range(5)], 2048)
    outputs = np.prod((np.abs(4 * sample.points - 2) + a) / (1 + a), axis=1)
    parts = 1 / (3 * (1 + a) ** 2)
    whole = np.prod(1 + parts) - 1
    found = sobol(sample, outputs, draws=60)
    assert found.first.value == pytest.approx(parts / whole, abs=0.02)
    assert found.total.value == pytest.approx(parts * np.prod(1 + parts) / (1 + parts) / whole, abs=0.03)


def test_a_factor_that_does_nothing_has_no_index_however_loud_luck_is():
    rng = np.random.default_rng(3)
    sample = random_design(2, 128, rng)
    outputs = sample.points[:, :1] + rng.normal(0, 1, (len(sample.points), 8))
    found = sobol(sample, outputs)
    for part in (found.first, found.total):
        assert part.low[1] <= 0.0 <= part.high[1]
        assert part.low[0] <= 1.0 <= part.high[0]


def test_luck_without_any_parameter_does_not_pass_for_certainty():
    rng = np.random.default_rng(4)
    sample = random_design(2, 64, rng)
    found = sobol(sample, rng.normal(0, 1, (len(sample.points), 6)), draws=60)
    assert found.shares.shares.low[0] == 0.0
    assert found.shares.shares.value[0] < 0.1


def test_a_constant_has_no_indices_and_says_so():
    sample = random_design(2, 16, np.random.default_rng(1))
    found = sobol(sample, np.full((len(sample.points), 3), 0.7), draws=10)
    assert np.isnan(found.first.value).all()
    assert "no_variance" in {note.key for note in found.notes}


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Parameters 4 x0 + 2 x1, luck shared by all points, luck that bends the slope of x0, luck of single runs."""
    truth, hits, trials = np.array([0.8, 0.2, 0.0]), np.zeros((2, 3)), 60
    for trial in range(trials):
        rng = np.random.default_rng(trial)
        sample = random_design(3, 48, rng)
        x = sample.points
        luck = rng.normal(0, 0.5, 5) + rng.normal(0, 1.5, 5) * (x[:, :1] - 0.5) + rng.normal(0, 1, (len(x), 5))
        found = sobol(sample, 4 * x[:, :1] + 2 * x[:, 1:2] + luck, seed=trial, draws=40)
        for place, part in enumerate((found.first, found.total)):
            hits[place] += (part.low <= truth) & (truth <= part.high)
    assert (hits / trials >= 0.87).all(), hits / trials


def test_failed_runs_are_left_out_pair_by_pair():
    sample = design(ISHIGAMI, 128)
    rng = np.random.default_rng(2)
    outputs = ishigami(sample.points)[:, None] + rng.normal(0, 0.1, (len(sample.points), 4))
    full = sobol(sample, outputs, draws=20)
    outputs[3, 1] = np.nan
    outputs[7, 0] = np.inf
    few = sobol(sample, outputs, draws=20)
    assert few.base == 128
    assert few.total.value == pytest.approx(full.total.value, abs=0.01)
    outputs[:5] = np.nan
    fewer = sobol(sample, outputs, draws=20)
    assert fewer.base == 127
    assert "left_out" in {note.key for note in fewer.notes}
    with pytest.raises(ValueError, match="fewer than two"):
        sobol(sample, np.full_like(outputs, np.nan))


def test_same_seed_same_numbers():
    sample = design(ISHIGAMI, 32)
    found = [sobol(sample, ishigami(sample.points), seed=3, draws=10) for _ in range(2)]
    np.testing.assert_array_equal(found[0].total.low, found[1].total.low)


def test_other_points_are_refused():
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="not a Sobol design"):
        sobol(Sample(ISHIGAMI, rng.random((20, 3)), "sobol"), rng.random(20))
    sample = design(ISHIGAMI, 8)
    shuffled = Sample(ISHIGAMI, sample.points[::-1].copy(), "sobol")
    with pytest.raises(ValueError, match="not a Sobol design"):
        sobol(shuffled, rng.random(len(sample.points)))


def test_a_sample_is_checked():
    kinds = Varied("rule", categories=("a", "b", "c"))
    sample = Sample.of((kinds, Varied("x", 0, 2)), [("c", 1.0), ("a", 2)])
    np.testing.assert_array_equal(sample.points, [[2, 1], [0, 2]])
    with pytest.raises(ValueError, match="below high"):
        Varied("x", 1.0, 1.0)
    with pytest.raises(ValueError, match="one category"):
        Varied("x", categories=("a",))
    with pytest.raises(ValueError, match="kind must be"):
        Sample.of((kinds,), [("a",)], "ladder")
    with pytest.raises(ValueError, match="points must be"):
        Sample((kinds,), np.zeros((3, 2)))
    with pytest.raises(ValueError, match="outputs must be"):
        sobol(design(ISHIGAMI, 8), np.zeros((3, 2)))


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_notes_can_be_said(lang):
    for key in NOTES:
        text = said(Note(key, 0.25, 3.0, "points"), lang)
        assert text.endswith(".")
        assert "{" not in text
    assert said(Note("left_out", 1, 9, "trajectories"), "nl").startswith("1 van 9 reeksen")
    assert "0,6 van 25" in said(Note("by_luck", 0.625, 25), "nl")
    assert "points" not in NOUNS.values()
    assert said(Note("low_r2", 0.25, 0.7), "nl").startswith("Een rechte lijn verklaart maar 25%")
