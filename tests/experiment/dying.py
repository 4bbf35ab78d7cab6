"""A worker that dies at one seed, as one that runs out of memory does, or in the midst of sending something back."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from typing import Any

from lcsim.experiment import work
from lcsim.experiment.pool import LocalProcesses

DEADLY = 5


def start(scenario: Any) -> None:
    work.start_worker(scenario)
    before = work.do

    def do(scenario: Any, job: work.Job) -> Any:
        if job.seed == DEADLY:
            os._exit(9)
        return before(scenario, job)

    work.do = do


def make(scenario: Any, workers: int) -> LocalProcesses:
    return LocalProcesses(workers, start, (scenario,))


def half_sent(then: str) -> int:
    """What comes back of it is cut off after its first bytes; then the process dies, or waits to be ended."""

    def send(self: Connection, _: object) -> None:
        os.write(self.fileno(), b"\x00\x10\x00\x00the first bytes of a million")
        if then == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(1000)

    Connection._send_bytes = send
    return 1


def hears_ctrl_c(_: object = None) -> None:
    """Prepares a worker that was sent Ctrl-C before it was prepared."""
    os.kill(os.getpid(), signal.SIGINT)
