"""What is to be compared: arms as they are written, every fault at once, and what the ensemble leaves alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lcsim.experiment import compare_arms
from lcsim.experiment.compare_arms import comparison
from lcsim.experiment.design import points_of
from lcsim.experiment.experiment import dump_experiment, scenario_at
from lcsim.experiment.experiment_file import read_experiment_text
from lcsim.experiment.sweep_identity import by_itself
from lcsim.part import Faults
from lcsim.scenario import dump
from tests.sweeps import SMALL

KAPPA, MU = "rules.trust.kappa", "rules.bounded_influence.mu"
LEADERS = "leaders=enabling_leadership:start=4"
SETS = f"set,{KAPPA},{MU}\none,.02,.005\ntwo,.1,.005\nthree,.1,.01\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "sets.csv").write_text(SETS, encoding="utf-8")
    return tmp_path


def told(*arms: str, **options: Any) -> list[str]:
    with pytest.raises(Faults) as found:
        comparison(options.pop("scenario", "small.yaml"), arms, ensemble=options.pop("ensemble", "none"), **options)
    return [" ".join(str(fault).split()) for fault in found.value.faults]


@pytest.mark.parametrize(
    ("arms", "lines"),
    [
        ([], [r"--arm: there is nothing to compare.*NAME=intervention"]),
        (["enabling_leadership"], [r"--arm enabling_leadership: an arm needs a name.*for example dialogue="]),
        (["enabling_leadership:start=3"], [r".*an arm needs a name"]),
        (["=enabling_leadership"], [r".*an arm needs a name"]),
        (["a="], [r"--arm a=: has no intervention"]),
        (["baseline=enabling_leadership"], [r".*the baseline is there by itself"]),
        (["Baseline=enabling_leadership"], [r".*the baseline is there by itself"]),
        (["a/b=enabling_leadership"], [r".*'a/b': .*(file|must)"]),
        (["a=enabling_leadershp"], [r"--arm a=enabling_leadershp: 'enabling_leadershp' is not.*'enabling_leadership'"]),
        (["a=enabling_leadership:dosis=1"], [r"--arm a=.*'dosis' is not a parameter"]),
        (["a=enabling_leadership:dose=2"], [r"--arm a.*must be at most 1, got 2"]),
        ([LEADERS, "leaders=facilitated_dialogue"], [r".*there are two arms called 'leaders'"]),
        ([LEADERS, "Leaders=facilitated_dialogue"], [r".*differs from the arm 'leaders' in capitals only"]),
        ([LEADERS, "again=enabling_leadership:start=4"], [r"--arm again: is the same as 'leaders'"]),
        (
            ["one=nothing_known", "enabling_leadership", "two=facilitated_dialogue:dose=x+nor_this"],
            [
                r"--arm one=.*'nothing_known' is not",
                r".*an arm needs a name",
                r"--arm two=.*'nor_this' is not",
                r"--arm two=.*dose: must be a number, got 'x'",
            ],
        ),
    ],
)
def test_every_arm_that_cannot_be_is_told(here: Path, arms: list[str], lines: list[str]) -> None:
    found = told(*arms)
    assert len(found) == len(lines), found
    for line, wanted in zip(found, lines, strict=True):
        assert re.match(wanted, line), line


def test_faults_of_all_options_come_at_once(here: Path) -> None:
    found = told(
        "a=unknown", settings=["organisations.hose.control=1"], measures=["spaze"], ensemble="absent.csv",
        seed=2**63 - 2,
    )  # fmt: skip
    joined = "\n".join(found)
    for wanted in ("'hose'", "'unknown' is not", "'spaze' is not a measure", "absent.csv", "--seed"):
        assert wanted in joined
    assert len(told("a=unknown", "enabling_leadership", scenario="no_such_place")) == 3


def test_arms_share_sets_seeds_and_settings(here: Path) -> None:
    asked = comparison(
        "small.yaml", [LEADERS, "both=enabling_leadership+facilitated_dialogue"], ensemble="sets.csv", replicates=5,
        settings=["organisations.house.control=.3"], weeks=9, seed=7,
    )  # fmt: skip
    found = asked.experiment
    assert [arm.name for arm in found.arms] == ["baseline", "leaders", "both"]
    assert (found.weeks, found.seed, found.runs) == (9, 7, 15)
    assert points_of(found.factors, found.design) == ((0.02, 0.005), (0.1, 0.005), (0.1, 0.01))
    for arm in found.arms:
        at_second = scenario_at(found, arm, found.design.rows[1])
        assert at_second.organisations[0].control == 0.3
        assert at_second.calendar.weeks == 9
        assert at_second.rules["trust"]["kappa"] == 0.1
    assert [item.start for item in found.arms[1].scenario.interventions] == [4]
    assert len(found.arms[2].scenario.interventions) == 2


def test_what_is_set_is_not_varied_and_alike_sets_count_once(here: Path) -> None:
    asked = comparison("small.yaml", [LEADERS], ensemble="sets.csv", settings=[f"{MU}=.007"])
    assert asked.fixed == (MU,)
    assert asked.ensemble is not None
    assert asked.ensemble.paths == (KAPPA,)
    assert asked.ensemble.names == ("one", "two")
    by_phase = comparison("small.yaml", [LEADERS], ensemble="sets.csv", settings=["rules.influence.mu=.007"])
    assert by_phase.fixed == (MU,)
    both = comparison("small.yaml", [LEADERS], ensemble="sets.csv", settings=[f"{MU}=.007", f"{KAPPA}=.1"])
    assert (both.ensemble, both.why_none) == (None, "fixed")


def test_what_was_measured_is_not_varied(here: Path) -> None:
    text = SMALL + "rules: {trust: {kappa: {value: .05, origin: measured, source: our own survey}}}\n"
    (here / "small.yaml").write_text(text, encoding="utf-8")
    asked = comparison("small.yaml", [LEADERS], ensemble="sets.csv")
    assert asked.measured == (KAPPA,)
    assert asked.ensemble is not None
    assert asked.ensemble.paths == (MU,)


def test_without_the_shipped_file_only_the_own_setting_is_used(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_arms, "shipped_ensemble", lambda: None)
    asked = comparison("small.yaml", [LEADERS])
    assert (asked.ensemble, asked.why_none) == (None, "absent")
    assert (asked.experiment.points, asked.experiment.factors) == (1, ())
    assert comparison("small.yaml", [LEADERS], ensemble="none").why_none == "asked"


def test_an_intervention_after_the_end_is_noticed(here: Path) -> None:
    asked = comparison("small.yaml", ["late=enabling_leadership:start=30"], ensemble="none")
    assert asked.late == (("late", "enabling_leadership", 30),)


def test_it_reads_back_from_its_folder(here: Path) -> None:
    found = by_itself(comparison("small.yaml", [LEADERS], ensemble="sets.csv").experiment)
    (here / "scenarios").mkdir()
    for arm in found.arms:
        (here / f"scenarios/{arm.name}.yaml").write_text(dump(arm.scenario), encoding="utf-8")
    assert read_experiment_text(dump_experiment(found), folder=here) == found
