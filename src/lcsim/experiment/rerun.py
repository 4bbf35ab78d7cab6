"""Running again what a folder of results holds, and comparing: the check that a reader can make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lcsim.chance import bits, stream_key
from lcsim.experiment.manifest import versions
from lcsim.experiment.sweep_folder import KIND, read_manifest
from lcsim.part import Fault, Faults


@dataclass(frozen=True)
class Again:
    """One run done again."""

    run: int
    arm: str
    seed: int
    before: str
    now: str
    record_before: str
    record_now: str

    @property
    def same(self) -> bool:
        """Whether the final states are equal bit for bit."""
        return self.before == self.now

    @property
    def same_record(self) -> bool:
        """Whether the weekly measures are equal bit for bit (promised within one locked environment)."""
        return self.record_before == self.record_now


def other_versions(folder: Path) -> dict[str, tuple[str, str]]:
    """Versions that are not those of the results: name to (then, now)."""
    before = (read_manifest(folder) or {}).get("versions", {})
    return {name: (before.get(name, "none"), now) for name, now in versions().items() if before.get(name) != now}


def rerun(folder: Path, sample: int | None = None) -> Iterator[Again]:
    """Do runs of a folder again, all or a sample that is the same every time, and yield how they compare.

    Raises
    ------
    Faults
        When the folder holds no results of `lcsim run` or `lcsim sweep`.
    """
    manifest = read_manifest(folder)
    if manifest is None or "lcsim_results" not in manifest:
        raise Faults([Fault("this folder holds no results of lcsim", str(folder))])
    rows = _rows(folder, manifest)
    chosen = _sample([row for row in rows if row["status"] == "done"], sample)
    of_sweep = manifest.get("kind") == KIND
    scenario_of = _of_sweep(folder) if of_sweep else _of_run(folder, manifest)
    from lcsim.simulation import run

    for row in chosen:
        found = run(scenario_of(row), row["seed"], row["weeks"], keep=())
        yield Again(
            row["run"], row["arm"], row["seed"], row["digest"], found.digest, row["record_digest"], found.record_digest
        )


def _rows(folder: Path, manifest: dict[str, Any]) -> list[dict[str, Any]]:
    wanted = ["run", "arm", "point", "replicate", "seed", "status", "weeks", "digest", "record_digest"]
    form = manifest.get("format", "parquet")
    path = folder / f"runs.{form}"
    if not path.is_file():
        raise Faults([Fault("there is no table of runs yet", str(path), cure="finish the sweep first")])
    if form == "csv":
        import pyarrow as pa
        from pyarrow import csv

        # a name such as 12 is text all the same, and so is a digest that looks like a number
        kinds = {name: pa.string() for name in ("arm", "status", "digest", "record_digest")}
        table = csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=kinds, strings_can_be_null=False))
        return table.select(wanted).to_pylist()  # type: ignore[no-any-return]
    from pyarrow import parquet

    return parquet.read_table(path, columns=wanted).to_pylist()  # type: ignore[no-any-return]


def _sample(rows: list[dict[str, Any]], sample: int | None) -> list[dict[str, Any]]:
    if sample is None or sample >= len(rows):
        return rows
    key = stream_key("rerun")
    ordered = sorted(rows, key=lambda row: int(bits(key, stream_key(row["run"]), 0)))
    return sorted(ordered[:sample], key=lambda row: row["run"])


def _of_sweep(folder: Path) -> Any:
    from lcsim.experiment.experiment_file import read_experiment
    from lcsim.experiment.sweep_work import scenarios_of

    found = scenarios_of(read_experiment(folder / "experiment.yaml"))
    return lambda row: found(row["arm"], row["point"])


def _of_run(folder: Path, manifest: dict[str, Any]) -> Any:
    from lcsim.scenario import load

    scenario = load(folder / "scenarios" / f"{manifest['scenario']}.yaml")
    return lambda _: scenario
