"""Processes of this machine that do jobs: when one dies, whatever it was doing, nobody waits for it."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, ParamSpec, TypeVar

from lcsim.experiment.work import prepare_worker

Given = ParamSpec("Given")
Back = TypeVar("Back")

LOOK: Final = 1.0
"""Seconds between looks at whether new processes have joined the pool."""

GRACE: Final = 2.0
"""Seconds that the pool has to see by itself that one of its processes died."""


@contextmanager
def without_main() -> Iterator[None]:
    """Start workers without importing the main program again: a script needs no ``__main__`` guard.

    What workers receive is found in the modules of this package, never in the main program.
    """
    main = sys.modules["__main__"]
    hidden = {name: getattr(main, name) for name in ("__spec__", "__file__") if hasattr(main, name)}
    for name in hidden:
        setattr(main, name, None) if name == "__spec__" else delattr(main, name)
    try:
        yield
    finally:
        for name, value in hidden.items():
            setattr(main, name, value)


@contextmanager
def without_ctrl_c() -> Iterator[None]:
    """Start workers that Ctrl-C does not reach, not even before they are prepared; it reaches us a moment later.

    A terminal sends it to all processes at once, and a worker that is still importing would end with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # a new process has what this thread has
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class LocalProcesses(ProcessPoolExecutor):
    """A pool of processes that breaks when one of them dies, even in the midst of sending something back.

    The pool of the standard library then waits for ever for the rest: it keeps the sending end of the pipe open itself,
    so no end of file ever comes, and neither its results nor the end of the program do.

    Parameters
    ----------
    workers
        How many processes; each starts when it is first needed, always by ``spawn``: the same on every system.
    prepare
        Called in each process with `given` before its first job.
    """

    def __init__(
        self, workers: int, prepare: Callable[..., None] = prepare_worker, given: tuple[Any, ...] = ()
    ) -> None:
        super().__init__(workers, mp_context=multiprocessing.get_context("spawn"), initializer=prepare, initargs=given)
        self._watcher: threading.Thread | None = None

    def submit(self, function: Callable[Given, Back], /, *given: Given.args, **named: Given.kwargs) -> Future[Back]:
        """Hand a job out."""
        with without_main(), without_ctrl_c():
            future = super().submit(function, *given, **named)
        manager = self._executor_manager_thread
        if self._watcher is None and manager is not None:
            watched = (manager, self._processes, self._result_queue._writer)  # type: ignore[attr-defined]
            self._watcher = threading.Thread(target=_watch, args=watched, name="lcsim-watch", daemon=True)
            self._watcher.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs; `wait` until all is done and everything that belongs to the pool is given back."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait and self._watcher is not None:
            self._watcher.join()

    def give_up(self) -> None:
        """End with the jobs under way undone."""
        processes = list((self._processes or {}).values())
        super().shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        if self._watcher is not None:
            self._watcher.join(2 * GRACE)


def _watch(manager: threading.Thread, processes: Mapping[int, BaseProcess], sending: Connection) -> None:
    """Let the thread that looks after a pool go on when it waits for what nobody will send any more."""
    while manager.is_alive():
        if not wait([process.sentinel for process in list(processes.values())], LOOK):
            continue
        manager.join(GRACE)
        if manager.is_alive():
            for process in list(processes.values()):  # each holds a sending end of its own
                process.kill()
            sending.close()
            return


def end_pool(pool: Executor, now: bool = True) -> None:
    """End a pool; `now` gives up the jobs under way."""
    if now and isinstance(pool, LocalProcesses):
        pool.give_up()
    else:
        pool.shutdown(wait=not now, cancel_futures=now)
