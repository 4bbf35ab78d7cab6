"""Running again what a folder of results holds, and comparing: the check that a reader can make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lcsim.chance import bits, stream_key
from lcsim.experiment.file_digests import changed_files, refuse_changed
from lcsim.experiment.manifest import versions
from lcsim.experiment.outcome import DONE, Outcome
from lcsim.experiment.sweep_folder import KIND, read_manifest
from lcsim.experiment.sweep_identity import files_of, runs_of
from lcsim.part import Fault, Faults

COLUMNS: Final = ("run", "arm", "point", "replicate", "seed", "status", "weeks", "digest", "record_digest")
AGAIN: Final = "`lcsim sweep` again writes the tables of a sweep anew"


@dataclass(frozen=True)
class Again:
    """One run done again; `differing` are columns of its row, such as seed or a measure, that came out otherwise."""

    run: int
    arm: str
    seed: int
    before: str
    now: str
    record_before: str
    record_now: str
    differing: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the final states are equal bit for bit."""
        return self.before == self.now

    @property
    def same_record(self) -> bool:
        """Whether all measures are equal bit for bit (promised within one locked environment)."""
        return self.record_before == self.record_now and not self.differing


def other_versions(folder: Path) -> dict[str, tuple[str, str]]:
    """Versions that are not those of the results: name to (then, now); none where no results tell theirs."""
    before = (read_manifest(folder) or {}).get("versions")
    if not isinstance(before, dict):
        return {}
    return {name: (before.get(name, "none"), now) for name, now in versions().items() if before.get(name) != now}


def changed_table(folder: Path) -> Path | None:
    """The table of runs, if it is not as it was written: what is compared may all be equal, and a row be gone."""
    manifest = read_manifest(folder) or {}
    path = _table_of(folder, manifest)
    return path if changed_files(folder, manifest, [path.name]) else None


def _table_of(folder: Path, manifest: dict[str, Any]) -> Path:
    return folder / f"runs.{manifest.get('format', 'parquet')}"


def rerun(folder: Path, sample: int | None = None) -> Iterator[Again]:
    """Do runs of a folder again, all or a sample that is the same every time, and yield how they compare.

    Raises
    ------
    Faults
        When the folder holds no results of `lcsim run` or `lcsim sweep`, or its table of runs is damaged.
    """
    manifest = read_manifest(folder)
    if manifest is None or "lcsim_results" not in manifest:
        raise Faults([Fault("this folder holds no results of lcsim", str(folder))])
    path = _table_of(folder, manifest)
    rows = _rows(path)
    chosen = _sample([row for row in rows if row["status"] == DONE], sample)
    if not chosen:
        raise Faults([Fault("none of its runs came to its end: there is nothing to compare", str(path))])
    of_sweep = manifest.get("kind") == KIND
    again = _of_sweep(folder, path, manifest) if of_sweep else _of_run(folder, manifest)
    for row in chosen:
        found = again(row)
        yield Again(
            row["run"], row["arm"], row["seed"], row["digest"], found.digest, row["record_digest"],
            found.record_digest, tuple(_differing(row, found, of_sweep)),
        )  # fmt: skip


def _differing(row: dict[str, Any], found: Outcome, whole: bool) -> Iterator[str]:
    """Columns whose values are others; not `whole`: some measures take other runs too and have none here."""
    for name, now in (("seed", found.seed), ("weeks", found.weeks)):
        if row[name] != now:
            yield name
    for name, result in found.measures.items():
        if name in row and row[name] != result.value and (whole or result.value is not None):
            yield name


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise Faults([Fault("there is no table of runs yet", str(path), cure="finish the sweep first")])
    import pyarrow as pa

    try:
        if path.suffix == ".csv":
            from pyarrow import csv

            # a name such as 12 is text all the same, and so is a digest that looks like a number
            kinds = {name: pa.string() for name in ("arm", "status", "digest", "record_digest")}
            table = csv.read_csv(
                path, convert_options=csv.ConvertOptions(column_types=kinds, strings_can_be_null=False)
            )
        else:
            from pyarrow import parquet

            table = parquet.read_table(path)
        missing = [name for name in COLUMNS if name not in table.column_names]
        if missing:
            raise ValueError(f"it has no column {missing[0]}")
    except (pa.ArrowException, OSError, ValueError) as error:
        what = "the table of runs is damaged" + (f": {error}" if "it has no column" in str(error) else "")
        raise Faults([Fault(what, str(path), cure=AGAIN)]) from error
    return table.to_pylist()  # type: ignore[no-any-return]


def _sample(rows: list[dict[str, Any]], sample: int | None) -> list[dict[str, Any]]:
    if sample is None or sample >= len(rows):
        return rows
    key = stream_key("rerun")
    ordered = sorted(rows, key=lambda row: int(bits(key, stream_key(row["run"]), 0)))
    return sorted(ordered[:sample], key=lambda row: row["run"])


def _of_sweep(folder: Path, path: Path, manifest: dict[str, Any]) -> Callable[[dict[str, Any]], Outcome]:
    """How to do again the run of a row, known by arm, point and replicate as the experiment has them."""
    from lcsim.experiment.experiment_file import read_experiment
    from lcsim.experiment.sweep_work import outcomes_of

    experiment = read_experiment(folder / "experiment.yaml")
    refuse_changed(folder, manifest, files_of(experiment), AGAIN)
    do = outcomes_of(experiment)
    keys = {(experiment.arms[key.arm].name, key.point, key.replicate): key for key in runs_of(experiment)}

    def again(row: dict[str, Any]) -> Outcome:
        key = keys.get((row["arm"], row["point"], row["replicate"]))
        if key is None:
            what = f"run {row['run']} of the table is none of this experiment"
            raise Faults([Fault(what, str(path), cure=AGAIN)])
        return do(key)

    return again


def _of_run(folder: Path, manifest: dict[str, Any]) -> Callable[[dict[str, Any]], Outcome]:
    from lcsim.experiment.work import Job, do
    from lcsim.scenario import load

    name = f"scenarios/{manifest['scenario']}.yaml"
    refuse_changed(folder, manifest, [name], "put the file back as it was")
    scenario = load(folder / name)
    return lambda row: do(scenario, Job(row["seed"], weeks=row["weeks"]))
