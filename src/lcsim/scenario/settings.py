"""Settings from the command line: ``--set path=value``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args, get_origin

from lcsim.part import Faults, Origin
from lcsim.part.faults import suggest
from lcsim.scenario import catalogue
from lcsim.scenario.complete import without_shared_options, write_out_people, write_out_practices
from lcsim.scenario.draft import Draft, in_long_form
from lcsim.scenario.hints import bare, fields, is_named, is_section
from lcsim.scenario.interventions import parameters_of
from lcsim.scenario.model import Organisation, Scenario, Section
from lcsim.scenario.paths import STEP, every, split_path
from lcsim.scenario.read import one_word, read_yaml
from lcsim.scenario.resolve import resolve
from lcsim.scenario.shape import SHORT_FORMS
from lcsim.scenario.tree import Collected, Node, Place, Source, from_python, name_of, shown, with_name


def apply_set(draft: Draft, settings: Iterable[str]) -> Draft:
    """Change a draft by settings such as ``organisations.de_wever.control=.3``.

    A path goes through keys and names (``organisations.de_wever``), positions (``organisations[0]``) or every
    item there is (``organisations.*``). What does not exist yet but may, is made; ``null`` removes. Ranges are checked by `resolve`.

    Raises
    ------
    Faults
        Every setting that is not of this form or names what does not exist, with the nearest name.
    """
    faults = Collected()
    settings = list(settings)
    if any(text.strip().startswith("organisations") for text in settings):
        draft = _with_roster_names(draft)
    for text in settings:
        changed = _set_one(draft, text, faults)
        draft = changed or draft
    faults.stop()
    return draft


def _with_roster_names(draft: Draft) -> Draft:
    """A draft whose roster's organisations, teams and groups can be named in paths."""
    tables = draft.root.get("tables")
    if tables is None or tables.get("roster") is None:
        return draft
    try:
        scenario = resolve(draft)
    except Faults:
        return draft  # its faults are told when it is resolved
    names = {
        organisation.name: {
            "teams": {
                team.name: {"people": {people.name: {"role": people.role} for people in team.people}}
                for team in organisation.teams
            }
        }
        for organisation in scenario.organisations
    }
    return draft.over(from_python({"organisations": names}, draft.root.place))


def value_of_text(text: str, place: Place, faults: Collected, where: str) -> Node | None:
    """A value as YAML in one line."""
    if text.strip() in ("", "~", "null"):
        return Node(None, place)
    inner = Collected()
    root = one_word(text) or inner.guard(lambda: read_yaml(text, place.source.file, inner))
    if inner.found or root is None:
        what = inner.found[0].what if inner.found else "is not readable"
        faults.add(place, what, where=where)
        return None
    return _moved(root, place)


def _moved(node: Node, place: Place) -> Node:
    """A value with the place and the origin of the command line."""
    if isinstance(node.value, dict):
        children: Any = {key: _moved(child, place) for key, child in node.value.items()}
        return Node(children, place, dict.fromkeys(children, place))
    if isinstance(node.value, list):
        return Node([_moved(child, place) for child in node.value], place)
    number = isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
    return Node(node.value, place, origin=Origin(origin="assumed", source="set by hand") if number else None)


def _set_one(draft: Draft, text: str, faults: Collected) -> Draft | None:
    place = Place(Source(f"--set {text[:200]}"))
    path, equals, value_text = text.partition("=")
    path = path.strip()
    if not equals or not split_path(path):
        faults.add(place, "must be path=value", cure="for example organisations.de_wever.control=.3")
        return None
    value = value_of_text(value_text, place, faults, path)
    if value is None:
        return None
    steps = split_path(path)
    if steps[0] == "rules":
        return _set_rule(draft, steps, value, place, path, faults)
    root = write_out_people(write_out_practices(draft.root))
    if steps == ["practices", "options"]:
        root = without_shared_options(root)
    meant = every(root, steps)
    if not meant:
        faults.add(place, "there is nothing here that * could stand for", where=path)
        return None
    changed: Node | None = root
    for one in reversed(meant):  # what is removed at the end leaves the positions before it as they are
        changed = _put(changed, Scenario, one, value, place, path, faults) if changed is not None else None
    if changed is None:
        return None
    return Draft(in_long_form(changed), draft.name, draft.folder)


def _set_rule(draft: Draft, steps: list[str], value: Node, place: Place, path: str, faults: Collected) -> Draft | None:
    if not 2 <= len(steps) <= 3:
        faults.add(place, "must be rules.<rule or phase>[.parameter]=value", where=path)
        return None
    known = {*catalogue.rules(), *catalogue.variants()}
    if steps[1] not in known:
        faults.add(place, f"{shown(steps[1])} is not a rule or a phase", where=path, cure=suggest(steps[1], known))
        return None
    change = value
    for step in reversed(steps):
        change = Node({step: change}, place, {step: place})
    return draft.over(change)


def _put(
    node: Node, hint: Any, steps: list[str], value: Node, place: Place, path: str, faults: Collected
) -> Node | None:
    """The tree with `value` at the end of `steps`; None, with a fault, where the path leads nowhere."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    inner, _ = bare(hint)
    if is_section(inner):
        return _put_section(node, inner, step, rest, value, place, path, faults)
    if get_origin(inner) is tuple and get_args(inner)[0] is not str:
        return _put_item(node, get_args(inner)[0], step, rest, value, place, path, faults)
    if get_origin(inner) is dict:
        return _put_key(node, get_args(inner)[1], step, rest, value, place, path, faults)
    faults.add(place, f"there is nothing inside it to set by {shown(step)}", where=path)
    return None


def _put_key(
    node: Node, hint: Any, step: str, rest: list[str], value: Node, place: Place, path: str, faults: Collected
) -> Node | None:
    children = dict(node.mapping() or {})
    if not rest and value.value is None:
        children.pop(step, None)
        return Node(children, node.place, node.keys)
    child = _put(children.get(step, Node({}, place)), hint, rest, value, place, path, faults)
    if child is None:
        return None
    children[step] = child
    return Node(children, node.place, {**node.keys, step: place})


def _put_section(
    node: Node,
    section: type[Section],
    step: str,
    rest: list[str],
    value: Node,
    place: Place,
    path: str,
    faults: Collected,
) -> Node | None:
    known = fields(section)
    hint = known.get(step)
    if section.__name__ == "Intervention" and hint is None:
        kind = node.get("kind")
        part = catalogue.interventions().get(str(kind.value)) if kind is not None else None
        if part is not None and step in parameters_of(part):
            return _put_section(node, section, "parameters", [step, *rest], value, place, path, faults)
    if hint is None and section is Organisation and step == "people" and not rest:
        return _put_number(node, value, place, path, faults)
    if hint is None:
        cure = suggest(step, (*known, *(SHORT_FORMS.get(section.__name__, ()) if section is not Scenario else ())))
        faults.add(place, f"there is no {shown(step)} here", where=path, cure=cure)
        return None
    if hint is Any or (get_origin(bare(hint)[0]) is dict and get_args(bare(hint)[0])[1] is Any):
        hint = dict[str, dict[str, Any]]
    return _put_key(node, hint, step, rest, value, place, path, faults)


def _put_number(node: Node, value: Node, place: Place, path: str, faults: Collected) -> Node | None:
    """The short form of a file: how many people an organisation has, where they are one group."""
    groups = [(team, group) for team, inside in _named(node.get("teams")) for group, _ in _named(inside.get("people"))]
    if len(groups) == 1:
        team, group = groups[0]
        return _put(node, Organisation, ["teams", team, "people", group, "count"], value, place, path, faults)
    cure = f"say of which group: {path.rpartition('.')[0]}.teams.TEAM.people.GROUP.count" if groups else ""
    faults.add(place, f"there are {len(groups)} groups of people here", where=path, cure=cure)
    return None


def _named(node: Node | None) -> list[tuple[str, Node]]:
    """Items of a list, or of a mapping of names, with their names."""
    if node is None:
        return []
    children = node.mapping()
    if children is not None:
        return list(children.items())
    return [(name_of(item) or "", item) for item in node.items() or []]


def _put_item(
    node: Node,
    element: Any,
    step: str,
    rest: list[str],
    value: Node,
    place: Place,
    path: str,
    faults: Collected,
) -> Node | None:
    children = node.mapping()
    if children is not None and is_named(element):
        items = [with_name(child, name, node.key_place(name)) for name, child in children.items()]
    else:
        items = list(node.items() or [])
    names = [name_of(item) or "" for item in items]
    position = STEP.match(step)
    if position is not None:
        at = int(position[1]) if len(position[1]) < 9 else len(items)
        if at >= len(items):
            faults.add(place, f"there is no {step} here; it has {len(items)}", where=path)
            return None
    elif is_named(element) and step in names:
        at = names.index(step)
    elif is_named(element):
        faults.add(place, f"there is no {shown(step)} here", where=path, cure=suggest(step, [n for n in names if n]))
        return None
    else:
        faults.add(place, f"must be a position such as [0], got {shown(step)}", where=path)
        return None
    if isinstance(items[at].value, str) and rest:
        items[at] = Node({"name": items[at]}, items[at].place, {"name": items[at].place})
    if not rest and value.value is None:
        del items[at]
        return Node(items, node.place)
    if not rest and is_named(element):
        value = with_name(value, names[at], place)
    child = _put(items[at], element, rest, value, place, path, faults)
    if child is None:
        return None
    items[at] = child
    return Node(items, node.place)
