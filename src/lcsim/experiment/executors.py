"""Where runs are done: one seam, shaped like ``concurrent.futures.Executor``.

In this process, over local processes, on a Dask cluster (`lcsim.experiment.on_dask`), or by any other executor that
takes a function and its arguments. Chunks of runs go out, bytes come back; a worker that dies takes nothing along.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from lcsim.experiment.pool import LocalProcesses, end_pool, without_main
from lcsim.experiment.workers import DIED

Keys = tuple[tuple[int, int, int], ...]
"""Runs of a chunk: replicate, point, arm of each."""

Back = TypeVar("Back")
"""What comes back of a chunk."""

AHEAD: Final = 2
"""Chunks handed out per worker: one to do, one to go on with at once."""

PATIENCE: Final = 0.5
"""Seconds between looks at whether somebody wants to stop."""

ANSWER: Final = 120.0
"""Seconds that a worker may take to say whether it can do anything at all."""

TRIES: Final = 3
UNDONE: Final = "it could not be done or sent back"


class UnfitError(Exception):
    """Nobody is there who could do runs: it is no fault of any one run, so the sweep stops and can go on later."""


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


class Borrowed(Executor):
    """The executor of somebody else: what it is given passes through, and it is left running at the end."""

    def __init__(self, lender: Executor) -> None:
        self._lender = lender

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Hand it on."""
        with without_main():
            return self._lender.submit(function, *given, **named)


def nothing_wrong() -> tuple[str, bool]:
    """What is said of workers that are never in trouble."""
    return "", False


@dataclass(frozen=True)
class Workforce:
    """Whoever does the runs.

    Attributes
    ----------
    make
        Makes an executor; another one when the first is broken.
    at_once
        How many chunks it does at the same time.
    trouble
        Why nothing can be done at the moment, empty if it can; and whether that is the end of it.
    """

    make: Callable[[], Executor]
    at_once: int
    trouble: Callable[[], tuple[str, bool]] = nothing_wrong

    @property
    def ahead(self) -> int:
        """Chunks handed out at the same time."""
        return AHEAD * self.at_once


def in_this_process() -> Workforce:
    """Everything here, one after another."""
    return Workforce(Here, 1)


def local_processes(workers: int) -> Workforce:
    """Processes of this machine."""
    return Workforce(lambda: LocalProcesses(workers), workers)


def borrowed(executor: Executor, at_once: int) -> Workforce:
    """Any executor that somebody else has made and will end."""
    return Workforce(lambda: Borrowed(executor), at_once)


class Dispatch(Generic[Back]):
    """Hands chunks out and takes in what comes back, whatever happens to workers.

    Parameters
    ----------
    force
        Whoever does them.
    do
        Does the runs of a chunk. What goes wrong in a run is in what comes back.
    ready
        Called with `work` where runs are done, to see whether anything can be done there at all.
    give_up
        Makes what comes back of a run whose worker died whenever it was tried.
    stopping
        Asked every now and then whether to hand out no more.
    say
        Receives messages for people.
    """

    def __init__(
        self,
        force: Workforce,
        do: Callable[..., Back],
        ready: Callable[[bytes], Any],
        work: bytes,
        give_up: Callable[[tuple[int, int, int], str], Back],
        stopping: Callable[[], bool],
        say: Callable[[str], None],
    ) -> None:
        self._force = force
        self._do = do
        self._ready = ready
        self._work = work
        self._give_up = give_up
        self._stopping = stopping
        self._say = say
        self._said = ""
        self._pool: Executor | None = None

    def over(self, chunks: Iterable[Keys]) -> Generator[tuple[Keys, Back], None, None]:
        """Yield chunks as they are done; those that were not begun when somebody stopped are left out.

        A chunk is asked for when it can be handed out, so that it may depend on those that came back.

        When a worker dies, all that was under way is lost with some executors, and is tried again; what is lost a
        second time is tried alone, then run by run, each alone. A run whose worker dies even then has failed.

        Raises
        ------
        UnfitError
            When no worker can do anything.
        """
        fresh = iter(chunks)
        waiting = deque(islice(fresh, 1))
        suspects: deque[Keys] = deque()
        lost_once: set[Keys] = set()
        under_way: dict[Future[Back], Keys] = {}
        alone = False
        finished = False
        try:
            while under_way or ((waiting or suspects) and not self._stopping()):
                if not under_way:
                    alone = bool(suspects)
                    if alone:
                        keys = suspects.popleft()
                        under_way[self._submit(self._do, keys)] = keys
                while not (alone or suspects or self._stopping()) and waiting and len(under_way) < self._force.ahead:
                    keys = waiting.popleft()
                    under_way[self._submit(self._do, keys)] = keys
                    waiting.extend(() if waiting else islice(fresh, 1))
                done = wait_for(under_way, PATIENCE, FIRST_COMPLETED).done
                if not done and self._stuck():
                    return
                for future in done:
                    keys = under_way.pop(future)
                    content, why, broken = self._taken(future)
                    if content is not None:
                        yield keys, content
                    elif not alone and broken and keys not in lost_once:
                        lost_once.add(keys)
                        waiting.appendleft(keys)
                    elif not alone:
                        suspects.append(keys)
                    elif len(keys) > 1:
                        suspects.extendleft((key,) for key in reversed(keys))
                    else:
                        if broken:
                            self._end()
                        self._ask_whether_ready()
                        yield keys, self._give_up(keys[0], why)
                    if broken:
                        self._end()
            finished = True
        finally:
            self._end(now=not finished)

    def _submit(self, function: Callable[..., Any], *given: Any) -> Future[Any]:
        trouble: Exception | None = None
        for _ in range(TRIES):  # once more if the executor broke since it was last used
            try:
                if self._pool is None:
                    self._pool = self._force.make()
                return self._pool.submit(function, self._work, *given)
            except (BrokenExecutor, RuntimeError, OSError) as error:
                trouble = error
                self._end()
        raise UnfitError(f"nothing can be handed out any more: {type(trouble).__name__}: {trouble}")

    def _ask_whether_ready(self) -> None:
        """Before a run is given up: see that it is not the workers that cannot do anything."""
        try:
            asked = self._submit(self._ready)
            until = time.monotonic() + ANSWER
            while not wait_for([asked], PATIENCE).done:
                if self._stuck() or time.monotonic() > until:
                    raise UnfitError(self._said or "no worker answers")
            asked.result()
        except UnfitError:
            raise
        except (BrokenExecutor, CancelledError, asyncio.CancelledError) as error:
            raise UnfitError("workers die whatever they are given") from error
        except Exception as error:
            raise UnfitError(f"no worker can do anything: {type(error).__name__}: {error}") from error

    def _stuck(self) -> bool:
        """Whether waiting is in vain; says once why nothing happens."""
        words, fatal = self._force.trouble()
        if words and fatal:
            raise UnfitError(words)
        if words and words != self._said:
            self._say(f"{words}; waiting for some (Ctrl-C stops)")
        self._said = words
        return bool(words) and self._stopping()

    def _end(self, now: bool = True) -> None:
        if self._pool is not None:
            end_pool(self._pool, now)
            self._pool = None

    @staticmethod
    def _taken(future: Future[Back]) -> tuple[Back | None, str, bool]:
        """What came back of a chunk, ``None`` if it did not come and why; and whether the executor is broken."""
        try:
            return future.result(), "", False
        except UnfitError:
            raise
        except (BrokenExecutor, CancelledError, asyncio.CancelledError):
            return None, DIED, True
        except Exception as error:  # what goes wrong in a run is in its row: this is of the worker, or of the way back
            name = type(error).__name__
            return None, DIED if "Killed" in name else f"{UNDONE}: {name}: {error}", False
