"""Where runs are done: one seam, shaped like ``concurrent.futures.Executor``.

In this process, over local processes, on a Dask cluster (`lcsim.experiment.on_dask`), or by any other executor that
takes a function and its arguments. Chunks of runs go out, bytes come back; a worker that dies takes nothing along.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Any, Final

from lcsim.experiment.work import prepare_worker
from lcsim.experiment.workers import DIED, end_pool, without_main

Keys = tuple[tuple[int, int, int], ...]
"""Runs of a chunk: replicate, point, arm of each."""

AHEAD: Final = 2
"""Chunks handed out per worker: one to do, one to go on with at once."""

PATIENCE: Final = 0.5
"""Seconds between looks at whether somebody wants to stop."""


class Here(Executor):
    """An executor that does what it is given at once, in this process."""

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Do it."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*given, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def local_processes(workers: int) -> Callable[[], Executor]:
    """How to start local processes: always ``spawn``, the same on every system."""

    def make() -> Executor:
        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=prepare_worker)

    return make


class Dispatch:
    """Hands chunks out and takes their bytes in, whatever happens to workers.

    Parameters
    ----------
    make
        Makes an executor; another one when the first is broken.
    do
        Does the runs of a chunk: bytes.
    at_once
        Chunks under way at the same time.
    give_up
        Makes the chunk of a run whose worker died whenever it was tried.
    stopping
        Asked every now and then whether to hand out no more.
    """

    def __init__(
        self,
        make: Callable[[], Executor],
        do: Callable[..., bytes],
        work: bytes,
        at_once: int,
        give_up: Callable[[tuple[int, int, int], str], bytes],
        stopping: Callable[[], bool],
    ) -> None:
        self._make = make
        self._do = do
        self._work = work
        self._at_once = at_once
        self._give_up = give_up
        self._stopping = stopping
        self._pool: Executor | None = None

    def over(self, chunks: Sequence[Keys]) -> Iterator[tuple[Keys, bytes]]:
        """Yield chunks as they are done; those that were not begun when somebody stopped are left out.

        A chunk whose worker died is tried run by run, each alone; a run that kills its worker again has failed.
        """
        waiting = deque(chunks)
        suspects: deque[Keys] = deque()
        under_way: dict[Future[bytes], Keys] = {}
        finished = False
        try:
            while under_way or ((waiting or suspects) and not self._stopping()):
                alone = bool(suspects) and not under_way
                if alone:
                    self._hand_out(suspects.popleft(), under_way, suspects)
                while not suspects and waiting and len(under_way) < self._at_once and not self._stopping():
                    self._hand_out(waiting.popleft(), under_way, suspects)
                for future in wait_for(under_way, PATIENCE, FIRST_COMPLETED).done:
                    keys = under_way.pop(future)
                    content, broken = self._taken(future, keys, alone)
                    if broken:
                        self._end()
                    if content is not None:
                        yield keys, content
                    else:
                        suspects.extend((key,) for key in keys)
            finished = True
        finally:
            self._end(now=not finished)

    def _hand_out(self, keys: Keys, under_way: dict[Future[bytes], Keys], suspects: deque[Keys]) -> None:
        for _ in range(2):  # once more if the executor broke since it was last used
            if self._pool is None:
                self._pool = self._make()
            try:
                with without_main():
                    under_way[self._pool.submit(self._do, self._work, keys)] = keys
                return
            except (BrokenExecutor, RuntimeError):
                self._end()
        suspects.append(keys)

    def _taken(self, future: Future[bytes], keys: Keys, alone: bool) -> tuple[bytes | None, bool]:
        """Bytes of a chunk, ``None`` if it is to be tried run by run; and whether the executor is broken."""
        try:
            return future.result(), False
        except (BrokenExecutor, CancelledError):
            return (self._give_up(keys[0], DIED) if alone and len(keys) == 1 else None), True
        except Exception as error:
            why = f"{DIED}; {type(error).__name__}" if "Killed" in type(error).__name__ else f"{type(error).__name__}"
            return (self._give_up(keys[0], why) if alone and len(keys) == 1 else None), False

    def _end(self, now: bool = True) -> None:
        if self._pool is not None:
            end_pool(self._pool, now)
            self._pool = None
