"""Placements end when their weeks are over, and the seats are filled at once."""

from __future__ import annotations

from tests.reference.acts import end_ties_with_those_who_left, leave
from tests.reference.arrival import enter
from tests.reference.community import Community


def week(community: Community) -> None:
    due = [seat.holder for seat in community.seats if seat.holder and seat.holder.leaves <= community.week]
    for student in due:
        leave(student)
    if due:
        end_ties_with_those_who_left(community)
    here_already = list(community.people)
    for seat in community.seats:
        if seat.holder is None and seat.for_a_placement:
            enter(seat, here_already, community.rules.student_cohorts.copy_code)
