"""Which runs a sweep has, in which order they are done, and how they are known again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class RunKey:
    """A run of a sweep: ordered by replicate, then point, then arm, so that a sweep that was broken off is balanced.

    All arms and points of one replicate have the same seed: common random numbers.
    """

    replicate: int
    point: int
    arm: int


def all_runs(replicates: int, points: int, arms: int, in_turn: bool = False) -> Iterator[RunKey]:
    """Every run in order; `in_turn`: replicate r only at point r mod points."""
    for replicate in range(replicates):
        for point in (replicate % points,) if in_turn else range(points):
            for arm in range(arms):
                yield RunKey(replicate, point, arm)


def shard_of(runs: Iterable[RunKey], points: int, shard: tuple[int, int]) -> Iterator[RunKey]:
    """Runs of shard i of n (counted from 1): every n-th point of a replicate with all its arms."""
    number, count = shard
    return (run for run in runs if (run.replicate * points + run.point) % count == number - 1)


def point_text(values: Sequence[Any]) -> str:
    """What a point is known by, wherever it stands in a design: its values as JSON."""
    return json.dumps(list(values), ensure_ascii=False)
