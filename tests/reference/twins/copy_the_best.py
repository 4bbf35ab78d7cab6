"""Lazer & Friedman 2007: copy the best partner who does better, or else search alone."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import Person
from tests.reference.luck import index, meeting_draw, share
from tests.reference.performance import performance
from tests.reference.twins.assimilation import Partners
from tests.reference.twins.local_search import search


def look(person: Person, partners: Partners, luck: int) -> None:
    community = person.community
    rule = community.rules.copy_the_best
    own = performance(community, person.practice)

    def draw(number: int) -> float:
        return share(meeting_draw(luck, "copy_the_best", number))

    if draw(1) < rule.velocity:
        seen = drawn_sample([other for other, _ in partners if other is not person], rule.sample, luck)
        best = followed(seen, rule.follows, draw(999))
        if best is not None and performance(community, best.practice) > own:
            copied = [k for k in community.domains if draw(2 + k) >= rule.error]
            way = [int((best if k in copied else person).practice[k]) for k in community.domains]
            if performance(community, way) >= own:
                for k in community.domains:
                    take_over(person, k, way[k], best.row)
            return
    if rule.otherwise != "nothing":
        search(person, luck, rule.otherwise)


def drawn_sample(others: list[Person], size: int, luck: int) -> list[Person]:
    """`size` of the others, one after the other of those who are left; 0 for all."""
    if size == 0 or size >= len(others):
        return others
    left = list(others)
    for at in range(size):
        pick = at + index(meeting_draw(luck, "copy_the_best", 1000 + at), len(left) - at)
        left[at], left[pick] = left[pick], left[at]
    return left[:size]


def followed(seen: list[Person], whom: str, luck: float) -> Person | None:
    """The best of those seen, the first of those who work as most do (of none where two ways are as common), or anyone of them."""
    if not seen:
        return None
    if whom == "best":
        return max(seen, key=lambda other: performance(other.community, other.practice))
    if whom == "random":
        return seen[int(luck * len(seen))]
    ways: dict[tuple[int, ...], list[Person]] = {}
    for other in seen:
        ways.setdefault(tuple(int(option) for option in other.practice), []).append(other)
    most = max(len(those) for those in ways.values())
    common = [those[0] for those in ways.values() if len(those) == most]
    return common[0] if len(common) == 1 else None
