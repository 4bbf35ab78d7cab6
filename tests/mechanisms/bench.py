"""A workbench for single rules: communities made to measure, one compiled rule at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import quality
from lcsim.part.names import EVENTS
from lcsim.scenario.model import (
    Community,
    Disturbance,
    Domain,
    Environment,
    Founding,
    Option,
    Organisation,
    People,
    Practices,
    Scenario,
    Team,
    ValueDimension,
)
from lcsim.simulation import Community as CompiledCommunity
from lcsim.simulation.schedule import WEEKLY_RULES, begin_week, run_rule
from lcsim.state import State, copy_state

ALARM = 1e-6
"""How often a rule that is right would fail a test of chance here (all are deterministic: it did not)."""

STAFF = (People(name="nurse", count=6),)


def scenario(
    people: tuple[People, ...] = STAFF,
    teams: int = 1,
    organisations: int = 1,
    domains: int = 4,
    options: int = 3,
    dimensions: int = 2,
    complexity: int = 1,
    communities: tuple[Community, ...] = (),
    founding: dict[str, Any] | None = None,
    disturbances: tuple[Disturbance, ...] = (),
    rules: dict[str, dict[str, Any]] | None = None,
    **governed: float,
) -> Scenario:
    """Organisations alike, teams alike; option q of every domain expresses q / (Q - 1) on every dimension."""
    names = tuple(f"value_{v}" for v in range(dimensions))
    listed = tuple(
        Option(name=f"way_{q}", expresses={name: q / max(options - 1, 1) for name in names}) for q in range(options)
    )
    team = Team(name="team", count=teams, people=people)
    return Scenario(
        name="bench",
        values=tuple(ValueDimension(name=name) for name in names),
        level=names[0],
        practices=Practices(
            complexity=min(complexity, domains - 1),
            domains=tuple(Domain(name=f"domain_{k:02}", options=listed) for k in range(domains)),
        ),
        environment=Environment(landscape=5, disturbances=disturbances),
        founding=Founding(**({"density_between": 0.0} | (founding or {}))),
        organisations=(Organisation(name="home", count=organisations, teams=(team,), **governed),),
        communities=communities,
        rules=rules or {},
    )


class Bench:
    """A founded community, and its rules one by one."""

    def __init__(self, seed: int = 1, log: bool = False, **described: Any) -> None:
        self.community = CompiledCommunity(scenario(**described), seed, 900)
        self.seed, self.week = seed, 1
        self.state: State = self.community.state
        if log:
            self.state = State(**(self.state._asdict() | {"log": np.zeros((20000, 6), np.int32)}))
        self.rules = self.community.plan.rules.copy()
        begin_week(self.state, self.week)

    @property
    def people(self) -> int:
        """Rows in use."""
        return int(self.state.clock[1])

    def set(self, rule: str, **parameters: float) -> Bench:
        """Change parameters of a rule."""
        for name, value in parameters.items():
            self.rules[rule][name] = value
        return self

    def run(self, rule: str, week: int | None = None) -> State:
        """Run one compiled rule, in this week or another; counts of the week start anew."""
        if week is not None:
            self.week = week
        begin_week(self.state, self.week)
        run_rule(WEEKLY_RULES.index(rule), self.state, self.rules, np.uint64(self.seed), self.week)
        return self.state

    def copy(self) -> State:
        """What the state is like now."""
        return copy_state(self.state)

    def events(self, name: str) -> NDArray[np.int64]:
        """This week's events by team."""
        return self.state.events[:, EVENTS.index(name)]

    def enact(self, option: int | NDArray[np.int_], rows: Any = slice(None), domain: Any = slice(None)) -> None:
        """Let people work in a way that they know; counts follow."""
        s = self.state
        s.practice[rows, domain] = option
        s.known[:] |= np.where(s.practice >= 0, 1 << np.maximum(s.practice, 0), 0).astype(s.known.dtype)
        s.doing[:] = 0
        for i in np.flatnonzero(s.present[: self.people]):
            for k, q in enumerate(s.practice[i]):
                if q >= 0:
                    s.doing[s.team[i], k, q] += 1

    def quality(self, *way: int) -> float:
        """Quality of a way of working under the present demands."""
        s = self.state
        redraws = (s.redraw_key, s.redraw_share, int(s.redraw_count[0]))
        return quality(
            np.array(way, np.int16), np.empty((*s.expression.shape[:2], 0)), s.partners, s.landscape_key[0], *redraws
        )

    def only_knows(self, rows: Any = slice(None)) -> None:
        """Forget all that is not enacted."""
        s = self.state
        s.known[rows] = np.where(s.practice[rows] >= 0, 1 << np.maximum(s.practice[rows], 0), 0)


def pairs(
    n: int, domains: int = 1, seed: int = 1, **described: Any
) -> tuple[Bench, NDArray[np.int64], NDArray[np.int64]]:
    """`n` teams of two; only the first of each two has a tie, of trust .5, so that only the first acts, once.

    Returns the bench, and the rows of the first and of the second of each pair.
    """
    both = (People(name="first"), People(name="second"))
    bench = Bench(seed, people=both, teams=n, domains=domains, **described).set("everyday_work", meetings=1)
    s = bench.state
    rows = np.arange(2 * n)
    group = s.seat_group[s.seat]
    first, second = rows[group % 2 == 0], rows[group % 2 == 1]
    s.tie_count[second] = 0
    s.tie_trust[:, 0] = 0.5
    return bench, first, second
