"""A worker that dies at one seed, as one that runs out of memory does."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from lcsim.experiment import work

DEADLY = 5


def start(scenario: Any) -> None:
    work.start_worker(scenario)
    before = work.do

    def do(scenario: Any, job: work.Job) -> Any:
        if job.seed == DEADLY:
            os._exit(9)
        return before(scenario, job)

    work.do = do


def make(scenario: Any, workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=start, initargs=(scenario,)
    )
