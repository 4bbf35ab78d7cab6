"""Pattern 5: a small focused project sometimes sets a whole unit going, mostly it does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lcsim.docking.pattern import Condition, Looked, Pattern, PatternArm
from lcsim.mechanisms.acts import enact, own_utility
from lcsim.part.names import STUDENT
from lcsim.scenario.model import Scenario
from lcsim.simulation import Community
from lcsim.state import State, people

START: Final = 52
GROUP: Final = 3
RARE: Final = 0.1
"""An option is new to a unit when at most this share of it enacts it."""
WIDE: Final = 0.6
"""Unit-wide, as for what emerged."""
DUE: Final = 0.4
SMALL: Final = 0.2


def look(scenario: Scenario, seed: int) -> Mapping[str, Any]:
    """What share of the first unit does, two years on, what three colleagues took up; with them, and without.

    What they take up is new to the unit and meets its needs. Both courses of events have the same luck.
    """
    shares = []
    domain = option = -1
    for project in (False, True):
        community = Community(scenario, seed)
        community.advance(START)
        if project:
            domain, option = needed(community)
            for i in group_of(community.state):
                community.state.known[i, domain] |= np.array(1 << option, community.state.known.dtype)
                enact(community.state, i, domain, option)  # type: ignore[no-untyped-call]
                community.state.complying[i, domain] = False
        community.advance(community.weeks)
        shares.append(community.state)
    share = [_share(state, domain, option) for state in shares]
    return {"without": share[0], "with_project": share[1]}


def _share(state: State, domain: int, option: int) -> float:
    return float(state.doing[0, domain, option] / max(int(state.team_size[0]), 1))


def group_of(state: State) -> list[int]:
    """Three members of staff of the first unit: those with the lowest keys, which are as good as drawn."""
    n = people(state)
    rows = np.flatnonzero(state.present[:n] & (state.team[:n] == 0) & (state.role[:n] != STUDENT))
    return [int(i) for i in rows[np.argsort(state.key[rows], kind="stable")][:GROUP]]


def needed(community: Community) -> tuple[int, int]:
    """Domain and option that the first unit would gain most by, among those that are new to it."""
    state, rules = community.state, community.plan.rules
    n = people(state)
    members = np.flatnonzero(state.present[:n] & (state.team[:n] == 0))
    best, found = -np.inf, (0, 0)
    for k in range(state.practice.shape[1]):
        for q in range(state.expression.shape[1]):
            if state.doing[0, k, q] > RARE * members.size:
                continue
            gain = sum(_utility(community, rules, int(i), k, q) for i in members)
            if gain > best:
                best, found = gain, (k, q)
    return found


def _utility(community: Community, rules: Any, i: int, k: int, q: int) -> float:
    if int(community.state.practice[i, k]) == q:
        return 0.0
    return float(own_utility(community.state, rules, i, k, q))  # type: ignore[no-untyped-call]


def _wide(looked: Looked) -> float:
    found = looked["base"]
    return float(((found["with_project"] >= WIDE) & (found["with_project"] - found["without"] >= DUE)).mean())


def _small(looked: Looked) -> float:
    return float((looked["base"]["with_project"] - looked["base"]["without"] < SMALL).mean())


PATTERN: Final = Pattern(
    number="5",
    name="small_projects",
    statement="Small focused projects set movement going: sometimes a whole unit follows, mostly it does not.",
    dutch="Kleine gerichte projecten brengen beweging: soms volgt een hele afdeling, meestal niet.",
    grade="S",
    source="Snoeren, Janssen, Niessen & Abma 2016 (cherry tree)",
    scenario="nursing_home",
    arms={"base": PatternArm()},
    look=look,
    measure="share of a unit that does, two years on, what three colleagues took up, beside the same course without",
    conditions=(
        Condition("share of projects that 60% of the unit follows, 40% more than without", _wide, 0.05, by_interval=False),
        Condition("share of projects that hardly anybody (under 20%) follows", _small, 0.5, by_interval=False),
    ),
)  # fmt: skip
