"""Every column of the state: what it is called, its type and range, and the number of rows it has.

R people (one row per person for ever; leaving clears ``present``), T tie slots a person, S seats, G groups,
U teams, O organisations, N session series, K practice domains, Q options, V value dimensions, C partners.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

F8 = NDArray[np.float64]
I1 = NDArray[np.int8]
I2 = NDArray[np.int16]
I4 = NDArray[np.int32]
I8 = NDArray[np.int64]
U4 = NDArray[np.uint32]
U8 = NDArray[np.uint64]
B1 = NDArray[np.bool_]

NEVER: Final = 2_000_000_000
"""A week that does not come."""


class Columns(NamedTuple):
    """Every column by name."""

    # --- people: R rows ---------------------------------------------------------------------------------
    key: U8  # [R] luck and identity of the person: hash of (organisation, seat, how many held it before)
    values: F8  # [R, V] 0..1: what the person holds dear
    formative: F8  # [R, V] 0..1: values brought along, an anchor
    practice: I2  # [R, K] -1..Q-1: option enacted in each domain, -1 undecided
    known: NDArray[np.unsignedinteger]  # [R, K] bit q set: can do option q (uint8 to 8 options, else uint64); or [R, 0]
    complying: B1  # [R, K] enacted because imposed, not owned
    energy: F8  # [R] 0..1 room to learn
    identity: F8  # [R] 0..1 belonging to the learning community
    authority: F8  # [R] 0..1 weight of voice
    openness: F8  # [R] 0..1 how different another may be and still be heard
    susceptibility: F8  # [R] 0..1 how far others change one; length 0: everybody fully
    role: I1  # [R] code of lcsim.part.ROLES
    team: I4  # [R]
    organisation: I4  # [R]
    membership: U4  # [R] bit b set: takes part in the b-th community of the organisation
    joined: I4  # [R] week of joining; staff of the founding joined at -10000
    leaves: I4  # [R] week in which a placement ends (NEVER for staff)
    left: I4  # [R] week of leaving, NEVER while present
    present: B1  # [R]
    seat: I4  # [R]
    session_next: I4  # [R] who sat together this week: 1 + row of the next, the last -1 - row of the first; 0 alone
    # --- ties, directed: R rows of T slots --------------------------------------------------------------
    tie_count: I4  # [R]
    tie_to: I4  # [R, T] row of the other
    tie_trust: F8  # [R, T] 0..1
    tie_kind: I1  # [R, T] code of lcsim.part.TIE_KINDS
    tie_since: I2  # [R, T] week
    tie_last: I2  # [R, T] week of the last meeting or shared session
    # --- seats: S rows ----------------------------------------------------------------------------------
    seat_key: U8  # [S]
    seat_group: I4  # [S]
    seat_team: I4  # [S]
    seat_row: I4  # [S] who holds it, -1 vacant
    seat_holders: I4  # [S] how many have held it so far
    seat_vacant_since: I4  # [S] week
    # --- groups of people: G rows -----------------------------------------------------------------------
    group_key: U8  # [G]
    group_role: I1  # [G]
    group_label: I4  # [G] number of the group's name: groups of one name are alike
    group_values: F8  # [G, V] mean of the values that newcomers bring
    group_spread: F8  # [G] their standard deviation
    group_authority: F8  # [G]
    group_openness: F8  # [G] mean of the group
    group_openness_spread: F8  # [G] standard deviation
    group_susceptibility: F8  # [G] mean of the group
    group_susceptibility_spread: F8  # [G] standard deviation
    group_stay: I4  # [G] weeks of a placement, 0 for those who stay
    group_membership: U4  # [G] communities that newcomers enter
    group_participation: F8  # [G] 0..1 share of invitations to sessions that reach them
    group_practice: I2  # [G, K] option that newcomers bring, -1 drawn
    # --- teams: U rows ----------------------------------------------------------------------------------
    team_key: U8  # [U]
    team_organisation: I4  # [U]
    safety: F8  # [U] 0..1 psychological safety
    activity: F8  # [U] smoothed successes and learning per head and week
    legitimacy: F8  # [U, K, Q] 0..1 how acceptable each option is here
    doing: I4  # [U, K, Q] present members enacting each option (kept up to date by every switch)
    team_size: I4  # [U] present members
    leavers: F8  # [U] smoothed share of members who left
    leader_left: B1  # [U] a leader left this week
    events: I8  # [U, 9] counts of this week, columns of lcsim.part.names.EVENTS
    # --- organisations: O rows --------------------------------------------------------------------------
    organisation_key: U8  # [O]
    code: I2  # [O, K] -1..Q-1 official routine
    espoused: F8  # [O, V] official values
    control: F8  # [O] 0..1 steepness of hierarchy
    learning_time: F8  # [O] 0..1 time granted
    workload: F8  # [O] 0..1 pressure
    responsiveness: F8  # [O] 0..1 readiness to take up what members show
    # --- session series of learning communities: N rows -------------------------------------------------
    session_key: U8  # [N]
    session_bit_start: I4  # [N + 1] slice of the two columns below
    session_organisation: I4  # [*] organisation taking part
    session_bit: I4  # [*] bit of the community in the membership of that organisation's people
    session_interval: I4  # [N] weeks
    session_first: I4  # [N] first week
    session_last: I4  # [N] last week, included
    session_format: I1  # [N] code of lcsim.part.SESSION_FORMATS
    session_facilitation: F8  # [N] 0..1
    session_mixing: F8  # [N] 0..1 over teams
    session_relevance: F8  # [N] 0..1
    session_attendance: F8  # [N] 0..1 factor on attendance (dose)
    session_ambition: I2  # [N] domain, -1 free
    session_facilitator: I4  # [N] label of the group whose people facilitate, -1 none named
    session_count: I8  # [N, 2] attendances and groups of people so far
    # --- environment ------------------------------------------------------------------------------------
    expression: F8  # [K, Q, V] 0..1 what an option expresses
    bears_on: I2  # [K, V] dimensions the domain bears on, first bears_count of them
    bears_count: I2  # [K]
    partners: I2  # [K, C] domains that the quality of a domain depends on
    dependents: I2  # [K, K] domains whose quality depends on this one, first dependent_count of them
    dependent_count: I2  # [K]
    landscape_key: U8  # [1]
    coupling: F8  # [V, V] -1..1: how what one would move to on a dimension (column) counts for another (row); or [0, 0]
    reality: I2  # [K] option that is right in each domain; length 0: there is no such thing
    contributions: F8  # [K, Q, (Q + 1) ** C] 0..1 by own and partners' options (derived; last axis 0: too many)
    redraw_week: I4  # [D] planned disturbances, in order of week
    redraw_share: F8  # [D]
    redraw_key: U8  # [D]
    redraw_count: I4  # [1] disturbances that have happened
    # --- roll call (derived, rebuilt) -------------------------------------------------------------------
    roll: I4  # [R] rows of present people, grouped by organisation
    roll_start: I4  # [O + 1]
    # --- clock and log ----------------------------------------------------------------------------------
    clock: I8  # [4] columns below
    log: I4  # [L, 6] week, kind, who, from whom (-1 nobody), domain, option; L = 0: not kept


class State(Columns):
    """The whole community as C-contiguous arrays: the truth that agents are views of.

    Compiled code receives one pointer to a table of addresses and lengths (see `lcsim.state.compiled_view`)
    instead of some eighty arrays: compiling and calling would otherwise take ten times as long.
    """

    @property
    def table(self) -> NDArray[np.uint64]:
        """Address and lengths of each column, for compiled code; made once, valid while the columns live."""
        found: NDArray[np.uint64] | None = self.__dict__.get("_table")
        if found is None:
            model: NDArray[np.uint64] | None = self.__dict__.pop("_model", None)
            if model is None:
                found = make_table(self)
            else:
                found = model.copy()
                found[:, 0] = [_address(column) for column in self]
            self.__dict__["_table"] = found
        return found

    @property
    def address(self) -> int:
        """Address of `table`."""
        found: int | None = self.__dict__.get("_address")
        if found is None:
            found = int(self.table.ctypes.data)
            self.__dict__["_address"] = found
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the columns, not their addresses."""
        return (State, tuple(self))


TABLE_WIDTH: Final = 4
"""Numbers per column in `State.table`: address and up to three lengths."""

NO_LENGTHS: Final = (0, 0, 0)


def column_type(name: str, wide: bool) -> tuple[np.dtype[Any], int]:
    """Type and number of axes of a column; `wide`: repertoires of more than eight options."""
    return (WIDE if wide else NARROW)[name]


def make_table(state: State) -> NDArray[np.uint64]:
    """Check type, axes and contiguity of every column and list their addresses and lengths."""
    wide = state.known.dtype == np.uint64
    numbers: list[int] = []
    columns: tuple[NDArray[Any], ...] = tuple(state)
    for column, name in zip(columns, NARROW, strict=True):
        numbers += _in_table(name, column, wide)
    return np.array(numbers, np.uint64).reshape(-1, TABLE_WIDTH)


def like(state: State, columns: list[NDArray[Any]]) -> State:
    """A state with `columns` of the types and lengths that those of `state` have: they need no second look."""
    found = State(*columns)
    if "_table" in state.__dict__:
        found.__dict__["_model"] = state.table
    return found


def with_columns(state: State, columns: dict[str, NDArray[Any]]) -> State:
    """A state with some columns in place of its own and the others shared; so is what its table says of them."""
    changed = State(**(state._asdict() | columns))
    table = state.table.copy()
    for name, column in columns.items():
        table[State._fields.index(name)] = _in_table(name, column, state.known.dtype == np.uint64)
    changed.__dict__["_table"] = table
    return changed


def _in_table(name: str, column: NDArray[Any], wide: bool) -> tuple[int, ...]:
    """Address and lengths of a column that is as it must be."""
    dtype, axes = (WIDE if wide else NARROW)[name]
    if column.dtype != dtype or column.ndim != axes or not column.flags.c_contiguous:
        raise TypeError(
            f"column {name} must be C-contiguous {dtype} with {axes} axes, got {column.dtype} with {column.ndim}"
        )
    return (_address(column), *column.shape, *NO_LENGTHS[axes:])


def _address(column: NDArray[Any]) -> int:
    """Where the numbers of a column begin, in a tenth of the time that NumPy takes to say so."""
    try:
        return ctypes.addressof(_NOTHING.from_buffer(column))  # type: ignore[arg-type]
    except TypeError:  # not to be written
        return int(column.__array_interface__["data"][0])


_NOTHING = ctypes.c_char * 0


DIMENSIONS: Final[dict[str, tuple[str, int]]] = {
    "key": ("u8", 1),
    "values": ("f8", 2),
    "formative": ("f8", 2),
    "practice": ("i2", 2),
    "known": ("u1", 2),
    "complying": ("?", 2),
    "energy": ("f8", 1),
    "identity": ("f8", 1),
    "authority": ("f8", 1),
    "openness": ("f8", 1),
    "susceptibility": ("f8", 1),
    "role": ("i1", 1),
    "team": ("i4", 1),
    "organisation": ("i4", 1),
    "membership": ("u4", 1),
    "joined": ("i4", 1),
    "leaves": ("i4", 1),
    "left": ("i4", 1),
    "present": ("?", 1),
    "seat": ("i4", 1),
    "session_next": ("i4", 1),
    "tie_count": ("i4", 1),
    "tie_to": ("i4", 2),
    "tie_trust": ("f8", 2),
    "tie_kind": ("i1", 2),
    "tie_since": ("i2", 2),
    "tie_last": ("i2", 2),
    "seat_key": ("u8", 1),
    "seat_group": ("i4", 1),
    "seat_team": ("i4", 1),
    "seat_row": ("i4", 1),
    "seat_holders": ("i4", 1),
    "seat_vacant_since": ("i4", 1),
    "group_key": ("u8", 1),
    "group_role": ("i1", 1),
    "group_label": ("i4", 1),
    "group_values": ("f8", 2),
    "group_spread": ("f8", 1),
    "group_authority": ("f8", 1),
    "group_openness": ("f8", 1),
    "group_openness_spread": ("f8", 1),
    "group_susceptibility": ("f8", 1),
    "group_susceptibility_spread": ("f8", 1),
    "group_stay": ("i4", 1),
    "group_membership": ("u4", 1),
    "group_participation": ("f8", 1),
    "group_practice": ("i2", 2),
    "team_key": ("u8", 1),
    "team_organisation": ("i4", 1),
    "safety": ("f8", 1),
    "activity": ("f8", 1),
    "legitimacy": ("f8", 3),
    "doing": ("i4", 3),
    "team_size": ("i4", 1),
    "leavers": ("f8", 1),
    "leader_left": ("?", 1),
    "events": ("i8", 2),
    "organisation_key": ("u8", 1),
    "code": ("i2", 2),
    "espoused": ("f8", 2),
    "control": ("f8", 1),
    "learning_time": ("f8", 1),
    "workload": ("f8", 1),
    "responsiveness": ("f8", 1),
    "session_key": ("u8", 1),
    "session_bit_start": ("i4", 1),
    "session_organisation": ("i4", 1),
    "session_bit": ("i4", 1),
    "session_interval": ("i4", 1),
    "session_first": ("i4", 1),
    "session_last": ("i4", 1),
    "session_format": ("i1", 1),
    "session_facilitation": ("f8", 1),
    "session_mixing": ("f8", 1),
    "session_relevance": ("f8", 1),
    "session_attendance": ("f8", 1),
    "session_ambition": ("i2", 1),
    "session_facilitator": ("i4", 1),
    "session_count": ("i8", 2),
    "expression": ("f8", 3),
    "bears_on": ("i2", 2),
    "bears_count": ("i2", 1),
    "partners": ("i2", 2),
    "dependents": ("i2", 2),
    "dependent_count": ("i2", 1),
    "landscape_key": ("u8", 1),
    "coupling": ("f8", 2),
    "reality": ("i2", 1),
    "contributions": ("f8", 3),
    "redraw_week": ("i4", 1),
    "redraw_share": ("f8", 1),
    "redraw_key": ("u8", 1),
    "redraw_count": ("i4", 1),
    "roll": ("i4", 1),
    "roll_start": ("i4", 1),
    "clock": ("i8", 1),
    "log": ("i4", 2),
}
"""NumPy type and number of axes of each column."""

NARROW: Final = {name: (np.dtype(kind), axes) for name, (kind, axes) in DIMENSIONS.items()}
WIDE: Final = NARROW | {"known": (np.dtype(np.uint64), 2)}
"""Type and axes of each column: with up to eight options, and with more."""

WEEK: Final = 0
PEOPLE: Final = 1
LOGGED: Final = 2
STOPPED: Final = 3
"""Places of `clock`: the week, rows in use, entries of the log, the week in which time stopped (0: it goes on)."""

PEOPLE_COLUMNS: Final = (
    "key",
    "values",
    "formative",
    "practice",
    "known",
    "complying",
    "energy",
    "identity",
    "authority",
    "openness",
    "susceptibility",
    "role",
    "team",
    "organisation",
    "membership",
    "joined",
    "leaves",
    "left",
    "present",
    "seat",
    "session_next",
    "tie_count",
    "tie_to",
    "tie_trust",
    "tie_kind",
    "tie_since",
    "tie_last",
    "roll",
)
"""Columns with a row per person: they grow together."""

DERIVED: Final = frozenset(
    {
        "roll",
        "roll_start",
        "doing",
        "team_size",
        "events",
        "clock",
        "log",
        "session_next",
        "session_count",
        "contributions",
    }
)
"""Columns that follow from others or count the current week: not part of the digest."""

AT_FOUNDING: Final = -10000
"""Week of joining of those who were there before the study began."""
