"""Reading a CSV table strictly, with the place of every cell, so that faults point at it."""

from __future__ import annotations

import csv
import difflib
import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lcsim.part.faults import suggest
from lcsim.scenario.read import LINE_BREAK, read_text
from lcsim.scenario.tree import Collected, Place, Source, shown

DELIMITERS: Final = ",;\t"
MISSING: Final = frozenset({"", "na", "n/a", "nan", "nvt", "-", ".", "?"})
"""What people write when there is no answer (compared in lower case)."""
MOST_FAULTS: Final = 100


@dataclass(frozen=True)
class Cell:
    """The text of one cell and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True)
class Table:
    """A table: its rows as cells by our name of the column, and the SHA-256 of the file."""

    source: Source
    header: dict[str, Place]
    names: dict[str, str]
    rows: tuple[dict[str, Cell], ...]
    digest: str
    decimal_comma: bool


def read_table(path: Path, shown_as: str, columns: dict[str, str], faults: Collected) -> Table | None:
    """Read a table; None, with faults, when it cannot be read at all.

    Parameters
    ----------
    path, shown_as
        The file, and the name for messages.
    columns
        Column names of the file by ours, where they differ.
    """
    text = faults.guard(lambda: read_text(path, shown_as))
    if text is None:
        return None
    source = Source(shown_as, tuple(LINE_BREAK.split(text)))
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=lambda sign: (first.count(sign), -DELIMITERS.index(sign)))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    own = Collected()
    rows: list[dict[str, Cell]] = []
    header: dict[str, Place] = {}
    try:
        lines = _lines(text, delimiter)
        at, cells = next(lines, (0, []))
        names = [cell.strip() for cell in cells]
        places = _places(source, at, names, delimiter)
        for name, place in zip(names, places, strict=True):
            if name in header:
                own.add(place, f"the column {shown(name)} is here twice")
            header.setdefault(name, place)
        for at, cells in lines:
            places = _places(source, at, cells, delimiter)
            if len(cells) != len(names):
                what = f"has {len(cells)} cells; the header has {len(names)}"
                own.add(Place(source, at, 1, 10_000), what)
                continue
            rows.append(
                {name: Cell(cell.strip(), place) for name, cell, place in zip(names, cells, places, strict=True)}
            )
    except csv.Error as error:
        own.add(Place(source), f"is not readable as CSV: {error}")
    if not header and not own.found:
        own.add(Place(source), "is empty", cure="the first line names the columns")
    faults.found.extend(own.found[:MOST_FAULTS])
    if own.found and not header:
        return None
    ours = {name: columns.get(name, name) for name in columns} | {name: name for name in header if name not in columns}
    return Table(source, header, ours, tuple(rows), digest, delimiter == ";")


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their first line; blank lines are skipped."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = reader.line_num


def _places(source: Source, line: int, cells: list[str], delimiter: str) -> list[Place]:
    """Place of each cell of a row that stands in one line; otherwise the start of the row."""
    text = source.lines[line - 1] if 0 < line <= len(source.lines) else ""
    found, start, quoted = [], 0, False
    for index, sign in enumerate(text + delimiter):
        if sign == '"':
            quoted = not quoted
        elif sign == delimiter and not quoted:
            raw = text[start:index]
            lead = len(raw) - len(raw.lstrip())
            found.append(Place(source, line, start + lead + 1, max(1, len(raw.strip()))))
            start = index + 1
    return found if len(found) == len(cells) else [Place(source, line, 1, 1)] * len(cells)


def column(
    table: Table, name: str, faults: Collected, *, needed: bool = False, mapped: bool = False, cure: str = ""
) -> str | None:
    """The column of the file that holds `name`, or None.

    A near miss, or a needed column that is not there, is a fault.
    """
    theirs = table.names.get(name, name)
    if theirs in table.header:
        return theirs
    head = Place(table.source, 1, 1, 10_000)
    near = difflib.get_close_matches(name, [word for word in table.header if word not in table.names], n=1, cutoff=0.8)
    if mapped and theirs != name:
        faults.add(head, f"there is no column {shown(theirs)}", cure=suggest(theirs, table.header))
    elif needed:
        fallback = f"say which of yours it is with columns: {{{name}: ...}}; here: {', '.join(table.header)[:200]}"
        close = suggest(name, table.header)
        cure = cure or (close if close.startswith("did you") else fallback)
        faults.add(head, f"there is no column '{name}'", cure=cure)
    elif near:
        faults.add(table.header[near[0]], f"unknown column {shown(near[0])}", cure=f"did you mean '{name}'?")
    return None


def number(cell: Cell, table: Table) -> float | None:
    """The number in a cell, or None; where semicolons delimit, the comma is a decimal comma."""
    text = cell.text.replace(",", ".") if table.decimal_comma else cell.text
    try:
        value = float(text)
    except ValueError:
        return None
    return None if not math.isfinite(value) or "_" in text else value


def whole(cell: Cell) -> int | None:
    """The whole number in a cell; None if it is none."""
    text = cell.text
    digits = text[1:] if text[:1] in "+-" else text
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
