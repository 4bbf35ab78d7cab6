"""From a short human file to the complete, frozen scenario, or every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lcsim.part import Fault, Faults
from lcsim.scenario.checks import check
from lcsim.scenario.complete import fill_in, write_out_people, write_out_practices
from lcsim.scenario.draft import Draft, draft_of, read_draft_text
from lcsim.scenario.interventions import check_kinds, in_long_form
from lcsim.scenario.model import Scenario
from lcsim.scenario.rules import resolve_rules
from lcsim.scenario.shape import FAULTY, Shaped, Shaper
from lcsim.scenario.table_people import organisations_of_tables
from lcsim.scenario.tree import Collected, Node


def load(source: str | Path) -> Scenario:
    """Load a scenario file, or the one of that name in the catalogue, in its complete form.

    Raises
    ------
    Faults
        Everything that is wrong with it.
    """
    return resolve(source)


def load_text(text: str, *, name: str = "scenario", folder: str | Path = ".", file: str = "") -> Scenario:
    """The same for a text; `folder` is where its tables and the files that it is based on lie."""
    faults = Collected()
    return complete(read_draft_text(text, name, Path(folder), file or f"{name}.yaml", faults), faults)


def resolve(source: Draft | Mapping[str, Any] | str | Path) -> Scenario:
    """The complete form of a file, a name, a draft, or plain Python data shaped like a file."""
    faults = Collected()
    return complete(draft_of(source, faults), faults)


def draft(source: Draft | Mapping[str, Any] | str | Path) -> Draft:
    """What was written, bases merged in, not yet complete: the thing to change with `apply_set`.

    Faults of form are raised here, all others by `resolve`.
    """
    faults = Collected()
    found = draft_of(source, faults)
    faults.stop()
    return found


def check_file(path: str | Path) -> tuple[Fault, ...]:
    """Every fault of a file, in the order of its lines; empty when it is good."""
    try:
        load(path)
    except Faults as faults:
        return faults.faults
    return ()


def complete(source: Draft, faults: Collected) -> Scenario:
    """Complete a draft; `faults` holds what was found while reading."""
    plain, shaped = completed(source, faults)
    return _checked(plain, shaped, faults, source.root.place.source.file)


def completed(source: Draft, faults: Collected) -> tuple[dict[str, Any], Shaped]:
    """Plain data of the complete form, of which only what depends on more than one place is unchecked."""
    shaper = Shaper(faults)
    shaper.partial = any(fault.where == "based_on" for fault in faults.found)
    root = write_out_people(write_out_practices(source.root))
    children = dict(root.mapping() or {})
    rules = children.pop("rules", None)
    listed = children.get("interventions")
    if listed is not None:
        checked = check_kinds(in_long_form(listed), shaper)
        assert checked is not None
        children["interventions"] = checked
    if "name" not in children:
        children["name"] = Node(source.name, root.place)
    tables = children.get("tables")
    if tables is not None and tables.get("roster") is not None:
        children.setdefault("organisations", Node([], root.place))
    plain = shaper.section(Node(children, root.place, root.keys), Scenario)
    if plain is FAULTY:
        faults.stop()
    plain["rules"] = resolve_rules(rules, shaper)
    if plain.get("tables"):
        plain["tables"]["folder"] = source.folder
        organisations_of_tables(plain, shaper)
    fill_in(plain)
    plain["origins"] = {path: shaper.shaped.origins[path] for path in sorted(shaper.shaped.origins)}
    return plain, shaper.shaped


def as_scenario(plain: dict[str, Any]) -> Scenario:
    """The scenario of plain data that `completed` gave, perhaps with other numbers.

    Raises
    ------
    Faults
        What does not go together, without its places.
    """
    return _checked(plain, Shaped(), Collected(), "")


def _checked(plain: dict[str, Any], shaped: Shaped, faults: Collected, file: str) -> Scenario:
    check(plain, shaped, faults)
    faults.stop()
    try:
        return Scenario.model_validate(plain)
    except ValidationError as error:
        raise Faults(
            Fault(item["msg"], file=file, where=".".join(str(step) for step in item["loc"]))
            for item in error.errors(include_url=False)
        ) from None
