"""Jobs over local processes: a worker that dies is reported with its job, the others go on, nothing hangs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool

from lcsim.experiment.outcome import Outcome
from lcsim.experiment.pool import end_pool
from lcsim.experiment.work import Job, do_here, failed

DIED = "the process that ran it died (out of memory, or killed)"


def over_processes(jobs: Sequence[Job], workers: int, make: Callable[[int], Executor]) -> Iterator[Outcome]:
    """Do `jobs` with `workers` processes and yield outcomes as they come.

    Parameters
    ----------
    make
        Makes an executor with so many workers, each prepared by `start_worker`.

    Only as many jobs are handed out as there are workers. When one of them dies its pool is lost with all
    jobs under way, so these are done again one by one, each in a process of its own: the job whose process
    dies again has failed.
    """
    waiting = deque(jobs)
    while waiting:
        suspects: list[Job] = []
        pool = make(min(workers, len(waiting)))
        under_way: dict[Future[Outcome], Job] = {}
        ended = False
        try:
            while waiting or under_way:
                while waiting and len(under_way) < workers and not suspects:
                    job = waiting.popleft()
                    try:
                        under_way[pool.submit(do_here, job)] = job
                    except BrokenProcessPool:
                        suspects.append(job)
                finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
                for future in finished:
                    job = under_way.pop(future)
                    outcome = _outcome(future, job)
                    if outcome is None:
                        suspects.append(job)
                    else:
                        yield outcome
                if suspects and not under_way:
                    break
            ended = not suspects
        finally:
            end_pool(pool, now=not ended)
        for job in suspects:
            yield alone(job, make)


def _outcome(future: Future[Outcome], job: Job) -> Outcome | None:
    """The outcome of a finished job; ``None`` when its process died."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except Exception as error:  # an outcome that could not be sent back
        return failed(job, f"{type(error).__name__}: {error}")


def alone(job: Job, make: Callable[[int], Executor]) -> Outcome:
    """Do one job in a process of its own."""
    pool = make(1)
    try:
        return _outcome(pool.submit(do_here, job), job) or failed(job, DIED)
    except BrokenProcessPool:
        return failed(job, DIED)
    finally:
        end_pool(pool)
