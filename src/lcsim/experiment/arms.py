"""Arms of an experiment: a scenario with interventions added and settings changed, checked with their places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import Field

from lcsim.part import Faults
from lcsim.part.faults import suggest
from lcsim.scenario import Draft, Scenario, apply_set, apply_with, draft, find_scenario, resolve, scenario_files
from lcsim.scenario import catalogue as known
from lcsim.scenario.complete import write_out_people, write_out_practices
from lcsim.scenario.dump import whole_signs
from lcsim.scenario.model import Name, Section, Text
from lcsim.scenario.paths import every, split_path, step_into
from lcsim.scenario.shape import FAULTY, Shaper, complaint
from lcsim.scenario.tree import Collected, Node, Place, plain, shown

ARM_NAME: Final = re.compile(r"[\w -]+\Z")
LONGEST_PATH: Final = 150
MOST_ARMS: Final = 1000


@dataclass(frozen=True)
class Arm:
    """One arm: where it starts from, what is added and set, and what comes of it.

    Attributes
    ----------
    base
        The scenario as it was named: of the catalogue, or a file beside that of the experiment.
    additions, settings
        What ``with`` and ``set`` say; additions come first, so that settings can change them.
    scenario, draft
        The complete scenario of the arm, and the draft that it was made from.
    """

    name: str
    base: str
    additions: tuple[str, ...]
    settings: tuple[tuple[str, Any], ...]
    scenario: Scenario
    draft: Draft = field(compare=False, repr=False)


class ArmKeys(Section):
    """What an arm can say."""

    scenario: Text | None = None
    with_: tuple[Text, ...] = Field(default=(), alias="with")
    set_: Any = Field(default=None, alias="set")


def setting(path: str, value: Any) -> str:
    """Text of a setting as for ``--set``."""
    return whole_signs(f"{path}={json.dumps(value)}")


def with_values(base: Draft, values: Iterable[tuple[str, Any]]) -> Draft:
    """A draft with values set; shorter paths first, because a choice of a rule starts its phase afresh.

    Raises
    ------
    Faults
        Paths that lead nowhere.
    """
    ordered = sorted(values, key=lambda pair: len(split_path(pair[0])))
    return apply_set(base, [setting(path, value) for path, value in ordered])


def canonical(path: str, base: Draft, scenario: Scenario) -> tuple[str, ...]:
    """Steps of a path with names for positions and rules for phases: the same for two spellings of one thing."""
    steps = [step.strip() for step in split_path(path)]
    if steps[0] == "rules" and len(steps) == 3 and steps[1] not in known.rules():
        takers = running_takers(steps[1], steps[2], scenario)
        return ("rules", takers[0] if len(takers) == 1 else steps[1], steps[2])
    if steps[0] == "interventions" and "parameters" in steps:
        steps.remove("parameters")
    found: list[str] = []
    node: Node | None = write_out_people(write_out_practices(base.root))
    for step in steps:
        name, node = step_into(node, step)
        found.append(name)
    return tuple(found)


def each_canonical(path: str, base: Draft, scenario: Scenario) -> list[tuple[str, ...]]:
    """The same of every path that one with ``*`` stands for."""
    root = write_out_people(write_out_practices(base.root))
    return [canonical(".".join(steps), base, scenario) for steps in every(root, split_path(path))]


def running_takers(phase: str, parameter: str, scenario: Scenario) -> list[str]:
    """Rules of a phase that run in a scenario and have this parameter."""
    rules = known.rules()
    return [
        name
        for name in known.variants().get(phase, ())
        if scenario.rules[name]["on"] and parameter in rules[name].model_fields
    ]


def add_moved(
    faults: Collected,
    found: Faults,
    place: Place,
    where: str,
    places: Mapping[str, Place] | None = None,
    *,
    inside: bool = False,
) -> None:
    """Add faults of a setting at the place in the experiment that it comes from.

    Parameters
    ----------
    place
        Where that is when `places`, by the file that a fault names, does not tell.
    inside
        Whether to say always where in the scenario it is; otherwise only when it is not the setting itself.
    """
    for fault in found.faults:
        at = (places or {}).get(fault.file)
        own = at is not None or fault.file.startswith("--")
        what = fault.what if own and not inside else f"{fault.where}: {fault.what}"
        faults.add(at or place, what.removeprefix(": "), where=where, cure=fault.cure)


def path_fault(path: str) -> tuple[str, str] | None:
    """What makes a text no path at all: (what, cure), or None."""
    if "=" in path or not split_path(path) or path != path.strip() or not path.isprintable():
        return "is not a path", "for example organisations.de_wever.control"
    if len(path) > LONGEST_PATH:
        return f"is longer than {LONGEST_PATH} characters", ""
    return None


class ArmReader:
    """Reads the section ``arms``, loading each scenario once."""

    def __init__(self, faults: Collected, folder: Path, tables: bool = True) -> None:
        self.faults = faults
        self.folder = folder
        self.tables = tables
        self.fixed: tuple[tuple[str, Any], ...] = ()
        """Settings that every arm gets where its scenario leaves them open."""
        self.loaded: dict[str, tuple[Draft, Scenario] | None] = {}

    def read(self, node: Node | None, base: Node | None, top: Place) -> tuple[Arm, ...]:
        """Every arm without faults, in order; one arm ``baseline`` when there is no section."""
        if node is not None and node.broken:
            return ()
        if node is None or node.value is None or node.value == {}:
            node = Node({"baseline": Node({}, top)}, top, {"baseline": top})
        children = node.mapping()
        if children is None:
            self.faults.add(node.place, f"must be a mapping of names, got {shown(node.value)}", where="arms")
            return ()
        if len(children) > MOST_ARMS:
            self.faults.add(node.place, f"must have at most {MOST_ARMS}, has {len(children)}", where="arms")
            return ()
        arms: list[Arm] = []
        for name, child in children.items():
            where = f"arms.{name}"
            if not self._named(name, node.key_place(name), arms):
                continue
            arm = self._arm(name, child, base, node.key_place(name), where, top)
            if arm is None:
                continue
            twin = next((other for other in arms if self.tables and alike(other.scenario, arm.scenario)), None)
            if twin is not None:
                what = f"is the same as the arm {shown(twin.name)}"
                self.faults.add(node.key_place(name), what, where=where, cure="an arm must differ, or go")
            arms.append(arm)
        return tuple(arms)

    def only_base(self) -> Arm | None:
        """The scenario that all arms start from, as an arm; None when there are several, or it has faults."""
        (name, loaded), *others = self.loaded.items() or [("", None)]
        return None if others or loaded is None else Arm("", name, (), (), loaded[1], loaded[0])

    def _named(self, name: str, place: Place, arms: Sequence[Arm]) -> bool:
        wrong = complaint(name, Name)
        if wrong is None and not ARM_NAME.match(name):
            wrong = ("the name of an arm is that of a file: letters, digits, '_', '-' and blanks", "")
        if wrong is None and name.casefold() in (arm.name.casefold() for arm in arms):
            wrong = ("differs from another arm in capitals only", "files of both would have one name")
        if wrong is not None:
            self.faults.add(place, wrong[0], where=f"arms.{name}", cure=wrong[1])
        return wrong is None

    def _arm(self, name: str, node: Node, base: Node | None, place: Place, where: str, top: Place) -> Arm | None:
        if node.value is None and not node.broken:
            node = Node({}, node.place)
        before = len(self.faults.found)
        keys = Shaper(self.faults).section(node, ArmKeys, where)
        if keys is FAULTY:
            return None
        own = node.get("scenario")
        named = own if own is not None and own.value is not None else base
        if named is None or (named.value is None and not named.broken):
            self.faults.add(top, "'scenario' is missing", cure="the name of one of the catalogue, or of a file")
            return None
        start = self._scenario(named, f"{where}.scenario" if named is own else "scenario")
        if start is None:
            return None
        changed = start[0]
        places: dict[str, Place] = {}
        additions: list[str] = []
        listed = node.get("with")
        for item in self._listed(listed):
            text = str(item.value)
            additions.append(text)
            places[f"--with {text}"[:200]] = item.place
            changed = self._try(apply_with, changed, text, item.place, f"{where}.with")
        settings: list[tuple[str, Any]] = []
        wanted = node.get("set")
        if wanted is not None and wanted.value is not None and not wanted.broken:
            if wanted.mapping() is None:
                what = f"must be a mapping of paths, got {shown(wanted.value)}"
                self.faults.add(wanted.place, what, where=f"{where}.set")
            for path, child in (wanted.mapping() or {}).items():
                wrong = path_fault(path)
                if wrong is not None:
                    self.faults.add(wanted.key_place(path), wrong[0], where=f"{where}.set.{path}", cure=wrong[1])
                    continue
                value = plain(child)
                settings.append((path, value))
                places[f"--set {setting(path, value)[:200]}"] = child.place
                changed = self._try(
                    apply_set, changed, setting(path, value), wanted.key_place(path), f"{where}.set.{path}"
                )
        changed = self._fix(changed)
        told = len(self.faults.found) > before
        try:
            scenario = resolve(changed)
        except Faults as found:
            add_moved(self.faults, found, place, where, places, inside=True)
            return None
        if told:
            return None
        return Arm(name, str(named.value), tuple(additions), tuple(settings), scenario, changed)

    def _listed(self, node: Node | None) -> list[Node]:
        """Texts of ``with``; one text may stand without a list."""
        if node is None:
            return []
        items = node.items() if node.items() is not None else [node]
        return [item for item in items or [] if isinstance(item.value, str)]

    def _try(self, change: Any, changed: Draft, text: str, place: Place, where: str) -> Draft:
        try:
            return change(changed, [text])  # type: ignore[no-any-return]
        except Faults as found:
            if change is apply_with and "=" in text and ":" not in text:
                cure = "put an entry that has a comma between quotes"
                self.faults.add(place, f"{shown(text)} is not an intervention", where=where, cure=cure)
            else:
                add_moved(self.faults, found, place, where, inside=change is apply_with)
            return changed

    def _fix(self, changed: Draft) -> Draft:
        for path, value in self.fixed:
            node: Node | None = changed.root
            for step in path.split("."):
                node = node.get(step) if node is not None else None
            if node is None or node.value is None:
                changed = apply_set(changed, [setting(path, value)])
        return changed

    def _scenario(self, node: Node, where: str) -> tuple[Draft, Scenario] | None:
        if node.broken or not isinstance(node.value, str):
            return None  # it has a fault already
        if node.value not in self.loaded:
            self.loaded[node.value] = self._load(node, node.value, where)
        return self.loaded[node.value]

    def _load(self, node: Node, name: str, where: str) -> tuple[Draft, Scenario] | None:
        try:
            path = find_scenario(name, beside=self.folder)
        except Faults:  # the place in this file says more than the fault of the search
            cure = suggest(name[:100], scenario_files())
            self.faults.add(node.place, f"there is no scenario {shown(name)}", where=where, cure=cure)
            return None
        try:
            found = draft(path) if self.tables else draft(path).without("tables")
            return found, resolve(found)
        except Faults as faults:
            self.faults.found.extend(fault for fault in faults.faults if fault not in self.faults.found)
            return None


def alike(some: Scenario, other: Scenario) -> bool:
    """Whether two scenarios are the same model; where their numbers come from does not matter."""
    return some.model_copy(update={"origins": {}}) == other.model_copy(update={"origins": {}})
