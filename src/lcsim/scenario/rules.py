"""The section ``rules``: which rule of each phase runs, with which parameters.

A key is a phase (``influence: mutual_compromise``) or a rule (``mutual_compromise: {mu: .01}``); a word that
is both means the rule, except that a variant can only be chosen for a phase. The complete form names every
rule of the catalogue.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from lcsim.part import PHASES, Part
from lcsim.part.faults import suggest
from lcsim.part.names import MEETING_PHASES
from lcsim.part.parameter import ParameterFacts
from lcsim.scenario import catalogue
from lcsim.scenario.shape import FAULTY, Shaper, complaint, limit, with_a_point
from lcsim.scenario.tree import Collected, Node, shown

SWITCHES: Final = {"on": True, "off": False}
ONE_AT_A_TIME: Final = ("encounters", *MEETING_PHASES)
"""Phases in which exactly one variant can run."""


def in_long_form(node: Node) -> Node:
    """Rules with every short form written out: ``influence: x`` becomes ``influence: {variant: x}``."""
    children = node.mapping()
    if children is None:
        return node
    return Node({key: _long(child) for key, child in children.items()}, node.place, node.keys)


def _long(child: Node) -> Node:
    value = child.value
    if isinstance(value, bool) or (isinstance(value, str) and value in SWITCHES):
        return Node({"on": child}, child.place, {"on": child.place})
    if isinstance(value, (str, list)):
        return Node({"variant": child}, child.place, {"variant": child.place})
    return child


def yields_to(base: Node, over: Node) -> Node:
    """The base without what a choice of rules in `over` replaces: a new choice starts afresh."""
    below, above = base.mapping(), over.mapping()
    if below is None or above is None:
        return base
    kept = dict(below)
    variants = catalogue.variants()
    for key, child in above.items():
        if child.get("variant") is None and child.get("on") is None:
            continue
        if child.get("variant") is not None:
            kept.pop(key, None)
        if key in variants and (key not in catalogue.rules() or child.get("variant") is not None):
            for name in variants[key]:
                own = kept.get(name)
                if own is not None and own.get("on") is not None:
                    rest = {word: value for word, value in (own.mapping() or {}).items() if word != "on"}
                    kept[name] = Node(rest, own.place, own.keys)
    return Node(kept, base.place, base.keys)


def resolve_rules(node: Node | None, shaper: Shaper) -> dict[str, dict[str, Any]]:
    """The complete form: ``{rule: {"on": bool, **parameters}}`` for every rule of the catalogue."""
    rules = catalogue.rules()
    variants = catalogue.variants()
    chosen: dict[str, dict[str, Any]] = {}
    for name, part in rules.items():
        chosen[name] = {"on": bool(getattr(part, "default", False)), **defaults(part)}
    children = _children(node, shaper)
    phases: list[str] = []
    for key, child in children.items():
        if child.value is None or child.broken or node is None:
            continue
        if key not in rules and key not in PHASES:
            what = "is not a rule or a phase of the week"
            shaper.faults.add(
                node.key_place(key),
                f"{shown(key)} {what}",
                where=f"rules.{key}",
                cure=suggest(key, (*PHASES, *rules)),
            )
        elif child.mapping() is None:
            shaper.faults.add(
                child.place,
                f"must be on, off, a variant or a mapping, got {shown(child.value)}",
                where=f"rules.{key}",
            )
        elif child.get("variant") is not None or key not in rules:
            phases.append(key)
    for key in phases:
        _phase(key, children[key], variants.get(key, ()), chosen, shaper)
    for key, child in children.items():
        if key in rules and key not in phases and child.mapping() is not None:
            _own(key, child, chosen[key], shaper)
    for phase in ONE_AT_A_TIME:
        running = [name for name in variants[phase] if chosen[name]["on"]]
        if len(running) > 1 and node is not None:
            culprit = next((name for name in reversed(running) if name in children), "")
            shaper.faults.add(
                node.key_place(culprit),
                f"{' and '.join(running)} are both on; one rule of {phase} runs at a time",
                where="rules",
                cure=f"choose with {phase}: {running[-1]}",
            )
    return chosen


def _children(node: Node | None, shaper: Shaper) -> dict[str, Node]:
    if node is None or node.value is None or node.broken:
        return {}
    children = node.mapping()
    if children is None:
        shaper.faults.add(node.place, f"must be a mapping, got {shown(node.value)}", where="rules")
        return {}
    return children


def _switch(child: Node, where: str, faults: Collected) -> bool | None:
    if isinstance(child.value, bool):
        return child.value
    if isinstance(child.value, str) and child.value in SWITCHES:
        return SWITCHES[child.value]
    if not child.broken:
        faults.add(child.place, f"must be on or off, got {shown(child.value)}", where=f"{where}.on")
    return None


def _phase(phase: str, node: Node, names: tuple[str, ...], chosen: dict[str, dict[str, Any]], shaper: Shaper) -> None:
    where = f"rules.{phase}"
    running = [name for name in names if chosen[name]["on"]]
    variant = node.get("variant")
    doubtful = False
    if variant is not None:
        picked = variant.items() if variant.items() is not None else [variant]
        running = []
        for item in picked or []:
            if isinstance(item.value, str) and item.value in names:
                running.append(item.value)
            elif not item.broken:
                cure = suggest(item.value, names) if isinstance(item.value, str) else ""
                shaper.faults.add(item.place, f"{shown(item.value)} is not a rule of {phase}", where=where, cure=cure)
                doubtful = True
        for name in names:
            chosen[name]["on"] = name in running
        running = list(names) if doubtful else running
    switch = node.get("on")
    if switch is not None:
        on = _switch(switch, where, shaper.faults)
        for name in names:
            chosen[name]["on"] = bool(on) and name in running and not doubtful
    rules = catalogue.rules()
    known = {key for name in running for key in defaults(rules[name])}
    for key, child in (node.mapping() or {}).items():
        if key in ("variant", "on"):
            continue
        takers = [name for name in running if key in defaults(rules[name])]
        if not takers:
            shaper.faults.add(
                node.key_place(key), "unknown parameter", where=f"{where}.{key}", cure=suggest(key, known)
            )
        for name in takers:
            _set(rules[name], name, key, child, f"{where}.{key}", chosen[name], shaper)


def _own(name: str, node: Node, target: dict[str, Any], shaper: Shaper) -> None:
    part = catalogue.rules()[name]
    where = f"rules.{name}"
    known = defaults(part)
    for key, child in (node.mapping() or {}).items():
        if key == "on":
            on = _switch(child, where, shaper.faults)
            target["on"] = target["on"] if on is None else on
        elif key not in known:
            shaper.faults.add(
                node.key_place(key),
                "unknown parameter",
                where=f"{where}.{key}",
                cure=suggest(key, (*known, "on")),
            )
        else:
            _set(part, name, key, child, f"{where}.{key}", target, shaper)


def _set(part: type[Part], name: str, key: str, node: Node, where: str, target: dict[str, Any], shaper: Shaper) -> None:
    value = check_parameter(part, key, node, where, shaper)
    if value is not FAULTY:
        target[key] = value
        shaper.shaped.places[f"rules.{name}.{key}"] = node.place
        shaper.note_origin(node, f"rules.{name}.{key}")


def defaults(part: type[Part]) -> dict[str, Any]:
    """Default of every parameter of a part."""
    return {name: info.get_default(call_default_factory=True) for name, info in part.model_fields.items()}


def check_parameter(part: type[Part], key: str, node: Node, where: str, shaper: Shaper) -> Any:
    """Value of one parameter if it is within what is allowed; otherwise `FAULTY`, and a fault."""
    shaper.shaped.places[where] = node.place
    if node.broken:
        return FAULTY
    facts = {fact.name: fact for fact in part.facts()}.get(key)
    if facts is None:
        return _unfacted(part, key, node, where, shaper)
    wrong = out_of_bounds(node.value, facts)
    if wrong:
        shaper.faults.add(node.place, wrong, where=where, cure=with_a_point(node.value, facts.whole))
        return FAULTY
    assert isinstance(node.value, (int, float))
    return node.value if facts.whole else float(node.value)


def out_of_bounds(value: Any, facts: ParameterFacts) -> str:
    """What is wrong with a number for a parameter, or nothing."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or (facts.whole and not isinstance(value, int)):
        return f"must be a {'whole ' if facts.whole else ''}number, got {shown(value)}"
    if value < facts.lower_bound:
        return f"must be at least {limit(facts.lower_bound)}, got {shown(value)}"
    highest = min(facts.upper_bound, 1e12)
    if value > highest:
        return f"must be at most {limit(highest)}, got {shown(value)}"
    return ""


_HINTS: dict[tuple[type[Part], str], Any] = {}


def _unfacted(part: type[Part], key: str, node: Node, where: str, shaper: Shaper) -> Any:
    """A parameter that is not a number: a word, a switch, names."""
    if (part, key) not in _HINTS:
        info = part.model_fields[key]
        _HINTS[part, key] = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    value = shaper.value(node, _HINTS[part, key], where, where)
    if value is FAULTY or isinstance(value, (dict, list)):
        return value
    wrong = complaint(value, _HINTS[part, key])
    if wrong:
        shaper.faults.add(node.place, wrong[0], where=where, cure=wrong[1])
        return FAULTY
    return value
