"""What somebody who acts does, and with whom: the twin of what the three activations of the literature share."""

from __future__ import annotations

from collections.abc import Sequence

from tests.reference.acts import room_in_everyday_work, value_distance
from tests.reference.community import Person
from tests.reference.luck import GOLDEN, MASK, PAIR, index, scramble
from tests.reference.twins.everyday_work import crowd, meet_one, meeting, twin


def act(person: Person, luck: int, partners: str, everyone: Sequence[Person]) -> None:
    """One activation."""
    influence = twin(person.community, "influence")
    if hasattr(influence, "once_a_week"):
        influence.once_a_week(person)
    room = room_in_everyday_work(person)
    pick = scramble((luck + GOLDEN) & MASK)
    ties = person.ties
    if partners == "neighbour" and ties:
        person.team.count("met")
        meeting(person, ties[index(pick, len(ties))], luck, room)
    elif partners == "all_neighbours":
        person.team.count("met", len(ties))
        with_many(person, [(tie.other, tie.trust) for tie in ties], luck, room, ties)
    elif partners == "anyone" and len(everyone) > 1:
        other = everyone[index(pick, len(everyone) - 1)]
        person.team.count("met")
        meet_one(person, everyone[-1] if other is person else other, 1.0, luck, room)
    elif partners in ("familiar", "familiar_or_alone"):
        shared = [
            0 if other is person and partners == "familiar" else facts_shared(person, other) for other in everyone
        ]
        if sum(shared):
            at = index(pick, sum(shared))
            other = next(o for number, o in enumerate(everyone) if at < sum(shared[: number + 1]))
            if other is not person:
                person.team.count("met")
                meet_one(person, other, 1.0, luck, room)
    elif partners == "everyone":
        person.team.count("met", len(everyone) - 1)
        with_many(person, [(other, 1.0) for other in everyone], luck, room)


def facts_shared(person: Person, other: Person) -> int:
    """How many things both know."""
    community = person.community
    return sum(person.knows(k, q) and other.knows(k, q) for k in community.domains for q in community.options)


def with_many(person: Person, partners, luck: int, room: float, ties=None) -> None:
    """Rules about many look at all partners at once; other rules take one after the other."""
    community = person.community
    influence, adoption = twin(community, "influence"), twin(community, "adoption")
    if crowd(influence):
        influence.look(person, partners, luck)
    for at, (other, weight) in enumerate(partners):
        if other is not person:
            own = scramble((luck ^ (other.key * PAIR)) & MASK)
            distance = value_distance(person, other)
            learned = meet_one(person, other, weight, own, room, crowds=False)
            grows = twin(community, "trust")
            if ties is not None and grows:
                grows.meet(person, ties[at], distance, learned)
    if crowd(adoption):
        adoption.look(person, partners, luck)
