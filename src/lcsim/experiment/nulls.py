"""Two nulls to read what emerged against: the same community if nobody met, and with partners shuffled.

*If nobody met*: the rules ``everyday_work`` and ``community_sessions`` are off. People still try things out,
reflect, learn the code, come and go.

*With partners shuffled*: every week all people present are put at random places in the network of ties, over
all teams and organisations, and sessions are fully mixed. The network itself, its degrees and its trust stay
(a QAP permutation, Krackhardt 1988, Social Networks 10). Who meets whom then has nothing to do with teams;
what teams still share comes through what is legitimate there, peers, climate, the code and chance.

Both use the luck of the runs that they are compared with (common random numbers).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import stream, stream_key
from lcsim.chance.draws import MULTIPLIER_1, MULTIPLIER_2, U27, U30, U31
from lcsim.mechanisms import RULES
from lcsim.scenario.model import Scenario
from lcsim.simulation import Community, Run, run
from lcsim.state import State, copy_state, people

MEETING_RULES: Final = (*RULES["encounters"], "community_sessions", "adaptive_rewiring")
PLACES: Final = stream_key("null", "partners_shuffled")


def nobody_met(scenario: Scenario, seed: int, weeks: int | None = None) -> Run:
    """Run `scenario` without any meeting or session."""
    rules = {name: {**rule, "on": False} if name in MEETING_RULES else rule for name, rule in scenario.rules.items()}
    return run(scenario.model_copy(update={"rules": rules}), seed, weeks, keep=())


def partners_shuffled(scenario: Scenario, seed: int, weeks: int | None = None) -> Run:
    """Run `scenario` with everybody at a new random place in the network each week, sessions fully mixed."""
    community = Community(scenario, seed, weeks)
    founding = copy_state(community.state)
    community.state.session_mixing[:] = 1.0
    for week in range(1, community.weeks + 1):
        shuffle_places(community.state, seed, week)
        community.advance(week)
    return Run(
        scenario=scenario,
        seed=seed,
        weeks=community.weeks,
        layout=community.layout,
        digest=community.digest,
        record_digest="",
        recorded_weeks=community.recorded_weeks,
        panel=community.panel,
        events=community.events,
        snapshots={0: founding, community.weeks: copy_state(community.state)},
        log=np.zeros((0, 6), np.int32),
        gamma=community.gamma,
    )


def shuffle_places(state: State, seed: int, week: int) -> None:
    """Put the people present at random places in the network of ties; the network stays as it is."""
    n = people(state)
    present = np.flatnonzero(state.present[:n])
    start = np.uint64(stream(np.uint64(seed), week, PLACES))
    draws = _mix(_mix(start ^ state.key[present]))  # `bits(start, key, 0)` of everybody at once
    place = np.arange(state.key.shape[0])
    place[present] = present[np.argsort(draws, kind="stable")]  # i takes the place of place[i]
    holder = np.empty_like(place)
    holder[place] = np.arange(place.size)  # who is now at that place
    for name in ("tie_count", "tie_trust", "tie_kind", "tie_since", "tie_last"):
        column = getattr(state, name)
        column[:] = column[place]
    state.tie_to[:] = holder[state.tie_to[place]]


def _mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """`lcsim.chance.mix` of many."""
    x = (x ^ (x >> U30)) * MULTIPLIER_1
    x = (x ^ (x >> U27)) * MULTIPLIER_2
    return x ^ (x >> U31)


NULLS: Final[dict[str, Callable[[Scenario, int, int | None], Run]]] = {
    "nobody_met": nobody_met,
    "partners_shuffled": partners_shuffled,
}
"""Runs to compare with, by name."""
