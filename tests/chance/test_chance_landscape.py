"""The landscape: uniform contributions, the right neighbours, disturbances that redraw their share."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lcsim.chance import contribution, gain, quality

ALARM = 1e-6


class World:
    """A landscape with partners drawn by NumPy's luck."""

    def __init__(self, domains: int, options: int, complexity: int, key: int = 77, share: float = 0.0) -> None:
        luck = np.random.default_rng(key)
        self.domains, self.options = domains, options
        self.partners = np.zeros((domains, complexity), np.int16)
        for k in range(domains):
            self.partners[k] = luck.permutation([m for m in range(domains) if m != k])[:complexity]
        self.dependents = np.zeros((domains, domains), np.int16)
        self.count = np.zeros(domains, np.int16)
        for k in range(domains):
            readers = [m for m in range(domains) if k in self.partners[m]]
            self.dependents[k, : len(readers)], self.count[k] = readers, len(readers)
        self.key = np.uint64(key)
        self.table = np.empty((domains, options, 0))  # none: every contribution is hashed anew
        self.redraw = (np.array([999], np.uint64), np.array([share]))
        self.luck = luck

    def ways(self, n: int) -> np.ndarray:
        return self.luck.integers(0, self.options, (n, self.domains)).astype(np.int16)

    def f(self, domain: int, way: np.ndarray, happened: int = 0) -> float:
        return contribution(domain, way[domain], way, self.partners, self.key, *self.redraw, happened)

    def quality(self, way: np.ndarray, happened: int = 0) -> float:
        return quality(way, self.table, self.partners, self.key, *self.redraw, happened)

    def gain(self, way: np.ndarray, domain: int, option: int) -> float:
        rest = (self.partners, self.dependents, self.count, self.key, *self.redraw, 0)
        return gain(way, domain, option, self.table, *rest)


def test_contributions_are_uniform() -> None:
    world = World(12, 4, 3)
    f = [world.f(int(k), way) for k, way in enumerate(world.ways(12))]
    f += [world.f(k, way) for way in world.ways(300) for k in range(12)]
    assert stats.kstest(np.unique(f), "uniform").pvalue > ALARM


def test_a_switch_touches_the_domain_and_those_that_depend_on_it() -> None:
    world = World(12, 4, 3)
    for way in world.ways(30):
        for k in range(12):
            other = way.copy()
            other[k] = (way[k] + 1) % 4
            touched = {m for m in range(12) if world.f(m, way) != world.f(m, other)}
            assert touched == {k, *world.dependents[k, : world.count[k]].tolist()}


def test_gain_is_the_change_in_quality() -> None:
    world = World(12, 4, 5)
    for way in world.ways(50):
        k, q = int(world.luck.integers(12)), int(world.luck.integers(4))
        kept, other = way.copy(), way.copy()
        other[k] = q
        assert world.gain(way, k, q) == pytest.approx(12 * (world.quality(other) - world.quality(way)), abs=1e-12)
        assert np.array_equal(way, kept)


def test_undecided_domains_contribute_nothing() -> None:
    world = World(6, 3, 2)
    assert world.quality(np.full(6, -1, np.int16)) == 0.0


@pytest.mark.parametrize(("domains", "options", "complexity"), [(40, 3, 39), (40, 7, 39), (40, 15, 39), (64, 63, 63)])
def test_own_option_counts_however_many_partners(domains: int, options: int, complexity: int) -> None:
    """Keys of many options must not push the own option out of the 64 bits."""
    world = World(domains, options, complexity)
    for way in world.ways(5):
        seen = set()
        for q in range(options):
            way[0] = q
            seen.add(world.f(0, way))
        assert len(seen) == options


def test_a_disturbance_redraws_its_share() -> None:
    world = World(12, 4, 3, share=0.75)
    pairs = {(world.f(k, way), world.f(k, way, 1)) for way in world.ways(400) for k in range(12)}
    redrawn = sum(before != after for before, after in pairs)
    assert stats.binomtest(redrawn, len(pairs), 0.75).pvalue > ALARM
    assert stats.kstest([after for before, after in pairs if before != after], "uniform").pvalue > ALARM
    related = stats.pearsonr(*zip(*[pair for pair in pairs if pair[0] != pair[1]], strict=True))
    assert related.pvalue > ALARM


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_all_or_nothing(share: float) -> None:
    world = World(8, 3, 2, share=share)
    for way in world.ways(40):
        assert (world.quality(way) != world.quality(way, 1)) == (share == 1.0)


def test_landscapes_of_two_keys_are_unrelated() -> None:
    one, other = World(8, 4, 2, key=1), World(8, 4, 2, key=2)
    ways = one.ways(500)
    related = stats.pearsonr([one.quality(way) for way in ways], [other.quality(way) for way in ways])
    assert related.pvalue > ALARM


def test_complexity_makes_ruggedness() -> None:
    """Without partners neighbours are alike; with all others as partners hardly more than strangers (Kauffman 1993)."""

    def likeness(complexity: int) -> float:
        world = World(10, 2, complexity)
        ways = world.ways(600)
        near = ways.copy()
        near[:, 3] = 1 - near[:, 3]
        here, there = [world.quality(way) for way in ways], [world.quality(way) for way in near]
        return float(np.corrcoef(here, there)[0, 1])

    smooth, rugged = likeness(0), likeness(9)
    assert smooth > 0.75  # theory: 1 - 1/10 on average over domains
    assert abs(rugged) < 0.2  # theory: 0


def test_known_bits_on_every_python_and_machine() -> None:
    partners = np.array([[1, 2], [2, 0], [0, 1]], np.int16)
    redraw = (np.array([5], np.uint64), np.array([0.9]))
    way = np.array([2, -1, 0], np.int16)
    found = [
        quality(way, np.empty((3, 3, 0)), partners, np.uint64(2**63 + 1), *redraw, happened).hex()
        for happened in (0, 1)
    ]
    assert found == ["0x1.0b4c6c1bf81f6p-1", "0x1.cb26ca32d5e05p-2"]
