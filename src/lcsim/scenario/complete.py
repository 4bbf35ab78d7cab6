"""Filling in what a file leaves out: short forms of practices, defaults that depend on other sections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from lcsim.scenario import catalogue
from lcsim.scenario.model import MOST_DOMAINS, MOST_OPTIONS, Founding, Name
from lcsim.scenario.shape import complaint
from lcsim.scenario.tree import Node, Place, name_of

DOMAINS = 12
OPTIONS = 4
COMPLEXITY = 3
DECIDING: Final = frozenset({"values", "values_mean"})
"""Keys whose numbers decide, by being equal to one another or not, what else is filled in."""


def _count(node: Node | None, least: int, most: int) -> int | None:
    """A number in the place of a list, if it is one that can be written out."""
    if node is None or isinstance(node.value, bool) or not isinstance(node.value, int):
        return None
    return node.value if least <= node.value <= most else None


def _unnamed(stem: str, count: int, place: Place) -> Node:
    items = [Node({"name": Node(f"{stem}_{i + 1}", place)}, place, {"name": place}) for i in range(count)]
    return Node(list(items), place)


def write_out_practices(root: Node) -> Node:
    """``domains: 12`` and ``options: 4`` become unnamed ones; domains without options get the shared ones."""
    children = dict(root.mapping() or {})
    practices = children.get("practices")
    if practices is None:
        practices = Node({}, root.place)
    if practices.mapping() is None:
        return root
    inside = dict(practices.mapping() or {})
    domains = inside.get("domains", Node(DOMAINS, practices.place))
    number = _count(domains, 1, MOST_DOMAINS)
    if number is not None:
        domains = _unnamed("domain", number, domains.place)
    shared = inside.get("options")
    number = _count(shared, 2, MOST_OPTIONS)
    if number is not None and shared is not None:
        shared = inside["options"] = _names("option", number, shared.place)
    if domains.items() is None and domains.mapping() is None:
        inside["domains"] = domains  # shaping says what it must be
    elif domains.items() is not None:
        inside["domains"] = Node([_with_options(item, shared) for item in domains.items() or []], domains.place)
    else:
        written = {key: _with_options(item, shared) for key, item in (domains.mapping() or {}).items()}
        inside["domains"] = Node(written, domains.place, domains.keys)
    count = len(inside["domains"].mapping() or inside["domains"].items() or ())
    if "complexity" not in inside and count:
        inside["complexity"] = Node(min(COMPLEXITY, count - 1), practices.place)
    children["practices"] = Node(inside, practices.place, practices.keys)
    return Node(children, root.place, root.keys)


def without_shared_options(root: Node) -> Node:
    """The tree of `write_out_practices` without the options that domains only share: others can be given to all."""
    practices = root.get("practices")
    domains = practices.get("domains") if practices is not None else None
    if practices is None or domains is None:
        return root

    def bared(domain: Node, name: str) -> Node:
        children = dict(domain.mapping() or {})
        options = children.get("options")
        listed = options.items() if options is not None else None
        if listed and all(isinstance(item.value, str) or set(item.mapping() or ()) == {"name"} for item in listed):
            del children["options"]
        return Node(children, domain.place, domain.keys) if domain.mapping() is not None else domain

    inside = {**(practices.mapping() or {}), "domains": _each(domains, bared)}
    whole = {**(root.mapping() or {}), "practices": Node(inside, practices.place, practices.keys)}
    return Node(whole, root.place, root.keys)


def write_out_people(root: Node) -> Node:
    """``people: 20`` becomes one group of staff; an organisation with people of its own gets one team."""
    listed = root.get("organisations")
    if listed is None:
        return root
    organisations = _each(listed, _with_team)
    return Node({**(root.mapping() or {}), "organisations": organisations}, root.place, root.keys)


def _each(listed: Node, change: Callable[[Node, str], Node]) -> Node:
    """A list, or mapping of names, with every item changed; the change is told the name."""
    items, children = listed.items(), listed.mapping()
    if items is not None:
        return Node([change(item, name_of(item) or "") for item in items], listed.place)
    if children is not None:
        return Node({name: change(item, name) for name, item in children.items()}, listed.place, listed.keys)
    return listed


def _with_team(organisation: Node, name: str) -> Node:
    children = dict(organisation.mapping() or {})
    if not children:
        return organisation
    keys = dict(organisation.keys)
    people = children.get("people")
    if people is not None and "teams" not in children:
        del children["people"]
        place = organisation.key_place("people")
        team = Node(
            {"name": Node("team" if complaint(name, Name) else name, place), "people": people},
            place,
            {"people": place},
        )
        children["teams"] = Node([team], place)
        keys["teams"] = place
    if "teams" in children:
        children["teams"] = _each(children["teams"], _with_groups)
    return Node(children, organisation.place, keys)


def _with_groups(team: Node, name: str) -> Node:
    people = team.get("people")
    number = _count(people, -(10**30), 10**30)
    if people is None or number is None:
        return team
    count = Node(number, people.place, origin=people.origin)
    group = Node({"name": Node("staff", people.place), "count": count}, people.place)
    children = {**(team.mapping() or {}), "people": Node([group], people.place)}
    return Node(children, team.place, team.keys)


def _names(stem: str, count: int, place: Place) -> Node:
    return Node([Node(f"{stem}_{i + 1}", place) for i in range(count)], place)


def _with_options(domain: Node, shared: Node | None) -> Node:
    """A domain with its options: its own, those shared by all, or unnamed ones."""
    if isinstance(domain.value, str):
        domain = Node({"name": domain}, domain.place, {"name": domain.place})
    children = domain.mapping()
    if children is None:
        return domain
    own = children.get("options")
    number = _count(own, 2, MOST_OPTIONS)
    if number is not None and own is not None:
        options = _unnamed("option", number, own.place)
    elif own is not None:
        return domain
    elif shared is not None and shared.items() is not None:
        options = Node(
            [Node({"name": item}, item.place, {"name": item.place}) for item in shared.items() or []],
            shared.place,
        )
    else:
        options = _unnamed("option", OPTIONS, domain.place)
    return Node({**children, "options": options}, domain.place, domain.keys)


def fill_in(plain: dict[str, Any]) -> None:
    """Defaults that depend on other sections, in place: headline dimension, values, safety, measures."""
    dimensions = [item["name"] for item in plain.get("values", ()) if "name" in item]
    if dimensions:
        plain.setdefault("level", dimensions[0])
    founding = plain.get("founding") or {}
    defaults = {name: info.default for name, info in Founding.model_fields.items()}
    mean = founding.get("values_mean", defaults["values_mean"])
    spread = founding.get("values_spread", defaults["values_spread"])
    safety = founding.get("safety", defaults["safety"])
    for organisation in plain.get("organisations", ()):
        for team in organisation.get("teams", ()):
            if team.get("safety") is None:
                team["safety"] = safety
            for people in team.get("people", ()):
                given = people.get("values", {})
                if founding.get("values", "normal") != "normal" and any(given[name] != mean for name in given):
                    people.setdefault("drawn", "normal")  # who names values has them, whatever the others have
                people["values"] = {**{name: given.get(name, mean) for name in dimensions}, **given}
                if people.get("spread") is None:
                    people["spread"] = spread
    if plain.get("measures") is None:
        plain["measures"] = list(catalogue.measures())
