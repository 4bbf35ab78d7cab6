"""Whoever does the runs of a sweep, the tables have the same bytes: this process, others, Dask, anybody's executor."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import disturbed
import psutil
import pytest
from sweeping import ALL, LONG, chunks, ended, environment, quiet, start, tables, wait_until

import lcsim
from lcsim.experiment import sweep as sweep_module
from lcsim.experiment.on_dask import on_dask
from lcsim.part import Faults

# --- here ------------------------------------------------------------------------------------------------


def test_threads_as_any_other_executor_are_left_running(experiment, tmp_path, undisturbed):
    with ThreadPoolExecutor(3) as pool:
        found = lcsim.sweep(experiment, out=tmp_path / "out", executor=pool, say=quiet)
        assert pool.submit(int, 7).result() == 7
    assert found.done.progress.done == ALL
    assert tables(tmp_path / "out") == undisturbed


def test_an_executor_of_somebody_else_that_breaks_stops_the_sweep(experiment, tmp_path, undisturbed, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(sweep_module, "do_runs", disturbed.do_runs)
        patch.setenv("DISTURB", "deadly:2,1,1")
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            found = lcsim.sweep(experiment, out=tmp_path / "out", executor=pool, say=quiet)
    assert "nothing can be handed out any more: BrokenProcessPool" in found.done.stopped_by
    assert not found.complete
    lcsim.sweep(experiment, out=tmp_path / "out", workers=1, say=quiet)
    assert tables(tmp_path / "out") == undisturbed


def test_an_executor_that_was_shut_down_stops_the_sweep(experiment, tmp_path):
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    found = lcsim.sweep(experiment, out=tmp_path / "out", executor=pool, say=quiet)
    assert found.done.stopped_by.startswith("nothing can be handed out any more: RuntimeError")


# --- shards ----------------------------------------------------------------------------------------------


# --- Dask ------------------------------------------------------------------------------------------------


def dask(*arguments: str, disturb: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], env=environment(disturb), stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def end(process: subprocess.Popen[str]) -> None:
    there = [process, *psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else [process]
    for one in there:
        one.kill()
    process.communicate()


@pytest.fixture
def scheduler(tmp_path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A scheduler started by hand, and its address."""
    place = tmp_path / "scheduler.json"
    process = dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter",
                   "--scheduler-file", str(place))  # fmt: skip
    try:
        wait_until(place.exists, process)
        import json

        yield wait_until(lambda: json.loads(place.read_text() or "{}").get("address"), process), process
    finally:
        end(process)


@pytest.fixture
def workers(scheduler) -> Iterator[list[subprocess.Popen[str]]]:
    """Two workers started by hand; those whose process dies are not started again."""
    made = [
        dask("worker", scheduler[0], "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1",
             disturb="slow:.1")
        for _ in range(2)
    ]  # fmt: skip
    try:
        yield made
    finally:
        for process in made:
            end(process)


def test_a_cluster_started_by_hand_one_of_whose_workers_is_killed(
    experiment, tmp_path, undisturbed, scheduler, workers
):
    out = tmp_path / "out"
    process = start(["sweep", experiment, "--out", out, "--scheduler", scheduler[0]], tmp_path)
    wait_until(lambda: len(chunks(out)) >= 4, process)
    workers[0].kill()
    code, text, err = ended(process)
    assert (code, err) == (0, "")
    assert "24 done now" in text
    assert tables(out) == undisturbed


def test_a_scheduler_that_is_gone_stops_the_sweep(experiment, tmp_path, undisturbed, scheduler, workers):
    out = tmp_path / "out"
    process = start(["sweep", experiment, "--out", out, "--scheduler", scheduler[0]], tmp_path)
    wait_until(lambda: len(chunks(out)) >= 4, process)
    scheduler[1].kill()
    code, _, err = ended(process)
    assert code == 1, err
    assert "Go on with: lcsim sweep" in err
    assert "Traceback" not in err
    found = lcsim.sweep(experiment, out=out, workers=1, say=quiet)
    assert found.done.progress.before >= 4
    assert tables(out) == undisturbed


def test_ctrl_c_when_no_worker_is_left(experiment, tmp_path, scheduler, workers):
    out = tmp_path / "out"
    process = start(["sweep", experiment, "--out", out, "--scheduler", scheduler[0]], tmp_path)
    wait_until(lambda: len(chunks(out)) >= 3, process)
    for worker in workers:
        worker.kill()
    for line in process.stderr:
        if "the scheduler has no workers; waiting for some" in line:
            break
    process.send_signal(signal.SIGINT)
    code, _, err = ended(process)
    assert code == 130, err
    assert "runs are safe" in err


def test_no_scheduler_there_and_one_without_workers(experiment, tmp_path, scheduler, monkeypatch):
    monkeypatch.setattr("lcsim.experiment.on_dask.PATIENCE", 1.0)
    with pytest.raises(Faults, match="no scheduler answers"):
        lcsim.sweep(experiment, out=tmp_path / "out", scheduler="tcp://127.0.0.1:9", say=quiet)
    with pytest.raises(Faults, match="the scheduler has no workers"):
        lcsim.sweep(experiment, out=tmp_path / "out", scheduler=scheduler[0], say=quiet)
    with pytest.raises(Faults, match="no scheduler answers"):
        lcsim.sweep(experiment, out=tmp_path / "out", scheduler="nonsense://here", say=quiet)
    assert not (tmp_path / "out").exists()


def test_a_local_cluster_with_several_threads_a_worker(experiment, tmp_path, undisturbed, monkeypatch):
    from dask.distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=1, threads_per_worker=3, processes=False, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        found = lcsim.sweep(experiment, out=tmp_path / "out", scheduler=client, say=quiet)
        assert found.done.progress.done == ALL
        with on_dask(client) as force:
            assert force.at_once == 3
        assert client.submit(int, 7).result(LONG) == 7  # left running
    assert tables(tmp_path / "out") == undisturbed


def test_a_run_that_kills_dask_workers_fails_alone(experiment, tmp_path, undisturbed, monkeypatch):
    from dask.distributed import Client, LocalCluster

    monkeypatch.setenv("DISTURB", "deadly:2,1,1")
    monkeypatch.setattr(sweep_module, "do_runs", disturbed.do_runs)
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0, "distributed.nanny.pre-spawn-environ": {}}),
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        found = lcsim.sweep(experiment, out=tmp_path / "out", scheduler=client, say=quiet)
    assert found.complete
    assert found.done.progress.failed == 1
    rows = found.runs
    assert rows.loc[rows["status"] == "failed", ["replicate", "point", "arm"]].to_numpy().tolist() == [[2, 1, "strict"]]
