"""Luck and its arithmetic in plain Python: the twin of `lcsim.chance`, from which it imports nothing.

Whole numbers are Python's own, masked to 64 bits; the bits of a float are taken with `struct` and `math`.
"""

from __future__ import annotations

import hashlib
import math
import struct
from functools import lru_cache

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
PAIR = 0xD1342543DE82EF95


@lru_cache
def name_key(*names: object) -> int:
    """64 bits that stand for a name, or for a path of names and numbers."""
    text = "\x1f".join(str(name) for name in names)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


def scramble(x: int) -> int:
    """The finaliser of splitmix64."""
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def luck_of(seed: int, week: int, *rule: object) -> int:
    """Where the luck of a rule in a week starts."""
    return scramble((scramble((int(seed) + GOLDEN) & MASK) + int(week) * GOLDEN + name_key(*rule)) & MASK)


def bits(start: int, who: int, number: int) -> int:
    """Draw `number` of `who`: 64 random bits."""
    return scramble((scramble(int(start) ^ int(who)) + int(number) * GOLDEN) & MASK)


def pair_bits(start: int, who: int, other: int, number: int) -> int:
    """Draw `number` of `who` about `other`."""
    own = scramble(((int(start) ^ int(who)) + int(number) * GOLDEN) & MASK)
    return scramble((own + int(other) * PAIR) & MASK)


def meeting_draw(meeting: int, rule: str, number: int) -> int:
    """64 random bits: draw `number` (1, 2, ...) of a rule within one meeting of two people."""
    return scramble((int(meeting) + name_key(rule) + number * GOLDEN) & MASK)


def share(h: int) -> float:
    """Bits to [0, 1): the upper 53 as a fraction."""
    return math.ldexp(int(h) >> 11, -53)


def open_share(h: int) -> float:
    """Bits to (0, 1): the middle of one of 2**52 equal pieces."""
    return math.ldexp((int(h) >> 12) + 0.5, -52)


def index(h: int, n: int) -> int:
    """Bits to 0..n-1."""
    return int(share(h) * n)


def uniform(start: int, who: int, number: int) -> float:
    """Draw `number` of `who`, uniform in [0, 1)."""
    return share(bits(start, who, number))


# --- arithmetic ---------------------------------------------------------------------------------------------


def horner(x: float, *coefficients: float) -> float:
    """Value of a polynomial, the highest power first."""
    value = coefficients[0]
    for coefficient in coefficients[1:]:
        value = value * x + coefficient
    return value


LN2_HIGH = 0.6931471803691238
LN2_LOW = 1.9082149292705877e-10


def exponential(x: float) -> float:
    """e ** x: split off the power of two, Taylor for the rest."""
    if x < -700.0:
        return 0.0
    x = min(float(x), 700.0)
    n = math.floor(x * 1.4426950408889634 + 0.5)
    rest = (x - n * LN2_HIGH) - n * LN2_LOW
    return math.ldexp(horner(rest, *(1.0 / math.factorial(k) for k in range(13, -1, -1))), n)


def split(x: float) -> tuple[int, float]:
    """x = m * 2**e with m from (about) the square root of a half up to the square root of two."""
    lower = struct.unpack("<d", struct.pack("<q", 0x3FE6A09E00000000))[0]
    m, e = math.frexp(x)
    if m < lower:
        m, e = 2.0 * m, e - 1
    return e, m


def logarithm(x: float) -> float:
    """ln x from the series of artanh."""
    e, m = split(x)
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    series = horner(z, *(2.0 / odd for odd in range(21, 2, -2)))
    return e * LN2_HIGH + (2.0 * s + (s * z * series + e * LN2_LOW))


def short_logarithm(x: float) -> float:
    """ln x within 1e-6."""
    e, m = split(x)
    f = m - 1.0
    small = horner(f, 0.1182748089, -0.189019828, 0.2060467387, -0.2488133917, 0.3330329822, -0.5000196515, 1.000003248)
    return e * 0.6931471805599453 + small * f


CENTRE = (
    (
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
    ),
    (
        5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
        5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0,
    ),
)  # fmt: skip
SHOULDER = (
    (
        7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
        3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
        0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0,
    ),
)  # fmt: skip
TAIL = (
    (
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
        0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
    ),
    (
        2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
        0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0,
    ),
)  # fmt: skip


def normal_quantile(probability: float) -> float:
    """Standard normal quantile (Wichura 1988, AS 241)."""
    q = probability - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * horner(r, *CENTRE[0]) / horner(r, *CENTRE[1])
    r = math.sqrt(-logarithm(min(probability, 1.0 - probability)))
    r, (above, below) = (r - 1.6, SHOULDER) if r <= 5.0 else (r - 5.0, TAIL)
    value = horner(r, *above) / horner(r, *below)
    return -value if q < 0.0 else value


def power(base: float, exponent: float) -> float:
    """A base in 0..1 to a positive power."""
    return 0.0 if base <= 0.0 else exponential(exponent * logarithm(base))


def total(numbers) -> float:
    """Add from left to right (Python's own `sum` compensates since 3.12)."""
    value = 0.0
    for number in numbers:
        value += number
    return value


def within_bounds(x: float) -> float:
    """Keep within 0..1."""
    return min(max(x, 0.0), 1.0)
