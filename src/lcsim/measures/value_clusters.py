"""Value clusters: how many camps, when two neighbours further apart than a gap belong to different camps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.measures.measure import NOBODY, Measure, Result, defined, mean_of, null
from lcsim.measures.view import View

GAP: Final = 0.05


def cluster_labels(values: ArrayLike, gap: float = GAP) -> NDArray[np.int64]:
    """Number float64[n] by cluster, 0 the lowest: sorted neighbours more than `gap` apart split."""
    x = np.asarray(values, dtype=np.float64)
    order = np.argsort(x, kind="stable")
    labels = np.empty(x.size, dtype=np.int64)
    labels[order] = np.concatenate(([0], np.cumsum(np.diff(x[order]) > gap))) if x.size else []
    return labels


def cluster_sizes(values: ArrayLike, gap: float = GAP) -> NDArray[np.int64]:
    """Number of people in each cluster, lowest values first."""
    x = np.sort(np.asarray(values, dtype=np.float64))
    if x.size == 0:
        return np.zeros(0, dtype=np.int64)
    ends = np.append(np.flatnonzero(np.diff(x) > gap) + 1, x.size)
    return np.diff(ends, prepend=0)


def value_clusters(values: ArrayLike, gap: float = GAP, smallest: int = 1) -> Result:
    """Number of clusters with at least `smallest` people."""
    sizes = cluster_sizes(values, gap)
    return defined(int(np.sum(sizes >= smallest))) if sizes.size else null(NOBODY)


def _number(sizes: NDArray[np.int64]) -> Result:
    return defined(sizes.size) if sizes.size else null(NOBODY)


def _largest(sizes: NDArray[np.int64]) -> Result:
    return defined(sizes.max() / sizes.sum()) if sizes.size else null(NOBODY)


def _over_dimensions(view: View, of_sizes: Callable[[NDArray[np.int64]], Result]) -> Result:
    """Mean over dimensions of a number of the sizes of clusters, which are looked for once for a view."""
    if "value_clusters" not in view.memo:
        view.memo["value_clusters"] = [cluster_sizes(column) for column in view.values.T]
    return mean_of(of_sizes(sizes) for sizes in view.memo["value_clusters"])


MEASURES: Final = (
    Measure(
        "value_clusters",
        "value_clusters",
        "number of camps in values",
        "aantal kampen in waarden",
        "count",
        1.0,
        np.inf,
        "mean over dimensions of the number of clusters: sorted neighbours more than .05 apart split",
        NOBODY,
        compute=lambda view: _over_dimensions(view, _number),
    ),
    Measure(
        "largest_value_cluster",
        "value_clusters",
        "share of people in the largest camp",
        "aandeel mensen in het grootste kamp",
        "share",
        0.0,
        1.0,
        "mean over dimensions of the share of people in the largest cluster (gap .05)",
        NOBODY,
        compute=lambda view: _over_dimensions(view, _largest),
    ),
)
