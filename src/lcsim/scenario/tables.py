"""People, ties and values from CSV tables: checked row by row, every fault at once.

Names of people never leave this structure: whoever founds a community from it gives pseudonyms.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lcsim.part.faults import suggest
from lcsim.scenario.csv_reading import Table, read_table
from lcsim.scenario.model import Scenario, Tables
from lcsim.scenario.roster import COLUMNS, columns_of, names_of_columns, read_roster
from lcsim.scenario.survey import read_survey
from lcsim.scenario.ties import read_ties
from lcsim.scenario.tree import NOWHERE, Collected, Place, shown


@dataclass(frozen=True)
class FoundingTables:
    """Real people, in the order of the roster, with their ties and values.

    `organisations`, `teams`, `groups` and `roles` hold a name for each person; `joined` the week (0 or less), and
    `openness` and `susceptibility` 0..1, or None. `values` holds a row per person and a column per dimension, 0..1; None where values are to be
    drawn; it is None itself without a survey. `ties` holds (index of source, index of target, weight),
    sorted, and is None without a table of ties; undirected pairs are there both ways. `largest_weight` is that of
    the ties of the table, whether it reaches the threshold or not.
    """

    ids: tuple[str, ...]
    organisations: tuple[str, ...]
    teams: tuple[str, ...]
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    joined: tuple[int | None, ...]
    openness: tuple[float | None, ...]
    susceptibility: tuple[float | None, ...]
    dimensions: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...] | None
    ties: tuple[tuple[int, int, float], ...] | None
    undirected: bool
    largest_weight: float = 0.0
    digests: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def members(self) -> dict[tuple[str, str, str], tuple[int, ...]]:
        """Indices of the people of each (organisation, team, group), in the order of the roster.

        The complete scenario has each of these groups once, with this head count: the n-th seat of a group is
        the n-th of its people.
        """
        found: dict[tuple[str, str, str], list[int]] = {}
        for index, group in enumerate(zip(self.organisations, self.teams, self.groups, strict=True)):
            found.setdefault(group, []).append(index)
        return {group: tuple(indices) for group, indices in found.items()}

    @property
    def isolates(self) -> int:
        """People without any tie."""
        tied = {person for source, target, _ in self.ties or () for person in (source, target)}
        return len(self.ids) - len(tied)


def load_tables(scenario: Scenario) -> FoundingTables | None:
    """Read the tables of a complete scenario again; None when it has no roster.

    Raises
    ------
    Faults
        What is wrong with them, also when a table is another one than when the scenario was completed.
    """
    if scenario.tables is None or scenario.tables.roster is None:
        return None
    faults = Collected()
    found = read_tables(
        scenario.tables,
        tuple(dimension.name for dimension in scenario.values),
        _only(scenario),
        faults,
        lambda _: NOWHERE,
    )
    faults.stop()
    return found


def threshold_above_all(scenario: Scenario) -> tuple[float, float] | None:
    """The threshold that no tie of the table reaches, and the largest weight there is; None when some tie is kept."""
    tables = scenario.tables
    if tables is None or tables.ties is None or not tables.threshold:
        return None
    found = load_tables(scenario)
    lost = found is not None and not found.ties and found.largest_weight > 0.0
    return (tables.threshold, found.largest_weight) if found is not None and lost else None


def _only(scenario: Scenario) -> str:
    names = [organisation.name for organisation in scenario.organisations]
    return names[0] if len(names) == 1 else scenario.name


def read_tables(
    tables: Tables,
    dimensions: tuple[str, ...],
    organisation: str,
    faults: Collected,
    place: Callable[[str], Place],
) -> FoundingTables | None:
    """Read roster, ties and survey.

    Parameters
    ----------
    tables
        The section of the scenario.
    dimensions
        Names of the value dimensions.
    organisation
        Name of the organisation when the roster has no such column.
    faults
        Collects what is wrong; the result is None when the roster itself cannot be used.
    place
        Place of a key of the section, for faults that are the scenario's.
    """
    read: dict[str, Table] = {}
    known = sorted(names_of_columns())
    for name in tables.columns:
        if name not in known:
            faults.add(
                place(f"columns.{name}"),
                f"{shown(name)} is not one of our columns",
                cure=suggest(name, known),
            )
    for key in COLUMNS:
        table = _open(key, tables, faults, place)
        if table is not None:
            read[key] = table
    if "roster" not in read:
        return None
    people = read_roster(read["roster"], tables, organisation, faults)
    index = {person.id: person for person in people}
    if "survey" in read:
        read_survey(read["survey"], tables, dimensions, index, faults)
        if tables.missing == "drop":
            people = [person for person in people if person.values is not None and None not in person.values]
    ties, largest = read_ties(read["ties"], tables, people, index, faults) if "ties" in read else (None, 0.0)
    nothing: list[float | None] = [None] * len(dimensions)
    return FoundingTables(
        ids=tuple(person.id for person in people),
        organisations=tuple(person.organisation for person in people),
        teams=tuple(person.team for person in people),
        groups=tuple(person.group for person in people),
        roles=tuple(person.role for person in people),
        joined=tuple(person.joined for person in people),
        openness=tuple(person.openness for person in people),
        susceptibility=tuple(person.susceptibility for person in people),
        dimensions=dimensions,
        values=tuple(tuple(person.values or nothing) for person in people) if "survey" in read else None,
        ties=ties,
        undirected=tables.undirected,
        largest_weight=largest,
        digests={key: table.digest for key, table in read.items()},
    )


def _open(key: str, tables: Tables, faults: Collected, place: Callable[[str], Place]) -> Table | None:
    given = getattr(tables, key)
    if given is None:
        return None
    path = Path(os.path.join(tables.folder, given))
    if not path.is_file():
        near = sorted(other.name for other in path.parent.glob("*.csv")) if path.parent.is_dir() else []
        copied = (
            "tables of people are not copied to results: put yours beside this file, under that name"
            if key in tables.digests
            else ""
        )
        cure = suggest(path.name, near) or copied
        faults.add(place(key), f"there is no file {shown(given)}", where=f"tables.{key}", cure=cure)
        return None
    table = read_table(path, _seen_from_here(path, given), columns_of(tables, key), faults)
    if table is not None and tables.digests.get(key, table.digest) != table.digest:  # type: ignore[call-overload]
        faults.add(
            place(f"digests.{key}"),
            f"{given} is not the table that it was: its SHA-256 has changed",
            where=f"tables.digests.{key}",
            cure="leave digests out if you changed it on purpose",
        )
    return table


def _seen_from_here(path: Path, given: str) -> str:
    """A table as messages call it: a place that can be opened from where people are, not from where their scenario is."""
    if Path(given).is_absolute():
        return given
    whole = os.path.abspath(path)
    return os.path.relpath(whole) if Path(whole).is_relative_to(Path.cwd()) else whole


def read_as(tables: Tables) -> dict[str, str]:
    """How tables are read, by key as in files: what is not at its starting value, and for a survey its scale and rule."""
    always = {"survey_scale", "missing"} if tables.survey is not None else set()
    plain = tables.model_dump(mode="json", exclude={*COLUMNS, "digests", "folder"})
    starting = Tables().model_dump(mode="json")
    return {
        key: f"{given:g}" if isinstance(given, float) else json.dumps(given, ensure_ascii=False)
        for key, given in plain.items()
        if given != starting[key] or key in always
    }


def as_tables(plain: dict[str, Any]) -> Tables | None:
    """The section of a draft, if it is good enough to read by."""
    try:
        return Tables.model_validate(plain)
    except ValueError:
        return None
