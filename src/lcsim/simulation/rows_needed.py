"""How many rows of people the next week may need."""

from __future__ import annotations

from typing import Final

from lcsim.chance import compiled
from lcsim.state.columns import PEOPLE

ENTERING: Final = frozenset({"student_cohorts", "recruitment"})
"""Rules by which people enter rows that nobody had before."""


def room_for_newcomers(rows: int) -> int:
    """Rows that a community of so many gets when it runs out of them."""
    return rows // 4 + 256


@compiled
def rows_needed(state, rules, week):  # type: ignore[no-untyped-def]
    """Rows in use plus the seats that may be filled in `week`."""
    needed = state.clock[PEOPLE]
    for seat in range(state.seat_key.shape[0]):
        i = state.seat_row[seat]
        if i < 0 or state.leaves[i] <= week:
            needed += 1
    return needed
