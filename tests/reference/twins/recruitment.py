"""A vacancy among staff is filled after some weeks."""

from __future__ import annotations

from tests.reference.arrival import enter
from tests.reference.community import Community


def week(community: Community) -> None:
    rule = community.rules.recruitment
    here_already = list(community.people)
    for seat in community.seats:
        if seat.holder is None and not seat.for_a_placement:
            if community.week - seat.vacant_since >= rule.vacancy:
                enter(seat, here_already, rule.copy_code)
