"""Rules of the literature one by one: direction, known answers, edges, and what each does not do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lcsim.part import Faults
from tests.reference.literature import SMALL, Small

RING = SMALL[: SMALL.index("organisations")] + "organisations: [{name: home, people: %d}]\n"


def made(people: int = 12, activation: str = "simultaneous", partners: str = "all_neighbours", **rules: Any) -> Small:
    """A ring of people with trust 0.25 in each of four neighbours."""
    chosen = f"{{variant: {activation}, partners: {partners}}}"
    small = Small(activation, text=RING % people, **({"encounters": chosen} | rules))
    small.state.tie_trust[:] = 0.25
    return small


def test_assimilation_is_the_mean_of_neighbours() -> None:
    small = made(influence="{variant: assimilation, weights: given}")
    x = small.state.values.copy()
    after = small.after_compiled().values
    rows = [[(i + step) % 12 for step in (-2, -1, 1, 2)] for i in range(12)]
    assert after == pytest.approx(np.array([x[row].mean(axis=0) for row in rows]), abs=1e-14)


def test_assimilation_with_equal_weights_counts_oneself() -> None:
    small = made(influence="{variant: assimilation, weights: equal, rate: 0.5}")
    x = small.state.values.copy()
    rows = [[(i + step) % 12 for step in (-2, -1, 0, 1, 2)] for i in range(12)]
    goal = np.array([x[row].mean(axis=0) for row in rows])
    assert small.after_compiled().values == pytest.approx(x + 0.5 * (goal - x), abs=1e-14)


def test_assimilation_ends_in_consensus_and_stubbornness_does_not() -> None:
    one = made(influence="assimilation").again(200)
    assert np.ptp(one.values, axis=0).max() < 1e-6
    other = made(influence="{variant: stubborn_assimilation, susceptibility: 0.8}").again(200)
    assert np.ptp(other.values, axis=0).min() > 0.05


def test_nobody_who_is_not_susceptible_moves() -> None:
    small = made(influence="{variant: stubborn_assimilation, susceptibility: 0}")
    small.state.formative[:] = small.state.values
    assert np.array_equal(small.after_compiled().values, small.state.values)


def test_susceptibility_is_each_persons_own() -> None:
    text = RING.replace(
        "people: %d", "teams: [{name: t, people: [{name: a, count: 3, susceptibility: 0}, {name: b, count: 3}]}]"
    )
    chosen = "{variant: simultaneous, partners: everyone}"
    small = Small("simultaneous", text=text, encounters=chosen, influence="stubborn_assimilation")
    small.state.formative[:] = small.state.values
    moved = (small.after_compiled().values != small.state.values).any(axis=1)
    assert moved.tolist() == [False] * 3 + [True] * 3


def test_a_difference_of_exactly_the_bound_is_near() -> None:
    for apart, near in ((0.3, True), (0.31, False)):
        small = made(6, partners="everyone", influence="{variant: average_of_the_near, threshold: 0.3}")
        small.state.values[:] = 0.1
        small.state.values[3:] = 0.1 + apart  # .4 - .1 is more than .3 in binary
        assert (small.after_compiled().values[0] == pytest.approx(0.25)) == near


def test_averages_keep_what_is_far_apart_apart() -> None:
    small = made(10, partners="everyone", influence="{variant: average_of_the_near, threshold: 0.2}")
    small.state.values[:5], small.state.values[5:] = 0.2, 0.8
    assert np.array_equal(small.again(5).values, small.state.values)


def test_everybody_acts_once_in_a_sweep_and_not_always_at_random() -> None:
    rule = "{variant: assimilation, weights: given}"
    for activation, all_of_them in (("shuffled_sweeps", True), ("simultaneous", True), ("random_activation", False)):
        small = made(40, activation, "all_neighbours", influence=rule)
        moved = (small.after_compiled().values != small.state.values).any(axis=1)
        assert moved.all() == all_of_them


def test_the_order_of_simultaneous_people_does_not_matter() -> None:
    """Each looks at how things were; who acts one after the other sees what others made of it."""
    for activation, as_before in (("simultaneous", True), ("shuffled_sweeps", False)):
        small = made(8, activation, "everyone", influence="{variant: assimilation, weights: equal}")
        after = small.after_compiled().values
        assert (np.ptp(after, axis=0).max() < 1e-14) == as_before


def test_strangers_are_drawn_alike() -> None:
    """Each of nine others is met as often; chi square with 89 degrees of freedom, false alarm 1 in 10,000."""
    met = np.zeros((10, 10))
    small = made(10, "random_activation", "anyone", influence="mutual_compromise")
    small.plan.rules["mutual_compromise"]["mu"] = 0.5
    small.plan.rules["mutual_compromise"]["threshold"] = 1.0
    small.plan.rules["random_activation"]["events"] = 1
    start = small.state
    for week in range(1, 3000):
        small.week = week
        moved = (small.after_compiled().values != start.values).any(axis=1)
        pair = np.flatnonzero(moved)
        met[pair[0], pair[1]] += 1
    counts = met[np.triu_indices(10, 1)]
    assert ((counts - counts.mean()) ** 2 / counts.mean()).sum() < 86  # 44 degrees of freedom


def test_many_who_think_alike_drift_apart_and_two_do_not() -> None:
    def spread(people: int) -> float:
        small = made(
            people, partners="everyone", influence="{variant: striving_for_uniqueness, strength: 0.5, span: 100}"
        )
        small.state.values[:] = 0.5
        return float(small.again(1).values.std())

    assert spread(40) > 3.0 * spread(8) > 0.0


def test_the_probability_of_copying_is_similarity() -> None:
    """Three of five domains alike: copied in 3 of 5 meetings; 3 standard errors either way."""
    small = made(1000, "random_activation", "neighbour", adoption="copy_a_difference")
    small.state.practice[:] = 0
    small.state.practice[::2, 3:] = 1
    small.plan.rules["random_activation"]["events"] = 1
    changed, tried = 0, 0
    for week in range(1, 2000):
        small.week = week
        after = small.after_compiled()
        pair_differs = after.events[:, 8].sum() == 1
        rows = np.flatnonzero((after.practice != small.state.practice).any(axis=1))
        tried += int(pair_differs)
        changed += rows.size
        assert rows.size <= 1
    share = changed / tried
    # half of a ring of four neighbours is of the other kind
    assert abs(share - 0.5 * 0.6) < 3 * np.sqrt(0.3 * 0.7 / tried)


def test_without_anything_in_common_nothing_is_copied() -> None:
    small = made(20, "random_activation", "neighbour", adoption="copy_a_difference")
    small.state.practice[::2], small.state.practice[1::2] = 0, 1
    assert np.array_equal(small.after_compiled().practice, small.state.practice)
    small.plan.rules["copy_a_difference"]["drift"] = 1.0
    assert not np.array_equal(small.after_compiled().practice, small.state.practice)


def test_words_of_a_rule_are_checked() -> None:
    with pytest.raises(
        Faults,
        match="must be one of neighbour, all_neighbours, anyone, everyone, familiar, familiar_or_alone, got 'nobody'",
    ):
        made(partners="nobody", influence="assimilation")
