"""``lcsim sweep``, ``merge`` and ``rerun`` as people meet them, and `lcsim.sweep`."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lcsim
from lcsim.cli.main import run as call
from lcsim.cli.sweep import duration, line_of
from lcsim.experiment.crate import CRATE, NAME, PROFILE
from lcsim.experiment.progress import Progress

SMALL = (Path(__file__).parents[1] / "small.yaml").read_text(encoding="utf-8")
EXPERIMENT = """
schema: 1
question: Does control narrow the space for possible action of those who work and of those who learn in this house?
scenario: ../small.yaml
arms: {baseline: {}, strict: {set: {organisations.house.workload: .7}}}
vary: {organisations.house.control: {low: .1, high: .8}}
design: {kind: grid, levels: 2}
replicates: 2
weeks: 4
"""


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "control").mkdir()
    (tmp_path / "control/experiment.yaml").write_text(EXPERIMENT, encoding="utf-8")
    return tmp_path


def lines_of(capsys) -> tuple[list[str], list[str]]:
    said = capsys.readouterr()
    for line in (said.out + said.err).splitlines():
        assert len(line) <= 80, line
    return said.out.splitlines(), said.err.splitlines()


def test_an_intervention_that_comes_too_late_is_told(here, capsys):
    text = EXPERIMENT.replace("{set: {organisations.house.workload: .7}}", "{with: ['facilitated_dialogue:start=9']}")
    (here / "control/experiment.yaml").write_text(text, encoding="utf-8")
    told = "it changes nothing, for it begins after the last week: facilitated_dialogue of the arm strict (week 9)"
    for options in (
        ["sweep", "control", "--dry-run"],
        ["sweep", "control", "--workers", "1"],
        ["check", "control/experiment.yaml"],
    ):
        assert call(options) == 0
        said = capsys.readouterr()
        assert told in " ".join((said.out + said.err).split()), options
    assert call(["sweep", "control", "--workers", "1"]) == 0
    assert "changes nothing" not in capsys.readouterr().err, "nothing is left to run"


def test_what_a_sweep_says_and_leaves(here, capsys):
    assert call(["sweep", "control", "--workers", "1"]) == 0
    out, err = lines_of(capsys)
    assert out == [
        "Does control narrow the space for possible action of those who work and of",
        "those who learn in this house?",
        "",
        "  2 arms x 2 points x 2 replicates: 8 runs",
        "  8 done now, 0 were there",
        "",
        "Results: results/control/",
    ]
    assert err == []
    there = {path.name for path in (here / "results/control").iterdir()}
    assert there == {
        ".lock", "chunks", "design.parquet", "experiment.yaml", "manifest.json", NAME, "runs.parquet", "scenarios",
        "series.parquet",
    }  # fmt: skip
    assert call(["sweep", "control"]) == 0
    assert "  0 done now, 8 were there" in lines_of(capsys)[0]


def test_a_folder_to_write_to_may_be_absolute_or_relative(here, capsys):
    assert call(["sweep", "control/experiment.yaml", "--out", "deep/er", "--workers", "1"]) == 0
    assert call(["sweep", "control", "--out", str(here / "there"), "--workers", "1"]) == 0
    assert (here / "deep/er/runs.parquet").read_bytes() == (here / "there/runs.parquet").read_bytes()


def test_a_dry_run_writes_nothing(here, capsys, monkeypatch):
    monkeypatch.setattr("lcsim.experiment.sweep_work.is_cold", lambda: True)
    assert call(["sweep", "control", "--dry-run"]) == 0
    out, said = lines_of(capsys)
    assert said == ["Compiling the model for this machine: about half a minute, this time only."]
    text = "\n".join(out)
    assert re.search(r"runs +8\b", text)
    assert re.search(r"time +\S+ \w+ to \S+ \w+ on", text)
    assert re.search(r"size +about", text)
    assert not (here / "results").exists()


def test_points_that_are_alike_are_no_part_of_a_whole(here, capsys):
    folder = here / "twice"
    folder.mkdir()
    text = "scenario: small\nvary: {communities.circle.interval: {low: 1, high: 2, whole: true}}\nreplicates: 1\n"
    (folder / "small.yaml").write_text((here / "small.yaml").read_text())
    (folder / "experiment.yaml").write_text(f"{text}design: {{kind: latin_hypercube, points: 6}}\n")
    assert call(["sweep", "twice", "--workers", "1"]) == 0
    out = lines_of(capsys)[0]
    assert "  1 arm x 6 points x 1 replicate: 6 runs" in out
    assert "  2 done now, 0 were there" in out
    assert "  4 more at points that are the same as others, so done once" in out


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_shards_merge_and_rerun(here, capsys, form):
    for shard in ("1/2", "2/2"):
        assert call(["sweep", "control", "--shard", shard, "--workers", "1"]) == 0
    assert "  2 arms x 2 points x 2 replicates: 4 runs in this part" in lines_of(capsys)[0]
    parts = ["results/control-shard-1-of-2", "results/control-shard-2-of-2"]
    assert call(["merge", *parts, "--out", "whole", "--format", form]) == 0
    assert "  0 done now, 8 were there" in lines_of(capsys)[0]
    assert call(["sweep", "control", "--format", form, "--workers", "1"]) == 0
    for name in ("runs", "series", "design"):
        one, two = (Path(folder) / f"{name}.{form}" for folder in ("whole", "results/control"))
        assert one.read_bytes() == two.read_bytes()
    lines_of(capsys)
    assert call(["rerun", "whole", "--sample", "3"]) == 0
    out, err = lines_of(capsys)
    assert out[-1] == "3 of 3 runs came out the same, bit for bit."
    assert err == []
    assert call(["rerun", "whole"]) == 0
    assert "8 of 8 runs" in lines_of(capsys)[0][-1]


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_rerun_of_a_run(here, capsys, form):
    assert call(["run", "small.yaml", "--replicates", "2", "--out", "r", "--no-plots", "--format", form]) == 0
    assert call(["rerun", "r"]) == 0
    assert "2 of 2 runs came out the same, bit for bit." in capsys.readouterr().out


def test_rerun_of_what_is_no_results_is_told_in_one_message(here, capsys):
    assert call(["rerun", "control"]) == 2
    assert lines_of(capsys)[1] == [
        "control: this folder holds no results of lcsim",
        "1 problem in control; nothing was run.",
    ]


def test_rerun_finds_what_was_changed(here, capsys):
    assert call(["sweep", "control", "--format", "csv", "--workers", "1"]) == 0
    path = here / "results/control/runs.csv"
    text = path.read_text()
    first = re.search(r"[0-9a-f]{64}", text).group()
    path.write_text(text.replace(first, "0" * 64))
    capsys.readouterr()
    assert call(["rerun", "results/control"]) == 1
    out, _ = lines_of(capsys)
    assert sum("DIFFERS" in line for line in out) == 1
    assert out[-1] == "7 of 8 runs came out the same, bit for bit."


def of_changed(folder: Path, column: str, value: object) -> None:
    """Change one value of the table of runs, or take the column away."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    table = parquet.read_table(folder / "runs.parquet")
    at = table.column_names.index(column)
    if value is None:
        table = table.remove_column(at)
    else:
        values = [value, *table.column(column).to_pylist()[1:]]
        table = table.set_column(at, column, pa.array(values, table.schema.field(column).type))
    parquet.write_table(table, folder / "runs.parquet")


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    """A finished sweep."""
    home = tmp_path_factory.mktemp("finished")
    (home / "small.yaml").write_text(SMALL, encoding="utf-8")
    (home / "control").mkdir()
    (home / "control/experiment.yaml").write_text(EXPERIMENT, encoding="utf-8")
    lcsim.sweep(home / "control", out=home / "out", workers=1, say=lambda _: None)
    return home / "out"


@pytest.mark.parametrize(
    ("column", "value", "row"),
    [
        ("space", 9.5, "equal        DIFFER, space"),
        ("seed", 77, "equal        DIFFER, seed"),
        ("weeks", 3, "equal        DIFFER, weeks"),
        ("record_digest", "0", "equal        DIFFER"),
    ],
)
def test_rerun_finds_any_number_that_was_changed(finished, tmp_path, monkeypatch, capsys, column, value, row):
    shutil.copytree(finished, tmp_path / "r")
    of_changed(tmp_path / "r", column, value)
    monkeypatch.chdir(tmp_path)
    assert call(["rerun", "r"]) == 1
    out, _ = lines_of(capsys)
    assert sum(line.endswith(row) for line in out) == 1
    assert sum("DIFFER" in line for line in out) == 1


@pytest.mark.parametrize("change", ["control", "gone"])
def test_rerun_tells_of_a_table_in_which_all_that_is_compared_is_equal(finished, tmp_path, monkeypatch, capsys, change):
    """The value of a factor, or a row that was taken out: no run comes out otherwise."""
    shutil.copytree(finished, tmp_path / "r")
    path = tmp_path / "r/runs.parquet"
    if change == "gone":
        import pyarrow.parquet as parquet

        parquet.write_table(parquet.read_table(path).slice(0, 5), path)
    else:
        of_changed(tmp_path / "r", "organisations.house.control", 0.5)
    monkeypatch.chdir(tmp_path)
    assert call(["rerun", "r", "--sample", "2"]) == 1
    out, err = lines_of(capsys)
    assert out[-1] == "2 of 2 runs came out the same, bit for bit."
    assert err == ["lcsim: r/runs.parquet was changed or damaged since it was written"]


def test_a_run_whose_files_were_changed_is_told(here, capsys):
    assert call(["run", "small.yaml", "--replicates", "2", "--out", "r", "--no-plots", "--format", "csv"]) == 0
    table, scenario = here / "r/runs.csv", here / "r/scenarios/small.yaml"
    rows = table.read_text(encoding="utf-8")
    table.write_text("\n".join(rows.splitlines()[:2]) + "\n", encoding="utf-8")
    capsys.readouterr()
    assert call(["rerun", "r"]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "1 of 1 runs came out the same, bit for bit."
    assert said.err == "lcsim: r/runs.csv was changed or damaged since it was written\n"
    table.write_text(rows, encoding="utf-8", newline="\n")
    scenario.write_text(scenario.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    assert call(["rerun", "r"]) == 2
    assert "r/scenarios/small.yaml: was changed or damaged since it was written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("arm", "nobody", "run 0 of the table is none of this experiment"),
        ("point", 99, "run 0 of the table is none of this experiment"),
        ("digest", None, "the table of runs is damaged: it has no column digest"),
        ("", None, "the table of runs is damaged"),
    ],
)
def test_rerun_of_a_damaged_table_is_told(finished, tmp_path, monkeypatch, capsys, column, value, told):
    shutil.copytree(finished, tmp_path / "r")
    if column:
        of_changed(tmp_path / "r", column, value)
    else:
        (tmp_path / "r/runs.parquet").write_bytes(b"no table")
    monkeypatch.chdir(tmp_path)
    assert call(["rerun", "r"]) == 2
    _, err = lines_of(capsys)
    assert told in " ".join(err)
    assert err[-1].startswith("1 problem in")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sweep", "contrl"], "is neither a file nor a folder"),
        (["sweep", "control", "--shard", "3/2"], "must be i/n with i from 1 to n, such as 3/10, got '3/2'"),
        (["sweep", "control", "--shard", "0/2"], "must be i/n"),
        (["sweep", "control", "--shard", "²/3"], "must be i/n"),
        (["sweep", "control", "--workers", "0"], "--workers"),
        (["sweep", "control", "--workers", "2", "--scheduler", "tcp://x:1"], "--workers is for local processes"),
        (["merge", "control", "--out", "x"], "this folder is no part of a sweep"),
        (["merge", "--out", "x"], "SHARDS"),
        (["rerun", "control"], "this folder holds no results of lcsim"),
        (["rerun", "nowhere"], "nowhere"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(here, capsys, arguments, told):
    assert call(arguments) == 2
    assert told in capsys.readouterr().err
    assert not (here / "results").exists()
    assert not (here / "x").exists()


def test_a_failing_run_is_told_with_exit_1(here, capsys, monkeypatch):
    from lcsim.experiment import sweep_work

    before = sweep_work.stages

    def run(scenario, seed, *args, **named):
        if seed == 2:
            raise ValueError("bad luck")
        return before(scenario, seed, *args, **named)

    monkeypatch.setattr(sweep_work, "stages", run)
    assert call(["sweep", "control", "--workers", "1"]) == 1
    assert "  4 failed: see the column error of the table of runs" in lines_of(capsys)[0]
    assert call(["sweep", "control", "--workers", "1"]) == 1


def test_progress_is_shown_on_a_terminal_only(here):
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "lcsim", "sweep", "control", "--workers", "1"],
        cwd=here, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE, stderr=slave, text=True,
    )  # fmt: skip
    os.close(slave)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(master, 4096):
            shown += piece
    out = process.communicate(timeout=60)[0]
    os.close(master)
    assert process.returncode == 0, shown
    assert "\r" not in out
    assert "8 of 8 runs (100%)" in shown.decode()


def test_the_line_of_progress():
    progress = Progress(12_000, 1_000, done=500, failed=3)
    progress.began -= 100
    assert line_of(progress) == "1,500 of 12,000 runs (12%) · 5 a second · 35 minutes left · 3 failed"
    assert line_of(Progress(10, 10)) == "10 of 10 runs (100%)"
    assert line_of(Progress(10, 0)) == "0 of 10 runs (0%)"
    assert [duration(s) for s in (5, 150, 8000, 400_000)] == ["5 seconds", "2 minutes", "2 hours", "5 days"]
    wide = Progress(10_000_000, 9_000_000, done=900_000, failed=888_888)
    assert len(line_of(wide)) < 80


# --- from Python -----------------------------------------------------------------------------------------


def test_from_python(here, capsys):
    found = lcsim.sweep("control", workers=1)
    assert found.complete
    assert repr(found) == "Sweep(control: 8 of 8 runs, results/control/)"
    assert "varied   organisations.house.control" in str(found)
    assert "<table><caption>Does control narrow" in found._repr_html_()
    assert list(found.design.columns) == ["point", "organisations.house.control"]
    assert len(found.runs) == 8
    assert set(found.runs["arm"]) == {"baseline", "strict"}
    assert set(found.series.columns) == {"run", "week", "measure", "scope", "group", "value"}
    with pytest.raises(FileNotFoundError, match="there is no table events"):
        found.table("events")
    again = lcsim.sweep(found.experiment, out=here / "again", workers=1, form="csv")
    assert again.runs["digest"].tolist() == found.runs["digest"].tolist()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "wrong", [{"workers": 0}, {"form": "xlsx"}, {"shard": (3, 2)}, {"executor": object(), "scheduler": "tcp://x:1"}]
)
def test_from_python_wrong_arguments(here, wrong):
    with pytest.raises(ValueError):
        lcsim.sweep("control", **wrong)


# --- RO-Crate --------------------------------------------------------------------------------------------


def crate_of(folder: Path) -> tuple[dict, dict[str, dict]]:
    data = json.loads((folder / NAME).read_text(encoding="utf-8"))
    assert data["@context"] == f"{CRATE}/context"
    named = {entity["@id"]: entity for entity in data["@graph"]}
    assert len(named) == len(data["@graph"])
    return data, named


def references(value):
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        else:
            for inner in value.values():
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


@pytest.mark.parametrize("kind", ["run", "sweep"])
def test_the_crate_is_a_process_run_crate(here, capsys, kind):
    if kind == "run":
        assert call(["run", "small.yaml", "--weeks", "4", "--out", "out", "--nulls", "0"]) == 0
    else:
        assert call(["sweep", "control", "--out", "out", "--workers", "1"]) == 0
    _, named = crate_of(here / "out")
    descriptor, root = named[NAME], named["./"]
    assert (descriptor["@type"], descriptor["about"]) == ("CreativeWork", {"@id": "./"})
    assert descriptor["conformsTo"] == {"@id": CRATE}
    assert root["@type"] == "Dataset"
    assert all(root[key] for key in ("name", "description", "license"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", root["datePublished"])
    assert root["conformsTo"] == {"@id": PROFILE}
    assert {"CreativeWork"} == {named[PROFILE]["@type"]}
    files = {
        path.relative_to(here / "out").as_posix()
        for path in (here / "out").rglob("*")
        if path.is_file() and path.name not in (NAME, ".lock") and "chunks" not in path.parts
    }
    assert {part["@id"] for part in root["hasPart"]} == files
    for name in files:
        assert named[name]["@type"] == "File"
        assert named[name]["encodingFormat"]
    actions = [entity for entity in named.values() if entity["@type"] == "CreateAction"]
    assert len(actions) == 1
    action = actions[0]
    assert root["mentions"] == {"@id": action["@id"]}
    tool = named[action["instrument"]["@id"]]
    assert tool["@type"] == "SoftwareApplication"
    assert tool["softwareVersion"] == lcsim.__version__
    assert action["endTime"] >= action["startTime"] > "2020"
    assert action["actionStatus"] == "http://schema.org/CompletedActionStatus"
    made = {one["@id"] for one in action["result"]}
    assert {"runs.parquet", "series.parquet", "manifest.json"} <= made
    assert {one["@id"] for one in action["object"]} | made == files
    outside = ("http://", "https://")
    dangling = {
        one for entity in named.values() for one in references(list(entity.values()))
        if one not in named and not one.startswith(outside)
    }  # fmt: skip
    assert not dangling


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("runs.parquet", "analyse"),
        ("experiment.yaml", "analyse"),
        ("experiment.yaml", "rerun"),
        ("scenarios/baseline.yaml", "analyse"),
        ("scenarios/baseline.yaml", "rerun"),
    ],
)
def test_a_finished_file_that_reads_well_but_was_changed_is_told(
    finished, tmp_path, monkeypatch, capsys, name, command
):
    """A measure, a range or a number of a scenario: nothing else would show that it is another one."""
    shutil.copytree(finished, tmp_path / "r")
    if name == "runs.parquet":
        of_changed(tmp_path / "r", "space", 9.5)
    else:
        with (tmp_path / "r" / name).open("a", encoding="utf-8") as file:
            file.write("# another\n")
    monkeypatch.chdir(tmp_path)
    assert call([command, "r"]) == 2
    _, err = lines_of(capsys)
    assert err[0] == f"r/{name}: was changed or damaged since it was written"
    assert err[-1] == f"1 problem in r/{name}; nothing was run."
    assert not (tmp_path / "r/analysis").exists()
