"""Hegselmann & Krause 2002: the mean of all who are near enough, oneself included."""

from __future__ import annotations

from tests.reference.acts import value_distance
from tests.reference.community import Person
from tests.reference.luck import total
from tests.reference.twins.assimilation import Partners


def look(person: Person, partners: Partners, luck: int) -> None:
    rule = person.community.rules.average_of_the_near
    bound = person.openness if rule.bound == "openness" else rule.threshold
    seen = [other for other, _ in partners]
    if person not in seen:
        seen.append(person)
    near = [other for other in seen if value_distance(person, other) <= bound + 1e-12]
    means = [total(float(other.values[v]) for other in near) / len(near) for v in person.community.dimensions]
    person.values[:] = means
