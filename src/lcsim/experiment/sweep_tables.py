"""Tables of a whole sweep from its chunks: always the same bytes, in the order of the runs, in bounded memory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lcsim.experiment.chunk_file import TABLES, Chunk, read_chunk
from lcsim.experiment.columns import numbers, shares, texts
from lcsim.experiment.design import Point
from lcsim.experiment.experiment import Experiment
from lcsim.experiment.file_digests import KEY, sha256_of
from lcsim.experiment.manifest import joint_digest
from lcsim.experiment.results import FORMATS, TableFile, write_table
from lcsim.experiment.runs_of_sweep import RunKey, point_text
from lcsim.experiment.sweep_folder import Found

if TYPE_CHECKING:
    import pyarrow as pa

OPEN: Final = 32
"""Chunks that are kept open: runs that follow each other mostly stand in the same few."""
SCRATCH: Final = ".tables.unfinished"
OF_CHUNKS: Final = ("point_text", *(f"batch_{name}" for name in TABLES))


def write_tables(
    experiment: Experiment,
    points: Sequence[Point],
    folder: Path,
    found: Found,
    asked: Sequence[RunKey],
    form: str,
    whole: bool,
    texts_beside: Mapping[str, str],
) -> dict[str, Any]:
    """Write design, runs and what else was recorded; return the digests for the manifest, those of files too.

    The tables take their places one by one when all are made, together with `texts_beside` (name to text) that
    belong to them. A shard (not `whole`) keeps its chunks only.
    """
    import pyarrow as pa

    @lru_cache(maxsize=OPEN)
    def chunk(path: Path) -> Chunk:
        return read_chunk(path, check=False)  # the folder was looked through just now

    names = [(experiment.arms[key.arm].name, point_text(points[key.point]), key.replicate) for key in asked]
    places = [found.place[name] for name in names]
    if not places:  # a part of a sweep with more parts than runs
        return {"digest": joint_digest([]), "record_digest": joint_digest([])}
    rows = _rows(chunk, places)
    digests = rows.column("digest").to_pylist()
    summary: dict[str, Any] = {
        "digest": joint_digest([text for text in digests if text]),
        "record_digest": joint_digest([text for text in rows.column("record_digest").to_pylist() if text]),
    }
    if not whole:
        return summary
    scratch = folder / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    try:
        write_table(scratch / "design", _design(experiment, points), form)
        at = pa.array([key.point for key in asked], pa.int32())
        by_factor = {name: _values(column) for name, column in _columns_of(experiment, points).items()}
        columns: dict[str, Any] = {
            "run": numbers(np.arange(len(asked)), np.int32),
            "arm": rows.column("arm"),
            "point": at,
        }
        kept = rows.drop_columns([name for name in (*OF_CHUNKS, "arm") if name in rows.column_names])
        for name in ("replicate", "seed", "status", "error", "weeks", "digest", "record_digest"):
            columns[name] = kept.column(name)
        for name, column in by_factor.items():
            columns[name] = column.take(at)
        for name in kept.column_names:
            columns.setdefault(name, kept.column(name))
        write_table(scratch / "runs", pa.table(columns).combine_chunks(), form)
        _stream(scratch, chunk, places, form)
        for name, text in texts_beside.items():
            (scratch / name).write_text(text, encoding="utf-8", newline="\n")
        made = sorted(scratch.iterdir())
        for path in made:
            _keep_through_power_cuts(path)
        summary[KEY] = {path.name: sha256_of(path) for path in made}
        for path in made:
            os.replace(path, folder / path.name)
        for name, other in product(("design", "runs", *TABLES), FORMATS):
            if other != form:  # of before, when they were wanted in another format
                (folder / f"{name}.{other}").unlink(missing_ok=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return summary


def _keep_through_power_cuts(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _rows(chunk: Any, places: Sequence[tuple[Path, int]]) -> pa.Table:
    """Rows of runs in their order."""
    import pyarrow as pa

    first: dict[Path, int] = {}
    tables = []
    total = 0
    for path, _ in places:
        if path not in first:
            first[path] = total
            tables.append(chunk(path).rows)
            total += tables[-1].num_rows
    joined = pa.concat_tables(tables)
    return joined.take(pa.array([first[path] + row for path, row in places], pa.int64())).combine_chunks()


def _stream(scratch: Path, chunk: Any, places: Sequence[tuple[Path, int]], form: str) -> None:
    """Tables of all runs that have them, with the number of the run in front; each chunk is opened once in all."""
    files = {name: TableFile(scratch / name, form) for name in TABLES}
    for run, number in _together(places):
        place, row = places[run]
        opened: Chunk = chunk(place)
        for name, file in files.items():
            for table, runs in opened.tables(name, row, number):
                file.add(table.add_column(0, "run", numbers(run + runs, np.int32)))
    for file in files.values():
        file.close()


def _together(places: Sequence[tuple[Path, int]]) -> Iterator[tuple[int, int]]:
    """First run and number of runs that follow each other in one chunk."""
    first = 0
    for run in range(1, len(places) + 1):
        if run == len(places) or places[run] != (places[run - 1][0], places[run - 1][1] + 1):
            yield first, run - first
            first = run


def _columns_of(experiment: Experiment, points: Sequence[Point]) -> dict[str, list[Any]]:
    """Values of each factor at all points, by path."""
    return {factor.path: [point[at] for point in points] for at, factor in enumerate(experiment.factors)}


def _values(column: Sequence[Any]) -> pa.Array:
    """A column of numbers where all are numbers, of text otherwise."""
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in column):
        return shares(column)
    return texts([str(value) for value in column])


def _design(experiment: Experiment, points: Sequence[Point]) -> pa.Table:
    import pyarrow as pa

    columns: dict[str, Any] = {"point": numbers(np.arange(len(points)), np.int32)}
    return pa.table(columns | {name: _values(column) for name, column in _columns_of(experiment, points).items()})
