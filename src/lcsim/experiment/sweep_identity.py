"""What a sweep is: its runs and their names, what its numbers depend on, and what its folder says of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lcsim.chance import sources_digest
from lcsim.experiment.design import Point
from lcsim.experiment.experiment import Experiment
from lcsim.experiment.manifest import in_text, machine, versions
from lcsim.experiment.runs_of_sweep import RunKey, all_runs, point_text, shard_of
from lcsim.experiment.sweep_folder import KIND, OF_ARM, RunName
from lcsim.experiment.sweep_work import code_of_numbers
from lcsim.scenario import dump


def runs_of(experiment: Experiment, shard: tuple[int, int] | None = None) -> list[RunKey]:
    """Runs of a sweep, or of a shard of it, in order."""
    runs = all_runs(experiment.replicates, experiment.points, len(experiment.arms), experiment.in_turn)
    return list(runs if shard is None else shard_of(runs, experiment.points, shard))


def name_of(experiment: Experiment, points: Sequence[Point], key: RunKey) -> RunName:
    """What a run is known by."""
    return experiment.arms[key.arm].name, point_text(points[key.point]), key.replicate


def identity_of(experiment: Experiment) -> dict[str, Any]:
    """Everything that numbers can depend on; points and replicates are not among it: they may grow."""
    record = experiment.record
    facts: dict[str, Any] = {
        "experiment": experiment.name,
        "first_seed": experiment.seed,
        "weeks": experiment.weeks,
        "factors": [factor.path for factor in experiment.factors],
        "measures": list(experiment.measures),
        "record": [record.series, record.cadence, record.people_every, record.events, record.groups],
        **code_of_numbers(),
    }
    if experiment.in_turn:
        facts["crossing"] = experiment.crossing
    for arm in experiment.arms:
        facts[f"{OF_ARM}{arm.name}"] = hashlib.sha256(dump(arm.scenario).encode()).hexdigest()[:16]
    return facts


def label_of(identity: Mapping[str, Any]) -> str:
    """What chunks of a sweep are marked with."""
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:16]


def facts_of(
    experiment: Experiment,
    identity: dict[str, Any],
    shard: tuple[int, int] | None,
    form: str,
    command: Sequence[str],
) -> dict[str, Any]:
    """What the manifest says of a sweep that begins."""
    return {
        "lcsim_results": 1,
        "kind": KIND,
        "state": "unfinished",
        "experiment": experiment.name,
        "command": in_text(command),
        "identity": identity,
        "shard": None if shard is None else list(shard),
        "arms": [arm.name for arm in experiment.arms],
        "points": experiment.points,
        "replicates": experiment.replicates,
        "asked": experiment.runs,
        "format": form,
        "started": now(),
        "versions": versions(),
        "sources": sources_digest(),
        "machine": machine(),
    }


def files_of(experiment: Experiment) -> list[str]:
    """Files of a folder of results that say what was run: the experiment, and the scenario of each arm."""
    return ["experiment.yaml", *(f"scenarios/{arm.name}.yaml" for arm in experiment.arms)]


def by_itself(experiment: Experiment) -> Experiment:
    """The experiment as it stands in its folder of results: arms are the complete scenarios beside it."""
    arms = tuple(replace(arm, base=f"scenarios/{arm.name}.yaml", additions=(), settings=()) for arm in experiment.arms)
    return replace(experiment, scenario=arms[0].base, arms=arms)


def now() -> str:
    """The time, with its zone."""
    return datetime.now(UTC).isoformat(timespec="seconds")
