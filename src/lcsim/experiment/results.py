"""The folder of results: made beside its place, then put there by one rename; never over another one.

A folder that is there already and empty is kept as it is (it may be the current one, a link, a disk, or shared by a
group): what was made within it moves up at the end, the manifest last.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from lcsim.part import Fault, Faults

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP: Final = 1 << 18
FORMATS: Final = ("parquet", "csv")
MOST_NUMBERS: Final = 100_000
NUMBERED: Final = "choose another name, or leave --out away: results are then numbered"
LAST: Final = "manifest.json"
"""Without this file a folder is none of results yet."""
STEM: Final = 60
"""Characters of the name in that of a folder under way."""


class ResultsFolder:
    """A folder under way. Use as a context: what is written into `path` gets its final name on `finish`.

    Parameters
    ----------
    out
        The folder wanted; ``None`` makes the next free ``results/<name>-<number>``.
    name
        Name of the experiment.

    A full disk, an interruption or a kill leaves nothing under the final name.

    Raises
    ------
    Faults
        When `out` exists with something in it, or nothing can be made there.
    """

    def __init__(self, out: Path | None, name: str, home: Path = Path("results")) -> None:
        self._out = out
        self._stem = name
        self._home = home if out is None else out.absolute().parent
        self._made_home = False
        self.path = Path()
        self.final: Path | None = None
        self._inside = False
        self._moved: list[Path] = []
        if out is not None:
            check_free(out)

    def __enter__(self) -> ResultsFolder:
        try:
            if self._out is not None and self._out.is_dir():
                self._home, self._inside = self._out, True
            self._made_home = not self._home.exists()
            self._home.mkdir(parents=True, exist_ok=True)
            stem = self._stem if self._out is None else self._out.name
            self.path = Path(tempfile.mkdtemp(prefix=f".{stem[:STEM]}-unfinished-", dir=self._home))
            self.path.chmod(0o777 & ~_umask())
        except OSError as error:
            raise cannot_write(self._home, error) from error
        return self

    def finish(self) -> Path:
        """Give the folder its final name and return it."""
        if self._out is not None:
            check_free(self._out, self.path)
            if self._inside:
                self._move_up(self._out)
            else:
                os.rename(self.path, self._out)
            self.final = self._out
            return self._out
        for number in range(1, MOST_NUMBERS):
            wanted = self._home / f"{self._stem}-{number}"
            if os.path.lexists(wanted):
                continue
            try:
                os.rename(self.path, wanted)
            except OSError:
                if os.path.lexists(wanted):  # somebody else was just before us
                    continue
                raise
            self.final = wanted
            return wanted
        raise FileExistsError(f"{self._home} is full of results called {self._stem}")

    def _move_up(self, out: Path) -> None:
        for name in sorted(os.listdir(self.path), key=lambda name: (name == LAST, name)):
            os.rename(self.path / name, out / name)
            self._moved.append(out / name)
        self.path.rmdir()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.final is None:
            for path in reversed(self._moved):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            shutil.rmtree(self.path, ignore_errors=True)
            if self._made_home:
                with_nothing_in_it(self._home)


def with_nothing_in_it(folder: Path) -> None:
    """Remove a folder that we made, if nothing is in it."""
    try:
        folder.rmdir()
    except OSError:
        return


def check_writable(out: Path | None, home: Path = Path("results")) -> None:
    """Refuse, before anything is run, a place where no folder can be made."""
    wanted = home if out is None else out
    check_name(wanted)
    folder = wanted.absolute() if out is None or out.is_dir() else out.absolute().parent
    while not os.path.lexists(folder) and folder.parent != folder:
        folder = folder.parent
    if not folder.is_dir():
        raise cannot_write(folder, NotADirectoryError(0, _no_folder(folder)))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise cannot_write(folder, PermissionError(0, "no permission to write"))


def check_name(folder: Path) -> None:
    """Refuse a name that no folder can have, or that no table can be written under."""
    try:
        str(folder.absolute()).encode()
        os.lstat(folder)
    except UnicodeEncodeError:
        raise cannot_write(folder, OSError(0, "its name is no text (UTF-8)")) from None
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) or error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
            raise cannot_write(folder, error if isinstance(error, OSError) else OSError(0, str(error))) from None


def check_free(out: Path, mine: Path | None = None, cure: str = NUMBERED) -> None:
    """Refuse a folder that has something in it (but `mine`), or that is a file."""
    check_name(out)
    if out.is_dir():
        if any(path != mine for path in out.iterdir()):
            raise Faults([Fault("this folder exists and is not empty; it stays as it is", str(out), cure=cure)])
    elif os.path.lexists(out):
        raise Faults([Fault(f"{_no_folder(out)}, not a folder", str(out), cure=cure)])


def _no_folder(path: Path) -> str:
    return "this is a link that leads nowhere" if path.is_symlink() else "this is a file"


def cannot_write(folder: Path, error: OSError) -> Faults:
    """What is told of a place that cannot be written to."""
    return Faults(
        [
            Fault(
                f"results cannot be written here: {error.strerror or error}",
                str(folder),
                cure="choose a folder of your own with --out",
            )
        ]
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


class TableFile:
    """A table on disk, written in row groups of a fixed size: the same bytes however its rows came.

    Parameters
    ----------
    path
        Without suffix: ``.parquet`` or ``.csv`` is added.
    """

    def __init__(self, path: Path, form: str) -> None:
        if form not in FORMATS:
            raise ValueError(f"format must be one of {FORMATS}, got {form!r}")
        self.path = path.with_name(f"{path.name}.{form}")
        self._form = form
        self._pieces: list[pa.Table] = []
        self._rows = 0
        self._writer: object = None

    def add(self, piece: pa.Table) -> None:
        """Add rows."""
        self._pieces.append(piece)
        self._rows += piece.num_rows
        while self._rows >= ROW_GROUP:
            whole = self._joined()
            self._write(whole.slice(0, ROW_GROUP))
            self._pieces = [whole.slice(ROW_GROUP)]
            self._rows = self._pieces[0].num_rows

    def close(self) -> None:
        """Write what is left."""
        if self._pieces and (self._rows or self._writer is None):
            self._write(self._joined())
        if self._writer is not None:
            self._writer.close()  # type: ignore[attr-defined]

    def _joined(self) -> pa.Table:
        import pyarrow as pa

        return pa.concat_tables(self._pieces).combine_chunks()

    def _write(self, table: pa.Table) -> None:
        if self._writer is None:
            self._writer = self._open(table.schema)
        if self._form == "parquet":
            self._writer.write_table(table, row_group_size=ROW_GROUP)  # type: ignore[attr-defined]
        else:
            self._writer.write_table(table)  # type: ignore[attr-defined]

    def _open(self, schema: pa.Schema) -> object:
        if self._form == "csv":
            from pyarrow import csv

            return csv.CSVWriter(str(self.path), schema, write_options=csv.WriteOptions(quoting_style="needed"))
        from pyarrow import parquet

        return parquet.ParquetWriter(
            str(self.path),
            schema,
            compression="zstd",
            compression_level=3,
            version="2.6",
            use_dictionary=[field.name for field in schema if field.type != "double"],  # measured numbers rarely repeat
        )


def write_table(path: Path, table: pa.Table, form: str) -> None:
    """Write one whole table."""
    file = TableFile(path, form)
    file.add(table)
    file.close()
