"""What a comparison left, as arrays: runs by arm and replicate, the parameter set of each, groups and weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis.sample import Numbers
from lcsim.analysis.sweep_results import (
    experiment_beside,
    finished_manifest,
    floats_of,
    order_of_runs,
    refused,
    runs_table_of,
)
from lcsim.experiment.compare_arms import BASELINE
from lcsim.experiment.design import points_of
from lcsim.experiment.experiment import Experiment
from lcsim.experiment.file_digests import refuse_changed

if TYPE_CHECKING:
    import pyarrow as pa

COSTS: Final = ("cost_hours", "cost_euros")
"""Columns of the table of runs."""
SCOPES: Final = ("organisation", "team", "role")
Group = tuple[str, str]
"""Scope and name."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Runs of a comparison.

    Attributes
    ----------
    sets
        int64[replicates]: the parameter set of each replicate.
    points
        float64[sets, paths]: the parameter sets.
    values
        By arm and measure, float64[replicates]; NaN where a run failed or the measure has no value.
    costs
        By arm, of `COSTS`: float64[replicates, 2]; NaN where not known.
    groups
        At the end, by arm, measure and group, float64[replicates]; groups of which there is more than one.
    weeks, weekly
        Weeks of the series, and by arm and measure float64[replicates, weeks] of the whole community.
    """

    folder: Path
    experiment: Experiment
    sets: NDArray[np.int64]
    points: Numbers
    values: Mapping[tuple[str, str], Numbers]
    costs: Mapping[str, Numbers]
    groups: Mapping[tuple[str, str, Group], Numbers]
    weeks: NDArray[np.int64]
    weekly: Mapping[tuple[str, str], Numbers]
    failed: int
    form: str

    @property
    def arms(self) -> tuple[str, ...]:
        """Names of arms; the first is the baseline."""
        return tuple(arm.name for arm in self.experiment.arms)

    @property
    def paths(self) -> tuple[str, ...]:
        """Parameters that differ between sets."""
        return tuple(factor.path for factor in self.experiment.factors)

    @property
    def used_sets(self) -> int:
        """How many sets a replicate was done with."""
        return len(np.unique(self.sets))


def read_comparison(folder: str | Path, experiment: Experiment | None = None) -> Compared:
    """Read the results of a finished comparison; the `experiment` is read too where it is not at hand.

    Raises
    ------
    Faults
        One, when the folder holds something else, is not finished, or is damaged.
    """
    folder = Path(folder)
    manifest = finished_manifest(folder)
    experiment = experiment or experiment_beside(folder, manifest)
    if not experiment.in_turn or experiment.arms[0].name != BASELINE:
        raise refused("this folder is of a sweep, not of a comparison", folder, "`lcsim analyse` tells what it says")
    form = str(manifest.get("format", "parquet"))
    path = folder / f"runs.{form}"
    table = runs_table_of(path, form, experiment, COSTS)
    order = order_of_runs(path, table, experiment, manifest)
    refuse_changed(folder, manifest, [path.name, f"series.{form}"], "the same `lcsim compare` writes the tables anew")
    replicates, arms = experiment.replicates, [arm.name for arm in experiment.arms]
    by_arm = order.reshape(replicates, len(arms))
    values = {
        (arm, measure): floats_of(table, measure)[by_arm[:, at]]
        for measure in experiment.measures
        for at, arm in enumerate(arms)
    }
    there = [floats_of(table, name) for name in COSTS if name in table.column_names]
    costs = {arm: np.stack([column[by_arm[:, at]] for column in there], axis=1) for at, arm in enumerate(arms) if there}
    points = points_of(experiment.factors, experiment.design)
    numbers = np.array([[float(value) for value in point] for point in points]).reshape(len(points), -1)
    failed = sum(status != "done" for status in table.column("status").to_pylist())
    weeks, weekly, groups = np.zeros(0, np.int64), dict[Any, Numbers](), dict[Any, Numbers]()
    if failed < table.num_rows:  # where every run failed there is no such table
        weeks, weekly, groups = _series(folder / f"series.{form}", form, experiment)
    return Compared(
        folder,
        experiment,
        np.arange(replicates, dtype=np.int64) % len(points),
        numbers,
        values,
        costs,
        groups,
        weeks,
        weekly,
        failed,
        form,
    )


def _series(path: Path, form: str, experiment: Experiment) -> tuple[Any, Any, Any]:
    """Weeks, weekly series by arm and measure, and groups at the end."""
    table = _series_table(path, form, experiment.measures)
    arms = [arm.name for arm in experiment.arms]
    shape = (experiment.replicates, len(arms))
    columns = {name: _coded(table, name) for name in ("measure", "scope", "group")}
    run = np.asarray(table.column("run").to_numpy(), np.int64)
    week = np.asarray(table.column("week").to_numpy(), np.int64)
    value = np.asarray(table.column("value").to_numpy(zero_copy_only=False), np.float64)
    weeks = np.unique(week)
    weekly: dict[tuple[str, str], Numbers] = {}
    groups: dict[tuple[str, str, Group], Numbers] = {}
    for measure in experiment.measures:
        own = columns["measure"] == measure
        there = own & (columns["scope"] == "all")
        found = np.full((shape[0] * shape[1], len(weeks)), np.nan)
        found[run[there], np.searchsorted(weeks, week[there])] = value[there]
        cube = found.reshape(*shape, len(weeks))
        if there.any():
            weekly |= {(arm, measure): cube[:, at] for at, arm in enumerate(arms)}
        for scope in SCOPES:
            at_end = own & (columns["scope"] == scope) & (week == weeks[-1]) if len(weeks) else own
            names = list(dict.fromkeys(columns["group"][at_end].tolist()))
            for name in names if len(names) > 1 else ():
                chosen = at_end & (columns["group"] == name)
                ends = np.full(shape[0] * shape[1], np.nan)
                ends[run[chosen]] = value[chosen]
                flat = ends.reshape(shape)
                groups |= {(arm, measure, (scope, name)): flat[:, at] for at, arm in enumerate(arms)}
    return weeks, weekly, groups


def _series_table(path: Path, form: str, measures: Sequence[str]) -> pa.Table:
    import pyarrow as pa
    from pyarrow import compute

    try:
        if form == "csv":
            from pyarrow import csv

            kinds = {"group": pa.string(), "value": pa.float64()}  # a team may be called 12
            table = csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=kinds))
            return table.filter(compute.is_in(table.column("measure"), pa.array(list(measures))))
        from pyarrow import parquet

        return parquet.read_table(path, filters=[("measure", "in", list(measures))])
    except (pa.ArrowException, OSError, ValueError) as error:
        what = f"the table of weekly measures cannot be read: {str(error).splitlines()[0][:80]}"
        raise refused(what, path, "the same `lcsim compare` writes the tables anew") from None


def _coded(table: pa.Table, name: str) -> Any:
    """A column of text as an array of objects; each text is one object."""
    column = table.column(name).combine_chunks().dictionary_encode()
    names = np.array(column.dictionary.to_pylist() or [""], object)
    return names[np.asarray(column.indices.to_numpy(zero_copy_only=False), np.int64)] if len(column) else names[:0]
