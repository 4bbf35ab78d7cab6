"""When interventions begin and end, and what the columns are in between."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lcsim.interventions import ColumnSetting
from lcsim.mechanisms import CATALOGUE
from lcsim.scenario.model import Intervention, Scenario
from lcsim.simulation.ground import concerns
from lcsim.simulation.layout import Layout, declared
from lcsim.state import State

BY_ORGANISATION = frozenset({"control", "learning_time", "workload", "responsiveness"})
"""Columns that interventions may set: no rule writes them, so that they can be restored."""
BY_COMMUNITY = frozenset({"session_relevance", "session_facilitation", "session_mixing"})
"""The same of the sessions of learning communities."""

WRITTEN = frozenset(column for part in CATALOGUE for column in part.writes)


class Timetable:
    """Sets the columns of running interventions from their bases, and restores them afterwards."""

    def __init__(self, scenario: Scenario, plan: Layout, state: State) -> None:
        self._windows: list[tuple[Intervention, ColumnSetting, NDArray[np.bool_]]] = []
        for chosen in sorted(scenario.interventions, key=lambda i: i.name):
            for setting in declared(chosen).settings:
                if setting.column not in BY_ORGANISATION | BY_COMMUNITY or setting.column in WRITTEN:
                    raise ValueError(f"intervention {chosen.kind!r} cannot set column {setting.column!r}")
                by_community = setting.column in BY_COMMUNITY
                rows = _communities(plan, chosen) if by_community else _organisations(scenario, plan, chosen)
                self._windows.append((chosen, setting, rows))
        self._base = {setting.column: getattr(state, setting.column).copy() for _, setting, _ in self._windows}

    def next_change(self, week: int) -> int | None:
        """First week after `week` before which columns change, ``None`` when there is none."""
        changes = [chosen.start for chosen, _, _ in self._windows if chosen.start > week + 1]
        changes += [chosen.end + 1 for chosen, _, _ in self._windows if chosen.end is not None and chosen.end > week]
        return min(changes, default=None)

    def set_columns(self, state: State, week: int) -> None:
        """Give every column that is ever set its value for `week`."""
        for name, base in self._base.items():
            column = getattr(state, name)
            column[:] = base
            for chosen, setting, rows in self._windows:
                running = chosen.start <= week and (chosen.end is None or week <= chosen.end)
                if running and setting.column == name:
                    column[rows] = np.clip(column[rows] * setting.multiply + setting.add, 0.0, 1.0)


def _organisations(scenario: Scenario, plan: Layout, chosen: Intervention) -> NDArray[np.bool_]:
    """Organisations with somebody whom the intervention concerns."""
    found = np.zeros(len(plan.names.organisations), np.bool_)
    for place in plan.groups:
        if concerns(scenario, plan, chosen.who, place):
            found[place.organisation] = True
    return found


def _communities(plan: Layout, chosen: Intervention) -> NDArray[np.bool_]:
    """Series of the communities that the intervention is aimed at (all when none is named)."""
    wanted = chosen.who.communities or plan.names.communities
    return np.array([series.name in wanted for series in plan.series], np.bool_)
