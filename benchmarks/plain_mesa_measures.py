"""The weekly record of the plain Mesa program: lcsim's panel of measures, of the community and of every team.

Plain functions over people and teams. What is taken of each person (space, quality) is taken once a week and used
for the team and for the community. NaN stands for undefined.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from plain_mesa import LearningCommunity, Person, Team

PANEL = (
    "people", "agreement", "spread", "level", "expressed", "space", "space_accessible", "space_collective", "quality",
    "modal_share", "similarity", "between_teams", "safety", "energy", "identity", "trust", "participation", "learning",
    "switches", "switches_against_utility", "tried", "icc1",
)  # fmt: skip
COLUMNS = ("week", "of", *PANEL)
COMMUNITY = -1
"""What column "of" says in the row of the community; otherwise the number of the team."""

Row = dict[str, float]


class Stock(NamedTuple):
    """What one person has this week."""

    space: float
    space_accessible: float
    quality: float


class Census(NamedTuple):
    """What a team and the community have in common: taken of each team once."""

    team: Team
    stock: list[Stock]
    trust: list[float]
    expressed: list[float]


def mean(xs: Sequence[float]) -> float:
    return sum(xs) / len(xs)


def ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else math.nan


def squares(xs: Sequence[float]) -> float:
    """Sum of squared deviations from the mean."""
    middle = mean(xs)
    return sum([(x - middle) ** 2 for x in xs])


def weekly_rows(model: LearningCommunity) -> list[Row]:
    """A row of measures of the community, and of every team."""
    teams = model.teams
    counted = [census(team) for team in teams]
    rows = [{"week": model.week, "of": number, **team_measures(one)} for number, one in enumerate(counted)]
    whole = pooled_measures(counted)
    for name in ("agreement", "space_collective", "modal_share", "similarity", "safety"):
        whole[name] = mean_over_teams(rows, name)
    whole["between_teams"] = between_teams(teams)
    whole["icc1"] = icc1([[person.values[0] for person in team.people] for team in teams if team.people])
    return [{"week": model.week, "of": COMMUNITY, **whole}, *rows]


def census(team: Team) -> Census:
    return Census(team, [take_stock(person) for person in team.people], team.trust_within(), expressed(team))


def team_measures(counted: Census) -> Row:
    """Measures of one team."""
    team = counted.team
    row = pooled_measures([counted])
    if team.people:
        row["agreement"] = r_wg([person.values for person in team.people])
        row["space_collective"] = collective_space(team)
        row["modal_share"] = mean([max(of_domain) for of_domain in team.doing]) / len(team.people)
        row["similarity"] = similarity(team)
        row["safety"] = team.safety
    return row


def pooled_measures(counted: list[Census]) -> Row:
    """What is taken in the same way over a team and over the community."""
    row = dict.fromkeys(PANEL, math.nan)
    teams = [one.team for one in counted]
    people = [person for team in teams for person in team.people]
    row["people"] = size = len(people)
    if not people:
        return row
    stock = [of_person for one in counted for of_person in one.stock]
    trust = [x for one in counted for x in one.trust]
    shown = [x for one in counted for x in one.expressed]
    switched = sum([team.switched for team in teams])
    row["spread"] = spread([person.values for person in people])
    row["level"] = mean([person.values[0] for person in people])
    row["expressed"] = ratio(sum(shown), len(shown))
    row["space"] = mean([one.space for one in stock])
    row["space_accessible"] = mean([one.space_accessible for one in stock])
    row["quality"] = mean([one.quality for one in stock])
    row["energy"] = mean([person.energy for person in people])
    row["identity"] = mean([person.identity for person in people])
    row["trust"] = ratio(sum(trust), len(trust))
    row["participation"] = sum([team.attended for team in teams]) / size
    row["learning"] = sum([team.learned for team in teams]) / size
    row["switches"] = switched / size
    row["switches_against_utility"] = ratio(sum([team.against for team in teams]), switched)
    row["tried"] = sum([team.tried for team in teams]) / size
    return row


def take_stock(person: Person) -> Stock:
    """Space for possible action in bits, with legitimacy and with acceptability, and quality."""
    room = person.room()
    space = accessible = 0.0
    for k, now in enumerate(person.practice):
        legitimacy = [person.team.legitimacy[k][q] for q in person.known[k] if q != now]
        if legitimacy:
            opened = sum(legitimacy)
            space += math.log2(1.0 + opened)
            accessible += math.log2(1.0 + opened + room * (len(legitimacy) - opened))
    return Stock(space, accessible, person.quality())


def expressed(team: Team) -> list[float]:
    """What the enacted options express on the first dimension, in the domains that bear on it."""
    return [
        x
        for person in team.people
        for k, option in enumerate(person.practice)
        for v, x in person.model.expressions[k][option]
        if v == 0
    ]


def collective_space(team: Team) -> float:
    """Space for possible action of a team: what anybody knows, without what most do."""
    space = 0.0
    for k, doing in enumerate(team.doing):
        modal = doing.index(max(doing))
        known = set().union(*[person.known[k] for person in team.people])
        space += math.log2(1.0 + sum([team.legitimacy[k][q] for q in known if q != modal]))
    return space


def similarity(team: Team) -> float:
    """Mean share of domains in which two people do the same."""
    size = len(team.people)
    alike = sum([c * (c - 1) for doing in team.doing for c in doing])
    return ratio(alike, len(team.doing) * size * (size - 1))


def spread(values: list[list[float]]) -> float:
    """Mean standard deviation over the dimensions."""
    n = len(values)
    if n < 2:
        return math.nan
    return mean([math.sqrt(squares(xs) / (n - 1)) for xs in zip(*values, strict=True)])


def r_wg(values: list[list[float]]) -> float:
    """Mean within-group agreement over the dimensions, uniform null 1/12, negative set to 0."""
    n = len(values)
    if n < 2:
        return math.nan
    return mean([max(0.0, 1.0 - 12.0 * squares(xs) / (n - 1)) for xs in zip(*values, strict=True)])


def mean_over_teams(rows: list[Row], name: str) -> float:
    """Mean weighted by people, undefined teams left out."""
    defined = [row for row in rows if not math.isnan(row[name])]
    return ratio(sum([row[name] * row["people"] for row in defined]), sum([row["people"] for row in defined]))


def between_teams(teams: list[Team]) -> float:
    """Share of domains in which what most do differs between two teams, mean over the pairs."""
    modal = [[doing.index(max(doing)) for doing in team.doing] for team in teams if team.people]
    pairs = differing = 0
    for options in zip(*modal, strict=True):  # the teams' modal options in one domain
        pairs += len(options) * (len(options) - 1)
        differing += len(options) ** 2 - sum([options.count(q) ** 2 for q in set(options)])
    return ratio(differing, pairs)


def icc1(groups: list[list[float]]) -> float:
    """ICC(1) between teams."""
    people = sum([len(group) for group in groups])
    if len(groups) < 2 or people <= len(groups):
        return math.nan
    within = sum([squares(group) for group in groups])
    between = squares([x for group in groups for x in group]) - within
    between /= len(groups) - 1
    within /= people - len(groups)
    below = between + (people / len(groups) - 1.0) * within
    return (between - within) / below if below > 0 else math.nan
