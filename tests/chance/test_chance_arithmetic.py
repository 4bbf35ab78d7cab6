"""Our own exp, log and normal quantile against those of C and SciPy, and against known bits."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy import special

from lcsim.chance import exponential, logarithm, normal_quantile, short_logarithm

LUCK = np.random.default_rng(1)
ULP = 2.0**-52


def test_exponential_is_within_two_units_of_the_last_place() -> None:
    for x in LUCK.uniform(-690, 690, 20000):
        assert abs(exponential(x) / math.exp(x) - 1.0) < 2 * ULP, x


def test_exponential_at_its_ends() -> None:
    assert exponential(0.0) == 1.0
    assert exponential(-1e9) == 0.0
    assert exponential(1e9) == exponential(700.0) < math.inf
    assert exponential(-700.0) > 0.0


def test_logarithm_is_within_two_units_of_the_last_place() -> None:
    for x in (*LUCK.random(20000), *np.exp(LUCK.uniform(-690, 690, 5000))):
        assert abs(logarithm(x) - math.log(x)) <= 2 * ULP * max(abs(math.log(x)), 2.0**-10), x


def test_logarithm_near_one_keeps_its_digits() -> None:
    for x in (1.0 - 2.0**-53, 1.0 + ULP, 1.0 + 1e-9, 1.0 - 1e-9):
        assert logarithm(x) == pytest.approx(math.log(x), rel=1e-14)
    assert logarithm(1.0) == 0.0


def test_short_logarithm_is_within_a_millionth_and_never_positive_for_a_share() -> None:
    for x in (2.0**-53, 1.0 - 2.0**-53, math.sqrt(0.5), *LUCK.random(20000)):
        assert abs(short_logarithm(x) - math.log(x)) < 1e-6, x
        assert short_logarithm(x) < 0.0


def test_normal_quantile() -> None:
    for p in (*LUCK.random(20000), *10.0 ** LUCK.uniform(-300, -1, 3000)):
        assert normal_quantile(p) == pytest.approx(special.ndtri(p), rel=2e-14, abs=1e-15), p


def test_normal_quantile_is_odd_and_rises() -> None:
    at = np.linspace(0.0005, 0.9995, 1999)
    z = [normal_quantile(p) for p in at]
    assert all(a < b for a, b in pairwise(z))
    for k in range(1, 512):
        p = k / 1024.0
        assert normal_quantile(p) == -normal_quantile(1.0 - p)
    assert normal_quantile(0.5) == 0.0


@pytest.mark.parametrize(
    ("function", "x", "expected"),
    [
        (exponential, 1.0, "0x1.5bf0a8b14576ap+1"),
        (exponential, -0.37, "0x1.61a7ee209faffp-1"),
        (exponential, -699.5, "0x1.c89c2e339b392p-1010"),
        (logarithm, 0.3, "-0x1.34378fcbda721p+0"),
        (logarithm, 1e-300, "-0x1.5963447f87fb5p+9"),
        (short_logarithm, 0.3, "-0x1.343792cd96dcap+0"),
        (normal_quantile, 0.975, "0x1.f5c0331eeff82p+0"),
        (normal_quantile, 1e-10, "-0x1.97203597a2154p+2"),
        (normal_quantile, 0.3, "-0x1.0c7e39582c5fap-1"),
    ],
)
def test_known_bits_on_every_python_and_machine(function, x: float, expected: str) -> None:
    assert function(x).hex() == expected
