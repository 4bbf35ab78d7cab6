"""The pieces that an undirected network falls into. Not a measure itself: linear, and nothing to import."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.chance import compiled


@compiled
def _join(root, a, b):  # type: ignore[no-untyped-def]
    """Union-find with path halving: every root is the lowest position of its piece."""
    for e in range(a.shape[0]):
        i = a[e]
        j = b[e]
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        while root[j] != j:
            root[j] = root[root[j]]
            j = root[j]
        if i < j:
            root[j] = i
        else:
            root[i] = j
    for i in range(root.shape[0]):
        root[i] = root[root[i]]  # lower positions are settled before higher ones


def piece_sizes(sources: ArrayLike, targets: ArrayLike, n: int) -> NDArray[np.int64]:
    """Sizes, largest first, of the pieces of `n` people tied by int[E] pairs of positions, isolates included."""
    root = np.arange(n, dtype=np.int64)
    _join(root, np.ascontiguousarray(sources, dtype=np.int64), np.ascontiguousarray(targets, dtype=np.int64))
    sizes = np.bincount(root) if n else np.zeros(0, np.int64)
    return np.sort(sizes[sizes > 0])[::-1].astype(np.int64)
