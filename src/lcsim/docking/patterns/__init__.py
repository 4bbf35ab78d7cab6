"""Patterns of the field, one in one file: what is run, what must come out, decided before any result.

To add one: write ``patterns/<name>.py`` with a `PATTERN` and add the name to `PATTERNS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Final

from lcsim.docking.pattern import Pattern
from lcsim.part import Fault, Faults
from lcsim.part.faults import suggest

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
    "irrelevant_topic_in_a_firm",
    "sheep_over_the_dam",
    "scaling_up",
    "reputation",
    "consensus",
    "partial_agreement",
    "bursts",
)
"""Files, in the order of the table."""


@cache
def catalogue() -> tuple[Pattern, ...]:
    """All patterns."""
    return tuple(import_module(f"lcsim.docking.patterns.{name}").PATTERN for name in PATTERNS)


def chosen_patterns(names: Sequence[str]) -> tuple[Pattern, ...]:
    """Patterns by name or number, in the order of the table; all of them when none is named.

    Raises
    ------
    Faults
        Every name that is none, with the nearest one.
    """
    known = {word: pattern for pattern in catalogue() for word in (pattern.name, pattern.number)}
    wrong = [name for name in names if name not in known]
    if wrong:
        raise Faults(
            [
                Fault(f"there is no pattern {name[:60]!r}", where="NAME", cure=suggest(name[:60], known))
                for name in wrong
            ]
        )
    wanted = {known[name].name for name in names}
    return tuple(pattern for pattern in catalogue() if not names or pattern.name in wanted)


__all__ = ["PATTERNS", "catalogue", "chosen_patterns"]
