"""Joining the shards of a sweep that were done apart, as a job array does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lcsim.experiment.design import points_of
from lcsim.experiment.experiment import Experiment
from lcsim.experiment.experiment_file import read_experiment
from lcsim.experiment.progress import Progress, SweepDone
from lcsim.experiment.runs_of_sweep import point_text
from lcsim.experiment.sweep import EXPERIMENT, sweep
from lcsim.experiment.sweep_folder import KIND, read_manifest
from lcsim.experiment.sweep_identity import identity_of
from lcsim.part import Fault, Faults


def merge(
    shards: Sequence[Path],
    out: Path,
    *,
    workers: int | None = None,
    form: str = "parquet",
    command: Sequence[str] = (),
    say: Callable[[str], None] = print,
    on_progress: Callable[[Progress], None] | None = None,
) -> tuple[Experiment, SweepDone]:
    """Bring the chunks of `shards` together in `out` and write the tables; what no shard has is done here.

    Raises
    ------
    Faults
        When a folder is no shard, or one is of another experiment or version than the first or than this lcsim.
    """
    found: list[tuple[Path, dict[str, Any]]] = []
    faults = []
    for folder in shards:
        manifest = read_manifest(folder)
        if manifest is None or manifest.get("kind") != KIND or not isinstance(manifest.get("identity"), dict):
            faults.append(Fault("this folder is no part of a sweep", str(folder)))
        else:
            found.append((folder, manifest))
    if not found:
        raise Faults(faults)
    first = found[0][0]
    experiment = read_experiment(first / EXPERIMENT)
    mine = {"identity": identity_of(experiment), "points": experiment.points, "replicates": experiment.replicates}
    for folder, manifest in found:
        what = ", ".join(_differing(manifest, mine))
        if what and folder == first:
            faults.append(Fault(f"it was done by another lcsim, or changed since: {what} differ", str(folder)))
        elif what:
            faults.append(Fault(f"it is of another sweep than {first}: {what} differ", str(folder)))
        else:
            faults += _fault_of_points(folder, first, experiment)
    if faults:
        raise Faults(faults)
    done = sweep(
        experiment,
        out,
        workers=workers,
        shards=shards,
        form=form,
        command=command,
        say=say,
        on_progress=on_progress,
    )
    return experiment, done


def _fault_of_points(folder: Path, first: Path, experiment: Experiment) -> list[Fault]:
    """A fault where a shard was done at other points: its runs would be passed over without a word."""
    path = folder / EXPERIMENT
    if not path.is_file() or path.read_bytes() == (first / EXPERIMENT).read_bytes():
        return []
    other = read_experiment(path)
    mine, theirs = ({point_text(point) for point in points_of(one.factors, one.design)} for one in (experiment, other))
    return [] if mine == theirs else [Fault(f"it is of another sweep than {first}: points differ", str(folder))]


def _differing(manifest: dict[str, Any], mine: dict[str, Any]) -> list[str]:
    """What is not the same, in words."""
    before, now = manifest["identity"], mine["identity"]
    names = [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
    names += [name for name in ("points", "replicates") if manifest.get(name) != mine[name]]
    return [name.replace("_", " ") for name in names]
