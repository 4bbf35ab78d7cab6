"""One number for a whole state: equal digests mean bit-equal runs."""

from __future__ import annotations

import hashlib
import sys

import numpy as np

from lcsim.state.columns import PEOPLE, State

BIG_ENDIAN = sys.byteorder == "big"
PEOPLE_IN_DIGEST = [
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
    "role",
    "joined",
    "leaves",
    "left",
    "present",
]
TEAM_IN_DIGEST = ("team_key", "safety", "activity", "legitimacy", "leavers", "leader_left")
ORGANISATION_IN_DIGEST = (
    "organisation_key",
    "code",
    "espoused",
    "control",
    "learning_time",
    "workload",
    "responsiveness",
)


def digest(state: State) -> str:
    """SHA-256 (hex) over the raw columns in the order of person, team and organisation keys.

    Rows of people may be in any order, and so may ties and teams: permuted rows have equal digests.
    Little-endian bytes on every machine.
    """
    total = hashlib.sha256()
    n = int(state.clock[PEOPLE])
    order = np.argsort(state.key[:n], kind="stable")
    for name in PEOPLE_IN_DIGEST:
        _add(total, name, getattr(state, name)[:n][order])
    _add(total, "team_of", state.team_key[state.team[:n]][order])
    _add(total, "organisation_of", state.organisation_key[state.organisation[:n]][order])
    _add_ties(total, state, order)
    teams = np.argsort(state.team_key, kind="stable")
    for name in TEAM_IN_DIGEST:
        _add(total, name, getattr(state, name)[teams])
    organisations = np.argsort(state.organisation_key, kind="stable")
    for name in ORGANISATION_IN_DIGEST:
        _add(total, name, getattr(state, name)[organisations])
    seats = np.argsort(state.seat_key, kind="stable")
    for name in ("seat_key", "seat_holders", "seat_vacant_since"):
        _add(total, name, getattr(state, name)[seats])
    _add(total, "redraw_count", state.redraw_count)
    if state.susceptibility.size:  # columns that most communities do without
        _add(total, "susceptibility", state.susceptibility[:n][order])
    if state.reality.size:
        _add(total, "reality", state.reality)
    return total.hexdigest()


def _add(total: hashlib._Hash, name: str, column: np.ndarray) -> None:
    total.update(f"{name}{column.dtype.str[1:]}{column.shape}".encode())
    if BIG_ENDIAN:
        column = column.astype(column.dtype.newbyteorder("<"))
    total.update(column.tobytes())


def _add_ties(total: hashlib._Hash, state: State, order: np.ndarray) -> None:
    counts = state.tie_count[: order.size][order]
    _add(total, "tie_count", counts)
    rows = np.repeat(order, counts)
    if rows.size == 0:
        return
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    slots = np.arange(rows.size) - np.repeat(starts, counts)
    others = state.key[state.tie_to[rows, slots]]
    rank = np.repeat(np.arange(order.size), counts)
    within = np.lexsort((others, rank))
    rows, slots = rows[within], slots[within]
    _add(total, "tie_to", others[within])
    for name in ("tie_trust", "tie_kind", "tie_since", "tie_last"):
        _add(total, name, getattr(state, name)[rows, slots])
