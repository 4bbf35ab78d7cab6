"""Bass 1969: adoption grows with a hazard p + q F; the peak is at ln(q / p) / (p + q)."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest

from lcsim.part.names import EVENTS
from tests.second_reading.runs import PEOPLE, published


def adoption(p: float, q: float, people: int = 20_000, weeks: int = 150, seed: int = 1) -> np.ndarray:
    """Share who have adopted by week; probabilities a turn are those of a tenth of a unit of time."""
    found = published(
        "bass", seed, calendar__weeks=weeks, rules__innovation_and_imitation__innovation=p / 10,
        rules__innovation_and_imitation__imitation=q / 10, **{PEOPLE: people},
    )  # fmt: skip
    share = np.cumsum(found.events[:, :, EVENTS.index("switched")].sum(axis=1)) / people
    assert share[-1] == pytest.approx((found.final.practice[:, 0] == 1).mean())
    return share


@pytest.mark.parametrize(("p", "q"), [(0.03, 0.38), (0.02, 0.6), (0.1, 0.3)])
def test_the_curve(p: float, q: float) -> None:
    share = adoption(p, q)
    closed = [(1 - exp(-(p + q) * t / 10)) / (1 + q / p * exp(-(p + q) * t / 10)) for t in range(151)]
    assert np.abs(share - closed).max() < 0.03


def test_the_peak() -> None:
    p, q = 0.03, 0.6
    new = np.diff(adoption(p, q))
    smooth = np.convolve(new, np.ones(15) / 15, "valid")
    assert abs((smooth.argmax() + 7.5) / 10 - log(q / p) / (p + q)) < 0.6


def test_without_imitation_it_is_exponential_and_without_innovation_nothing() -> None:
    share = adoption(0.1, 0.0)
    assert share[100] == pytest.approx(1 - exp(-1.0), abs=0.015)
    assert adoption(0.0, 0.5, people=100)[-1] == 0.0
