"""Festinger 1957, Bem 1967: what one does works back on what one holds dear; what does not fit is thought over."""

from __future__ import annotations

from tests.reference.acts import acceptability, deliberates, fit, room_in_everyday_work
from tests.reference.community import UNDECIDED, Community, Person
from tests.reference.luck import bits, index, total, uniform


def week(community: Community) -> None:
    for person in community.people:
        values_follow_practice(person)
        think_over(person, community.luck("reflection"), room_in_everyday_work(person))


def values_follow_practice(person: Person) -> None:
    """x_v += rho * (mean of what owned practice expresses - x_v); compliance does not pull (Kelman 1958)."""
    community = person.community
    owned = [k for k in community.domains if person.practice[k] != UNDECIDED and not person.complying[k]]
    for v in community.dimensions:
        shown = [community.expresses(k, person.practice[k], v) for k in owned if v in community.bearing(k)]
        if shown:
            person.values[v] += community.rules.reflection.rho * (total(shown) / len(shown) - person.values[v])


def think_over(person: Person, luck: int, room: float) -> None:
    """One domain, at random: the less it fits, the sooner another known option is considered."""
    community = person.community
    domain = index(bits(luck, person.key, 0), len(community.domains))
    now = int(person.practice[domain])
    if now == UNDECIDED or not community.adopts:
        return
    misfit = 1.0 - fit(person, domain, now)
    if uniform(luck, person.key, 1) >= community.rules.reflection.reconsidering * misfit:
        return
    others = [q for q in community.options if q != now and person.knows(domain, q)]
    if not others:
        return
    option = others[index(bits(luck, person.key, 2), len(others))]
    if uniform(luck, person.key, 3) < acceptability(person, domain, option, room):
        deliberates(person, domain, option, luck, 4)
