"""Folders of sweeps whose outcomes are known: written as `lcsim sweep` writes them, with numbers of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from lcsim.experiment.columns import numbers, shares, texts
from lcsim.experiment.design import points_of
from lcsim.experiment.experiment import Experiment, dump_experiment
from lcsim.experiment.experiment_file import read_experiment_text
from lcsim.experiment.manifest import joint_digest
from lcsim.experiment.results import write_table
from lcsim.experiment.sweep_identity import by_itself
from lcsim.scenario import dump

SMALL = """
schema: 1
calendar: {weeks: 16}
values: [care, order]
practices: {domains: 6, options: 3, complexity: 2}
organisations:
  - {name: house, control: 0.4, teams: [{name: north, people: [{name: nurses, count: 4}]}]}
communities: [{name: circle, members: {organisations: [house]}}]
"""

Outcome = Callable[[Experiment, str, tuple[Any, ...], int], dict[str, float]]
"""Measures of a run by experiment, arm, point and replicate; NaN where there is no value."""


def experiment(folder: Path, text: str, name: str = "known") -> Experiment:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    return read_experiment_text(f"schema: 1\nscenario: small\n{text}", name=name, folder=folder)


def sweep_folder(
    folder: Path, text: str, outcome: Outcome, form: str = "parquet", failed: tuple[int, ...] = ()
) -> Path:
    """A finished sweep; runs whose number is in `failed` have failed."""
    import pyarrow as pa

    found = experiment(folder.parent, text)
    points = points_of(found.factors, found.design)
    (folder / "scenarios").mkdir(parents=True)
    for arm in found.arms:
        (folder / "scenarios" / f"{arm.name}.yaml").write_text(dump(arm.scenario), encoding="utf-8")
    (folder / "experiment.yaml").write_text(dump_experiment(by_itself(found)), encoding="utf-8")
    keys = [
        (r, p, arm.name) for r in range(found.replicates) for p in range(len(points)) for arm in found.arms
    ]  # in the order of runs
    values = [outcome(found, arm, points[p], r) for r, p, arm in keys]
    digests = [None if n in failed else f"{n:064x}" for n in range(len(keys))]
    columns: dict[str, Any] = {
        "run": numbers(np.arange(len(keys)), np.int32),
        "arm": texts([arm for _, _, arm in keys]),
        "point": numbers([p for _, p, _ in keys], np.int32),
        "replicate": numbers([r for r, _, _ in keys], np.int32),
        "seed": numbers([found.seed + r for r, _, _ in keys], np.int64),
        "status": texts(["failed" if n in failed else "done" for n in range(len(keys))]),
        "digest": texts(digests),
    }
    for at, factor in enumerate(found.factors):
        column = [points[p][at] for _, p, _ in keys]
        columns[factor.path] = texts(column) if isinstance(column[0], str) else shares(column)
    for measure in found.measures:
        column = [np.nan if n in failed else value[measure] for n, value in enumerate(values)]
        columns[measure] = shares(column)
    write_table(folder / "runs", pa.table(columns), form)
    manifest = {
        "lcsim_results": 1, "kind": "sweep", "state": "complete", "shard": None, "format": form,
        "digest": joint_digest([text for text in digests if text]),
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
