"""The plausible ensemble: parameter sets that the evidence does not rule out, so that no finding rests on one setting.

A table in CSV, one row a parameter set. The first column, ``set``, names it; every other column is a path exactly as
``--set`` takes it (``rules.bounded_influence.mu``), its cells are numbers. It is read as strictly as a scenario: every
fault at once, with file, line and column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lcsim.experiment.arms import add_moved, path_fault, setting, with_values
from lcsim.experiment.experiment_file import experiment_folders
from lcsim.part import Fault, Faults
from lcsim.scenario import Draft, resolve
from lcsim.scenario.csv_reading import Cell, Table, number, read_table, whole
from lcsim.scenario.tree import Collected, Place, shown

SHIPPED: Final = Path("calibration_defaults") / "plausible_ensemble.csv"
"""Where the ensemble that comes with lcsim stands in a folder of experiments."""
NAME: Final = "set"
"""Column of the names of sets."""
MOST_SETS: Final = 100_000
MOST_PATHS: Final = 200


@dataclass(frozen=True)
class Ensemble:
    """Parameter sets that are all plausible.

    Attributes
    ----------
    names
        Of the sets, in the order of the file; no two alike.
    paths
        What they give values to, as for ``--set``.
    values
        A row a set, a number for each path.
    source
        The file, as it is shown to people.
    """

    names: tuple[str, ...]
    paths: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    source: str = ""
    _places: tuple[tuple[Place, ...], ...] = field(default=(), compare=False, repr=False)
    """Where each value stands; the first row is that of the paths."""

    def without(self, paths: Iterable[str]) -> Ensemble:
        """The same sets with no values for these paths."""
        gone = set(paths)
        kept = [at for at, path in enumerate(self.paths) if path not in gone]
        return Ensemble(
            self.names,
            tuple(self.paths[at] for at in kept),
            tuple(tuple(row[at] for at in kept) for row in self.values),
            self.source,
            tuple(tuple(row[at] for at in kept) for row in self._places),
        )

    def distinct(self) -> Ensemble:
        """The sets that differ: without some paths two may be alike, and would count twice."""
        first = {row: at for at, row in reversed(list(enumerate(self.values)))}
        kept = sorted(first.values())
        return Ensemble(
            tuple(self.names[at] for at in kept),
            self.paths,
            tuple(self.values[at] for at in kept),
            self.source,
            (self._places[0], *(self._places[1 + at] for at in kept)),
        )

    def check(self, base: Draft) -> None:
        """Try every set on a scenario.

        Raises
        ------
        Faults
            At the path that leads nowhere there, and at every value that cannot be; each once.
        """
        faults = Collected()
        for at, path in enumerate(self.paths):
            for value in dict.fromkeys((min(row[at] for row in self.values), max(row[at] for row in self.values))):
                self._try(base, at, path, value, faults)
        if not faults.found:
            for at, row in enumerate(self.values):
                try:
                    resolve(with_values(base, zip(self.paths, row, strict=True)))
                except Faults as found:
                    add_moved(faults, found, self._place(1 + at, 0), f"set {self.names[at]}")
                    break  # the others would say the same
        faults.stop()

    def _try(self, base: Draft, at: int, path: str, value: float, faults: Collected) -> None:
        try:
            resolve(with_values(base, [(path, value)]))
        except Faults as found:
            nowhere = all(fault.what.startswith(("there is no", "unknown")) or "is not a" in fault.what
                          for fault in found.faults)  # fmt: skip
            row = 0 if nowhere else 1 + next(n for n, values in enumerate(self.values) if values[at] == value)
            here = Collected()
            place = self._place(row, at)
            add_moved(here, found, place, path, {f"--set {setting(path, value)[:200]}": place})
            faults.found.extend(fault for fault in here.found if fault not in faults.found)

    def _place(self, row: int, at: int) -> Place:
        return self._places[row][at]


def shipped_ensemble() -> Path | None:
    """The file of the ensemble that comes with lcsim; ``None`` where there is none."""
    return next((folder / SHIPPED for folder in experiment_folders() if (folder / SHIPPED).is_file()), None)


def read_ensemble(path: str | Path, base: Draft | None = None) -> Ensemble:
    """Read an ensemble, and try its sets on a scenario if one is given.

    Raises
    ------
    Faults
        Everything that is wrong with it, each with its place.
    """
    path = Path(path)
    file = f"{path.parent.name}/{path.name}" if path == shipped_ensemble() and path.is_absolute() else str(path)
    faults = Collected()
    table = read_table(path, file, {}, faults)
    if table is None:
        faults.stop()
        raise Faults([Fault("cannot be read", file)])
    found = _ensemble(table, file, faults)
    faults.stop()
    if base is not None:
        found.check(base)
    return found


def _ensemble(table: Table, file: str, faults: Collected) -> Ensemble:
    head = Place(table.source, 1, 1, 10_000)
    first, *paths = list(table.header) or [""]
    if first != NAME:
        faults.add(table.header.get(first, head), f"the first column must be '{NAME}', got {shown(first)}",
                   cure="it names the parameter sets; the others are paths as for --set")  # fmt: skip
        paths = [path for path in paths if path != NAME]
    _check_paths(paths, table, head, faults)
    if not table.rows:
        faults.add(head, "has no parameter set", cure="one row a set below the names of the columns")
    elif len(table.rows) > MOST_SETS:
        faults.add(head, f"has {len(table.rows):,} sets; at most {MOST_SETS:,} are possible")
    names: dict[str, int] = {}
    twins: dict[tuple[float, ...], str] = {}
    rows: list[list[float]] = []
    for cells in table.rows[:MOST_SETS]:
        row = [_number(cells[path], path, table, faults) for path in paths]
        rows.append([value if value is not None else 0.0 for value in row])
        if NAME not in cells:
            continue
        name = cells[NAME]
        if not name.text:
            faults.add(name.place, "this set has no name")
        elif name.text in names:
            cure = f"first in line {names[name.text]}"
            faults.add(name.place, f"the set {shown(name.text)} is here twice", cure=cure)
        elif None not in row and paths:
            alike = twins.setdefault(tuple(rows[-1]), name.text)
            if alike != name.text:
                cure = "each set must differ from every other: two alike would count twice"
                faults.add(name.place, f"has the values of the set {shown(alike)}", cure=cure)
        names.setdefault(name.text, name.place.line)
    wholes = [all(whole(cells[path]) is not None for cells in table.rows) for path in paths]
    values = tuple(tuple(int(v) if w else v for v, w in zip(row, wholes, strict=True)) for row in rows)
    places = (
        tuple(table.header[path] for path in paths),
        *(tuple(cells[path].place for path in paths) for cells in table.rows[:MOST_SETS]),
    )
    return Ensemble(tuple(names), tuple(paths), values, file, places)


def _check_paths(paths: Sequence[str], table: Table, head: Place, faults: Collected) -> None:
    if not paths:
        faults.add(head, "gives a value to no parameter", cure="for example a column rules.bounded_influence.mu")
    elif len(paths) > MOST_PATHS:
        faults.add(head, f"has {len(paths)} parameters; at most {MOST_PATHS} are possible")
    for path in paths:
        wrong = path_fault(path)
        if wrong is None and path == "calendar.weeks":
            wrong = ("all runs last as long", "--weeks says how long")
        if wrong is not None:
            faults.add(table.header[path], f"{shown(path)} {wrong[0]}", cure=wrong[1])


def _number(cell: Cell, path: str, table: Table, faults: Collected) -> float | None:
    value = number(cell, table)
    if value is None:
        faults.add(cell.place, f"must be a number, got {shown(cell.text)}", where=path)
    return value


def write_ensemble(path: Path, names: Sequence[str], paths: Sequence[str], values: Iterable[Sequence[float]]) -> None:
    """Write an ensemble; numbers as their shortest text that reads back as the same number.

    Raises
    ------
    ValueError
        When names, paths and values are not as many, or a name would not read back.
    Faults
        What the reader would refuse; nothing is left then.
    """
    rows = [list(row) for row in values]
    if len(rows) != len(names) or any(len(row) != len(paths) for row in rows):
        raise ValueError(f"{len(names)} names and {len(paths)} paths do not go with these values")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([NAME, *paths])
    for name, row in zip(names, rows, strict=True):
        writer.writerow([name, *(repr(int(v)) if isinstance(v, int) else repr(float(v)) for v in row)])
    path.write_text(out.getvalue(), encoding="utf-8", newline="\n")
    try:
        found = read_ensemble(path)
        if list(found.names) != list(names) or [list(row) for row in found.values] != rows:
            raise ValueError(f"{path} does not read back as what was written")
    except BaseException:
        path.unlink()
        raise


__all__ = ["SHIPPED", "Ensemble", "read_ensemble", "shipped_ensemble", "write_ensemble"]
