"""The network of ties: how dense, mutual and closed it is, and into how many pieces it falls.

Ties are arrays of sources and targets, int[E]: directed, each once, no loops, among n people numbered 0..n-1.
Where a measure is about undirected ties, two people are tied when either names the other.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.chance import compiled, inlined
from lcsim.measures.measure import NOBODY, Measure, Result, defined, null
from lcsim.measures.pieces import piece_sizes
from lcsim.measures.view import View

TWO_PEOPLE: Final = "fewer than two people are present"
NO_TIES: Final = "there are no ties"
WASSERMAN: Final = ("Wasserman & Faust (1994), Social network analysis",)
WORD: Final = 64
FEW_WORDS: Final = 8
ONE: Final = np.uint64(1)
Ties = tuple[NDArray[np.int64], NDArray[np.int64]]


def undirected(sources: ArrayLike, targets: ArrayLike, n: int) -> Ties:
    """Each tied pair once, the lower number first."""
    a, b = np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64)
    pairs = np.sort(np.minimum(a, b) * n + np.maximum(a, b))  # np.unique hashes: ten times slower
    pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))] if pairs.size else pairs
    return pairs // max(n, 1), pairs % max(n, 1)


def both_ways(sources: ArrayLike, targets: ArrayLike, n: int) -> Ties:
    """Each tied pair as two directed ties."""
    a, b = undirected(sources, targets, n)
    return np.concatenate((a, b)), np.concatenate((b, a))


def density(sources: ArrayLike, targets: ArrayLike, n: int, directed: bool = True) -> Result:
    """Share of possible ties that exist: E / (n (n - 1)), or pairs tied / (n (n - 1) / 2)."""
    if n < 2:
        return null(TWO_PEOPLE)
    if directed:
        return defined(np.asarray(sources).size / (n * (n - 1.0)))
    return defined(2.0 * undirected(sources, targets, n)[0].size / (n * (n - 1.0)))


def reciprocity(sources: ArrayLike, targets: ArrayLike, n: int) -> Result:
    """Share of directed ties that are returned."""
    ties = np.asarray(sources).size
    return defined(_count_paths(sources, targets, n, False)[2] / ties) if ties else null(NO_TIES)


@compiled
def _paths_of_few(start, to, counted):  # type: ignore[no-untyped-def]
    """The same where whom somebody names fits a few words: whom both name is then counted many at a time."""
    n = start.shape[0] - 1
    words = n // WORD + 1
    named = np.zeros((n, words), dtype=np.uint64)
    for i in range(n):
        for e in range(start[i], start[i + 1]):
            named[i, to[e] // WORD] |= ONE << np.uint64(to[e] % WORD)
    for i in range(n):
        for e in range(start[i], start[i + 1]):
            j = to[e]
            back = np.int64((named[j, i // WORD] >> np.uint64(i % WORD)) & ONE)
            counted[0] += start[j + 1] - start[j] - back
            counted[2] += back
            for word in range(words):
                counted[1] += _ones(named[i, word] & named[j, word])


@inlined
def _ones(bits):  # type: ignore[no-untyped-def]
    """How many of 64 bits are set."""
    bits -= (bits >> ONE) & np.uint64(0x5555555555555555)
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def _paths(sources, targets, n, mutual, counted):  # type: ignore[no-untyped-def]
    """Count paths i -> j -> k of three different people, those of them with i -> k, and ties i -> j with j -> i.

    Into `counted` int64[3]. `mutual`: each pair is given once and stands for a tie either way.
    """
    start = np.zeros(n + 1, dtype=np.int64)
    for e in range(sources.shape[0]):
        start[sources[e]] += 1
        if mutual:
            start[targets[e]] += 1
    ties = 0
    for i in range(n + 1):  # first where the ties of each end; each that is put there moves it towards where they begin
        ties += start[i]
        start[i] = ties
    to = np.empty(ties, dtype=np.int64)
    for e in range(sources.shape[0]):
        start[sources[e]] -= 1
        to[start[sources[e]]] = targets[e]
        if mutual:
            start[targets[e]] -= 1
            to[start[targets[e]]] = sources[e]
    if n <= FEW_WORDS * WORD:
        _paths_of_few(start, to, counted)
        return
    named_by = np.full(n, -1, dtype=np.int64)
    for i in range(n):
        for e in range(start[i], start[i + 1]):
            named_by[to[e]] = i
        for e in range(start[i], start[i + 1]):
            j = to[e]
            for f in range(start[j], start[j + 1]):
                if to[f] != i:
                    counted[0] += 1
                    if named_by[to[f]] == i:
                        counted[1] += 1
                else:
                    counted[2] += 1


def _count_paths(sources: ArrayLike, targets: ArrayLike, n: int, mutual: bool) -> tuple[int, int, int]:
    counted = np.zeros(3, dtype=np.int64)
    a, b = np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64)
    _paths(np.ascontiguousarray(a), np.ascontiguousarray(b), n, mutual, counted)
    paths, closed, returned = counted.tolist()
    return paths, closed, returned


def transitivity(sources: ArrayLike, targets: ArrayLike, n: int, directed: bool = True) -> Result:
    """Share of two-step paths i -> j -> k (three different people) that are closed by i -> k.

    Undirected: 3 triangles / connected triples. Time grows with the sum of squared degrees, memory with ties.
    """
    a, b = (sources, targets) if directed else undirected(sources, targets, n)
    return _closed(_count_paths(a, b, n, not directed))


def _closed(counted: tuple[int, int, int]) -> Result:
    paths, closed, _ = counted
    return defined(closed / paths) if paths else null("nobody is two steps away from anybody")


def isolates(sources: ArrayLike, targets: ArrayLike, n: int) -> Result:
    """Number of people without any tie, in or out."""
    tied = np.zeros(n, dtype=np.bool_)
    tied[np.asarray(sources, dtype=np.int64)] = True
    tied[np.asarray(targets, dtype=np.int64)] = True
    return defined(n - int(tied.sum())) if n else null(NOBODY)


def component_sizes(sources: ArrayLike, targets: ArrayLike, n: int) -> NDArray[np.int64]:
    """Sizes of the pieces that the undirected network falls into, largest first; isolates are pieces too."""
    return piece_sizes(sources, targets, n)


def pairs_of(view: View) -> Ties:
    """Tied pairs of a view, looked for once: as ties they give every undirected measure what all ties give."""
    return view.once("tied_pairs", lambda: undirected(view.sources, view.sinks, view.people))


def _directed(view: View) -> tuple[int, int, int]:
    """What `_paths` counts of the directed ties, once for a view."""
    return view.once("directed_paths", lambda: _count_paths(view.sources, view.sinks, view.people, False))


def _returned(view: View) -> Result:
    return defined(_directed(view)[2] / view.sources.size) if view.sources.size else null(NO_TIES)


def _pieces(view: View) -> NDArray[np.int64]:
    return view.once("pieces", lambda: component_sizes(view.sources, view.sinks, view.people))


def _ties(view: View) -> Result:
    return defined(view.sources.size) if view.people else null(NOBODY)


def _tied_pairs(view: View) -> Result:
    return defined(pairs_of(view)[0].size) if view.people else null(NOBODY)


def _mean_degree(view: View) -> Result:
    return defined(view.sources.size / view.people) if view.people else null(NOBODY)


def _components(view: View) -> Result:
    sizes = _pieces(view)
    return defined(sizes.size) if sizes.size else null(NOBODY)


def _largest(view: View) -> Result:
    sizes = _pieces(view)
    return defined(sizes[0] / sizes.sum()) if sizes.size else null(NOBODY)


def _measure(name: str, wording: str, dutch: str, definition: str, undefined: str, **other: Any) -> Measure:
    facts: dict[str, Any] = {"unit": "share", "low": 0.0, "high": 1.0, "sources": WASSERMAN, **other}
    return Measure(name, "network", wording, dutch, definition=definition, undefined=undefined, **facts)


MEASURES: Final = (
    _measure(
        "ties", "ties, each direction counted", "banden, elke richting geteld",
        "number of directed ties between people present", NOBODY, unit="count", high=np.inf, compute=_ties,
    ),
    _measure(
        "tied_pairs", "pairs of people with a tie, whoever of the two has it",
        "paren mensen met een band, wie van beiden die ook heeft",
        "number of undirected ties between people present", NOBODY, unit="count", high=np.inf, compute=_tied_pairs,
    ),
    _measure(
        "mean_degree", "ties that a person has", "banden die iemand heeft",
        "directed ties / people present", NOBODY, unit="ties per person", high=np.inf, compute=_mean_degree,
    ),
    _measure(
        "density", "share of possible ties that exist", "aandeel van de mogelijke banden dat bestaat",
        "directed ties / (n (n - 1))", TWO_PEOPLE,
        compute=lambda view: density(view.sources, view.sinks, view.people),
    ),
    _measure(
        "reciprocity", "share of ties that are returned", "aandeel banden dat wederzijds is",
        "directed ties with a tie back / directed ties", NO_TIES,
        compute=_returned,
    ),
    _measure(
        "closure", "how often the contacts of my contacts are mine",
        "hoe vaak contacten van mijn contacten ook de mijne zijn",
        "closed paths i -> j -> k with i -> k / paths i -> j -> k", "nobody is two steps away from anybody",
        compute=lambda view: _closed(_directed(view)),
    ),
    _measure(
        "closure_undirected", "how often two contacts of a person are in contact",
        "hoe vaak twee contacten van een persoon elkaar kennen",
        "3 triangles / connected triples of the undirected network", "nobody has two contacts",
        compute=lambda view: _closed(_count_paths(*pairs_of(view), view.people, True)),
    ),
    _measure(
        "isolates", "people without any tie", "mensen zonder enige band",
        "number of people present with no tie in or out", NOBODY, unit="people", high=np.inf,
        compute=lambda view: isolates(view.sources, view.sinks, view.people),
    ),
    _measure(
        "components", "pieces that the network falls into", "stukken waarin het netwerk uiteenvalt",
        "connected components of the undirected network, isolates included", NOBODY,
        unit="count", low=1.0, high=np.inf, compute=_components,
    ),
    _measure(
        "largest_component", "share of people in the largest piece of the network",
        "aandeel mensen in het grootste stuk van het netwerk",
        "people in the largest connected component / people", NOBODY, compute=_largest,
    ),
)  # fmt: skip
