"""Granovetter 1973, Kossinets & Watts 2006: ties fade without use, and form in company and between friends of friends."""

from __future__ import annotations

from tests.reference.acts import similarity
from tests.reference.community import COMMUNITY, WORK, Community, Person
from tests.reference.luck import bits, index, uniform


def week(community: Community) -> None:
    for person in community.people:
        unused_ties_fade(person)
    for person in community.people:
        get_to_know_somebody_of_the_session(person)
        get_to_know_a_friend_of_a_friend(person)


def unused_ties_fade(person: Person) -> None:
    community = person.community
    floor = community.rules.tie_dynamics.floor
    loss = community.rules.trust.delta if community.meeting["trust"] else 0.0
    for tie in person.ties:
        if tie.last != community.week:
            lowest = min(floor, tie.trust)
            tie.trust = max(tie.trust - loss, lowest)


def get_to_know_somebody_of_the_session(person: Person) -> None:
    community = person.community
    luck, rule = community.luck("tie_dynamics"), community.rules.tie_dynamics
    if person.session_next == 0 or uniform(luck, person.key, 0) >= rule.co_attendance:
        return
    group = session_group_of(person)
    if len(group) < 2:
        return
    other = group[index(bits(luck, person.key, 1), len(group))]
    if other is not person and person.tie_to(other) is None:
        become_acquainted(person, other, COMMUNITY)


def session_group_of(person: Person) -> list[Person]:
    """Those who sat together, from the first on: each knows the row of the next, the last that of the first."""
    community = person.community
    last = person
    while last.session_next > 0:
        last = community.person(last.session_next - 1)
    group = [community.person(-1 - last.session_next)]
    while group[-1].session_next > 0:
        group.append(community.person(group[-1].session_next - 1))
    return group


def get_to_know_a_friend_of_a_friend(person: Person) -> None:
    """With probability closure * n / (n + 2) * similarity, n shared ties."""
    community = person.community
    luck, rule = community.luck("tie_dynamics"), community.rules.tie_dynamics
    friends = [tie.other for tie in person.ties]
    if not friends:
        return
    friend = friends[index(bits(luck, person.key, 3), len(friends))]
    theirs = [tie.other for tie in friend.ties]
    if not theirs:
        return
    other = theirs[index(bits(luck, person.key, 4), len(theirs))]
    if other is person or other in friends:
        return
    shared = sum(other.tie_to(friend) is not None for friend in friends)
    if uniform(luck, person.key, 2) < rule.closure * shared / (shared + 2.0) * similarity(person, other):
        become_acquainted(person, other, WORK)


def become_acquainted(person: Person, other: Person, kind: int) -> None:
    trust = person.community.rules.tie_dynamics.first_trust
    person.add_tie(other, trust, kind)
    other.add_tie(person, trust, kind)
