"""Rows of the state: how many there are, room for more, a copy."""

from __future__ import annotations

import numpy as np

from lcsim.state.columns import PEOPLE, PEOPLE_COLUMNS, State, like, with_columns


def people(state: State) -> int:
    """Number of people who were ever there: rows in use."""
    return int(state.clock[PEOPLE])


def grow(state: State, rows: int) -> State:
    """Return the state with room for at least `rows` people; unused rows are zero."""
    have = state.key.shape[0]
    if rows <= have:
        return state
    grown = {}
    for name in PEOPLE_COLUMNS:
        old = getattr(state, name)
        if name == "susceptibility" and old.shape[0] == 0 and _everybody_fully(state):
            continue  # this community does without it
        new = np.zeros((rows, *old.shape[1:]), dtype=old.dtype)
        new[:have] = old
        grown[name] = new
    return with_columns(state, grown)


def _everybody_fully(state: State) -> bool:
    """Whether newcomers of all groups are fully susceptible."""
    return bool((state.group_susceptibility == 1.0).all() and (state.group_susceptibility_spread == 0.0).all())


def copy_state(state: State) -> State:
    """Return an independent copy of every column."""
    return like(state, [column.copy() for column in state])
