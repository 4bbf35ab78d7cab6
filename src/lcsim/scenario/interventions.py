"""The section ``interventions``: kinds of the catalogue with their window, target, dose and parameters."""

from __future__ import annotations

from typing import Any, Final

from lcsim.part import InterventionPart
from lcsim.part.faults import suggest
from lcsim.scenario import catalogue
from lcsim.scenario.model import Intervention
from lcsim.scenario.rules import check_parameter, defaults
from lcsim.scenario.shape import FAULTY, Shaper
from lcsim.scenario.tree import Node, from_python, shown

WINDOW: Final = tuple(name for name in Intervention.model_fields if name != "parameters")
"""Keys that every intervention has."""


def parameters_of(part: type[InterventionPart]) -> dict[str, Any]:
    """Defaults of the parameters that are the kind's own."""
    return {key: value for key, value in defaults(part).items() if key not in WINDOW}


def in_long_form(node: Node) -> Node:
    """A list of interventions, each with a name and its own parameters under ``parameters``.

    A mapping of names is a list of named things; the name of a kind needs no ``kind``. Without a name,
    an intervention goes by its kind, with a number from the second on.
    """
    items = node.items()
    children = node.mapping()
    if children is not None:
        items = []
        for name, child in children.items():
            if child.mapping() is None:
                if child.value is not None or child.broken:
                    items.append(child)
                continue
            place = node.key_place(name)
            wanted = ("name", "kind") if name in catalogue.interventions() else ("name",)
            extra = {key: Node(name, place) for key in wanted if child.get(key) is None}
            items.append(
                Node(
                    {**extra, **(child.mapping() or {})},
                    child.place,
                    {**dict.fromkeys(extra, place), **child.keys},
                )
            )
    if items is None:
        return node
    taken: set[str] = set()
    for item in items:
        given = item.get("name")
        if given is not None and isinstance(given.value, str):
            taken.add(given.value)
    return Node([_long(item, taken) for item in items], node.place)


def _long(item: Node, taken: set[str]) -> Node:
    if isinstance(item.value, str):
        item = Node({"kind": item}, item.place, {"kind": item.place})
    children = item.mapping()
    if children is None:
        return item
    kind = item.get("kind")
    part = catalogue.interventions().get(kind.value) if kind and isinstance(kind.value, str) else None
    own = parameters_of(part) if part is not None else {}
    kept: dict[str, Node] = {}
    moved: dict[str, Node] = {}
    for key, child in children.items():
        (moved if key in own and key not in WINDOW else kept)[key] = child
    keys = dict(item.keys)
    if moved:
        before = item.get("parameters")
        inner = dict(before.mapping() or {}) if before is not None else {}
        inner_keys = dict(before.keys) if before is not None else {}
        for key, child in moved.items():
            inner[key] = child
            inner_keys[key] = keys.pop(key, child.place)
        kept["parameters"] = Node(inner, item.place, inner_keys)
    if "name" not in kept and kind is not None and isinstance(kind.value, str):
        name, number = kind.value, 1
        while name in taken:
            number += 1
            name = f"{kind.value}_{number}"
        taken.add(name)
        kept["name"] = Node(name, kind.place)
        keys["name"] = kind.place
    return Node(kept, item.place, keys)


def check_kinds(node: Node | None, shaper: Shaper) -> Node | None:
    """Check kinds and parameters, fill the parameters in, and leave the rest to the models."""
    items = node.items() if node is not None else None
    if node is None or items is None:
        return node
    known = catalogue.interventions()
    checked = []
    for index, item in enumerate(items):
        where = f"interventions[{index}]"
        kind = item.get("kind")
        if item.mapping() is None or kind is None or not isinstance(kind.value, str):
            if item.mapping() is not None and kind is None:
                shaper.faults.add(item.place, "'kind' is missing", where=where, cure=f"one of {', '.join(known)}")
            checked.append(_window_only(item))
            continue
        if kind.value not in known:
            shaper.faults.add(
                kind.place,
                f"{shown(kind.value)} is not an intervention",
                where=where,
                cure=suggest(kind.value, known),
            )
            checked.append(_window_only(item))
            continue
        checked.append(_filled(item, known[kind.value], where, shaper))
    return Node(checked, node.place)


def _window_only(item: Node) -> Node:
    """An item of unknown kind without what only its kind could explain."""
    children = item.mapping()
    if children is None:
        return item
    kept = {key: child for key, child in children.items() if key in WINDOW}
    kept.setdefault("kind", Node("unknown", item.place))
    return Node(kept, item.place, item.keys)


def _filled(item: Node, part: type[InterventionPart], where: str, shaper: Shaper) -> Node:
    own = parameters_of(part)
    given = item.get("parameters")
    children = dict(item.mapping() or {})
    keys = set(children) - set(WINDOW) - {"parameters"}
    for key in sorted(keys):
        shaper.faults.add(
            item.key_place(key), "unknown key", where=f"{where}.{key}", cure=suggest(key, (*WINDOW, *own))
        )
        del children[key]
    values: dict[str, Node] = {}
    if given is not None and given.mapping() is None and given.value is not None:
        shaper.faults.add(given.place, f"must be a mapping, got {shown(given.value)}", where=f"{where}.parameters")
    for key, child in ((given.mapping() or {}) if given is not None else {}).items():
        assert given is not None
        if key not in own:
            shaper.faults.add(given.key_place(key), "unknown parameter", where=f"{where}.{key}", cure=suggest(key, own))
            continue
        value = check_parameter(part, key, child, f"{where}.{key}", shaper)
        if value is not FAULTY:
            values[key] = Node(value, child.place, origin=child.origin) if not child.mapping() else child
    for key, value in own.items():
        if key not in values:
            values[key] = from_python(value, item.place)
    for key in WINDOW:
        fields = {fact.name: fact for fact in part.facts()}
        if key in fields:
            if key not in children:
                children[key] = Node(fields[key].default, item.place)
            else:
                check_parameter(part, key, children[key], f"{where}.{key}", shaper)
    children["parameters"] = Node(values, item.place)
    return Node(children, item.place, item.keys)
