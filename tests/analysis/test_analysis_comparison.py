"""Verdicts of a comparison on known answers: through the same code as real runs, with outcomes of our own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lcsim.analysis.comparison import APART, BETTER, DEPENDS, EQUIVALENT, WORSE, Comparison, compare
from lcsim.analysis.comparison_results import Compared
from lcsim.measures import HEADLINES

SETS, PAIRS = 50, 100
PATHS = tuple(f"rules.r.p{j}" for j in range(6))
POINTS = np.random.default_rng(0).random((SETS, len(PATHS)))

Effects = Callable[[int, str, np.ndarray, np.random.Generator], np.ndarray]
"""Differences by number of the arm, measure, sets of the pairs and luck."""


def outcomes(
    effect: Effects, arms: int = 1, seed: int = 1, sets: int = SETS, pairs: int = PAIRS, **more: Any
) -> Compared:
    draws = np.random.default_rng(seed)
    which = np.arange(pairs) % sets
    names = ["baseline", *(f"arm {n}" for n in range(1, arms + 1))]
    base = {m: draws.normal(0.5, 0.2, pairs) for m in HEADLINES}
    values = {("baseline", m): base[m] for m in HEADLINES} | {
        (name, m): base[m] + effect(n, m, which, draws) for n, name in enumerate(names[1:]) for m in HEADLINES
    }
    found = SimpleNamespace(
        arms=tuple(SimpleNamespace(name=name) for name in names),
        measures=HEADLINES,
        factors=tuple(SimpleNamespace(path=path) for path in PATHS),
    )
    given: dict[str, Any] = {"costs": {}, "groups": {}} | more
    return Compared(
        folder=None, experiment=found, sets=which, points=POINTS[:sets], values=values, weeks=np.zeros(0, np.int64),
        weekly={}, failed=0, form="parquet", **given,
    )  # type: ignore[arg-type]  # fmt: skip


def judged(effect: Effects, smallest: float = 0.02, **options: Any) -> Comparison:
    return compare(outcomes(effect, **options), dict.fromkeys(HEADLINES, smallest))


def noise(size: float, mean: float = 0.0) -> Effects:
    return lambda n, m, which, draws: draws.normal(mean, size, which.size)


def verdicts(found: Comparison) -> set[str]:
    return {effect.verdict for effect in found.effects.values()}


def test_nothing_is_exactly_equivalent() -> None:
    found = judged(lambda n, m, which, draws: np.zeros(which.size))
    assert verdicts(found) == {EQUIVALENT}
    assert all((one.found.mean, one.found.low, one.found.high) == (0.0, 0.0, 0.0) for one in found.effects.values())


def test_clear_effects_have_their_verdict() -> None:
    assert verdicts(judged(noise(0.05, 0.1))) == {BETTER}
    assert verdicts(judged(noise(0.05, -0.1))) == {WORSE}
    assert verdicts(judged(noise(0.01))) == {EQUIVALENT}
    assert verdicts(judged(noise(0.01, 0.01))) == {EQUIVALENT}, "surely above 0, but too small to count"
    assert verdicts(judged(noise(0.1), sets=40)) == {APART}
    assert verdicts(judged(noise(0.05, 0.1), pairs=2)) == {APART}


def test_a_sign_that_a_parameter_splits_depends_on_that_parameter() -> None:
    def split(n: int, m: str, which: np.ndarray, draws: np.random.Generator) -> np.ndarray:
        return 0.3 * (POINTS[which, 2] - 0.5) + draws.normal(0.0, 0.05, which.size)

    found = judged(split)
    assert verdicts(found) == {DEPENDS}
    for effect in found.effects.values():
        assert effect.dependence.on == (PATHS[2],)
        (follow,) = effect.dependence.follows
        assert follow.at_low < 0.0 < follow.at_high
        assert follow.low_end < 0.5 < follow.high_end


def test_an_effect_that_follows_a_parameter_but_keeps_its_sign_is_better() -> None:
    def follows(n: int, m: str, which: np.ndarray, draws: np.random.Generator) -> np.ndarray:
        return 0.3 + 0.2 * POINTS[which, 2] + draws.normal(0.0, 0.05, which.size)

    found = judged(follows)
    assert verdicts(found) == {BETTER}
    assert [one.path for one in found.effects["arm 1", "space"].dependence.follows] == [PATHS[2]]


def test_sets_that_differ_for_another_reason_are_heard_too() -> None:
    of_set = np.random.default_rng(5).normal(0.02, 0.2, SETS)

    def differs(n: int, m: str, which: np.ndarray, draws: np.random.Generator) -> np.ndarray:
        return of_set[which] + draws.normal(0.0, 0.05, which.size)

    found = judged(differs)
    assert verdicts(found) == {DEPENDS}
    effect = found.effects["arm 1", "space"]
    assert effect.dependence.on == ()
    assert effect.dependence.spread == pytest.approx(of_set.std(ddof=1), rel=0.15)
    assert 0.3 < effect.dependence.other_sign < 0.5


def test_what_differs_but_never_counts_does_not_depend() -> None:
    def trivial(n: int, m: str, which: np.ndarray, draws: np.random.Generator) -> np.ndarray:
        return 0.01 * (POINTS[which, 2] - 0.5) + draws.normal(0.0, 0.001, which.size)

    assert verdicts(judged(trivial)) == {EQUIVALENT}


def test_few_sets_or_one_are_not_judged() -> None:
    def split(n: int, m: str, which: np.ndarray, draws: np.random.Generator) -> np.ndarray:
        return 0.3 * (POINTS[which, 2] - 0.5) + draws.normal(0.0, 0.05, which.size)

    for sets in (1, 5):
        found = judged(split, sets=sets)
        assert not any(effect.dependence.judged for effect in found.effects.values())
        assert DEPENDS not in verdicts(found)


def test_false_claims_are_as_rare_as_is_said() -> None:
    """Four arms that do nothing but make luck, four measures: any claim among all 16 is false (5%, and 5% more)."""
    times = 200
    kinds: Counter[str] = Counter()
    ranked = 0
    for seed in range(times):
        found = judged(lambda n, m, which, draws: draws.exponential(0.1, which.size) - 0.1, arms=4, seed=seed)
        kinds.update(verdicts(found))
        ranked += any(pair.verdict in (BETTER, WORSE) for pair in found.between)
    # 5% of 200, with three standard deviations of the counting
    for claim in (kinds[BETTER] + kinds[WORSE], kinds[DEPENDS], ranked):
        assert claim <= 19, kinds


def test_equivalence_at_its_edge_is_claimed_as_rarely() -> None:
    """All effects are just as large as what counts: to call any of them equivalent is false."""
    claims = sum(EQUIVALENT in verdicts(judged(noise(0.05, 0.02), arms=2, seed=seed, pairs=60)) for seed in range(150))
    assert claims <= 15


def test_groups_and_arms_are_told_apart_beyond_luck_only() -> None:
    draws = np.random.default_rng(8)
    before = draws.normal(0.5, 0.2, PAIRS)
    gains = {"one": 0.1, "two": 0.0, "three": -0.1}
    groups = {("baseline", "space", ("team", name)): before for name in gains} | {
        ("arm 1", "space", ("team", name)): before + draws.normal(gain, 0.05, PAIRS) for name, gain in gains.items()
    }
    found = judged(lambda n, m, which, luck: luck.normal(0.1 * n, 0.05, which.size), arms=3, groups=groups)
    assert {gain.group[1]: gain.verdict for gain in found.gains} == {"one": BETTER, "two": EQUIVALENT, "three": WORSE}
    space = {(pair.arm, pair.other): pair.verdict for pair in found.between if pair.measure == "space"}
    assert space == {("arm 2", "arm 1"): BETTER, ("arm 3", "arm 1"): BETTER, ("arm 3", "arm 2"): BETTER}


def test_costs_are_for_an_effect_that_is_heard() -> None:
    costs = {"baseline": np.full((PAIRS, 2), 10.0), "arm 1": np.tile([110.0, 4010.0], (PAIRS, 1))}
    found = judged(noise(0.05, 0.1), costs=costs)
    assert (found.costs["arm 1"].hours, found.costs["arm 1"].euros) == (100.0, 4000.0)
    effect = found.effects["arm 1", "space"]
    hours, hours_low, hours_high, *_ = effect.per_smallest
    assert hours == pytest.approx(100.0 * 0.02 / effect.found.mean)
    assert (hours_low, hours_high) == pytest.approx((2.0 / effect.found.high, 2.0 / effect.found.low))
    assert judged(noise(0.1), costs=costs).effects["arm 1", "space"].per_smallest == ()
