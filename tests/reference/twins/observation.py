"""Lave & Wenger 1991: seeing how others work. Kane 2010: what a newcomer shows must land."""

from __future__ import annotations

from tests.reference.acts import acceptability, learn, quality_gain
from tests.reference.community import UNDECIDED, Person
from tests.reference.luck import index, meeting_draw, share, within_bounds


def meet(person: Person, other: Person, trust: float, luck: int, room: float) -> tuple[int | None, bool]:
    """Return the domain that goes on to adoption, if any, and whether something was learned."""
    community = person.community
    domain = index(meeting_draw(luck, "observation", 1), len(community.domains))
    option = int(other.practice[domain])
    if option == UNDECIDED or option == person.practice[domain]:
        return None, False
    u = share(meeting_draw(luck, "observation", 2))
    lands = 1.0
    if other.is_newcomer:
        merit = within_bounds(quality_gain(person, domain, option))
        lands = 1.0 - (1.0 - other.identity) * (1.0 - merit)
    time = 1.0 - person.organisation.workload
    if person.knows(domain, option):
        return (domain if u < lands * time else None), False
    rate = community.rules.observation.learning
    if u < rate * time * 2.0 * trust * lands * acceptability(person, domain, option, room):
        learn(person, domain, option, source=other.row)
        return None, True
    return None, False
