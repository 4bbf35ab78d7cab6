"""Axelrod 1997: who does the same in a random domain is copied in one that differs. Klemm et al. 2003: drift."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import Person
from tests.reference.luck import index, meeting_draw, share


def meet_unseen(person: Person, other: Person, luck: int) -> None:
    community = person.community

    def draw(number: int) -> int:
        return meeting_draw(luck, "copy_a_difference", number)

    domain = index(draw(1), len(community.domains))
    if person.practice[domain] == other.practice[domain]:
        differing = [k for k in community.domains if person.practice[k] != other.practice[k]]
        if differing:
            taken = differing[index(draw(2), len(differing))]
            take_over(person, taken, int(other.practice[taken]), other.row)
    if share(draw(3)) < community.rules.copy_a_difference.drift:
        changed = index(draw(4), len(community.domains))
        take_over(person, changed, index(draw(5), len(community.options)), person.row)
