"""Bass 1969: some begin by themselves, others after somebody who has begun."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import Person
from tests.reference.luck import index, meeting_draw, share


def meet_unseen(person: Person, other: Person, luck: int) -> None:
    community = person.community
    rule = community.rules.innovation_and_imitation
    domain = index(meeting_draw(luck, "innovation_and_imitation", 1), len(community.domains))
    u = share(meeting_draw(luck, "innovation_and_imitation", 2))
    own, theirs = int(person.practice[domain]), int(other.practice[domain])
    if u < rule.innovation:
        if own + 1 < len(community.options):
            take_over(person, domain, own + 1, person.row)
    elif u < rule.innovation + rule.imitation and theirs > own:
        take_over(person, domain, theirs, other.row)
