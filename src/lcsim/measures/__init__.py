"""Measures: what is observed of a community. Pure functions, one family per file; null with the reason.

A measure never writes, and does not change when rows are permuted. ``weekly_panel`` fills the headline
measures of the community and of every team each week, compiled; ``final_measures`` computes every measure of
the catalogue at one state. Agreement, level and space are always reported apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from lcsim.measures import (
    agreement_on_values,
    burstiness,
    climate,
    co_evolution,
    control_difficulty,
    emerged,
    intraclass,
    level,
    mixing,
    network,
    polarisation,
    practice,
    quality,
    space_for_action,
    student_learning,
    value_clusters,
)
from lcsim.measures.emerged import Emerged, emerged_practices, emerged_values
from lcsim.measures.measure import HEADLINES, Measure, Result
from lcsim.measures.panel import PANEL, over_organisations, weekly_panel
from lcsim.measures.view import View
from lcsim.state import State

CATALOGUE: Final[tuple[Measure, ...]] = (
    *agreement_on_values.MEASURES,
    *level.MEASURES,
    *space_for_action.MEASURES,
    *quality.MEASURES,
    *practice.MEASURES,
    *intraclass.MEASURES,
    *polarisation.MEASURES,
    *value_clusters.MEASURES,
    *climate.MEASURES,
    *student_learning.MEASURES,
    *network.MEASURES,
    *mixing.MEASURES,
    *burstiness.MEASURES,
    *co_evolution.MEASURES,
    *emerged.MEASURES,
    *control_difficulty.MEASURES,
)
"""Every measure of lcsim itself, in the order of reports."""


@lru_cache(maxsize=1)
def catalogue() -> tuple[Measure, ...]:
    """Return all measures: our own, then those of other packages (entry points of group ``lcsim.measures``).

    An entry point loads to a `Measure` with a ``compute`` function.

    Raises
    ------
    ValueError
        When an entry point is no `Measure`, cannot be computed, or takes a name that is taken.
    """
    from importlib.metadata import entry_points

    found = list(CATALOGUE)
    names = {measure.name for measure in found}
    for point in sorted(entry_points(group="lcsim.measures"), key=lambda point: point.name):
        measure = point.load()
        if not isinstance(measure, Measure) or measure.weekly or measure.compute is None:
            raise ValueError(f"{point.value}: lcsim.measures entry points must be a Measure with a compute function")
        if measure.name in names:
            raise ValueError(f"{point.value}: there is already a measure called {measure.name!r}")
        names.add(measure.name)
        found.append(measure)
    return tuple(found)


def final_measures(
    seen: View | State,
    founding: State | None = None,
    *,
    measures: Iterable[Measure] | None = None,
    **known: Any,
) -> dict[str, Result]:
    """Compute every measure that needs one run: name -> (value, reason), the value ``None`` when undefined.

    Parameters
    ----------
    seen
        A `View`, or a state from which one is made with `founding` and `known` (gamma, series, targets,
        value_targets, seed). What the view was not given makes the measures that need it null, and the
        reason says so.
    measures
        Which (default: the whole catalogue); those that need replicates are left out.
    """
    view = seen if isinstance(seen, View) else View(seen, founding, **known)
    chosen = catalogue() if measures is None else measures
    return {measure.name: measure.of(view) for measure in chosen if measure.needs != "replicates"}


__all__ = [
    "CATALOGUE",
    "HEADLINES",
    "PANEL",
    "Emerged",
    "Measure",
    "Result",
    "View",
    "catalogue",
    "emerged_practices",
    "emerged_values",
    "final_measures",
    "over_organisations",
    "weekly_panel",
]
