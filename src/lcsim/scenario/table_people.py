"""The organisations, teams and groups that a roster stands for, put into the scenario."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from lcsim.part import Origin
from lcsim.part.arithmetic import mean_in_order
from lcsim.scenario.shape import Shaper
from lcsim.scenario.spelling import nearest, one_spelling
from lcsim.scenario.tables import FoundingTables, as_tables, read_tables
from lcsim.scenario.tree import shown

JUDGED_BY: Final = ("tables.survey_scale", "tables.item_scales", "tables.missing_codes")
"""What answers of a survey are judged by."""


def organisations_of_tables(plain: dict[str, Any], shaper: Shaper) -> None:
    """Give `plain`, in place, the organisations, teams and groups of its roster, and the digests of tables.

    What the scenario file says of a team or group of that name is kept (how it is governed, what newcomers
    bring); only head counts come from the roster. Groups that the roster does not have stay as they are.
    """
    tables = as_tables(plain["tables"])
    if tables is None or tables.roster is None:
        return
    if any(fault.where.startswith(JUDGED_BY) for fault in shaper.faults.found):
        tables = tables.model_copy(update={"survey": None})  # answers are judged once it is known what is asked of them
    organisations: list[dict[str, Any]] = plain.setdefault("organisations", [])
    names = [item["name"] for item in organisations if "name" in item]
    only = names[0] if len(names) == 1 else plain.get("name", "organisation")
    dimensions = tuple(item["name"] for item in plain.get("values", ()) if "name" in item)
    found = read_tables(tables, dimensions, only, shaper.faults, lambda key: shaper.shaped.place(f"tables.{key}"))
    if found is None:
        return
    plain["tables"]["digests"] = dict(found.digests)
    _check_names(organisations, found, shaper)
    _place_people(organisations, found, shaper)


def _check_names(organisations: list[dict[str, Any]], found: FoundingTables, shaper: Shaper) -> None:
    """Note teams and organisations of the file without people, of which the roster has a name that is near."""
    teams: dict[str, list[str]] = {}
    for organisation, team, _ in found.members:
        teams.setdefault(organisation, []).append(team)
    for o, own in enumerate(organisations):
        here, inside = f"organisations[{o}]", own.get("teams", ())
        if not any(team.get("people") for team in inside):
            _check_name(own.get("name", ""), teams, "organisation", here, shaper)
        for u, team in enumerate(inside):
            if not team.get("people"):
                _check_name(
                    team.get("name", ""), teams.get(own.get("name", ""), ()), "team", f"{here}.teams[{u}]", shaper
                )


def _check_name(name: str, known: Iterable[str], kind: str, where: str, shaper: Shaper) -> None:
    near = None if name in known else nearest(name, known)
    if near is not None and one_spelling(near) != one_spelling(name):  # that is told of the names
        what = f"{shown(name)} is no {kind} of the roster, and has no people of its own"
        shaper.faults.add(shaper.shaped.place(f"{where}.name"), what, where=where, cure=f"did you mean '{near}'?")


def _entry(items: list[dict[str, Any]], name: str, where: str, shaper: Shaper) -> tuple[dict[str, Any], str]:
    """The item of that name, made if there is none, and its path."""
    for index, item in enumerate(items):
        if item.get("name") == name:
            inside = f"{where}[{index}]"
            if item.get("count", 1) != 1 and "role" not in item and "values" not in item:
                shaper.faults.add(
                    shaper.shaped.place(f"{inside}.count"),
                    f"must be 1: '{name}' is in the roster, and there is one of it, got {item['count']}",
                    where=f"{inside}.count",
                )
            return item, inside
    items.append({"name": name})
    return items[-1], f"{where}[{len(items) - 1}]"


def _place_people(organisations: list[dict[str, Any]], found: FoundingTables, shaper: Shaper) -> None:
    for (organisation_name, team_name, group_name), people in found.members.items():
        roles = [found.roles[index] for index in people]
        organisation, where = _entry(organisations, organisation_name, "organisations", shaper)
        team, where = _entry(organisation.setdefault("teams", []), team_name, f"{where}.teams", shaper)
        groups = team.setdefault("people", [])
        path = f"organisations.{organisation_name}.teams.{team_name}.people.{group_name}"
        index = next((g for g, item in enumerate(groups) if item.get("name") == group_name), len(groups))
        where = f"{where}.people[{index}]"
        if index == len(groups):
            groups.append({"name": group_name, "role": roles[0]})
        group = groups[index]
        given = group.setdefault("role", roles[0])
        other = next((role for role in roles if role != given), None)
        if other is not None:
            shaper.faults.add(
                shaper.shaped.place(f"{where}.role"),
                f"the group '{group_name}' of team '{team_name}' is {given}, the roster says {other}",
                where=where,
                cure="give those people another group in the roster",
            )
        if group.setdefault("count", len(roles)) != len(roles):
            shaper.faults.add(
                shaper.shaped.place(f"{where}.count"),
                f"must be {len(roles)}, as in the roster, got {group['count']}",
                where=f"{where}.count",
                cure="leave count out: the roster counts",
            )

        _values_of_newcomers(group, path, people, found, shaper)


def _values_of_newcomers(
    group: dict[str, Any], path: str, people: tuple[int, ...], found: FoundingTables, shaper: Shaper
) -> None:
    """Those who come later bring what those of their group answered on average, if nothing else is said."""
    if found.values is None:
        return
    values = group.setdefault("values", {})
    for v, dimension in enumerate(found.dimensions):
        answers = [value for index in people if (value := found.values[index][v]) is not None]
        if dimension not in values and answers:
            values[dimension] = mean_in_order(answers)
            origin = Origin(origin="estimated", source="mean of the group in the survey")
            shaper.shaped.origins[f"{path}.values.{dimension}"] = origin
