"""A measure: one number about a community, with its meaning, range and source, or null with the reason."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from lcsim.measures.view import View

NEEDS: Final[tuple[str, ...]] = ("state", "founding", "series", "replicates")
"""What a measure looks at: one state; a state and the founding; the weekly series; many runs."""

HEADLINES: Final = ("agreement", "level", "space", "quality")
"""Always reported apart, never as one number."""

NOBODY: Final = "nobody is present"
NO_REPERTOIRES: Final = "repertoires are not kept with more than 64 options"


class Result(NamedTuple):
    """A value, or ``None`` with the reason why there is none; never a 0 or 1 that stands for nothing."""

    value: float | None
    reason: str = ""


def defined(value: float | np.floating[Any]) -> Result:
    """Wrap a number; anything that is not finite is an error of the measure, not a result."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"a defined result must be finite, got {number}")
    return Result(number)


def null(reason: str) -> Result:
    """There is no value, because ..."""
    if not reason:
        raise ValueError("a null result needs a reason")
    return Result(None, reason)


def mean_of(results: Iterable[Result], weights: Iterable[float] | None = None) -> Result:
    """Return the weighted mean of the defined results; null, with the first reason, when none is defined."""
    listed = list(results)
    given = [1.0] * len(listed) if weights is None else [float(weight) for weight in weights]
    total = 0.0
    weight_sum = 0.0
    for result, weight in zip(listed, given, strict=True):
        if result.value is not None and weight > 0.0:
            total += weight * result.value
            weight_sum += weight
    if weight_sum > 0.0:
        return defined(total / weight_sum)
    for result in listed:
        if result.value is None:
            return result
    return null("there is no group to take it in")


@dataclass(frozen=True)
class Measure:
    """Everything that files, figures and people need to know about one measure.

    Attributes
    ----------
    name
        Name in files, figures and messages; unique in the catalogue.
    family
        The file of the measure in this room.
    wording, dutch
        What it means, for people, in English and Dutch.
    unit
        ``"share"``, ``"bits"``, ``"ratio"``, ...
    low, high
        Smallest and largest possible value, both included; infinite where there is no bound.
    sources
        The literature that the definition rests on; empty when the definition is our own.
    definition
        The formula, in one readable line.
    undefined
        When it is null: the reason that is given.
    weekly
        Whether the compiled weekly panel fills it (for the community and for each team).
    needs
        One of `NEEDS`.
    compute
        ``compute(view) -> Result``; ``None`` when it takes more than one run.
    """

    name: str
    family: str
    wording: str
    dutch: str
    unit: str
    low: float
    high: float
    definition: str
    undefined: str
    sources: tuple[str, ...] = ()
    weekly: bool = False
    needs: str = "state"
    compute: Callable[[View], Result] | None = field(default=None, compare=False, repr=False)

    def of(self, view: View) -> Result:
        """Compute the measure; null with the reason when it is undefined here."""
        if self.weekly:
            value = view.weekly(self.name)
            if value == value:
                return defined(value)
            return null(self.undefined if view.people else NOBODY)
        if self.compute is None:
            return null("it takes more than one run")
        if self.needs == "founding" and view.founding is None:
            return null("the founding of the run was not kept")
        if self.needs == "series" and view.series is None:
            return null("the weekly record of the run was not kept")
        return self.compute(view)

    def __post_init__(self) -> None:
        if self.needs not in NEEDS:
            raise ValueError(f"needs must be one of {NEEDS}, got {self.needs!r}")
        if not self.low < self.high:
            raise ValueError(f"{self.name}: low must be below high, got {self.low} and {self.high}")
