"""Sorting rows by hashed keys: small, stable, the same everywhere."""

from __future__ import annotations

import numpy as np

from lcsim.chance import compiled, inlined

RUN = 64


@inlined
def _sort_run(keys, rows, spare_keys, spare_rows, low, high):  # type: ignore[no-untyped-def]
    """Bring each to its place, which is how many come before it: as many looks as pairs, but none of them a branch."""
    for a in range(low, high):
        key = keys[a]
        place = low
        for b in range(low, high):
            place += np.uint64((keys[b] < key) | ((keys[b] == key) & (b < a)))
        spare_keys[place] = key
        spare_rows[place] = rows[a]
    for a in range(low, high):
        keys[a] = spare_keys[a]
        rows[a] = spare_rows[a]


@compiled
def sort_by(keys, rows, spare_keys, spare_rows, n):  # type: ignore[no-untyped-def]
    """Sort the first `n` of `rows` by `keys`, both in place: in runs by how many come before each, then merging upward."""
    for low in range(0, n, RUN):
        _sort_run(keys, rows, spare_keys, spare_rows, np.uint64(low), np.uint64(min(low + RUN, n)))
    width = RUN
    while width < n:
        for low in range(0, n, 2 * width):
            middle = min(low + width, n)
            high = min(low + 2 * width, n)
            left = low
            right = middle
            for at in range(low, high):
                if left < middle and (right >= high or keys[left] <= keys[right]):
                    spare_keys[at] = keys[left]
                    spare_rows[at] = rows[left]
                    left += 1
                else:
                    spare_keys[at] = keys[right]
                    spare_rows[at] = rows[right]
                    right += 1
        for at in range(n):
            keys[at] = spare_keys[at]
            rows[at] = spare_rows[at]
        width *= 2
