"""Centola & Macy 2007: an option spreads to those of whose partners enough do it."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import NOBODY, UNDECIDED, Person
from tests.reference.luck import index, meeting_draw, share


def look(person: Person, partners, luck: int) -> None:
    community = person.community
    rule = community.rules.threshold
    domain = index(meeting_draw(luck, "threshold", 1), len(community.domains))
    own = int(person.practice[domain])
    others = [other for other, _ in partners if other is not person]
    needed = rule.share
    if rule.whose == "people":
        needed = 1.0 - person.susceptibility
    doing: dict[int, list[Person]] = {}
    for other in others:
        option = int(other.practice[domain])
        if option != UNDECIDED and (option > own if rule.direction == "up" else option != own):
            doing.setdefault(option, []).append(other)
    instigates = rule.whose == "people" and needed <= 0.0
    if not doing:
        if instigates and own + 1 < len(community.options):
            take_over(person, domain, own + 1, NOBODY)
        return
    best = max(sorted(doing), key=lambda option: len(doing[option]))
    number = len(doing[best])
    enough = number >= rule.least and number >= needed * len(others) - 1e-9
    if instigates or enough or share(meeting_draw(luck, "threshold", 2)) < rule.noise:
        take_over(person, domain, best, doing[best][-1].row)
