"""Sorting rows by hashed keys: small, stable, the same everywhere."""

from __future__ import annotations

from lcsim.chance import compiled

RUN = 12


@compiled
def sort_by(keys, rows, spare_keys, spare_rows, n):  # type: ignore[no-untyped-def]
    """Sort the first `n` of `rows` by `keys`, both in place: insertion in short runs, then merging upward."""
    for low in range(0, n, RUN):
        high = min(low + RUN, n)
        for a in range(low + 1, high):
            key = keys[a]
            row = rows[a]
            b = a - 1
            while b >= low and keys[b] > key:
                keys[b + 1] = keys[b]
                rows[b + 1] = rows[b]
                b -= 1
            keys[b + 1] = key
            rows[b + 1] = row
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
