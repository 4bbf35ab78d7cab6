"""Patterns of the field, one in one file: what is run, what must come out, decided before any result.

To add one: write ``patterns/<name>.py`` with a `PATTERN` and add the name to `PATTERNS`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from lcsim.docking.pattern import Pattern

PATTERNS: Final = (
    "similar_units",
    "values_with_practice",
    "spontaneous_contacts",
    "congruent_facilitation",
    "small_projects",
    "affordances",
    "time_pressure",
    "students_first",
    "students_belong",
    "students_alone",
    "close_facilitator",
    "irrelevant_topic",
    "consensus",
    "partial_agreement",
    "bursts",
)
"""Files, in the order of the table."""


@cache
def catalogue() -> tuple[Pattern, ...]:
    """All patterns."""
    return tuple(import_module(f"lcsim.docking.patterns.{name}").PATTERN for name in PATTERNS)


__all__ = ["PATTERNS", "catalogue"]
