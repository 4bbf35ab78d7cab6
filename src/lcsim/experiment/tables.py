"""Outcomes as tables: a row a run, and the weekly series tidy. Nothing of the machine is in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.experiment.chunk_file import Keyed
from lcsim.experiment.columns import numbers, shares, texts, words
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
    return tuple(m.name for m in catalogue() if m.needs != "replicates" and (chosen is None or m.name in chosen))


def runs_table(outcomes: Sequence[Outcome], names: Sequence[str]) -> pa.Table:
    """A row a run: run, arm, point, replicate, seed, status, error, weeks, digests, measures, costs, reasons.

    `cost_hours` (of staff) and `cost_euros` (those hours included) are of all interventions together, `costs` holds
    both of each as JSON; `reasons` holds, as JSON, why a measure is null.
    """
    import pyarrow as pa

    columns: dict[str, Any] = {
        "run": numbers(np.arange(len(outcomes)), np.int32),
        "arm": texts([o.arm for o in outcomes]),
        "point": numbers(np.zeros(len(outcomes)), np.int32),
        "replicate": numbers([o.replicate for o in outcomes], np.int32),
        "seed": numbers([o.seed for o in outcomes], np.int64),
        "status": texts([o.status for o in outcomes]),
        "error": texts([o.error or None for o in outcomes]),
        "weeks": numbers([o.weeks for o in outcomes], np.int32, np.array([not o.done for o in outcomes], np.bool_)),
        "digest": texts([o.digest or None for o in outcomes]),
        "record_digest": texts([o.record_digest or None for o in outcomes]),
    }
    for name in names:
        columns[name] = shares([o.value(name) for o in outcomes])
    columns |= cost_columns(outcomes)
    reasons = [
        {name: o.measures[name].reason for name in names if name in o.measures and o.measures[name].value is None}
        for o in outcomes
    ]
    columns["reasons"] = texts([json.dumps(r, ensure_ascii=False) if r else None for r in reasons])
    return pa.table(columns)


def cost_columns(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What interventions cost in each run: ``cost_hours``, ``cost_euros`` and, as JSON, ``costs`` of each."""
    each = [{name: {"hours": h, "euros": e} for name, (h, e) in o.costs.items()} for o in outcomes]
    return {
        "cost_hours": shares([o.hours for o in outcomes]),
        "cost_euros": shares([o.euros for o in outcomes]),
        "costs": texts([json.dumps(costs, ensure_ascii=False) if costs else None for costs in each]),
    }


def series_table(run: int | None, outcome: Outcome, names: Names, chosen: Sequence[str] | None = None) -> pa.Table:
    """The weekly series of one run, tidy: run (if given), week, measure, scope, group, value (null: undefined).

    The measures of the weekly panel have every recorded week; those of the network of ties and others that take
    longer have the start and the end, limited to `chosen` if given. Roles have values at the start, in the
    middle and at the end only.
    """
    import pyarrow as pa

    weeks = outcome.recorded_weeks
    blocks: list[tuple[_Keys, NDArray[np.float64]]] = [
        (_keys(weeks, PANEL, 0, ("all",)), outcome.panel[:, :, :1]),
    ]
    ends = [name for name in outcome.at_start if chosen is None or name in chosen]
    if ends:
        both = {0: outcome.start, outcome.weeks: outcome.value}  # one of them when the run is 0 weeks long
        values = np.array([[at(name) for name in ends] for at in both.values()])
        blocks.append((_keys(tuple(both), tuple(ends), 0, ("all",)), values[:, :, None]))
    own = tuple(name for name in PANEL if name not in BETWEEN_TEAMS)
    rows = [PANEL.index(name) for name in own]
    if outcome.by_organisation.shape[2]:
        blocks.append((_keys(weeks, own, 1, names.organisations), outcome.by_organisation[:, rows]))
    if outcome.panel.shape[2] > 1:
        blocks.append((_keys(weeks, own, 2, names.team_titles), outcome.panel[:, rows, 1:]))
    there = np.flatnonzero(np.nansum(outcome.by_role[:, 0], axis=0) > 0)
    if there.size:
        roles = tuple(ROLES[r] for r in there)
        blocks.append((_keys(outcome.role_weeks, BY_ROLE, 3, roles), outcome.by_role[:, :, there]))
    tables = []
    for (week, measure, scope, group), values in blocks:
        columns = {} if run is None else {"run": numbers(np.full(values.size, run), np.int32)}
        columns |= {"week": week, "measure": measure, "scope": scope, "group": group}
        tables.append(pa.table(columns | {"value": shares(values.transpose(1, 2, 0).ravel())}))
    return tables[0] if len(tables) == 1 else pa.concat_tables(tables).combine_chunks()


def community_series(weeks: tuple[int, ...], panel: NDArray[np.float64]) -> Keyed:
    """The weekly series of the whole community alone, from float64[weeks, len(PANEL), ...]."""
    return Keyed(_community_keys(weeks), panel[:, :, 0].T.ravel())


@lru_cache(maxsize=16)
def _community_keys(weeks: tuple[int, ...]) -> pa.Table:
    import pyarrow as pa

    return pa.table(dict(zip(("week", "measure", "scope", "group"), _keys(weeks, PANEL, 0, ("all",)), strict=True)))


_Keys = tuple["pa.Array", "pa.Array", "pa.Array", "pa.Array"]
"""Columns week, measure, scope and group."""


@lru_cache(maxsize=16)
def _keys(weeks: tuple[int, ...], measures: tuple[str, ...], scope: int, groups: tuple[str, ...]) -> _Keys:
    """Columns that go before the values float64[weeks, measures, groups] of a run, by measure, then group, then week.

    They are the same for every run of a scenario, and take longer to make than the values.
    """
    measure, group, week = np.meshgrid(
        np.arange(len(measures), dtype=np.int32),
        np.arange(len(groups), dtype=np.int32),
        np.array(weeks, np.int32),
        indexing="ij",
    )
    return (
        numbers(week.ravel(), np.int32),
        words(measure.ravel(), measures),
        words(np.full(week.size, scope), SCOPES),
        words(group.ravel(), groups),
    )
