"""A scenario as it was written, its bases merged in: what `resolve` completes and settings change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from lcsim.part import Faults
from lcsim.scenario import interventions, rules
from lcsim.scenario.find import find_scenario, nearest_scenario, scenario_files
from lcsim.scenario.origins import strip
from lcsim.scenario.read import read_text, read_yaml
from lcsim.scenario.spelling import check_against_base
from lcsim.scenario.tree import Collected, Node, from_python, merge, shown

TABLES: Final = ("roster", "ties", "survey")
DEEPEST_BASE: Final = 10
OF_EXPERIMENTS: Final = frozenset({"scenario", "arms", "vary", "design"})
"""Sections that only an experiment has."""
OF_SCENARIOS: Final = frozenset(
    {"based_on", "title", "calendar", "values", "practices", "environment", "organisations", "communities", "rules",
     "interventions", "tables"}
)  # fmt: skip
"""Sections that only a scenario has."""


@dataclass(frozen=True)
class Draft:
    """A tree with places, the name that the scenario will have, and the folder its tables lie in."""

    root: Node
    name: str
    folder: str = ""

    def without(self, section: str) -> Draft:
        """The same without one of its sections."""
        left = {key: child for key, child in (self.root.mapping() or {}).items() if key != section}
        return replace(self, root=replace(self.root, value=left))

    def over(self, change: Node) -> Draft:
        """A draft with a tree of differences laid over it."""
        return replace(self, root=_lay_over(self.root, change))


def is_experiment(sections: Iterable[str]) -> bool:
    """Whether sections of a file are those of an experiment, with none that a scenario has alone."""
    return not OF_EXPERIMENTS.isdisjoint(sections) and OF_SCENARIOS.isdisjoint(sections)


def is_scenario(sections: Iterable[str]) -> bool:
    """Whether sections of a file are those of a scenario, with none that an experiment has alone."""
    return not OF_SCENARIOS.isdisjoint(sections) and OF_EXPERIMENTS.isdisjoint(sections)


def draft_of(source: Draft | Mapping[str, Any] | str | Path, faults: Collected) -> Draft:
    """A draft of a file, a name of the catalogue or plain Python data."""
    if isinstance(source, Draft):
        return source
    if isinstance(source, Mapping):
        return draft_of_node(from_python(source), "scenario", Path.cwd(), faults, ())
    return read_draft(find_scenario(source), faults)


def read_draft(path: Path, faults: Collected, chain: tuple[Path, ...] = ()) -> Draft:
    """Read a file and everything that it is based on; faults that end reading are raised with the rest."""
    shown_as = path.name if path in scenario_files().values() or chain else str(path)
    text = faults.guard(lambda: read_text(path, shown_as))
    if text is None:
        faults.stop()
    return read_draft_text(text, path.stem, path.parent, shown_as, faults, (*chain, path.resolve()))


def read_draft_text(
    text: str, name: str, folder: Path, file: str, faults: Collected, chain: tuple[Path, ...] = ()
) -> Draft:
    """The same for a text."""
    return draft_of_node(read_yaml(text, file, faults), name, folder, faults, chain)


def draft_of_node(root: Node, name: str, folder: Path, faults: Collected, chain: tuple[Path, ...]) -> Draft:
    """Strip origins, write short forms out, and merge the base in."""
    if root.mapping() is None:
        faults.add(root.place, f"must be a mapping of sections, got {shown(root.value)}")
        faults.stop()
    if is_experiment(root.mapping() or {}):
        faults.add(
            root.place, "is an experiment, not a scenario", cure="`lcsim sweep` runs it, `lcsim check` checks it"
        )
        faults.stop()
    own = root.get("name")
    root = strip(root, faults)
    root = in_long_form(root)
    children = dict(root.mapping() or {})
    base_name = children.pop("based_on", None)
    root = Node(children, root.place, root.keys)
    here = str(folder.resolve())
    if base_name is not None and not base_name.broken:
        base = _base(base_name, folder, faults, chain)
        if base is not None:
            kept = {key: child for key, child in (base.root.mapping() or {}).items() if key != "name"}
            check_against_base(base.root, root, faults)
            below = _moved(Node(kept, base.root.place, base.root.keys), base.folder, here)
            root = _lay_over(below, root)
    if own is not None and isinstance(own.value, str):
        name = own.value
    return Draft(root, name, here)


def in_long_form(root: Node) -> Node:
    """A tree with the short forms of rules, interventions and practices written out."""
    children = dict(root.mapping() or {})
    if "rules" in children:
        children["rules"] = rules.in_long_form(children["rules"])
    listed = children.get("interventions")
    if listed is not None and listed.items() is not None:
        children["interventions"] = interventions.in_long_form(listed)
    return Node(children, root.place, root.keys)


def _lay_over(base: Node, over: Node) -> Node:
    above = in_long_form(over)
    below = base
    if above.get("rules") is not None and base.get("rules") is not None:
        children = dict(base.mapping() or {})
        children["rules"] = rules.yields_to(children["rules"], (above.mapping() or {})["rules"])
        below = Node(children, base.place, base.keys)
    return merge(below, above)


def _base(node: Node, folder: Path, faults: Collected, chain: tuple[Path, ...]) -> Draft | None:
    where = "based_on"
    if not isinstance(node.value, str):
        faults.add(node.place, f"must be the name of a scenario, got {shown(node.value)}", where=where)
        return None
    try:
        path = find_scenario(node.value, beside=folder)
    except Faults:  # the place in this file says more than the fault of the search
        cure = nearest_scenario(node.value[:100])
        faults.add(node.place, f"there is no scenario {shown(node.value)}", where=where, cure=cure)
        return None
    if path.resolve() in chain:
        names = " -> ".join(step.stem for step in (*chain[chain.index(path.resolve()) :], path))
        faults.add(node.place, f"goes round in a circle: {names}", where=where)
        return None
    if len(chain) > DEEPEST_BASE:
        faults.add(node.place, f"is based on more than {DEEPEST_BASE} others in a row", where=where)
        return None
    return _inner(path, faults, chain)


def _inner(path: Path, faults: Collected, chain: tuple[Path, ...]) -> Draft | None:
    inner = Collected()
    draft: Draft | None = faults.guard(lambda: read_draft(path, inner, chain))
    faults.found.extend(fault for fault in inner.found if fault not in faults.found)
    return draft


def _moved(root: Node, old: str, new: str) -> Node:
    """The tree with paths to tables, relative to one folder, made relative to another."""
    tables = root.get("tables")
    if old == new or tables is None or tables.mapping() is None:
        return root
    children = dict(tables.mapping() or {})
    for key in TABLES:
        node = children.get(key)
        if node is not None and isinstance(node.value, str):
            there = os.path.join(old, node.value)
            try:
                moved = Path(os.path.relpath(there, new)).as_posix()
            except ValueError:  # another drive
                moved = Path(there).as_posix()
            children[key] = Node(moved, node.place)
    whole = dict(root.mapping() or {})
    whole["tables"] = Node(children, tables.place, tables.keys)
    return Node(whole, root.place, root.keys)
