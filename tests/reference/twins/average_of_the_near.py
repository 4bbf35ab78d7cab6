"""Hegselmann & Krause 2002: the mean of all who are near enough, oneself included."""

from __future__ import annotations

from tests.reference.acts import value_distance
from tests.reference.community import Person
from tests.reference.luck import total
from tests.reference.twins.assimilation import Partners


def look(person: Person, partners: Partners, luck: int) -> None:
    seen = [other for other, _ in partners]
    if person not in seen:
        seen.append(person)
    near = [other for other in seen if value_distance(person, other) <= reach(person, other) + 1e-12]
    means = [total(float(other.values[v]) for other in near) / len(near) for v in person.community.dimensions]
    person.values[:] = means


def reach(person: Person, other: Person) -> float:
    """How far the other may be: for all alike, one's own, by side, or leaning to one's own side."""
    rule = person.community.rules.average_of_the_near
    if rule.bound in ("threshold", "openness"):
        return rule.threshold if rule.bound == "threshold" else person.openness
    dimensions = person.community.dimensions
    to_the_right = total(float(other.values[v]) - float(person.values[v]) for v in dimensions) > 0.0
    if rule.bound == "sides":
        return rule.right if to_the_right else rule.left
    own = total(float(person.values[v]) for v in dimensions)
    share = rule.slope * own / len(dimensions) + 0.5 * (1.0 - rule.slope)
    return 2.0 * rule.threshold * (share if to_the_right else 1.0 - share)
