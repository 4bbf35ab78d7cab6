"""A piece of a sweep on disk: some runs with their rows and tables, sealed by a checksum.

Layout: eight bytes of magic, the SHA-256 of all that follows, the length of a line of JSON (eight bytes, little
endian), that line, which names the sweep that the runs are of and the pieces with their lengths, and the pieces: Arrow
IPC files. ``rows`` has a row a run; in ``series``, ``people``, ``ties`` and ``events`` each run that has such a table
has a record batch. First columns that are the same in all of these are kept once, in ``series_shared`` and so on; the
others then stand below one another in one batch, for all runs have as many rows. A file that was cut short or in which
a bit was turned is found out when it is opened, and its runs are done again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.experiment.columns import shares

if TYPE_CHECKING:
    import pyarrow as pa

MAGIC: Final = b"lcsim\x00s4"
SEAL: Final = 32
LENGTH: Final = 8
HEAD: Final = len(MAGIC) + SEAL + LENGTH
ROWS: Final = "rows"
TABLES: Final = ("series", "people", "ties", "events")
SHARED: Final = "_shared"
VALUE: Final = "value"


class BrokenChunkError(Exception):
    """A chunk that is not what was once written."""


@dataclass(frozen=True)
class Chunk:
    """What a file holds: `rows`, a row a run, how to come by the tables of each, and the sweep that it is `of`."""

    rows: pa.Table
    of: str
    _pieces: Mapping[str, Any]
    _read: dict[str, Any] = field(default_factory=dict, repr=False)

    def table(self, name: str, at: int) -> pa.Table | None:
        """Table `name` of the run in row `at`; ``None`` when it has none (it failed, or was not asked for)."""
        return next((table for table, _ in self.tables(name, at, 1)), None)

    def tables(self, name: str, first: int, number: int) -> Iterator[tuple[pa.Table, NDArray[np.int64]]]:
        """The tables of so many runs from row `first` on, and for each of their rows which of these runs it is of."""
        import pyarrow as pa

        if name not in self._pieces:
            return
        places, shared, own = self._read.get(name) or self._look(name)
        there = [run for run in range(number) if places[first + run] is not None]
        if shared is None or own is None:
            for run in there:
                table = pa.Table.from_batches([self._pieces[name].get_batch(places[first + run])])
                yield table, np.full(table.num_rows, run)
        elif there:
            each = shared.num_rows
            below = own.slice(places[first + there[0]] * each, len(there) * each)
            columns = [pa.chunked_array([column] * len(there)) for column in shared.columns]
            schema = pa.schema([*shared.schema, *own.schema])
            yield pa.Table.from_arrays([*columns, *below.columns], schema=schema), np.repeat(there, each)

    def _look(self, name: str) -> tuple[list[int | None], pa.RecordBatch | None, pa.RecordBatch | None]:
        """Where the tables called `name` are, the columns that they share, and their own: looked up once."""
        shared = self._pieces.get(f"{name}{SHARED}")
        places = self.rows.column(f"batch_{name}").to_pylist()
        found = (
            (places, None, None) if shared is None else (places, shared.get_batch(0), self._pieces[name].get_batch(0))
        )
        self._read[name] = found
        return found


@dataclass(frozen=True, eq=False)
class Keyed:
    """A table of a run as the columns that it may share with other runs, and its last column, of numbers.

    Attributes
    ----------
    keys
        The first columns; the very same object in each run that shares them.
    value
        float64[rows], NaN is null.
    """

    keys: pa.Table
    value: NDArray[np.float64]

    def table(self) -> pa.Table:
        """The whole table."""
        return self.keys.append_column(VALUE, shares(self.value))


def sealed(rows: pa.Table, tables: Mapping[str, Sequence[pa.Table | Keyed | None]], of: str = "") -> bytes:
    """Bytes of a chunk of the sweep `of`; `tables` by name with an entry for each row, with the same columns each."""
    import pyarrow as pa

    pieces: dict[str, bytes] = {}
    for name in TABLES:
        listed = tables.get(name, [None] * rows.num_rows)
        there = [table for table in listed if table is not None]
        numbers = iter(range(len(there)))
        places = [None if table is None else next(numbers) for table in listed]
        rows = rows.append_column(f"batch_{name}", pa.array(places, pa.int32()))
        if there:
            shared, own = _apart(there)
            if shared is not None:
                pieces[f"{name}{SHARED}"] = _ipc_of([shared])
            pieces[name] = _ipc_of(own)
    pieces = {ROWS: _ipc_of([rows]), **pieces}
    line = json.dumps({"of": of, "pieces": {name: len(piece) for name, piece in pieces.items()}}).encode()
    body = len(line).to_bytes(LENGTH, "little") + line + b"".join(pieces.values())
    return MAGIC + hashlib.sha256(body).digest() + body


def _apart(tables: Sequence[pa.Table | Keyed]) -> tuple[pa.Table | None, list[pa.Table]]:
    """The columns that tables share, and the others: below one another, or each on its own where nothing is shared.

    A weekly series has the same weeks, measures and groups in every run: written once, most of the work is saved.
    """
    import pyarrow as pa

    keyed = [table for table in tables if isinstance(table, Keyed)]
    if len(keyed) == len(tables) and all(table.keys is keyed[0].keys for table in keyed):
        return keyed[0].keys, [pa.table({VALUE: shares(np.concatenate([table.value for table in keyed]))})]
    whole = [table.table() if isinstance(table, Keyed) else table for table in tables]
    same = _same_in_all(whole)
    if not same:
        return None, whole
    return whole[0].select(range(same)), [pa.concat_tables([t.select(range(same, t.num_columns)) for t in whole])]


def _same_in_all(tables: Sequence[pa.Table]) -> int:
    """How many of the first columns are the same in all tables (one table: none), the last column never among them."""
    if len(tables) < 2:
        return 0
    first = tables[0]
    found = 0
    while found < first.num_columns - 1 and all(table.column(found).equals(first.column(found)) for table in tables):
        found += 1
    return found


def _ipc_of(tables: Sequence[pa.Table]) -> bytes:
    """An Arrow IPC file with a record batch for each table."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(
        sink, tables[0].schema, options=pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
    ) as writer:
        for table in tables:
            batches = table.combine_chunks().to_batches()
            writer.write_batch(batches[0] if batches else pa.RecordBatch.from_pylist([], schema=table.schema))
    return bytes(sink.getvalue())


def write_chunk(path: Path, content: bytes) -> None:
    """Write a chunk so that it is there whole or not at all, also when the power fails."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with scratch.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(scratch, path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


def read_chunk(path: Path, check: bool = True) -> Chunk:
    """Open a chunk after having looked at every byte of it; not `check`: one that was looked at a moment ago.

    Raises
    ------
    BrokenChunkError
        When the bytes are not those that were written, and why.
    """
    return opened(path.read_bytes(), check)


def opened(content: bytes, check: bool = True) -> Chunk:
    """The same from the bytes."""
    import pyarrow as pa

    if len(content) < HEAD or not content.startswith(MAGIC):
        raise BrokenChunkError("it does not begin as a chunk does" if content else "it is empty")
    seal = content[len(MAGIC) : len(MAGIC) + SEAL]
    if check and hashlib.sha256(memoryview(content)[len(MAGIC) + SEAL :]).digest() != seal:
        raise BrokenChunkError("its checksum is wrong: it was cut short or changed")
    at = HEAD + int.from_bytes(content[HEAD - LENGTH : HEAD], "little")
    buffer = pa.py_buffer(content)
    pieces = {}
    line = json.loads(content[HEAD:at])
    for name, length in line["pieces"].items():
        pieces[name] = pa.ipc.open_file(buffer.slice(at, length), options=pa.ipc.IpcReadOptions(use_threads=False))
        at += length
    return Chunk(pieces[ROWS].read_all(), line["of"], pieces)
