"""The survey: answers become values between 0 and 1, gaps are filled by a stated rule."""

from __future__ import annotations

from lcsim.part.arithmetic import mean_in_order
from lcsim.scenario.csv_reading import MISSING, Cell, Table, column, number
from lcsim.scenario.model import Tables
from lcsim.scenario.roster import Person, near_id
from lcsim.scenario.tree import Collected, Place, shown


def read_survey(
    table: Table, tables: Tables, dimensions: tuple[str, ...], people: dict[str, Person], faults: Collected
) -> None:
    """Put values on people: answers averaged by dimension, mapped to 0..1, gaps filled by the stated rule."""
    at = column(table, "id", faults, needed=True, mapped="survey.id" in tables.columns, own="survey.id")
    items: list[list[str]] = []
    before = len(faults.found)
    for name in dimensions:
        wanted = tables.survey_items.get(name)
        if wanted is None:
            cure = f"name its columns with survey_items: {{{name}: [...]}}; [] draws the values"
            found = column(table, name, faults, needed=True, cure=cure)
            items.append([found] if found else [])
        else:
            here = ", ".join(name for name in table.header if name)[:200]
            cure = f"survey_items names columns of this table; here: {here}"
            items.append([found for item in wanted if (found := column(table, item, faults, needed=True, cure=cure))])
    if at is None or len(faults.found) > before:
        return
    if not all(scale.low < scale.high for scale in (tables.survey_scale, *tables.item_scales.values())):
        return
    low, high = tables.survey_scale.low, tables.survey_scale.high
    seen: dict[str, int] = {}
    wrong: set[str] = set()
    for row in table.rows:
        cell = row[at]
        person = people.get(cell.text)
        if person is None and people:  # of a roster without people it is told that it has none
            what = f"there is nobody with the id {shown(cell.text)} in the roster"
            faults.add(cell.place, what, cure=near_id(cell.text, people))
        elif cell.text in seen:
            faults.add(
                cell.place,
                f"the id {shown(cell.text)} is here twice",
                cure=f"first in line {seen[cell.text]}",
            )
        told = len(faults.found)
        answers = [[_answer(row[item], item, table, tables, faults) for item in listed] for listed in items]
        if person is not None and cell.text not in seen:
            seen[cell.text] = cell.place.line
            if len(faults.found) > told:
                wrong.add(person.id)
            person.values = [_mean(listed, low, high) for listed in answers]
    surveyed = [index for index, listed in enumerate(items) if listed]
    for index in surveyed:
        told_all = all(person.values is None or person.values[index] is None for person in people.values())
        if told_all and people and not wrong and tables.missing not in ("formative", "refuse"):
            what = f"nobody of the roster has an answer on {dimensions[index]}"
            faults.add(Place(table.source), what, cure="missing: formative draws the values")
    _fill_gaps(list(people.values()), surveyed, dimensions, tables, faults, wrong)


def _answer(cell: Cell, item: str, table: Table, tables: Tables, faults: Collected) -> float | None:
    """An answer on the common scale, turned round where agreeing means the opposite."""
    if cell.text.lower() in MISSING:
        return None
    scale = tables.item_scales.get(item, tables.survey_scale)
    low, high = scale.low, scale.high
    value = number(cell, table)
    if value is None:
        faults.add(cell.place, f"must be a number from {low:g} to {high:g}, or empty, got {shown(cell.text)}")
        return None
    if value in tables.missing_codes:
        return None
    if not low <= value <= high:
        faults.add(
            cell.place,
            f"must be on the scale from {low:g} to {high:g}, got {shown(cell.text)}",
            cure=f"survey_scale says the ends of the scale; missing_codes: [{value:g}] makes it no answer",
        )
        return None
    if item in tables.reverse_coded:
        value = low + high - value
    common = tables.survey_scale
    if scale != common:  # ends meet ends: 1 of 1 to 5 is 1 of 1 to 7, and 5 is 7
        value = common.low + (value - low) * (common.high - common.low) / (high - low)
    return value


def _mean(answers: list[float | None], low: float, high: float) -> float | None:
    """Mean of the items of a dimension, 0..1, if at least half of them were answered."""
    given = [answer for answer in answers if answer is not None]
    if not given or 2 * len(given) < len(answers):
        return None
    return (_mean_within(given) - low) / (high - low)


def _mean_within(numbers: list[float]) -> float:
    """Mean that rounding never takes beyond them: of answers that are all the same it is that answer."""
    return min(max(mean_in_order(numbers), min(numbers)), max(numbers))


def _fill_gaps(
    people: list[Person],
    surveyed: list[int],
    dimensions: tuple[str, ...],
    tables: Tables,
    faults: Collected,
    wrong: set[str],
) -> None:
    """Give values to those without; who has answers that are `wrong` has been told of already."""
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
                if (not team or person.team == team) and person.values and (value := person.values[index]) is not None
            ]
            means[team, index] = _mean_within(given) if given else None
    for person in people:
        assert person.values is not None
        for index in surveyed:
            if person.values[index] is not None or tables.missing == "formative":
                continue
            if tables.missing == "refuse":
                if person.id in wrong:
                    continue
                faults.add(
                    next(iter(person.row.values())).place,
                    f"{shown(person.id)} has no answer on {dimensions[index]}",
                    where="tables.missing",
                    cure="choose another rule for missing answers: mean, team_mean, formative or drop",
                )
                continue
            team_mean = means[person.team, index] if tables.missing == "team_mean" else None
            person.values[index] = means["", index] if team_mean is None else team_mean
