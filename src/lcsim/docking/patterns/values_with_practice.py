"""Pattern 2: values and practices change together, neither first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np

from lcsim.docking.pattern import Condition, Looked, Pattern, PatternArm
from lcsim.docking.runs import Numbers
from lcsim.part.names import STUDENT
from lcsim.scenario.model import Scenario
from lcsim.simulation import run
from lcsim.state import State, people

BLOCK: Final = 4
"""Weeks over which change is taken: the source tells of months, and single weeks are mostly luck."""
LAGS: Final = 6
"""Blocks of lag looked at, both ways."""


def expressed(state: State, rows: Any) -> Numbers:
    """What the practice of each of `rows` expresses on every dimension, float64[rows, V]; NaN where nothing does."""
    practice = state.practice[rows]
    bears = np.zeros((state.bears_on.shape[0], state.values.shape[1]), np.bool_)
    for k in range(bears.shape[0]):
        bears[k, state.bears_on[k, : state.bears_count[k]]] = True
    shown = state.expression[np.arange(practice.shape[1]), np.maximum(practice, 0)]  # [rows, K, V]
    counts = bears[None] & (practice >= 0)[:, :, None]
    total = np.where(counts, shown, 0.0).sum(axis=1)
    found: Numbers = total / np.where(counts.any(axis=1), counts.sum(axis=1), np.nan)
    return found


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """Moments of block-wise changes of values and of practice, of staff present before and after: arrivals and
    departures, which change both at once, are no co-evolution. Summed over units and dimensions, means taken out.
    """
    weeks = scenario.calendar.weeks
    found = run(scenario, seed, keep=tuple(range(0, weeks, BLOCK)))
    states = [found.snapshots[week] for week in sorted(found.snapshots)]
    units = states[0].safety.shape[0]
    blocks, dimensions = len(states) - 1, states[0].values.shape[1]
    dx, dy = np.full((2, blocks, units, dimensions), np.nan)
    for b, (before, after) in enumerate(pairwise(states)):
        n = people(before)
        stayed = before.present[:n] & after.present[:n] & (before.role[:n] != STUDENT)
        for u in range(units):
            rows = np.flatnonzero(stayed & (before.team[:n] == u))
            if rows.size:
                dx[b, u] = (after.values[rows] - before.values[rows]).mean(axis=0)
                dy[b, u] = np.nanmean(expressed(after, rows) - expressed(before, rows), axis=0)
    dx -= np.nanmean(dx, axis=0)
    dy -= np.nanmean(dy, axis=0)
    dx, dy = np.nan_to_num(dx), np.nan_to_num(dy)
    both = [
        float((dx[: blocks - lag] * dy[lag:]).sum() if lag >= 0 else (dx[-lag:] * dy[: blocks + lag]).sum())
        for lag in range(-LAGS, LAGS + 1)
    ]
    return {"both": np.array(both), "values": float((dx * dx).sum()), "practice": float((dy * dy).sum())}


def _correlations(looked: Looked) -> Numbers:
    """By lag from -LAGS (practice first) to LAGS (values first)."""
    base = looked["base"]
    found: Numbers = base["both"].sum(axis=0) / np.sqrt(base["values"].sum() * base["practice"].sum())
    return found


def _over(lags: range) -> Callable[[Looked], float]:
    return lambda looked: float(_correlations(looked)[[LAGS + lag for lag in lags]].mean())


def _peak(looked: Looked) -> float:
    found = _correlations(looked)
    near = found[LAGS - 2 : LAGS + 3]
    return float(near.max() - np.delete(found, np.arange(LAGS - 2, LAGS + 3)).max())


PATTERN: Final = Pattern(
    number="2",
    name="values_with_practice",
    statement="Values and ways of working change together; neither comes first.",
    dutch="Waarden en werkwijzen veranderen samen; geen van beide gaat voor.",
    grade="S",
    source="Snoeren, Janssen, Niessen & Abma 2016 (cherry tree)",
    scenario="nursing_home",
    arms={"base": PatternArm()},
    look=look,
    measure="correlation of four-weekly changes of values and of what practice expresses, staff who stayed, by lag",
    conditions=(
        Condition("correlation in the same four weeks", _over(range(0, 1))),
        Condition("strongest within eight weeks of lag 0", _peak, by_interval=False),
        Condition("values first, by 4 to 12 weeks", _over(range(1, 4))),
        Condition("practice first, by 4 to 12 weeks", _over(range(-3, 0))),
    ),
)
