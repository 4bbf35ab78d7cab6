"""The roster: who is there, in which team, in which role."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lcsim.part import ROLES
from lcsim.part.faults import suggest
from lcsim.scenario.csv_reading import MISSING, Cell, Table, column, number, whole
from lcsim.scenario.model import Name, Tables
from lcsim.scenario.shape import complaint
from lcsim.scenario.spelling import ALIKE, one_spelling
from lcsim.scenario.tree import Collected, Place, shown

COLUMNS: Final = {
    "roster": ("id", "organisation", "team", "role", "group", "joined", "leader", "openness", "susceptibility"),
    "ties": ("source", "target", "weight", "day"),
    "survey": ("id",),
}
"""Our names of the columns of each table; `id`, `source` and `target` are needed."""


def names_of_columns() -> set[str]:
    """What may stand left in ``columns``: a name for all tables (``id``) or for one (``survey.id``)."""
    return {name for key, names in COLUMNS.items() for own in names for name in (own, f"{key}.{own}")}


def columns_of(tables: Tables, key: str) -> dict[str, str]:
    """Names of columns by ours in one of the tables, where they differ."""
    common = {name: theirs for name, theirs in tables.columns.items() if "." not in name}
    return common | {
        name.removeprefix(f"{key}."): theirs for name, theirs in tables.columns.items() if name.startswith(f"{key}.")
    }


YES: Final = frozenset({"1", "yes", "y", "true", "x", "ja", "j"})
NO: Final = frozenset({"0", "no", "n", "false", "", "nee"})
DUTCH_ROLES: Final = {"medewerker": "staff", "leidinggevende": "leader", "begeleider": "facilitator"}
"""As figures in Dutch call them; a student is one in both languages."""
LIKE_A_ROLE: Final = 0.75
"""How alike a word must be (difflib): a docent is no student."""
ALL_ONE_TEAM: Final = "all"


@dataclass
class Person:
    """A row of the roster, understood; `values` come from the survey."""

    id: str
    organisation: str
    team: str
    group: str
    role: str
    joined: int | None
    row: dict[str, Cell]
    openness: float | None = None
    susceptibility: float | None = None
    values: list[float | None] | None = None


def near_id(text: str, known: Iterable[str]) -> str:
    """Suggest an id only when one is near: the others are nobody's business."""
    known = list(known)
    same = [other for other in known if _plain(other) == _plain(text)]
    if same:
        return f"did you mean '{same[0]}'?"
    cure = suggest(text, known)
    return cure if cure.startswith("did you mean") else ""


def _plain(text: str) -> str:
    """An id without what spreadsheet programs change: leading zeros, .0 behind it, capitals."""
    digits = text[:-2] if text.endswith(".0") else text
    return (digits.lstrip("0") or "0") if digits.isdigit() else text.casefold()


def _cell(row: dict[str, Cell], name: str | None) -> str:
    return row[name].text if name is not None else ""


def read_roster(table: Table, tables: Tables, organisation: str, faults: Collected) -> list[Person]:
    """People in the order of the roster; rows with a fault that makes them nobody are left out."""
    at = {
        name: column(table, name, faults, needed=name == "id", mapped=name in columns_of(tables, "roster"))
        for name in COLUMNS["roster"]
    }
    if at["id"] is None:
        return []
    people: list[Person] = []
    seen: dict[str, int] = {}
    checked: set[str | tuple[str, str]] = set()
    given: dict[str, str] = {}
    spelt: dict[tuple[str, ...], str] = {}
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
        for depth, name in enumerate(names):
            theirs = at[name]
            if theirs is None:
                continue
            text = row[theirs].text
            if not text and name == "group":
                continue
            names[name] = _in_words(name, text)
            if text not in checked:
                checked.add(text)
                wrong = complaint(names[name], Name)
                if wrong:
                    what = f"cannot be the name of this {name}: {wrong[0]}" if text else f"the {name} is missing"
                    faults.add(row[theirs].place, what, cure="change it in the table" if text else "")
                    checked.discard("")
            first = spelt.setdefault((*tuple(names.values())[:depth], one_spelling(names[name])), names[name])
            if first != names[name] and (first, names[name]) not in checked:
                checked.add((first, names[name]))
                what = f"{shown(names[name])} and {shown(first)} differ only in capitals or blanks"
                faults.add(row[theirs].place, what, cure=ALIKE)
            if given.setdefault(names[name], text) != text and (name, text) not in checked:
                checked.add((name, text))
                what = f"{shown(given[names[name]])} and {shown(text)} would both be called {shown(names[name])}"
                faults.add(row[theirs].place, what, cure="give one of them another name in the table")
        joined = _joined(row, at["joined"], faults)
        person = Person(cell.text, names["organisation"], names["team"], names["group"], role, joined, row)
        person.openness = _share(row, at["openness"], table, faults)
        person.susceptibility = _share(row, at["susceptibility"], table, faults)
        people.append(person)
    if not people and not faults.found:
        faults.add(Place(table.source), "has no people", cure="each row below the header is a person")
    return people


def _in_words(kind: str, text: str) -> str:
    """A number is no name: team 12 of a table is called ``team_12``."""
    return f"{kind}_{text}" if text.isdigit() else text


def _role(row: dict[str, Cell], at: dict[str, str | None], faults: Collected) -> str:
    role = "staff"
    text = _cell(row, at["role"]).lower()
    text = DUTCH_ROLES.get(text, text)
    if text:
        if text in ROLES:
            role = text
        else:
            cell = row[at["role"] or ""]
            faults.add(cell.place, f"{shown(cell.text)} is not a role", cure=_likely_role(text))
    if at["leader"] is not None:
        cell = row[at["leader"]]
        if cell.text.lower() in YES:
            role = "leader"
        elif cell.text.lower() not in NO:
            faults.add(cell.place, f"must be yes or no, got {shown(cell.text)}")
    return role


def _likely_role(text: str) -> str:
    """The role that somebody must have meant, or all that there are."""
    near = difflib.get_close_matches(text, [*ROLES, *DUTCH_ROLES], n=1, cutoff=LIKE_A_ROLE)
    return f"did you mean '{near[0]}'?" if near else f"roles are {', '.join(ROLES)}; in Dutch {', '.join(DUTCH_ROLES)}"


def _share(row: dict[str, Cell], name: str | None, table: Table, faults: Collected) -> float | None:
    if name is None or row[name].text.lower() in MISSING:
        return None
    share = number(row[name], table)
    if share is None or not 0.0 <= share <= 1.0:
        faults.add(row[name].place, f"must be a number from 0 to 1, got {shown(row[name].text)}")
        return None
    return share


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
