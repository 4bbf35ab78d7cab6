"""DeGroot 1974; Hegselmann & Krause 2002: all act on how things were, then all of it becomes true at once."""

from __future__ import annotations

from tests.reference.activation import act
from tests.reference.community import Community
from tests.reference.luck import GOLDEN, MASK, scramble


def week(community: Community) -> None:
    rule = community.rules.simultaneous
    everyone = [person for organisation in community.organisations for person in organisation.members]
    start = community.luck("simultaneous")
    for step in range(rule.steps):
        own = scramble((start + step * GOLDEN) & MASK)
        next_values, next_practice = [], []
        for person in everyone:
            values, practice = person.values.copy(), person.practice.copy()
            act(person, scramble(own ^ person.key), rule.partners, everyone)
            next_values.append(person.values.copy())
            next_practice.append(person.practice.copy())
            person.values[:], person.practice[:] = values, practice
        for person, values, practice in zip(everyone, next_values, next_practice, strict=True):
            person.values[:], person.practice[:] = values, practice
