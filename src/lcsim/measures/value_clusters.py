"""Value clusters: how many camps, when two neighbours further apart than a gap belong to different camps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
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
    return np.array(_sizes(np.asarray(values, dtype=np.float64)[None, :], gap)[0], dtype=np.int64)


def _sizes(values: NDArray[np.float64], gap: float = GAP) -> list[list[int]]:
    """Number of people in each cluster of each row of float64[V, n], lowest values first."""
    x = np.sort(values, axis=1)
    n = x.shape[1]
    if n == 0:
        return [[] for _ in x]
    apart = x[:, 1:] - x[:, :-1] > gap
    ends = ((0, *(np.flatnonzero(row) + 1).tolist(), n) for row in apart)
    return [[last - first for first, last in pairwise(of_row)] for of_row in ends]


def value_clusters(values: ArrayLike, gap: float = GAP, smallest: int = 1) -> Result:
    """Number of clusters with at least `smallest` people."""
    sizes = cluster_sizes(values, gap)
    return defined(int(np.sum(sizes >= smallest))) if sizes.size else null(NOBODY)


def _number(sizes: list[int]) -> Result:
    return defined(len(sizes)) if sizes else null(NOBODY)


def _largest(sizes: list[int]) -> Result:
    return defined(max(sizes) / sum(sizes)) if sizes else null(NOBODY)


def _over_dimensions(view: View, of_sizes: Callable[[list[int]], Result]) -> Result:
    """Mean over dimensions of a number of the sizes of clusters, which are looked for once for a view."""
    return mean_of(of_sizes(sizes) for sizes in view.once("value_clusters", lambda: _sizes(view.values.T)))


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
