"""Co-evolution: whether values follow practice, practice values, or both move together.

Two weekly series on the same axis: x the mean headline value of a team, y how much of that value its ways
of working express. Their *signed* weekly changes are correlated, in the same week, with practice one lag
later, and with values one lag later (Pearson, teams pooled after taking out each team's mean change). What
such correlations mean is judged against surrogates in which the weeks of one series are shuffled (the same
for all teams).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.chance import bits, compiled, stream, stream_key
from lcsim.measures.measure import Measure, Result, defined, null
from lcsim.measures.panel import PANEL
from lcsim.measures.view import View

SURROGATES: Final = 199
ALIKE: Final = 1e-9
"""Correlations this close to the observed one are worked out as that was, so that rounding decides alike."""
FEWEST_WEEKS: Final = 10
TOO_SHORT: Final = f"fewer than {FEWEST_WEEKS} weeks of change"


class CoEvolution(NamedTuple):
    """Correlations of signed changes, and the share of surrogates at least as strong (in absolute value)."""

    together: Result
    values_first: Result  # change of values now with change of practice `lag` weeks later
    practice_first: Result  # change of practice now with change of values `lag` weeks later
    chance_together: Result
    chance_values_first: Result
    chance_practice_first: Result


@compiled
def _fill_with_luck(start, out):  # type: ignore[no-untyped-def]
    for surrogate in range(out.shape[0]):
        for week in range(out.shape[1]):
            out[surrogate, week] = bits(start, np.uint64(week), surrogate)


@lru_cache(maxsize=2)
def shuffled_weeks(weeks: int, surrogates: int, seed: int) -> NDArray[np.intp]:
    """Hashed orders of the weeks 0..weeks-1: int[surrogates, weeks], the same for the same seed, not to be written.

    The last ones are kept: a sweep runs a seed at all its points.
    """
    luck = np.empty((surrogates, weeks), dtype=np.uint64)
    start = np.uint64(stream(np.uint64(seed), 0, stream_key("measure", "co_evolution")))
    _fill_with_luck(start, luck)
    found = np.argsort(luck, axis=1, kind="stable")
    found.flags.writeable = False
    return found


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Pooled correlation of float64[W, U], the mean of each column taken out, weeks with NaN left out."""
    both = ~(np.isnan(one) | np.isnan(other))
    weeks = np.maximum(both.sum(axis=0), 1)
    a = np.where(both, one - np.where(both, one, 0.0).sum(axis=0) / weeks, 0.0)
    b = np.where(both, other - np.where(both, other, 0.0).sum(axis=0) / weeks, 0.0)
    below = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / below if below > 1e-300 else float("nan")


@compiled
def _correlate_shuffled(first, second, orders, lag, out):  # type: ignore[no-untyped-def]
    """`_correlation` of float64[W, U], `second` `lag` weeks later, with the weeks of `first` in each of `orders`."""
    weeks = first.shape[0] - lag
    for s in range(orders.shape[0]):
        crossed = 0.0
        square = 0.0
        other_square = 0.0
        for u in range(first.shape[1]):
            both = 0.0
            mean = 0.0
            other_mean = 0.0
            for w in range(weeks):
                a = first[orders[s, w], u]
                b = second[lag + w, u]
                if a == a and b == b:
                    both += 1.0
                    mean += a
                    other_mean += b
            if both == 0.0:
                continue
            mean /= both
            other_mean /= both
            for w in range(weeks):
                a = first[orders[s, w], u] - mean
                b = second[lag + w, u] - other_mean
                if a == a and b == b:
                    crossed += a * b
                    square += a * a
                    other_square += b * b
        below = np.sqrt(square * other_square)
        out[s] = crossed / below if below > 1e-300 else np.nan


def co_evolution(
    values: ArrayLike, practice: ArrayLike, lag: int = 1, surrogates: int = SURROGATES, seed: int = 0
) -> CoEvolution:
    """Lagged correlations both ways of the changes of two series float64[weeks] or float64[weeks, teams]."""
    x, y = np.asarray(values, dtype=np.float64), np.asarray(practice, dtype=np.float64)
    if x.shape != y.shape:
        raise ValueError(f"the two series differ in shape: {x.shape} and {y.shape}")
    dx = np.diff(x.reshape(x.shape[0], -1), axis=0)
    dy = np.diff(y.reshape(y.shape[0], -1), axis=0)
    if dx.shape[0] < FEWEST_WEEKS + lag:
        return CoEvolution(*[null(TOO_SHORT)] * 6)
    orders = shuffled_weeks(dx.shape[0], surrogates, seed)
    shuffled = np.empty(surrogates)
    found: list[Result] = []
    chances: list[Result] = []
    for first, second, behind in ((dx, dy, 0), (dx, dy, lag), (dy, dx, lag)):
        early = slice(0, first.shape[0] - behind)
        observed = _correlation(first[early], second[behind:])
        if np.isnan(observed):
            found.append(null("one of the two never changed"))
            chances.append(null("one of the two never changed"))
            continue
        _correlate_shuffled(first, second, orders, behind, shuffled)
        for one in np.flatnonzero(~(np.abs(np.abs(shuffled) - abs(observed)) > ALIKE)):
            shuffled[one] = _correlation(first[orders[one]][early], second[behind:])
        as_strong = 1 + int((np.abs(shuffled) >= abs(observed)).sum())  # the observed order is one of the orders
        found.append(defined(observed))
        chances.append(defined(as_strong / (surrogates + 1)))
    return CoEvolution(*found, *chances)


def _of_view(view: View, which: str) -> Result:
    if view.series is None:
        return null("the weekly record of the run was not kept")
    level = view.series[:, PANEL.index("level"), 1:]
    expressed = view.series[:, PANEL.index("expressed"), 1:]
    both = view.once("co_evolution", lambda: co_evolution(level, expressed, seed=view.seed))
    result: Result = getattr(both, which)
    return result


def _measure(name: str, which: str, wording: str, dutch: str, definition: str, **other: Any) -> Measure:
    facts: dict[str, Any] = {"low": -1.0, "high": 1.0, "unit": "correlation", **other}
    return Measure(
        name, "co_evolution", wording, dutch, definition=definition, needs="series",
        undefined=f"{TOO_SHORT}, or one of the two never changed",
        compute=lambda view: _of_view(view, which), **facts,
    )  # fmt: skip


def _chance(name: str, which: str, wording: str, dutch: str) -> Measure:
    definition = f"(1 + surrogates at least as strong) / {SURROGATES + 1}, weeks of the first series shuffled"
    return _measure(name, which, wording, dutch, definition, low=0.0, unit="share")


MEASURES: Final = (
    _measure(
        "co_evolution_together", "together",
        "whether values and practice change in the same weeks",
        "of waarden en praktijk in dezelfde weken veranderen",
        "correlation over weeks and teams of changes of level and of what practice expresses",
    ),
    _measure(
        "co_evolution_values_first", "values_first",
        "whether practice follows values a week later", "of praktijk een week later op waarden volgt",
        "correlation of the change of level with the change of expressed a week later",
    ),
    _measure(
        "co_evolution_practice_first", "practice_first",
        "whether values follow practice a week later", "of waarden een week later op praktijk volgen",
        "correlation of the change of expressed with the change of level a week later",
    ),
    _chance(
        "co_evolution_together_chance", "chance_together",
        "how often shuffled weeks give as strong a link in the same week",
        "hoe vaak geschudde weken een even sterk verband in dezelfde week geven",
    ),
    _chance(
        "co_evolution_values_first_chance", "chance_values_first",
        "how often shuffled weeks let practice follow values as strongly",
        "hoe vaak praktijk in geschudde weken even sterk op waarden volgt",
    ),
    _chance(
        "co_evolution_practice_first_chance", "chance_practice_first",
        "how often shuffled weeks let values follow practice as strongly",
        "hoe vaak waarden in geschudde weken even sterk op praktijk volgen",
    ),
)  # fmt: skip
