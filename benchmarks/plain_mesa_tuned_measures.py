"""The weekly panel of the tuned Mesa program: lcsim's measures at lcsim's cadence, in Python and NumPy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from plain_mesa_tuned import LearningCommunity, Team

PANEL = (
    "people", "agreement", "spread", "level", "expressed", "space", "space_accessible", "space_collective", "quality",
    "modal_share", "similarity", "between_teams", "safety", "energy", "identity", "trust", "participation", "learning",
    "switches", "switches_against_utility", "tried", "icc1",
)  # fmt: skip


def trust_within(team: Team) -> tuple[float, int]:
    """Sum of trust, and number, of the ties within a team."""
    total, number = 0.0, 0
    for person in team.people:
        for other, trust in zip(person.friends, person.trust, strict=True):
            if other.team is team:
                total += trust
                number += 1
    return total, number


def ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else math.nan


def weekly_panel(model: LearningCommunity) -> dict[str, list[float]]:
    """Measures of this week: of the community, then of every team (NaN: undefined)."""
    panel: dict[str, list[float]] = {name: [math.nan] for name in PANEL}
    headline = {k for k in range(len(model.expressed)) if any(v == 0 for v, _ in model.expressed[k][0])}
    holders = [[0] * len(model.expressed[0]) for _ in range(len(model.expressed))]
    sizes, values, sums = [], [], []
    for team in model.teams:
        sizes.append(len(team.people))
        if not team.people:
            for name in PANEL:
                panel[name].append(0.0 if name == "people" else math.nan)
            continue
        x = np.array([person.values for person in team.people])
        values.append(x)
        of_team = team_sums(model, team)
        sums.append(of_team)
        collective, modal, alike, expressed, expressing = team_ways(model, team, headline, holders)
        row = shared_measures(x, of_team, expressed, expressing)
        row["agreement"] = r_wg(x)
        row["space_collective"], row["modal_share"], row["similarity"] = collective, modal, alike
        row["safety"] = team.safety
        of_team["expressed"], of_team["expressing"] = expressed, expressing
        for name in PANEL:
            panel[name].append(row.get(name, math.nan))
    if not values:
        panel["people"][0] = 0.0
        return panel
    total = {name: sum(of_team[name] for of_team in sums) for name in sums[0]}
    everybody = np.concatenate(values)
    whole = shared_measures(everybody, total, total["expressed"], total["expressing"])
    for name in ("agreement", "space_collective", "modal_share", "similarity", "safety"):
        pairs = [(x, n) for x, n in zip(panel[name][1:], sizes, strict=True) if x == x]
        whole[name] = ratio(sum(x * n for x, n in pairs), sum(n for _, n in pairs))
    pairs_of_teams = agreeing = 0
    for of_domain in holders:
        teams = sum(of_domain)
        pairs_of_teams += teams * (teams - 1)
        agreeing += sum(m * (m - 1) for m in of_domain)
    whole["between_teams"] = ratio(pairs_of_teams - agreeing, pairs_of_teams)
    whole["icc1"] = icc1([x[:, 0] for x in values])
    for name, x in whole.items():
        panel[name][0] = x
    return panel


def team_sums(model: LearningCommunity, team: Team) -> dict[str, float]:
    """Sums over the people of a team."""
    log2 = math.log2
    bracket = (team.safety * (1.0 - team.organisation.control)) ** model.gamma
    space = accessible = quality = energy = identity = 0.0
    legitimacy = team.legitimacy
    for person in team.people:
        product = product_accessible = 1.0
        for k, (now, known) in enumerate(zip(person.practice, person.known, strict=True)):
            others = len(known) - 1
            if others > 0:
                of_domain = legitimacy[k]
                open_sum = 0.0
                for q in known:
                    if q != now:
                        open_sum += of_domain[q]
                product *= 1.0 + open_sum
                product_accessible *= 1.0 + open_sum + bracket * (others - open_sum)
        space += log2(product)
        accessible += log2(product_accessible)
        quality += person.quality()
        energy += person.energy
        identity += person.identity
    trust, ties = trust_within(team)
    return {
        "space": space, "space_accessible": accessible, "quality": quality, "energy": energy, "identity": identity,
        "trust": trust, "ties": ties, "attended": team.attended, "learned": team.learned, "switched": team.switched,
        "against": team.against, "tried": team.tried,
    }  # fmt: skip


def team_ways(
    model: LearningCommunity, team: Team, headline: set[int], holders: list[list[int]]
) -> tuple[float, float, float, float, float]:
    """Collective space, modal share, similarity, and what the enacted options express on the headline dimension."""
    size, domains = len(team.people), len(team.doing)
    collective, modal_sum, alike, expressed, expressing = 1.0, 0, 0, 0.0, 0
    for k, doing in enumerate(team.doing):
        most = max(doing)
        modal = doing.index(most)
        holders[k][modal] += 1
        modal_sum += most
        alike += sum(c * (c - 1) for c in doing)
        if k in headline:
            for q, c in enumerate(doing):
                expressed += c * model.expressed[k][q][0][1]
                expressing += c
        known = set().union(*(person.known[k] for person in team.people))
        collective *= 1.0 + sum(team.legitimacy[k][q] for q in known if q != modal)
    return (
        math.log2(collective), modal_sum / size / domains, ratio(alike, domains * size * (size - 1)), expressed, expressing,
    )  # fmt: skip


def shared_measures(x: np.ndarray, sums: dict[str, float], expressed: float, expressing: float) -> dict[str, float]:
    """What is taken in the same way over a team and over the community."""
    size = len(x)
    return {
        "people": float(size),
        "spread": float(x.std(axis=0, ddof=1).mean()) if size > 1 else math.nan,
        "level": float(x[:, 0].mean()),
        "expressed": ratio(expressed, expressing),
        "space": sums["space"] / size,
        "space_accessible": sums["space_accessible"] / size,
        "quality": sums["quality"] / size,
        "energy": sums["energy"] / size,
        "identity": sums["identity"] / size,
        "trust": ratio(sums["trust"], sums["ties"]),
        "participation": sums["attended"] / size,
        "learning": sums["learned"] / size,
        "switches": sums["switched"] / size,
        "switches_against_utility": ratio(sums["against"], sums["switched"]),
        "tried": sums["tried"] / size,
    }


def r_wg(x: np.ndarray) -> float:
    """Mean within-group agreement over the dimensions, uniform null 1/12, negative set to 0."""
    if len(x) < 2:
        return math.nan
    return float(np.maximum(0.0, 1.0 - 12.0 * x.var(axis=0, ddof=1)).mean())


def icc1(groups: list[np.ndarray]) -> float:
    """ICC(1) between teams."""
    people = sum(len(g) for g in groups)
    if len(groups) < 2 or people <= len(groups):
        return math.nan
    grand = np.concatenate(groups).mean()
    between = sum(len(g) * (g.mean() - grand) ** 2 for g in groups) / (len(groups) - 1)
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / (people - len(groups))
    below = between + (people / len(groups) - 1.0) * within
    return float((between - within) / below) if below > 0 else math.nan
