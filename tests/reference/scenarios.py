"""Small communities in which every rule has something to do, and those at the edges."""

from __future__ import annotations

from typing import Any

from lcsim.part import SESSION_FORMATS
from lcsim.scenario.model import (
    Calendar,
    Community,
    Disturbance,
    Domain,
    Environment,
    Founding,
    Intervention,
    Members,
    Option,
    Organisation,
    People,
    Practices,
    Scenario,
    Team,
    ValueDimension,
)

BUSY: dict[str, dict[str, Any]] = {
    "deliberation": {"inertia": -0.2, "tau": 0.4, "beta_peers": 1.5},
    "experimentation": {"eta": 1.4, "failure_cost": 0.05},
    "forgetting": {"rate": 0.02},
    "reflection": {"reconsidering": 1.0},
    "code_learning": {"p2": 0.3},
    "socialisation": {"p1": 0.1},
    "recruitment": {"vacancy": 2, "onboarding_ties": 3},
    "tie_dynamics": {"closure": 1.0, "co_attendance": 0.8, "most": 7},
    "trust": {"kappa": 0.3, "delta": 0.05},
    "turnover": {"base": 0.1, "contagion": 5.0},
    "community_sessions": {"group_size": 4, "novelty": 0.8},
}
"""Settings under which rare things happen every week."""


def practices(domains: int, options: int, complexity: int = 2) -> Practices:
    """Unnamed options, except that the first domain names what its options express, one dimension of them only."""
    named = tuple(Option(name=f"way_{q:02}", expresses={"care": q / (options - 1)}) for q in range(options))
    unnamed = tuple(Option(name=f"way_{q:02}") for q in range(options))
    return Practices(
        complexity=min(complexity, domains - 1),
        domains=tuple(Domain(name=f"domain_{k:02}", options=unnamed if k else named) for k in range(domains)),
    )


def make(
    organisations: tuple[Organisation, ...],
    communities: tuple[Community, ...] = (),
    rules: dict[str, dict[str, Any]] | None = None,
    domains: int = 6,
    options: int = 4,
    dimensions: tuple[str, ...] = ("care", "room", "safe"),
    **others: Any,
) -> Scenario:
    settings: dict[str, Any] = {
        "calendar": Calendar(weeks=60),
        "environment": Environment(disturbances=(Disturbance(), Disturbance(week=6, share=0.4), Disturbance(week=30))),
        "founding": Founding(repertoire=4),
    }
    return Scenario(
        name="made_up",
        values=tuple(ValueDimension(name=name) for name in dimensions),
        level=dimensions[0],
        practices=practices(domains, options),
        organisations=organisations,
        communities=communities,
        rules=BUSY if rules is None else rules,
        **(settings | others),
    )


def unit(name: str, nurses: int = 5, students: int = 4, **others: Any) -> Team:
    return Team(
        name=name,
        people=(
            People(name="nurse", count=nurses),
            People(name="leader", role="leader"),
            People(name="lecturer", role="facilitator", openness=0.8),
            People(name="student", role="student", count=students, stay=9, cohorts=3),
        ),
        **others,
    )


def two_units(**others: Any) -> Scenario:
    """Two units of a nursing home that meet every week, in all formats at once."""
    home = Organisation(name="home", teams=(unit("blue", safety=0.8), unit("red", nurses=4)))
    meetings = tuple(
        Community(
            name=f"circle_{form}",
            format=form,
            interval=1 + (number % 2),
            facilitator="lecturer" if number % 2 == 0 else None,
            ambition="domain_01" if number == 2 else None,
            facilitation=0.45 + 0.05 * number,
            relevance=0.9,
        )
        for number, form in enumerate(SESSION_FORMATS)
    )
    more = Intervention(kind="facilitated_dialogue", name="more", start=1, end=6, dose=0.8, parameters={"interval": 1})
    return make((home,), meetings, **({"interventions": (more,)} | others))


def one_meeting(form: str, facilitator: str | None = "lecturer", facilitation: float = 0.6) -> Scenario:
    """Two organisations whose people meet in one format."""
    here = Organisation(name="home", control=0.3, teams=(unit("blue"),))
    there = Organisation(name="school", control=0.6, learning_time=0.9, teams=(unit("yard", students=2),))
    circle = Community(name="circle", format=form, interval=1, facilitator=facilitator, facilitation=facilitation)
    own = Members(organisations=("school",))
    room = Community(name="room", format=form, interval=1, members=own, facilitator=facilitator, facilitation=0.5)
    return make((here, there), (circle, room))


def with_nothing() -> Scenario:
    """A team without people, and an organisation with nobody."""
    half = Organisation(name="half", teams=(unit("blue"), Team(name="empty")))
    ghost = Organisation(name="ghost", teams=(Team(name="nobody", people=(People(name="nurse", count=0),)),))
    return make((half, ghost), (Community(name="circle", interval=1),))


def one_person() -> Scenario:
    alone = Organisation(name="alone", teams=(Team(name="one", people=(People(name="nurse"),)),))
    return make((alone,), (Community(name="circle", interval=1),))


def many_options() -> Scenario:
    """More than eight options: repertoires in 64 bits."""
    home = Organisation(name="home", teams=(unit("blue"), unit("red")))
    circle = Community(name="circle", interval=1, format="creative")
    return make((home,), (circle,), domains=4, options=11)


def full_hands() -> Scenario:
    """Nobody can keep up more than a few ties; newcomers and friends of friends push out the weakest."""
    home = Organisation(name="home", teams=(unit("blue"), unit("red")))
    rules = BUSY | {"tie_dynamics": {"closure": 1.0, "co_attendance": 1.0, "most": 3, "first_trust": 0.4}}
    founding = Founding(density_within=0.15, density_between=0.1, trust_low=0.0)
    circle = Community(name="circle", interval=1, mixing=1.0)
    return make((home,), (circle,), rules, founding=founding)


def no_control() -> Scenario:
    """Unsafe, and nobody in charge."""
    home = Organisation(name="home", control=0.0, workload=0.9, teams=(unit("blue", safety=0.0),))
    return make((home,), (Community(name="circle", interval=1, facilitation=0.0),))


def strict_school() -> Scenario:
    """Full control and quick socialisation, so that each domain has its own draw (March 1991)."""
    school = Organisation(name="school", control=1.0, responsiveness=1.0, teams=(unit("blue"), unit("red")))
    rules = BUSY | {"socialisation": {"p1": 0.5}, "code_learning": {"p2": 0.9}, "recruitment": {"vacancy": 0}}
    return make((school,), (Community(name="circle", interval=3, format="reflection", facilitation=1.0),), rules)


def as_it_comes() -> Scenario:
    """The default rules with their default settings."""
    home = Organisation(name="home", teams=(unit("blue", nurses=8), unit("red", nurses=8)))
    return make((home,), (Community(name="circle", facilitator="lecturer"),), {})


def in_droves() -> Scenario:
    """People leave for every reason, and draw one another along."""
    home = Organisation(name="home", teams=(unit("blue", nurses=30), unit("red", nurses=30)))
    leaving = {"base": 0.01, "fit_weight": 3.0, "energy_weight": 6.0, "contagion": 3.0}
    more = {"turnover": leaving, "everyday_work": {"meetings": 6}}  # more than are decided at a time
    return make((home,), (Community(name="circle", interval=1),), BUSY | more)


def switched_off() -> Scenario:
    """No adoption, no trust, no observation."""
    off: dict[str, Any] = {
        name: {"on": False} for name in ("deliberation", "trust", "observation", "bounded_influence")
    }
    home = Organisation(name="home", teams=(unit("blue"), unit("red")))
    circles = tuple(Community(name=f"c_{form}", interval=1, format=form) for form in SESSION_FORMATS)
    return make((home,), circles, BUSY | off)


def all_at_once() -> Scenario:
    """Students who all go and come at once and know one another, who heard of the place, whom not all invitations reach,
    and who differ in how they take others.
    """
    pupils = People(
        name="student", role="student", count=5, stay=5, cohorts=1, participation=0.7,
        openness_spread=0.2, susceptibility=0.6, susceptibility_spread=0.2,
    )  # fmt: skip
    coach = People(name="lecturer", role="facilitator")
    school = Organisation(name="school", teams=tuple(Team(name=f"team_{n}", people=(pupils, coach)) for n in range(3)))
    academy = Organisation(
        name="academy", teams=(Team(name="only", people=(pupils,)), Team(name="office", people=(coach,)))
    )
    rules = BUSY | {
        "student_cohorts": {"acquainted": 0.6, "word_of_mouth": 0.7},
        "community_sessions": {"group_size": 4, "pull_of_belonging": 0.8},
    }
    return make((school, academy), (Community(name="circle", interval=1, facilitator="lecturer"),), rules)


def variant(influence: str) -> Scenario:
    """The two units with another rule of influence."""
    rules = BUSY | {"bounded_influence": {"on": False}, influence: {"on": True, "mu": 0.2}}
    return two_units(rules=rules)
