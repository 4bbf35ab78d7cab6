"""Luck as a pure function: u(seed, week, rule, who, number). Nothing is consumed.

Counter-based, with the finaliser of splitmix64 (Steele, Lea & Flood 2014) as the mixing function. Adding
a rule, a person, a tie or an intervention therefore shifts nobody else's luck. ``rule`` is the hash of the
rule's *name* (`stream_key`), ``who`` the person's key; a draw about two people uses both keys.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np

from lcsim.chance.compiled import compiled

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MULTIPLIER_1 = np.uint64(0xBF58476D1CE4E5B9)
MULTIPLIER_2 = np.uint64(0x94D049BB133111EB)
PAIR = np.uint64(0xD1342543DE82EF95)
U1 = np.uint64(1)
U11 = np.uint64(11)
U12 = np.uint64(12)
U27 = np.uint64(27)
U30 = np.uint64(30)
U31 = np.uint64(31)
TWO_TO_MINUS_52 = 2.220446049250313e-16
TWO_TO_MINUS_53 = 1.1102230246251565e-16


@lru_cache(maxsize=4096)
def stream_key(*names: object) -> np.uint64:
    """64-bit key of a name, or of a path of names and numbers: the first eight bytes of its SHA-256.

    Independent of Python version, platform and the order in which things were created.
    """
    text = "\x1f".join(str(name) for name in names)
    return np.uint64(int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "little"))


@compiled
def mix(x: np.uint64) -> np.uint64:
    """Scramble 64 bits (a bijection)."""
    x = (x ^ (x >> U30)) * MULTIPLIER_1
    x = (x ^ (x >> U27)) * MULTIPLIER_2
    return x ^ (x >> U31)


@compiled
def stream(seed: np.uint64, week: int, rule: np.uint64) -> np.uint64:
    """Start of the luck of one rule in one week (weeks may be negative: before the founding)."""
    return mix(mix(np.uint64(seed) + GOLDEN) + np.uint64(week) * GOLDEN + rule)


@compiled
def bits(start: np.uint64, who: np.uint64, number: int) -> np.uint64:
    """64 random bits: draw `number` (0, 1, ...) of `who` in the stream `start`."""
    return mix(mix(start ^ who) + np.uint64(number) * GOLDEN)


@compiled
def pair_bits(start: np.uint64, who: np.uint64, other: np.uint64, number: int) -> np.uint64:
    """64 random bits of an ordered pair: not the same as those of `other` and `who`."""
    return mix(mix((start ^ who) + np.uint64(number) * GOLDEN) + other * PAIR)


@compiled
def to_share(h: np.uint64) -> float:
    """Random bits to a multiple of 2**-53 in [0, 1)."""
    return np.float64(h >> U11) * TWO_TO_MINUS_53


@compiled
def to_open_share(h: np.uint64) -> float:
    """Random bits to a number in (0, 1), both ends excluded."""
    return (np.float64(h >> U12) + 0.5) * TWO_TO_MINUS_52


@compiled
def to_index(h: np.uint64, n: int) -> int:
    """Random bits to a whole number in 0..n-1 (bias below n / 2**53)."""
    return np.int64(np.float64(h >> U11) * TWO_TO_MINUS_53 * n)  # type: ignore[return-value]


@compiled
def uniform(start: np.uint64, who: np.uint64, number: int) -> float:
    """Uniform draw in [0, 1)."""
    return to_share(bits(start, who, number))
