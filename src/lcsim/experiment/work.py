"""One job: a run to do, and doing it, here or in a worker."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lcsim.experiment.outcome import FAILED, OF_NULLS, Outcome, observe, standard_weeks
from lcsim.scenario.model import Scenario

BASELINE = "baseline"


@dataclass(frozen=True)
class Job:
    """A run to do.

    Attributes
    ----------
    seed, arm, replicate, weeks
        Which run; `arm` is ``"baseline"`` or a name of `lcsim.experiment.nulls.NULLS`.
    people_every
        Keep people and ties of every so many weeks (0: not).
    events
        Keep who learned what from whom.
    """

    seed: int
    arm: str = BASELINE
    replicate: int = 0
    weeks: int | None = None
    people_every: int = 0
    events: bool = False

    def people_weeks(self, weeks: int) -> tuple[int, ...]:
        """Weeks of the tables of people and ties: always the founding and the end."""
        return tuple(sorted({*range(0, weeks, self.people_every), weeks})) if self.people_every else ()


def failed(job: Job, error: str) -> Outcome:
    """What is kept of a run that came to nothing."""
    return Outcome(seed=job.seed, arm=job.arm, replicate=job.replicate, status=FAILED, error=error)


def do(
    scenario: Scenario,
    job: Job,
    keep: tuple[int, ...] = (),
    progress: Callable[[int], None] | None = None,
    see: Callable[[Any], None] | None = None,
) -> Outcome:
    """Do a job; a run that fails is an outcome with its error, not an exception.

    Parameters
    ----------
    keep
        More weeks to keep states of, for `see`.
    progress
        Called with the week reached.
    see
        Receives the whole `Run`.
    """
    try:
        return _do(scenario, job, keep, progress, see)
    except Exception as error:
        return failed(job, in_one_line(error))


def in_one_line(error: Exception) -> str:
    """What went wrong, and in which line of which file: nothing of the machine or of the moment."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})" if trace is not None else ""
    return " ".join(f"{type(error).__name__}: {error}{place}".split())


def _do(
    scenario: Scenario,
    job: Job,
    keep: tuple[int, ...],
    progress: Callable[[int], None] | None,
    see: Callable[[Any], None] | None,
) -> Outcome:
    from lcsim.experiment.nulls import NULLS
    from lcsim.simulation import run

    if job.arm != BASELINE:
        return observe(NULLS[job.arm](scenario, job.seed, job.weeks), job.arm, job.replicate, only=OF_NULLS)
    weeks = scenario.calendar.weeks if job.weeks is None else job.weeks
    tabled = job.people_weeks(weeks)
    found = run(
        scenario,
        job.seed,
        weeks,
        keep=(*standard_weeks(weeks), *tabled, *keep),
        log=job.events,
        progress=progress,
    )
    tables: dict[str, Any] = {}
    if tabled or job.events:
        from lcsim.experiment import snapshots

        if tabled:
            tables["people"] = snapshots.people_table(found, tabled)
            tables["ties"] = snapshots.ties_table(found, tabled)
        if job.events:
            tables["events"] = snapshots.events_table(found)
    outcome = observe(found, job.arm, job.replicate, tables)
    if see is not None:
        see(found)
    return outcome


# --- in a worker -------------------------------------------------------------------------------------------

_scenario: Scenario | None = None


def start_worker(scenario: Scenario) -> None:
    """Prepare a worker: what all its jobs share."""
    global _scenario
    _scenario = scenario
    prepare_worker()


def prepare_worker() -> None:
    """Leave Ctrl-C to the parent, whose death ends the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def do_here(job: Job) -> Outcome:
    """Do a job with the scenario of this worker."""
    if _scenario is None:
        raise RuntimeError("this worker was not prepared by start_worker")
    return do(_scenario, job)
