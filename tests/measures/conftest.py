"""Made-up communities for the tests of measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lcsim.chance import stream_key
from lcsim.part.names import EVENTS, SWITCHED, SWITCHED_AGAINST_UTILITY
from lcsim.state import NEVER, State
from lcsim.state.columns import column_type


def count_doing(state: State) -> None:
    """Fill ``doing`` and ``team_size`` from the rows of people."""
    state.doing[:] = 0
    state.team_size[:] = 0
    for i in range(int(state.clock[1])):
        if state.present[i]:
            state.team_size[state.team[i]] += 1
            for k, q in enumerate(state.practice[i]):
                if q >= 0:
                    state.doing[state.team[i], k, q] += 1


@pytest.fixture(scope="session")
def community() -> Callable[..., State]:
    """Return a maker of states: luck from NumPy's generator, which is fine outside the model."""

    def make(
        people: int = 24, teams: int = 3, organisations: int = 2, domains: int = 5, options: int = 4,
        dimensions: int = 3, seed: int = 1, spare: int = 3, absent: float = 0.2, undecided: float = 0.1,
        wide: bool = False,
    ) -> State:  # fmt: skip
        luck = np.random.default_rng(seed)
        rows = people + spare
        slots = 6
        practice = luck.integers(0, options, (rows, domains)).astype(np.int16)
        practice[luck.random((rows, domains)) < undecided] = -1
        bit = np.uint64 if wide else np.uint8
        known = (luck.integers(0, 2**options, (rows, domains))).astype(bit)
        known |= np.where(practice >= 0, 1 << np.maximum(practice, 0), 0).astype(bit)
        team_organisation = (np.arange(teams) * organisations // max(teams, 1)).astype(np.int32)
        team = luck.integers(0, teams, rows).astype(np.int32)
        present = luck.random(rows) >= absent
        present[people:] = True  # unused rows must not count, whatever they say
        tie_count = np.minimum(luck.integers(0, slots + 1, rows), max(people - 1, 0)).astype(np.int32)
        tie_to = np.zeros((rows, slots), dtype=np.int32)
        for i in range(people):
            others = np.setdiff1d(np.arange(people), [i])
            tie_to[i, : tie_count[i]] = luck.permutation(others)[: tie_count[i]]
        tie_count[people:] = 0
        columns: dict[str, Any] = {
            "key": luck.integers(0, 2**63, rows).astype(np.uint64),
            "values": luck.random((rows, dimensions)),
            "practice": practice,
            "known": known,
            "energy": luck.random(rows),
            "identity": luck.random(rows),
            "role": luck.integers(0, 2, rows).astype(np.int8),
            "team": team,
            "organisation": team_organisation[team],
            "left": np.where(present, NEVER, 5).astype(np.int32),
            "present": present,
            "tie_count": tie_count,
            "tie_to": tie_to,
            "tie_trust": luck.random((rows, slots)),
            "team_key": np.arange(teams, dtype=np.uint64),
            "team_organisation": team_organisation,
            "safety": luck.random(teams),
            "legitimacy": luck.random((teams, domains, options)),
            "doing": np.zeros((teams, domains, options), dtype=np.int32),
            "team_size": np.zeros(teams, dtype=np.int32),
            "events": luck.integers(0, 9, (teams, len(EVENTS))),
            "code": luck.integers(-1, options, (organisations, domains)).astype(np.int16),
            "espoused": luck.random((organisations, dimensions)),
            "control": luck.random(organisations),
            "expression": luck.random((domains, options, dimensions)),
            "bears_on": np.array([luck.permutation(dimensions) for _ in range(domains)], dtype=np.int16),
            "bears_count": np.full(domains, min(2, dimensions), dtype=np.int16),
            "partners": np.array([[(k + c) % domains for c in (1, 2)] for k in range(domains)], dtype=np.int16),
            "contributions": np.zeros((domains, options, 0)),
            "landscape_key": np.array([stream_key("landscape", seed)]),
            "redraw_week": np.zeros(1, dtype=np.int32),
            "redraw_share": np.array([0.5]),
            "redraw_key": np.array([stream_key("redraw", seed)]),
            "redraw_count": np.ones(1, dtype=np.int32),
            "clock": np.array([0, people, 0, 0], dtype=np.int64),
        }
        events = columns["events"]
        events[:, SWITCHED_AGAINST_UTILITY] = np.minimum(events[:, SWITCHED], events[:, SWITCHED_AGAINST_UTILITY])
        full = {}
        for name in State._fields:
            kind, axes = column_type(name, wide)
            full[name] = np.ascontiguousarray(columns.get(name, np.zeros((1,) * axes)), dtype=kind)
        state = State(**full)
        count_doing(state)
        return state

    return make


@pytest.fixture(scope="session")
def recount() -> Callable[[State], None]:
    """Fill the counts that follow from the rows of people."""
    return count_doing
