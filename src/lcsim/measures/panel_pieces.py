"""Compiled pieces of the weekly panel: sums over the people of a team, and what follows from them."""

from __future__ import annotations

import numpy as np

from lcsim.chance import compiled, exponential, inlined, logarithm, quality_in
from lcsim.state.columns import PEOPLE
from lcsim.state.memory import keep, unowned

INVERSE_LN2 = 1.4426950408889634
U1 = np.uint64(1)
FEW_OPTIONS = 4
SIZES = np.array([float(chosen.bit_count()) for chosen in range(1 << FEW_OPTIONS)])
"""Number of options in each set of a few."""

# columns of the sums of a team over its people
SUMS = 7
OF_SPACE, OF_ACCESSIBLE, OF_QUALITY, OF_ENERGY, OF_IDENTITY, OF_TRUST, OF_TIES = range(7)
# columns of what the ways of working of a team give
WAYS = 5
OF_COLLECTIVE, OF_MODAL, OF_ALIKE, OF_EXPRESSED, OF_EXPRESSING = range(5)


@compiled
def power(base: float, exponent: float) -> float:
    """`base` (0 or more) to the power `exponent` (0 or more), with our own exp and log."""
    if base <= 0.0:
        return 1.0 if exponent == 0.0 else 0.0
    return exponential(exponent * logarithm(base))


@compiled
def ratio(part: float, whole: float) -> float:
    """`part` / `whole`, undefined (NaN) when the whole is 0."""
    return part / whole if whole > 0.0 else np.nan


@compiled
def reach_of_teams(state):  # type: ignore[no-untyped-def]
    """Sum of the legitimacy of every set of options, by team and domain: [U, K, 16], the bits of a set as index.

    With more than a few options there is no such table: most of the many sets would never be asked for.
    """
    teams, domains, options = state.legitimacy.shape
    if options > FEW_OPTIONS:
        return np.empty((0, 0, 0))
    reach = np.empty((teams, domains, 1 << FEW_OPTIONS))
    for u in range(teams):
        for k in range(domains):
            reach[u, k, 0] = 0.0
            for q in range(FEW_OPTIONS):  # not as many as there are: turns whose number is known are written out
                more = state.legitimacy[u, k, q] if q < options else 0.0
                for fewer in range(1 << q):  # the sets without option q are there already
                    reach[u, k, np.uint32((1 << q) + fewer)] = reach[u, k, fewer] + more
    return reach


@inlined
def _space_of(state, i, u, opening, reach, union, spaces, at):  # type: ignore[no-untyped-def]
    """Put one person's space for possible action, with L at `at` and with A after it, as products whose logarithm it is.

    The logarithm of a product in place of a sum of logarithms: at most (1 + 63)**64, far from overflow.
    """
    with_legitimacy = 1.0
    with_acceptability = 1.0
    for k in range(state.practice.shape[1]):
        can = np.uint64(state.known[i, k])
        union[u, k] |= can
        if state.practice[i, k] >= 0:
            can &= ~(U1 << np.uint64(state.practice[i, k]))
        if reach.shape[0] > 0:
            open_sum = reach[u, k, can]
            others = SIZES[can]
        else:
            open_sum = 0.0
            others = 0.0
            for q in range(state.legitimacy.shape[2]):
                counts = float(np.int64((can >> np.uint64(q)) & U1))  # 0 or 1, not a branch that nobody can foresee
                open_sum += counts * state.legitimacy[u, k, q]
                others += counts
        with_legitimacy *= 1.0 + open_sum
        with_acceptability *= 1.0 + open_sum + opening * (others - open_sum)
    spaces[at] = with_legitimacy
    spaces[at + np.uint64(1)] = with_acceptability


@compiled
def _add_spaces(spaces, of_team, count, sums):  # type: ignore[no-untyped-def]
    """Add everybody's space, in the order of rows, to the sums of the teams; all logarithms at once, which vectorises."""
    for at in range(2 * count):
        spaces[at] = logarithm(spaces[at]) * INVERSE_LN2
    for at in range(count):
        sums[of_team[at], OF_SPACE] += spaces[2 * at]
        sums[of_team[at], OF_ACCESSIBLE] += spaces[2 * at + 1]


@inlined
def _add_ties(state, i, u, sums):  # type: ignore[no-untyped-def]
    """Add one person's ties within the team to the sums of the team; adding 0 is sooner done than asking."""
    trust = sums[u, OF_TRUST]
    ties = np.int64(0)
    for slot in range(state.tie_count[i]):
        j = np.uint32(state.tie_to[i, slot])
        within = np.int64((state.team[j] == u) & state.present[j])
        trust += float(within) * state.tie_trust[i, slot]
        ties += within
    sums[u, OF_TRUST] = trust
    sums[u, OF_TIES] += ties


@compiled
def sum_people(state, openings, count, means, squares, union, sums):  # type: ignore[no-untyped-def]
    """One pass over the people present: counts, values (Welford), and sums by team."""
    dimensions = state.values.shape[1]
    own_reach = reach_of_teams(state)
    own_spaces = np.empty(2 * state.clock[PEOPLE])
    own_teams = np.empty(state.clock[PEOPLE], np.uint32)
    reach, spaces, of_team = unowned(own_reach), unowned(own_spaces), unowned(own_teams)
    found, added = unowned(union), unowned(sums)
    there = np.uint64(0)
    for i in range(state.clock[PEOPLE]):  # not the roll: measures take states as they are
        if not state.present[i]:
            continue
        u = np.uint32(state.team[i])
        count[u] += 1.0
        for v in range(dimensions):
            x = state.values[i, v]
            step = x - means[u, v]
            means[u, v] += step / count[u]
            squares[u, v] += step * (x - means[u, v])
        if state.known.shape[1] > 0:
            _space_of(state, i, u, openings[u], reach, found, spaces, np.uint64(2) * there)
            of_team[there] = u
            there += np.uint64(1)
        else:  # no repertoires are kept
            added[u, OF_SPACE] = np.nan
            added[u, OF_ACCESSIBLE] = np.nan
        added[u, OF_QUALITY] += quality_in(state, state.practice[i])
        added[u, OF_ENERGY] += state.energy[i]
        added[u, OF_IDENTITY] += state.identity[i]
        _add_ties(state, i, u, added)
    if there > 0:
        _add_spaces(own_spaces, own_teams, np.int64(there), sums)
    keep(own_reach)


@compiled
def ways_of_team(doing, legitimacy, expression, headline, union, size, holders, ways):  # type: ignore[no-untyped-def]
    """What the ways of working of one team give, from the counts of members by option.

    Modal is the option that most members enact, the first of equals; a domain in which nobody has decided
    has none. `holders` counts the teams whose modal option it is.
    """
    domains, options = doing.shape
    collective = 1.0
    modal_sum = 0.0
    decided_domains = 0.0
    alike = 0.0
    for k in range(domains):
        modal = -1
        most = 0
        for q in range(options):
            c = doing[k, q]
            alike += float(c) * (c - 1.0)
            if c > most:
                most = c
                modal = q
            if headline[k]:
                ways[OF_EXPRESSED] += c * expression[k, q, 0]
                ways[OF_EXPRESSING] += c
        if modal >= 0:
            holders[k, modal] += 1.0
            modal_sum += most / size
            decided_domains += 1.0
        open_sum = 0.0
        for q in range(options):
            if q != modal and (union[k] >> np.uint64(q)) & U1 != 0:
                open_sum += legitimacy[k, q]
        collective *= 1.0 + open_sum
    ways[OF_COLLECTIVE] = logarithm(collective) * INVERSE_LN2
    ways[OF_MODAL] = ratio(modal_sum, decided_domains)
    ways[OF_ALIKE] = ratio(alike, domains * size * (size - 1.0))


@compiled
def mean_r_wg(squares, size):  # type: ignore[no-untyped-def]
    """Mean r_wg over dimensions with null variance 1/12, negative set to 0; NaN below two people."""
    if size < 2.0:
        return np.nan
    total = 0.0
    for v in range(squares.shape[0]):
        total += max(0.0, 1.0 - 12.0 * (squares[v] / (size - 1.0)))
    return total / squares.shape[0]


@compiled
def mean_deviation(squares, size):  # type: ignore[no-untyped-def]
    """Mean sample standard deviation over dimensions; NaN below two people."""
    if size < 2.0:
        return np.nan
    total = 0.0
    for v in range(squares.shape[0]):
        total += np.sqrt(squares[v] / (size - 1.0))
    return total / squares.shape[0]


@compiled
def share_differing(holders):  # type: ignore[no-untyped-def]
    """Mean over pairs of teams of the share of domains in which their modal options differ.

    From the number of teams that hold each option: pairs that agree are sum_q m (m - 1) / 2, so that any
    number of teams costs no more than K * Q.
    """
    pairs = 0.0
    agreeing = 0.0
    for k in range(holders.shape[0]):
        teams = 0.0
        for q in range(holders.shape[1]):
            teams += holders[k, q]
            agreeing += holders[k, q] * (holders[k, q] - 1.0)
        pairs += teams * (teams - 1.0)
    return ratio(pairs - agreeing, pairs)


@compiled
def pool(count, means, squares, grand, pooled):  # type: ignore[no-untyped-def]
    """Join teams' means and squares into `grand` and `pooled` (Chan, Golub & LeVeque 1983); return people."""
    people = 0.0
    for u in range(count.shape[0]):
        if count[u] > 0.0:
            both = people + count[u]
            for v in range(grand.shape[0]):
                step = means[u, v] - grand[v]
                grand[v] += step * (count[u] / both)
                pooled[v] += squares[u, v] + step * step * (people * count[u] / both)
            people = both
    return people


@compiled
def headline_icc1(count, means, squares, grand, people):  # type: ignore[no-untyped-def]
    """ICC(1) of the headline dimension between teams (ANOVA, mean group size); NaN when undefined."""
    groups = 0.0
    between = 0.0
    within = 0.0
    for u in range(count.shape[0]):
        if count[u] > 0.0:
            groups += 1.0
            between += count[u] * (means[u, 0] - grand[0]) * (means[u, 0] - grand[0])
            within += squares[u, 0]
    if groups < 2.0 or people <= groups:
        return np.nan
    between /= groups - 1.0
    within /= people - groups
    below = between + (people / groups - 1.0) * within
    return (between - within) / below if below > 0.0 else np.nan


@compiled
def weighted_mean(row, count):  # type: ignore[no-untyped-def]
    """Mean of the teams' entries of one row, weighted by team size, undefined teams left out."""
    total = 0.0
    weight = 0.0
    for u in range(count.shape[0]):
        if row[1 + u] == row[1 + u]:
            total += count[u] * row[1 + u]
            weight += count[u]
    return ratio(total, weight)
