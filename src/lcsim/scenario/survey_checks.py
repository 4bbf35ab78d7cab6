"""What a survey needs of its section: scales that have two ends, items that are there, codes that are no answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lcsim.part.faults import suggest
from lcsim.scenario.model import Scale
from lcsim.scenario.tree import shown


def survey_faults(tables: dict[str, Any], dimensions: list[str]) -> Iterator[tuple[str, str, str]]:
    """Faults of the section about the survey: (key, what is wrong, cure)."""
    given = tables.get("survey_items", {})
    items = [item for listed in given.values() for item in listed]
    asked = [*items, *(name for name in dimensions if name not in given)]
    ends = {"survey_scale": _ends(tables.get("survey_scale", {}))}
    for item, scale in tables.get("item_scales", {}).items():
        ends[f"item_scales.{item}"] = _ends(scale)
        if item not in asked:
            yield f"item_scales.{item}", f"{shown(item)} is no item of the survey", suggest(item, asked)
    for where, (low, high) in ends.items():
        if low >= high:
            yield where, f"low ({low:g}) must be below high ({high:g})", ""
    for name, listed in given.items():
        for index, item in enumerate(listed):
            if item in listed[:index]:
                yield f"survey_items.{name}[{index}]", f"{shown(item)} is here twice", "it would count twice"
    for index, item in enumerate(tables.get("reverse_coded", ())):
        if item not in asked:
            yield f"reverse_coded[{index}]", f"{shown(item)} is no item of the survey", suggest(item, items)
    for index, code in enumerate(tables.get("missing_codes", ())):
        inside = [where for where, (low, high) in ends.items() if low <= code <= high]
        if inside:
            low, high = ends[inside[0]]
            what = f"{code:g} is an answer on the scale from {low:g} to {high:g} ({inside[0]})"
            yield f"missing_codes[{index}]", what, "empty those cells in the table"


def _ends(scale: dict[str, Any]) -> tuple[float, float]:
    plain = Scale()
    return scale.get("low", plain.low), scale.get("high", plain.high)
