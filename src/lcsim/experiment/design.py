"""Designs: which points of the space of factors an experiment tries.

Every design is a pure function of its factors and its seed: the same points in every process. Random designs are
drawn in the unit cube; each factor cuts its side of the cube into equal slices for whole numbers and for lists of
values, so that any factor goes with any design.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

KINDS: Final = ("grid", "list", "latin_hypercube", "sobol", "morris")

EDGE: Final = 1e-9
"""A number this close below the edge of a slice belongs to the next one: levels such as 2/3 are not exact."""

Point = tuple[Any, ...]
"""One value for each factor, in the order of the factors."""


@dataclass(frozen=True)
class Factor:
    """Something that is varied: a path as for ``--set``, and what it can be.

    Attributes
    ----------
    path
        Also the name of its column in tables.
    low, high
        The range, both ends included; ``None`` for a list of values and for a design that lists its points.
    whole
        Whether only whole numbers are tried.
    values
        The values of a factor that is a list (a rule's variants, for example).
    """

    path: str
    low: float | int | None = None
    high: float | int | None = None
    whole: bool = False
    values: tuple[Any, ...] = ()

    @property
    def column(self) -> str:
        """Name of its column in tables."""
        return self.path

    @property
    def slices(self) -> int | None:
        """How many different values there are; None for a range of real numbers."""
        if self.values:
            return len(self.values)
        if self.whole and self.low is not None and self.high is not None:
            return int(self.high) - int(self.low) + 1
        return None

    def at(self, share: float) -> Any:
        """Value at a share of the way, 0 to 1: values and whole numbers each have an equal slice of it.

        Raises
        ------
        ValueError
            For a factor without a range or values: its design lists the points.
        """
        slices = self.slices
        if slices is not None:
            number = min(int(share * slices + EDGE), slices - 1)
            return self.values[number] if self.values else int(self.low or 0) + number
        if self.low is None or self.high is None:
            raise ValueError(f"{self.path} has neither a range nor values; its design lists the points")
        return self.low + (self.high - self.low) * share

    def levels(self, count: int) -> tuple[Any, ...]:
        """Values of a grid: `count` evenly spaced ones, both ends included; all of them where there are fewer."""
        if self.values:
            return self.values
        slices = self.slices
        if slices is not None and slices <= count:
            return tuple(int(self.low or 0) + number for number in range(slices))
        if self.low is None or self.high is None:
            raise ValueError(f"{self.path} has neither a range nor values; its design lists the points")
        steps = [self.low + (self.high - self.low) * (number / (count - 1)) for number in range(count)]
        return tuple(math.floor(step + 0.5) for step in steps) if self.whole else (*steps[:-1], self.high)

    def extremes(self) -> tuple[Any, ...]:
        """What must be possible for everything between to be possible: both ends, or every value."""
        return self.values or ((self.low, self.high) if self.low is not None else ())


@dataclass(frozen=True)
class Design:
    """How points are chosen.

    Attributes
    ----------
    kind
        One of `KINDS`.
    points
        latin_hypercube: how many; sobol: how many base samples, a power of two.
    levels
        grid: values of each factor; morris: levels of the cube, even.
    trajectories
        morris: how many.
    seed
        Of what is random in it; not that of the runs.
    rows
        list: the points.
    """

    kind: str
    points: int = 0
    levels: int = 0
    trajectories: int = 0
    seed: int = 0
    rows: tuple[Point, ...] = ()


def count_points(factors: Sequence[Factor], design: Design) -> int:
    """How many points `points_of` gives, without making them."""
    number = len(factors)
    if design.kind == "grid":
        return math.prod(_level_count(factor, design.levels) for factor in factors)
    if design.kind == "list":
        return len(design.rows)
    if design.kind == "latin_hypercube":
        return design.points
    if design.kind == "sobol":
        return design.points * (number + 2)
    return design.trajectories * (number + 1)


def _level_count(factor: Factor, levels: int) -> int:
    return len(factor.values) or min(factor.slices or levels, levels)


def points_of(factors: Sequence[Factor], design: Design) -> tuple[Point, ...]:
    """The points of a design, always the same for the same factors and design.

    Sobol points are in Saltelli's layout (for each base sample: A, A with one column of B for each factor,
    B); Morris points are trajectories of one more
    point than there are factors. `unit_points` gives the same in the unit cube, for analysis.

    Raises
    ------
    ValueError
        A design of no known kind, or numbers that its kind cannot have.
    """
    if design.kind == "grid":
        return tuple(product(*(factor.levels(design.levels) for factor in factors)))
    if design.kind == "list":
        return design.rows
    return tuple(
        tuple(factor.at(share) for factor, share in zip(factors, row, strict=True))
        for row in unit_points(len(factors), design)
    )


def unit_points(number: int, design: Design) -> list[list[float]]:
    """Points of a random design of `number` factors in the unit cube."""
    import numpy as np

    if design.kind == "latin_hypercube":
        from scipy.stats import qmc

        sampler = qmc.LatinHypercube(d=number, seed=np.random.default_rng(design.seed))
        found = sampler.random(design.points)
    elif design.kind == "sobol":
        from SALib.sample import sobol

        if not power_of_two(design.points):
            raise ValueError(f"a sobol design needs a power of two of base samples, got {design.points}")
        found = sobol.sample(_cube(number), design.points, calc_second_order=False, scramble=True, seed=design.seed)
    elif design.kind == "morris":
        from SALib.sample import morris

        found = morris.sample(_cube(number), design.trajectories, num_levels=design.levels, seed=design.seed)
    else:
        raise ValueError(f"{design.kind!r} is no random design")
    listed: list[list[float]] = np.clip(found, 0.0, 1.0).tolist()
    return listed


def _cube(number: int) -> dict[str, Any]:
    """The problem, in the words of SALib: the unit cube."""
    return {"num_vars": number, "names": [f"x{at}" for at in range(number)], "bounds": [[0.0, 1.0]] * number}


def power_of_two(number: int) -> bool:
    """Whether a number is 1, 2, 4, 8, ..."""
    return number > 0 and number & (number - 1) == 0


def extends(old: Design, new: Design) -> bool:
    """Whether the points of `old` are the first points of `new`, for the same factors.

    So it is with a longer list, with more base samples of the same scrambled Sobol sequence, and with more
    trajectories of Morris. More levels of a grid or more points of a Latin hypercube move all points: these
    extend only themselves.
    """
    if old == new:
        return True
    if old.kind != new.kind:
        return False
    if old.kind == "list":
        return same(old.rows, new.rows[: len(old.rows)])
    if old.kind == "sobol":
        return old.seed == new.seed and old.points <= new.points
    if old.kind == "morris":
        return (old.seed, old.levels) == (new.seed, new.levels) and old.trajectories <= new.trajectories
    return False


def same(some: Iterable[Any], others: Iterable[Any]) -> bool:
    """Whether two lists of points are equal in type too: ``true`` is not 1."""
    return repr(tuple(some)) == repr(tuple(others))
