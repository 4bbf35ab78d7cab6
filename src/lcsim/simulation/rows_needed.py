"""How many rows of people the next week may need."""

from __future__ import annotations

from lcsim.chance import compiled
from lcsim.state.columns import PEOPLE


@compiled
def rows_needed(state, rules, week):  # type: ignore[no-untyped-def]
    """Rows in use plus the seats that may be filled in `week`."""
    needed = state.clock[PEOPLE]
    for seat in range(state.seat_key.shape[0]):
        i = state.seat_row[seat]
        if i < 0 or state.leaves[i] <= week:
            needed += 1
    return needed
