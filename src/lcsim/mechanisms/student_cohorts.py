"""Students come and go in overlapping cohorts."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, mix, stream, stream_key, uniform
from lcsim.mechanisms.acts import drop_ties_to_absent, leave
from lcsim.mechanisms.arrive import WORK, enter, greet
from lcsim.part import Rule, parameter
from lcsim.state.columns import PEOPLE

ACQUAINTED = stream_key("student_cohorts", "acquainted")


class StudentCohorts(Rule):
    """A placement ends after its stay and the seat is filled at once; cohorts start staggered, so they overlap.

    With one cohort all go and come at once. What students say of a place precedes the next (saxnow, June 2021):
    by word of mouth newcomers feel at the start as those before them felt at the end. It is the belonging of real
    predecessors, whatever made it what it is.
    """

    name: ClassVar[str] = "student_cohorts"
    phase: ClassVar[str] = "arrivals"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "students rotating in overlapping cohorts"
    dutch: ClassVar[str] = "studenten die in overlappende lichtingen wisselen"
    formula: ClassVar[str] = (
        "in week `leaves` a student goes and a new one takes the seat for `stay` weeks; a new student takes over the "
        "official way of a domain with probability copy_code, otherwise keeps the way brought along; belonging "
        "at the start = identity of a newcomer + word_of_mouth * (mean belonging of the students of the organisation until now - "
        "identity of a newcomer); students of one team who start in one week know each other with probability acquainted"
    )
    reads: ClassVar[tuple[str, ...]] = ("leaves", "seat_row", "group_stay", "code", "group_values", "identity")
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
        "saxnow.nl June 2021: students rated a semester insufficient, and its reputation spread before they started",
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
    acquainted: float = parameter(
        0.0,
        low=0.0,
        high=1.0,
        at_most=1.0,
        unit="probability",
        wording="students of one team who start in one week know each other from the start",
        dutch="studenten van een team die in één week beginnen kennen elkaar vanaf het begin",
        source="option; an introduction week to build team feeling (Health Hub Roden)",
    )
    word_of_mouth: float = parameter(
        0.0,
        low=0.0,
        high=1.0,
        at_most=1.0,
        unit="share",
        wording="how far newcomers feel at the start as the students before them feel now",
        dutch="in hoeverre nieuwkomers zich bij aanvang voelen zoals de studenten vóór hen nu",
        source="option; a reputation spreads before the start (saxnow, June 2021)",
    )


@compiled
def student_cohorts(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """End placements that are due, then fill the seats of placements."""
    p = rules.student_cohorts
    heard = _reputation(state, p.word_of_mouth, rules.recruitment.identity)
    first = state.clock[PEOPLE]
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
            i = enter(state, rules, seed, week, seat, p.copy_code)
            state.identity[i] += p.word_of_mouth * (heard[state.organisation[i]] - state.identity[i])
    if p.acquainted > 0.0:
        _acquaint(state, rules.recruitment, p.acquainted, seed, week, first)


@compiled
def _reputation(state, word_of_mouth, otherwise):  # type: ignore[no-untyped-def]
    """Mean belonging of the students of each organisation, those included who leave now; `otherwise` without any."""
    organisations = state.organisation_key.shape[0]
    total = np.zeros(organisations)
    students = np.zeros(organisations, np.int64)
    if word_of_mouth > 0.0:
        for seat in range(state.seat_key.shape[0]):
            i = state.seat_row[seat]
            if i >= 0 and state.group_stay[state.seat_group[seat]] > 0:
                total[state.organisation[i]] += state.identity[i]
                students[state.organisation[i]] += 1
    for o in range(organisations):
        total[o] = total[o] / students[o] if students[o] > 0 else otherwise
    return total


@compiled
def _acquaint(state, p, chance, seed, week, first):  # type: ignore[no-untyped-def]
    """Ties both ways among the newcomers of this week (rows from `first` on) who are of one team."""
    start = stream(seed, 0, ACQUAINTED)
    last = state.clock[PEOPLE]
    for i in range(first, last):
        for j in range(i + 1, last):
            if state.team[j] != state.team[i]:
                break  # seats are listed team by team
            if uniform(start, mix(state.key[i] + state.key[j]), 2) < chance:
                greet(state, p, start, week, i, j, WORK)
