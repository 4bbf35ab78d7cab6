"""A state in one block of memory: founded and copied at once, not column by column.

What founds and keeps the many small communities of a study would otherwise cost a tenth of their weeks.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.state.columns import DIMENSIONS, PEOPLE_COLUMNS, TABLE_WIDTH, State

EDGE: Final = 64
"""Columns begin at multiples of so many bytes."""

OTHERS: Final = tuple(name for name in State._fields if name not in PEOPLE_COLUMNS)
"""Columns that do not grow with people: they lie first."""

MOST_FREE: Final = 8_000_000
"""Bytes kept for states to come, of each kind of block."""


class Block:
    """Where each column lies, for all states with columns of the same types and lengths.

    Parameters
    ----------
    lengths
        Address (of no meaning here) and lengths of each column, as in `State.table`.
    wide
        Whether repertoires take more than eight options.
    room
        Rows of people that there is room for, at least as many as there are.
    """

    def __init__(self, lengths: NDArray[np.uint64], wide: bool, room: int) -> None:
        self.room = room
        self._table = lengths.copy()
        formats, offsets, at = [], [], 0
        for name in (*OTHERS, *PEOPLE_COLUMNS):
            kind, axes = DIMENSIONS[name]
            place = State._fields.index(name)
            if name == PEOPLE_COLUMNS[0]:
                self._others = at
            shape = tuple(int(length) for length in lengths[place, 1 : 1 + axes])
            formats.append(np.dtype(("u8" if wide and name == "known" else kind, shape)))
            offsets.append(at)
            self._table[place, 0] = at
            size = formats[-1].itemsize
            if name in PEOPLE_COLUMNS and size:
                size = size // shape[0] * room
            at += -(-size // EDGE) * EDGE
        self.kind: np.dtype[np.void] = np.dtype(
            {"names": (*OTHERS, *PEOPLE_COLUMNS), "formats": formats, "offsets": offsets, "itemsize": max(at, EDGE)}
        )

        self._size = max(at, EDGE)
        self._free: list[NDArray[np.uint8]] = []
        self._most_free = MOST_FREE // self.kind.itemsize

    def others(self, state: State) -> NDArray[np.uint8]:
        """The columns of `state` but those of people, as the bytes with which a block begins."""
        memory = np.zeros(self.kind.itemsize, np.uint8)
        record = np.ndarray((), self.kind, memory)
        for name in OTHERS:
            record[name] = getattr(state, name)
        return memory[: self._others]

    def begun(self, others: NDArray[np.uint8]) -> State:
        """A state with these other columns, and everything of people zero."""
        memory = self._memory()
        memory[: self._others] = others
        memory[self._others :] = 0
        return self._state(memory)

    def copy(self, state: State) -> State:
        """A copy of `state`, which lies in a block that differs in rows of people at most, with as many as there are here."""
        whole, record = state.__dict__["_block"]
        memory = self._memory()
        if whole is self:
            memory[:] = record
            return self._state(memory)
        memory[: self._others] = record[: self._others]
        found = self._state(memory)
        for name in PEOPLE_COLUMNS:
            column = getattr(found, name)
            column[:] = getattr(state, name)[: column.shape[0]]
        return found

    def seen(self, state: State) -> State:
        """What `state`, which lies in a block with the same room, is with as many rows of people as there are here."""
        return self._state(state.__dict__["_block"][1])

    def _memory(self) -> NDArray[np.uint8]:
        """Memory for a state: that of one which is gone, or new."""
        free = self._free
        return np.asarray(_Lent(free.pop() if free else np.empty(self.kind.itemsize, np.uint8), free, self._most_free))

    def _state(self, memory: NDArray[np.uint8]) -> State:
        record = np.ndarray((), self.kind, memory)
        found = State(*[record[name] for name in State._fields])
        table = self._table.copy()
        table[:, 0] += np.uint64(memory.__array_interface__["data"][0])
        found.__dict__["_table"] = table
        found.__dict__["_block"] = self, memory
        return found


class _Lent:
    """Memory that goes back to where it was taken from when the last array in it is gone.

    The system would otherwise be asked for new pages for every run, which takes longer than to fill them.
    """

    def __init__(self, memory: NDArray[np.uint8], free: list[NDArray[np.uint8]], most: int) -> None:
        self.__array_interface__ = memory.__array_interface__
        self._memory, self._free, self._most = memory, free, most

    def __del__(self) -> None:
        if len(self._free) < self._most:
            self._free.append(self._memory)


def block_for(state: State, rows: int, room: int) -> Block:
    """The block for states like `state`, but with `rows` rows of people and `room` for so many."""
    lengths = state.table.copy()
    lengths[:, 0] = 0
    of_people = [State._fields.index(name) for name in PEOPLE_COLUMNS]
    lengths[of_people, 1] = np.where(lengths[of_people, 1] > 0, rows, 0)
    return _made(lengths.tobytes(), state.known.dtype == np.uint64, room)


def block_of(state: State) -> Block | None:
    """The block that a state lies in; ``None`` where its columns lie apart."""
    found: tuple[Block, NDArray[np.uint8]] | None = state.__dict__.get("_block")
    return None if found is None else found[0]


@lru_cache(maxsize=64)
def _made(lengths: bytes, wide: bool, room: int) -> Block:
    """Points of a study mostly differ in numbers, not in lengths."""
    return Block(np.frombuffer(lengths, np.uint64).reshape(-1, TABLE_WIDTH), wide, room)
