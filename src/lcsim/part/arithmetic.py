"""Sums whose last bit is the same everywhere: left to right, one addition at a time.

Python's ``sum`` became more exact in 3.12, and NumPy's adds in pairs: what enters a digest uses neither.
"""

from __future__ import annotations

from collections.abc import Sequence


def mean_in_order(numbers: Sequence[float]) -> float:
    """Mean of at least one number."""
    total = 0.0
    for number in numbers:
        total += number
    return total / len(numbers)
