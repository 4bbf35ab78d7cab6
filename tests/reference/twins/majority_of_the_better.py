"""Fang, Lee & Schilling 2010: in each domain, what most of the better partners do."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import NOBODY, UNDECIDED, Person
from tests.reference.luck import meeting_draw, share
from tests.reference.performance import most_done, performance
from tests.reference.twins.assimilation import Partners


def look(person: Person, partners: Partners, luck: int) -> None:
    community = person.community
    rule = community.rules.majority_of_the_better

    def does_better(other: Person) -> bool:
        ways = (other.practice, person.practice)
        theirs, own = (performance(community, way, rule.block) for way in ways)
        return theirs > own

    models = [other for other, _ in partners if other is not person]
    if rule.among == "better":
        models = [other for other in models if does_better(other)]
    for k in community.domains:
        option, _ = most_done([other.practice[k] for other in models])
        if option != UNDECIDED and share(meeting_draw(luck, "majority_of_the_better", k + 1)) < rule.learning:
            take_over(person, k, option, NOBODY)
