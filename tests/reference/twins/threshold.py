"""Centola & Macy 2007: an option spreads to those of whose partners enough do it."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import UNDECIDED, Person
from tests.reference.luck import index, meeting_draw, share


def look(person: Person, partners, luck: int) -> None:
    community = person.community
    rule = community.rules.threshold
    domain = index(meeting_draw(luck, "threshold", 1), len(community.domains))
    own = int(person.practice[domain])
    others = [other for other, _ in partners if other is not person]
    doing: dict[int, list[Person]] = {}
    for other in others:
        option = int(other.practice[domain])
        if option != UNDECIDED and (option > own if rule.direction == "up" else option != own):
            doing.setdefault(option, []).append(other)
    if not doing:
        return
    best = max(sorted(doing), key=lambda option: len(doing[option]))
    number = len(doing[best])
    enough = number >= rule.least and number >= rule.share * len(others)
    if enough or share(meeting_draw(luck, "threshold", 2)) < rule.noise:
        take_over(person, domain, best, doing[best][-1].row)
