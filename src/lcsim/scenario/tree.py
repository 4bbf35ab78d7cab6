"""What was read, with the place of everything: a tree of nodes that can be merged and pointed at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lcsim.part import Fault, Faults, Origin

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Source:
    """A text that people wrote: the name to show for it, and its lines."""

    file: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where something stands: line and column from 1, and its width; line 0 means nowhere in particular."""

    source: Source = Source("")
    line: int = 0
    column: int = 0
    width: int = 1


NOWHERE = Place()


@dataclass
class Node:
    """A mapping, a list or a scalar, with its place; `keys` holds the places of the keys of a mapping.

    `size` counts the nodes below with aliases written out; a `broken` scalar has a fault already.
    """

    value: dict[str, Node] | list[Node] | Scalar
    place: Place = NOWHERE
    keys: dict[str, Place] = field(default_factory=dict)
    origin: Origin | None = None
    size: int = 1
    broken: bool = False

    def mapping(self) -> dict[str, Node] | None:
        """The children, if this is a mapping."""
        return self.value if isinstance(self.value, dict) else None

    def items(self) -> list[Node] | None:
        """The children, if this is a list."""
        return self.value if isinstance(self.value, list) else None

    def get(self, key: str) -> Node | None:
        """The child under `key`, if this is a mapping that has it."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def key_place(self, key: str) -> Place:
        """Place of a key, or of the mapping."""
        return self.keys.get(key, self.place)

    def copy(self) -> Node:
        """A copy that can be changed without touching this one; scalars are shared."""
        if isinstance(self.value, dict):
            children: Any = {key: child.copy() for key, child in self.value.items()}
        elif isinstance(self.value, list):
            children = [child.copy() for child in self.value]
        else:
            return self
        return Node(children, self.place, dict(self.keys), self.origin, self.size)


class Collected:
    """Faults found so far; nothing is raised until all were looked for."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, place: Place, what: str, *, where: str = "", cure: str = "") -> None:
        """Note a fault at a place."""
        fault = fault_at(place, what, where=where, cure=cure)
        if fault not in self.found:
            self.found.append(fault)

    def guard(self, action: Callable[[], Any]) -> Any:
        """Do something that may raise `Faults`; collect these and return None instead."""
        try:
            return action()
        except Faults as faults:
            self.found.extend(fault for fault in faults.faults if fault not in self.found)
            return None

    def stop(self) -> None:
        """Raise what was found, if anything."""
        if self.found:
            raise Faults(sorted(self.found, key=lambda fault: (fault.file, fault.line, fault.column)))


def fault_at(place: Place, what: str, *, where: str = "", cure: str = "") -> Fault:
    """A fault with the source line and the width of what is wrong."""
    line_text = ""
    width = place.width
    if 0 < place.line <= len(place.source.lines):
        line_text = printable(place.source.lines[place.line - 1])[: place.column + 99]
        width = max(1, min(width, len(line_text.rstrip()) - place.column + 1))
    return Fault(
        what=what,
        file=place.source.file,
        line=place.line,
        column=place.column,
        where=where,
        cure=cure,
        source_line=line_text.rstrip(),
        width=width,
    )


def printable(text: str) -> str:
    """Text that any terminal can show, of the same length."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def shown(value: Any) -> str:
    """A value as people wrote it, cut short."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, str):
        text = printable(value)
        return f"'{text[:60]}...'" if len(text) > 60 else f"'{text}'"
    return repr(value) if isinstance(value, float) else whole_text(value)


def whole_text(value: int) -> str:
    """A whole number, however long, in few characters."""
    if abs(value) < 10**24:
        return str(value)
    return f"a number of about {int(abs(value).bit_length() * 0.30103)} digits"


def from_python(value: Any, place: Place = NOWHERE) -> Node:
    """Nodes for plain Python data (mappings, lists, tuples, scalars)."""
    if isinstance(value, Mapping):
        children = {str(key): from_python(child, place) for key, child in value.items()}
        return Node(children, place, dict.fromkeys(children, place))
    if isinstance(value, (list, tuple)):
        return Node([from_python(child, place) for child in value], place)
    return Node(value, place)


def plain(node: Node) -> Any:
    """Plain Python data of a tree."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def name_of(node: Node) -> str | None:
    """The name of a named thing (an intervention without a name goes by its kind)."""
    for key in ("name", "kind"):
        child = node.get(key)
        if child is not None and isinstance(child.value, str):
            return child.value
    return None


def named(items: list[Node]) -> bool:
    """Whether every item of a list has a name."""
    return bool(items) and all(name_of(item) is not None for item in items)


def merge(base: Node, over: Node) -> Node:
    """Lay differences over a base: mappings merge deep, lists of named things by name, null removes.

    A named thing under a name that the base has is merged into it at the same position; others come behind.
    Anything else is replaced.
    """
    below, above = base.mapping(), over.mapping()
    lower, upper = base.items(), over.items()
    if below is not None and upper is not None and named(upper):
        above = {name_of(item) or "": item for item in upper}
    if below is not None and above is not None:
        children = dict(below)
        keys = dict(base.keys)
        for key, child in above.items():
            if child.value is None and not child.broken and key in children:
                del children[key]
                continue
            children[key] = merge(children[key], child) if key in children else child
            keys[key] = over.keys.get(key, child.place)
        return Node(children, over.place, keys)
    if lower is not None and named(lower):
        if upper is not None and named(upper):
            return Node(_by_name(lower, [(name_of(item) or "", item) for item in upper]), over.place)
        if above is not None:
            changes = [(name, with_name(child, name, over.key_place(name))) for name, child in above.items()]
            return Node(_by_name(lower, changes), over.place)
    return over


def with_name(node: Node, name: str, place: Place) -> Node:
    """The body of a named thing written as ``name: body``, with the name put inside."""
    children = node.mapping()
    if children is None or "name" in children:
        return node
    return Node({"name": Node(name, place), **children}, node.place, {"name": place, **node.keys})


def _by_name(lower: list[Node], changes: list[tuple[str, Node]]) -> list[Node]:
    merged = list(lower)
    for name, change in changes:
        at = next((index for index, item in enumerate(merged) if name_of(item) == name), None)
        if change.value is None and not change.broken:
            if at is not None:
                del merged[at]
        elif at is None:
            merged.append(change)
        else:
            merged[at] = merge(merged[at], change)
    return merged
