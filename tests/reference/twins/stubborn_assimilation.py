"""Friedkin & Johnsen 1999: the weighted mean of partners, and what one brought along."""

from __future__ import annotations

from tests.reference.community import Person
from tests.reference.twins.assimilation import Partners, pulls


def look(person: Person, partners: Partners, luck: int) -> None:
    """x_i = a_i (W x)_i + (1 - a_i) x_i(0)."""
    rule = person.community.rules.stubborn_assimilation
    share = rule.susceptibility * person.susceptibility
    for v, pull in enumerate(pulls(person, partners, rule.weights)):
        person.values[v] = share * (person.values[v] + pull) + (1.0 - share) * person.formative[v]
