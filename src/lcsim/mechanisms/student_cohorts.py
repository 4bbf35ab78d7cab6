"""Students come and go in overlapping cohorts."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.mechanisms.acts import drop_ties_to_absent, leave
from lcsim.mechanisms.arrive import enter
from lcsim.part import Rule, parameter


class StudentCohorts(Rule):
    """A placement ends after its stay and the seat is filled at once; cohorts start staggered, so they overlap."""

    name: ClassVar[str] = "student_cohorts"
    phase: ClassVar[str] = "arrivals"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "students rotating in overlapping cohorts"
    dutch: ClassVar[str] = "studenten die in overlappende lichtingen wisselen"
    formula: ClassVar[str] = (
        "in week `leaves` a student goes and a new one takes the seat for `stay` weeks; a new student takes over the "
        "official way of a domain with probability copy_code, otherwise keeps the way brought along"
    )
    reads: ClassVar[tuple[str, ...]] = ("leaves", "seat_row", "group_stay", "code", "group_values")
    writes: ClassVar[tuple[str, ...]] = (
        "*people",
        "seat_row",
        "seat_holders",
        "seat_vacant_since",
        "leader_left",
    )
    sources: ClassVar[tuple[str, ...]] = (
        "Snoeren et al. 2016, Nurse Education in Practice 17",
        "Dutch care innovation units and networks (slides)",
    )

    copy_code: float = parameter(
        0.3,
        low=0.2,
        high=0.5,
        at_most=1.0,
        unit="probability per domain",
        wording="onboarding of students: taking over the official way",
        dutch="inwerken van studenten: de officiële werkwijze overnemen",
    )


@compiled
def student_cohorts(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """End placements that are due, then fill the seats of placements."""
    gone = False
    for seat in range(state.seat_key.shape[0]):
        i = state.seat_row[seat]
        if i >= 0 and state.leaves[i] <= week:
            leave(state, i, week)
            gone = True
    if gone:
        drop_ties_to_absent(state)
    for seat in range(state.seat_key.shape[0]):
        if state.seat_row[seat] < 0 and state.group_stay[state.seat_group[seat]] > 0:
            enter(state, rules, seed, week, seat, rules.student_cohorts.copy_code)
