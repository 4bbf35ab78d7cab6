"""The section ``vary`` of an experiment: what is varied, over which range or values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from pydantic import StrictBool

from lcsim.experiment.arms import (
    Arm,
    add_moved,
    path_fault,
    running_takers,
    setting,
)
from lcsim.experiment.design import Factor, same
from lcsim.part import Faults
from lcsim.part.parameter import ParameterFacts
from lcsim.scenario import Scenario, apply_set, resolve
from lcsim.scenario import catalogue as known
from lcsim.scenario.model import Number, Section
from lcsim.scenario.paths import STEP, split_path
from lcsim.scenario.shape import FAULTY, Shaper, with_a_point
from lcsim.scenario.tree import Collected, Node, Place, shown

MOST_FACTORS: Final = 200
MOST_VALUES: Final = 1000


class RangeKeys(Section):
    """A range to vary over."""

    low: Number | None = None
    high: Number | None = None
    whole: StrictBool | None = None


def own_range(path: str, scenario: Scenario) -> ParameterFacts | None:
    """Facts of the parameter of a rule or an intervention that a path leads to; None if it is something else."""
    steps = split_path(path)
    if steps[0] == "rules" and len(steps) == 3:
        rules = known.rules()
        names = [steps[1]] if steps[1] in rules else running_takers(steps[1], steps[2], scenario)
        found = [fact for name in names for fact in rules[name].facts() if fact.name == steps[2]]
        alike = len({(fact.low, fact.high, fact.whole) for fact in found}) == 1
        return found[0] if alike else None
    if steps[0] == "interventions" and len(steps) > 2:
        position = STEP.match(steps[1])
        for at, item in enumerate(scenario.interventions):
            if steps[1] == item.name or (position is not None and position[1] == str(at)):
                facts = known.interventions()[item.kind].facts()
                return next((fact for fact in facts if fact.name == steps[-1]), None)
    return None


class FactorReader:
    """Reads what is varied, and keeps where each value stands."""

    def __init__(self, faults: Collected, arms: Sequence[Arm]) -> None:
        self.faults = faults
        self.arms = arms
        self.places: dict[str, dict[str, Place]] = {}
        """Where each value of each factor stands, by its ``repr``; ``""`` is the factor itself."""

    def factors(self, node: Node | None) -> tuple[Factor, ...]:
        """Every factor without faults."""
        if node is None or node.value is None or node.broken:
            return ()
        children = node.mapping()
        if children is None:
            self.faults.add(node.place, f"must be a mapping of paths, got {shown(node.value)}", where="vary")
            return ()
        if len(children) > MOST_FACTORS:
            self.faults.add(node.place, f"must have at most {MOST_FACTORS}, has {len(children)}", where="vary")
            return ()
        found = []
        for path, child in children.items():
            place = node.key_place(path)
            if child.broken or not self.path(path, place, f"vary.{path}"):
                continue
            self.places[path] = {"": place}
            items = child.items()
            factor = self._values(path, child, items) if items is not None else self._range(path, child, place)
            if factor is not None:
                found.append(factor)
        return tuple(found)

    def path(self, path: str, place: Place, where: str) -> bool:
        """Whether a path is one that can be varied; a fault if not."""
        wrong = path_fault(path)
        if wrong is None and split_path(path) == ["calendar", "weeks"]:
            wrong = ("all runs of an experiment last as long", "`weeks` says how long")
        if wrong is not None:
            self.faults.add(place, wrong[0], where=where, cure=wrong[1])
        return wrong is None

    def _values(self, path: str, node: Node, items: list[Node]) -> Factor | None:
        where = f"vary.{path}"
        good = self.column(items, where)
        if not 2 <= len(items) <= MOST_VALUES:
            self.faults.add(node.place, f"must have 2 to {MOST_VALUES} values, has {len(items)}", where=where)
            return None
        if not good:
            return None
        items, values = [items[at] for at in good], list(good.values())
        for at, value in enumerate(values):
            if any(same([value], [other]) for other in values[:at]):
                self.faults.add(items[at].place, f"{shown(value)} is here twice", where=where)
                return None
        self.places[path] |= {repr(value): item.place for value, item in zip(values, items, strict=True)}
        return Factor(path, values=tuple(values))

    def column(self, items: list[Node], where: str) -> dict[int, Any]:
        """Values of one kind, by position: texts, switches or numbers (whole ones become real beside a real one).

        What is of no kind, or of another than most, is a fault and left out.
        """
        kinds = [_kind(item.value) for item in items]
        most = Counter(kind for kind in kinds if kind).most_common(1)
        usual = most[0][0] if most else ""
        values: dict[int, Any] = {}
        for at, (item, kind) in enumerate(zip(items, kinds, strict=True)):
            if item.broken:
                what = ""  # it has a fault already
            elif not kind:
                what = "must be text, a number or a switch"
            elif kind != usual:
                what = f"must be {usual} as {'the first is' if kinds[0] == usual else 'most of them are'}"
            elif kind == "a number" and not -1e12 <= item.value <= 1e12:  # type: ignore[operator]
                what = "must be between -1e12 and 1e12"
            else:
                values[at] = item.value
                continue
            if what:
                cure = with_a_point(item.value) if "a number" in what else ""
                self.faults.add(item.place, f"{what}, got {shown(item.value)}", where=where, cure=cure)
        if any(isinstance(value, float) for value in values.values()):
            return {at: float(value) for at, value in values.items()}
        return values

    def _range(self, path: str, node: Node, place: Place) -> Factor | None:
        where = f"vary.{path}"
        if node.value is not None and node.mapping() is None:
            what = f"must be a range, a list of values or nothing (its own range), got {shown(node.value)}"
            self.faults.add(node.place, what, where=where, cure="what is fixed belongs in `set` of an arm")
            return None
        keys: Any = {}
        if node.value is not None:
            keys = Shaper(self.faults).section(node, RangeKeys, where)
            if keys is FAULTY or any(key in RangeKeys.model_fields and key not in keys for key in node.mapping() or {}):
                return None
        facts = next((fact for arm in self.arms if (fact := own_range(path, arm.scenario)) is not None), None)
        low, high, whole = keys.get("low"), keys.get("high"), keys.get("whole")
        if facts is not None:
            low = facts.low if low is None else low
            high = facts.high if high is None else high
            whole = facts.whole if whole is None else whole
        if low is None or high is None:
            self._without_range(path, place, where)
            return None
        for key, number in (("low", low), ("high", high)):
            if whole and not float(number).is_integer():
                at = node.get(key)
                what = f"must be a whole number, got {shown(number)}"
                self.faults.add(at.place if at is not None else place, what, where=f"{where}.{key}")
                return None
        low, high = (int(low), int(high)) if whole else (float(low), float(high))
        ends = {repr(low): node.get("low"), repr(high): node.get("high")}
        self.places[path] |= {key: end.place for key, end in ends.items() if end is not None}
        if low >= high:
            at = node.get("high") or node.get("low")
            what = f"the highest must be above the lowest, got {shown(low)} to {shown(high)}"
            self.faults.add(at.place if at is not None else place, what, where=where)
            return None
        return Factor(path, low, high, bool(whole))

    def _without_range(self, path: str, place: Place, where: str) -> None:
        """Say that there is nothing there, or else that what is there has no range of its own."""
        if not self.arms:
            return  # nothing is known of what there is; the arms have faults
        for arm in self.arms:
            try:
                changed = apply_set(arm.draft, [setting(path, 0)])
            except Faults as found:
                add_moved(self.faults, found, place, where)
                return
            try:
                resolve(changed)
            except Faults as found:
                unknown = [fault for fault in found.faults if fault.what.startswith("unknown")]
                if unknown:
                    add_moved(self.faults, Faults(unknown), place, where)
                    return
        cure = "give one, such as {low: 0.1, high: 0.8}; parameters of rules and interventions have their own"
        self.faults.add(place, "has no range of its own", where=where, cure=cure)


def _kind(value: Any) -> str:
    """What sort of single value this is; nothing if it is none."""
    if isinstance(value, bool):
        return "true or false"
    return {str: "text", int: "a number", float: "a number"}.get(type(value), "")
