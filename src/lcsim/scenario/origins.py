"""Where numbers come from: `origin` and `source` are taken off the tree and put on the numbers themselves.

A number may be written ``{value: 11, origin: measured, source: "..."}``; any mapping may carry ``origin`` and
``source`` for the plain numbers inside it that have none nearer; a section ``origins`` gives them by dotted
path. Each number keeps its own, so that a number changed in a derived scenario loses that of the old one.
"""

from __future__ import annotations

from typing import Final

from lcsim.part import ORIGINS, Origin
from lcsim.part.faults import suggest
from lcsim.scenario.tree import Collected, Node, name_of, shown

WRAPPER: Final = ("value", "origin", "source")
WITHOUT_NUMBERS: Final = frozenset({"columns"})
"""Mappings of words in which ``source`` is a word like any other."""


def strip(root: Node, faults: Collected) -> Node:
    """Return the tree without origins; its numbers carry them."""
    explicit = _section(root, faults)
    used: set[str] = set()
    stripped = _strip(root, faults, None, "", explicit, used)
    section = root.get("origins")
    for path in sorted(set(explicit) - used):
        assert section is not None
        faults.add(section.key_place(path), f"there is no number at '{path}' in this file", where="origins")
    return stripped


def _section(root: Node, faults: Collected) -> dict[str, Origin]:
    section = root.get("origins")
    if section is None or section.value is None or section.broken:
        return {}
    children = section.mapping()
    if children is None:
        faults.add(section.place, f"must be a mapping of paths, got {shown(section.value)}", where="origins")
        return {}
    found = {}
    for path, child in children.items():
        where = f"origins.{path}"
        if child.mapping() is None:
            faults.add(child.place, "must be a mapping with origin and source", where=where)
            continue
        _unknown(child, ("origin", "source"), where, faults)
        origin = _own(child, None, where, faults)
        if origin is not None:
            found[path] = origin
    return found


def _unknown(node: Node, known: tuple[str, ...], where: str, faults: Collected) -> None:
    for key in node.mapping() or {}:
        if key not in known:
            faults.add(node.key_place(key), "unknown key", where=f"{where}.{key}", cure=suggest(key, known))


def _own(node: Node, nearest: Origin | None, where: str, faults: Collected) -> Origin | None:
    """The origin that a mapping states, completed by the nearest one outside it."""
    kind, source = node.get("origin"), node.get("source")
    if kind is None and source is None:
        return nearest
    origin = nearest.origin if nearest is not None else None
    text = nearest.source if nearest is not None and kind is None else ""
    if kind is not None and not kind.broken:
        if not isinstance(kind.value, str) or kind.value not in ORIGINS:
            cure = suggest(kind.value, ORIGINS) if isinstance(kind.value, str) else f"one of {', '.join(ORIGINS)}"
            faults.add(kind.place, f"{shown(kind.value)} is not an origin", where=_join(where, "origin"), cure=cure)
            return nearest
        origin = kind.value
    if source is not None and not source.broken:
        if not isinstance(source.value, str):
            faults.add(source.place, f"must be text, got {shown(source.value)}", where=_join(where, "source"))
        else:
            text = source.value
    if origin is None:
        if source is not None:
            faults.add(
                node.key_place("source"),
                "a source needs an origin beside it",
                where=_join(where, "source"),
                cure=f"add origin: {', '.join(ORIGINS[:-1])} or {ORIGINS[-1]}",
            )
        return nearest
    return Origin(origin=origin, source=text)


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _strip(
    node: Node,
    faults: Collected,
    nearest: Origin | None,
    path: str,
    explicit: dict[str, Origin],
    used: set[str],
) -> Node:
    children = node.mapping()
    if children is not None:
        if "value" in children:
            _unknown(node, WRAPPER, path, faults)
            own = _own(node, nearest, path, faults)
            inner = children["value"]
            if inner.mapping() is not None or inner.items() is not None:
                faults.add(inner.place, f"must be a single value, got {shown(inner.value)}", where=path)
                return Node(None, inner.place, broken=True)
            return _leaf(inner, own, path, explicit, used)
        own = _own(node, nearest, path, faults)
        kept = {}
        for key, child in children.items():
            if key in ("origin", "source") or (not path and key == "origins"):
                continue
            inside = _join(path, key)
            kept[key] = child if key in WITHOUT_NUMBERS else _strip(child, faults, own, inside, explicit, used)
        return Node(kept, node.place, node.keys, size=node.size)
    items = node.items()
    if items is not None:
        listed = [
            _strip(item, faults, nearest, _join(path, name_of(item) or str(index)), explicit, used)
            for index, item in enumerate(items)
        ]
        return Node(listed, node.place, node.keys, size=node.size)
    return _leaf(node, nearest, path, explicit, used)


def _leaf(node: Node, own: Origin | None, path: str, explicit: dict[str, Origin], used: set[str]) -> Node:
    if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
        return node
    prefix = path
    while prefix and own is None:
        if prefix in explicit:
            own = explicit[prefix]
            used.add(prefix)
        prefix = prefix.rpartition(".")[0]
    return Node(node.value, node.place, origin=own)
