"""What the keys of a target file may be, and the faults of one that go beyond a single key."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final, Literal, get_type_hints

from pydantic import Field, StrictBool

from lcsim.docking.observing import OBSERVATIONS
from lcsim.part.faults import suggest
from lcsim.scenario.model import Number, Section, Seed, Text
from lcsim.scenario.shape import Shaped, complaint
from lcsim.scenario.tree import Collected, shown
from lcsim.scenario.value_types import Label, Positive, Week

ASKED: Final = ("wanted", "between", "above", "below")
"""What must come out: a target has one of these."""

MOST_RUNS: Final = 1_000_000
Level = Literal["numerical", "distributional", "relational", "pattern"]


class Runs(Section):
    """A group of runs."""

    scenario: Label | None = None
    set: dict[Text, Any] = Field(default_factory=dict)
    replicates: Annotated[int, Field(strict=True, ge=1, le=MOST_RUNS)] = 1
    quick: Annotated[int, Field(strict=True, ge=0, le=MOST_RUNS)] | None = None
    keep: tuple[Week, ...] = ()
    first_seed: Seed = 1


class Crosses(Section):
    """Where the means of several groups cross a level."""

    at: tuple[Number, ...] = Field(min_length=2)
    level: Number


class Target(Section):
    """A target: what is looked at, in which runs, what must come out."""

    name: Text | None = None
    look: Text
    with_: dict[Text, Any] = Field(default_factory=dict, alias="with")
    of: tuple[Text, ...] = Field(min_length=1)
    wanted: Number | None = None
    delta: Positive | None = None
    se: Positive | None = None
    between: tuple[Number, ...] | None = Field(default=None, min_length=2, max_length=2)
    above: Number | None = None
    below: Number | None = None
    crosses: Crosses | None = None
    by: Literal["difference", "ratio", "mean"] | None = None
    level: Level | None = None
    source: Text | None = None
    control: StrictBool = False
    statement: Text = ""
    quick: StrictBool = True


class TargetFile(Section):
    """A published result."""

    title: Text | None = None
    sources: tuple[Text, ...] = ()
    level: Level = "distributional"
    runs: dict[Label, Runs] = Field(min_length=1)
    targets: tuple[Target, ...] = Field(min_length=1)
    note: Text = ""


def check_target(
    given: Mapping[str, Any], where: str, runs: set[str] | None, shaped: Shaped, faults: Collected
) -> None:
    """Note what is wrong with a target whose keys are right one by one; `runs`: names there are, if that is known."""

    def add(key: str, what: str, cure: str = "") -> None:
        inside = f"{where}.{key}" if key else where
        place = shaped.key(inside) if key in given and isinstance(given[key], (dict, list)) else shaped.place(inside)
        faults.add(place, what, where=inside, cure=cure)

    of = given.get("of", [])
    for number, name in enumerate(of):
        if runs is not None and name not in runs:
            add(f"of[{number}]", f"there are no runs {shown(name)}", suggest(name, runs))
    if "look" in given:
        _check_look(given, add)
    asked = [key for key in ASKED if given.get(key) is not None]
    if not asked and not any(f"{where}.{key}" in shaped.keys for key in ASKED):
        add("", "says not what must come out: wanted, between, above or below")
    elif len(asked) > 1:
        add(asked[1], f"'{asked[0]}' says already what must come out", "leave one of the two out")
    if asked and "wanted" not in asked:
        for key in ("delta", "se"):
            if given.get(key) is not None:
                add(key, "goes with 'wanted' only")
    ends = given.get("between")
    if ends and len(ends) == 2 and ends[0] > ends[1]:
        add("between", f"{ends[0]} is above {ends[1]}", "the lower end comes first")
    _check_groups(given, of, add)


def _check_groups(given: Mapping[str, Any], of: list[str], add: Any) -> None:
    by, crosses = given.get("by"), given.get("crosses")
    if by is not None and crosses is not None:
        add("by", "'crosses' says already how groups of runs are taken together", "leave one of the two out")
    elif by in ("difference", "ratio") and of and len(of) != 2:
        add("of", f"'{by}' takes two groups of runs, not {len(of)}")
    elif len(of) > 1 and by is None and "crosses" not in given:
        add("of", "several groups of runs need 'by' or 'crosses'")
    at = (crosses or {}).get("at", [])
    if at and of and len(at) != len(of):
        add("crosses", f"'at' has {len(at)} places for {len(of)} groups of runs")
    if sorted(set(at)) != at:
        add("crosses", "places in 'at' must rise")


def _check_look(given: Mapping[str, Any], add: Any) -> None:
    """Whether there is such a thing to look at, and whether it is given what it takes."""
    look, chosen = given["look"], given.get("with", {})
    if look not in OBSERVATIONS:
        add("look", f"{shown(look)} is nothing to look at", suggest(look, OBSERVATIONS))
        return
    takes = parameters_of(look)
    for name, value in chosen.items():
        if name not in takes:
            add(f"with.{name}", f"'{look}' takes no '{name}'", suggest(name, takes))
        elif isinstance(value, (dict, list)):
            add(f"with.{name}", f"must be a single value, got {shown(value)}")
        elif wrong := complaint(value, takes[name][0]):
            add(f"with.{name}", *wrong)
    for name, (_, needed) in takes.items():
        if needed and name not in chosen and set(chosen) <= set(takes):
            add("look", f"'{look}' needs '{name}'", f"with: {{{name}: ...}}")


@cache
def parameters_of(look: str) -> dict[str, tuple[Any, bool]]:
    """What can be said to something that is looked at: by name the type, and whether it must be said."""
    function = OBSERVATIONS[look]
    hints = get_type_hints(function)
    return {
        name: (Annotated[hints[name], Field(strict=True)], found.default is inspect.Parameter.empty)
        for name, found in list(inspect.signature(function).parameters.items())[1:]
    }
