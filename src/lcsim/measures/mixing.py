"""Who is tied to whom: within or across groups, to people alike or not (E-I, assortativity, Moran, Geary).

Ties as in `lcsim.measures.network`: arrays int[E] of sources and targets, directed, among n people.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.measures.measure import Measure, Result, defined, null
from lcsim.measures.network import NO_TIES, both_ways, pairs_of, undirected
from lcsim.measures.view import View

NEWMAN_MIXING: Final = ("Newman (2003), Physical Review E 67, 026126",)
SAME_GROUP: Final = "all ties end in one group"
SAME_VALUE: Final = "everybody is the same"


def e_i_index(sources: ArrayLike, targets: ArrayLike, groups: ArrayLike) -> Result:
    """E-I = (external - internal) / (external + internal) of tied pairs (Krackhardt & Stern 1988)."""
    labels = np.asarray(groups)
    return _e_i(*undirected(sources, targets, labels.size), labels)


def _e_i(a: NDArray[np.int64], b: NDArray[np.int64], labels: NDArray[Any]) -> Result:
    """E-I of pairs that are each given once."""
    if a.size == 0:
        return null(NO_TIES)
    return defined(2.0 * (np.count_nonzero(labels[a] != labels[b]) / a.size) - 1.0)


def assortativity_of_matrix(mixing: ArrayLike) -> Result:
    """Newman's r = (sum_i e_ii - sum_i a_i b_i) / (1 - sum_i a_i b_i), e = mixing / its sum (Newman 2003)."""
    e = np.asarray(mixing, dtype=np.float64)
    if e.sum() == 0.0:
        return null(NO_TIES)
    e = e / e.sum()
    chance = float(e.sum(axis=1) @ e.sum(axis=0))
    return null(SAME_GROUP) if 1.0 - chance < 1e-15 else defined((np.trace(e) - chance) / (1.0 - chance))


def nominal_assortativity(sources: ArrayLike, targets: ArrayLike, groups: ArrayLike, directed: bool = True) -> Result:
    """Newman's r for group labels [n]: 1 ties only within groups, 0 at random. Undirected: both ways."""
    _, labels = np.unique(np.asarray(groups), return_inverse=True)
    a, b = np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64)
    if not directed:
        a, b = both_ways(a, b, labels.size)
    return _nominal(a, b, labels)


def _nominal(a: NDArray[np.int64], b: NDArray[np.int64], labels: NDArray[np.integer[Any]]) -> Result:
    """Newman's r of directed ties between people with these labels, 0 or more."""
    if a.size == 0:
        return null(NO_TIES)
    # as of the mixing matrix, without making it: there may be many thousands of teams
    size = int(labels.max()) + 1
    out, into = np.bincount(labels[a], minlength=size), np.bincount(labels[b], minlength=size)
    chance = float((out / a.size) @ (into / a.size))
    within = np.count_nonzero(labels[a] == labels[b]) / a.size
    return null(SAME_GROUP) if 1.0 - chance < 1e-15 else defined((within - chance) / (1.0 - chance))


def numeric_assortativity(sources: ArrayLike, targets: ArrayLike, values: ArrayLike, directed: bool = True) -> Result:
    """Pearson correlation over ties of the values float64[n] at both ends (Newman 2003)."""
    x = np.asarray(values, dtype=np.float64)
    a, b = np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64)
    if not directed:
        a, b = both_ways(a, b, x.size)
    if a.size == 0:
        return null(NO_TIES)
    start, end = x[a], x[b]
    one, other = start - start.mean(), end - end.mean()
    below = float(np.sqrt((one @ one) * (other @ other)))
    if below == 0.0 or np.all(start == start[0]) or np.all(end == end[0]):
        return null("all ties start, or end, at the same value")
    return defined(one @ other / below)


def modularity(
    sources: ArrayLike,
    targets: ArrayLike,
    groups: ArrayLike,
    weights: ArrayLike | None = None,
    directed: bool = False,
) -> Result:
    """Q of the given partition, labels [n]: share of ties within groups minus what degrees alone would give.

    Undirected (Newman & Girvan 2004): sum_c [L_c / m - (d_c / 2m)^2] over tied pairs (weights belong to ties
    given once per pair). Directed (Leicht & Newman 2008): sum_c [L_c / m - out_c in_c / m^2].
    """
    _, labels = np.unique(np.asarray(groups), return_inverse=True)
    a, b = np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64)
    if not directed and weights is None:
        a, b = undirected(a, b, labels.size)
    w = np.ones(a.size) if weights is None else np.asarray(weights, dtype=np.float64)
    return _modularity(a, b, labels, w, directed)


def _modularity(
    a: NDArray[np.int64], b: NDArray[np.int64], labels: NDArray[np.integer[Any]], w: NDArray[np.float64], directed: bool
) -> Result:
    """Q of ties with weights `w` between people with these labels, 0 or more."""
    total = float(w.sum())
    if total == 0.0:
        return null(NO_TIES)
    size = int(labels.max()) + 1
    within = float(w[labels[a] == labels[b]].sum()) / total
    out = np.bincount(labels[a], w, size) / total
    into = np.bincount(labels[b], w, size) / total
    expected = float(out @ into) if directed else float(np.sum(((out + into) / 2.0) ** 2))
    return defined(within - expected)


def _modularity_of_teams(view: View) -> Result:
    a, b = pairs_of(view)
    return _modularity(a, b, view.team, np.ones(a.size), False)


def morans_i(sources: ArrayLike, targets: ArrayLike, values: ArrayLike) -> Result:
    """I = (n / W) sum_ij w_ij z_i z_j / sum_i z_i^2, w_ij = 1 if i names j, z = x - mean (Moran 1950)."""
    x = np.asarray(values, dtype=np.float64)
    a, b = np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64)
    if a.size == 0:
        return null(NO_TIES)
    z = x - x.mean()
    below = float(z @ z)
    if below == 0.0 or np.all(x == x[0]):
        return null(SAME_VALUE)
    return defined(x.size / a.size * float(z[a] @ z[b]) / below)


def gearys_c(sources: ArrayLike, targets: ArrayLike, values: ArrayLike) -> Result:
    """C = (n - 1) sum_ij w_ij (x_i - x_j)^2 / (2 W sum_i z_i^2), w_ij = 1 if i names j (Geary 1954)."""
    x = np.asarray(values, dtype=np.float64)
    a, b = np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64)
    if a.size == 0:
        return null(NO_TIES)
    z = x - x.mean()
    below = float(z @ z)
    if below == 0.0 or np.all(x == x[0]):
        return null(SAME_VALUE)
    return defined((x.size - 1.0) * float(np.sum((x[a] - x[b]) ** 2)) / (2.0 * a.size * below))


def _measure(name: str, wording: str, dutch: str, definition: str, undefined: str, **other: Any) -> Measure:
    facts: dict[str, Any] = {"unit": "ratio", "low": -1.0, "high": 1.0, **other}
    return Measure(name, "mixing", wording, dutch, definition=definition, undefined=undefined, **facts)


MEASURES: Final = (
    _measure(
        "e_i", "ties across teams against ties within (E-I: -1 all within, 1 all across)",
        "banden tussen teams tegenover binnen teams (E-I: -1 alles binnen, 1 alles ertussen)",
        "(external - internal) / (external + internal) of tied pairs, by team", NO_TIES,
        sources=("Krackhardt & Stern (1988), Social Psychology Quarterly 51(2)",),
        compute=lambda view: _e_i(*pairs_of(view), view.team),
    ),
    _measure(
        "team_assortativity", "how much ties keep to the own team",
        "hoezeer banden binnen het eigen team blijven",
        "Newman's r of directed ties by team", f"{NO_TIES}, or all within one team", sources=NEWMAN_MIXING,
        compute=lambda view: _nominal(view.sources, view.sinks, view.team),
    ),
    _measure(
        "value_assortativity", "how much ties join people with similar values",
        "hoezeer banden mensen met gelijke waarden verbinden",
        "correlation over directed ties of the headline value at both ends",
        f"{NO_TIES}, or {SAME_VALUE}", sources=NEWMAN_MIXING,
        compute=lambda view: numeric_assortativity(view.sources, view.sinks, view.values[:, 0]),
    ),
    _measure(
        "team_modularity", "how far teams are separate in the network (modularity of the teams)",
        "hoe gescheiden teams zijn in het netwerk (modulariteit van de teams)",
        "sum over teams of L_c / m - (d_c / 2m)^2, undirected", NO_TIES, low=-0.5,
        sources=("Newman & Girvan (2004), Physical Review E 69, 026113",),
        compute=_modularity_of_teams,
    ),
    _measure(
        "value_moran", "whether people tied to each other hold similar values (Moran's I)",
        "of mensen met een band gelijke waarden hebben (Morans I)",
        "(n / W) sum_ij w_ij z_i z_j / sum z^2 of the headline value, w = 1 if i has a tie to j",
        f"{NO_TIES}, or {SAME_VALUE}", low=-np.inf, high=np.inf, sources=("Moran (1950), Biometrika 37",),
        compute=lambda view: morans_i(view.sources, view.sinks, view.values[:, 0]),
    ),
    _measure(
        "value_geary", "how much people tied to each other differ in values (Geary's C; below 1 alike)",
        "hoezeer mensen met een band in waarden verschillen (Geary's C; onder 1 gelijk)",
        "(n - 1) sum_ij w_ij (x_i - x_j)^2 / (2 W sum z^2) of the headline value",
        f"{NO_TIES}, or {SAME_VALUE}", low=0.0, high=np.inf,
        sources=("Geary (1954), The Incorporated Statistician 5",),
        compute=lambda view: gearys_c(view.sources, view.sinks, view.values[:, 0]),
    ),
)  # fmt: skip
