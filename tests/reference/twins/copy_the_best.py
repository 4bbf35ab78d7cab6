"""Lazer & Friedman 2007: copy the best partner who does better, or else search alone."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import Person
from tests.reference.luck import meeting_draw, share
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
        best = max(
            (other for other, _ in partners), key=lambda other: performance(community, other.practice), default=None
        )
        if best is not None and performance(community, best.practice) > own:
            copied = [k for k in community.domains if draw(2 + k) >= rule.error]
            way = [int((best if k in copied else person).practice[k]) for k in community.domains]
            if performance(community, way) >= own:
                for k in community.domains:
                    take_over(person, k, way[k], best.row)
            return
    if rule.otherwise != "nothing":
        search(person, luck, rule.otherwise)
