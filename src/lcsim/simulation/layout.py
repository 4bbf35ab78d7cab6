"""From a scenario to the skeleton of a state: names, keys, and the arrays that no luck enters.

Everything named is put in the order of its name (the headline value dimension first), so that the order in
the scenario file never matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lcsim.chance import stream_key
from lcsim.interventions import Declared, catalogue
from lcsim.part import InterventionPart
from lcsim.part.names import ROLES
from lcsim.scenario.model import (
    Community,
    Intervention,
    Members,
    Organisation,
    People,
    Scenario,
    Team,
    copies,
)
from lcsim.state import NEVER


@dataclass(frozen=True)
class Names:
    """Names of everything that has a place in the arrays, in the order of the arrays."""

    dimensions: tuple[str, ...]
    domains: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    organisations: tuple[str, ...]
    teams: tuple[str, ...]
    team_organisation: tuple[int, ...]
    groups: tuple[str, ...]
    communities: tuple[str, ...]

    @property
    def team_titles(self) -> tuple[str, ...]:
        """Team names that tell teams apart: with the organisation when a name occurs twice."""
        double = (
            {name for name in self.teams if self.teams.count(name) > 1} if len(self.teams) < 2000 else set(self.teams)
        )
        return tuple(
            f"{self.organisations[o]}/{name}" if name in double else name
            for name, o in zip(self.teams, self.team_organisation, strict=True)
        )


@dataclass(frozen=True)
class GroupPlace:
    """A group of people in its team and organisation."""

    organisation: int
    team: int
    people: People
    organisation_name: str
    team_name: str


@dataclass(frozen=True)
class Layout:
    """The scenario's structure with copies written out and everything in the order of its name."""

    names: Names
    organisations: tuple[Organisation, ...]
    teams: tuple[Team, ...]
    groups: tuple[GroupPlace, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Series:
    """A series of sessions: of a learning community, or added by an intervention (`last` week included)."""

    name: str
    members: Members
    of_communities: tuple[Members, ...]
    interval: int
    first: int
    last: int
    format: str
    facilitation: float
    mixing: float
    relevance: float
    attendance: float
    ambition: str | None
    facilitator: str | None


def _of_community(c: Community) -> Series:
    return Series(
        c.name, c.members, (), c.interval, c.first_week, NEVER if c.last_week is None else c.last_week, c.format,
        c.facilitation, c.mixing, c.relevance, 1.0, c.ambition, c.facilitator,
    )  # fmt: skip


def _added(scenario: Scenario) -> list[Series]:
    """Sessions that interventions add; none at dose 0."""
    by_name = {c.name: c.members for c in scenario.communities}
    found = []
    for chosen in sorted(scenario.interventions, key=lambda i: i.name):
        first = max(chosen.start, 1)
        last = NEVER if chosen.end is None else chosen.end
        for number, session in enumerate(declared(chosen).sessions):
            until = last if session.times == 0 else min(last, first + session.interval * (session.times - 1))
            found.append(
                Series(
                    f"{chosen.name}/{number}",
                    chosen.who,
                    tuple(by_name[c] for c in chosen.who.communities),
                    session.interval,
                    first,
                    until,
                    session.format,
                    session.facilitation,
                    session.mixing,
                    session.relevance,
                    session.attendance,
                    None,
                    None,
                )
            )
    return found


def part_of(chosen: Intervention) -> InterventionPart:
    """The part of the catalogue with the parameters, and hours, of an intervention of a scenario."""
    kinds = {part.name: part for part in catalogue()}
    hours = {} if chosen.hours is None else {"hours": chosen.hours}
    return kinds[chosen.kind](**(chosen.parameters | hours))


def declared(chosen: Intervention) -> Declared:
    """What an intervention of a scenario does at its dose."""
    result: Declared = part_of(chosen).declared(chosen.dose)
    return result


def layout(scenario: Scenario) -> Layout:
    """Write out copies and order by name."""
    dimensions = sorted((d.name for d in scenario.values), key=lambda name: (name != scenario.level, name))
    domains = sorted(scenario.practices.domains, key=lambda domain: domain.name)
    organisations: list[tuple[str, Organisation]] = sorted(
        ((name, o) for o in scenario.organisations for name in copies(o.name, o.count)), key=lambda pair: pair[0]
    )
    teams: list[tuple[int, str, Team]] = []
    groups: list[GroupPlace] = []
    for at, (organisation_name, organisation) in enumerate(organisations):
        listed = sorted(
            ((name, t) for t in organisation.teams for name in copies(t.name, t.count)), key=lambda pair: pair[0]
        )
        for team_name, team in listed:
            for people in sorted(team.people, key=lambda p: p.name):
                groups.append(GroupPlace(at, len(teams), people, organisation_name, team_name))
            teams.append((at, team_name, team))
    communities = sorted(scenario.communities, key=lambda c: c.name)
    series = (*(_of_community(c) for c in communities), *_added(scenario))
    names = Names(
        dimensions=tuple(dimensions),
        domains=tuple(d.name for d in domains),
        options=tuple(tuple(sorted(o.name for o in d.options)) for d in domains),
        organisations=tuple(name for name, _ in organisations),
        teams=tuple(name for _, name, _ in teams),
        team_organisation=tuple(o for o, _, _ in teams),
        groups=tuple(sorted({g.people.name for g in groups})),
        communities=tuple(c.name for c in communities),
    )
    return Layout(names, tuple(o for _, o in organisations), tuple(t for _, _, t in teams), tuple(groups), series)


def belongs(plan: Layout, members: Members, place: GroupPlace) -> bool:
    """Whether a group of people is among the members: all that is named must hold; an empty list is everybody.

    A copied organisation or team answers to its own name and to the name it was copied from.
    """
    organisations, teams = members.organisations, members.teams
    return (
        (
            not organisations
            or place.organisation_name in organisations
            or plan.organisations[place.organisation].name in organisations
        )
        and (not teams or place.team_name in teams or plan.teams[place.team].name in teams)
        and (not members.groups or place.people.name in members.groups)
        and (not members.roles or place.people.role in members.roles)
    )


def takes_part(plan: Layout, series: Series, place: GroupPlace) -> bool:
    """Whether a group of people is invited to a series of sessions."""
    return belongs(plan, series.members, place) and (
        not series.of_communities or any(belongs(plan, members, place) for members in series.of_communities)
    )


def role_code(role: str) -> int:
    """Code of a role."""
    return ROLES.index(role)


def group_key(place: GroupPlace) -> np.uint64:
    """Key of a group: its names alone, never its place in the file."""
    return stream_key("group", place.organisation_name, place.team_name, place.people.name)


def routine(named: Mapping[str, str] | None, names: Names) -> np.ndarray:
    """Options by domain as numbers, -1 where none is named; int16[K]."""
    found = np.full(len(names.domains), -1, np.int16)
    for domain, option in (named or {}).items():
        k = names.domains.index(domain)
        found[k] = names.options[k].index(option)
    return found
