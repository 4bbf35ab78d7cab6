"""Pattern 5: a small focused project sometimes sets a whole unit going, mostly it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
            take_up(community.state, group_of(community.state), domain, option)
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


def take_up(state: State, who: Sequence[int], domain: int, option: int) -> None:
    """Let some people make an option their own way."""
    for i in who:
        state.known[i, domain] |= np.array(1 << option, state.known.dtype)
        enact(state, i, domain, option)  # type: ignore[no-untyped-call]
        state.complying[i, domain] = False


def needed(community: Community) -> tuple[int, int]:
    """Domain and option that the first unit would gain most by, among those that are new to it."""
    state = community.state
    n = people(state)
    members = [int(i) for i in np.flatnonzero(state.present[:n] & (state.team[:n] == 0))]
    new = [(int(k), int(q)) for k, q in np.argwhere(state.doing[0] <= RARE * len(members))]
    return max(new, key=lambda way: worth(community, members, *way), default=(0, 0))


def worth(community: Community, who: Sequence[int], domain: int, option: int) -> float:
    """Sum of the utilities that some people would have of an option."""
    state, rules = community.state, community.plan.rules
    return float(
        sum(
            own_utility(state, rules, i, domain, option)  # type: ignore[no-untyped-call]
            for i in who
            if int(state.practice[i, domain]) != option
        )
    )


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
    replicates=160,
)  # fmt: skip
