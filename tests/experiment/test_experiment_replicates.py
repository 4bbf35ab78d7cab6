"""Many runs: the same whatever does them; failures, deaths and interruptions are told, and nothing else stops."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import lcsim.experiment.work as work
from lcsim.experiment import replicates, write_results
from lcsim.experiment.replicates import number_of_nulls, people_at_founding
from lcsim.experiment.workers import DIED, over_processes
from lcsim.scenario import load

sys.path.insert(0, str(Path(__file__).parent))  # workers find `dying` there
import dying


def written(found, folder: Path, form: str) -> dict[str, bytes]:
    folder.mkdir()
    write_results(found, folder, form=form, started="then", ended="now")
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix[1:] == form}


def test_same_bytes_whatever_the_number_of_workers(small, tmp_path):
    options = {"people_every": 8, "events": True, "nulls": 2}
    alone = replicates(small, range(3, 9), workers=1, **options)
    together = replicates(small, range(3, 9), workers=2, **options)
    assert (alone.workers, together.workers) == (1, 2)
    for form in ("parquet", "csv"):
        one = written(alone, tmp_path / f"one_{form}", form)
        two = written(together, tmp_path / f"two_{form}", form)
        assert sorted(one) == [f"{name}.{form}" for name in ("events", "nulls", "people", "runs", "series", "ties")]
        assert one == two


def test_outcomes_are_in_the_order_of_seeds_and_luck_differs(small):
    found = replicates(small, [9, 4, 7], nulls=0)
    assert [outcome.seed for outcome in found.outcomes] == [9, 4, 7]
    assert len({outcome.digest for outcome in found.outcomes}) == 3
    assert found.shown is not None
    assert found.shown.seed == 9


def test_keeping_states_changes_nothing(small):
    plain = replicates(small, [1], nulls=0)
    kept = replicates(small, [1], nulls=0, keep=range(16), people_every=3)
    assert plain.outcomes[0].digest == kept.outcomes[0].digest
    assert plain.outcomes[0].record_digest == kept.outcomes[0].record_digest
    assert kept.outcomes[0].role_weeks == (0, 8, 16)


def test_a_failing_run_is_a_row_and_the_rest_goes_on(small, monkeypatch):
    before = work.observe

    def observe(run, *args, **kwargs):
        if run.seed == 2:
            raise ValueError("no such\nluck")
        return before(run, *args, **kwargs)

    monkeypatch.setattr(work, "observe", observe)
    found = replicates(small, range(1, 5), workers=1, nulls=0)
    assert [outcome.status for outcome in found.outcomes] == ["done", "failed", "done", "done"]
    assert found.failed[0].seed == 2
    assert found.failed[0].error.startswith("ValueError: no such luck (test_experiment_replicates.py:")


def test_when_the_first_run_fails_the_next_is_shown(small, monkeypatch):
    before = work.observe

    def observe(run, *args, **kwargs):
        if run.seed == 1:
            raise ValueError("bad luck")
        return before(run, *args, **kwargs)

    monkeypatch.setattr(work, "observe", observe)
    found = replicates(small, range(1, 4), workers=1, nulls=0)
    assert found.shown is not None
    assert found.shown.seed == 2


def test_a_worker_that_dies_is_reported_and_nothing_hangs(small):
    jobs = [work.Job(seed, replicate=seed, weeks=4) for seed in range(1, 9)]
    found = {o.seed: o for o in over_processes(jobs, 2, lambda n: dying.make(small, n))}
    assert sorted(found) == list(range(1, 9))
    assert found[dying.DEADLY].error == DIED
    assert [seed for seed, outcome in found.items() if not outcome.done] == [dying.DEADLY]


def test_interrupted_keeps_what_is_finished(small):
    def stop(done, total, failures):
        if done == 3:
            raise KeyboardInterrupt

    found = replicates(small, range(1, 9), workers=1, nulls=0, on_run=stop)
    assert found.interrupted
    assert (len(found.done), found.asked) == (3, 8)


def test_number_of_nulls_follows_from_the_work_alone(small):
    assert people_at_founding(small) == 15
    assert number_of_nulls(small, 16, 1) == 10
    assert number_of_nulls(small, 16, 400) == 20
    assert number_of_nulls(small, 1000, 1) == 6
    assert number_of_nulls(small, 10**6, 1) == 0


def test_nulls_have_the_seeds_of_the_runs_and_then_the_next(small):
    found = replicates(small, [5, 6], nulls=4, workers=1)
    assert [outcome.seed for outcome in found.nulls["nobody_met"]] == [5, 6, 7, 8]
    assert set(found.nulls) == {"nobody_met", "partners_shuffled"}


def test_series_by_team_and_role_agree_with_the_run(small):
    found = replicates(small, [1], nulls=0)
    run, outcome = found.shown, found.outcomes[0]
    state = run.final
    nurses = state.present & (state.role == 0)
    expected = state.values[nurses, 0].mean()
    level = outcome.by_role[-1, 2]  # measure "level"
    assert level[0] == pytest.approx(expected)
    assert np.isnan(level[3])  # there is no facilitator
    assert outcome.weekly("level", 1)[-1] == pytest.approx(state.values[state.present & (state.team == 1), 0].mean())


def test_the_catalogue_runs_for_two_weeks():
    found = replicates(load("nursing_home"), [1], weeks=2, nulls=1)
    assert found.outcomes[0].done
