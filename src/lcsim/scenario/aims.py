"""Whether an intervention can be aimed as its scenario says: at whole organisations, at communities, at people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lcsim.part import InterventionPart
from lcsim.scenario.model import copies

Place = tuple[str, str, str, str]
"""Organisation, team and role of a group of people, and its name."""


def complaint_about_aim(part: type[InterventionPart], who: dict[str, Any], plain: dict[str, Any]) -> tuple[str, str]:
    """What is wrong with whom an intervention is aimed at, and the cure; two empty texts when nothing is.

    Names in `who` must exist; `plain` is the scenario in its complete form.
    """
    if part.acts_on == "communities":
        return _at_communities(part, who, plain)
    places = list(places_of(plain))
    hit = [place for place in places if concerned(who, plain, place)]
    if part.acts_on == "organisations":
        touched = {place[0] for place in hit}
        missed = sorted({place[0] for place in places if place[0] in touched and place not in hit})
        if missed:
            what = f"{part.name} changes a whole organisation; it cannot be aimed at a part of '{missed[0]}'"
            return what, "name organisations only"
    teams = {place[:2] for place in hit}
    if part.fewest_teams > 1 and len(teams) < part.fewest_teams:
        return f"{part.name} needs at least {part.fewest_teams} teams to be aimed at, got {len(teams)}", ""
    return "", ""


def _at_communities(part: type[InterventionPart], who: dict[str, Any], plain: dict[str, Any]) -> tuple[str, str]:
    named = [key for key in ("organisations", "teams", "groups", "roles") if who.get(key)]
    if named:
        return f"{part.name} changes the sessions of learning communities; it cannot be aimed at {named[0]}", (
            "name communities only"
        )
    if not plain.get("communities"):
        return f"{part.name} changes the sessions of learning communities, and there are none", "add communities"
    return "", ""


def places_of(plain: dict[str, Any]) -> Iterator[Place]:
    """Every group of people of a scenario, copies of organisations and teams written out."""
    for organisation in plain.get("organisations", ()):
        for name in copies(organisation.get("name", ""), organisation.get("count", 1)):
            for team in organisation.get("teams", ()):
                for team_name in copies(team.get("name", ""), team.get("count", 1)):
                    for people in team.get("people", ()):
                        yield name, team_name, people.get("role", "staff"), people.get("name", "")


def concerned(who: dict[str, Any], plain: dict[str, Any], place: Place) -> bool:
    """Whether a group of people is among those whom an intervention, or a community, names."""
    communities = {c.get("name"): c.get("members", {}) for c in plain.get("communities", ())}
    named = [communities.get(name, {}) for name in who.get("communities", ())]
    return _among(who, plain, place) and (not named or any(_among(members, plain, place) for members in named))


def _among(members: dict[str, Any], plain: dict[str, Any], place: Place) -> bool:
    organisation, team, role, group = place
    return (
        _named(members.get("organisations"), organisation, plain.get("organisations", ()))
        and _named(members.get("teams"), team, (t for o in plain.get("organisations", ()) for t in o.get("teams", ())))
        and (not members.get("roles") or role in members["roles"])
        and (not members.get("groups") or group in members["groups"])
    )


def _named(names: Any, own: str, listed: Any) -> bool:
    """Whether `own`, or the thing that it is a copy of, is named; no names are all."""
    if not names:
        return True
    return own in names or any(
        item.get("name") in names and own in copies(item["name"], item.get("count", 1)) for item in listed
    )
