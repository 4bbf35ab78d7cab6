"""Quantities of the field that the default parameters are narrowed by; patterns are kept apart and never used here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.history_matching import Band
from lcsim.docking.runs import Numbers
from lcsim.measures import PANEL
from lcsim.scenario.model import Scenario
from lcsim.simulation import run
from lcsim.state import State, people

YEAR: Final = 52
"""Week at which effects are taken, and from which on the community is taken to have settled."""

BANDS: Final = (
    Band("r_wg", 0.60, 0.90, 0.02, "realised range (cases D3: LeBreton & Senter 2008; Albritton et al. 2019)"),
    Band("icc1", 0.05, 0.30, 0.01, "expected between units (cases D3: table of NICU studies; Albritton et al. 2019)"),
    Band("turnover", 0.16, 0.22, 0.01, "just under 20% a year leave their employer (cases D1: ABF for ActiZ)"),
    Band("facilitation", 0.43, 0.68, 0.15, "d of facilitation (cases D2: Baskerville et al. 2012, 95% interval)"),
    Band(
        "debrief", 0.67, 0.92, 0.15, "d of debriefs (cases D2: Tannenbaum & Cerasoli 2013; Keiser & Arthur 2021, 2022)"
    ),
    Band("modal_share", 0.55, 0.90, 0.02, "shared but not uniform ways of working; our assumption, no measurement"),
)
"""What must come out, how far off the model may be for its own reasons, and where that is from.

Discrepancies (standard deviations) are our judgement: units and values are not what those studies measured, quality
of practice is not adherence to a guideline or team performance.
"""


def look_at_base(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """The scenario as it is: agreement and modal share after a year, units at the end, leavers, quality at a year."""
    found = run(scenario, seed, keep=())
    later = found.panel[YEAR:]
    mean, squares, size = of_units(found.final)
    return {
        "r_wg": later[:, PANEL.index("agreement"), 0].mean(),
        "modal_share": later[:, PANEL.index("modal_share"), 0].mean(),
        "turnover": leavers_a_year(found.final, found.weeks),
        "mean": mean,
        "squares": squares,
        "size": size,
        "quality": found.panel[YEAR, PANEL.index("quality"), 1:],
    }


def look_at_a_year(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """Quality of practice of every unit after a year."""
    return {"quality": run(scenario, seed, YEAR, keep=()).panel[YEAR, PANEL.index("quality"), 1:]}


def of_units(state: State) -> tuple[Numbers, Numbers, Numbers]:
    """Mean values float64[U, V], sums of squares about them [U, V] and members [U] of every unit."""
    there = state.present[: people(state)]
    values, team = state.values[: people(state)][there], state.team[: people(state)][there]
    units = state.safety.shape[0]
    size = np.bincount(team, minlength=units).astype(np.float64)
    mean = np.zeros((units, values.shape[1]))
    np.add.at(mean, team, values)
    mean /= np.maximum(size, 1.0)[:, None]
    squares = np.zeros_like(mean)
    np.add.at(squares, team, (values - mean[team]) ** 2)
    return mean, squares, size


def leavers_a_year(state: State, weeks: int) -> float:
    """Staff who left, per seat of staff and year."""
    n = people(state)
    staff_seats = state.group_stay[state.seat_group] == 0
    gone = ~state.present[:n] & staff_seats[state.seat[:n]]
    return float(gone.sum() / max(staff_seats.sum(), 1) / (weeks / YEAR))


def icc1(mean: Numbers, squares: Numbers, size: Numbers) -> float:
    """ICC(1) over all units of all runs (one-way ANOVA, n0 of unequal groups), mean over dimensions.

    Units of different runs work in different landscapes with different people, as units of different organisations
    do in the studies. ``mean`` and ``squares`` are float64[units, V], ``size`` float64[units].
    """
    total, groups = size.sum(), len(size)
    grand = (size[:, None] * mean).sum(axis=0) / total
    between = (size[:, None] * (mean - grand) ** 2).sum(axis=0) / (groups - 1)
    within = squares.sum(axis=0) / (total - groups)
    n0 = (total - (size**2).sum() / total) / (groups - 1)
    return float(np.mean((between - within) / (between + (n0 - 1.0) * within)))


def standardised(more: Numbers, less: Numbers) -> float:
    """Cohen's d of two sets of units, pooled standard deviation between units."""
    spread = np.sqrt((more.var(ddof=1) + less.var(ddof=1)) / 2.0)
    return float((more.mean() - less.mean()) / spread)


def quantities(looked: Mapping[str, Mapping[str, Numbers]]) -> dict[str, tuple[float, float]]:
    """Quantities of one parameter set with their variances of luck (jackknife over seeds).

    Parameters
    ----------
    looked
        By arm: ``baseline`` (`look_at_base`), ``no_sessions`` and ``reflection`` (`look_at_a_year`).
    """
    base, without, debrief = looked["baseline"], looked["no_sessions"], looked["reflection"]
    seeds = len(base["r_wg"])

    def of(chosen: NDArray[np.intp]) -> dict[str, float]:

        def flat(name: str) -> Numbers:
            return base[name][chosen].reshape(-1, *base[name].shape[2:])

        plain = without["quality"][chosen].ravel()
        return {
            "r_wg": float(base["r_wg"][chosen].mean()),
            "icc1": icc1(flat("mean"), flat("squares"), flat("size")),
            "turnover": float(base["turnover"][chosen].mean()),
            "facilitation": standardised(base["quality"][chosen].ravel(), plain),
            "debrief": standardised(debrief["quality"][chosen].ravel(), plain),
            "modal_share": float(base["modal_share"][chosen].mean()),
        }

    whole = of(np.arange(seeds))
    parts = [of(np.delete(np.arange(seeds), left_out)) for left_out in range(seeds)]
    found = {}
    for name, value in whole.items():
        drawn = np.array([part[name] for part in parts])
        found[name] = value, float((seeds - 1) / seeds * ((drawn - drawn.mean()) ** 2).sum())
    return found
