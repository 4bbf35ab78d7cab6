"""What is true of a whole landscape of quality: its peaks, how alike neighbouring ways are, how high it is, and who is where."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import compiled, gain_in, quality_in
from lcsim.mechanisms.performance import performance
from lcsim.state import State

MOST_WAYS: Final = 2**22
"""Ways of working that are looked at one by one."""

MOST_KEPT: Final = 2000
_kept: dict[tuple[Any, ...], float] = {}
"""Best qualities by landscape: published models are run on the same landscapes under several conditions."""


def heights(state: State) -> NDArray[np.float64]:
    """Quality of every way of working, float64[Q ** K]: number sum_k q_k Q**k is the way with option q_k in domain k.

    Raises
    ------
    ValueError
        There are more than `MOST_WAYS`.
    """
    ways = _number_of_ways(state)
    found = np.empty(ways)
    _all_heights(state, found)
    return found


def count_peaks(state: State) -> int:
    """How many ways of working are better than all that differ from them in one domain."""
    return int(_peaks(heights(state), state.practice.shape[1], state.expression.shape[1]))


def likeness_of_neighbours(state: State) -> float:
    """Correlation of quality between ways that differ in one domain, over landscapes: its mean has no bias.

    Contributions are uniform on 0 to 1, so that over all landscapes quality has mean 1/2 and variance 1/(12 K); these are
    used, rather than those of the one landscape. The mean of this over landscapes is 1 - (C + 1)/K with C partners.
    """
    domains = state.practice.shape[1]
    product: float = _neighbour_product(heights(state), domains, state.expression.shape[1])
    return product * 12.0 * domains


def highest(state: State) -> float:
    """The best quality there is. Kept for the last few landscapes.

    Raises
    ------
    ValueError
        There are more than `MOST_WAYS` ways of working.
    """
    _number_of_ways(state)
    same = (
        state.expression.shape[:2], int(state.landscape_key[0]), state.partners.tobytes(),
        int(state.redraw_count[0]), state.redraw_key.tobytes(), state.redraw_share.tobytes(),
    )  # fmt: skip
    if same not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[same] = float(_search_all(state))
    return _kept[same]


def performances(state: State, rows: NDArray[np.int64], block: int = 1) -> NDArray[np.float64]:
    """How well these people do, each from 0 to 1 (see `lcsim.mechanisms.performance`)."""
    return np.array([performance(state, state.practice[row], block) for row in rows.tolist()])


def _number_of_ways(state: State) -> int:
    ways = state.expression.shape[1] ** state.practice.shape[1]
    if ways > MOST_WAYS:
        raise ValueError(f"a landscape of {ways} ways of working is too large to look at all of them")
    return int(ways)


@compiled
def _all_heights(state, found):  # type: ignore[no-untyped-def]
    """Fill in the quality of every way of working."""
    options = state.expression.shape[1]
    way = np.empty(state.practice.shape[1], np.int16)
    for number in range(found.shape[0]):
        left = number
        for k in range(way.shape[0]):
            way[k] = left % options
            left //= options
        found[number] = quality_in(state, way)


@compiled
def _peaks(found, domains, options):  # type: ignore[no-untyped-def]
    """How many numbers are higher than all their neighbours."""
    peaks = 0
    for number in range(found.shape[0]):
        place = 1
        peak = True
        for _ in range(domains):
            digit = (number // place) % options
            for q in range(options):
                if q != digit and found[number + (q - digit) * place] >= found[number]:
                    peak = False
                    break
            if not peak:
                break
            place *= options
        if peak:
            peaks += 1
    return peaks


@compiled
def _neighbour_product(found, domains, options):  # type: ignore[no-untyped-def]
    """Mean of the product of deviations from 1/2 over all pairs of neighbours."""
    total = 0.0
    pairs = 0
    for number in range(found.shape[0]):
        place = 1
        for _ in range(domains):
            digit = (number // place) % options
            for q in range(digit + 1, options):
                total += (found[number] - 0.5) * (found[number + (q - digit) * place] - 0.5)
                pairs += 1
            place *= options
    return total / pairs


@compiled
def _search_all(state):  # type: ignore[no-untyped-def]
    """The best quality, by all ways in an order in which each differs from the last in one domain (Knuth 7.2.1.1 H)."""
    domains = state.practice.shape[1]
    options = state.expression.shape[1]
    way = np.zeros(domains, np.int16)
    best = way.copy()
    level = 0.0
    most = 0.0
    forward = np.ones(domains, np.int64)
    focus = np.arange(domains + 1)
    while True:
        k = focus[0]
        focus[0] = 0
        if k == domains:
            return quality_in(state, best)
        option = way[k] + forward[k]
        level += gain_in(state, way, k, option)
        way[k] = option
        if option == 0 or option == options - 1:
            forward[k] = -forward[k]
            focus[k] = focus[k + 1]
            focus[k + 1] = k + 1
        if level > most:
            most = level
            best[:] = way
