"""The command line as people meet it: quick help, clear faults, exit codes, results on stdout only."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import lcsim
from lcsim.cli.lazy import COMMANDS
from lcsim.cli.main import run as call

SMALL = (Path(__file__).parents[1] / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def outside(arguments: list[str], cwd: Path, **options) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-m", "lcsim", *arguments],
        cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **options,
    )  # fmt: skip


# --- quick ------------------------------------------------------------------------------------------------


def test_help_imports_nothing_heavy(here):
    code = (
        "import sys; from lcsim.cli.main import run; run(['--help']);"
        "heavy = {'numpy', 'numba', 'pydantic', 'matplotlib', 'pyarrow', 'mesa', 'tqdm'} & set(sys.modules);"
        "sys.exit(' '.join(heavy) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert all(command in found.stdout for command in COMMANDS)


def test_importing_lcsim_imports_nothing_heavy():
    code = (
        "import sys, lcsim; heavy = {'numpy', 'pydantic', 'click', 'importlib.metadata'} & set(sys.modules);"
        "sys.exit(' '.join(heavy) or 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert {"load", "run", "check", "LearningCommunity"} <= set(dir(lcsim))
    with pytest.raises(AttributeError, match="no attribute 'luck'"):
        _ = lcsim.luck


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_reads_well(command, capsys):
    assert call([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert max(len(line) for line in text.splitlines()) <= 80
    assert text.startswith("Usage: lcsim")


# --- run --------------------------------------------------------------------------------------------------


def test_run_tells_and_leaves_a_folder(here, capsys):
    assert call(["run", "small.yaml", "--replicates", "2"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("small · 2 runs of 16 weeks")
    assert "Figures, tables and how to repeat this: results/small-1/" in said.out
    assert "\x1b" not in said.out
    assert sorted(path.name for path in (here / "results" / "small-1").iterdir()) == [
        "experiment.yaml", "figures", "manifest.json", "nulls.parquet", "ro-crate-metadata.json", "runs.parquet",
        "scenarios", "series.parquet",
    ]  # fmt: skip
    assert call(["run", "small.yaml", "--no-plots", "--format", "csv", "--weeks", "3"]) == 0
    second = here / "results" / "small-2"
    assert (second / "runs.csv").is_file()
    assert not (second / "figures").exists()
    assert "Tables and how to repeat this" in capsys.readouterr().out


def test_json_is_one_object_and_nothing_else(here, capsys):
    assert call(["run", "small.yaml", "--json", "--no-results", "--seed", "7", "--weeks", "4"]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert (found["scenario"], found["seed"], found["weeks"]) == ("small", 7, 4)
    assert said.err == ""
    assert not (here / "results").exists()


def test_the_same_seed_gives_the_same_digest_whatever_the_workers(here, capsys):
    digests = []
    for workers in ("1", "2"):
        assert call(["run", "small.yaml", "--json", "--no-results", "--replicates", "4", "--workers", workers]) == 0
        digests.append(json.loads(capsys.readouterr().out)["digest"])
    assert digests[0] == digests[1]


def test_set_and_with_change_the_scenario(here, capsys):
    arguments = ["run", "small.yaml", "--json", "--no-results"]
    found = []
    for change in ([], ["--set", "organisations.house.control=.9"], ["--with", "enabling_leadership:start=2,dose=1"]):
        assert call([*arguments, *change]) == 0
        found.append(json.loads(capsys.readouterr().out)["digest"])
    assert len(set(found)) == 3


def test_dutch_by_option_and_by_environment(here, capsys, monkeypatch):
    arguments = ["run", "small.yaml", "--no-results", "--weeks", "2"]
    assert call([*arguments, "--lang", "nl"]) == 0
    assert "Wat ontstond, door niemand bedoeld" in capsys.readouterr().out
    monkeypatch.setenv("LCSIM_LANG", "nl_NL.UTF-8")
    assert call(arguments) == 0
    assert "Wat ontstond, door niemand bedoeld" in capsys.readouterr().out


def test_a_failed_run_gives_exit_1_and_its_seed(here, capsys, monkeypatch):
    import lcsim.experiment.work as work

    before = work.observe

    def observe(run, *args, **kwargs):
        if run.seed == 2:
            raise ValueError("bad luck")
        return before(run, *args, **kwargs)

    monkeypatch.setattr(work, "observe", observe)
    assert call(["run", "small.yaml", "--replicates", "3", "--no-plots", "--workers", "1", "--nulls", "0"]) == 1
    said = capsys.readouterr()
    assert "lcsim: seed 2 failed: ValueError: bad luck" in said.err
    assert "1 of 3 runs failed" in said.out
    assert (here / "results" / "small-1" / "runs.parquet").is_file()


def test_a_full_disk_gives_one_clear_message_and_leaves_nothing(here, capsys, monkeypatch):
    import errno

    from lcsim.experiment import results

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(results.TableFile, "close", full)
    assert call(["run", "small.yaml", "--no-plots"]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "the disk is full" in said.err
    assert said.out.startswith("small · ")
    assert not (here / "results").exists()


# --- bad input --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "nursing_hom"], "did you mean 'nursing_home'?"),
        (["run", "small.yaml", "--set", "organisations.house.contrl=1"], "did you mean 'control'?"),
        (["run", "small.yaml", "--set", "organisations.house.control=2"], "at most 1"),
        (["run", "small.yaml", "--with", "enabling_leadershp"], "did you mean 'enabling_leadership'?"),
        (
            ["run", "small.yaml", "--seed", "x"],
            "'--seed': must be a whole number from 0 to 9223372036854775807, got 'x'",
        ),
        (["run", "small.yaml", "--seed", "-1"], "got '-1'"),
        (["run", "small.yaml", "--seed", "9" * 5000], "got '99999"),
        (["run", "small.yaml", "--replicates", "0"], "must be a whole number from 1 to 1000000, got '0'"),
        (["run", "small.yaml", "--weeks", "1.5"], "must be a whole number from 1 to 1000, got '1.5'"),
        (["run", "small.yaml", "--workers", ""], "must be a whole number of at least 1, got ''"),
        (["run", "small.yaml", "--with", ":"], "names no intervention"),
        (["run", "small.yaml", "--with", "training:start=1,start=2"], "training: 'start' is here twice"),
        (["run", "small.yaml", "--with", "training:team=north,team=south"], "write team=one|other"),
        (["run", "small.yaml", "--set", "name=a/b"], "cannot contain / or \\, got 'a/b'"),
        (["run", "."], ".: is a folder, not a scenario file"),
        (["run", ""], "is empty: name a file"),
        (["run", "small.yaml", "--lang", "fr"], "must be en or nl"),
        (["run", "small.yaml", "--no-results", "--out", "x"], "--no-results"),
        (["rnu"], "Did you mean 'run'?"),
        (["run"], "Missing argument"),
        (["run", "small.yaml", "--bogus"], "--bogus"),
        (["run", "missing.yaml"], "no such file"),
        (["run", "smal.yml"], "`lcsim scenarios` lists"),
        (["run", "two\nlines"], "two lines: is neither"),
        (["sweep", "small.yaml"], "small.yaml:1:1: is a scenario, not an experiment"),
    ],
)
def test_bad_input_is_told_on_stderr_with_exit_2_and_nothing_is_written(here, capsys, arguments, told):
    before = sorted(here.rglob("*"))
    assert call(arguments) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""
    assert "Traceback" not in said.err
    assert sorted(here.rglob("*")) == before


def test_faults_of_both_options_are_told_at_once(here, capsys):
    assert call(["run", "small.yaml", "--set", "nothing=1", "--with", "nonsense"]) == 2
    error = capsys.readouterr().err
    assert "'nothing'" in error
    assert "'nonsense'" in error
    assert error.strip().endswith("2 problems; nothing was run.")


def test_what_good_ones_do_wrong_is_told_with_those_of_no_form(here, capsys):
    settings = ["--set", "nonsense", "--set", "calendar.weeks=abc", "--with", "x", "--with", "mandate:dose=7"]
    assert call(["run", "small.yaml", *settings]) == 2
    error = capsys.readouterr().err
    assert all(told in error for told in ("must be path=value", "got 'abc'", "'x'", "must be at most 1, got 7"))
    assert error.strip().endswith("4 problems; nothing was run.")


def test_a_folder_with_something_in_it_is_refused_before_anything_runs(here, capsys):
    (here / "mine").mkdir()
    (here / "mine" / "thesis").write_text("years")
    assert call(["run", "small.yaml", "--out", "mine"]) == 2
    assert "mine: this folder exists and is not empty" in capsys.readouterr().err
    assert [path.name for path in (here / "mine").iterdir()] == ["thesis"]


def test_the_unexpected_is_one_line_and_a_traceback_only_on_request(here, capsys, monkeypatch):
    import lcsim.cli.run

    def broken(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr(lcsim.cli.run, "load_changed", broken)
    assert call(["run", "small.yaml"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("lcsim: unexpected RuntimeError: a bug\n")
    assert "report it" in error
    assert "Traceback" not in error
    assert call(["run", "small.yaml", "-v"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_an_intervention_after_the_end_is_told(here, capsys):
    arguments = ["run", "small.yaml", "--no-results", "--nulls", "0", "--with", "enabling_leadership:start=20"]
    assert call(arguments) == 0
    assert capsys.readouterr().err == (
        "enabling_leadership starts in week 20, after the last week (16): it does nothing here.\n"
    )
    assert call([*arguments, "--lang", "nl"]) == 0
    assert "hier doet het niets" in capsys.readouterr().err


def test_a_threshold_above_all_ties_is_told(here, capsys):
    """Weights of a pair are added up, so the largest is 2.5; kept from the threshold on, so not below it."""
    (here / "p.csv").write_text("id\na\nb\nc\n", encoding="utf-8")
    (here / "t.csv").write_text("source,target,weight\na,b,2\na,b,0.5\nb,c,1\n", encoding="utf-8")
    text = "schema: 1\nvalues: [care, order]\npractices: {domains: 2, options: 2}\ncalendar: {weeks: 2}\n"
    path = here / "own.yaml"
    path.write_text(text + "tables: {roster: p.csv, ties: t.csv, threshold: 2.6}\n", encoding="utf-8")
    told = "No tie is kept: tables.threshold is 2.6, and the largest weight is 2.5.\n"
    assert call(["check", "own.yaml"]) == 0
    assert capsys.readouterr().err == f"{told}own.yaml: good; 3 people, 2 weeks.\n"
    run = ["run", "own.yaml", "--no-results", "--nulls", "0"]
    assert call(run) == 0
    assert capsys.readouterr().err == told
    assert call([*run, "--lang", "nl"]) == 0
    assert (
        capsys.readouterr().err == "Geen band blijft over: tables.threshold is 2,6, en het grootste gewicht is 2,5.\n"
    )
    assert call([*run, "--set", "tables.threshold=2.5"]) == 0
    assert capsys.readouterr().err == ""
    assert call(["check", "-q", "own.yaml"]) == 0
    capsys.readouterr()
    (here / "study.yaml").write_text(
        "schema: 1\nscenario: own.yaml\nreplicates: 1\narms: {all: {}, fewer: {set: {tables.threshold: 1.5}}}\n",
        encoding="utf-8",
    )
    sweep_told = "no tie is kept in the arm all: tables.threshold is 2.6, and the largest weight is 2.5"
    assert call(["check", "study.yaml"]) == 0
    assert f"study.yaml: {sweep_told}\n" in capsys.readouterr().err
    assert call(["sweep", "study.yaml", "--dry-run"]) == 0
    assert f"no ties {sweep_told}" in " ".join(capsys.readouterr().out.split())
    assert call(["sweep", "study.yaml", "--workers", "1"]) == 0
    assert sweep_told in " ".join(capsys.readouterr().err.split())
    varied = "design: {kind: grid}\nvary: {tables.threshold: [1, 2.6]}\n"
    (here / "study.yaml").write_text(f"schema: 1\nscenario: own.yaml\nreplicates: 1\n{varied}", encoding="utf-8")
    assert call(["check", "study.yaml"]) == 0
    assert "no tie is kept" not in capsys.readouterr().err
    assert capsys.readouterr().err == ""
    (here / "t.csv").write_text("source,target,weight\na,b,0\n", encoding="utf-8")
    assert call(run) == 0
    assert capsys.readouterr().err == ""  # there are none to lose


def test_a_language_from_the_environment_is_named(here, capsys, monkeypatch):
    monkeypatch.setenv("LCSIM_LANG", "fr")
    assert call(["scenarios"]) == 2
    assert "got 'fr' in LCSIM_LANG" in capsys.readouterr().err


def test_new_refuses_a_folder_that_is_not_there_and_leaves_no_half_file(here, capsys, monkeypatch):
    assert call(["new", "nowhere/ours"]) == 2
    error = capsys.readouterr().err
    assert "cannot be written here: no such file or directory" in error
    assert error.strip().endswith("nothing was written.")

    import lcsim.cli.new as new

    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def write(self, _):
            import errno

            raise OSError(errno.ENOSPC, "No space left on device")

    before = new.Path.open

    def full(path, *args, **options):
        before(path, *args, **options).close()
        return Full()

    monkeypatch.setattr(new.Path, "open", full)
    assert call(["new", "ours"]) == 1
    assert "the disk is full" in capsys.readouterr().err
    assert not (here / "ours.yaml").exists()


@pytest.mark.parametrize("coding", ["ascii", "latin-1", None])
def test_words_come_through_whatever_the_system_speaks(here, coding):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment.pop("PYTHONIOENCODING", None)
    if coding:
        environment["PYTHONIOENCODING"] = coding
    found = subprocess.run(
        [sys.executable, "-m", "lcsim", "describe", "small.yaml", "--lang", "nl"],
        cwd=here, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    told = found.stdout.decode(coding or "utf-8")
    assert ("offici\N{LATIN SMALL LETTER E WITH DIAERESIS}le" in told) == (coding != "ascii")


@pytest.mark.parametrize(
    ("prefix", "ends", "coding", "code"),
    [("\ufeff", "\n", "utf-8", 0), ("", "\r\n", "utf-8", 0), ("", "\n", "utf-16", 2)],
)
def test_files_of_other_systems(here, capsys, prefix, ends, coding, code):
    (here / "other.yaml").write_bytes((prefix + SMALL).replace("\n", ends).encode(coding))
    assert call(["check", "-q", "other.yaml"]) == code
    assert ("not UTF-8" in capsys.readouterr().err) == bool(code)


# --- stopped ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are those of POSIX")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_keeps_what_is_finished_and_gives_130(here, workers):
    for patience in (8, 30, 90):  # seconds until a first run is finished: more on a busy machine
        process = outside(["run", "small.yaml", "--replicates", "100000", "--workers", workers, "-v"], here)
        time.sleep(patience)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=120)
        assert process.returncode == 130, error
        if "before the first run was finished" not in error:
            break
    assert "Interrupted: " in error
    assert "Traceback" not in error
    assert "of 100000 runs were finished" in error
    assert out.startswith("small · ")
    facts = json.loads((here / "results" / "small-1" / "manifest.json").read_text(encoding="utf-8"))
    assert facts["interrupted"]
    assert 0 < facts["done"] < 100000
    assert len(list((here / "results").iterdir())) == 1


STUCK = """
import sys, threading, time
from lcsim.cli import main as door
module = sys.modules["lcsim.cli.main"]
threading.Thread(target=time.sleep, args=(100,)).start()  # as one that waits for a lock which nobody opens
def stopped(arguments):
    print("what was finished")
    {ending}
module.run = stopped
door([])
"""


@pytest.mark.parametrize(("ending", "code"), [("return 130", 130), ("sys.exit(143)", 143)])
def test_nothing_that_is_stuck_keeps_it_from_ending(ending, code):
    found = subprocess.run(
        [sys.executable, "-c", STUCK.format(ending=ending)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (found.returncode, found.stdout) == (code, "what was finished\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are those of POSIX")
def test_no_ctrl_c_is_lost(here, monkeypatch, capsys):
    replicates = importlib.import_module("lcsim.experiment.replicates")
    really = replicates.do

    def swallowed(scenario, job, *more):
        if job.replicate == 2:
            try:
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(1)
            except KeyboardInterrupt:
                pass  # as callbacks from other languages do
        return really(scenario, job, *more)

    monkeypatch.setattr(replicates, "do", swallowed)
    assert call(["run", "small.yaml", "--replicates", "20", "--workers", "1", "--no-results"]) == 130
    assert "3 of 20 runs" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_that_stops_reading_is_no_error(here):
    process = outside(["check", "nursing_home"], here)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert "Traceback" not in error
    assert "Exception ignored" not in error


# --- the others -------------------------------------------------------------------------------------------


def test_scenarios_are_listed(capsys):
    assert call(["scenarios"]) == 0
    assert "nursing_home" in capsys.readouterr().out
    assert call(["scenarios", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["scenarios"]
    assert {"name", "people", "organisations", "weeks", "about"} == set(rows[0])


def test_an_experiment_is_checked_as_one(here, capsys):
    folder = here / "ask"
    folder.mkdir()
    text = "schema: 1\nquestion: Which?\nscenario: nursing_home\nreplicates: 2\nvary: {founding.safety: [0.2, 0.6]}\n"
    (folder / "experiment.yaml").write_text(text + "design: {kind: grid}\n")
    assert call(["check", "ask/experiment.yaml"]) == 0
    said = capsys.readouterr()
    assert "ask/experiment.yaml: good; 2 points, 1 arm, 4 runs." in said.out + said.err
    assert 'question: "Which?"' in said.out
    (folder / "experiment.yaml").replace(folder / "mine.yaml")
    assert call(["check", "ask/mine.yaml"]) == 0, "sweep takes any name"
    (folder / "mine.yaml").replace(folder / "experiment.yaml")
    capsys.readouterr()
    assert call(["check", "ask/experiment.yaml", "--set", "founding.safety=0.4"]) == 2
    assert "an experiment says itself" in capsys.readouterr().err
    (folder / "experiment.yaml").write_text(text + "design: {kind: grd}\n")
    assert call(["check", "ask/experiment.yaml"]) == 2
    assert "experiment.yaml:6:16: design.kind" in capsys.readouterr().err


def test_an_experiment_is_no_scenario_to_run(here, capsys):
    (here / "ask.yaml").write_text("scenario: small.yaml\nvary: {founding.safety: [0.2, 0.6]}\ndesign: {kind: grid}\n")
    for command in ("run", "describe"):
        assert call([command, "ask.yaml"]) == 2
        said = capsys.readouterr().err
        assert "ask.yaml:1:1: is an experiment, not a scenario" in said
        assert "`lcsim sweep` runs it" in said
        assert "1 problem in ask.yaml" in said, "nothing else is wrong with it"


def test_check_tells_all_faults_or_shows_the_complete_form(here, capsys):
    assert call(["check", "small.yaml"]) == 0
    said = capsys.readouterr()
    assert "small.yaml: good; 15 people, 16 weeks." in said.err
    (here / "complete").mkdir()
    (here / "complete" / "small.yaml").write_text(said.out, encoding="utf-8")
    assert lcsim.load(here / "complete" / "small.yaml") == lcsim.load(here / "small.yaml")
    (here / "bad.yaml").write_text(SMALL + "\nnonsense: 1\nvaluse: 2\n", encoding="utf-8")
    assert call(["check", "bad.yaml", "small.yaml", "-q"]) == 2
    said = capsys.readouterr()
    assert "2 problems in bad.yaml; nothing was run." in said.err
    assert said.out == ""
    assert call(["check", "bad.yaml", "--json"]) == 2
    assert len(json.loads(capsys.readouterr().out)["files"][0]["faults"]) == 2
    assert len(lcsim.check(here / "bad.yaml")) == 2


def test_describe_and_schema(here, capsys):
    assert call(["describe", "small.yaml", "--lang", "nl"]) == 0
    assert capsys.readouterr().out.startswith("# small")
    assert call(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "lcsim scenario"


def test_new_writes_a_scenario_that_runs_and_overwrites_none(here, capsys):
    assert call(["new", "ours"]) == 0
    assert capsys.readouterr().out.strip() == "ours.yaml"
    assert call(["run", "ours.yaml", "--weeks", "2", "--no-results", "--nulls", "0"]) == 0
    capsys.readouterr()
    assert call(["new", "ours"]) == 2
    assert "this file exists" in capsys.readouterr().err
    assert call(["new", "ours", "--stdout"]) == 0
    assert capsys.readouterr().out == (here / "ours.yaml").read_text(encoding="utf-8")


def test_new_like_another_brings_its_tables(here, capsys):
    assert call(["new", "ours", "--like", "own_organisation"]) == 0
    assert sorted(path.name for path in (here / "ours").iterdir()) == ["people.csv", "ties.csv", "values.csv"]
    told, shipped = lcsim.load(here / "ours.yaml"), lcsim.load("own_organisation")
    assert told.tables.digests == shipped.tables.digests
    assert told.organisations == shipped.organisations
    assert "roster: ours/people.csv" in (here / "ours.yaml").read_text(encoding="utf-8")
    capsys.readouterr()
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    assert call(["new", "ours", "--like", "own_organisation"]) == 2
    assert "this file exists" in capsys.readouterr().err
    assert call(["new", "theirs", "--like", "nursing_hom"]) == 2
    assert "did you mean 'nursing_home'?" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_scenarios_are_told_in_full_however_wide(capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    assert call(["scenarios"]) == 0
    text = capsys.readouterr().out
    assert max(len(line) for line in text.splitlines()) <= int(columns)
    assert "…" not in text
    words = " ".join(text.split())
    assert "home" in words.split("Two care innovation", 1)[-1].split()[:12]


def test_version(capsys):
    assert call(["--version"]) == 0
    assert capsys.readouterr().out == f"lcsim {lcsim.__version__}\n"


def test_bold_only_where_it_is_welcome(monkeypatch, capsys):
    from lcsim.cli import console

    monkeypatch.setattr(console, "on_terminal", lambda _: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    console.show("Title\n  text")
    assert capsys.readouterr().out == "\x1b[1mTitle\x1b[0m\n  text\n"
    monkeypatch.setenv("NO_COLOR", "1")
    console.show("Title\n  text")
    assert capsys.readouterr().out == "Title\n  text\n"


def test_what_new_says_can_be_typed_and_a_forgotten_ending_is_guessed(here, capsys):
    assert call(["new", "onze afdeling"]) == 0
    assert 'Try: lcsim run "onze afdeling.yaml"' in capsys.readouterr().err
    assert '#   lcsim run "onze afdeling.yaml"' in Path("onze afdeling.yaml").read_text(encoding="utf-8")
    assert call(["run", "onze afdeling"]) == 2
    assert "did you mean 'onze afdeling.yaml'?" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "told"), [("en", "1 member of staff, 24"), ("nl", "1 medewerker, 24")])
def test_one_is_no_plural(here, capsys, lang, told):
    assert call(["run", "classroom_small", "--weeks", "1", "--no-plots", "-q", "--lang", lang]) == 0
    assert told in " ".join(capsys.readouterr().out.split())
