"""Sorting rows by hashed keys: small, stable, the same everywhere."""

from __future__ import annotations

import numpy as np

from lcsim.chance import compiled, inlined

RUN = 64
TOP_BITS = np.uint64(58)
"""What is left of a key without them is one of `RUN` numbers."""


@inlined
def _sort_run(keys, rows, spare_keys, spare_rows, places, low, high):  # type: ignore[no-untyped-def]
    """By the top bits first, as hashed keys fall far apart; insertion does the little that is left."""
    for top in range(RUN):
        places[top] = 0
    for a in range(low, high):
        places[keys[a] >> TOP_BITS] += 1
    at = low
    for top in range(RUN):
        here = places[top]
        places[top] = at
        at += here
    for a in range(low, high):
        top = keys[a] >> TOP_BITS
        place = places[top]
        places[top] = place + 1
        spare_keys[place] = keys[a]
        spare_rows[place] = rows[a]
    for a in range(low, high):
        key = spare_keys[a]
        row = spare_rows[a]
        place = a
        while place > low and keys[place - 1] > key:
            keys[place] = keys[place - 1]
            rows[place] = rows[place - 1]
            place -= 1
        keys[place] = key
        rows[place] = row


@compiled
def sort_by(keys, rows, spare_keys, spare_rows, n):  # type: ignore[no-untyped-def]
    """Sort the first `n` of `rows` by `keys`, both in place and stable: in runs, then merging upward."""
    places = np.empty(RUN, np.int64)
    for low in range(0, n, RUN):
        _sort_run(keys, rows, spare_keys, spare_rows, places, low, min(low + RUN, n))
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
