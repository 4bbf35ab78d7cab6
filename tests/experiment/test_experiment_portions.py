"""Chunks take about the same time: single runs until it is known how long one takes."""

from __future__ import annotations

import pytest

from lcsim.experiment.portions import AIM, MOST_RUNS, Portions

RUNS = [(replicate, point, 0) for replicate in range(20) for point in range(100)]


def sizes(portions: Portions, seconds: float) -> list[int]:
    """Sizes of all chunks when a run takes so long, told as soon as a chunk is made."""
    found = []
    for keys in portions:
        found.append(len(keys))
        portions.took(seconds * len(keys), len(keys))
    return found


@pytest.mark.parametrize("seconds", [0.001, 0.05, 0.5, 5.0])
def test_all_runs_once_in_their_order_in_chunks_of_the_time_aimed_at(seconds: float) -> None:
    made = [key for keys in Portions(RUNS, 2) for key in keys]
    assert made == RUNS
    found = sizes(Portions(RUNS, 2), seconds)
    assert sum(found) == len(RUNS)
    assert found[0] == 1
    assert max(found) == max(1, min(MOST_RUNS, int(AIM / seconds), -(-(len(RUNS) - 1) // 8)))
    assert found[-1] == 1  # all workers come to their end together


def test_single_runs_until_one_came_back_and_the_quickest_counts() -> None:
    portions = Portions(RUNS, 1)
    made = iter(portions)
    assert [len(next(made)) for _ in range(5)] == [1] * 5
    portions.took(0.0, 1)  # a run that nobody could do
    assert len(next(made)) == 1
    portions.took(1.0, 1)
    portions.took(0.1, 1)
    portions.took(2.0, 1)
    assert len(next(made)) == AIM / 0.1
    assert list(Portions([], 1)) == []
