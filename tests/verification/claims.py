"""One claim a scenario: what each says of itself in its description, measured in the same way on all.

Arms differ from a scenario by one thing only and share its luck: without any session, or with the first
semester without sessions.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lcsim.part.names import FACILITATOR, STUDENT
from lcsim.scenario import load
from lcsim.scenario.describe import people_in
from lcsim.scenario.model import Scenario
from lcsim.simulation import Community
from lcsim.state import State

NEVER_HELD: Final = 100_000
"""First week of sessions that are not held."""

UNDEFINED: Final = float("nan")
Found = NDArray[np.float64]


class Life(NamedTuple):
    """What is looked at in one run."""

    known_at_last: float  # options that members know, at the last session (halfway when sessions go on)
    known_at_end: float
    apart_at_founding: float  # mean share of domains in which two teams of one organisation differ
    apart_at_end: float
    with_ties_outside: float  # share of people with a tie outside their organisation, at the end
    organisations_connected: float  # most organisations that hang together by such ties, at the end


def here(state: State) -> NDArray[np.int64]:
    return np.flatnonzero(state.present)


def members(state: State) -> NDArray[np.int64]:
    """People who are invited to sessions, those who guide them apart."""
    rows = here(state)
    return rows[(state.membership[rows] > 0) & (state.role[rows] != FACILITATOR)]


def known(state: State) -> float:
    """Mean number of options that a member knows."""
    bits = np.unpackbits(state.known[members(state)], axis=1)
    return float(bits.sum(axis=1).mean())


def apart(state: State) -> float:
    """Mean share of domains in which the most followed options of two teams of one organisation differ."""
    leading = state.doing.argmax(axis=2)
    teams = [u for u in range(len(leading)) if state.team_size[u] > 1]
    found = [
        float((leading[a] != leading[b]).mean())
        for a in teams
        for b in teams
        if a < b and state.team_organisation[a] == state.team_organisation[b]
    ]
    return float(np.mean(found)) if found else UNDEFINED


def outside(state: State) -> tuple[float, float]:
    """Share of people with a tie outside their organisation, and the size of the largest connected set of organisations."""
    of = list(range(state.organisation_key.size))

    def root(o: int) -> int:
        while of[o] != o:
            o = of[o]
        return o

    reaching = 0
    for i in here(state):
        others = state.organisation[state.tie_to[i, : state.tie_count[i]]]
        reaching += bool((others != state.organisation[i]).any())
        for o in set(others.tolist()):
            of[root(o)] = root(int(state.organisation[i]))
    return reaching / len(here(state)), float(np.bincount([root(o) for o in of]).max())


@cache
def arm(name: str, kind: str) -> Scenario:
    """A scenario as it is, ``without`` sessions, or with its sessions a semester ``late``."""
    scenario = load(name)
    if kind == "as it is":
        return scenario
    moved = [
        c.model_copy(update={"first_week": NEVER_HELD if kind == "without" else c.first_week + 20, "last_week": None})
        for c in scenario.communities
    ]
    return scenario.model_copy(update={"communities": tuple(moved)})


@cache
def life(name: str, kind: str, seed: int) -> Life:
    """One run, looked at at the last session and at the end."""
    community = Community(arm(name, kind), seed)
    weeks = community.weeks
    ends = [c.last_week for c in load(name).communities]
    last = weeks // 2 if None in ends else max(week for week in ends if week is not None)
    apart_at_founding = apart(community.state)
    community.advance(last)
    known_at_last = known(community.state)
    community.advance(weeks)
    state = community.state
    return Life(known_at_last, known(state), apart_at_founding, apart(state), *outside(state))


@cache
def shares(name: str, seed: int) -> dict[str, tuple[float, float]]:
    """For each group of people its share of all invitations, and of all who came, in two years."""
    community = Community(load(name), seed)
    labels = community.layout.names.groups
    invited, came = np.zeros(len(labels)), np.zeros(len(labels))
    for week in range(1, min(community.weeks, 104) + 1):
        community.advance(week)
        state = community.state
        rows = here(state)
        rows = rows[state.membership[rows] > 0]
        label = state.group_label[state.seat_group[state.seat[rows]]]
        sat = state.session_next[rows] != 0
        if sat.any():
            np.add.at(invited, label, 1)
            np.add.at(came, label[sat], 1)
    return {
        group: (float(i), float(c))
        for group, i, c in zip(labels, invited / invited.sum(), came / came.sum(), strict=True)
    }


@cache
def attendance_of_the_third(name: str, kind: str, seed: int) -> float:
    """Sessions a student and week, of the students who came in weeks 40 to 59; undefined where nobody rotates then."""
    if load(name).calendar.weeks < 60:
        return UNDEFINED
    community = Community(arm(name, kind), seed)
    community.advance(39)
    came = there = 0
    for week in range(40, 60):
        community.advance(week)
        state = community.state
        rows = here(state)
        new = rows[(state.role[rows] == STUDENT) & (state.joined[rows] >= 40) & (state.membership[rows] > 0)]
        came += int((state.session_next[new] != 0).sum())
        there += len(new)
    return came / there if there else UNDEFINED


def seeds_for(name: str) -> int:
    """More where a run takes milliseconds: few people meet few others by luck."""
    return 80 if people_in(load(name)) < 50 else 10


def lives(name: str, seeds: int, kind: str = "as it is") -> Found:
    return np.array([life(name, kind, seed) for seed in range(1, seeds + 1)], float)


class Undecided(Exception):
    """The interval holds the threshold: more seeds are needed to tell."""


def above(values: Found, threshold: float) -> bool:
    """Whether the mean lies above; undefined is no. Three standard errors on either side must agree."""
    if np.isnan(values).any():
        return False
    half = 3.0 * float(values.std(ddof=1)) / len(values) ** 0.5
    if abs(float(values.mean()) - threshold) <= half:
        raise Undecided(f"{values.mean():.3f} +- {half:.3f} against {threshold}")
    return float(values.mean()) > threshold


def tables_become_alike(name: str) -> bool:
    """Teams of one organisation end closer to one another than they began."""
    found = lives(name, seeds_for(name))
    return above(found[:, 2] - found[:, 3], 0.0)


def what_meetings_gave_fades(name: str) -> bool:
    """Of what members know more than without sessions, less than nine tenths are left at the end."""
    sessions_end = all(c.last_week is not None for c in load(name).communities)
    seeds = seeds_for(name) if sessions_end else 10
    lead = lives(name, seeds) - lives(name, seeds, "without")
    return above(0.9 * lead[:, 0] - lead[:, 1], 0.0)


def few_connect_many(name: str) -> bool:
    """More than ten organisations hang together through fewer than a quarter of the people."""
    found = lives(name, seeds_for(name))
    return above(found[:, 5], 10.0) and above(-found[:, 4], -0.25)


def some_are_hardly_heard(name: str) -> bool:
    """A group with a sixth of all invitations or more has less than half its share among those who come."""
    found = []
    for seed in range(1, 7):
        large = [came / invited for invited, came in shares(name, seed).values() if invited >= 1 / 6]
        found.append(min(large, default=1.0))
    return above(-np.array(found), -0.5)


def like_units_grow_apart(name: str) -> bool:
    """Teams of one organisation that begin alike (in all but a twentieth) differ in a seventh of their ways or more."""
    found = lives(name, seeds_for(name))
    return not above(found[:, 2], 0.05) and above(found[:, 3], 1 / 7)


def the_third_cohort_feels_the_first(name: str) -> bool:
    """A first semester without sessions makes those who come two changes later come less."""
    seeds = range(1, 13)  # two arms on the same luck: differences are small, and so is their spread
    late, usual = (
        np.array([attendance_of_the_third(name, kind, seed) for seed in seeds]) for kind in ("late", "as it is")
    )
    return above(1.0 - late / usual, 0.008)


CLAIMS: Final[dict[str, Callable[[str], bool]]] = {
    "classroom_small": tables_become_alike,
    "gas_erop": what_meetings_gave_fades,
    "h2hub_twente": few_connect_many,
    "healthtech_in_society": some_are_hardly_heard,
    "nursing_home": like_units_grow_apart,
    "smart_solutions_semester": the_third_cohort_feels_the_first,
}
"""Scenario -> what is true of it and false of the others."""
