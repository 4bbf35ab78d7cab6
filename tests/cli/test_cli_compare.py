"""``lcsim compare`` and `lcsim.compare` as people meet them."""

from __future__ import annotations

import errno
import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2

import lcsim
from lcsim.analysis.comparison import compare
from lcsim.analysis.comparison_results import read_comparison
from lcsim.cli.main import run as call
from lcsim.report import comparing
from lcsim.report.comparing import next_look
from lcsim.report.comparison import Precision

SMALL = (Path(__file__).parents[1] / "small.yaml").read_text(encoding="utf-8")
SETS = "set,rules.trust.kappa\n" + "".join(f"s{n},{0.02 + 0.01 * n}\n" for n in range(4))
ARMS = ["--arm", "leaders=enabling_leadership:start=4,dose=.9", "--arm", "nothing=facilitated_dialogue:dose=0"]
COMPARE = ["compare", "small.yaml", *ARMS, "--ensemble", "sets.csv", "--workers", "1"]


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "sets.csv").write_text(SETS, encoding="utf-8")
    return tmp_path


def lines_of(capsys) -> tuple[str, str]:
    said = capsys.readouterr()
    for line in (said.out + said.err).splitlines():
        assert len(line) <= 80, line
    return said.out, said.err


def test_where_every_run_fails_that_is_told(here, capsys, monkeypatch):
    from lcsim.experiment import sweep_work

    def unlucky(*_):
        raise RuntimeError("an unlucky run")

    monkeypatch.setattr(sweep_work._Worker, "_stages", unlucky)
    assert call([*COMPARE, "--replicates", "2"]) == 1
    out, err = lines_of(capsys)
    assert "6 runs failed; their pairs are left out." in out
    assert "No interval where fewer than three parameter sets" in out
    assert "cannot be told apart" in out
    assert "see the column error of the table of runs" in err


def test_one_pair_is_of_a_parameter_set_and_not_of_the_scenario(here, capsys):
    from lcsim.plots import forest
    from lcsim.plots.style import house_style

    assert call([*COMPARE, "--replicates", "1", "--no-plots", "-q", "--out", "one"]) == 0
    with house_style():
        note = forest.draw(compare(read_comparison("one"))).texts[1].get_text()
    assert "1 pair each, one parameter set." in note.replace("\n", " ")
    assert "The pair took the first parameter set of sets.csv" in " ".join(lines_of(capsys)[0].split())


def test_one_arm_leaves_no_hole_where_arms_would_be_held_together(here, capsys):
    one = [
        "compare",
        "small.yaml",
        *ARMS[:2],
        "--ensemble",
        "none",
        "--replicates",
        "3",
        "--no-plots",
        "--workers",
        "1",
    ]
    assert call(one) == 0
    out, _ = lines_of(capsys)
    assert "Who gains, who loses" in out
    assert "\n\n\n" not in out


def test_what_it_says_and_leaves(here, capsys):
    assert call([*COMPARE, "--replicates", "8"]) == 0
    out, err = lines_of(capsys)
    said = " ".join(out.split())
    assert out.startswith("small · baseline and 2 arms · 8 pairs each, over 4 parameter sets · 16 weeks\n")
    assert "leaders (enabling_leadership:start=4,dose=.9)" in said
    assert "There is no overall ranking" in said
    assert "With fewer than 12 parameter sets" in said
    rows = [line.split() for line in out.splitlines() if line.startswith("  space ")]
    assert rows[1] == ["space", "0.00", "(0.00", "to", "0.00)", "0%", "0%", "0.00", "equivalent"]
    assert "\x1b" not in out
    folder = here / "results/small-compare-1"
    there = {path.name for path in folder.iterdir()}
    assert there >= {"manifest.json", "experiment.yaml", "scenarios", "runs.parquet", "series.parquet",
                     "comparison.json", "effects.parquet", "groups.parquet", "between.parquet", "figures"}  # fmt: skip
    assert {path.name for path in (folder / "figures").iterdir()} == {
        f"{name}.{form}" for name in ("forest", "fan_leaders", "fan_nothing") for form in ("png", "svg")
    }
    assert {path.stem for path in (folder / "scenarios").iterdir()} == {"baseline", "leaders", "nothing"}
    costs = json.loads((folder / "manifest.json").read_text())["costs"]
    told = json.loads((folder / "comparison.json").read_text())["arms"]
    assert costs["leaders"]["hours"] > 0.0
    assert costs == {name: arm["cost"] for name, arm in told.items()}
    assert err == ""
    assert call(["rerun", str(folder), "--sample", "4"]) == 0
    assert "4 of 4 runs came out the same" in lines_of(capsys)[0]


def test_as_json_again_and_with_more_replicates(here, capsys):
    assert call([*COMPARE, "--replicates", "4", "--json", "--no-plots", "-q"]) == 0
    out, err = lines_of_json(capsys)
    assert err == ""
    assert out["ensemble"]["used"] == 4
    assert out["arms"]["nothing"]["effects"]["space"]["verdict"] == "equivalent"
    assert out["arms"]["leaders"]["effects"]["space"]["mean"] > 0.0
    first = (here / "results/small-compare-1/runs.parquet").read_bytes()
    assert call([*COMPARE, "--replicates", "4", "--json", "--no-plots"]) == 0
    assert lines_of_json(capsys)[0] == out
    assert (here / "results/small-compare-1/runs.parquet").read_bytes() == first
    assert call([*COMPARE, "--replicates", "6", "--no-plots"]) == 0
    assert not (here / "results/small-compare-2").exists(), "more replicates go on in the same folder"
    assert read_comparison(here / "results/small-compare-1").experiment.replicates == 6
    assert call([*COMPARE, "--replicates", "4", "--no-plots", "--seed", "9"]) == 0
    assert (here / "results/small-compare-2").is_dir(), "another comparison has a folder of its own"


def lines_of_json(capsys) -> tuple[dict, str]:
    said = capsys.readouterr()
    return json.loads(said.out), said.err


def test_a_folder_of_another_comparison_stays_as_it_is(here, capsys):
    assert call([*COMPARE, "--replicates", "4", "--no-plots", "--out", "mine"]) == 0
    before = (here / "mine/comparison.json").read_bytes()
    assert call([*COMPARE, "--replicates", "4", "--no-plots", "--out", "mine", "--seed", "9"]) == 2
    assert "it is of another sweep: first seed 1, now 9" in capsys.readouterr().err
    assert call(["compare", "small.yaml", "--arm", "new=mandate", "--weeks", "9", "--out", "mine"]) == 2
    said = capsys.readouterr().err
    assert "mine: it is of another sweep: it has not the arm 'new'\n" in said
    assert "mine: it is of another sweep: the arm 'leaders' is only there\n" in said
    assert said.count("choose another folder") == 1, "once for all"
    assert (here / "mine/comparison.json").read_bytes() == before
    (here / "other").mkdir()
    (here / "other/thesis.doc").write_text("years")
    assert call([*COMPARE, "--out", "other"]) == 2
    assert [path.name for path in (here / "other").iterdir()] == ["thesis.doc"]


def test_a_full_disk_is_told_and_nothing_is_lost(here, capsys, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(comparing, "write_table", full)
        assert call([*COMPARE, "--replicates", "4"]) == 1
    assert "the disk is full" in capsys.readouterr().err
    assert call([*COMPARE, "--replicates", "4", "--no-plots"]) == 0


def test_interrupted_it_goes_on_with_the_same_command(here, capsys):
    def stop(progress: object) -> None:
        raise KeyboardInterrupt

    found = lcsim.compare("small.yaml", {"a": "enabling_leadership"}, ensemble="sets.csv", replicates=4, workers=1,
                          on_progress=stop)  # fmt: skip
    assert found.done.interrupted
    assert found.found is None
    assert "not complete" in repr(found)
    again = lcsim.compare("small.yaml", {"a": "enabling_leadership"}, ensemble="sets.csv", replicates=4, workers=1,
                          plots=False)  # fmt: skip
    assert again.done.progress.before > 0
    assert again.folder == found.folder


def test_bad_options_leave_nothing(here, capsys):
    assert call(["compare", "small.yaml", "--arm", "x", "--precision", "-1"]) == 2
    assert call(["compare", "small.yaml", *ARMS, "--precision", ".5", "--most", "10"]) == 2
    assert call(["compare", "small.yaml", *ARMS, "--smallest", "spice=1"]) == 2
    assert "did you mean 'space'?" in capsys.readouterr().err
    assert call(["compare", "nursing_hone", "--arm", "a=b"]) == 2
    assert "2 problems" in capsys.readouterr().err
    assert not (here / "results").exists()


def test_in_dutch_and_in_a_notebook(here, capsys):
    arms = {"leaders": "enabling_leadership:start=4", "late": "facilitated_dialogue:start=99"}
    said: list[str] = []
    found = lcsim.compare("small.yaml", arms, ensemble="none", replicates=5, workers=1, lang="nl", form="csv",
                          say=said.append, measures=["space", "emerged"])  # fmt: skip
    assert len(said) == 1, "once, and in Dutch"
    assert "begint in week 99" in said[0]
    text = str(found)
    assert "Alleen de eigen instelling van het scenario is gebruikt" in " ".join(text.split())
    assert "ruimte " in text
    assert max(map(len, text.splitlines())) <= 80
    assert found.verdict("late", "space") == "equivalent"
    assert "late" in found._repr_html_()
    assert set(found.effects["measure"]) == {"space", "emerged"}
    assert (found.folder / "effects.csv").is_file()
    assert found.between.shape[0] == 2
    assert {"team", "role"} <= set(found.groups["scope"])
    again = read_comparison(found.folder)
    assert np.array_equal(again.values["late", "space"], found.found.compared.values["late", "space"])


def test_precision_adds_replicates_up_to_the_most(here):
    arms = {"leaders": "enabling_leadership:start=4,dose=.9"}
    options = {"ensemble": "sets.csv", "replicates": 4, "workers": 1, "plots": False, "say": lambda _: None}
    loose = lcsim.compare("small.yaml", arms, precision=1e9, **options)
    assert (loose.precision.replicates, loose.precision.reached) == (30, True)
    tight = lcsim.compare("small.yaml", arms, precision=1e-9, most=41, **options)
    assert (tight.precision.replicates, tight.precision.reached) == (41, False)
    assert "not reached with 41 replicates" in " ".join(str(tight).split())
    assert tight.folder == loose.folder
    assert tight.found.compared.values["baseline", "space"].size == 41


def test_the_next_look_is_neither_near_nor_far():
    def at(width: float, most: int = 1000) -> int:
        return next_look(Precision(1.0, "a", "space", width, 100, 99), most)

    cautious = 99 / chi2.ppf(0.2, 99)
    assert at(2.0) == math.ceil(400 * cautious)
    assert at(1.01) == 150
    assert at(float("nan")) == 200
    assert at(9.0, most=150) == 150


def test_looking_until_it_is_narrow_makes_no_false_claims():
    """An arm that only makes luck, looked at again and again: claims of a difference stay at 5%."""
    from lcsim.analysis.paired import paired

    draws = np.random.default_rng(11)
    claims = 0
    for _ in range(1000):
        d = draws.normal(size=400)
        n = 30
        while True:
            found = paired(d[:n], np.arange(n) % 15)
            now = Precision(0.15, "a", "space", found.half_width, n, found.freedom)
            if now.reached or n >= 400:
                break
            n = next_look(now, 400)
        claims += found.p_different <= 0.05
    assert claims <= 71, "50, and three standard deviations of the counting"


def test_the_same_luck_needs_far_fewer_replicates_than_independent_seeds(here):
    """Variance of a difference with independent seeds, over that on the same luck: so many times fewer pairs."""
    found = lcsim.compare("nursing_home", {"leaders": "enabling_leadership:start=20"}, ensemble="none", replicates=30,
                          plots=False, say=lambda _: None, workers=1)  # fmt: skip
    values = found.found.compared.values
    fewer = {}
    for measure in ("agreement", "level", "space", "quality"):
        arm, base = values["leaders", measure], values["baseline", measure]
        fewer[measure] = (arm.var(ddof=1) + base.var(ddof=1)) / (arm - base).var(ddof=1)
    # 100 seeds give 41, 29, 13 and 5 (docs/how-to-compare.md); a ratio of two variances of 30 wanders by a factor of 2
    assert all(times > 2.0 for times in fewer.values()), fewer
    assert fewer["agreement"] > 10.0, fewer
