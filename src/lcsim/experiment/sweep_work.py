"""Runs of a sweep where they are done: in this process, in a worker, on another machine. Text in, bytes out."""

from __future__ import annotations

import hashlib
import json
import pickle
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lcsim.chance import is_cold, sources_digest
from lcsim.experiment import snapshots
from lcsim.experiment.chunk_file import TABLES, Keyed, sealed
from lcsim.experiment.columns import numbers, shares, texts
from lcsim.experiment.design import Point, points_of
from lcsim.experiment.executors import UNDONE, UnfitError
from lcsim.experiment.experiment import Experiment, scenario_at
from lcsim.experiment.manifest import versions
from lcsim.experiment.nearby import Nearby, nearby
from lcsim.experiment.outcome import DONE, Outcome, observe, with_groups
from lcsim.experiment.runs_of_sweep import RunKey, point_text
from lcsim.experiment.tables import community_series, cost_columns, series_table
from lcsim.experiment.work import Job, failed, in_one_line
from lcsim.experiment.workers import DIED
from lcsim.part import Faults
from lcsim.scenario.model import Scenario
from lcsim.simulation import Names, Run, Skeleton, abreast, skeleton, stages

if TYPE_CHECKING:
    import pyarrow as pa

Tables = dict[str, "pa.Table | Keyed"]
"""Tables of a run by name."""

KEPT: Final = 512
"""Communities before luck enters that a worker keeps where all come round again. More would only crowd one another out."""
ROOM: Final = 64_000_000
"""Bytes that a worker gives to them."""

ABREAST: Final = 10
"""Runs that are taken through their stages together."""
HELD: Final = 10_000_000
"""Bytes of the communities of these runs, at most."""

PASSING: Final = (DIED, UNDONE, "MemoryError")
"""Errors that a run may not have the next time, on another machine or with fewer workers: it is then tried again."""


def say_if_it_compiles(say: Callable[[str], None]) -> bool:
    """Whether the model must still be compiled for this machine; if so that is said, for it takes a while."""
    if is_cold():
        say("Compiling the model for this machine: about half a minute, this time only.")
        return True
    return False


def code_of_numbers() -> dict[str, str]:
    """The code and the packages that numbers depend on here: the same wherever runs of a sweep are done."""
    found = {name: number for name, number in versions().items() if name != "python"}
    return {
        "code_of_lcsim": sources_digest()[:16],
        "versions": ", ".join(f"{name} {number}" for name, number in found.items()),
    }


def packed(experiment: Experiment, of: str = "") -> bytes:
    """All that a worker needs for the sweep `of`; it unpacks the same bytes once."""
    return pickle.dumps((code_of_numbers(), replace(experiment, text=""), of), protocol=5)


class _Worker:
    """What a worker keeps of an experiment."""

    def __init__(self, experiment: Experiment, of: str = "") -> None:
        self.experiment = experiment
        self.of = of
        self.points = points_of(experiment.factors, experiment.design)
        self.measures = experiment.measures
        again = experiment.replicates > 1 and len(self.points) * len(experiment.arms) <= KEPT
        self._most = KEPT if again else ABREAST
        self._bases: dict[tuple[int, int], Skeleton] = {}
        self._room = ROOM
        self._nearby: dict[int, Nearby | None] = {}

    def _whole_scenario(self, arm: int, point: int) -> Scenario:
        if arm not in self._nearby:
            self._nearby[arm] = nearby(self.experiment, self.experiment.arms[arm], self.points)
        known = self._nearby[arm]
        if known is not None:
            with suppress(Faults):  # the long way tells them with their places
                return known.at(self.points[point])
        return scenario_at(self.experiment, self.experiment.arms[arm], self.points[point])

    def scenario(self, arm: int, point: int) -> Scenario:
        """The complete scenario of an arm at a point."""
        found = self._whole_scenario(arm, point)
        record = found.record.model_copy(update={"cadence": self.experiment.record.cadence})
        return found.model_copy(update={"record": record})

    def base(self, arm: int, point: int) -> Skeleton:
        """What all replicates of an arm at a point are founded on; kept while there is room, the last one always."""
        found = self._bases.get((arm, point))
        if found is None:
            found = skeleton(self.scenario(arm, point))
            size = _bytes(found)
            while self._bases and (len(self._bases) >= self._most or size > self._room):
                self._room += _bytes(self._bases.popitem()[1])  # the latest: runs come round in order
            self._room -= size
            self._bases[arm, point] = found
        return found

    def together(self, key: RunKey) -> int:
        """How many runs like this one are best taken through their stages together: what they hold stays small."""
        try:
            size = _bytes(self.base(key.arm, key.point))
        except Exception:  # a run that cannot be founded says so in its row
            return 1
        return max(1, min(ABREAST, HELD // size))

    def stages(self, key: RunKey) -> Generator[None, None, tuple[Outcome, Tables]]:
        """One run, halting between its stages; one that fails is a row with its error."""
        seed = self.experiment.seed + key.replicate
        try:
            return (yield from self._stages(key, seed))
        except Exception as error:
            return failed(Job(seed, replicate=key.replicate), in_one_line(error)), {}

    def _stages(self, key: RunKey, seed: int) -> Generator[None, None, tuple[Outcome, Tables]]:
        base = self.base(key.arm, key.point)
        scenario, names = base.scenario, base.layout.names
        record = self.experiment.record
        weeks = self.experiment.weeks or scenario.calendar.weeks
        tabled = tuple(sorted({*range(0, weeks, record.people_every), weeks})) if record.people_every else ()
        found = yield from stages(scenario, seed, weeks, keep=tabled, log=record.events, base=base)
        short = observe(found, replicate=key.replicate, only=self.measures)
        tables: Tables = {}
        if record.series:
            series = community_series(found.recorded_weeks, found.panel)
            tables["series"] = _with_groups(series.table(), short, found, names) if record.groups else series
        if tabled:
            tables["people"] = snapshots.people_table(found, tabled)
            tables["ties"] = snapshots.ties_table(found, tabled)
        if record.events:
            tables["events"] = snapshots.events_table(found)
        return short, tables


def _bytes(base: Skeleton) -> int:
    return sum(column.nbytes for column in base.state)


def _with_groups(series: pa.Table, short: Outcome, found: Run, names: Names) -> pa.Table:
    """A weekly series with the values of organisations, teams and roles at the start and at the end below it."""
    import pyarrow as pa
    from pyarrow import compute

    ends = sorted({0, len(found.recorded_weeks) - 1})
    at_ends = replace(found, recorded_weeks=tuple(found.recorded_weeks[at] for at in ends), panel=found.panel[ends])
    table = series_table(None, with_groups(short, at_ends), names, ())
    groups = table.filter(compute.not_equal(table.column("scope"), "all"))
    return pa.concat_tables([series, groups]).combine_chunks()


def outcomes_of(experiment: Experiment) -> Callable[[RunKey], Outcome]:
    """How to do a run of an experiment here, and keep its numbers only."""
    worker = _Worker(experiment)
    return lambda key: abreast([worker.stages(key)])[0][0]


_kept: dict[str, _Worker] = {}
_keeping = threading.Lock()


def worker_of(work: bytes) -> _Worker:
    """The worker of this process for an experiment; its threads share it.

    Raises
    ------
    UnfitError
        When numbers would come out differently here than where the sweep was started.
    """
    name = hashlib.sha256(work).hexdigest()
    with _keeping:
        found = _kept.get(name)
        if found is None:
            code, experiment, of = pickle.loads(work)
            for what, here in code_of_numbers().items():
                if here != code[what]:
                    raise UnfitError(f"a worker has another {what.replace('_', ' ')}: {here}, not {code[what]}")
            found = _Worker(experiment, of)
            _kept.clear()
            _kept[name] = found
    return found


def ready(work: bytes) -> bool:
    """Whether runs can be done here at all."""
    return worker_of(work).points is not None


def in_stages(keys: Sequence[RunKey], worker: _Worker) -> list[tuple[Outcome, Tables]]:
    """Do runs, some of them together: founded one after the other, then their weeks, then what is kept of them."""
    found: list[tuple[Outcome, Tables]] = []
    while len(found) < len(keys):
        together = keys[len(found) : len(found) + worker.together(keys[len(found)])]
        found += abreast([worker.stages(key) for key in together])
    return found


def do_runs(work: bytes, keys: Sequence[tuple[int, int, int]]) -> bytes:
    """Do runs and return them as a sealed chunk; `keys` are the fields of `RunKey`."""
    worker = worker_of(work)
    done = in_stages([RunKey(*key) for key in keys], worker)
    return seal(
        worker.experiment,
        worker.points,
        keys,
        [outcome for outcome, _ in done],
        [tables for _, tables in done],
        worker.of,
    )


def died(experiment: Experiment, points: Sequence[Point], key: tuple[int, int, int], why: str, of: str) -> bytes:
    """The chunk of a run whose process died whenever it was tried."""
    job = Job(experiment.seed + key[0], replicate=key[0])
    return seal(experiment, points, [key], [failed(job, why)], [{}], of)


def seal(
    experiment: Experiment,
    points: Sequence[Point],
    keys: Sequence[tuple[int, int, int]],
    outcomes: Sequence[Outcome],
    tables: Sequence[Tables],
    of: str,
) -> bytes:
    """Rows and tables of some runs as the bytes of a chunk."""
    import pyarrow as pa

    measures = experiment.measures
    columns: dict[str, Any] = {
        "arm": texts([experiment.arms[arm].name for _, _, arm in keys]),
        "point_text": texts([point_text(points[point]) for _, point, _ in keys]),
        "replicate": numbers([replicate for replicate, _, _ in keys], np.int32),
        "seed": numbers([o.seed for o in outcomes], np.int64),
        "status": texts([o.status for o in outcomes]),
        "error": texts([o.error or None for o in outcomes]),
        "weeks": numbers([o.weeks for o in outcomes], np.int32, np.array([o.status != DONE for o in outcomes])),
        "digest": texts([o.digest or None for o in outcomes]),
        "record_digest": texts([o.record_digest or None for o in outcomes]),
    }
    for name in measures:
        columns[name] = shares([o.value(name) for o in outcomes])
    columns |= cost_columns(outcomes)
    columns["reasons"] = texts([_reasons(o, measures) for o in outcomes])
    return sealed(pa.table(columns), {name: [of_run.get(name) for of_run in tables] for name in TABLES}, of)


def _reasons(outcome: Outcome, names: Sequence[str]) -> str | None:
    found = {
        name: outcome.measures[name].reason
        for name in names
        if name in outcome.measures and outcome.measures[name].value is None
    }
    return json.dumps(found, ensure_ascii=False) if found else None
