"""Kauffman & Levin 1987; Lazer & Friedman 2007: one change at a time, never downhill."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import NOBODY, Community, Person
from tests.reference.luck import bits, index, meeting_draw, scramble, uniform
from tests.reference.performance import improvement, performance


def week(community: Community) -> None:
    rule, start = community.rules.local_search, community.luck("local_search")
    for person in community.people:
        if uniform(start, person.key, 0) < rule.share:
            if uniform(start, person.key, 1) < rule.jumps:
                jump(person, start)
            else:
                search(person, scramble(start ^ person.key), rule.form)


def search(person: Person, luck: int, form: str) -> None:
    changes = [(k, q) for k in person.community.domains for q in person.community.options if q != person.practice[k]]
    if form == "one_try":
        domain = index(meeting_draw(luck, "local_search", 1), len(person.community.domains))
        here = [change for change in changes if change[0] == domain]
        found = [here[index(meeting_draw(luck, "local_search", 2), len(here))]] if here else []
        found = [change for change in found if improvement(person, *change) > 0.0]
    elif form == "best_change":
        best = max(changes, key=lambda change: improvement(person, *change), default=None)
        found = [best] if best is not None and improvement(person, *best) > 0.0 else []
    else:
        better = [change for change in changes if improvement(person, *change) > 0.0]
        found = [better[index(meeting_draw(luck, "local_search", 1), len(better))]] if better else []
    for domain, option in found:
        take_over(person, domain, option, NOBODY)


def jump(person: Person, start: int) -> None:
    """Somewhere else altogether, if it is better there."""
    community = person.community
    way = [index(bits(start, person.key, 1000 + k), len(community.options)) for k in community.domains]
    if performance(community, way) > performance(community, person.practice):
        for k, option in enumerate(way):
            take_over(person, k, option, NOBODY)
