"""Trying an experiment before it runs: every end of a range and every value must give a scenario in every arm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from lcsim.experiment.arms import Arm, add_moved, each_canonical, setting, with_values
from lcsim.experiment.design import Design, Factor, Point
from lcsim.part import Fault, Faults
from lcsim.scenario import catalogue as known
from lcsim.scenario import resolve
from lcsim.scenario.paths import split_path
from lcsim.scenario.tree import Collected, Place, shown

MOST_ROWS_TRIED: Final = 300
"""A longer list of points is tried value by value only, and of more numbers the lowest and the highest."""

WHOLE: Final = "add whole: true"
NO_RULE: Final = "is not a rule or a phase"

Places = dict[str, dict[str, Place]]


def note_overlaps(faults: Collected, arms: Sequence[Arm], factors: Sequence[Factor], places: Places) -> None:
    """Note what is varied twice, and what is both varied and set by an arm."""
    for arm in arms:
        varied: dict[tuple[str, ...], str] = {}
        for factor in factors:
            own = each_canonical(factor.path, arm.draft, arm.scenario)
            for twin in dict.fromkeys(varied[steps] for steps in own if steps in varied):
                same = all(varied.get(steps) == twin for steps in own) and list(varied.values()).count(twin) == len(own)
                what = f"is the same as {shown(twin)}" if same else f"varies something that {shown(twin)} varies too"
                faults.add(places[factor.path][""], what, where=f"vary.{factor.path}")
            for steps in own:
                varied.setdefault(steps, factor.path)
        for path, _ in arm.settings:
            set_here = each_canonical(path, arm.draft, arm.scenario)
            for factor_path in dict.fromkeys(varied.values()):
                own = [steps for steps, name in varied.items() if name == factor_path]
                within = any(steps[: len(one)] == one for steps in set_here for one in own)
                if within or _inside(path, factor_path):
                    what = f"the arm {shown(arm.name)} sets {'it' if set_here == own else shown(path)} already"
                    place = places[factor_path][""]
                    faults.add(place, what, where=f"vary.{factor_path}", cure="vary it or set it, not both")


def _inside(path: str, outer: str) -> bool:
    """Whether a path leads to or into another as it is written: a choice of a rule undoes settings of its phase."""
    steps, around = split_path(path), split_path(outer)
    return steps[: len(around)] == around


def try_all(
    faults: Collected,
    arms: Sequence[Arm],
    factors: Sequence[Factor],
    design: Design | None,
    places: Places,
    place: Place,
) -> None:
    """Resolve both ends of every range and every value in every arm, alone and then together.

    Parameters
    ----------
    design
        None when it has faults: values are then tried alone only.
    places
        Where each value of each factor stands, by its ``repr``; under ``""`` the factor itself.
    place
        That of the design, for what only goes wrong together.
    """
    said: dict[Fault, list[str]] = {}
    for arm in arms:
        if design is not None and 0 < len(design.rows) <= MOST_ROWS_TRIED and _all_go(arm, factors, design.rows):
            continue  # every value is in a row that goes
        moved = Collected()
        for factor, values in _alone(factors, design):
            _try_alone(moved, arm, factor, values, places)
        for row in () if moved.found or design is None else _together(factors, design):
            try:
                resolve(with_values(arm.draft, zip((factor.path for factor in factors), row, strict=True)))
            except Faults as found:
                _say_together(moved, factors, row, found, places, place)
                break
        for fault in moved.found:
            said.setdefault(fault, []).append(arm.name)
    for fault, names in said.items():
        if len(names) < len(arms):
            among = ", ".join(shown(name) for name in names[:3]) + (", ..." if len(names) > 3 else "")
            fault = replace(fault, what=f"{fault.what} (in the arm{'s' if len(names) > 1 else ''} {among})")
        if fault not in faults.found:
            faults.found.append(fault)


def try_what_no_arm_changes(
    faults: Collected, base: Arm | None, factors: Sequence[Factor], design: Design | None, places: Places
) -> None:
    """Where every arm has faults: try in their base what none of them can change, values of organisations and rules.

    What a phase has depends on the rule that an arm chooses; interventions are those that arms add.
    """
    sure = [at for at, factor in enumerate(factors) if base is not None and _same_in_all_arms(factor.path)]
    if base is None or not sure:
        return
    kept = None if design is None else replace(design, rows=tuple(tuple(row[at] for at in sure) for row in design.rows))
    moved = Collected()
    for factor, values in _alone([factors[at] for at in sure], kept):
        _try_alone(moved, base, factor, values, places)
    faults.found.extend(fault for fault in moved.found if fault not in faults.found)


def _same_in_all_arms(path: str) -> bool:
    steps = split_path(path)
    one_rule = len(steps) > 1 and len(known.variants().get(steps[1], ())) < 2
    return steps[0] == "organisations" or (steps[0] == "rules" and one_rule)


def _all_go(arm: Arm, factors: Sequence[Factor], rows: Sequence[Point]) -> bool:
    """Whether every point of a list gives a scenario."""
    paths = [factor.path for factor in factors]
    try:
        for row in rows:
            resolve(with_values(arm.draft, zip(paths, row, strict=True)))
    except Faults:
        return False
    return True


def _alone(factors: Sequence[Factor], design: Design | None) -> Iterator[tuple[Factor, tuple[Any, ...]]]:
    for at, factor in enumerate(factors):
        listed = {repr(row[at]): row[at] for row in design.rows} if design is not None else {}
        values = tuple(listed.values()) or factor.extremes()
        if len(values) > MOST_ROWS_TRIED and not any(isinstance(value, (str, bool)) for value in values):
            values = (min(values), max(values))
        yield factor, values


def _try_alone(moved: Collected, arm: Arm, factor: Factor, values: Sequence[Any], places: Places) -> None:
    """Note what values of one factor do wrong in an arm."""
    wrong = [(value, found) for value in values if (found := _faults_of(arm, factor, value)) is not None]
    nowhere = len(wrong) == len(values) and _are_all_of_the_path([found for _, found in wrong])
    for value, found in wrong:
        _say(moved, factor, value, found, places[factor.path], nowhere)
        if moved.found[-1].cure == WHOLE:
            break  # the other end is as wrong for the same reason


def _together(factors: Sequence[Factor], design: Design) -> Iterator[Point]:
    """Points that show what does not go together: all ends at once, and each value of a list beside them."""
    if len(factors) < 2:
        return
    if design.kind == "list":
        if len(design.rows) <= MOST_ROWS_TRIED:
            yield from design.rows
        return
    lowest = tuple(factor.extremes()[0] for factor in factors)
    yield lowest
    yield tuple(factor.extremes()[-1] for factor in factors)
    for at, factor in enumerate(factors):
        for value in factor.values[1:]:
            yield (*lowest[:at], value, *lowest[at + 1 :])


def _faults_of(arm: Arm, factor: Factor, value: Any) -> Faults | None:
    try:
        resolve(with_values(arm.draft, [(factor.path, value)]))
    except Faults as found:
        return found
    return None


def _are_all_of_the_path(faults: Sequence[Faults]) -> bool:
    """Whether faults are those of a path, not of its values: faults of the form, or the same one for each of several."""
    every = [fault.what for one in faults for fault in one.faults]
    if all(what.startswith(("there is no", "unknown")) or what.endswith(NO_RULE) for what in every):
        return True
    return len(faults) > 1 and len({tuple((fault.where, fault.what) for fault in one.faults) for one in faults}) == 1


def _say(moved: Collected, factor: Factor, value: Any, found: Faults, places: dict[str, Place], nowhere: bool) -> None:
    """Note the faults of one value: at the value, or at the path when that leads nowhere."""
    here = Collected()
    own = places[""] if nowhere else places.get(repr(value), places[""])
    add_moved(here, found, own, f"vary.{factor.path}", {_file(factor, value): own})
    for fault in here.found:
        if fault.what.startswith("must be a whole number") and isinstance(value, float):
            whole = "write it without a point" if factor.values or factor.low is None else WHOLE
            fault = replace(fault, cure=whole)
        if fault not in moved.found:
            moved.found.append(fault)


def _say_together(
    moved: Collected, factors: Sequence[Factor], row: Point, found: Faults, places: Places, place: Place
) -> None:
    """Note faults that only come with several values at once."""
    own = {
        _file(factor, value): places[factor.path].get(repr(value), places[factor.path][""])
        for factor, value in zip(factors, row, strict=True)
    }
    beside = [f"{f.path} {shown(value)}" for f, value in zip(factors, row, strict=True) if isinstance(value, str)]
    values = f", with {', '.join(beside[:3])}" if beside else ", together with the other values"
    here = Collected()
    add_moved(here, found, place, "vary", own)
    moved.found.extend(replace(fault, what=fault.what + values) for fault in here.found)


def _file(factor: Factor, value: Any) -> str:
    """What the settings of the scenario call the source of a value."""
    return f"--set {setting(factor.path, value)[:200]}"
