"""Checks a tree against the models: every unknown key, wrong type and value out of range, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Literal, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import TypeAdapter, ValidationError

from lcsim.part import Origin
from lcsim.part.faults import suggest
from lcsim.scenario.hints import BOTH, fields, is_named, is_section, kind_of, needed, of_hint, optional
from lcsim.scenario.model import MOST_DOMAINS, MOST_OPTIONS, Section
from lcsim.scenario.tree import NOWHERE, Collected, Node, Place, shown, with_name

FAULTY: Final = object()
"""Stands for a value with a fault: it is left out, so that it is not complained of again."""

SHORT_FORMS: Final = {"Organisation": ("people",), "Scenario": ("based_on", "origins")}
"""Keys that are gone by the time the tree comes here, to suggest all the same."""

NUMBERED: Final = {"domains": (1, MOST_DOMAINS), "options": (2, MOST_OPTIONS)}
"""Lists for which a number can stand: so many unnamed ones."""

MOST_FINE: Final = 20_000
_FINE: dict[tuple[int, type, Any], Any] = {}
"""Values that were found right for a type: a sweep checks the same ones at every point."""


class Shaped:
    """What came out: plain data, and where each piece of it stands in which file."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.keys: dict[str, Place] = {}
        self.origins: dict[str, Origin] = {}

    def place(self, where: str) -> Place:
        """Place of a value, or of the nearest thing around it."""
        while where:
            if where in self.places:
                return self.places[where]
            where = _parent(where)
        return self.places.get("", NOWHERE)

    def key(self, where: str) -> Place:
        """Place of the key of a value, or of the value."""
        return self.keys.get(where) or self.place(where)


def _parent(where: str) -> str:
    cut = max(where.rfind("."), where.rfind("["))
    return where[:cut] if cut > 0 else ""


class Shaper:
    """Walks a tree along the type hints of the models."""

    def __init__(self, faults: Collected) -> None:
        self.faults = faults
        self.shaped = Shaped()
        self.partial = False
        """Whether the base of the scenario could not be read, so that nothing can be called missing."""

    def section(self, node: Node, section: type[Section], where: str = "", path: str = "") -> Any:
        """Plain data of a mapping that should be a section."""
        self.shaped.places[where] = node.place
        if node.broken:
            return FAULTY
        children = node.mapping()
        if children is None:
            self.faults.add(node.place, f"must be a mapping, got {shown(node.value)}", where=where)
            return FAULTY
        known = fields(section)
        plain: dict[str, Any] = {}
        for key, child in children.items():
            inside = f"{where}.{key}" if where else key
            if key not in known:
                short = SHORT_FORMS.get(section.__name__, ())
                what, cure = "unknown key", suggest(key, (*known, *short))
                if key == "people" and key in short:  # known where there are no teams
                    what, cure = BOTH
                self.faults.add(node.key_place(key), what, where=inside, cure=cure)
                continue
            self.shaped.keys[inside] = node.key_place(key)
            value = self.value(child, known[key], inside, f"{path}.{key}" if path else key)
            if value is not FAULTY:
                plain[key] = value
        for key in () if self.partial and section.__name__ == "Scenario" else needed(section):
            if key not in children:
                self.faults.add(node.place, f"'{key}' is missing", where=where, cure=self._example(key))
        return plain

    @staticmethod
    def _example(key: str) -> str:
        return "" if key == "name" else "`lcsim new NAME` writes a commented skeleton"

    def value(self, node: Node, hint: Any, where: str, path: str) -> Any:
        """Plain data of a node that should be of the type `hint`."""
        self.shaped.places[where] = node.place
        if node.broken:
            return FAULTY
        inner, notes, kind = kind_of(hint)
        if node.value is None and optional(hint):
            return None
        if kind is Section:
            return self.section(node, inner, where, path)
        if kind is tuple:
            return self._list(node, inner, notes, where, path)
        if kind is dict:
            return self._dict(node, inner, notes, where, path)
        if inner is Any:
            return self._anything(node, path)
        return self._leaf(node, hint, where, path)

    def _list(self, node: Node, inner: Any, notes: tuple[Any, ...], where: str, path: str) -> Any:
        element = get_args(inner)[0]
        section = is_section(element)
        items = node.items()
        children = node.mapping()
        if children is not None and is_named(element):
            items = [
                with_name(child, name, node.key_place(name))
                for name, child in children.items()
                if child.value is not None
            ]
        number = NUMBERED.get(where.rpartition(".")[2]) if isinstance(node.value, (int, float)) else None
        if items is None and children is None and not section and node.value is not None and number is None:
            items = [node]
        if items is None:
            what = "a list, or a mapping of names" if is_named(element) else "a list"
            if number is not None:
                what = f"a list, or a whole number from {number[0]} to {number[1]}"
            self.faults.add(node.place, f"must be {what}, got {shown(node.value)}", where=where)
            return FAULTY
        plain = []
        seen: dict[str, int] = {}
        for index, item in enumerate(items):
            inside = f"{where}[{index}]"
            if is_named(element) and isinstance(item.value, str):
                item = Node({"name": item}, item.place, {"name": item.place})
            name = item.get("name")
            label = name.value if section and name is not None and isinstance(name.value, str) else str(index)
            value = self.value(item, element, inside, f"{path}.{label}")
            if value is FAULTY:
                continue
            if is_named(element) and label in seen and "name" in value:
                self.faults.add(
                    self.shaped.place(f"{inside}.name"),
                    f"the name {shown(label)} is here twice",
                    where=inside,
                    cure=f"the first is {where}[{seen[label]}]",
                )
            seen.setdefault(label, index)
            plain.append(value)
        self._length(node, len(items), notes, where)
        return plain

    def _dict(self, node: Node, inner: Any, notes: tuple[Any, ...], where: str, path: str) -> Any:
        key_hint, value_hint = get_args(inner)
        children = node.mapping()
        if children is None:
            self.faults.add(node.place, f"must be a mapping, got {shown(node.value)}", where=where)
            return FAULTY
        plain = {}
        for key, child in children.items():
            inside = f"{where}.{key}"
            self.shaped.keys[inside] = node.key_place(key)
            wrong = complaint(key, key_hint)
            if wrong:
                self.faults.add(node.key_place(key), wrong[0], where=inside, cure=wrong[1])
                continue
            value = self.value(child, value_hint, inside, f"{path}.{key}")
            if value is not FAULTY:
                plain[key] = value
        self._length(node, len(children), notes, where)
        return plain

    def _length(self, node: Node, length: int, notes: tuple[Any, ...], where: str) -> None:
        for note in notes:
            if isinstance(note, MinLen) and length < note.min_length:
                self.faults.add(node.place, f"must have at least {note.min_length}, has {length}", where=where)
            if isinstance(note, MaxLen) and length > note.max_length:
                self.faults.add(node.place, f"must have at most {note.max_length}, has {length}", where=where)

    def _anything(self, node: Node, path: str) -> Any:
        children, items = node.mapping(), node.items()
        if children is not None:
            return {key: self._anything(child, f"{path}.{key}") for key, child in children.items()}
        if items is not None:
            return [self._anything(item, f"{path}.{index}") for index, item in enumerate(items)]
        self.note_origin(node, path)
        return node.value

    def _leaf(self, node: Node, hint: Any, where: str, path: str) -> Any:
        wrong = complaint(node.value if not isinstance(node.value, (dict, list)) else node, hint)
        if wrong:
            self.faults.add(node.place, wrong[0], where=where, cure=wrong[1])
            return FAULTY
        self.note_origin(node, path)
        return node.value

    def note_origin(self, node: Node, path: str) -> None:
        """Keep the origin of a number under its path."""
        if node.origin is not None:
            self.shaped.origins[path] = node.origin


def complaint(value: Any, hint: Any) -> tuple[str, str] | None:
    """What is wrong with a single value for a type: (what, cure), or None."""
    adapter = adapter_of(hint)
    if not isinstance(value, Node):
        known = (id(hint), type(value), value)  # an adapter keeps its hint, so that the number means this one
        if known in _FINE:
            return None
    data = shown_kind(value) if isinstance(value, Node) else value
    try:
        adapter.validate_python(object() if isinstance(value, Node) else value)
    except ValidationError as error:
        return wording(error.errors(include_url=False)[0], data, isinstance(value, Node), hint)
    if not isinstance(value, Node):
        if len(_FINE) >= MOST_FINE:
            _FINE.clear()
        _FINE[known] = None
    return None


@of_hint
def adapter_of(hint: Any) -> TypeAdapter[Any]:
    """What checks a single value for a type."""
    return TypeAdapter(hint)


def shown_kind(node: Node) -> str:
    """A mapping or a list."""
    return "a mapping" if isinstance(node.value, dict) else "a list"


def wording(error: Any, value: Any, shape: bool, hint: Any) -> tuple[str, str]:
    """Our words for an error of pydantic: (what, cure)."""
    kind, context = error["type"], error.get("ctx", {})
    got = value if shape else shown(value)
    if kind == "literal_error":
        choices = tuple(str(choice) for choice in literals(hint))
        cure = suggest(value, choices) if isinstance(value, str) and not shape else f"one of {', '.join(choices)}"
        among = f"one of {', '.join(choices)}" if len(choices) > 1 else choices[0]
        return f"must be {among}, got {got}", cure if cure.startswith("did you") else ""
    if kind == "value_error":
        return f"{context.get('error', 'is wrong')}, got {got}", ""
    words = {
        "float_type": "must be a number",
        "int_type": "must be a whole number",
        "int_from_float": "must be a whole number",
        "string_type": "must be text",
        "bool_type": "must be true or false",
        "finite_number": "must be a finite number",
    }
    if kind in words:
        return f"{words[kind]}, got {got}", "" if shape or kind == "bool_type" else with_a_point(
            value, kind != "float_type"
        )
    if kind == "greater_than_equal":
        return f"must be at least {limit(context['ge'])}, got {got}", ""
    if kind == "less_than_equal":
        return f"must be at most {limit(context['le'])}, got {got}", ""
    if kind == "string_too_short":
        return "must not be empty", ""
    if kind == "string_too_long":
        return f"must have at most {context['max_length']} characters, has {len(value)}", ""
    return f"{error['msg'].lower()}, got {got}", ""


def with_a_point(value: Any, whole: bool = False) -> str:
    """The cure for a number with a comma in it, which may be for thousands; nothing for anything else."""
    found = _COMMA.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return ""
    ones, rest = f"{found[1]}{found[2] or '0'}", found[3]
    thousands = [f"{ones}{rest}"] if len(rest) == 3 and found[2].strip("0") else []
    likely = thousands if whole else [f"{ones}.{rest}", *thousands]
    return f"write {' or '.join(likely)}" if likely else ""


_COMMA: Final = re.compile(r"\s*\+?(-?)(\d*),(\d+)\s*")


def literals(hint: Any) -> Iterator[Any]:
    """All choices of the ``Literal`` types inside a hint."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
        return
    for inner in get_args(hint):
        yield from literals(inner)


def limit(number: float) -> str:
    """A bound without a needless point: 1, not 1.0."""
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(number)
