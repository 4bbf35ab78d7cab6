"""Reading a CSV table strictly, with the place of every cell, so that faults point at it."""

from __future__ import annotations

import csv
import difflib
import hashlib
import math
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lcsim.part import Fault, Faults
from lcsim.part.faults import suggest
from lcsim.scenario.read import LINE_BREAK, read_text
from lcsim.scenario.tree import Collected, Place, Source, shown

DELIMITERS: Final = ",;\t"
MISSING: Final = frozenset(
    {"", "na", "n/a", "nan", "nvt", "n.v.t.", "-", ".", "?", "null", "none", "missing", "#n/a", "#n/b"}
)
"""What people write when there is no answer (compared in lower case)."""
MOST_FAULTS: Final = 100
WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of spreadsheet programs begin."""
_SEPARATOR: Final = re.compile(r'\s*"?sep=(.)"?[,;\t]*\s*\Z', re.IGNORECASE)
_DECIMAL_ZEROS: Final = re.compile(r"(?<=[0-9])[.,]0{1,2}\Z")
_THOUSANDS: Final = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+\Z")


@dataclass(frozen=True)
class Cell:
    """The text of one cell and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True)
class Table:
    """A table: its rows as cells by name of the column, our names that are others there, and the SHA-256 of the file."""

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
    text = faults.guard(lambda: _text(path, shown_as))
    if text is None:
        return None
    source = Source(shown_as, tuple(LINE_BREAK.split(text)))
    delimiter, skipped = _delimiter(text)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    own = Collected()
    rows: list[dict[str, Cell]] = []
    header: dict[str, Place] = {}
    try:
        lines = _lines(text, delimiter, skipped)
        at, cells = next(lines, (0, []))
        names = _without_blank_end([cell.strip() for cell in cells], 1)
        places = _places(source, at, cells, delimiter)
        for name, place in zip(names, places, strict=False):
            if name in header:
                own.add(place, f"the column {shown(name)} is here twice")
            header.setdefault(name, place)
        for at, cells in lines:
            places = _places(source, at, cells, delimiter)
            cells = _without_blank_end(cells, len(names))
            if len(cells) != len(names):
                what = f"has {len(cells)} cells; the header has {len(names)}"
                cure = f"a text or number with {_SIGNS[delimiter]} in it goes between quotes"
                own.add(Place(source, at, 1, 10_000), what, cure=cure if len(cells) > len(names) else "")
                continue
            rows.append(
                {name: Cell(cell.strip(), place) for name, cell, place in zip(names, cells, places, strict=False)}
            )
    except _NotReadable as error:
        own.add(
            Place(source, error.line, 1, 10_000),
            f"is not readable as CSV: {error}",
            cure="a cell in quotes ends with one, and a quote within it is doubled",
        )
    if not header and not own.found:
        own.add(Place(source), "is empty", cure="the first line names the columns")
    faults.found.extend(own.found[:MOST_FAULTS])
    if own.found and not header:
        return None
    return Table(source, header, columns, tuple(rows), digest, delimiter == ";")


_SIGNS: Final = {",": "a comma", ";": "a semicolon", "\t": "a tab"}


class _NotReadable(Exception):
    """A row that is no CSV; `line` is its first line."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def _text(path: Path, shown_as: str) -> str:
    with suppress(OSError), path.open("rb") as file:
        if file.read(4) in WORKBOOKS:
            what, cure = "is a workbook of a spreadsheet program, not CSV", "save it as CSV UTF-8"
            raise Faults([Fault(what, file=shown_as, cure=cure)])
    # a letter with its accent can be one sign or two, as macOS writes it: the same id in the eyes of people
    return unicodedata.normalize("NFC", read_text(path, shown_as, "save it as UTF-8 (in Excel: CSV UTF-8)"))


def _delimiter(text: str) -> tuple[str, int]:
    """What stands between cells, and how many lines come before the header: Excel may begin with ``sep=;``."""
    skipped = 0
    for line in text.splitlines():
        if line.strip():
            said = _SEPARATOR.match(line)
            if said is None or said.group(1) not in DELIMITERS:
                return max(DELIMITERS, key=lambda sign: (line.count(sign), -DELIMITERS.index(sign))), skipped
            return said.group(1), skipped + 1
        skipped += 1
    return ",", skipped


def _without_blank_end(cells: list[str], least: int) -> list[str]:
    """Cells without the blank ones at the end that spreadsheet programs add, down to `least` cells."""
    count = len(cells)
    while count > least and not cells[count - 1].strip():
        count -= 1
    return cells[:count]


def _lines(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their first line; blank lines are skipped."""
    reader = csv.reader(text.splitlines(keepends=True)[skipped:], delimiter=delimiter, strict=True)
    before = skipped
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = skipped + reader.line_num
    except csv.Error as error:
        what = "a quote opens here and is not closed" if "unexpected end" in str(error) else str(error)
        raise _NotReadable(before + 1, what) from None


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
    table: Table,
    name: str,
    faults: Collected,
    *,
    needed: bool = False,
    mapped: bool = False,
    cure: str = "",
    own: str = "",
) -> str | None:
    """The column of the file that holds `name`, or None.

    A near miss, or a needed column that is not there, is a fault. A column that is `mapped` must be there under the
    name that was said; `own` is the key of ``columns`` for this table alone.
    """
    theirs = table.names.get(name, name)
    if theirs not in table.header and not mapped:
        theirs = name
    if theirs in table.header:
        return theirs
    head = Place(table.source, 1, 1, 10_000)
    others = {word.casefold(): word for word in table.header if word not in table.names.values()}
    near = [others[word] for word in difflib.get_close_matches(name.casefold(), others, n=1, cutoff=0.85)]
    if mapped and theirs != name:
        faults.add(head, f"there is no column {shown(theirs)}", cure=suggest(theirs, table.header))
    elif needed:
        listed = ", ".join(word for word in table.header if word)[:200]
        fallback = f"say which of yours it is with columns: {{{own or name}: ...}}; here: {listed}"
        close = f"did you mean {shown(near[0])}?" if near else suggest(name, table.header)
        cure = cure or (close if close.startswith("did you") else fallback)
        faults.add(head, f"there is no column '{name}'", cure=cure)
    elif near:
        faults.add(table.header[near[0]], f"unknown column {shown(near[0])}", cure=f"did you mean '{name}'?")
    return None


def number(cell: Cell, table: Table) -> float | None:
    """The number in a cell, or None.

    A comma is a decimal comma; not where it may separate thousands, unless semicolons delimit the table.
    """
    thousands = not table.decimal_comma and _THOUSANDS.match(cell.text)
    text = cell.text if thousands else cell.text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return None if not math.isfinite(value) or "_" in text else value


def whole(cell: Cell) -> int | None:
    """The whole number in a cell, also as 3.0, which is how programs write it beside empty cells; None if it is none."""
    text = _DECIMAL_ZEROS.sub("", cell.text)
    digits = text[1:] if text[:1] in "+-" else text
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
