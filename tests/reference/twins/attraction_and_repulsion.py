"""Flache et al. 2017, third class: attraction of the near, repulsion of the far, in proportion."""

from __future__ import annotations

from tests.reference.community import Person
from tests.reference.luck import within_bounds


def meet(person: Person, other: Person, trust: float, distance: float, voice: float) -> None:
    """x_i += mu * trust_ij * authority_j * w (x_j - x_i), w = 1 - d / turning point and at least -1."""
    rule = person.community.rules.attraction_and_repulsion
    weight = max(1.0 - distance / rule.turning_point, -1.0)
    for v in person.community.dimensions:
        pull = other.values[v] - person.values[v]
        person.values[v] = within_bounds(person.values[v] + rule.mu * trust * voice * weight * pull)
