"""Everybody who is there, without a look at those who have left: rows of people are kept for ever.

The roll lists rows by organisation, and within an organisation in their order. It is called after arrivals and
departures; until then it has people who have just left and lacks those who have just come.
"""

from __future__ import annotations

import numpy as np

from lcsim.chance import compiled, inlined
from lcsim.state.columns import PEOPLE

MOST_LOOKS = 1000
"""Newcomers times organisations up to which each organisation looks at all newcomers."""


@inlined
def on_roll(state):  # type: ignore[no-untyped-def]
    """How many people are on the roll."""
    return state.roll_start[state.control.shape[0]]


@inlined
def person_at(state, at):  # type: ignore[no-untyped-def]
    """Row of the person at a place of the roll; unsigned on the way, so that no row is looked for from the end."""
    return np.int64(np.uint32(state.roll[at]))


@compiled
def call_roll(state):  # type: ignore[no-untyped-def]
    """List the present people by organisation, in the order of their rows."""
    organisations = state.control.shape[0]
    present = 0
    for i in range(state.clock[PEOPLE]):
        if state.present[i]:
            state.roll[present] = i
            present += 1
    for o in range(organisations + 1):
        state.roll_start[o] = present if o == organisations else 0
    if organisations > 1:
        _group_roll(state, present)


@compiled
def call_roll_again(state):  # type: ignore[no-untyped-def]
    """`call_roll` where nobody has changed organisation since the last time: a look at the roll and at newcomers only."""
    organisations = state.control.shape[0]
    last = np.int64(-1)
    gone = False
    for at in range(on_roll(state)):
        i = person_at(state, at)
        last = max(last, i)
        gone |= not state.present[i]
    newcomers = state.clock[PEOPLE] - last - 1
    if newcomers == 0 and not gone:
        return
    if newcomers * organisations > MOST_LOOKS:
        call_roll(state)
        return
    before = state.roll[: on_roll(state)].copy()
    there = 0
    first = 0
    for o in range(organisations):
        end = state.roll_start[o + 1]
        state.roll_start[o] = there
        for at in range(first, end):
            if state.present[before[at]]:
                state.roll[there] = before[at]
                there += 1
        for i in range(last + 1, state.clock[PEOPLE]):
            if state.present[i] and state.organisation[i] == o:
                state.roll[there] = i
                there += 1
        first = end
    state.roll_start[organisations] = there


@compiled
def _group_roll(state, present):  # type: ignore[no-untyped-def]
    """Bring the roll, a list in the order of rows, in the order of organisations."""
    organisations = state.control.shape[0]
    rows = state.roll[:present].copy()
    place = np.zeros(organisations, np.int32)  # how many, then where the next one goes
    for at in range(present):
        place[state.organisation[rows[at]]] += 1
    first = 0
    for o in range(organisations):
        state.roll_start[o] = first
        first += place[o]
        place[o] = state.roll_start[o]
    for at in range(present):
        o = state.organisation[rows[at]]
        state.roll[place[o]] = rows[at]
        place[o] += 1
