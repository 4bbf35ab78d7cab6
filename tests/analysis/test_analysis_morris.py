"""Elementary effects against functions whose effects are known."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.analysis.morris import morris
from lcsim.analysis.sample import Sample, Varied


def design(factors, trajectories, seed=1, levels=4):
    from SALib.sample.morris import sample

    bounds = [[factor.low, factor.high] for factor in factors]
    problem = {"num_vars": len(factors), "names": [factor.name for factor in factors], "bounds": bounds}
    return Sample(tuple(factors), sample(problem, trajectories, num_levels=levels, seed=seed), "morris")


def test_a_straight_line_has_its_slopes_and_no_sigma():
    """Effects are per full range: slopes 3, -2, 0 over ranges 2, 10, 1."""
    sample = design([Varied("a", 0, 2), Varied("b", -5, 5), Varied("c")], 6)
    found = morris(sample, sample.points @ [3.0, -2.0, 0.0])
    assert found.mu.value == pytest.approx([6.0, -20.0, 0.0])
    assert found.mu_star.value == pytest.approx([6.0, 20.0, 0.0])
    assert found.sigma.value == pytest.approx([0.0, 0.0, 0.0], abs=1e-6)
    assert found.trajectories == 6


def morris_1991(x):
    """The function of Morris (1991), section 5, with the small coefficients at their mean, zero."""
    w = 2 * (x - 0.5)
    for j in (2, 4, 6):
        w[:, j] = 2 * (1.1 * x[:, j] / (x[:, j] + 0.1) - 0.5)
    y = 20 * w[:, :10].sum(axis=1)
    for i in range(6):
        for j in range(i + 1, 6):
            y -= 15 * w[:, i] * w[:, j]
            for k in range(j + 1, 5):
                y -= 10 * w[:, i] * w[:, j] * w[:, k]
                for m in range(k + 1, 4):
                    y += 5 * w[:, i] * w[:, j] * w[:, k] * w[:, m]
    return y


def test_the_function_of_morris():
    """Factors 8 to 10 act alone (20 x 2 = 40), 7 alone but bent, 1 to 6 with each other, 11 to 20 not at all."""
    sample = design([Varied(f"x{j + 1}") for j in range(20)], 40)
    found = morris(sample, morris_1991(sample.points), draws=60)
    assert found.mu.value[7:10] == pytest.approx([40.0] * 3)
    assert found.sigma.value[7:10] == pytest.approx([0.0] * 3, abs=1e-5)
    assert found.mu_star.value[10:] == pytest.approx([0.0] * 10)
    assert (found.sigma.value[:6] > 15).all()
    assert (found.mu_star.value[:7] > 20).all()


def test_the_same_as_salib():
    from SALib.analyze import morris as known

    sample = design([Varied("a", 0, 2), Varied("b", -5, 5), Varied("c")], 20)
    y = sample.points[:, 0] ** 2 * sample.points[:, 1] + sample.points[:, 2]
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0, 2], [-5, 5], [0, 1]]}
    theirs = known.analyze(problem, sample.points, y, num_levels=4, scaled=False, seed=1)
    found = morris(sample, y, draws=800)
    assert found.mu.value == pytest.approx(theirs["mu"])
    assert found.mu_star.value == pytest.approx(theirs["mu_star"])
    assert found.sigma.value == pytest.approx(theirs["sigma"])
    half = found.mu_star.high - found.mu_star.value
    assert half[:2] == pytest.approx(np.array(theirs["mu_star_conf"])[:2], rel=0.25)


def test_luck_alone_does_not_pass_for_an_effect():
    """mu_star of a factor without effect is the floor; the one with an effect is heard."""
    heard, stars, floors, sigmas = np.zeros(2), [], [], []
    for trial in range(60):
        sample = design([Varied("acts"), Varied("idle")], 12, seed=trial)
        rng = np.random.default_rng(trial)
        found = morris(sample, 4 * sample.points[:, :1] + rng.normal(0, 1, (len(sample.points), 6)), draws=40)
        heard += found.heard
        stars.append(found.mu_star.value[1])
        floors.append(found.floor[1])
        sigmas.append(found.sigma.value[0])
    assert heard[0] >= 57
    assert heard[1] <= 3
    assert np.mean(stars) == pytest.approx(np.mean(floors), rel=0.08)
    assert np.mean(sigmas) < 0.5 * np.sqrt(2 / 6) / (2 / 3)


def test_intervals_hold_the_truth():
    hits, trials = np.zeros(2), 60
    for trial in range(trials):
        sample = design([Varied("a"), Varied("b")], 12, seed=trial)
        rng = np.random.default_rng(trial)
        x = sample.points
        luck = rng.normal(0, 1, 6) + rng.normal(0, 1, 6) * x[:, :1] + rng.normal(0, 0.5, (len(x), 6))
        found = morris(sample, 4 * x[:, :1] + luck, draws=40)
        hits += (found.mu.low <= [4, 0]) & (found.mu.high >= [4, 0])
    assert (hits / trials >= 0.88).all(), hits / trials


def test_categories_have_a_size_but_no_direction():
    factors = (Varied("rule", categories=("a", "b", "c")), Varied("x"))
    rows = [("a", 0.0), ("c", 0.0), ("c", 2 / 3), ("b", 1.0), ("b", 1 / 3), ("a", 1 / 3)]
    sample = Sample.of(factors, rows, "morris")
    y = np.array([{"a": 0.0, "b": 1.0, "c": 2.0}[rule] + 3 * x for rule, x in rows])
    found = morris(sample, y, draws=20)
    assert np.isnan(found.mu.value[0])
    assert found.mu_star.value == pytest.approx([(2 + 1) / 2 / (2 / 3), 3.0])
    assert found.mu.value[1] == pytest.approx(3.0)


def test_steps_that_do_not_move_are_left_out():
    factors = (Varied("a", 0, 3), Varied("b"))
    rows = [(0, 0.0), (0, 1.0), (0, 1.0), (0, 0.0), (3, 0.0), (3, 1.0), (3, 1.0), (0, 1.0), (0, 0.0)]
    found = morris(Sample.of(factors, rows, "morris"), np.array([2 * a + b for a, b in rows]), draws=20)
    assert found.mu.value == pytest.approx([6.0, 1.0])
    assert found.notes[-1][:3] == ("unmoved", 1.0, 6.0)


def test_failed_runs_leave_their_trajectory():
    sample = design([Varied("a"), Varied("b")], 8)
    y = np.repeat((sample.points @ [1.0, 2.0])[:, None], 3, axis=1)
    y[0] = np.nan
    y[5, 0] = np.nan
    found = morris(sample, y, draws=20)
    assert found.mu.value == pytest.approx([1.0, 2.0])
    assert found.notes[0][:3] == ("left_out", 1.0, 8.0)


def test_other_points_are_refused():
    rng = np.random.default_rng(1)
    factors = (Varied("a"), Varied("b"))
    with pytest.raises(ValueError, match="not trajectories"):
        morris(Sample(factors, rng.random((6, 2)), "morris"), rng.random(6))
    with pytest.raises(ValueError, match="3 points each"):
        morris(Sample(factors, rng.random((7, 2)), "morris"), rng.random(7))
