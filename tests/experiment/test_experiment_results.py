"""The folder of results: whole or not at all, never over another one, nothing of the machine in tables."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from lcsim.experiment import ResultsFolder, replicates, results, write_results
from lcsim.experiment.columns import numbers, shares, texts, words
from lcsim.experiment.results import TableFile, check_free, check_writable
from lcsim.experiment.sweep_folder import refuse_others
from lcsim.part import Faults
from lcsim.scenario import load_text


@pytest.fixture(scope="module")
def found(small):
    return replicates(small, [1, 2], nulls=1, people_every=16, events=True, workers=1)


@pytest.fixture(scope="module")
def folder(found, tmp_path_factory):
    path = tmp_path_factory.mktemp("results")
    write_results(found, path, command=["run", "small"], started="2026-01-01", ended="2026-01-02")
    return path


def test_names_are_numbered_and_nothing_is_overwritten(tmp_path):
    made = []
    for _ in range(3):
        with ResultsFolder(None, "home", tmp_path) as folder:
            (folder.path / "x").write_text("x")
            made.append(folder.finish().name)
    (tmp_path / "home-4").write_text("a file of somebody")
    with ResultsFolder(None, "home", tmp_path) as folder:
        made.append(folder.finish().name)
    assert made == ["home-1", "home-2", "home-3", "home-5"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "mine").mkdir()
    check_free(tmp_path / "mine")  # empty
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(Faults, match="exists and is not empty"):
        ResultsFolder(tmp_path / "mine", "home")
    (tmp_path / "file").write_text("")
    with pytest.raises(Faults, match="not a folder"):
        check_free(tmp_path / "file")


@pytest.mark.parametrize("place", [".", "a link to it", "another disk"])
def test_a_folder_that_is_there_and_empty_is_filled_and_kept(found, tmp_path, monkeypatch, place):
    there = tmp_path / "there"
    there.mkdir(mode=0o750)
    monkeypatch.chdir(there)
    out = Path(".") if place == "." else there
    if place == "a link to it":
        out = tmp_path / "link"
        out.symlink_to(there)
    if place == "another disk":  # nothing can be made beside it
        monkeypatch.setattr("tempfile.mkdtemp", partial(made_in, there, tempfile.mkdtemp))
    before = there.stat().st_ino
    check_writable(out)
    write_into(ResultsFolder(out, "home"), found)
    assert there.stat().st_ino == before
    assert "manifest.json" in os.listdir(there)
    assert not list(there.glob(".*"))
    assert len(list(tmp_path.iterdir())) == 1 + (place == "a link to it")


def made_in(only: Path, really, *, prefix: str, dir: Path) -> str:
    if not dir.samefile(only):
        raise PermissionError(errno.EACCES, "Permission denied")
    return really(prefix=prefix, dir=dir)


def test_a_folder_half_filled_is_emptied_again(found, tmp_path, monkeypatch):
    really = os.rename

    def full(source: Path, target: Path) -> None:
        if Path(source).name == "manifest.json":
            assert (tmp_path / "scenarios").is_dir()
            raise OSError(errno.ENOSPC, "No space left on device")
        really(source, target)

    monkeypatch.setattr(os, "rename", full)
    with pytest.raises(OSError, match="No space"):
        write_into(ResultsFolder(tmp_path, "home"), found)
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("x" * 300, "File name too long"),
        ("round/x", "Too many levels of symbolic links"),
        ("caf\udce9", "its name is no text"),
        ("a\0b", "null"),
        ("nowhere/x", "this is a link that leads nowhere"),
    ],
)
def test_a_name_that_no_folder_can_have_is_refused_at_once(tmp_path, name, told):
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    with pytest.raises(Faults, match=told):
        check_writable(tmp_path / name)
    with pytest.raises(Faults, match=told):
        sweep_there(tmp_path / name)
    assert len(list(tmp_path.iterdir())) == 2


def sweep_there(folder: Path) -> None:
    refuse_others(folder, {}, None)
    check_writable(folder)


def test_a_name_that_is_just_short_enough_will_do(found, tmp_path):
    out = tmp_path / ("x" * 250)
    check_writable(out)
    write_into(ResultsFolder(out, "home"), found)
    assert out.is_dir()


def test_a_command_with_bytes_that_are_no_text_is_kept_readable(found, tmp_path):
    write_results(found, tmp_path, command=["run", "caf\udce9.yaml"], started="", ended="")
    assert json.loads((tmp_path / "manifest.json").read_text("utf-8"))["command"] == ["run", r"caf\udce9.yaml"]


def write_into(folder: ResultsFolder, found) -> None:
    with folder:
        write_results(found, folder.path, started="", ended="")
        folder.finish()


def test_somebody_who_was_just_before_us_is_not_overwritten(found, tmp_path):
    folder = ResultsFolder(tmp_path / "out", "home")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "theirs").write_text("")
    with pytest.raises(Faults):
        write_into(folder, found)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["out", "theirs"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_is_cut_short_leaves_nothing(found, tmp_path, monkeypatch, error):
    def full(*_):
        raise error

    monkeypatch.setattr(results.TableFile, "close", full)
    home = tmp_path / "results"
    with pytest.raises(type(error)):
        write_into(ResultsFolder(None, "home", home), found)
    assert not home.exists()


def test_a_place_where_nothing_can_be_written_is_refused_at_once(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Faults, match="cannot be written"):
        check_writable(tmp_path / "file" / "out")
    check_writable(tmp_path / "new" / "newer" / "out")
    assert not (tmp_path / "new").exists()


def test_everything_is_there(folder):
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert names == [
        "events.parquet", "experiment.yaml", "manifest.json", "nulls.parquet", "people.parquet", "runs.parquet",
        "scenarios/small.yaml", "series.parquet", "ties.parquet",
    ]  # fmt: skip


def test_the_manifest_is_enough_to_run_it_again(folder, found, small):
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    stored = (folder / "scenarios" / "small.yaml").read_text(encoding="utf-8")
    assert load_text(stored, name="small") == small
    again = replicates(load_text(stored, name="small"), facts["seeds"], weeks=facts["weeks"], nulls=0)
    assert [o.digest for o in again.outcomes] == [o.digest for o in found.outcomes]
    assert (facts["asked"], facts["done"], facts["failed"]) == (2, 2, 0)
    assert facts["command"] == ["run", "small"]


def test_series_are_tidy(folder, found):
    table = parquet.read_table(folder / "series.parquet")
    assert table.column_names == ["run", "week", "measure", "scope", "group", "value"]
    rows = table.to_pylist()
    one = [r["value"] for r in rows if (r["run"], r["measure"], r["scope"]) == (1, "level", "all")]
    np.testing.assert_array_equal(one, found.outcomes[1].weekly("level"))
    south = [r["value"] for r in rows if (r["run"], r["measure"], r["group"]) == (0, "space", "south")]
    np.testing.assert_array_equal(south, found.outcomes[0].weekly("space", 1))
    assert {(r["scope"], r["group"]) for r in rows} == {
        ("all", "all"), ("organisation", "house"), ("team", "north"), ("team", "south"),
        ("role", "staff"), ("role", "student"), ("role", "leader"),
    }  # fmt: skip
    keys = [(r["run"], r["week"], r["measure"], r["scope"], r["group"]) for r in rows]
    assert len(set(keys)) == len(keys)
    assert all(r["value"] is None or np.isfinite(r["value"]) for r in rows)


def test_what_one_state_tells_has_its_start_and_its_end(folder, found):
    rows = parquet.read_table(folder / "series.parquet").to_pylist()
    ended = parquet.read_table(folder / "runs.parquet").to_pylist()
    for name in ("density", "mean_degree", "isolates", "ways_of_working", "value_moran"):
        told = {r["week"]: r["value"] for r in rows if (r["run"], r["measure"]) == (1, name)}
        assert set(told) == {0, 16}
        assert told[0] == found.outcomes[1].at_start[name].value
        assert told[16] == ended[1][name]
    assert not {"emerged", "burstiness", "due_to_luck"} & {r["measure"] for r in rows}


def test_a_choice_of_measures_holds_for_series_too(small, tmp_path):
    chosen = small.model_copy(update={"measures": ("level", "density")})
    write_results(replicates(chosen, [1], nulls=0), tmp_path, started="", ended="")
    told = set(parquet.read_table(tmp_path / "series.parquet")["measure"].to_pylist())
    assert "density" in told
    assert "isolates" not in told


def test_runs_say_why_a_measure_is_null(folder):
    row = parquet.read_table(folder / "runs.parquet").to_pylist()[0]
    assert (row["run"], row["arm"], row["seed"], row["status"], row["error"]) == (0, "baseline", 1, "done", None)
    reasons = json.loads(row["reasons"])
    assert row["icc1_organisation"] is None
    assert reasons["icc1_organisation"]
    assert all(row[name] is None for name in reasons)


def test_people_have_pseudonyms_and_ties_lead_to_people(folder):
    people = parquet.read_table(folder / "people.parquet").to_pylist()
    ties = parquet.read_table(folder / "ties.parquet").to_pylist()
    there = {(row["run"], row["week"], row["person"]) for row in people}
    assert {row["week"] for row in people} == {0, 16}
    assert len(there) == len(people)
    assert all(row["person"].startswith("p") and row["person"][1:].isdigit() for row in people)
    assert all((t["run"], t["week"], t[end]) in there for t in ties for end in ("source", "target"))
    first = next(row for row in people if row["week"] == 0)
    assert first["practice.domain_1"] is None or first["practice.domain_1"].startswith("option_")
    assert first["joined"] is None or first["role"] == "student"


def test_events_follow_from_the_log(folder):
    rows = parquet.read_table(folder / "events.parquet").to_pylist()
    assert {row["event"] for row in rows} <= {"learned", "switched", "joined", "left"}
    learned = [row for row in rows if row["event"] == "learned"]
    assert learned
    assert all(row["option"].startswith("option_") and row["domain"].startswith("domain_") for row in learned)
    assert all(row["source"] != row["person"] for row in rows)


def test_nothing_of_the_machine_or_the_moment_is_in_tables(found, tmp_path):
    folder = tmp_path / "telltale"
    folder.mkdir()
    write_results(found, folder, form="csv", started="2026-01-01", ended="2026-01-02")
    told = [str(tmp_path), socket.gethostname(), "2026-01", str(Path.home())]
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in told if len(word) > 3 and word in text], path.name


def test_csv_and_parquet_say_the_same(found, tmp_path):
    for form in ("csv", "parquet"):
        (tmp_path / form).mkdir()
        write_results(found, tmp_path / form, form=form, started="", ended="")
    text = csv.read_csv(tmp_path / "csv" / "series.csv").to_pylist()
    assert text == parquet.read_table(tmp_path / "parquet" / "series.parquet").to_pylist()


def test_same_bytes_however_rows_came(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "ROW_GROUP", 64)
    rows = pa.table({"x": numbers(np.arange(1000), np.int32)})
    made = []
    for n, cuts in enumerate(([1000], [1, 63, 64, 65, 807], [500, 500])):
        file = TableFile(tmp_path / f"t{n}", "parquet")
        at = 0
        for cut in cuts:
            file.add(rows.slice(at, cut))
            at += cut
        file.close()
        made.append((tmp_path / f"t{n}.parquet").read_bytes())
    assert made[0] == made[1] == made[2]
    assert parquet.ParquetFile(tmp_path / "t0.parquet").metadata.num_row_groups == 16


def test_columns_from_bytes():
    assert texts(["a", None, "", "ñandú"]).to_pylist() == ["a", None, "", "ñandú"]
    assert texts([]).to_pylist() == []
    assert shares([0.5, float("nan"), -1.0]).to_pylist() == [0.5, None, -1.0]
    assert words(np.array([1, -1, 0]), ["no", "yes"]).to_pylist() == ["yes", None, "no"]
    assert numbers([1, 2, 3], np.int64, np.array([False, True, False])).to_pylist() == [1, None, 3]
    many = numbers(np.arange(20), np.int32, np.arange(20) % 3 == 0)
    assert many.null_count == 7
    many.validate(full=True)
