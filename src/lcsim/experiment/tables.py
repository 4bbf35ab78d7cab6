"""Outcomes as tables: a row a run, and the weekly series tidy. Nothing of the machine is in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.experiment.outcome import BY_ROLE, Outcome
from lcsim.measures import PANEL, catalogue
from lcsim.part import ROLES
from lcsim.scenario.model import Scenario
from lcsim.simulation import Names

if TYPE_CHECKING:
    import pyarrow as pa

SCOPES: Final = ("all", "organisation", "team", "role")
BETWEEN_TEAMS: Final = ("between_teams", "icc1")
"""Measures of the panel that only the whole community can have."""


def measure_names(scenario: Scenario) -> tuple[str, ...]:
    """Measures that are columns of the table of runs, in the order of the catalogue."""
    chosen = scenario.measures
    return tuple(
        m.name for m in catalogue() if m.needs != "replicates" and (chosen is None or m.name in chosen)
    )


def runs_table(outcomes: Sequence[Outcome], names: Sequence[str]) -> pa.Table:
    """A row a run: run, arm, point, replicate, seed, status, error, weeks, digests, final measures, reasons.

    `reasons` holds, as JSON, why a measure is null.
    """
    import pyarrow as pa

    columns: dict[str, Any] = {
        "run": pa.array(range(len(outcomes)), pa.int32()),
        "arm": pa.array([o.arm for o in outcomes], pa.string()),
        "point": pa.array([0] * len(outcomes), pa.int32()),
        "replicate": pa.array([o.replicate for o in outcomes], pa.int32()),
        "seed": pa.array([o.seed for o in outcomes], pa.int64()),
        "status": pa.array([o.status for o in outcomes], pa.string()),
        "error": pa.array([o.error or None for o in outcomes], pa.string()),
        "weeks": pa.array([o.weeks if o.done else None for o in outcomes], pa.int32()),
        "digest": pa.array([o.digest or None for o in outcomes], pa.string()),
        "record_digest": pa.array([o.record_digest or None for o in outcomes], pa.string()),
    }
    for name in names:
        found = [o.measures.get(name) for o in outcomes]
        columns[name] = pa.array([None if r is None else r.value for r in found], pa.float64())
    reasons = [
        {
            name: o.measures[name].reason
            for name in names
            if name in o.measures and o.measures[name].value is None
        }
        for o in outcomes
    ]
    columns["reasons"] = pa.array(
        [json.dumps(reason, ensure_ascii=False) if reason else None for reason in reasons], pa.string()
    )
    return pa.table(columns)


def series_table(run: int, outcome: Outcome, names: Names) -> pa.Table:
    """The weekly series of one run, tidy: run, week, measure, scope, group, value (null: undefined).

    Roles have values at the start, in the middle and at the end only.
    """
    import pyarrow as pa

    weeks = np.array(outcome.recorded_weeks, np.int32)
    blocks = [_block(weeks, outcome.panel[:, :, :1], PANEL, 0, ("all",))]
    own = [name for name in PANEL if name not in BETWEEN_TEAMS]
    rows = [PANEL.index(name) for name in own]
    if outcome.by_organisation.shape[2]:
        blocks.append(_block(weeks, outcome.by_organisation[:, rows], own, 1, names.organisations))
    if outcome.panel.shape[2] > 1:
        blocks.append(_block(weeks, outcome.panel[:, rows, 1:], own, 2, names.team_titles))
    there = np.flatnonzero(np.nansum(outcome.by_role[:, 0], axis=0) > 0)
    if there.size:
        role_weeks = np.array(outcome.role_weeks, np.int32)
        roles = tuple(ROLES[r] for r in there)
        blocks.append(_block(role_weeks, outcome.by_role[:, :, there], BY_ROLE, 3, roles))
    tables = []
    for week, measure, measures, scope, group, groups, value in blocks:
        n = week.size
        tables.append(
            pa.table(
                {
                    "run": np.full(n, run, np.int32),
                    "week": week,
                    "measure": _dictionary(measure, measures),
                    "scope": _dictionary(np.full(n, scope, np.int32), SCOPES),
                    "group": _dictionary(group, groups),
                    "value": pa.array(value, mask=np.isnan(value)),
                }
            )
        )
    # plain text columns: the file encodes them, and a table read back has no codes to trip over
    text = pa.schema(
        [
            ("run", pa.int32()),
            ("week", pa.int32()),
            ("measure", pa.string()),
            ("scope", pa.string()),
            ("group", pa.string()),
            ("value", pa.float64()),
        ]
    )
    return pa.concat_tables([table.cast(text) for table in tables]).combine_chunks()


def _dictionary(codes: NDArray[np.int32], words: Sequence[str]) -> pa.Array:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(list(words), pa.string()))


def _block(
    weeks: NDArray[np.int32],
    values: NDArray[np.float64],
    measures: Iterable[str],
    scope: int,
    groups: Sequence[str],
) -> tuple[
    NDArray[np.int32],
    NDArray[np.int32],
    list[str],
    int,
    NDArray[np.int32],
    Sequence[str],
    NDArray[np.float64],
]:
    """Lay float64[weeks, measures, groups] out in rows: by measure, then group, then week."""
    listed = list(measures)
    _, m, g = values.shape
    measure, group, week = np.meshgrid(
        np.arange(m, dtype=np.int32), np.arange(g, dtype=np.int32), weeks, indexing="ij"
    )
    return (
        week.ravel(),
        measure.ravel(),
        listed,
        scope,
        group.ravel(),
        groups,
        values.transpose(1, 2, 0).ravel(),
    )
