"""March 1991, Edmondson 1999: who has energy, safety and time tries something out."""

from __future__ import annotations

from tests.reference.acts import acceptability, deliberates, learn, quality_gain, room_in_everyday_work, succeed
from tests.reference.community import Community, Person
from tests.reference.luck import bits, index, uniform


def week(community: Community) -> None:
    if len(community.options) < 2:
        return
    for person in community.people:
        rule = community.rules.experimentation
        chance = rule.eta * person.energy * person.team.safety * (1.0 - person.organisation.workload)
        if person.role == "student":
            chance *= rule.student_factor
        if uniform(community.luck("experimentation"), person.key, 0) < chance:
            try_something(person)


def try_something(person: Person) -> None:
    """A random other option of a random domain."""
    community, team = person.community, person.team
    rule, luck = community.rules.experimentation, community.luck("experimentation")
    team.count("tried")
    domain = index(bits(luck, person.key, 1), len(community.domains))
    others = [option for option in community.options if option != person.practice[domain]]
    option = others[index(bits(luck, person.key, 2), len(others))]
    accepted = acceptability(person, domain, option, room_in_everyday_work(person))
    if uniform(luck, person.key, 3) >= accepted:
        return
    if not person.knows(domain, option):
        learn(person, domain, option)
    dares = uniform(luck, person.key, 5) < accepted
    if not community.adopts or not dares:
        return
    gained = quality_gain(person, domain, option)
    if deliberates(person, domain, option, luck, 4) is None:
        return
    if gained > 0.0:
        succeed(person, domain, option)
    elif gained < 0.0:
        team.safety -= rule.failure_cost * person.organisation.control * team.safety
