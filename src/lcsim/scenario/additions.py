"""Interventions from the command line: ``--with intervention:key=value,...``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lcsim.part.faults import suggest
from lcsim.scenario import catalogue
from lcsim.scenario.draft import Draft
from lcsim.scenario.hints import fields
from lcsim.scenario.interventions import WINDOW, in_long_form, parameters_of
from lcsim.scenario.model import Intervention
from lcsim.scenario.rules import check_parameter
from lcsim.scenario.settings import value_of_text
from lcsim.scenario.shape import Shaper
from lcsim.scenario.tree import Collected, Node, Place, Source, shown

TARGETS: Final = {
    "organisation": "organisations",
    "team": "teams",
    "role": "roles",
    "community": "communities",
}
"""Short keys of ``--with`` for whom it concerns; several names are joined by ``|``."""


DIGITS: Final = re.compile(r"\d+\Z")


def apply_with(draft: Draft, additions: Iterable[str]) -> Draft:
    """Add interventions such as ``enabling_leadership:start=20,dose=.5``; ``a+b:dose=.5`` adds two.

    `team`, `organisation`, `role` and `community` say whom it concerns: ``team=linden|cherry``.

    Raises
    ------
    Faults
        Unknown interventions and parameters, with the nearest name.
    """
    faults = Collected()
    items: list[Node] = []
    for text in additions:
        told = len(faults.found)
        found = [_with_one(piece.strip(), f"--with {text}", faults) for piece in text.split("+")]
        items += [item for item in found if item is not None]
        if len(faults.found) > told:  # nothing comes of it, so what its values do wrong is told here
            for item in found:
                _check_values(item, faults)
    faults.stop()
    if not items:
        return draft
    before = draft.root.get("interventions")
    old = in_long_form(before).items() if before is not None and before.value is not None else []
    children = dict(draft.root.mapping() or {})
    place = before.place if before is not None else items[0].place
    children["interventions"] = in_long_form(Node([*(old or []), *items], place))
    return Draft(Node(children, draft.root.place, draft.root.keys), draft.name, draft.folder)


def _with_one(piece: str, file: str, faults: Collected) -> Node | None:
    place = Place(Source(file[:200]))
    kind, colon, pairs = piece.partition(":")
    kind = kind.strip()
    known = catalogue.interventions()
    if kind not in known:
        what = f"{shown(kind)} is not an intervention" if kind else "names no intervention"
        faults.add(place, what, cure=suggest(kind, known))
        return None
    own = parameters_of(known[kind])
    children: dict[str, Node] = {"kind": Node(kind, place)}
    who: dict[str, Node] = {}
    allowed = (*WINDOW, *own, *TARGETS)
    listed = pairs.split(",") if colon else []
    given: set[str] = set()
    for before, pair in zip(["", *listed], listed, strict=False):
        key, equals, text = (part.strip() for part in pair.partition("="))
        if not equals or not key:
            number = DIGITS.search(before) if DIGITS.fullmatch(pair) else None  # dose=0,5
            cure = f"write {number[0]}.{pair}" if number is not None else "for example start=20"
            faults.add(place, f"must be key=value, got {shown(pair)}", where=kind, cure=cure)
            continue
        target = TARGETS.get(key, key if key in TARGETS.values() else None)
        if (target or key) in given:
            faults.add(
                place, f"{shown(key)} is here twice", where=kind, cure=f"write {key}=one|other" if target else ""
            )
            continue
        given.add(target or key)
        if target is not None and key not in own:
            who[target] = Node([Node(name.strip(), place) for name in text.split("|")], place)
        elif key in allowed and key not in ("kind", "who"):
            value = value_of_text(text, place, faults, f"{kind}.{key}")
            if value is not None:
                children[key] = value
        else:
            faults.add(place, f"{shown(key)} is not a parameter of it", where=kind, cure=suggest(key, allowed))
    if who:
        children["who"] = Node(who, place, dict.fromkeys(who, place))
    return Node(children, place, dict.fromkeys(children, place))


def _check_values(item: Node | None, faults: Collected) -> None:
    """Note what single values of an intervention do wrong."""
    children = {} if item is None else item.mapping() or {}
    if not children:
        return
    part = catalogue.interventions()[str(children["kind"].value)]
    facts = {fact.name for fact in part.facts()}
    shaper = Shaper(faults)
    for key, child in children.items():
        where = f"{part.name}.{key}"
        if key in facts or key in parameters_of(part):
            check_parameter(part, key, child, where, shaper)
        elif key not in ("kind", "who"):
            shaper.value(child, fields(Intervention)[key], where, where)
