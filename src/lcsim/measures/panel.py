"""The weekly panel: the headline measures of the community and of every team, in one compiled call.

One pass over people and one over (team, domain, option): linear at any size. Sums run in a fixed order,
left to right, so that the record is the same every time. NaN stands for undefined.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import compiled
from lcsim.measures.panel_pieces import (
    OF_ACCESSIBLE,
    OF_ALIKE,
    OF_COLLECTIVE,
    OF_ENERGY,
    OF_EXPRESSED,
    OF_EXPRESSING,
    OF_IDENTITY,
    OF_MODAL,
    OF_QUALITY,
    OF_SPACE,
    OF_TIES,
    OF_TRUST,
    SUMS,
    WAYS,
    headline_icc1,
    mean_deviation,
    mean_r_wg,
    pool,
    power,
    ratio,
    share_differing,
    sum_people,
    ways_of_team,
    weighted_mean,
)
from lcsim.part.names import ATTENDED, LEARNED, SWITCHED, SWITCHED_AGAINST_UTILITY, TRIED

PANEL: Final[tuple[str, ...]] = (
    "people",
    "agreement",
    "spread",
    "level",
    "expressed",
    "space",
    "space_accessible",
    "space_collective",
    "quality",
    "modal_share",
    "similarity",
    "between_teams",
    "safety",
    "energy",
    "identity",
    "trust",
    "participation",
    "learning",
    "switches",
    "switches_against_utility",
    "tried",
    "icc1",
)
"""Rows of the panel, in order."""

(
    AT_PEOPLE, AT_AGREEMENT, AT_SPREAD, AT_LEVEL, AT_EXPRESSED, AT_SPACE, AT_ACCESSIBLE, AT_COLLECTIVE,
    AT_QUALITY, AT_MODAL, AT_SIMILARITY, AT_BETWEEN, AT_SAFETY, AT_ENERGY, AT_IDENTITY, AT_TRUST,
    AT_PARTICIPATION, AT_LEARNING, AT_SWITCHES, AT_AGAINST, AT_TRIED, AT_ICC1,
) = range(22)  # fmt: skip


@compiled
def weekly_panel(state, week, out, gamma):  # type: ignore[no-untyped-def]
    """Fill `out` with the measures of this week.

    Parameters
    ----------
    state : State
        Only rows below the number of people with ``present`` count; ``doing`` and ``events`` are read.
    week : int
        The week (nothing here depends on it yet).
    out : float64[len(PANEL), 1 + U]
        Column 0 is the community, column 1 + u team u. In column 0, agreement, modal share, similarity,
        collective space and safety are means over teams weighted by size; trust is the mean over all ties
        within teams; all else is taken over all people (between_teams and icc1: over teams).
    gamma : float
        Exponent of acceptability, A = L + (1 - L) * (safety * (1 - control))**gamma.
    """
    teams, domains, options = state.legitimacy.shape
    dimensions = state.values.shape[1]
    openings = np.empty(teams)
    for u in range(teams):
        openings[u] = power(state.safety[u] * (1.0 - state.control[state.team_organisation[u]]), gamma)
    count = np.zeros(teams)
    means = np.zeros((teams, dimensions))
    squares = np.zeros((teams, dimensions))
    union = np.zeros((teams, domains), dtype=np.uint64)
    sums = np.zeros((teams, SUMS))
    sum_people(state, openings, count, means, squares, union, sums)

    headline = np.zeros(domains, dtype=np.bool_)
    for k in range(domains):
        for b in range(state.bears_count[k]):
            if state.bears_on[k, b] == 0:
                headline[k] = True
    holders = np.zeros((domains, options))
    ways = np.zeros((teams, WAYS))
    grand = np.zeros(dimensions)
    pooled = np.zeros(dimensions)
    total = np.zeros(SUMS)
    people = pool(count, means, squares, grand, pooled)
    out[:, :] = np.nan
    for u in range(teams):
        out[AT_PEOPLE, 1 + u] = count[u]
        if count[u] == 0.0:
            continue
        size = count[u]
        ways_of_team(state.doing[u], state.legitimacy[u], state.expression, headline, union[u], size, holders, ways[u])
        for c in range(SUMS):
            total[c] += sums[u, c]
        out[AT_AGREEMENT, 1 + u] = mean_r_wg(squares[u], size)
        out[AT_COLLECTIVE, 1 + u] = ways[u, OF_COLLECTIVE] if state.known.shape[1] > 0 else np.nan
        out[AT_MODAL, 1 + u] = ways[u, OF_MODAL]
        out[AT_SIMILARITY, 1 + u] = ways[u, OF_ALIKE]
        out[AT_SAFETY, 1 + u] = state.safety[u]
        _fill(out, 1 + u, size, means[u], squares[u], sums[u], ways[u], state.events[u])
    out[AT_PEOPLE, 0] = people
    if people == 0.0:
        return
    everything = np.zeros(WAYS)
    happened = np.zeros(state.events.shape[1])
    for u in range(teams):
        everything[OF_EXPRESSED] += ways[u, OF_EXPRESSED]
        everything[OF_EXPRESSING] += ways[u, OF_EXPRESSING]
        for e in range(happened.shape[0]):
            happened[e] += state.events[u, e]
    _fill(out, 0, people, grand, pooled, total, everything, happened)
    for row in (AT_AGREEMENT, AT_COLLECTIVE, AT_MODAL, AT_SIMILARITY, AT_SAFETY):
        out[row, 0] = weighted_mean(out[row], count)
    out[AT_BETWEEN, 0] = share_differing(holders)
    out[AT_ICC1, 0] = headline_icc1(count, means, squares, grand, people)


@compiled
def _fill(out, column, size, means, squares, sums, ways, happened):  # type: ignore[no-untyped-def]
    """Fill the rows that are taken in the same way over a team and over the community."""
    out[AT_SPREAD, column] = mean_deviation(squares, size)
    out[AT_LEVEL, column] = means[0]
    out[AT_EXPRESSED, column] = ratio(ways[OF_EXPRESSED], ways[OF_EXPRESSING])
    out[AT_SPACE, column] = sums[OF_SPACE] / size
    out[AT_ACCESSIBLE, column] = sums[OF_ACCESSIBLE] / size
    out[AT_QUALITY, column] = sums[OF_QUALITY] / size
    out[AT_ENERGY, column] = sums[OF_ENERGY] / size
    out[AT_IDENTITY, column] = sums[OF_IDENTITY] / size
    out[AT_TRUST, column] = ratio(sums[OF_TRUST], sums[OF_TIES])
    out[AT_PARTICIPATION, column] = happened[ATTENDED] / size
    out[AT_LEARNING, column] = happened[LEARNED] / size
    out[AT_SWITCHES, column] = happened[SWITCHED] / size
    out[AT_AGAINST, column] = ratio(float(happened[SWITCHED_AGAINST_UTILITY]), float(happened[SWITCHED]))
    out[AT_TRIED, column] = happened[TRIED] / size


def over_organisations(
    by_team: NDArray[np.float64], team_organisation: NDArray[np.int32], organisations: int
) -> NDArray[np.float64]:
    """Bring the panel of teams, float64[W, M, U], to organisations, float64[W, M, organisations].

    People are added up; everything else is the mean over teams weighted by people (the share of switches
    against utility: by switches), undefined teams left out. ``between_teams`` and ``icc1`` stay NaN.
    """
    weeks, rows, _ = by_team.shape
    out = np.full((weeks, rows, organisations), np.nan)
    people = np.nan_to_num(by_team[:, AT_PEOPLE, :])
    moved = people * np.nan_to_num(by_team[:, AT_SWITCHES, :])
    for o in range(organisations):
        own = team_organisation == o
        for row in range(rows):
            values = by_team[:, row, own]
            weights = np.where(np.isnan(values), 0.0, (moved if row == AT_AGAINST else people)[:, own])
            if row == AT_PEOPLE:
                out[:, row, o] = people[:, own].sum(axis=1)
                continue
            below = weights.sum(axis=1)
            above = (weights * np.nan_to_num(values)).sum(axis=1)
            np.divide(above, below, out=out[:, row, o], where=below > 0.0)
    return out
