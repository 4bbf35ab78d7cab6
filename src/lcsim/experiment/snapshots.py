"""People, ties and events as tables. Only pseudonyms: names stay in the roster.

Within a run, people are called p0001, p0002, ... in the order of their keys, over all who were ever there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.experiment.columns import numbers, shares, texts, words
from lcsim.part import ROLES, TIE_KINDS
from lcsim.simulation import Run
from lcsim.state import State, people
from lcsim.state.columns import AT_FOUNDING

if TYPE_CHECKING:
    import pyarrow as pa

EVENT_KINDS: Final = ("learned", "switched", "joined", "left")
"""Words for the codes in the log of a run (`lcsim.mechanisms.acts`)."""


def pseudonyms(state: State) -> NDArray[np.str_]:
    """Pseudonym of every row in use."""
    n = people(state)
    rank = np.empty(n, np.int64)
    rank[np.argsort(state.key[:n], kind="stable")] = np.arange(1, n + 1)
    width = max(4, len(str(n)))
    return np.array([f"p{number:0{width}d}" for number in rank.tolist()])


def people_table(run: Run, weeks: tuple[int, ...]) -> pa.Table:
    """A row per person present in each of `weeks`: where, since when, values, practice, room to learn."""
    import pyarrow as pa

    called = pseudonyms(run.final)
    names = run.names
    parts = []
    for week in weeks:
        state = run.snapshots[week]
        rows = np.flatnonzero(state.present[: people(state)])
        rows = rows[np.argsort(state.key[rows], kind="stable")]
        joined = state.joined[rows]
        columns: dict[str, Any] = {
            "week": numbers(np.full(rows.size, week), np.int32),
            "person": texts(called[rows].tolist()),
            "organisation": words(state.organisation[rows], names.organisations),
            "team": words(state.team[rows], names.teams),
            "role": words(state.role[rows], ROLES),
            "joined": numbers(joined, np.int32, joined <= AT_FOUNDING),
            "energy": shares(state.energy[rows]),
            "identity": shares(state.identity[rows]),
            "authority": shares(state.authority[rows]),
        }
        for v, dimension in enumerate(names.dimensions):
            columns[f"values.{dimension}"] = shares(state.values[rows, v])
        for k, domain in enumerate(names.domains):
            columns[f"practice.{domain}"] = words(state.practice[rows, k], names.options[k])
        if state.known.shape[1]:
            columns["known"] = numbers(np.bitwise_count(state.known[rows]).sum(axis=1), np.int32)
        parts.append(pa.table(columns))
    return pa.concat_tables(parts)


def ties_table(run: Run, weeks: tuple[int, ...]) -> pa.Table:
    """A row per directed tie between people present in each of `weeks`."""
    import pyarrow as pa

    called = pseudonyms(run.final)
    parts = []
    for week in weeks:
        state = run.snapshots[week]
        rows = np.flatnonzero(state.present[: people(state)])
        counts = state.tie_count[rows]
        source = np.repeat(rows, counts)
        slot = np.arange(source.size) - np.repeat(np.cumsum(counts) - counts, counts)
        target = state.tie_to[source, slot]
        order = np.lexsort((called[target], called[source]))
        source, slot, target = source[order], slot[order], target[order]
        parts.append(
            pa.table(
                {
                    "week": numbers(np.full(source.size, week), np.int32),
                    "source": texts(called[source].tolist()),
                    "target": texts(called[target].tolist()),
                    "kind": words(state.tie_kind[source, slot], TIE_KINDS),
                    "trust": shares(state.tie_trust[source, slot]),
                    "since": numbers(state.tie_since[source, slot], np.int32),
                }
            )
        )
    return pa.concat_tables(parts)


def events_table(run: Run) -> pa.Table:
    """A row per event: who learned or took over what from whom, who joined and who left."""
    import pyarrow as pa

    called = pseudonyms(run.final)
    names = run.names
    week, kind, who, source, domain, option = (run.log[:, c] for c in range(6))
    flat = tuple(option for options in names.options for option in options)
    starts = np.cumsum([0, *(len(options) for options in names.options)])
    place = np.where(domain >= 0, starts[np.maximum(domain, 0)] + option, -1)
    return pa.table(
        {
            "week": numbers(week, np.int32),
            "event": words(kind, EVENT_KINDS),
            "person": texts(called[who].tolist()),
            "source": texts([None if s < 0 else str(called[s]) for s in source.tolist()]),
            "domain": words(domain, names.domains),
            "option": words(place, flat),
        }
    )
