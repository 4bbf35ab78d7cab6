"""The same community for both programs: teams of 20 in organisations of 60, at any size."""

from __future__ import annotations

from typing import Any

from plain_mesa import Settings

from lcsim.scenario.model import (
    Calendar,
    Community,
    Domain,
    Founding,
    Option,
    Organisation,
    People,
    Practices,
    Record,
    Scenario,
    Team,
    ValueDimension,
)

TEAM = 20
TEAMS = 3
SPARSE = {"density_within": 0.6, "density_between": 0.02, "most_ties": 12}
"""Founding of large communities: about 12 ties a person."""


def organisations_for(people: int) -> int:
    """Organisations of 60 that come nearest to `people`."""
    return max(1, round(people / (TEAM * TEAMS)))


def scenario(
    people: int = 60,
    *,
    density_within: float = 1.0,
    density_between: float = 0.02,
    most_ties: int = 24,
    cadence: int = 1,
    mixing: float = 0.0,
    team: int = TEAM,
    weeks: int = 156,
    sessions: bool = True,
) -> Scenario:
    """A scenario for lcsim: 12 unnamed domains of 4 options, 4 values, a session every other week."""
    unit = (
        People(name="nurses", count=team - 9),
        People(name="leader", role="leader", count=1),
        People(name="lecturer", role="facilitator", count=1),
        People(name="students", role="student", count=7),
    )
    options = tuple(Option(name=f"option_{q + 1}") for q in range(4))
    rules: dict[str, Any] = {"tie_dynamics": {"on": True, "most": most_ties}}
    return Scenario(
        name="benchmark",
        calendar=Calendar(weeks=weeks),
        values=tuple(ValueDimension(name=name) for name in ("first", "second", "third", "zeroth")),
        level="first",
        practices=Practices(domains=tuple(Domain(name=f"domain_{k + 1}", options=options) for k in range(12))),
        founding=Founding(density_within=density_within, density_between=density_between),
        organisations=(
            Organisation(
                name="organisation",
                count=max(1, round(people / (team * TEAMS))),
                teams=(Team(name="team", count=TEAMS, people=unit),),
            ),
        ),
        communities=(Community(name="sessions", format="dialogue", mixing=mixing),) if sessions else (),
        rules=rules,
        record=Record(cadence=cadence),
    )


def settings(people: int = 60, **chosen: Any) -> Settings:
    """The same for the plain Mesa program."""
    return Settings(organisations=organisations_for(people), teams=TEAMS, **chosen)
