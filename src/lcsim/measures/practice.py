"""Ways of working: how far members of a team work alike, and how far teams differ.

Counts are int[K, Q]: members who enact each option of each domain; those who are undecided count as
members (in the denominator) but enact nothing. Modal is the first of the most frequent options.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.chance import compiled
from lcsim.measures.measure import NOBODY, Measure, Result, defined, mean_of, null
from lcsim.measures.pieces import piece_sizes
from lcsim.measures.view import View

NOBODY_DECIDED: Final = "nobody has decided on any domain"
HILL: Final = ("Hill (1973), Ecology 54(2)",)
NO_VARIETY: Final = "it takes two teams with variety in practice"
TWO_TEAMS: Final = "it takes two teams that have decided on a domain"


def counts_of(practice: ArrayLike, options: int) -> NDArray[np.int64]:
    """Count practice int[n, K] (-1 undecided) into int64[K, options]."""
    ways = np.asarray(practice)
    return counts_by_group(ways, np.zeros(ways.shape[0], np.int64), 1, options)[0]


def counts_by_group(practice: ArrayLike, groups: ArrayLike, number: int, options: int) -> NDArray[np.int64]:
    """Count practice int[n, K] of people in groups int[n] (0..number-1) into int64[number, K, options]."""
    ways, group = np.asarray(practice), np.asarray(groups, dtype=np.int64)
    counts = np.zeros((number, ways.shape[1], options), dtype=np.int64)
    _count(np.ascontiguousarray(ways, dtype=np.int64), group, counts)
    return counts


@compiled
def _count(ways, group, counts):  # type: ignore[no-untyped-def]
    for i in range(ways.shape[0]):
        for domain in range(ways.shape[1]):
            if ways[i, domain] >= 0:
                counts[group[i], domain, ways[i, domain]] += 1


def modal_options(counts: ArrayLike) -> NDArray[np.int64]:
    """Modal option of each domain, -1 where nobody has decided: int64[..., K] from counts [..., K, Q]."""
    numbers = np.asarray(counts)
    return np.where(numbers.sum(axis=-1) > 0, numbers.argmax(axis=-1), -1).astype(np.int64)


def modal_share(counts: ArrayLike, members: int) -> Result:
    """Mean over decided domains of the share of members who enact the modal option."""
    numbers = np.asarray(counts, dtype=np.float64)
    if members == 0:
        return null(NOBODY)
    decided = numbers.sum(axis=1) > 0
    return defined(np.mean(numbers[decided].max(axis=1) / members)) if decided.any() else null(NOBODY_DECIDED)


def similarity(counts: ArrayLike, members: int) -> Result:
    """Mean over pairs of members of the share of domains in which both enact the same option.

    sum_kq c (c - 1) / (K n (n - 1)): no loop over pairs. Two undecided are not alike.
    """
    numbers = np.asarray(counts, dtype=np.float64)
    if members < 2:
        return null("fewer than two people in the group")
    return defined(np.sum(numbers * (numbers - 1.0)) / (numbers.shape[0] * members * (members - 1.0)))


def effective_number(counts: ArrayLike, order: int = 2) -> Result:
    """Effective number of ways of working in a domain, mean over decided domains: 1..Q.

    Hill numbers (Hill 1973) of the shares p among those decided: order 2 the inverse Simpson index
    1 / sum p^2, order 1 the exponential of Shannon's entropy.
    """
    numbers = np.asarray(counts, dtype=np.float64)
    decided = numbers[numbers.sum(axis=1) > 0]
    if decided.size == 0:
        return null(NOBODY_DECIDED)
    return defined(_effective_numbers(decided, order).mean())


def _effective_numbers(counts: NDArray[np.float64], order: int) -> NDArray[np.float64]:
    """Effective number of ways of working of each domain, float64[...], from counts [..., Q] of which none is empty."""
    shares = counts / counts.sum(axis=-1, keepdims=True)
    if order == 2:
        return np.asarray(1.0 / (shares * shares).sum(axis=-1))
    if order == 1:
        logs = np.log(shares, where=shares > 0.0, out=np.zeros_like(shares))
        return np.asarray(np.exp(-(shares * logs).sum(axis=-1)))
    raise ValueError(f"order must be 1 or 2, got {order}")


def hamming(one: ArrayLike, other: ArrayLike) -> Result:
    """Share of domains in which two ways of working int[K] differ, among those decided in both."""
    a, b = np.asarray(one), np.asarray(other)
    both = (a >= 0) & (b >= 0)
    return defined(np.mean(a[both] != b[both])) if both.any() else null("no domain in which both have decided")


def between_teams(modal: ArrayLike) -> Result:
    """Mean Hamming distance between the modal ways of working int[U, K] of all pairs of teams.

    Over all pairs and domains in which both have a modal option; from the number of teams that hold each
    option, hence linear in teams.
    """
    ways = np.asarray(modal)
    pairs = 0.0
    agreeing = 0.0
    for column in ways.T:
        holders = np.bincount(column[column >= 0]).astype(np.float64)
        pairs += holders.sum() * (holders.sum() - 1.0)
        agreeing += float(np.sum(holders * (holders - 1.0)))
    return defined((pairs - agreeing) / pairs) if pairs > 0.0 else null(TWO_TEAMS)


def f_st(counts: ArrayLike) -> Result:
    """F_ST = (H_T - H_S) / H_T of counts int[U, K, Q]: share of the variety that lies between teams.

    H = 1 - sum p^2 among those decided; H_S is the mean over teams weighted by size, both are summed over
    domains first (Nei 1973; for culture Bell, Richerson & McElreath 2009). No correction for sample size.
    """
    by_domain = np.ascontiguousarray(np.moveaxis(np.asarray(counts, dtype=np.float64), 1, 0))
    decided = by_domain.sum(axis=2) > 0
    if decided.all():
        varieties = [_variety(by_domain)] if by_domain.shape[1] > 1 else []
    else:  # teams without anybody who decided on a domain do not count in it
        varieties = [_variety(c[d][None]) for c, d in zip(by_domain, decided, strict=True) if d.sum() > 1]
    total = 0.0
    within = 0.0
    for at_all, in_teams in varieties:
        for one, other in zip(at_all.tolist(), in_teams.tolist(), strict=True):
            total += one
            within += other
    return defined((total - within) / total) if total > 0.0 else null(NO_VARIETY)


def _variety(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """H_T and H_S of each domain, float64[K] both, from counts float64[K, U, Q] of at least two teams."""
    sizes = counts.sum(axis=2)
    people = sizes.sum(axis=1)
    at_all: NDArray[np.float64] = 1.0 - np.sum((counts.sum(axis=1) / people[:, None]) ** 2, axis=1)
    in_teams = np.sum(sizes * (1.0 - np.sum((counts / sizes[:, :, None]) ** 2, axis=2)), axis=1) / people
    return at_all, in_teams


def contiguous_cultures(
    practice: ArrayLike, sources: ArrayLike, targets: ArrayLike, alike: float = 1.0
) -> NDArray[np.int64]:
    """Sizes, largest first, of groups linked by ties between people who work alike.

    Ties int[E] join people (positions in practice int[n, K]) in either direction; a tie counts when at least
    the share `alike` of the domains coincides. With 1 these are the regions of Axelrod (1997).
    """
    ways = np.asarray(practice)
    a, b = np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64)
    same = np.zeros(a.size, dtype=np.int64)
    _count_same(np.ascontiguousarray(ways, dtype=np.int64), a, b, same)
    joined = same >= alike * ways.shape[1] - 1e-9
    return piece_sizes(a[joined], b[joined], ways.shape[0])


@compiled
def _count_same(ways, a, b, same):  # type: ignore[no-untyped-def]
    """In how many domains the two of each tie work alike: no [E, K] array at a million people."""
    for e in range(a.shape[0]):
        for domain in range(ways.shape[1]):
            if ways[a[e], domain] == ways[b[e], domain]:
                same[e] += 1


def counts_of_teams(view: View) -> NDArray[np.int64]:
    """Members of each team who hold each option of each domain, int64[U, K, Q]; counted once for a view."""
    teams, _, options = view.state.legitimacy.shape
    return view.once("counts_of_teams", lambda: counts_by_group(view.practice, view.team, teams, options))


def _community(view: View, order: int) -> Result:
    return effective_number(counts_of_teams(view).sum(axis=0), order)


def _in_teams(view: View) -> Result:
    if view.people == 0:
        return null(NOBODY)
    filled = view.sizes > 0
    counts = counts_of_teams(view)[filled].astype(np.float64)
    if (counts.sum(axis=2) > 0.0).all():
        results = [defined(mean) for mean in _effective_numbers(counts, 2).mean(axis=1).tolist()]
    else:  # somewhere nobody has decided
        results = [effective_number(of_team) for of_team in counts]
    return mean_of(results, view.sizes[filled].tolist())


def _cultures(view: View) -> Result:
    sizes = contiguous_cultures(view.practice, view.sources, view.sinks)
    return defined(sizes.size) if sizes.size else null(NOBODY)


def _f_st(view: View) -> Result:
    return f_st(counts_of_teams(view))


def _measure(name: str, wording: str, dutch: str, unit: str, definition: str, **other: Any) -> Measure:
    facts: dict[str, Any] = {"low": 0.0, "high": 1.0, "undefined": NOBODY_DECIDED, **other}
    return Measure(name, "practice", wording, dutch, unit, definition=definition, **facts)


MEASURES: Final = (
    _measure(
        "modal_share", "share of a team that follows its most common way of working",
        "aandeel van een team dat de meest voorkomende werkwijze volgt", "share",
        "mean over teams, weighted by size, and decided domains of members doing the modal option / members",
        weekly=True,
    ),
    _measure(
        "similarity", "how alike two members of a team work", "hoe gelijk twee teamleden werken", "share",
        "mean over teams, weighted by size, of sum_kq c (c - 1) / (K n (n - 1))",
        undefined="fewer than two people in every team", weekly=True,
    ),
    _measure(
        "between_teams", "how differently teams work", "hoe verschillend teams werken", "share",
        "mean over pairs of teams of the share of domains with different modal options",
        undefined=TWO_TEAMS, weekly=True,
    ),
    _measure(
        "ways_of_working",
        "effective number of ways of working in a domain, in the community",
        "effectief aantal werkwijzen per domein, in de gemeenschap", "count",
        "mean over domains of 1 / sum p^2 (inverse Simpson)",
        low=1.0, high=np.inf, sources=HILL, compute=lambda view: _community(view, 2),
    ),
    _measure(
        "ways_of_working_shannon", "effective number of ways of working in a domain, rare ones weighing more",
        "effectief aantal werkwijzen per domein, zeldzame wegen zwaarder", "count",
        "mean over domains of exp(-sum p ln p)",
        low=1.0, high=np.inf, sources=HILL, compute=lambda view: _community(view, 1),
    ),
    _measure(
        "ways_of_working_in_team", "effective number of ways of working in a domain, within a team",
        "effectief aantal werkwijzen per domein, binnen een team", "count",
        "mean over teams, weighted by size, of the mean over domains of 1 / sum p^2",
        low=1.0, high=np.inf, sources=HILL, compute=_in_teams,
    ),
    _measure(
        "contiguous_cultures", "number of groups that are tied to each other and work exactly alike",
        "aantal groepen die met elkaar verbonden zijn en precies gelijk werken", "count",
        "connected groups of people with identical ways of working in the network of ties",
        low=1.0, high=np.inf, undefined=NOBODY, compute=_cultures,
        sources=("Axelrod (1997), Journal of Conflict Resolution 41(2)",),
    ),
    _measure(
        "f_st", "share of the variety in ways of working that lies between teams",
        "aandeel van de variatie in werkwijzen dat tussen teams ligt", "share",
        "(H_T - H_S) / H_T, H = 1 - sum p^2 summed over domains, H_S weighted by team size",
        undefined=NO_VARIETY, compute=_f_st,
        sources=("Nei (1973), PNAS 70(12)", "Bell, Richerson & McElreath (2009), PNAS 106(42)"),
    ),
)  # fmt: skip
