"""DeGroot 1974; French 1956: the weighted mean of oneself and one's partners."""

from __future__ import annotations

from collections.abc import Sequence

from tests.reference.community import Person
from tests.reference.luck import total

Partners = Sequence[tuple[Person, float]]


def look(person: Person, partners: Partners, luck: int) -> None:
    """x_i += rate * sum_j w_ij (x_j - x_i)."""
    rule = person.community.rules.assimilation
    if len(person.state.coupling):
        for v, goal in enumerate(goals(person, partners, rule.weights)):
            person.values[v] += rule.rate * (goal - person.values[v])
        return
    for v, pull in enumerate(pulls(person, partners, rule.weights)):
        person.values[v] += rule.rate * pull


def goals(person: Person, partners: Partners, kind: str) -> list[float]:
    """W x; with coupled dimensions 1/2 + C (W x - 1/2)."""
    there = [float(person.values[v]) + pull for v, pull in enumerate(pulls(person, partners, kind))]
    coupling = person.state.coupling.tolist()
    if not coupling:
        return there
    found = []
    for row in coupling:
        moved = 0.5
        for weight, x in zip(row, there, strict=True):
            moved += weight * (x - 0.5)
        found.append(moved)
    return found


def pulls(person: Person, partners: Partners, kind: str) -> list[float]:
    """sum_j w_ij (x_j - x_i) by dimension: weights as given, at most 1 in all; or equal, oneself counted."""
    others = [(other, weight) for other, weight in partners if other is not person]
    whole = total(weight for _, weight in others)
    scale = 1.0 / whole if whole > 1.0 else 1.0
    same = 1.0 / (len(others) + 1)
    weights = [same if kind == "equal" else weight * scale for _, weight in others]
    return [
        total(weight * (other.values[v] - person.values[v]) for weight, (other, _) in zip(weights, others, strict=True))
        for v in person.community.dimensions
    ]
