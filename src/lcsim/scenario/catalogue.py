"""The names that a scenario can use: rules, interventions and measures, third parties' included."""

from __future__ import annotations

from functools import cache
from typing import Any

from lcsim.part import PHASES, InterventionPart, Rule


@cache
def rules() -> dict[str, type[Rule]]:
    """Every rule by name, in the order of the week."""
    from lcsim.mechanisms import catalogue

    return {part.name: part for part in catalogue()}


@cache
def interventions() -> dict[str, type[InterventionPart]]:
    """Every intervention by name."""
    from lcsim.interventions import catalogue

    return {part.name: part for part in catalogue()}


@cache
def measures() -> dict[str, Any]:
    """Every measure by name."""
    from lcsim.measures import catalogue

    return {measure.name: measure for measure in catalogue()}


def variants() -> dict[str, tuple[str, ...]]:
    """Names of the rules of each phase, in the order of the week."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(PHASES, ())
    for name, part in rules().items():
        found[part.phase] = (*found.get(part.phase, ()), name)
    return found


def catalogue_names() -> dict[str, tuple[str, ...]]:
    """All names: ``rules``, ``phases``, ``interventions``, ``measures``."""
    return {
        "rules": tuple(rules()),
        "phases": PHASES,
        "interventions": tuple(interventions()),
        "measures": tuple(measures()),
    }
