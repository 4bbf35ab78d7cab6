"""Carley 1991: each of two tells the other one thing."""

from __future__ import annotations

from tests.reference.acts import learn
from tests.reference.community import Person
from tests.reference.luck import index, meeting_draw


def meet(person: Person, other: Person, trust: float, luck: int, room: float) -> tuple[int | None, bool]:
    """No domain goes on to adoption; return whether the person learned."""
    to_other = told(person, other, meeting_draw(luck, "fact_exchange", 1))
    to_person = told(other, person, meeting_draw(luck, "fact_exchange", 2))
    hears(other, to_other, person)
    return None, hears(person, to_person, other)


def told(teller: Person, hearer: Person, luck: int) -> tuple[int, int] | None:
    """What one tells the other: domain and option."""
    community = teller.community
    only_new = community.rules.fact_exchange.told == "new"
    facts = [
        (domain, option)
        for domain in community.domains
        for option in community.options
        if teller.knows(domain, option) and not (only_new and hearer.knows(domain, option))
    ]
    return facts[index(luck, len(facts))] if facts else None


def hears(hearer: Person, fact: tuple[int, int] | None, teller: Person) -> bool:
    """Whether it was new."""
    if fact is None or hearer.knows(*fact):
        return False
    learn(hearer, *fact, source=teller.row)
    return True
