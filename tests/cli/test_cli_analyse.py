"""`lcsim analyse`: an account that reads well in two languages, tables, figures, and nobody's files but its own."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from lcsim.cli.main import run as call
from tests.sweeps import sweep_folder

GAMMA, CONTROL = "rules.deliberation.gamma", "organisations.house.control"
TEXT = f"""
question: Does control narrow the space for possible action?
arms: {{baseline: {{}}, busy: {{set: {{organisations.house.workload: 0.9}}}}}}
vary: {{{GAMMA}: {{low: 1.8, high: 3.0}}, {CONTROL}: {{low: 0.1, high: 0.9}}}}
design: {{kind: grid, levels: 4}}
replicates: 12
measures: [level, space, polarisation]
"""


def outcome(experiment, arm, point, replicate):
    shared = np.random.default_rng(replicate).normal()
    own = np.random.default_rng([replicate, int(1e6 * point[0]), int(1e6 * point[1]), len(arm)]).normal()
    space = 6.0 - 3.0 * point[1] - 0.5 * (arm == "busy") + 0.3 * shared + 0.1 * own
    return {"level": 0.5 + 0.01 * own, "space": space, "polarisation": 0.2 + 0.01 * shared}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweeps")
    return sweep_folder(folder / "control", TEXT, outcome)


@pytest.fixture
def results(made, tmp_path):
    import shutil

    return shutil.copytree(made, tmp_path / "control")


def test_the_account_says_what_matters_and_how_sure_that_is(results, capsys):
    assert call(["analyse", str(results), "--no-plots", "--smallest", ".1"]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith("Does control narrow the space for possible action?\n")
    assert "lowers it" in text
    assert "busy less baseline: -0.5" in text
    assert "about 1 point in 40 would be clearly higher by luck alone" in " ".join(text.split())
    assert "lower" in text
    assert "no difference that counts" in " ".join(text.split())  # level
    assert "polarisation" not in text, "headline measures unless asked for"
    assert "What makes single runs differ: parameters" in text
    assert "In this" not in text
    assert {path.name for path in (results / "analysis").iterdir()} == {
        "analysis.json", "arms.parquet", "convergence.parquet", "enough.parquet", "levels.parquet", "maps.parquet",
        "sensitivity.parquet", "shares.parquet", "summary.parquet",
    }  # fmt: skip


def test_in_dutch_with_figures_and_other_measures(results, capsys, monkeypatch):
    monkeypatch.setenv("LCSIM_LANG", "nl")
    assert call(["analyse", str(results), "--measure", "polarisation"]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 80
    assert "Wat werd gevarieerd" in text
    assert "De parameters maken hier geen meetbaar verschil" in " ".join(text.split())
    assert "geen bevinding" in text
    assert "niet te onderscheiden" in " ".join(text.split())
    names = {path.name for path in (results / "analysis").iterdir()}
    for figure in ("map_polarisation_busy_baseline", "convergence_busy"):
        assert {f"{figure}.svg", f"{figure}.png"} <= names
    assert call(["analyse", str(results), "--measure", "space", "--no-plots"]) == 0
    again = {path.name for path in (results / "analysis").iterdir()}
    assert not any(name.endswith((".svg", ".png")) for name in again), "figures of before would tell of other measures"


@pytest.mark.parametrize(
    ("lang", "smallest", "told"),
    [
        ("en", ".001", r"quality: \d{1,2},\d{3} \(to be safe \d{1,2},\d{3}\)"),
        ("nl", ".001", r"quality: \d{1,2}\.\d{3} \(voor de zekerheid \d{1,2}\.\d{3}\)"),
        ("en", "1e-9", r"quality: >10,000,000 \(to be safe >10,000,000\)"),
    ],
)
def test_thousands_are_told_apart_as_the_language_does(tmp_path, capsys, lang, smallest, told):
    """1,785 replicates are one and a bit to a Dutch eye; and what is not worked out is not a number."""
    luck = np.random.default_rng(1).normal(0, 0.05, 40)
    text = "arms: {one: {}, two: {set: {calendar.semester: 10}}}\nreplicates: 40\nmeasures: [quality]"
    results = sweep_folder(
        tmp_path / "known", text, lambda e, arm, p, r: {"quality": 0.5 + (arm == "two") * luck[r] / 2.0}
    )
    assert call(["analyse", str(results), "--no-plots", "--lang", lang, "--smallest", smallest]) == 0
    assert re.search(told, " ".join(capsys.readouterr().out.split()))


def test_json_is_one_object_and_the_same_as_the_file(results, capsys, tmp_path):
    folder = tmp_path / "deep" / "elsewhere"
    assert call(["analyse", str(results), "--json", "--no-plots", "--out", str(folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["method"] == "regression"
    assert found["factors"] == [GAMMA, CONTROL]
    coefficient = found["arms"]["busy"]["space"]["sensitivity"][CONTROL]["coefficient"]
    assert coefficient["value"] == pytest.approx(-1.0, abs=0.02)
    assert coefficient["high"] < 0.0
    difference = next(one for one in found["differences"] if one["measure"] == "space")
    assert difference["mean"] == pytest.approx(-0.5, abs=0.05)
    assert difference["verdict"] == "lower"
    kept = json.loads((folder / "analysis.json").read_text(encoding="utf-8"))
    assert {key: kept[key] for key in found} == found
    assert not (results / "analysis").exists()


def test_what_others_put_there_stays(results, capsys, tmp_path):
    folder = results / "analysis"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    assert call(["analyse", str(results), "--no-plots"]) == 2
    assert "did not write" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    (folder / "notes.txt").unlink()
    assert call(["analyse", str(results), "--no-plots"]) == 0
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "map_space_busy.svg").write_text("mine too", encoding="utf-8")
    assert call(["analyse", str(results), "--no-plots"]) == 0, "beside ours it harms nobody"
    assert call(["analyse", str(results)]) == 2, "it would be written over"
    assert "is in the way" in capsys.readouterr().err
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (folder / "map_space_busy.svg").read_text(encoding="utf-8") == "mine too"
    assert not list(results.glob(".analysis*"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--sensitivity", "sobol"], "take a sobol design"),
        (["--measure", "spaec"], "'spaec' is not among the measures"),
        (["--measure", "agreement"], "'agreement' is not among the measures"),
        (["--smallest", "0"], "must be a number above 0"),
        (["--smallest", "nan"], "must be a number above 0"),
        (["--smallest", "=1"], "must be a number above 0"),
        (["--smallest", "quality=1"], "--smallest: 'quality' is not among the measures"),
        (["--measure", "spaec", "--smallest", "quality=1"], "2 problems"),
        (["--measure", "space", "--smallest", "level=1"], "add --measure level"),
    ],
)
def test_what_cannot_be_is_refused(results, capsys, options, message):
    assert call(["analyse", str(results), *options]) == 2
    assert message in capsys.readouterr().err
    assert not (results / "analysis").exists()


def test_the_smallest_effect_of_each_measure(results, capsys):
    options = ["--smallest", ".2", "--smallest", "level=0.05", "--json", "--no-plots"]
    assert call(["analyse", str(results), *options]) == 0
    found = json.loads(capsys.readouterr().out)["arms"]["busy"]
    assert found["space"]["needed"]["smallest"] == 0.2
    assert found["level"]["needed"]["smallest"] == 0.05


@pytest.mark.parametrize("names", [("2030-01-01", "2031-01-01"), ("true", "false")])
def test_arms_whose_names_look_like_something_else(tmp_path, names):
    one, other = names
    text = f'arms: {{"{one}": {{}}, "{other}": {{set: {{organisations.house.workload: 0.9}}}}}}\nreplicates: 3\nmeasures: [space]'
    results = sweep_folder(tmp_path / "known", text, lambda *_: {"space": 1.0}, form="csv")
    assert call(["analyse", str(results), "--no-plots"]) == 0


def test_arms_that_do_not_last_equally_long_are_told(tmp_path, capsys):
    text = "arms: {one: {}, longer: {set: {calendar.weeks: 30}}}\nreplicates: 3\nmeasures: [space]"
    results = sweep_folder(tmp_path / "known", text, lambda *_: {"space": 1.0})
    assert call(["analyse", str(results), "--no-plots"]) == 0
    assert "Arms do not last equally long (in weeks: one 16, longer 30)" in " ".join(capsys.readouterr().out.split())


def test_no_folder_and_no_sweep(tmp_path, capsys):
    assert call(["analyse", str(tmp_path / "nowhere")]) == 2
    assert "holds no results of lcsim" in capsys.readouterr().err
    assert call(["analyse", str(tmp_path)]) == 2
    assert not (tmp_path / "analysis").exists()


def test_the_same_twice(results):
    assert call(["analyse", str(results), "--measure", "space"]) == 0
    before = {path.name: path.read_bytes() for path in (results / "analysis").iterdir()}
    assert call(["analyse", str(results), "--measure", "space"]) == 0
    assert {path.name: path.read_bytes() for path in (results / "analysis").iterdir()} == before


def test_a_sweep_over_real_people_needs_no_tables_to_be_read(tmp_path, capsys, monkeypatch):
    """Names of people are not copied to results: what came out is told without them, a run is not done without them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("id,team\njan,x\nmia,x\nlou,y\neva,y\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text("source,target,weight\njan,mia,3\nlou,eva,1\n", encoding="utf-8")
    own = "values: [care]\npractices: {domains: 4, options: 3}\ntables: {roster: people.csv, ties: ties.csv}\n"
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    experiment = (
        "scenario: own.yaml\nweeks: 2\narms: {all: {}, often: {set: {tables.threshold: 2}}}\nreplicates: 2\n"
        "measures: [level]\nrecord: {series: false}\n"
    )
    (tmp_path / "e.yaml").write_text(experiment, encoding="utf-8")
    assert call(["sweep", "e.yaml", "--workers", "1", "--out", "elsewhere/out"]) == 0
    assert call(["analyse", "elsewhere/out", "--no-plots"]) == 0
    assert "often less all" in capsys.readouterr().out
    assert call(["rerun", "elsewhere/out"]) == 2
    assert "tables of people are not copied to results" in " ".join(capsys.readouterr().err.split())
