"""Placements end when their weeks are over, and the seats are filled at once."""

from __future__ import annotations

from itertools import combinations

from tests.reference.acts import end_ties_with_those_who_left, leave
from tests.reference.arrival import enter, greet
from tests.reference.community import WORK, Community, Person
from tests.reference.luck import MASK, scramble, uniform


def week(community: Community) -> None:
    rule = community.rules.student_cohorts
    told = [(person.organisation, person.identity) for person in community.people if person.seat.for_a_placement]
    due = [seat.holder for seat in community.seats if seat.holder and seat.holder.leaves <= community.week]
    for student in due:
        leave(student)
    if due:
        end_ties_with_those_who_left(community)
    here_already = list(community.people)
    new: list[Person] = []
    for seat in community.seats:
        if seat.holder is None and seat.for_a_placement:
            enter(seat, here_already, rule.copy_code)
            newcomer = seat.holder
            assert newcomer is not None
            hear_say(newcomer, told, rule.word_of_mouth)
            new.append(newcomer)
    acquaintance = community.luck("student_cohorts", "acquainted", week=0)
    for one, other in combinations(new, 2):
        if (
            one.team is other.team
            and uniform(acquaintance, scramble((one.key + other.key) & MASK), 2) < rule.acquainted
        ):
            greet(one, other, WORK, acquaintance)


def hear_say(newcomer: Person, told: list[tuple[object, float]], word_of_mouth: float) -> None:
    """One feels about the place as far as its students until now feel about it."""
    feelings = [identity for organisation, identity in told if organisation is newcomer.organisation]
    if feelings:
        total = 0.0
        for feeling in feelings:
            total += feeling
        newcomer.identity += word_of_mouth * (total / len(feelings) - newcomer.identity)
