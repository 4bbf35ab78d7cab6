"""Everybody meets a few others a week, in a race between ties in which trust runs faster."""

from __future__ import annotations

import math
from importlib import import_module

from tests.reference.acts import room_in_everyday_work, value_distance
from tests.reference.community import Community, Person, Tie
from tests.reference.luck import open_share, pair_bits, scramble, short_logarithm


def week(community: Community) -> None:
    order = community.luck("everyday_work", "order")
    for organisation in sorted(community.organisations, key=lambda o: scramble(order ^ o.key)):
        for person in sorted(organisation.members, key=lambda p: scramble(order ^ p.key)):
            at_work(person)


def at_work(person: Person) -> None:
    """One week of one person."""
    community = person.community
    influence = twin(community, "influence")
    if hasattr(influence, "once_a_week"):
        influence.once_a_week(person)
    if not person.ties:
        return
    room = room_in_everyday_work(person)
    for ordinal in range(community.rules.everyday_work.meetings):
        tie = first_in_the_race(person, ordinal)
        luck = pair_bits(community.luck("everyday_work"), person.key, tie.other.key, ordinal)
        meeting(person, tie, luck, room)
    person.team.count("met", community.rules.everyday_work.meetings)


def first_in_the_race(person: Person, ordinal: int) -> Tie:
    """The tie with the smallest -ln(u) / trust."""
    start = person.community.luck("everyday_work")

    def time(tie: Tie) -> float:
        u = open_share(pair_bits(start, person.key, tie.other.key, ordinal))
        return -short_logarithm(u) / tie.trust if tie.trust > 0.0 else math.inf

    return min(person.ties, key=time)


def meeting(person: Person, tie: Tie, luck: int, room: float) -> None:
    """Influence, observation, adoption, trust; with the trust and the distance from before the meeting."""
    distance = value_distance(person, tie.other)
    learned = meet_one(person, tie.other, tie.trust, luck, room)
    if grows := twin(person.community, "trust"):
        grows.meet(person, tie, distance, learned)


def meet_one(person: Person, other: Person, trust: float, luck: int, room: float, *, crowds: bool = True) -> bool:
    """Influence, observation, adoption; return whether something was learned."""
    community = person.community
    distance, voice = value_distance(person, other), other.voice
    seen, learned = None, False
    influence, adoption = twin(community, "influence"), twin(community, "adoption")
    if crowd(influence):
        if crowds:  # one partner is a crowd of one
            influence.look(person, [(other, trust)], luck)
    elif influence:
        influence.meet(person, other, trust, distance, voice)
    if observation := twin(community, "observation"):
        seen, learned = observation.meet(person, other, trust, luck, room)
    if crowd(adoption):
        if crowds:
            adoption.look(person, [(other, 1.0)], luck)
    elif hasattr(adoption, "meet_unseen"):
        adoption.meet_unseen(person, other, luck)
    elif adoption and seen is not None:
        adoption.meet(person, other, seen, luck, room)
    return learned


def crowd(rule) -> bool:
    """Whether a rule looks at many at once."""
    return hasattr(rule, "look")


def twin(community: Community, phase: str):
    """The twin of the rule chosen for a phase of a meeting, ``None`` when the phase is switched off."""
    name = community.meeting[phase]
    return None if name is None else import_module(f"tests.reference.twins.{name}")
