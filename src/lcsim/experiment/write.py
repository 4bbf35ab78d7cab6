"""Writing what replicates left: manifest, scenarios, tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lcsim.experiment.columns import numbers
from lcsim.experiment.file_digests import KEY, sha256_of
from lcsim.experiment.manifest import manifest
from lcsim.experiment.outcome import OF_NULLS, Outcome
from lcsim.experiment.replicates import Replicates
from lcsim.experiment.results import TableFile, write_table
from lcsim.experiment.tables import measure_names, runs_table, series_table
from lcsim.scenario import dump

ASKED_FOR = ("people", "ties", "events")


def write_results(
    found: Replicates,
    folder: Path,
    *,
    form: str = "parquet",
    command: Sequence[str] = (),
    started: str,
    ended: str,
) -> None:
    """Write everything but figures into `folder`.

    Rows are in the order of seeds, whatever process they were made in. Runs of nulls have a table of their
    own, ``nulls``.
    """
    text = dump(found.scenario)
    scenarios = folder / "scenarios"
    scenarios.mkdir()
    (scenarios / f"{found.scenario.name}.yaml").write_text(text, encoding="utf-8", newline="\n")
    (folder / "experiment.yaml").write_text(_experiment(found), encoding="utf-8", newline="\n")
    names = measure_names(found.scenario)
    write_table(folder / "runs", runs_table(found.outcomes, names), form)
    if found.nulls:
        every = [outcome for outcomes in found.nulls.values() for outcome in outcomes]
        write_table(folder / "nulls", runs_table(every, OF_NULLS), form)
    _write_series(found, folder, form, names)
    for name in ASKED_FOR:
        _write_asked_for(found.outcomes, folder, name, form)
    facts = manifest(found, text, command, started, ended, form)
    written = (f"scenarios/{found.scenario.name}.yaml", "experiment.yaml", f"runs.{form}")
    facts[KEY] = {name: sha256_of(folder / name) for name in written}
    (folder / "manifest.json").write_text(
        json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )


def _write_series(found: Replicates, folder: Path, form: str, chosen: Sequence[str]) -> None:
    file = TableFile(folder / "series", form)
    for run, outcome in enumerate(found.outcomes):
        if outcome.done:
            file.add(series_table(run, outcome, found.names, chosen))
    file.close()


def _write_asked_for(outcomes: Sequence[Outcome], folder: Path, name: str, form: str) -> None:
    file = TableFile(folder / name, form)
    for run, outcome in enumerate(outcomes):
        table = outcome.tables.get(name)
        if table is not None:
            file.add(table.add_column(0, "run", numbers(np.full(table.num_rows, run), np.int32)))
    file.close()


def _experiment(found: Replicates) -> str:
    """The experiment as a file: one scenario, its seeds."""
    seeds = [outcome.seed for outcome in found.outcomes]
    first = seeds[0] if seeds else 0
    plain = seeds == list(range(first, first + len(seeds)))
    listed = f"{{first: {first}, count: {len(seeds)}}}" if plain else json.dumps(seeds)
    weeks = max((outcome.weeks for outcome in found.done), default=found.scenario.calendar.weeks)
    return (
        "# complete: the scenario is in scenarios/\n"
        f"name: {json.dumps(found.scenario.name, ensure_ascii=False)}\n"
        f"scenario: {json.dumps(f'scenarios/{found.scenario.name}.yaml', ensure_ascii=False)}\n"
        f"weeks: {weeks}\n"
        f"seeds: {listed}\n"
    )
