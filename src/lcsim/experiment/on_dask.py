"""Runs on a Dask cluster: ``--scheduler tcp://...``, or any client from Python. The only file that knows Dask.

A Dask client is an executor (`Client.get_executor`), so nothing else differs. Chunks are large beside the few
milliseconds that a Dask task costs; a worker that is lost is replaced by the scheduler, which hands its chunks to others.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, Final

from lcsim.experiment.executors import Workforce
from lcsim.part import Fault, Faults

PATIENCE: Final = 15.0
"""Seconds to wait for a scheduler."""


class OfClient(Executor):
    """The executor of a client, which cannot be told to give up in the words that others understand."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Hand it on; BrokenExecutor where the client has lost its scheduler, which it says in many ways."""
        try:
            found: Future[Any] = self._executor.submit(function, *given, **named)
        except Exception as error:
            if self._client.status == "running":
                raise
            raise BrokenExecutor(f"{type(error).__name__}: {error}") from error
        return found

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End it; without waiting it gives up what is under way."""
        del cancel_futures
        with contextlib.suppress(Exception):  # a client whose scheduler is gone says so in many ways
            self._executor.shutdown(wait=wait)


@contextlib.contextmanager
def on_dask(scheduler: Any) -> Iterator[Workforce]:
    """The workers of a cluster, as long as the context lasts; a client that was made here is closed then.

    Parameters
    ----------
    scheduler
        Address of a scheduler, ``tcp://host:port``, or a ``dask.distributed.Client``.

    Raises
    ------
    Faults
        When Dask is not installed, or no scheduler answers in time, or it has no workers.
    """
    try:
        from dask.distributed import Client
    except ImportError:
        raise Faults(
            [Fault("Dask is not installed", "--scheduler", cure="python -m pip install 'lcsim[cluster]'")]
        ) from None
    if isinstance(scheduler, Client):
        yield _workforce(scheduler, str(scheduler.scheduler.address) if scheduler.scheduler else "")
        return
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        cure = "start one with `dask scheduler`, and give its address: tcp://host:8786"
        what = f"no scheduler answers: {' '.join(str(error).split())}"
        raise Faults([Fault(what, f"--scheduler {scheduler}", cure=cure)]) from error
    for quiet in ("distributed.client", "tornado.application"):  # what goes wrong is told in our words
        logging.getLogger(quiet).setLevel(logging.CRITICAL)
    try:
        yield _workforce(client, scheduler)
    finally:
        with contextlib.suppress(Exception):  # the same
            client.close(timeout=PATIENCE)


def _workforce(client: Any, address: str) -> Workforce:
    threads = sum(client.nthreads().values())
    if threads == 0:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            cure = f"start some with `dask worker {address}`"
            raise Faults([Fault("the scheduler has no workers", f"--scheduler {address}", cure=cure)]) from error
        threads = sum(client.nthreads().values())

    def make() -> Executor:
        return OfClient(client)

    def trouble() -> tuple[str, bool]:
        if client.status not in ("running", "connecting"):
            return "the scheduler is gone", True
        if client.status == "connecting":
            return "the scheduler does not answer", False
        return ("" if client.scheduler_info()["workers"] else "the scheduler has no workers"), False

    return Workforce(make, threads, trouble)
