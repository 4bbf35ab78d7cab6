"""People, ties and values from CSV tables: checked row by row, every fault at once.

Names of people never leave this structure: whoever founds a community from it gives pseudonyms.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lcsim.part import ROLES, Faults
from lcsim.part.faults import suggest
from lcsim.scenario.csv_reading import MISSING, Cell, Table, column, number, read_table, whole
from lcsim.scenario.model import Name, Scenario, Tables
from lcsim.scenario.shape import complaint
from lcsim.scenario.tree import NOWHERE, Collected, Place, shown

COLUMNS: Final = {
    "roster": ("id", "organisation", "team", "role", "group", "joined", "leader"),
    "ties": ("source", "target", "weight", "day"),
    "survey": ("id",),
}
"""Our names of the columns of each table; `id`, `source` and `target` are needed."""

YES: Final = frozenset({"1", "yes", "y", "true", "x", "ja", "j"})
NO: Final = frozenset({"0", "no", "n", "false", "", "nee"})
ALL_ONE_TEAM: Final = "all"


@dataclass(frozen=True)
class FoundingTables:
    """Real people, in the order of the roster, with their ties and values.

    `organisations`, `teams`, `groups` and `roles` hold a name for each person; `joined` the week (0 or less),
    or None. `values` holds a row per person and a column per dimension, 0..1; None where values are to be
    drawn; it is None itself without a survey. `ties` holds (index of source, index of target, weight),
    sorted, and is None without a table of ties; undirected pairs are there both ways.
    """

    ids: tuple[str, ...]
    organisations: tuple[str, ...]
    teams: tuple[str, ...]
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    joined: tuple[int | None, ...]
    dimensions: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...] | None
    ties: tuple[tuple[int, int, float], ...] | None
    undirected: bool
    digests: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

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
        lambda key: NOWHERE,
    )
    faults.stop()
    return found


def _only(scenario: Scenario) -> str:
    names = [organisation.name for organisation in scenario.organisations]
    return names[0] if len(names) == 1 else scenario.name


@dataclass
class _Person:
    id: str
    organisation: str
    team: str
    group: str
    role: str
    joined: int | None
    row: dict[str, Cell]
    values: list[float | None] | None = None


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
    known = sorted({name for names in COLUMNS.values() for name in names})
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
    people = _roster(read["roster"], tables, organisation, faults)
    index = {person.id: person for person in people}
    if "survey" in read:
        _survey(read["survey"], tables, dimensions, index, faults)
        if tables.missing == "drop":
            people = [person for person in people if person.values is not None and None not in person.values]
    ties = _ties(read["ties"], tables, people, index, faults) if "ties" in read else None
    return FoundingTables(
        ids=tuple(person.id for person in people),
        organisations=tuple(person.organisation for person in people),
        teams=tuple(person.team for person in people),
        groups=tuple(person.group for person in people),
        roles=tuple(person.role for person in people),
        joined=tuple(person.joined for person in people),
        dimensions=dimensions,
        values=tuple(tuple(person.values or ()) for person in people) if "survey" in read else None,
        ties=ties,
        undirected=tables.undirected,
        digests={key: table.digest for key, table in read.items()},
    )


def _open(key: str, tables: Tables, faults: Collected, place: Callable[[str], Place]) -> Table | None:
    given = getattr(tables, key)
    if given is None:
        return None
    path = Path(os.path.join(tables.folder, given))
    if not path.is_file():
        near = sorted(other.name for other in path.parent.glob("*.csv")) if path.parent.is_dir() else []
        cure = suggest(path.name, near)
        faults.add(place(key), f"there is no file {shown(given)}", where=f"tables.{key}", cure=cure)
        return None
    table = read_table(path, given, tables.columns, faults)
    if table is not None and tables.digests.get(key, table.digest) != table.digest:  # type: ignore[call-overload]
        faults.add(
            place(f"digests.{key}"),
            f"{given} is not the table that it was: its SHA-256 has changed",
            where=f"tables.digests.{key}",
            cure="leave digests out if you changed it on purpose",
        )
    return table


def _cell(row: dict[str, Cell], name: str | None) -> str:
    return row[name].text if name is not None else ""


def _roster(table: Table, tables: Tables, organisation: str, faults: Collected) -> list[_Person]:
    at = {
        name: column(table, name, faults, needed=name == "id", mapped=name in tables.columns)
        for name in COLUMNS["roster"]
    }
    if at["id"] is None:
        return []
    people: list[_Person] = []
    seen: dict[str, int] = {}
    checked: set[str] = set()
    for row in table.rows:
        cell = row[at["id"]]
        if not cell.text:
            faults.add(cell.place, "the id is missing")
            continue
        if cell.text in seen:
            faults.add(
                cell.place,
                f"the id {shown(cell.text)} is here twice",
                cure=f"first in line {seen[cell.text]}",
            )
            continue
        seen[cell.text] = cell.place.line
        role = _role(row, at, faults)
        names = {"organisation": organisation, "team": ALL_ONE_TEAM, "group": role}
        for name in names:
            theirs = at[name]
            if theirs is None:
                continue
            text = row[theirs].text
            if not text and name == "group":
                continue
            names[name] = text
            if text not in checked:
                checked.add(text)
                wrong = complaint(text, Name)
                if wrong:
                    what = "is missing" if not text else wrong[0]
                    faults.add(row[theirs].place, f"the {name} {what}")
                    checked.discard("")
        joined = _joined(row, at["joined"], faults)
        people.append(
            _Person(cell.text, names["organisation"], names["team"], names["group"], role, joined, row)
        )
    if not people and not faults.found:
        faults.add(Place(table.source), "has no people", cure="each row below the header is a person")
    return people


def _role(row: dict[str, Cell], at: dict[str, str | None], faults: Collected) -> str:
    role = "staff"
    text = _cell(row, at["role"]).lower()
    if text:
        if text in ROLES:
            role = text
        else:
            cell = row[at["role"] or ""]
            faults.add(cell.place, f"{shown(cell.text)} is not a role", cure=suggest(text, ROLES))
    if at["leader"] is not None:
        cell = row[at["leader"]]
        if cell.text.lower() in YES:
            role = "leader"
        elif cell.text.lower() not in NO:
            faults.add(cell.place, f"must be yes or no, got {shown(cell.text)}")
    return role


def _joined(row: dict[str, Cell], name: str | None, faults: Collected) -> int | None:
    text = _cell(row, name)
    if text.lower() in MISSING or name is None:
        return None
    week = whole(row[name])
    if week is None or not -9999 <= week <= 0:
        faults.add(
            row[name].place,
            f"must be the week of joining, 0 or less (-52: a year before the start), got {shown(text)}",
        )
        return None
    return week


def _ties(
    table: Table, tables: Tables, people: list[_Person], everybody: dict[str, _Person], faults: Collected
) -> tuple[tuple[int, int, float], ...]:
    mapped = tables.columns
    at = {
        name: column(
            table,
            name,
            faults,
            needed=name in ("source", "target") or (name == "day" and tables.day is not None),
            mapped=name in mapped,
        )
        for name in COLUMNS["ties"]
    }
    if at["source"] is None or at["target"] is None or (tables.day is not None and at["day"] is None):
        return ()
    kept = {person.id: index for index, person in enumerate(people)}
    sums: dict[tuple[int, int], float] = {}
    days = set(tables.day or ())
    seen_days: set[int] = set()
    for row in table.rows:
        weight = 1.0
        good = True
        if at["weight"] is not None:
            cell = row[at["weight"]]
            read = number(cell, table)
            if read is None or read < 0:
                faults.add(cell.place, f"must be a number of at least 0, got {shown(cell.text)}")
                good = False
            else:
                weight = read
        if at["day"] is not None and days:
            day = whole(row[at["day"]])
            if day is None:
                faults.add(row[at["day"]].place, f"must be a whole number, got {shown(row[at['day']].text)}")
                good = False
            else:
                seen_days.add(day)
        for end in ("source", "target"):
            cell = row[at[end] or ""]
            if cell.text not in everybody:
                what = f"there is nobody with the id {shown(cell.text)} in the roster"
                faults.add(cell.place, what, cure=_near_id(cell.text, everybody))
                good = False
        if not good:
            continue
        source, target = row[at["source"]], row[at["target"]]
        if source.text == target.text:
            faults.add(target.place, f"a tie of {shown(source.text)} with itself")
            continue
        if days and whole(row[at["day"] or ""]) not in days:
            continue
        if source.text in kept and target.text in kept:
            pair = (kept[source.text], kept[target.text])
            if tables.undirected and pair[0] > pair[1]:
                pair = (pair[1], pair[0])
            sums[pair] = sums.get(pair, 0.0) + weight
    absent = sorted(days - seen_days)
    if absent and table.rows:
        listed = ", ".join(str(day) for day in absent)
        faults.add(Place(table.source), f"has no row of day {listed}", where="tables.day")
    ties = [(i, j, w) for (i, j), w in sums.items() if w >= tables.threshold and w > 0]
    if tables.undirected:
        ties += [(j, i, w) for i, j, w in ties]
    return tuple(sorted(ties))


def _near_id(text: str, known: Iterable[str]) -> str:
    cure = suggest(text, known)
    return cure if cure.startswith("did you mean") else ""


def _survey(
    table: Table, tables: Tables, dimensions: tuple[str, ...], people: dict[str, _Person], faults: Collected
) -> None:
    """Put values on people: answers averaged by dimension, mapped to 0..1, gaps filled by the stated rule."""
    at = column(table, "id", faults, needed=True, mapped=False)
    items: list[list[str]] = []
    before = len(faults.found)
    for name in dimensions:
        wanted = tables.survey_items.get(name)
        if wanted is None:
            cure = f"name its columns with survey_items: {{{name}: [...]}}; [] draws the values"
            found = column(table, name, faults, needed=True, cure=cure)
            items.append([found] if found else [])
        else:
            items.append([found for item in wanted if (found := column(table, item, faults, needed=True))])
    if at is None or len(faults.found) > before:
        return
    low, high = tables.survey_scale.low, tables.survey_scale.high
    if not low < high:
        return
    seen: dict[str, int] = {}
    for row in table.rows:
        cell = row[at]
        person = people.get(cell.text)
        if person is None:
            what = f"there is nobody with the id {shown(cell.text)} in the roster"
            faults.add(cell.place, what, cure=_near_id(cell.text, people))
        elif cell.text in seen:
            faults.add(
                cell.place,
                f"the id {shown(cell.text)} is here twice",
                cure=f"first in line {seen[cell.text]}",
            )
        answers = [[_answer(row[item], item, table, tables, faults) for item in listed] for listed in items]
        if person is not None and cell.text not in seen:
            seen[cell.text] = cell.place.line
            person.values = [_mean(listed, low, high) for listed in answers]
    surveyed = [index for index, listed in enumerate(items) if listed]
    _fill_gaps(list(people.values()), surveyed, dimensions, tables, faults)


def _answer(cell: Cell, item: str, table: Table, tables: Tables, faults: Collected) -> float | None:
    if cell.text.lower() in MISSING:
        return None
    low, high = tables.survey_scale.low, tables.survey_scale.high
    value = number(cell, table)
    if value is None:
        faults.add(cell.place, f"must be a number from {low:g} to {high:g}, or empty, got {shown(cell.text)}")
        return None
    if not low <= value <= high:
        faults.add(
            cell.place,
            f"must be on the scale from {low:g} to {high:g}, got {shown(cell.text)}",
            cure="or empty",
        )
        return None
    return low + high - value if item in tables.reverse_coded else value


def _mean(answers: list[float | None], low: float, high: float) -> float | None:
    """Mean of the items of a dimension, mapped to 0..1, if at least half of them were answered."""
    given = [answer for answer in answers if answer is not None]
    if not given or 2 * len(given) < len(answers):
        return None
    return (sum(given) / len(given) - low) / (high - low)


def _fill_gaps(
    people: list[_Person], surveyed: list[int], dimensions: tuple[str, ...], tables: Tables, faults: Collected
) -> None:
    for person in people:
        if person.values is None:
            person.values = [None] * len(dimensions)
    if tables.missing == "drop":
        # dimensions without items are drawn for everybody; nobody is dropped for them
        for person in people:
            assert person.values is not None
            gap = any(person.values[index] is None for index in surveyed)
            person.values = None if gap else person.values
        return
    means: dict[tuple[str, int], float | None] = {}
    for index in surveyed:
        for team in {person.team for person in people} | {""}:
            given = [
                value
                for person in people
                if (not team or person.team == team)
                and person.values
                and (value := person.values[index]) is not None
            ]
            means[team, index] = sum(given) / len(given) if given else None
    for person in people:
        assert person.values is not None
        for index in surveyed:
            if person.values[index] is not None or tables.missing == "formative":
                continue
            if tables.missing == "refuse":
                faults.add(
                    next(iter(person.row.values())).place,
                    f"{shown(person.id)} has no answer on {dimensions[index]}",
                    where="tables.missing",
                    cure="choose another rule for missing answers: mean, team_mean, formative or drop",
                )
                continue
            team_mean = means[person.team, index] if tables.missing == "team_mean" else None
            person.values[index] = means["", index] if team_mean is None else team_mean


def as_tables(plain: dict[str, Any]) -> Tables | None:
    """The section of a draft, if it is good enough to read by."""
    try:
        return Tables.model_validate(plain)
    except (ValueError, Faults):
        return None
