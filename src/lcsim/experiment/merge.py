"""Joining the shards of a sweep that were done apart, as a job array does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from lcsim.experiment.experiment_file import read_experiment
from lcsim.experiment.sweep import SweepDone, sweep
from lcsim.experiment.sweep_folder import CHUNKS, KIND, SUFFIX, read_manifest
from lcsim.part import Fault, Faults


def merge(shards: Sequence[Path], out: Path, *, form: str = "parquet", say: Callable[[str], None] = print) -> SweepDone:
    """Bring the chunks of `shards` together in `out` and write the tables; what no shard has is done here.

    Raises
    ------
    Faults
        When a folder is no shard, or one is of another experiment or version than the first.
    """
    faults = []
    first = None
    for folder in shards:
        manifest = read_manifest(folder)
        if manifest is None or manifest.get("kind") != KIND:
            faults.append(Fault("this folder is no part of a sweep", str(folder)))
            continue
        if first is None:
            first = manifest
        differing = [
            name
            for name in sorted({*first["identity"], *manifest["identity"]})
            if first["identity"].get(name) != manifest["identity"].get(name)
        ]
        if differing:
            what = ", ".join(name.replace("_", " ") for name in differing)
            faults.append(Fault(f"it is of another sweep than {shards[0]}: {what} differ", str(folder)))
    if faults:
        raise Faults(faults)
    experiment = read_experiment(shards[0] / "experiment.yaml")
    (out / CHUNKS).mkdir(parents=True, exist_ok=True)
    for folder in shards:
        for path in sorted((folder / CHUNKS).glob(f"*{SUFFIX}")):
            target = out / CHUNKS / path.name  # the name is a hash of the content
            if not target.exists():
                scratch = target.with_name(f".{path.name}.{os.getpid()}.unfinished")
                shutil.copyfile(path, scratch)
                os.replace(scratch, target)
    return sweep(experiment, out, form=form, say=say)
