"""Luck: uniform, pure, and the same on every machine."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lcsim.chance import bits, mix, pair_bits, stream, stream_key, to_index, to_open_share, to_share, uniform

ALARM = 1e-6
"""How often a correct generator would fail one of these tests (they are deterministic: it did not)."""

SEED = np.uint64(11)
TURNOVER = stream_key("turnover")


def start_of(week: int, rule: str = "turnover", seed: int = 11) -> np.uint64:
    return np.uint64(stream(np.uint64(seed), week, stream_key(rule)))


def draws(n: int, **where: int) -> np.ndarray:
    start = start_of(where.get("week", 1), seed=where.get("seed", 11))
    return np.array([uniform(start, np.uint64(stream_key("person", i)), 0) for i in range(n)])


@pytest.mark.parametrize("week", [0, 1, 52])
def test_draws_of_many_people_are_uniform(week: int) -> None:
    assert stats.kstest(draws(4000, week=week), "uniform").pvalue > ALARM


@pytest.mark.parametrize(
    "make",
    [
        lambda n: uniform(start_of(1), np.uint64(5), n),
        lambda n: uniform(start_of(n), np.uint64(5), 0),
        lambda n: uniform(start_of(1, seed=n), np.uint64(5), 0),
        lambda n: uniform(start_of(1, rule=f"rule {n}"), np.uint64(5), 0),
        lambda n: uniform(start_of(1), np.uint64(n), 0),
        lambda n: to_share(np.uint64(pair_bits(start_of(1), np.uint64(n), np.uint64(5), 0))),
        lambda n: to_share(np.uint64(pair_bits(start_of(1), np.uint64(5), np.uint64(n), 0))),
    ],
    ids=["number", "week", "seed", "rule", "person", "pair, active", "pair, other"],
)
def test_draws_along_each_axis_are_uniform_and_unrelated(make) -> None:
    """Keys that differ in one low bit must not give draws that are alike."""
    u = np.array([make(n) for n in range(3000)])
    assert stats.kstest(u, "uniform").pvalue > ALARM
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 5.0 / math.sqrt(u.size)


def test_each_bit_is_a_fair_coin() -> None:
    """One bit of one key more, and half of the bits of the draw change (64 x 400 coins)."""
    start = start_of(1)
    flipped = 0
    for who in range(400):
        one = int(bits(start, np.uint64(who), 0))
        for bit in range(64):
            flipped += (one ^ int(bits(start, np.uint64(who ^ 1 << bit), 0))).bit_count()
    n = 400 * 64 * 64
    assert abs(flipped - n / 2) < 6 * math.sqrt(n / 4)


def test_nothing_is_consumed() -> None:
    start = start_of(3)
    before = uniform(start, np.uint64(7), 0)
    for number in range(100):
        uniform(start, np.uint64(8), number)
    assert uniform(start, np.uint64(7), 0) == before


def test_who_sees_whom_matters() -> None:
    start = start_of(3)
    assert pair_bits(start, np.uint64(7), np.uint64(8), 0) != pair_bits(start, np.uint64(8), np.uint64(7), 0)


def test_seed_zero_and_weeks_before_the_founding_are_like_any_other() -> None:
    seen = {int(stream(np.uint64(seed), week, TURNOVER)) for seed in (0, 1, 2) for week in (-10, -1, 0, 1)}
    assert len(seen) == 12


def test_shares_stay_within_their_ends() -> None:
    most = np.uint64(2**64 - 1)
    assert to_share(np.uint64(0)) == 0.0
    assert to_share(most) == 1.0 - 2.0**-53
    assert 0.0 < to_open_share(np.uint64(0)) < to_open_share(most) < 1.0


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6, 7, 12, 63, 64, 1000, 10**6, 2**31 - 1])
def test_an_index_is_never_out_of_range(n: int) -> None:
    assert to_index(np.uint64(0), n) == 0
    assert to_index(np.uint64(2**64 - 1), n) == n - 1


def test_indices_are_uniform() -> None:
    start = start_of(4)
    found = np.bincount([to_index(np.uint64(bits(start, np.uint64(i), 0)), 7) for i in range(7000)], minlength=7)
    assert stats.chisquare(found).pvalue > ALARM


def test_mix_loses_nothing() -> None:
    """A bijection: many inputs that are close together all come out different."""
    assert len({int(mix(np.uint64(x))) for x in range(20000)}) == 20000


KNOWN = {
    "published first output of splitmix64 with seed 0": (mix, (np.uint64(0x9E3779B97F4A7C15),), 0xE220A8397B1DCDAF),
    "mix of 1": (mix, (np.uint64(1),), 0x5692161D100B05E5),
    "mix of all ones": (mix, (np.uint64(2**64 - 1),), 0xB4D055FCF2CBBD7B),
    "a rule": (stream_key, ("observation",), 0xB1F58B8453692C77),
    "a path": (stream_key, ("founding", "person"), 0xE61C7E8FD4CB94C8),
    "a stream": (stream, (np.uint64(1), 1, TURNOVER), 0xEDA29BC0611ACE57),
    "a stream before the founding": (stream, (np.uint64(0), -5, TURNOVER), 0x0F97D2E8E8854898),
    "a draw": (bits, (np.uint64(0xEDA29BC0611ACE57), np.uint64(7), 3), 0x07C4DD7DD59E7010),
    "a pair": (pair_bits, (np.uint64(0xEDA29BC0611ACE57), np.uint64(7), np.uint64(9), 3), 0x6172B1F325F3E0C5),
}


@pytest.mark.parametrize("name", KNOWN)
def test_known_bits_on_every_python_and_machine(name: str) -> None:
    function, given, expected = KNOWN[name]
    assert int(function(*given)) == expected
