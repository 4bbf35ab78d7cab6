"""Deffuant, Amblard, Weisbuch & Faure 2002: influence by the share of one's segment that overlaps."""

from __future__ import annotations

from tests.reference.community import Person


def meet(person: Person, other: Person, trust: float, distance: float, voice: float) -> None:
    """Each is moved by the other by mu (overlap / half the other's segment - 1), if that is more than nothing."""
    rule = person.community.rules.relative_agreement
    half = {person: person.openness, other: other.openness}
    place = {one: [float(x) for x in one.values] for one in half}
    overlap = min(half[person] + half[other] - distance, 2.0 * half[person], 2.0 * half[other])
    for one, by in ((person, other), (other, person)):
        if overlap > half[by]:
            step = rule.mu * (overlap / half[by] - 1.0)
            for v in person.community.dimensions:
                one.values[v] = place[one][v] + step * (place[by][v] - place[one][v])
            one.openness = half[one] + step * (half[by] - half[one])
