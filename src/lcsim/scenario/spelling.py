"""Names that are meant to be one: those that differ in capitals or blanks only, and differences that miss their base."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lcsim.scenario.tree import Collected, Node, Place, name_of, shown

NEAR: Final = 0.7
"""How alike two names must be for one to be taken for the other (difflib's ratio)."""

OWN: Final = {
    "organisations": ("teams", "people", "count"),
    "teams": ("people",),
    "people": ("count", "role"),
    "communities": ("members",),
}
"""What a new one in a list has, if it is meant to be new: one of these keys."""

ONE: Final = {"organisations": "organisation", "teams": "team", "people": "group", "communities": "community"}
INSIDE: Final = {"organisations": "teams", "teams": "people"}


ALIKE: Final = "write them alike, or give one another name"
"""The cure for names that differ in capitals or blanks only."""


def one_spelling(name: str) -> str:
    """A name without what is easily written in two ways: capitals and blanks."""
    return " ".join(name.casefold().split())


def alike(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Positions of each name that differs from an earlier one in capitals or blanks only, and of that one."""
    first: dict[str, int] = {}
    for at, name in enumerate(names):
        earlier = first.setdefault(one_spelling(name), at)
        if names[earlier] != name:
            yield at, earlier


def check_against_base(base: Node, over: Node, faults: Collected, path: str = "") -> None:
    """Note names of differences that were meant to be those of the base, as far as that can be told.

    A name that is not in the base is a new organisation, team, group or community. With nothing of what makes one of its
    own, and a name near one of the base, it is taken for misspelt; what is to be removed (null) must be there.
    """
    for key in OWN:
        below, above = base.get(key), over.get(key)
        if below is None or above is None:
            continue
        there = {name: child for name, child, _ in _named(below)}
        for name, child, place in _named(above):
            where = f"{path}{key}.{name}"
            if name in there:
                check_against_base(there[name], child, faults, f"{where}.")
                continue
            near = nearest(name, there)
            cure = f"did you mean '{near}'?" if near else ""
            if child.value is None and not child.broken:
                faults.add(place, f"there is no {ONE[key]} {shown(name)} to remove", where=where, cure=cure)
            elif near and not _is_new(key, child):
                what = f"there is no {ONE[key]} {shown(name)} to change, and a new one has {' or '.join(OWN[key])}"
                faults.add(place, what, where=where, cure=cure)


def _named(node: Node) -> list[tuple[str, Node, Place]]:
    """Named things of a list or a mapping: name, body, and the place of the name."""
    children = node.mapping()
    if children is not None:
        return [(name, child, node.key_place(name)) for name, child in children.items()]
    return [(name, item, item.place) for item in node.items() or [] if (name := name_of(item))]


def _is_new(key: str, child: Node) -> bool:
    """Whether a thing has what makes it one of its own; a team: people of whom it is said how many, or who they are."""
    if child.mapping() is None:
        return child.broken or child.value is not None  # ``people: 5``
    if key == "teams":
        people = child.get("people")
        return people is not None and (
            not _named(people) or any(_is_new("people", group) for _, group, _ in _named(people))
        )
    return any(child.get(own) is not None for own in OWN[key])


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The name that this one is most likely a slip for: alike, and not one of a numbered row (``team_2``, ``team_3``)."""
    ratio, near = max(
        ((_alikeness(name, other), other) for other in known), default=(0.0, ""), key=lambda pair: pair[0]
    )
    return near if ratio >= NEAR else None


def _alikeness(name: str, other: str) -> float:
    one, two = (one_spelling(re.sub(r"\d+", "", text)) for text in (name, other))
    numbered = re.findall(r"\d+", name) != re.findall(r"\d+", other)
    return 0.0 if numbered and one == two else difflib.SequenceMatcher(None, one, two).ratio()
