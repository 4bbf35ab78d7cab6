"""The race for a partner: an exponential wait for each tie, shorter with more trust, and the least wait wins.

Not a rule itself. Four races of one person's week are run abreast, two ties at a time in the lanes of a vector, with the
trust of before the first of these meetings: so no meeting has to wait for the trust that the one before leaves. That trust
changes one tie: who won stays the winner unless that tie would win now, or won and would be slower (`doubt`); then
the race is run once more (`winner_now`). The partner is always the argmin over i's ties of -ln(u) / trust, with the
trust of that moment, and the first of equals.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import compiled, inlined, mix
from lcsim.chance.abreast import ABREAST, run_abreast
from lcsim.state.memory import unowned

GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class Races(NamedTuple):
    """Scratch of the races of one person; draws of tie e and race r are at 4 e + r."""

    own: NDArray[np.uint64]  # [4] luck of a meeting, before it is mixed with that of the other
    luck: NDArray[np.uint64]  # of the meeting that might be
    wait: NDArray[np.float64]  # -ln(u), before it is divided by trust
    least: NDArray[np.float64]  # [4] that of the winner, divided by trust
    winner: NDArray[np.int64]  # [4] slot of the tie
    open: NDArray[np.bool_]  # [4] whether another tie may have won by now


@compiled
def races_for(slots):  # type: ignore[no-untyped-def]
    """Scratch for people with at most `slots` ties."""
    return Races(
        np.empty(ABREAST, np.uint64),
        np.empty(ABREAST * (slots + 1), np.uint64),  # an odd tie has company
        np.empty(ABREAST * (slots + 1)),
        np.empty(ABREAST),
        np.empty(ABREAST, np.int64),
        np.empty(ABREAST, np.bool_),
    )


@inlined
def borrowed(races):  # type: ignore[no-untyped-def]
    """The same without ownership: nobody counts who refers to it, so `races` itself must be kept."""
    return Races(
        unowned(races.own),
        unowned(races.luck),
        unowned(races.wait),
        unowned(races.least),
        unowned(races.winner),
        unowned(races.open),
    )


@inlined
def run_races(state, own, i, first, races):  # type: ignore[no-untyped-def]
    """Run i's races for the meetings `first` to ``first + 3`` of the week; `own` is the luck of (week, i)."""
    for race in range(ABREAST):
        races.own[race] = mix(own + np.uint64(first + race) * GOLDEN)
        races.open[race] = False
    run_abreast(
        state.key, state.tie_to[i], state.tie_trust[i], state.tie_count[i],
        races.own, races.luck, races.wait, races.least, races.winner,
    )  # fmt: skip


@inlined
def doubt(races, race, slot, trust):  # type: ignore[no-untyped-def]
    """The meeting of `race` left `trust` in the tie of `slot`: which of the later races may have another winner now."""
    for later in range(race + 1, ABREAST):
        beaten = races.wait[np.uint64(ABREAST * slot + later)] / trust > races.least[later]
        races.open[later] |= beaten == (races.winner[later] == slot)


@compiled
def winner_now(state, i, races, race):  # type: ignore[no-untyped-def]
    """Slot of the tie that wins `race` with the trust of this moment, the first of equals."""
    best = 0
    least = np.inf
    for e in range(state.tie_count[i]):
        wait = races.wait[ABREAST * e + race] / state.tie_trust[i, e]
        if wait < least:
            least = wait
            best = e
    return best
