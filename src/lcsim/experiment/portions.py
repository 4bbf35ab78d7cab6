"""Runs of a sweep in chunks of about the same time, as it turns out how long a run takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from lcsim.experiment.executors import Keys

AIM: Final = 2.0
"""Seconds that a chunk should take: long beside handing it out, short beside what a kill would cost."""
MOST_RUNS: Final = 200
PER_WORKER: Final = 4
"""Chunks that each worker should still get at least: towards the end they become smaller, so that all end together."""


def timed(do: Callable[..., bytes], work: bytes, keys: Keys) -> tuple[float, bytes]:
    """Seconds that runs took where they were done, and their chunk."""
    began = time.perf_counter()
    content = do(work, keys)
    return time.perf_counter() - began, content


class Portions:
    """Chunks of `runs` in their order, made when they are asked for; of one run until `took` has told of some.

    No run is tried in advance: one that ends its process ends a worker, as any other would.
    """

    def __init__(self, runs: Sequence[tuple[int, int, int]], at_once: int) -> None:
        self._runs = runs
        self._at_once = at_once
        self._at = 0
        self._seconds = 0.0

    def took(self, seconds: float, runs: int) -> None:
        """Learn what a chunk took; the quickest counts, for the first of a worker also loads the model."""
        if seconds <= 0.0:
            return  # nobody did it
        each = seconds / runs
        self._seconds = min(each, self._seconds or each)

    def __iter__(self) -> Iterator[Keys]:
        while self._at < len(self._runs):
            found = tuple(self._runs[self._at : self._at + self._size()])
            self._at += len(found)
            yield found

    def _size(self) -> int:
        if not self._seconds:
            return 1
        left = len(self._runs) - self._at
        return max(1, min(MOST_RUNS, int(AIM / self._seconds), -(-left // (PER_WORKER * self._at_once))))
