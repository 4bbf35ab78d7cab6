"""Rows of the state: how many there are, room for more, a copy."""

from __future__ import annotations

import numpy as np

from lcsim.state.block import block_for, block_of
from lcsim.state.columns import PEOPLE, PEOPLE_COLUMNS, State, like, with_columns


def people(state: State) -> int:
    """Number of people who were ever there: rows in use."""
    return int(state.clock[PEOPLE])


def grow(state: State, rows: int) -> State:
    """Return the state with room for at least `rows` people; unused rows are zero.

    Where there is room in the block of a small community, what is returned lies in the same memory.
    """
    have = state.key.shape[0]
    if rows <= have:
        return state
    block = block_of(state)
    if block is not None and rows <= block.room:
        return fill_block(state)
    grown = {}
    for name in PEOPLE_COLUMNS:
        old = getattr(state, name)
        if name == "susceptibility" and old.shape[0] == 0 and _everybody_fully(state):
            continue  # this community does without it
        new = np.zeros((rows, *old.shape[1:]), dtype=old.dtype)
        new[:have] = old
        grown[name] = new
    return with_columns(state, grown)


def fill_block(state: State) -> State:
    """Return the state with rows for all whom its block has room for, in the same memory; as it is where it has none."""
    block = block_of(state)
    if block is None or block.room == state.key.shape[0]:
        return state
    return block_for(state, block.room, block.room).seen(state)


def _everybody_fully(state: State) -> bool:
    """Whether newcomers of all groups are fully susceptible."""
    return bool((state.group_susceptibility == 1.0).all() and (state.group_susceptibility_spread == 0.0).all())


def copy_state(state: State) -> State:
    """Return an independent copy of every column."""
    block = block_of(state)
    return like(state, [column.copy() for column in state]) if block is None else block.copy(state)


def copy_in_use(state: State) -> State:
    """Return an independent copy; a small community's is without the rows that nobody has had."""
    block = block_of(state)
    return copy_state(state) if block is None else block_for(state, people(state), people(state)).copy(state)
