"""The twins' own luck and arithmetic give the same bits as lcsim.chance."""

from __future__ import annotations

import math
import random
import struct

import numpy as np
import pytest

from lcsim import chance
from tests.reference import luck
from tests.reference.landscape import Landscape

EDGES = [0, 1, 2, 2**11 - 1, 2**11, 2**12, 2**32 - 1, 2**32, 2**53 - 1, 2**53, 2**63 - 1, 2**63, 2**64 - 1]


def some_bits(n: int) -> list[int]:
    draw = random.Random(n)
    return EDGES + [draw.getrandbits(64) for _ in range(n)]


def same(one: float, other: float) -> bool:
    return struct.pack("<d", one) == struct.pack("<d", other)


def test_scrambling_and_shares() -> None:
    for x in some_bits(2000):
        given = np.uint64(x)
        assert int(chance.mix(given)) == luck.scramble(x)
        assert same(chance.to_share(given), luck.share(x))
        assert same(chance.to_open_share(given), luck.open_share(x))
        for n in (1, 2, 3, 7, 12, 1000):
            assert int(chance.to_index(given, n)) == luck.index(x, n)


def test_streams_and_draws() -> None:
    keys = some_bits(60)
    for at, seed in enumerate(keys):
        rule = f"rule_{at}"
        assert int(chance.stream_key(rule)) == luck.name_key(rule)
        assert int(chance.stream_key(rule, "part", at)) == luck.name_key(rule, "part", at)
        for week in (-3, 0, 1, 52, 999):
            start = int(chance.stream(np.uint64(seed), week, chance.stream_key(rule)))
            assert start == luck.luck_of(seed, week, rule)
        who, other = keys[(at + 1) % len(keys)], keys[(at + 7) % len(keys)]
        for number in (0, 1, 100, 2007):
            args = np.uint64(start), np.uint64(who)
            assert int(chance.bits(*args, number)) == luck.bits(start, who, number)
            assert same(chance.uniform(*args, number), luck.uniform(start, who, number))
            assert int(chance.pair_bits(*args, np.uint64(other), number)) == luck.pair_bits(start, who, other, number)


def exponents() -> list[float]:
    draw = random.Random(5)
    edges = [0.0, -0.0, 1.0, -1.0, 700.0, -700.0, 701.0, 1e9, -700.0001, -1e9, 5e-324, -1e-17, math.log(2) / 2]
    return edges + [draw.uniform(-30, 30) for _ in range(3000)] + [draw.uniform(-705, 705) for _ in range(1000)]


def positive_numbers() -> list[float]:
    draw = random.Random(6)
    half = math.sqrt(0.5)
    edges = [1.0, 2.0, 0.5, 2.0**-52, 2.0**-53, 1.0 - 2.0**-53, math.nextafter(1.0, 2.0), half, 2.0**-1022, 1.7e308]
    near = struct.unpack("<d", struct.pack("<q", 0x3FE6A09E00000000))[0]
    edges += [near, math.nextafter(near, 0.0), math.nextafter(near, 1.0), math.nextafter(half, 0.0)]
    shares = [draw.random() or 0.5 for _ in range(3000)]
    return edges + shares + [math.ldexp(0.5 + draw.random() / 2, draw.randint(-1000, 1000)) for _ in range(1000)]


def test_exponential() -> None:
    for x in exponents():
        assert same(chance.exponential(x), luck.exponential(x)), x


@pytest.mark.parametrize("name", ["logarithm", "short_logarithm"])
def test_logarithms(name: str) -> None:
    for x in positive_numbers():
        assert same(getattr(chance, name)(x), getattr(luck, name)(x)), x


def test_normal_quantile() -> None:
    draw = random.Random(7)
    edges = [0.5, 0.075, 0.925, math.nextafter(0.075, 0.0), math.nextafter(0.925, 1.0), 2.0**-53, 1.0 - 2.0**-53]
    edges += [1e-300, 1e-11, 1.3e-11, 1.4e-11, 0.5 + 2.0**-53, 0.5 - 2.0**-54]
    for p in edges + [draw.random() or 0.5 for _ in range(3000)] + [math.exp(-draw.uniform(1, 60)) for _ in range(500)]:
        assert same(chance.normal_quantile(p), luck.normal_quantile(p)), p


@pytest.mark.parametrize(("options", "complexity"), [(2, 0), (4, 2), (4, 3), (3, 11), (11, 5)])
def test_landscape(options: int, complexity: int) -> None:
    assert chance.room(4, 2, 12) == 25
    assert chance.room(11, 5, 12) == 0
    draw = np.random.default_rng(options)
    domains = 12
    partners = np.array(
        [draw.permutation([m for m in range(domains) if m != k])[:complexity] for k in range(domains)], np.int16
    ).reshape(domains, complexity)
    dependents, count = np.zeros((domains, domains), np.int16), np.zeros(domains, np.int16)
    for k in range(domains):
        readers = [m for m in range(domains) if k in partners[m]]
        dependents[k, : len(readers)], count[k] = readers, len(readers)
    key, redraw_key = np.uint64(2**64 - 12345), draw.integers(0, 2**64, 3, np.uint64, endpoint=False)
    redraw_share = np.array([0.75, 0.0, 0.3])
    for happened in range(4):
        plain = Landscape(partners.tolist(), int(key), [(int(redraw_key[d]), redraw_share[d]) for d in range(happened)])
        rest = (key, redraw_key, redraw_share, happened)
        tables = [np.empty((domains, options, 0))]
        if chance.room(options, complexity, domains) > 0:
            tables.append(np.empty((domains, options, chance.room(options, complexity, domains))))
            chance.tabulate(tables[1], partners, *rest)
        for _ in range(40):
            way = draw.integers(-1, options, domains).astype(np.int16)
            domain, option = int(draw.integers(domains)), int(draw.integers(options))
            for table in tables:
                assert same(chance.quality(way, table, partners, *rest), plain.quality(way))
                kept = way.copy()
                compiled = chance.gain(way, domain, option, table, partners, dependents, count, *rest)
                assert same(compiled, plain.gain(way, domain, option))
                assert np.array_equal(way, kept)
