"""How hard the outcome is to control: what the intervention decides, and what founding and luck decide.

Two ways to look. Over many runs: shares of the variance of an outcome due to the intervention, to founding
and landscape, to their interaction, and to luck. Over two runs that differ in one practice of one person at
week 0 and share all luck: how far they have grown apart.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lcsim.measures.measure import Measure, Result, defined, null
from lcsim.state import State, people

SOURCES: Final = ("Searle, Casella & McCulloch (1992), Variance components",)
NO_VARIANCE: Final = "the outcome is the same in every run"


class VarianceShares(NamedTuple):
    """Shares of the variance of an outcome over runs; the defined ones add up to 1."""

    intervention: Result
    founding: Result  # founding and landscape
    interaction: Result  # the intervention works differently in different foundings
    luck: Result


class Divergence(NamedTuple):
    """How far two runs have grown apart, over people present in both, paired by key."""

    practice: Result  # share of person-domains with different options
    values: Result  # mean absolute difference of values
    people: Result  # share of people present in only one of the two


def variance_shares(outcomes: ArrayLike) -> VarianceShares:
    """Split the variance of outcomes float64[arms, foundings, lucks] by ANOVA variance components.

    Arms and foundings are crossed (common foundings), luck is nested: with mean squares A, F, AF, E and sizes
    a, f, r: luck = E, interaction = (AF - E)/r, founding = (F - AF)/(a r), intervention = (A - AF)/(f r), a
    negative estimate counting as 0. With one luck per cell, luck and interaction cannot be told apart:
    interaction is null and luck is both together.
    """
    y = np.asarray(outcomes, dtype=np.float64)
    arms, foundings, lucks = y.shape
    if arms < 2 or foundings < 2:
        return VarianceShares(*[null("it takes two arms and two foundings")] * 4)
    grand = y.mean()
    of_arm, of_founding, cell = y.mean(axis=(1, 2)), y.mean(axis=(0, 2)), y.mean(axis=2)
    mean_arm = foundings * lucks * np.sum((of_arm - grand) ** 2) / (arms - 1)
    mean_founding = arms * lucks * np.sum((of_founding - grand) ** 2) / (foundings - 1)
    crossed = cell - of_arm[:, None] - of_founding[None, :] + grand
    mean_crossed = lucks * np.sum(crossed**2) / ((arms - 1) * (foundings - 1))
    by_arm = max(0.0, mean_arm - mean_crossed) / (foundings * lucks)
    by_founding = max(0.0, mean_founding - mean_crossed) / (arms * lucks)
    if lucks > 1:
        luck = float(np.sum((y - cell[..., None]) ** 2)) / (arms * foundings * (lucks - 1))
        together = max(0.0, float(mean_crossed) - luck) / lucks
    else:
        luck, together = float(mean_crossed), 0.0
    total = by_arm + by_founding + together + luck
    if total <= 1e-24 * max(1.0, float(np.max(np.abs(y))) ** 2):
        return VarianceShares(*[null(NO_VARIANCE)] * 4)
    mixed = null("one luck per arm and founding: interaction cannot be told from luck")
    return VarianceShares(
        defined(by_arm / total),
        defined(by_founding / total),
        defined(together / total) if lucks > 1 else mixed,
        defined(luck / total),
    )


def twin_divergence(one: State, other: State) -> Divergence:
    """Compare two states of the same scenario at the same week, pairing people by key."""
    rows = [np.flatnonzero(state.present[: people(state)]) for state in (one, other)]
    keys = [state.key[own] for state, own in zip((one, other), rows, strict=True)]
    shared, a, b = np.intersect1d(keys[0], keys[1], return_indices=True)
    everybody = keys[0].size + keys[1].size - shared.size
    if everybody == 0:
        return Divergence(*[null("nobody is present")] * 3)
    apart = defined(1.0 - shared.size / everybody)
    if shared.size == 0:
        nobody = null("nobody is present in both runs")
        return Divergence(nobody, nobody, apart)
    left, right = rows[0][a], rows[1][b]
    return Divergence(
        defined(np.mean(one.practice[left] != other.practice[right])),
        defined(np.mean(np.abs(one.values[left] - other.values[right]))),
        apart,
    )


def _measure(name: str, wording: str, dutch: str, definition: str, undefined: str = NO_VARIANCE) -> Measure:
    return Measure(
        name, "control_difficulty", wording, dutch, "share", 0.0, 1.0, definition, undefined, SOURCES,
        needs="replicates",
    )  # fmt: skip


MEASURES: Final = (
    _measure(
        "due_to_intervention", "share of the differences in outcome due to the intervention",
        "aandeel van de verschillen in uitkomst door de interventie",
        "variance component of arms / total, two-way ANOVA over arms x foundings x lucks",
    ),
    _measure(
        "due_to_founding", "share of the differences in outcome due to founding and landscape",
        "aandeel van de verschillen in uitkomst door beginsituatie en omgeving",
        "variance component of foundings / total",
    ),
    _measure(
        "due_to_interaction", "share due to an intervention working differently in different circumstances",
        "aandeel doordat een interventie in andere omstandigheden anders werkt",
        "variance component of arms x foundings / total",
    ),
    _measure(
        "due_to_luck", "share of the differences in outcome due to luck",
        "aandeel van de verschillen in uitkomst door toeval",
        "variance within arm and founding / total",
    ),
    _measure(
        "twin_divergence", "how far two runs that differ in one practice of one person have grown apart",
        "hoe ver twee runs die in een werkwijze van een persoon verschillen uiteengroeien",
        "share of person-domains with different options, people paired by key, same luck",
        "nobody is present in both runs",
    ),
)  # fmt: skip
