"""The table of ties: rows of a pair are added up, then kept from a threshold on."""

from __future__ import annotations

from collections import Counter

from lcsim.scenario.csv_reading import Table, column, number, whole
from lcsim.scenario.model import Tables
from lcsim.scenario.roster import COLUMNS, Person, columns_of, near_id
from lcsim.scenario.tree import Collected, Place, shown


def read_ties(
    table: Table, tables: Tables, people: list[Person], everybody: dict[str, Person], faults: Collected
) -> tuple[tuple[tuple[int, int, float], ...], float]:
    """Ties as (index of source, index of target, summed weight), sorted; undirected pairs both ways.

    Beside them the largest summed weight of all pairs, whether it reaches the threshold or not; 0 without any.
    """
    mapped = columns_of(tables, "ties")
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
        return (), 0.0
    kept = {person.id: index for index, person in enumerate(people)}
    sums: dict[tuple[int, int], float] = {}
    days = set(tables.day or ())
    seen_days: set[int] = set()
    ends = [row[name].text for row in table.rows for name in (at["source"], at["target"])]
    unknown = {name: times for name, times in Counter(ends).items() if name and name not in everybody}
    if not everybody:
        unknown = {}  # of a roster without people it is told that it has none
    for row in table.rows:
        weight = 1.0
        good = True
        if at["weight"] is not None:
            cell = row[at["weight"]]
            read = number(cell, table)
            if read is None or read < 0:
                what = f"must be a number of at least 0, got {shown(cell.text)}"
                faults.add(cell.place, what, cure="leave the row out if there is no tie")
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
            if not cell.text:
                faults.add(cell.place, "the id is missing", cure="leave the row out if there is no tie")
                good = False
            elif cell.text not in everybody:
                times = unknown.pop(cell.text, 0)
                if times:  # told once: all of them are wrong when the roster is of other people
                    more = f" (the first of {times} times)" if times > 1 else ""
                    what = f"there is nobody with the id {shown(cell.text)} in the roster{more}"
                    faults.add(cell.place, what, cure=near_id(cell.text, everybody))
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
    if tables.trust == "weight":
        for (i, j), w in sums.items():
            if w > 1.0:
                names = f"{shown(people[i].id)} and {shown(people[j].id)}"
                what = f"the tie of {names} has weight {w:g}: a weight that is a trust must be at most 1"
                faults.add(Place(table.source), what, where="tables.trust")
    absent = sorted(days - seen_days)
    if absent and table.rows:
        listed = ", ".join(str(day) for day in absent)
        faults.add(Place(table.source), f"has no row of day {listed}", where="tables.day")
    ties = [(i, j, w) for (i, j), w in sums.items() if w >= tables.threshold and w > 0]
    if tables.undirected:
        ties += [(j, i, w) for i, j, w in ties]
    return tuple(sorted(ties)), max(sums.values(), default=0.0)
