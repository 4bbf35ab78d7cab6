"""The rules of the week: a catalogue, one idea in one file.

File name = class name = name in YAML. To add a rule: write ``mechanisms/<name>.py`` and add its name to
`RULES` under its phase (the first rule of a phase with ``default = True`` is this field's own; the others
are variants from the literature).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final

from lcsim.part import Rule

RULES: Final[dict[str, tuple[str, ...]]] = {
    "arrivals": ("student_cohorts", "recruitment", "replacement"),
    "environment": ("disturbance",),
    "encounters": ("everyday_work", "random_activation", "shuffled_sweeps", "simultaneous"),
    "influence": (
        "bounded_influence",
        "mutual_compromise",
        "attraction_and_repulsion",
        "assimilation",
        "stubborn_assimilation",
        "average_of_the_near",
        "striving_for_uniqueness",
        "relative_agreement",
    ),
    "observation": ("observation", "fact_exchange"),
    "adoption": (
        "deliberation",
        "copy_a_difference",
        "threshold",
        "innovation_and_imitation",
        "copy_the_best",
        "majority_of_the_better",
    ),
    "trust": ("trust",),
    "sessions": ("community_sessions",),
    "trying_out": ("experimentation", "local_search"),
    "reflection": ("reflection", "forgetting", "opinion_noise"),
    "organisation": ("legitimation", "code_learning", "socialisation", "espoused_values", "mutual_learning"),
    "climate": ("safety",),
    "energy": ("energy", "belonging"),
    "ties": ("tie_dynamics", "adaptive_rewiring"),
    "departures": ("turnover",),
}
"""Names of all rules by phase, in the order in which they run."""


def class_name(name: str) -> str:
    """Return the class of a rule file: ``bounded_influence`` to ``BoundedInfluence``."""
    return "".join(word.capitalize() for word in name.split("_"))


def rule(name: str) -> type[Rule]:
    """Return the rule called `name` (KeyError when there is none)."""
    return BY_NAME[name]


def _shipped() -> tuple[type[Rule], ...]:
    found: list[type[Rule]] = []
    for phase, names in RULES.items():
        for name in names:
            part: type[Rule] = getattr(import_module(f"lcsim.mechanisms.{name}"), class_name(name))
            if part.name != name or part.phase != phase:
                raise ImportError(
                    f"mechanisms/{name}.py: class {class_name(name)} says name={part.name!r}, phase={part.phase!r}; "
                    f"the catalogue says name={name!r}, phase={phase!r}"
                )
            found.append(part)
    return tuple(found)


CATALOGUE: Final[tuple[type[Rule], ...]] = _shipped()
"""Every rule that ships with lcsim."""

BY_NAME: Final[dict[str, type[Rule]]] = {part.name: part for part in CATALOGUE}


@cache
def catalogue() -> tuple[type[Rule], ...]:
    """Every rule, third parties' included (entry points ``lcsim.mechanisms``; plain Python only)."""
    found = list(CATALOGUE)
    for point in entry_points(group="lcsim.mechanisms"):
        part = point.load()
        if part.plain is None:
            raise ImportError(f"rule {part.name!r} of {point.value} has no plain(state, rules, seed, week)")
        found.append(part)
    return tuple(found)


__all__ = ["BY_NAME", "CATALOGUE", "RULES", "catalogue", "class_name", "rule"]
