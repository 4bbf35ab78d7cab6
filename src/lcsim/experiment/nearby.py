"""Complete scenarios of many points from that of one: numbers change in place, where that is known to give the same.

Completing a scenario reads, fills in and checks all of it. Points of a design mostly differ in a few numbers, which
stand in the complete form as they were set. Where they stand is learned by moving one factor at a time, and tried on
points at which all have moved; whatever else changes with them leaves the long way as the only one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lcsim.experiment.arms import Arm
from lcsim.experiment.design import Point
from lcsim.experiment.experiment import Experiment, draft_at, scenario_at
from lcsim.part import Faults
from lcsim.scenario.complete import DECIDING
from lcsim.scenario.model import Scenario
from lcsim.scenario.paths import split_path
from lcsim.scenario.resolve import as_scenario, completed
from lcsim.scenario.tree import Collected

Steps = tuple[str | int, ...]
"""The way to a number in plain data: keys and places in lists."""

WORTH: Final = 8
"""Points for each one that learning takes: with fewer, learning takes about as long as it saves."""


class UnlikeError(Exception):
    """Two complete forms differ in more than numbers."""


@dataclass(frozen=True)
class Nearby:
    """What scenarios at points have in common.

    Attributes
    ----------
    plain
        Complete form at one point, as plain data.
    places
        For each factor: the places of its number in `plain`, and whether it stands there as a float.
    """

    plain: Mapping[str, Any]
    places: tuple[tuple[tuple[Steps, bool], ...], ...]

    def at(self, point: Sequence[float]) -> Scenario:
        """The complete scenario at a point.

        Raises
        ------
        Faults
            These values do not go together; the long way tells it with places.
        """
        tree: dict[str | int, Any] = {}
        for value, places in zip(point, self.places, strict=True):
            for place, fractional in places:
                inside = tree
                for step in place[:-1]:
                    inside = inside.setdefault(step, {})
                inside[place[-1]] = float(value) if fractional else value
        return as_scenario(_changed(self.plain, tree))


def nearby(experiment: Experiment, arm: Arm, points: Sequence[Point]) -> Nearby | None:
    """What scenarios of an arm have in common; None when learning it is not worth it, or it is not certain."""
    paths = [factor.path for factor in experiment.factors]
    if len(points) < WORTH * (len(paths) + 3) or any(set(split_path(path)) & DECIDING for path in paths):
        return None
    if not all(type(value) in (int, float) for point in points for value in point):
        return None

    def complete(point: Point) -> dict[str, Any]:
        faults = Collected()
        plain, _ = completed(draft_at(experiment, arm, point), faults)
        faults.stop()
        return plain

    low = tuple(min(column) for column in zip(*points, strict=True))
    high = tuple(max(column) for column in zip(*points, strict=True))
    try:
        base = complete(low)
        if base.get("tables"):
            return None
        moved = [complete((*low[:at], high[at], *low[at + 1 :])) for at in range(len(paths))]
        places = tuple(tuple(_fits(base, other, low[at], high[at])) for at, other in enumerate(moved))
        found = Nearby(base, places)
        alike = all(
            found.at(point) == scenario_at(experiment, arm, point) for point in (high, points[len(points) // 2])
        )
    except (Faults, UnlikeError):
        return None
    return found if alike else None


def _fits(base: Any, moved: Any, low: float, high: float) -> Iterator[tuple[Steps, bool]]:
    """Places at which `low` became `high`, and whether as floats."""
    for place, before, after in _differences(base, moved, ()):
        if (before, after) != (low, high):
            raise UnlikeError
        fractional = isinstance(before, float) and isinstance(after, float)
        if not fractional and (type(before), type(after)) != (type(low), type(high)):
            raise UnlikeError
        yield place, fractional


def _differences(one: Any, other: Any, place: Steps) -> Iterator[tuple[Steps, Any, Any]]:
    """Numbers in which two plain forms differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key, value in one.items():
            yield from _differences(value, other[key], (*place, key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, value in enumerate(one):
            yield from _differences(value, other[at], (*place, at))
    elif type(one) in (int, float) and type(other) in (int, float):
        if one != other or type(one) is not type(other):
            yield place, one, other
    elif one != other or type(one) is not type(other):
        raise UnlikeError


def _changed(plain: Any, tree: Mapping[str | int, Any]) -> Any:
    """Plain data with the numbers of a tree in their places; what is not on the way to them is shared."""
    found = plain.copy()
    for step, inside in tree.items():
        found[step] = _changed(plain[step], inside) if isinstance(inside, dict) else inside
    return found
