"""What people in the field can do: a catalogue, one idea in one file.

An intervention only sets a column for its window (restored after), adds sessions, or adds and moves people or
ties; its effects then come from the rules. To add one: write ``interventions/<name>.py`` and add its name to
`INTERVENTIONS`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final

from lcsim.interventions.declared import (
    Act,
    AddedSession,
    CodeSet,
    ColumnSetting,
    Cost,
    Declared,
    KnowledgeAdded,
    PeopleAdded,
    PeopleMoved,
    SessionSet,
    TiesAdded,
    Topic,
)
from lcsim.part import InterventionPart

INTERVENTIONS: Final[tuple[str, ...]] = (
    "facilitated_dialogue",
    "creative_session",
    "reflection_cycle",
    "protected_time",
    "student_placement",
    "boundary_broker",
    "exchange",
    "shared_ambition",
    "enabling_leadership",
    "role_ownership",
    "mentoring",
    "handover",
    "training",
    "mandate",
    "participatory_research",
)


def _shipped() -> tuple[type[InterventionPart], ...]:
    found: list[type[InterventionPart]] = []
    for name in INTERVENTIONS:
        class_name = "".join(word.capitalize() for word in name.split("_"))
        part: type[InterventionPart] = getattr(import_module(f"lcsim.interventions.{name}"), class_name)
        if part.name != name:
            raise ImportError(f"interventions/{name}.py: class {class_name} says name={part.name!r}")
        found.append(part)
    return tuple(found)


CATALOGUE: Final[tuple[type[InterventionPart], ...]] = _shipped()


@cache
def catalogue() -> tuple[type[InterventionPart], ...]:
    """Every intervention, third parties' included (entry points ``lcsim.interventions``)."""
    return CATALOGUE + tuple(point.load() for point in entry_points(group="lcsim.interventions"))


__all__ = [
    "CATALOGUE",
    "INTERVENTIONS",
    "Act",
    "AddedSession",
    "CodeSet",
    "ColumnSetting",
    "Cost",
    "Declared",
    "KnowledgeAdded",
    "PeopleAdded",
    "PeopleMoved",
    "SessionSet",
    "TiesAdded",
    "Topic",
    "catalogue",
]
