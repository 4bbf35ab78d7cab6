"""Runs on a Dask cluster: ``--scheduler tcp://...``, or any client from Python. The only file that knows Dask.

A Dask client is an executor (`Client.get_executor`), so nothing else differs. Chunks are large beside the few
milliseconds that a Dask task costs; a worker that is lost is replaced by the scheduler, which hands its chunks to others.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, Final

from lcsim.part import Fault, Faults

PATIENCE: Final = 15.0
"""Seconds to wait for a scheduler."""


def on_dask(scheduler: Any) -> tuple[Callable[[], Executor], int]:
    """How to make an executor on a cluster, and how many threads its workers have now.

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
        client = scheduler
    else:
        try:
            client = Client(scheduler, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            cure = "start one with `dask scheduler`, and give its address: tcp://host:8786"
            raise Faults([Fault(f"no scheduler answers: {error}", f"--scheduler {scheduler}", cure=cure)]) from error
    threads = sum(client.nthreads().values())
    if threads == 0:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            cure = "start some with `dask worker ADDRESS`"
            raise Faults([Fault("the scheduler has no workers", f"--scheduler {scheduler}", cure=cure)]) from error
        threads = sum(client.nthreads().values())

    def make() -> Executor:
        executor: Executor = client.get_executor(pure=False)
        return executor

    return make, threads
