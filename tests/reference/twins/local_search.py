"""Kauffman & Levin 1987; Lazer & Friedman 2007: one change at a time, never downhill."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import NOBODY, Community, Person
from tests.reference.luck import index, meeting_draw, scramble, uniform
from tests.reference.performance import improvement


def week(community: Community) -> None:
    rule, start = community.rules.local_search, community.luck("local_search")
    for person in community.people:
        if uniform(start, person.key, 0) < rule.share:
            search(person, scramble(start ^ person.key), rule.form)


def search(person: Person, luck: int, form: str) -> None:
    changes = [(k, q) for k in person.community.domains for q in person.community.options if q != person.practice[k]]
    if form == "one_try":
        domain = index(meeting_draw(luck, "local_search", 1), len(person.community.domains))
        here = [change for change in changes if change[0] == domain]
        found = [here[index(meeting_draw(luck, "local_search", 2), len(here))]] if here else []
        found = [change for change in found if improvement(person, *change) > 0.0]
    else:
        better = [change for change in changes if improvement(person, *change) > 0.0]
        found = [better[index(meeting_draw(luck, "local_search", 1), len(better))]] if better else []
    for domain, option in found:
        take_over(person, domain, option, NOBODY)
