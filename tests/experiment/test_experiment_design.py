"""Designs: their points are what they promise, the same everywhere, and longer designs keep what they can."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lcsim.experiment.design import Design, Factor, count_points, extends, points_of, unit_points

FACTORS = (
    Factor("rules.trust.kappa", 0.25, 0.75),
    Factor("communities.circle.interval", 1, 8, True),
    Factor("rules.influence", values=("bounded_influence", "mutual_compromise", "attraction_and_repulsion")),
)
DESIGNS = {
    "grid": Design("grid", levels=4),
    "latin_hypercube": Design("latin_hypercube", points=24, seed=3),
    "sobol": Design("sobol", points=16, seed=3),
    "morris": Design("morris", trajectories=6, levels=4, seed=2),
}
KNOWN = {
    "grid": "9dc6fd58",
    "latin_hypercube": "14adf318",
    "sobol": "0b0743b2",
    "morris": "463a3ade",
}


def digest(name: str) -> str:
    rounded = [
        [round(v, 12) if isinstance(v, float) else v for v in point] for point in points_of(FACTORS, DESIGNS[name])
    ]
    return hashlib.sha256(repr(rounded).encode()).hexdigest()[:8]


@pytest.mark.parametrize("name", DESIGNS)
def test_points_lie_within_what_is_varied_and_are_counted_without_making_them(name: str) -> None:
    points = points_of(FACTORS, DESIGNS[name])
    assert len(points) == count_points(FACTORS, DESIGNS[name])
    for kappa, interval, rule in points:
        assert isinstance(kappa, float) and 0.25 <= kappa <= 0.75
        assert type(interval) is int and 1 <= interval <= 8
        assert rule in FACTORS[2].values
    assert {rule for *_, rule in points} == set(FACTORS[2].values)
    assert points == points_of(FACTORS, DESIGNS[name])


@pytest.mark.parametrize("name", DESIGNS)
def test_points_are_the_same_on_every_python_and_in_every_process(name: str) -> None:
    assert digest(name) == KNOWN[name]


def test_points_do_not_depend_on_the_process() -> None:
    code = (
        "from tests.experiment.test_experiment_design import DESIGNS, digest\n"
        "print(*(digest(name) for name in DESIGNS))"
    )
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(root)}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, timeout=120
    )
    assert run.stdout.split() == list(KNOWN.values())


@pytest.mark.parametrize("name", ["latin_hypercube", "sobol", "morris"])
def test_another_seed_gives_other_points(name: str) -> None:
    other = replace(DESIGNS[name], seed=99)
    assert points_of(FACTORS, other) != points_of(FACTORS, DESIGNS[name])


def test_a_grid_holds_every_combination_both_ends_included() -> None:
    points = points_of(FACTORS, Design("grid", levels=3))
    assert points[0] == (0.25, 1, "bounded_influence")
    assert points[1] == (0.25, 1, "mutual_compromise")
    assert {kappa for kappa, *_ in points} == {0.25, 0.5, 0.75}
    assert {interval for _, interval, _ in points} == {1, 5, 8}
    assert points[-1] == (0.75, 8, "attraction_and_repulsion")
    assert len(set(points)) == len(points) == 27


def test_a_grid_takes_all_whole_numbers_where_there_are_fewer_than_levels() -> None:
    assert points_of([Factor("a", 2, 4, True)], Design("grid", levels=9)) == ((2,), (3,), (4,))
    assert count_points([Factor("a", 2, 4, True)], Design("grid", levels=9)) == 3


def test_whole_numbers_and_values_have_equal_slices() -> None:
    whole, values = Factor("a", 1, 8, True), Factor("b", values=("x", "y", "z"))
    shares = [at / 2400 for at in range(2400)]
    assert all([whole.at(u) for u in shares].count(number) == 300 for number in range(1, 9))
    assert all([values.at(u) for u in shares].count(value) == 800 for value in values.values)
    assert (whole.at(1.0), values.at(1.0)) == (8, "z")
    assert values.at(1 / 3) == "y" and values.at(2 / 3) == values.at(0.6666666666666665) == "z"


def test_a_factor_of_a_list_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="neither a range nor values"):
        Factor("a").at(0.5)


def test_a_latin_hypercube_has_one_point_in_every_row() -> None:
    for column in zip(*unit_points(3, DESIGNS["latin_hypercube"]), strict=True):
        assert sorted(int(u * 24) for u in column) == list(range(24))


def test_sobol_points_are_in_the_layout_of_saltelli() -> None:
    points = unit_points(3, DESIGNS["sobol"])
    for start in range(0, len(points), 5):
        block = points[start : start + 5]
        a, b = block[0], block[-1]
        for k in range(3):
            assert block[1 + k] == [b[j] if j == k else a[j] for j in range(3)]


def test_morris_points_are_trajectories_that_move_one_factor_at_a_time() -> None:
    points = points_of(FACTORS, DESIGNS["morris"])
    for start in range(0, len(points), 4):
        moved = [
            [at for at in range(3) if before[at] != after[at]]
            for before, after in zip(points[start : start + 3], points[start + 1 : start + 4], strict=True)
        ]
        assert sorted(moved) == [[0], [1], [2]]


def test_a_number_of_base_samples_that_is_no_power_of_two_is_refused() -> None:
    with pytest.raises(ValueError, match="power of two"):
        points_of(FACTORS, Design("sobol", points=24))


def test_an_unknown_design_is_refused() -> None:
    with pytest.raises(ValueError, match="no random design"):
        points_of(FACTORS, Design("fractional"))


ROWS = ((1, 0.5), (2, 0.25), (3, 1.0))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Design("list", rows=ROWS[:2]), Design("list", rows=ROWS)),
        (DESIGNS["sobol"], replace(DESIGNS["sobol"], points=64)),
        (DESIGNS["morris"], replace(DESIGNS["morris"], trajectories=11)),
        (DESIGNS["grid"], DESIGNS["grid"]),
        (DESIGNS["latin_hypercube"], DESIGNS["latin_hypercube"]),
    ],
)
def test_what_is_said_to_extend_keeps_the_points(old: Design, new: Design) -> None:
    assert extends(old, new)
    before = points_of(FACTORS, old)
    assert points_of(FACTORS, new)[: len(before)] == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Design("list", rows=ROWS), Design("list", rows=ROWS[:2])),
        (Design("list", rows=ROWS[:2]), Design("list", rows=ROWS[1:])),
        (Design("list", rows=((1,),)), Design("list", rows=((True,), (False,)))),
        (DESIGNS["grid"], replace(DESIGNS["grid"], levels=7)),
        (DESIGNS["latin_hypercube"], replace(DESIGNS["latin_hypercube"], points=48)),
        (DESIGNS["sobol"], replace(DESIGNS["sobol"], points=64, seed=4)),
        (DESIGNS["sobol"], replace(DESIGNS["sobol"], points=8)),
        (DESIGNS["morris"], replace(DESIGNS["morris"], trajectories=9, levels=6)),
        (DESIGNS["sobol"], DESIGNS["morris"]),
    ],
)
def test_what_does_not_extend_says_so(old: Design, new: Design) -> None:
    assert not extends(old, new)
    before = points_of(FACTORS, old)
    assert (
        points_of(FACTORS, new)[: len(before)] != before
        or len(points_of(FACTORS, new)) < len(before)
        or old.kind == "list"
    )


def test_without_factors_there_is_one_point() -> None:
    assert points_of((), Design("list", rows=((),))) == ((),)
