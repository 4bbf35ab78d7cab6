"""What a sweep left, as arrays: runs by point and replicate, of every arm and measure, ready for analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lcsim.analysis.sample import Numbers, Sample, Varied
from lcsim.experiment.design import points_of
from lcsim.experiment.experiment import Experiment
from lcsim.experiment.experiment_file import read_experiment
from lcsim.experiment.file_digests import refuse_changed
from lcsim.experiment.manifest import joint_digest
from lcsim.experiment.sweep_folder import KIND, read_manifest
from lcsim.experiment.sweep_identity import files_of, runs_of
from lcsim.part import Fault, Faults
from lcsim.part.faults import suggest

if TYPE_CHECKING:
    import pyarrow as pa

FOUNDING: Final = "founding.seed"
"""A factor that is this path, in a grid or a list, crosses foundings with the courses of replicates."""
LANDSCAPE: Final = "environment.landscape"
"""A factor that is this path goes with the founding, where a list gives each founding a landscape of its own."""
AGAIN: Final = "the same `lcsim sweep` writes it anew from its chunks"


@dataclass(frozen=True, eq=False)
class Sweep:
    """A finished sweep.

    Attributes
    ----------
    sample
        The points and what is varied; without the founding where it is crossed.
    values
        By arm and measure, float64[points, replicates]; NaN where a run failed or the measure has no value. Where
        founding is crossed these are means over courses, one for each founding.
    founded
        Where founding is crossed, float64[points, foundings, courses]; empty otherwise.
    constant
        Factors that have the same value at all points; they are not in `sample`.
    failed
        Runs that failed.
    form
        Format of its tables.
    """

    folder: Path
    experiment: Experiment
    sample: Sample
    values: Mapping[tuple[str, str], Numbers]
    founded: Mapping[tuple[str, str], Numbers]
    constant: tuple[str, ...]
    failed: int
    form: str

    @property
    def arms(self) -> tuple[str, ...]:
        """Names of arms; the first is what others are compared with."""
        return tuple(arm.name for arm in self.experiment.arms)

    def chosen(self, measures: Sequence[str], beside: Sequence[str] = ()) -> Sweep:
        """The same with only these measures; those `beside` have a smallest effect, and must be among them.

        Raises
        ------
        Faults
            When it was not asked to keep one of them.
        """
        have = self.experiment.measures
        faults = [
            Fault(f"'{name}' is not among the measures of this sweep", option, cure=suggest(name, have))
            for option, names in (("--measure", measures), ("--smallest", beside))
            for name in dict.fromkeys(names)
            if name not in have
        ]
        faults += [
            Fault(f"'{name}' is not looked at here", "--smallest", cure=f"add --measure {name}")
            for name in dict.fromkeys(beside)
            if name in have and name not in measures
        ]
        if faults:
            raise Faults(faults)
        return replace(
            self,
            experiment=replace(self.experiment, measures=tuple(dict.fromkeys(measures))),
            values={key: found for key, found in self.values.items() if key[1] in measures},
            founded={key: found for key, found in self.founded.items() if key[1] in measures},
        )


def read_sweep(folder: str | Path) -> Sweep:
    """Read the results of a finished sweep.

    Raises
    ------
    Faults
        One, when the folder holds something else, is not finished, or is damaged.
    """
    folder = Path(folder)
    manifest = finished_manifest(folder)
    experiment = experiment_beside(folder, manifest)
    if experiment.in_turn and experiment.points > 1:
        what = "its replicates were done in turn at the points, not each at every point"
        raise refused(what, folder, "`lcsim compare` tells what its own results say")
    form = str(manifest.get("format", "parquet"))
    points = points_of(experiment.factors, experiment.design)
    table = runs_table_of(folder / f"runs.{form}", form, experiment)
    order = order_of_runs(folder / f"runs.{form}", table, experiment, manifest)
    refuse_changed(folder, manifest, [f"runs.{form}"], AGAIN)
    shape = (experiment.replicates, len(points), len(experiment.arms))
    values = {}
    for measure in experiment.measures:
        column = floats_of(table, measure)[order].reshape(shape)
        for place, arm in enumerate(experiment.arms):
            values[arm.name, measure] = np.ascontiguousarray(column[:, :, place].T)
    factors = [_varied(factor.path, factor.values, factor.low, factor.high, points, at)
               for at, factor in enumerate(experiment.factors)]  # fmt: skip
    kept = [at for at, factor in enumerate(factors) if factor is not None]
    varied = [factor for factor in factors if factor is not None]
    sample = Sample.of(varied, [[point[at] for at in kept] for point in points], experiment.design.kind)
    founded: dict[tuple[str, str], Numbers] = {}
    if FOUNDING in sample.names and sample.kind in ("grid", "list"):
        sample, values, founded = _crossed(sample, values)
    return Sweep(
        folder,
        experiment,
        sample,
        values,
        founded,
        tuple(experiment.factors[at].path for at, factor in enumerate(factors) if factor is None),
        sum(status != "done" for status in table.column("status").to_pylist()),
        form,
    )


def refused(what: str, where: Path, cure: str = "") -> Faults:
    """One fault about a folder of results."""
    return Faults([Fault(what, str(where), cure=cure)])


def finished_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a finished sweep."""
    manifest = read_manifest(folder)
    if manifest is None or "lcsim_results" not in manifest:
        raise refused("this folder holds no results of lcsim", folder, "name the folder that `lcsim sweep` left")
    if manifest.get("kind") != KIND:
        cure = "`lcsim sweep` makes what can be analysed; what a run left is in its own account"
        raise refused(f"this folder is of `lcsim {manifest.get('kind')}`, not of a sweep", folder, cure)
    if manifest.get("shard") is not None:
        number, count = manifest["shard"]
        raise refused(f"this is shard {number} of {count} of a sweep", folder, "join all with `lcsim merge`")
    if manifest.get("state") != "complete":
        raise refused("this sweep is not finished", folder, "start the same `lcsim sweep` again: it goes on")
    return manifest


def experiment_beside(folder: Path, manifest: Mapping[str, Any]) -> Experiment:
    """The experiment that results are of, as it stands with them; refuses one that is not as it was written."""
    path = folder / "experiment.yaml"
    try:
        found = read_experiment(path, tables=False)  # names of people stay where they are
    except Faults as faults:
        raise refused(f"the experiment beside the results is damaged: {faults.faults[0].what}", path, AGAIN) from faults
    refuse_changed(folder, manifest, files_of(found), AGAIN)
    return found


def runs_table_of(path: Path, form: str, experiment: Experiment, more: Sequence[str] = ()) -> pa.Table:
    """The table of runs, with all columns that are needed, and those of `more` that it has."""
    import pyarrow as pa

    wanted = ["arm", "point", "replicate", "status", "digest", *(factor.path for factor in experiment.factors)]
    wanted += experiment.measures
    try:
        if form == "csv":
            from pyarrow import csv

            kinds = dict.fromkeys(("arm", "status", "digest"), pa.string())  # an arm may be called 2030-01-01
            table = csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=kinds))
        else:
            from pyarrow import parquet

            table = parquet.read_table(path)
    except FileNotFoundError:
        raise refused("there is no table of runs", path, AGAIN) from None
    except (pa.ArrowException, OSError, ValueError) as error:
        raise refused(f"the table of runs is damaged: {str(error).splitlines()[0][:80]}", path, AGAIN) from None
    missing = [name for name in wanted if name not in table.column_names]
    if missing:
        raise refused(f"the table of runs has no column {missing[0]}", path, AGAIN)
    return table.select([*wanted, *(name for name in more if name in table.column_names)])


def floats_of(table: pa.Table, name: str) -> Numbers:
    """A column of numbers; NaN where there is none."""
    column = table.column(name).to_pylist()
    return np.array([np.nan if value is None or isinstance(value, str) else value for value in column], np.float64)


def order_of_runs(path: Path, table: pa.Table, experiment: Experiment, manifest: dict[str, Any]) -> Any:
    """Rows in the order of replicate, point, arm; refuses a table that is not whole."""
    arms = [arm.name for arm in experiment.arms]
    rows = zip(*(table.column(name).to_pylist() for name in ("replicate", "point", "arm")), strict=True)
    where = {row: at for at, row in enumerate(rows)}
    wanted = [(key.replicate, key.point, arms[key.arm]) for key in runs_of(experiment)]
    if len(where) != table.num_rows or table.num_rows != len(wanted) or any(key not in where for key in wanted):
        what = f"the table of runs does not have each of the {len(wanted):,} runs of its experiment once"
        raise refused(what, path, AGAIN)
    order = np.array([where[key] for key in wanted])
    digests = [text for text in table.column("digest").to_pylist() if text]
    if joint_digest(digests) != manifest.get("digest"):
        raise refused("the table of runs is not the one that the sweep wrote (other digests)", path, AGAIN)
    return order


def _varied(
    path: str, values: tuple[Any, ...], low: float | None, high: float | None, points: Sequence[Any], at: int
) -> Varied | None:
    """A factor as analysis sees it; None for one with the same value everywhere. Numbers keep their order."""
    seen = list(dict.fromkeys(values or [point[at] for point in points]))
    if len(seen) < 2:
        return None
    if any(isinstance(value, (str, bool)) for value in seen):
        return Varied(path, categories=tuple(seen))
    if low is None or high is None:
        low, high = min(seen), max(seen)
    return Varied(path, float(low), float(high))


def _crossed(
    sample: Sample, values: Mapping[tuple[str, str], Numbers]
) -> tuple[Sample, dict[tuple[str, str], Numbers], dict[tuple[str, str], Numbers]]:
    """Take founding out of the factors, where every founding was tried at every point.

    A landscape that differs only where the founding differs is taken out with it.
    """
    place = sample.names.index(FOUNDING)
    taken = [place]
    if LANDSCAPE in sample.names:
        pairs = sample.points[:, [place, sample.names.index(LANDSCAPE)]]
        if len(np.unique(pairs, axis=0)) == len(np.unique(pairs[:, 0])):
            taken.append(sample.names.index(LANDSCAPE))
    others = np.delete(sample.points, taken, axis=1)
    at, group = (
        np.unique(others, axis=0, return_inverse=True) if others.shape[1] else (others[:1], np.zeros(len(others), int))
    )
    foundings, which = np.unique(sample.points[:, place], return_inverse=True)
    rows = np.full((len(at), len(foundings)), -1)
    rows[group.ravel(), which.ravel()] = np.arange(len(sample.points))
    if (rows < 0).any() or rows.size != len(sample.points):
        return sample, dict(values), {}
    factors = tuple(factor for at, factor in enumerate(sample.factors) if at not in taken)
    founded = {key: found[rows] for key, found in values.items()}
    return Sample(factors, at, sample.kind), {key: found.mean(axis=2) for key, found in founded.items()}, founded
