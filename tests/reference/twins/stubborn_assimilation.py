"""Friedkin & Johnsen 1999: the weighted mean of partners, and what one brought along."""

from __future__ import annotations

from tests.reference.community import Person
from tests.reference.twins.assimilation import Partners, goals


def look(person: Person, partners: Partners, luck: int) -> None:
    """x_i = a_i C (W x)_i + (1 - a_i) x_i(0)."""
    rule = person.community.rules.stubborn_assimilation
    share = rule.susceptibility * person.susceptibility
    for v, goal in enumerate(goals(person, partners, rule.weights)):
        person.values[v] = share * goal + (1.0 - share) * person.formative[v]
