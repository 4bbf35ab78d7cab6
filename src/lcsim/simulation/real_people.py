"""Founding from real tables: keys, values and ties of the people of a roster.

Keys come from the roster's ids, so that the order of its rows does not matter; ids themselves go nowhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import bits, stream, stream_key, to_share
from lcsim.scenario.tables import FoundingTables
from lcsim.simulation.layout import Layout, Names
from lcsim.state import State

TRUST = stream_key("founding", "trust of a table")


def seats_of(plan: Layout, tables: FoundingTables) -> NDArray[np.int64]:
    """Seat (row at the founding) of each person of the roster, int64[people of the roster]."""
    members = tables.members
    seats = np.full(len(tables), -1, np.int64)
    at = 0
    for place in plan.groups:
        rows = members.get((place.organisation_name, place.team_name, place.people.name), ())
        for number, index in enumerate(rows):
            seats[index] = at + number
        at += place.people.count
    if (seats < 0).any():
        raise ValueError("the scenario's groups do not match its roster: load the scenario file again")
    return seats


def take_keys(keys: NDArray[np.uint64], plan: Layout, tables: FoundingTables) -> None:
    """Key the seats of the roster by organisation and id."""
    for index, seat in enumerate(seats_of(plan, tables).tolist()):
        keys[seat] = stream_key("roster", tables.organisations[index], tables.ids[index])


def take_values(state: State, tables: FoundingTables, seats: NDArray[np.int64], names: Names) -> None:
    """Give people the values of the survey (what is missing stays drawn), week of joining, openness and susceptibility."""
    for index, row in enumerate(seats.tolist()):
        week = tables.joined[index]
        if week is not None:
            state.joined[row] = week
        share = tables.susceptibility[index]
        if share is not None:
            state.susceptibility[row] = share
        openness = tables.openness[index]
        if openness is not None:
            state.openness[row] = openness
        if tables.values is None:
            continue
        for dimension, value in zip(tables.dimensions, tables.values[index], strict=True):
            if value is not None:
                v = names.dimensions.index(dimension)
                state.values[row, v] = value
                state.formative[row, v] = value


def table_ties(
    tables: FoundingTables,
    seats: NDArray[np.int64],
    low: float,
    high: float,
    key: NDArray[np.uint64],
    luck: np.uint64,
    weight_is_trust: bool = False,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Sources, targets and trust of the ties of the table, in the order of the table.

    Trust lies in low..high: by the rank of the weight among all ties (ties of equal weight share their mean
    rank); when all weights are equal it is drawn, as in a founding without tables. Where `weight_is_trust`, it is
    the weight itself.
    """
    listed = tables.ties or ()
    source = np.array([seats[i] for i, _, _ in listed], np.int64)
    target = np.array([seats[j] for _, j, _ in listed], np.int64)
    weight = np.array([w for _, _, w in listed], np.float64)
    if weight.size == 0 or weight_is_trust:
        return source, target, weight
    different, place, count = np.unique(weight, return_inverse=True, return_counts=True)
    if different.size == 1:
        start = np.uint64(stream(luck, 0, TRUST))
        share = np.array(
            [
                to_share(np.uint64(bits(start, key[i] ^ (key[j] >> np.uint64(1)), 0)))
                for i, j in zip(source, target, strict=True)
            ]
        )
    else:
        middle = np.cumsum(count) - count / 2.0
        share = middle[place] / weight.size
    return source, target, low + (high - low) * share
