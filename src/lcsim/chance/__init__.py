"""Luck as a pure function, and the arithmetic that keeps it the same everywhere.

No generator is ever created: each draw is a hash of (seed, week, rule, who, number). The landscape of
practice quality lives here too, because it is luck of the environment: a hash of its own seed.
"""

from lcsim.chance.arithmetic import exponential, logarithm, normal_quantile, short_logarithm
from lcsim.chance.compiled import cache_folder, compiled, inlined, is_cold, sources_digest
from lcsim.chance.draws import (
    bits,
    mix,
    pair_bits,
    stream,
    stream_key,
    to_index,
    to_open_share,
    to_share,
    uniform,
)
from lcsim.chance.landscape import contribution, gain, gain_in, quality, quality_in, renew_contributions, room, tabulate

__all__ = [
    "bits",
    "cache_folder",
    "compiled",
    "contribution",
    "exponential",
    "gain",
    "gain_in",
    "inlined",
    "is_cold",
    "logarithm",
    "mix",
    "normal_quantile",
    "pair_bits",
    "quality",
    "quality_in",
    "renew_contributions",
    "room",
    "short_logarithm",
    "sources_digest",
    "stream",
    "stream_key",
    "tabulate",
    "to_index",
    "to_open_share",
    "to_share",
    "uniform",
]
