"""Points whose values do not go together are told before the runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcsim.cli.main import run as call
from lcsim.experiment.clashes import MOST_TRIED, clashes
from lcsim.experiment.design import points_of
from lcsim.experiment.experiment import Experiment
from lcsim.experiment.experiment_file import read_experiment_text
from lcsim.experiment.runs_of_sweep import RunKey
from lcsim.experiment.sweep_work import outcomes_of

VALID = Path(__file__).parent / "valid"
DESIGNS = (
    "{kind: latin_hypercube, points: 20}",
    "{kind: sobol, points: 4}",
    "{kind: morris, trajectories: 4}",
    "{kind: grid, levels: 5}",
)


def experiment(design: str, more: str = "", high: str = "{low: .3, high: 1}") -> Experiment:
    text = (
        f"scenario: small\nvary:\n  founding.trust_low: {{low: 0, high: .5}}\n  founding.trust_high: {high}\n"
        f"design: {design}\nreplicates: 1\nweeks: 2\nmeasures: [agreement]\nrecord: {{series: false}}\n{more}"
    )
    return read_experiment_text(text, folder=VALID)


@pytest.mark.parametrize("design", DESIGNS)
def test_points_that_are_told_are_those_whose_runs_fail(design: str) -> None:
    found = experiment(design)
    do = outcomes_of(found)
    failed = [at for at in range(found.points) if do(RunKey(0, at, 0)).error]
    told = clashes(found)
    assert (told.points, told.tried, told.failing) == (found.points, found.points, len(failed))
    assert 0 < told.failing < found.points
    low, high = points_of(found.factors, found.design)[failed[0]]
    values = f"founding.trust_low {low:.4g}, founding.trust_high {high:.4g}: trust_low ({low}) must not be above"
    assert told.first.startswith(values)
    assert told.text().startswith(f"{len(failed)} of {found.points} points ha")
    alone = clashes(found, failed)
    assert (alone.points, alone.failing) == (len(failed), len(failed))
    assert clashes(found, {at for at in range(found.points) if at not in failed}).text() == ""


def test_nothing_is_told_of_points_that_go_together() -> None:
    good = experiment(DESIGNS[0], high="{low: .5, high: 1}")
    assert clashes(good).text() == ""


def test_the_arm_is_named_where_it_fails_in_one_only() -> None:
    found = experiment(DESIGNS[0], "arms: {baseline: {}, other: {set: {organisations.house.control: .3}}}\n")
    assert " in the arm 'baseline': trust_low" in clashes(found).first
    assert clashes(found).tried == 20


def test_of_very_many_points_some_are_tried() -> None:
    found = experiment("{kind: latin_hypercube, points: 5000}")
    told = clashes(found)
    assert (told.points, told.tried) == (5000, MOST_TRIED)
    assert f"of {MOST_TRIED} points tried have values" in told.text()
    assert 0.02 < told.failing / told.tried < 0.12  # a fifth times a fifth, over 0.5 times 0.7, halved: 0.057


def test_points_that_were_tried_when_the_experiment_was_read_are_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lcsim.experiment.clashes._told", lambda *_: "tried")
    row = "{rules.trust.kappa: .1, rules.trust.delta: .1}"
    listed = f"scenario: small\ndesign: {{kind: list, points: [{row}, {row.replace('.1', '.2')}]}}\n"
    assert clashes(read_experiment_text(listed, folder=VALID)).text() == ""
    one = "scenario: small\nvary: {rules.trust.kappa: }\ndesign: {kind: grid}\n"
    assert clashes(read_experiment_text(one, folder=VALID)).text() == ""
    assert clashes(experiment(DESIGNS[3])).failing == 25


def test_slow_scenarios_are_tried_for_some_seconds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcsim.experiment.clashes.LONGEST", 0.0)
    told = clashes(experiment("{kind: latin_hypercube, points: 50}"))
    assert (told.points, told.tried) == (50, 1)


def test_it_is_said_before_a_sweep_at_a_dry_run_and_by_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = experiment(DESIGNS[3])
    Path("small.yaml").write_bytes((VALID / "small.yaml").read_bytes())
    Path("experiment.yaml").write_text(found.text, encoding="utf-8")
    saying = " ".join(clashes(found).text().split())
    assert call(["check", "-q", "experiment.yaml"]) == 0
    assert capsys.readouterr() == ("", "")
    assert call(["check", "experiment.yaml"]) == 0
    assert saying in " ".join(capsys.readouterr().err.split())
    assert call(["sweep", "experiment.yaml", "--dry-run"]) == 0
    assert saying in " ".join(capsys.readouterr().out.split())
    assert call(["sweep", "experiment.yaml", "--out", "done", "--workers", "1"]) == 1
    assert saying in " ".join(capsys.readouterr().err.split())
    call(["sweep", "experiment.yaml", "--out", "done", "--workers", "1"])
    assert capsys.readouterr().err == ""  # nothing is left to do
