"""What interventions cost: hours of staff and euros, from what really happened in a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lcsim.part import ROLES
from lcsim.scenario.model import Intervention
from lcsim.simulation.ground import Aim, Ground
from lcsim.simulation.layout import declared, part_of
from lcsim.state import State

LEADER = ROLES.index("leader")


@dataclass(frozen=True)
class InterventionCost:
    """What one intervention of a run cost.

    Attributes
    ----------
    hours
        Hours of staff: attendances, groups, people trained and the like as counted, times the hours of each.
    euros
        `hours` at the intervention's hourly rate, and what was paid beside them (facilitators from outside).
    counted
        What was counted, by unit of `lcsim.interventions.declared.UNITS`.
    """

    hours: float
    euros: float
    counted: Mapping[str, int]


def costs(
    ground: Ground, state: State, week: int, counted: Mapping[str, Mapping[str, int]]
) -> dict[str, InterventionCost]:
    """Cost of each intervention of a run up to and including `week`, by name; 0 at dose 0 and before the start."""
    found = {}
    for chosen in sorted(ground.scenario.interventions, key=lambda i: i.name):
        part = part_of(chosen)
        hours, euros, units = 0.0, 0.0, {}
        for cost in declared(chosen).costs:
            number = _number(ground, state, week, chosen, cost.unit, counted.get(chosen.name, {}))
            units[cost.unit] = number
            hours += cost.hours * number
            euros += cost.euros * number
        found[chosen.name] = InterventionCost(hours, euros + part.rate * hours, units)
    return found


def _number(
    ground: Ground, state: State, week: int, chosen: Intervention, unit: str, counted: Mapping[str, int]
) -> int:
    aim = Aim(ground, chosen, 0)
    first, last = aim.first, min(aim.last, week)
    weeks = max(0, last - first + 1)
    if unit in ("attendances", "sessions"):
        added = [n for n, s in enumerate(ground.plan.series) if s.name.startswith(f"{chosen.name}/")]
        return int(state.session_count[added, ("attendances", "sessions").index(unit)].sum())
    if unit == "community_weeks":
        return weeks * len(chosen.who.communities or ground.plan.names.communities)
    if unit in ("person_weeks", "leader_weeks"):
        n = int(state.clock[1])
        own = aim.groups()[state.seat_group[state.seat[:n]]]
        # a placement ends before the week in which it is due, whoever leaves of his own accord works that week
        until = np.minimum(np.where(state.left[:n] == state.leaves[:n], state.left[:n] - 1, state.left[:n]), last)
        there = np.maximum(0, until - np.maximum(state.joined[:n], first) + 1) * own
        if unit == "person_weeks":
            return int(there.sum())
        leads = state.role[:n] == LEADER
        led = set(state.organisation[:n][leads & own].tolist())
        without = sum(1 for o in aim.organisations() if o not in led)
        return (
            int(there[leads].sum()) + weeks * without
        )  # somebody leads, also where nobody of that role is in the model
    return counted.get(unit, 0)
