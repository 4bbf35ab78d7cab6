"""Nothing of a sweep is lost, done twice or mixed up, whatever happens to it: processes are really killed here."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import disturbed
import psutil
import pyarrow.csv
import pyarrow.parquet as parquet
import pytest
import sweeping
from sweeping import ALL, chunks, ended, start, tables, wait_until, write_experiment

import lcsim
from lcsim.experiment import executors, sweep_folder, sweep_tables, sweep_work, under_way
from lcsim.experiment import pilot as pilot_module
from lcsim.experiment import sweep as sweep_module
from lcsim.experiment.chunk_file import opened
from lcsim.experiment.experiment_file import read_experiment
from lcsim.experiment.from_python import SweepResults
from lcsim.experiment.rerun import rerun
from lcsim.experiment.workers import DIED
from lcsim.part import Faults


def again(experiment: Path, out: Path, **options) -> tuple[list[str], SweepResults]:
    said: list[str] = []
    return said, lcsim.sweep(experiment, out=out, **{"workers": 1, "say": said.append, **options})


def errors(folder: Path) -> list[str | None]:
    return parquet.read_table(folder / "runs.parquet").column("error").to_pylist()


# --- killed ----------------------------------------------------------------------------------------------


def test_the_parent_is_killed_twice_and_its_workers_end_with_it(experiment, tmp_path, undisturbed):
    out = tmp_path / "out"
    for enough in (4, 8):
        process = start(["sweep", experiment, "--out", out, "--workers", 2], tmp_path, "slow:.15")
        wait_until(lambda n=enough: len(chunks(out)) >= n, process)
        workers = psutil.Process(process.pid).children(recursive=True)
        assert workers
        process.kill()
        ended(process)
        assert not psutil.wait_procs(workers, timeout=20)[1]
        assert not (out / "runs.parquet").exists()
    said, found = again(experiment, out)
    assert found.done.progress.before >= 5
    assert found.done.progress.before + found.done.progress.done == ALL
    assert tables(out) == undisturbed
    assert not said
    assert not [path for path in out.rglob("*") if "unfinished" in path.name]


def test_a_worker_is_killed_and_the_sweep_comes_to_its_end(experiment, tmp_path, undisturbed):
    out = tmp_path / "out"
    process = start(["sweep", experiment, "--out", out, "--workers", 2], tmp_path, "slow:.1")
    wait_until(lambda: len(chunks(out)) >= 4, process)
    workers = [p for p in psutil.Process(process.pid).children() if "spawn_main" in " ".join(p.cmdline())]
    workers[0].kill()
    code, text, _ = ended(process)
    assert code == 0
    assert "24 done now" in text
    assert tables(out) == undisturbed


def test_a_run_whose_worker_always_dies_fails_alone_and_is_tried_again_next_time(
    experiment, tmp_path, undisturbed, monkeypatch
):
    """It is the very first run: none is tried in the process that keeps them all."""
    out = tmp_path / "out"
    monkeypatch.setattr(executors, "PATIENCE", 0.01)  # a run that takes longer than that is not tried for ever
    monkeypatch.setattr(sweep_module, "do_runs", disturbed.do_runs)
    monkeypatch.setenv("DISTURB", "slow:.02 deadly:0,0,1")
    found = again(experiment, out, workers=2)[1]
    assert found.complete
    assert found.done.progress.failed == 1
    rows = found.runs
    failed = rows[rows["status"] == "failed"]
    assert failed[["replicate", "point", "arm", "seed", "error"]].to_numpy().tolist() == [[0, 0, "strict", 1, DIED]]
    assert json.loads((out / "manifest.json").read_text())["failed"] == 1
    monkeypatch.setenv("DISTURB", "")
    said, found = again(experiment, out)
    assert said == ["1 run whose process died or that found no memory: tried again"]
    assert (found.done.progress.done, found.done.progress.failed) == (1, 0)
    assert tables(out) == undisturbed


def test_a_run_that_ends_the_only_process_has_failed_once_it_did_so_twice(experiment, tmp_path, undisturbed):
    out = tmp_path / "out"
    arguments = ["sweep", experiment, "--out", out, "--workers", 1]
    process = start(arguments, tmp_path, "deadly:0,1,1")
    assert ended(process)[0] == 9
    there = len(chunks(out))
    process = start(arguments, tmp_path, "deadly:0,1,1")
    code, text, err = ended(process)
    assert (code, err) == (1, "")
    assert f"  {ALL - there} done now, {there} were there" in text
    assert [error for error in errors(out) if error] == [DIED]
    assert not (out / under_way.NOTE).exists()
    assert again(experiment, out)[1].done.progress.done == 1
    assert tables(out) == undisturbed


@pytest.mark.parametrize("text", ["", "[1]", "[[1, 2]]", "{}", "\xff"])
def test_a_note_that_was_cut_short_is_none(tmp_path, text):
    (tmp_path / under_way.NOTE).write_text(text, encoding="latin-1")
    assert under_way.UnderWay(tmp_path).left() == set()


def test_workers_that_can_do_nothing_stop_the_sweep_and_no_run_has_failed(
    experiment, tmp_path, undisturbed, monkeypatch
):
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(sweep_module, "do_runs", disturbed.do_runs)
        patch.setattr(sweep_module, "ready", disturbed.ready)
        patch.setenv("DISTURB", "useless")
        found = again(experiment, out, workers=2)[1]
    assert found.done.stopped_by == "no worker can do anything: ModuleNotFoundError: No module named 'lcsim'"
    assert "stopped" in str(found)
    assert not chunks(out)
    again(experiment, out)
    assert tables(out) == undisturbed


def test_a_worker_with_other_code_is_refused(experiment):
    found = read_experiment(experiment)
    work = sweep_work.packed(found)
    sweep_work._kept.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep_work, "sources_digest", lambda: "0" * 64)
        with pytest.raises(executors.UnfitError, match="a worker has another code of lcsim: 0000000000000000, not"):
            sweep_work.ready(work)
    assert sweep_work.ready(work)


# --- stopped ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_finishes_what_runs_and_says_how_to_go_on(experiment, tmp_path, undisturbed, workers):
    out = tmp_path / "out"
    arguments = ["sweep", experiment, "--out", "out", "--workers", workers]
    process = start(arguments, tmp_path, "slow:.1")
    wait_until(lambda: len(chunks(out)) >= 3, process)
    os.killpg(process.pid, signal.SIGINT)
    code, text, err = ended(process)
    assert code == 130
    assert text == ""
    there = len({name for path in chunks(out) for name in sweep_folder.names_in(sweep_folder.read_chunk(path))})
    assert 3 <= there < ALL
    assert err.splitlines() == [
        "Finishing what is under way; Ctrl-C again stops at once.",
        f"Stopped: {there} of 24 runs are safe in out/",
        f"Go on with: lcsim sweep {experiment} --out out --workers {workers}",
    ]
    assert again(experiment, out)[1].done.progress.before == there
    assert tables(out) == undisturbed


def test_a_second_ctrl_c_stops_at_once(experiment, tmp_path):
    out = tmp_path / "out"
    process = start(["sweep", experiment, "--out", out, "--workers", 2], tmp_path, "slow:.5")
    wait_until(lambda: chunks(out), process)
    process.send_signal(signal.SIGINT)
    for line in process.stderr:
        if line.startswith("Finishing"):
            break
    process.send_signal(signal.SIGINT)
    code, _, err = ended(process, 20)
    assert code == 130
    assert "runs are safe in" in err
    assert "Traceback" not in err
    assert "leaked" not in err


def test_a_plain_kill_leaves_a_folder_that_can_go_on(experiment, tmp_path, undisturbed):
    out = tmp_path / "out"
    process = start(["sweep", experiment, "--out", out, "--workers", 1], tmp_path, "slow:.1")
    wait_until(lambda: len(chunks(out)) >= 3, process)
    process.terminate()
    assert ended(process)[0] == 143
    again(experiment, out)
    assert tables(out) == undisturbed


# --- disks -----------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB; only root can make one."""
    place = tmp_path / "disk"
    place.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1000k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if not made or made.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("left", [40_000, 80_000])
def test_a_disk_that_is_really_full(experiment, small_disk, undisturbed, left):
    out = small_disk / "out"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_000_000 - left))
    found = again(experiment, out)[1]
    assert found.done.stopped_by == "the disk is full"
    there = found.done.progress.done
    ballast.unlink()
    found = again(experiment, out)[1]
    assert found.done.progress.before == there
    assert tables(out) == undisturbed


def test_a_full_disk_while_runs_are_kept(experiment, tmp_path, undisturbed, monkeypatch):
    out = tmp_path / "out"
    before = sweep_module.write_chunk

    def write_chunk(path, content):
        if len(chunks(out)) >= 4:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        before(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(sweep_module, "write_chunk", write_chunk)
        found = again(experiment, out)[1]
    assert (found.done.stopped_by, found.complete) == ("the disk is full", False)
    assert found.done.progress.done < ALL
    again(experiment, out)
    assert tables(out) == undisturbed


@pytest.mark.parametrize("what", [".", "chunks"])
def test_a_folder_that_is_taken_away_is_told_and_nothing_is_called_safe(experiment, tmp_path, undisturbed, what):
    out = tmp_path / "out"
    found = again(experiment, out, on_progress=lambda _: shutil.rmtree(out.joinpath(what).resolve()))[1]
    assert found.done.stopped_by == f"somebody took {out}/chunks/ away while it was at work"
    assert (found.done.progress.before, found.done.progress.done, found.done.complete) == (0, 0, False)
    again(experiment, out)
    assert tables(out) == undisturbed


@pytest.mark.parametrize("table", ["runs", "series"])
def test_a_full_disk_while_tables_are_written(experiment, tmp_path, undisturbed, monkeypatch, table):
    out = tmp_path / "out"
    before = sweep_tables.TableFile.add

    def add(self, piece):
        if self.path.name == f"{table}.parquet":
            raise OSError(errno.ENOSPC, "No space left on device")
        before(self, piece)

    with monkeypatch.context() as patch:
        patch.setattr(sweep_tables.TableFile, "add", add)
        found = again(experiment, out)[1]
    assert found.done.stopped_by == "the disk is full"
    assert sorted(path.name for path in out.iterdir() if path.suffix == ".parquet") == []
    assert again(experiment, out)[1].done.progress.done == 0
    assert tables(out) == undisturbed


# --- chunks ----------------------------------------------------------------------------------------------


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    at = len(content) * 2 // 3
    return content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (cut, "its checksum is wrong: it was cut short or changed"),
        (flipped, "its checksum is wrong: it was cut short or changed"),
        (lambda content: b"", "it is empty"),
        (lambda content: b"\0" * len(content), "it does not begin as a chunk does"),
        (lambda content: content[:20], "it does not begin as a chunk does"),
    ],
)
def test_a_damaged_chunk_is_found_out_said_and_done_again(experiment, tmp_path, undisturbed, damage, why):
    out = tmp_path / "out"
    again(experiment, out)
    victim = chunks(out)[1]
    victim.write_bytes(damage(victim.read_bytes()))
    said, found = again(experiment, out)
    assert said == [f"a chunk was damaged, its runs are done again ({victim.name}: {why})"]
    assert 0 < found.done.progress.done < ALL
    assert tables(out) == undisturbed
    assert {path.suffix for path in (out / "chunks").iterdir()} == {".chunk"}  # the damaged one is gone
    assert again(experiment, out)[0] == []


def test_every_bit_of_a_chunk_is_guarded(experiment, tmp_path):
    out = tmp_path / "out"
    again(experiment, out)
    content = min((path.read_bytes() for path in chunks(out)), key=len)
    for at in range(0, len(content), 97):
        wrong = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        with pytest.raises(sweep_folder.BrokenChunkError):
            opened(wrong)


def test_a_chunk_of_another_sweep_is_put_aside(experiment, tmp_path, undisturbed):
    other = write_experiment(tmp_path / "other", seed="100")
    again(other, tmp_path / "theirs")
    again(experiment, tmp_path / "out")
    for path in chunks(tmp_path / "theirs"):
        shutil.copy(path, tmp_path / "out" / "chunks")
    said, found = again(experiment, tmp_path / "out")
    assert len(said) == len(chunks(tmp_path / "theirs"))
    assert all("it is of another sweep" in text for text in said)
    assert found.done.progress.done == 0
    assert tables(tmp_path / "out") == undisturbed
    aside = sorted(path.name for path in (tmp_path / "out" / "chunks").glob("*.other"))
    assert aside == [f"{path.name}.other" for path in chunks(tmp_path / "theirs")]  # somebody's: it stays


# --- folders ---------------------------------------------------------------------------------------------


def listing(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"seed": "9"}, "it is of another sweep: first seed 1, now 9"),
        ({"weeks": "6"}, "it is of another sweep: weeks 8, now 6"),
        ({"measures": "[space]"}, r'it is of another sweep: measures \["level", "space"\], now \["space"\]'),
        ({"record": "{series: false}"}, "it is of another sweep: record "),
        ({"founding": "shared"}, "it is of another sweep: the arm 'baseline' has another scenario there"),
    ],
)
def test_the_folder_of_another_experiment_stays_as_it_is(experiment, tmp_path, change, told):
    out = tmp_path / "out"
    again(experiment, out)
    before = listing(out)
    write_experiment(experiment, **change)
    with pytest.raises(Faults, match=told):
        again(experiment, out)
    assert listing(out) == before


def test_the_folder_of_another_version_stays_as_it_is(experiment, tmp_path, monkeypatch):
    out = tmp_path / "out"
    again(experiment, out)
    before = listing(out)
    monkeypatch.setattr(sweep_work, "sources_digest", lambda: "f" * 64)
    with pytest.raises(Faults, match=r"it is of another sweep: code of lcsim [0-9a-f]{16}, now ffffffffffffffff"):
        again(experiment, out)
    assert listing(out) == before


@pytest.mark.parametrize("name", ["thesis.txt", "manifest.json", "chunks", ".hidden"])
def test_a_folder_with_something_else_stays_as_it_is(experiment, tmp_path, name):
    out = tmp_path / "out"
    out.mkdir()
    if name == "chunks":
        (out / name).mkdir()
    else:
        (out / name).write_text('{"kind": "run"}')
    before = listing(out)
    with pytest.raises(Faults, match="this folder has something else in it"):
        again(experiment, out)
    assert listing(out) == before


def test_a_sweep_whose_manifest_is_damaged_stays_as_it_is_and_goes_on_with_it(experiment, tmp_path, undisturbed):
    out = tmp_path / "out"
    again(experiment, out)
    whole = (out / "manifest.json").read_bytes()
    (out / "manifest.json").write_bytes(whole[:100])
    before = listing(out)
    with pytest.raises(Faults, match=r"manifest\.json: it cannot be read, so nobody knows which sweep this is"):
        again(experiment, out)
    assert listing(out) == before
    (out / "manifest.json").write_bytes(whole)
    assert again(experiment, out)[1].done.progress.done == 0
    assert tables(out) == undisturbed


@pytest.mark.parametrize("what", ["runs.parquet", "experiment.yaml", "scenarios/baseline.yaml", "chunks"])
def test_what_is_damaged_beside_the_manifest_is_made_anew(experiment, tmp_path, undisturbed, what):
    out = tmp_path / "out"
    again(experiment, out)
    if what == "chunks":
        shutil.rmtree(out / what)
    else:
        (out / what).write_bytes(b"garbage: [")
    assert again(experiment, out)[1].done.progress.done == (ALL if what == "chunks" else 0)
    assert tables(out) == undisturbed
    assert read_experiment(out).runs == ALL


def test_a_file_in_the_place_of_the_folder(experiment, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(Faults, match="this is a file, not a folder"):
        again(experiment, tmp_path / "out")
    with pytest.raises(Faults, match="results cannot be written here: Not a directory"):
        again(experiment, tmp_path / "out" / "deeper")


def test_killed_before_anything_was_written(experiment, tmp_path, undisturbed):
    out = tmp_path / "out"
    out.mkdir()
    (out / ".lock").write_text("process 1\n")
    (out / ".manifest.json.1.unfinished").write_text("{")
    again(experiment, out)
    assert tables(out) == undisturbed


def test_two_sweeps_on_one_folder(experiment, tmp_path, undisturbed):
    out = tmp_path / "out"
    process = start(["sweep", experiment, "--out", out, "--workers", 1], tmp_path, "slow:.1")
    wait_until(lambda: chunks(out), process)
    scratch = out / "chunks" / ".of-the-first.unfinished"
    scratch.write_bytes(b"")
    with pytest.raises(Faults, match=rf"another sweep is at work in this folder \(process {process.pid}\)"):
        again(experiment, out)
    assert scratch.exists()  # nothing of the first is cleaned away
    assert ended(process)[0] == 0
    assert tables(out) == undisturbed


def test_a_folder_that_cannot_be_written_to_is_refused(experiment, tmp_path):
    (tmp_path / "out" / ".lock").mkdir(parents=True)  # as on a disk that is read-only: nothing can be opened there
    with pytest.raises(Faults, match="results cannot be written here"):
        again(experiment, tmp_path / "out")


# --- runs that fail --------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failing_run_is_a_row_with_error_and_seed(experiment, tmp_path, unlucky, monkeypatch, workers):
    unlucky(2)
    monkeypatch.setattr(sweep_module, "local_processes", lambda n: executors.borrowed(executors.Here(), n))
    found = again(experiment, tmp_path / "out", workers=workers)[1]
    assert found.complete
    assert found.done.progress.failed == 6
    rows = found.runs
    assert set(rows.loc[rows["status"] == "failed", "seed"]) == {2}
    assert set(rows.loc[rows["status"] == "failed", "error"].str.partition(" (")[0]) == {"ValueError: no such luck"}
    assert rows.loc[rows["status"] == "failed", "weeks"].isna().all()
    assert again(experiment, tmp_path / "out")[1].done.progress.done == 0  # it would fail again


def test_a_dry_run_tells_of_runs_that_fail(experiment, unlucky, monkeypatch):
    unlucky(4)
    monkeypatch.setattr(pilot_module, "local_processes", lambda n: executors.in_this_process())
    text = pilot_module.pilot(read_experiment(experiment), 2).text()
    assert "  failed      1 of 5 runs tried: ValueError: no such luck" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_dry_run_of_a_list_tells_the_values_that_are_tried(tmp_path, monkeypatch):
    monkeypatch.setattr(pilot_module, "local_processes", lambda n: executors.in_this_process())
    points = ", ".join(f"{{founding.seed: {seed}, environment.landscape: 7}}" for seed in range(1, 12))
    file = tmp_path / "experiment.yaml"
    file.write_text(
        "schema: 1\nquestion: Which?\nscenario: nursing_home\nweeks: 1\nreplicates: 1\nmeasures: [space]\n"
        f"design: {{kind: list, points: [{points}]}}\n"
    )
    text = pilot_module.pilot(read_experiment(file), 2).text()
    assert "founding.seed: 1, 2, 3, 4, 5, 6, 7, 8, ... (11 values)" in text
    assert "environment.landscape: 7\n" in text


def test_runs_without_memory_are_tried_again(experiment, tmp_path, undisturbed, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(sweep_work, "stages", lambda *_, **__: (_ for _ in ()).throw(MemoryError("no room")))
        assert again(experiment, tmp_path / "out")[1].done.progress.failed == ALL
    said, found = again(experiment, tmp_path / "out")
    assert said == ["24 runs whose process died or that found no memory: tried again"]
    assert found.done.progress.failed == 0
    assert tables(tmp_path / "out") == undisturbed


# --- more ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["replicates", "levels", "fewer"])
def test_more_replicates_or_points_compute_only_what_is_new(tmp_path, change):
    small, large = {"replicates": 2, "levels": 3}, {"replicates": 4, "levels": 3}
    if change == "levels":
        small, large = {"replicates": 2, "levels": 3}, {"replicates": 2, "levels": 5}
    if change == "fewer":
        small, large = large, small
    again(write_experiment(tmp_path / "ask", **small), tmp_path / "out")
    found = again(write_experiment(tmp_path / "ask", **large), tmp_path / "out")[1]
    assert found.done.progress.before == 12
    assert found.done.progress.done == {"replicates": 12, "levels": 8, "fewer": 0}[change]
    again(write_experiment(tmp_path / "ask", **large), tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")
    assert (tmp_path / "out/experiment.yaml").read_bytes() == (tmp_path / "fresh/experiment.yaml").read_bytes()


@pytest.mark.parametrize(
    ("first", "second", "new"),
    [
        ("{kind: list, points: [{organisations.house.control: .2}, {organisations.house.control: .5}]}",
         "{kind: list, points: [{organisations.house.control: .9}, {organisations.house.control: .2}, "
         "{organisations.house.control: .5}]}", 4),
        ("{kind: sobol, points: 4, seed: 3}", "{kind: sobol, points: 8, seed: 3}", 32),
    ],
)  # fmt: skip
def test_a_longer_list_and_a_longer_sobol_sequence(tmp_path, first, second, new):
    def ask(design: str) -> Path:
        folder = write_experiment(tmp_path / "ask", replicates=2, design=design)
        text = (folder / "experiment.yaml").read_text()
        if "list" in design:
            text = text.replace("vary:\n  organisations.house.control: {low: .1, high: .8}\n", "")
        (folder / "experiment.yaml").write_text(text)
        return folder

    before = again(ask(first), tmp_path / "out")[1]
    found = again(ask(second), tmp_path / "out")[1]
    assert found.done.progress.before == before.done.progress.asked
    assert found.done.progress.done == new
    again(ask(second), tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_points_that_are_alike_are_done_once(tmp_path):
    folder = write_experiment(tmp_path / "ask", replicates=2, design="{kind: morris, trajectories: 6, levels: 4}")
    found = again(folder, tmp_path / "out")[1]
    assert found.experiment.points > len(found.design["organisations.house.control"].unique())
    assert found.done.progress.done == found.done.progress.asked < found.experiment.runs == len(found.runs)
    assert again(folder, tmp_path / "out")[1].done.progress.done == 0


def test_an_interrupted_extension_leaves_the_earlier_tables_readable(experiment, tmp_path, monkeypatch):
    out = tmp_path / "out"
    again(experiment, out)
    before = tables(out) | {"experiment.yaml": (out / "experiment.yaml").read_bytes()}
    write_experiment(tmp_path / "ask", replicates=8)
    process = start(["sweep", experiment, "--out", out, "--format", "csv"], tmp_path, "slow:.1")
    wait_until(lambda: json.loads((out / "manifest.json").read_text())["replicates"] == 8, process)
    process.kill()
    ended(process)
    assert tables(out) | {"experiment.yaml": (out / "experiment.yaml").read_bytes()} == before
    manifest = json.loads((out / "manifest.json").read_text())
    assert (manifest["state"], manifest["format"]) == ("unfinished", "parquet")
    assert all(one.same for one in rerun(out, 2))
    assert again(experiment, out, form="csv")[1].complete
    assert sorted(tables(out)) == ["design.csv", "runs.csv", "series.csv"]
    assert pyarrow.csv.read_csv(out / "runs.csv").num_rows == 48
    with contextlib.suppress(FileNotFoundError):
        (out / "runs.parquet").unlink()
        raise AssertionError("tables of before stayed")


def test_all_that_can_be_recorded_is_the_same_with_two_workers(tmp_path):
    folder = write_experiment(tmp_path / "ask", replicates=2, record="{cadence: 4, people_every: 4, events: true}")
    for workers in (1, 2):
        again(folder, tmp_path / f"out{workers}", workers=workers, form="csv")
    assert sorted(tables(tmp_path / "out1")) == [
        f"{name}.csv" for name in ("design", "events", "people", "runs", "series", "ties")
    ]
    assert tables(tmp_path / "out1") == tables(tmp_path / "out2")


def test_the_folder_by_itself_is_the_same_experiment(experiment, tmp_path, undisturbed):
    again(experiment, tmp_path / "out")
    found = again(tmp_path / "out", tmp_path / "copy")[1]
    assert found.done.progress.done == ALL
    assert tables(tmp_path / "copy") == undisturbed
    assert again(tmp_path / "out", tmp_path / "out")[1].done.progress.done == 0
    assert sweeping.LONG > 0
