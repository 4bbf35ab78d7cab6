"""Experiment files: read strictly, every fault with its place, complete when written out."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lcsim.experiment.design import Design, Factor, points_of
from lcsim.experiment.experiment_file import (
    Experiment,
    Record,
    dump_experiment,
    find_experiment,
    read_experiment,
    read_experiment_text,
    scenario_at,
)
from lcsim.part import Faults
from tests.scenario.test_scenario_mutated import mutate, told

VALID = Path(__file__).parent / "valid"
INVALID = Path(__file__).parent / "invalid"
GOOD = sorted(path.stem for path in VALID.glob("*.yaml") if path.stem not in ("small", "longer"))
BAD = sorted(path.stem for path in INVALID.glob("*.yaml"))
GROWING = ("       = known here:",)
"""Cures that list a catalogue: they change when something is added to it."""


def read(name: str) -> Experiment:
    return read_experiment(VALID / f"{name}.yaml")


def said(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(GROWING)]


@pytest.mark.parametrize("case", BAD)
def test_every_fault_is_told_with_place_and_cure(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INVALID)
    with pytest.raises(Faults) as caught:
        read_experiment(f"{case}.yaml")
    assert said(str(caught.value)) == said((INVALID / f"{case}.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", GOOD)
def test_the_complete_form_reads_back_equal(case: str) -> None:
    experiment = read(case)
    complete = dump_experiment(experiment)
    again = read_experiment_text(complete, folder=VALID)
    assert again == experiment
    assert dump_experiment(again) == complete


@pytest.mark.parametrize("case", GOOD)
def test_every_point_is_a_scenario_in_every_arm(case: str) -> None:
    experiment = read(case)
    points = points_of(experiment.factors, experiment.design)
    assert len(points) == experiment.points
    assert experiment.runs == len(points) * len(experiment.arms) * experiment.replicates
    for point in points[:12]:
        for arm in experiment.arms:
            scenario_at(experiment, arm, point)


def test_everything_that_can_be_said_is_understood() -> None:
    experiment = read("everything")
    assert experiment.name == "everything"
    assert experiment.question.startswith("Does control")
    assert [arm.name for arm in experiment.arms] == ["baseline", "dialogue", "other"]
    assert experiment.factors == (
        Factor("rules.deliberation.gamma", 1.8, 3.0),
        Factor("rules.trust.kappa", 0.02, 0.2),
        Factor("organisations.house.control", 0.1, 0.8),
        Factor("rules.influence", values=("bounded_influence", "mutual_compromise")),
        Factor("rules.recruitment.vacancy", 0, 26, True),
        Factor("communities.circle.interval", 1, 8, True),
        Factor("founding.trust_low", values=(0.0, 0.25)),
        Factor("rules.forgetting.on", values=(True, False)),
    )
    assert experiment.design == Design("sobol", points=4, seed=7)
    assert (experiment.replicates, experiment.seed, experiment.weeks) == (3, 11, 12)
    assert experiment.measures == ("agreement", "space")
    assert experiment.record == Record(series=False, cadence=2, people_every=4, events=True)
    assert experiment.text.startswith("# an experiment")


def test_arms_are_the_scenario_with_their_changes() -> None:
    experiment = read("everything")
    baseline, dialogue, other = (arm.scenario for arm in experiment.arms)
    assert baseline.interventions == ()
    assert [item.name for item in dialogue.interventions] == ["facilitated_dialogue", "enabling_leadership"]
    assert dialogue.interventions[0].dose == 0.5
    assert dialogue.organisations[0].learning_time == 0.2
    assert not dialogue.rules["tie_dynamics"]["on"]
    assert other.calendar.weeks == 20
    assert other.communities[0].format == "dialogue"
    assert experiment.arm("other").scenario is other
    with pytest.raises(KeyError):
        experiment.arm("none")


def test_a_shared_founding_is_that_of_the_seed_of_the_experiment() -> None:
    shared = read("everything")
    assert {arm.scenario.founding.seed for arm in shared.arms} == {11}
    assert {arm.scenario.environment.landscape for arm in shared.arms} == {11}
    own = read("arms_only")
    assert {arm.scenario.founding.seed for arm in own.arms} == {None}


def test_what_is_left_out_has_defaults() -> None:
    experiment = read("arms_only")
    assert (experiment.name, experiment.replicates, experiment.seed, experiment.founding) == ("arms_only", 20, 1, "own")
    assert (experiment.factors, experiment.points, experiment.runs) == ((), 1, 40)
    assert experiment.weeks == 16
    assert "space" in experiment.measures and "due_to_luck" not in experiment.measures
    assert [arm.name for arm in read("short").arms] == ["baseline"]
    assert read("short").factors == (Factor("rules.trust.kappa", 0.02, 0.1),)
    assert read("lhs").design == Design("latin_hypercube", points=10, seed=1)


def test_weeks_are_left_open_when_arms_differ() -> None:
    text = "scenario: small\narms: {a: {}, b: {scenario: longer}}\n"
    experiment = read_experiment_text(text, folder=VALID)
    assert experiment.weeks is None
    assert read_experiment_text(dump_experiment(experiment), folder=VALID) == experiment


def test_a_point_sets_its_values() -> None:
    experiment = read("everything")
    point = (2.5, 0.1, 0.3, "mutual_compromise", 7, 5, 0.25, False)
    for arm in ("baseline", experiment.arms[1]):
        scenario = scenario_at(experiment, arm, point)
        assert scenario.rules["deliberation"]["gamma"] == 2.5
        assert scenario.organisations[0].control == 0.3
        assert scenario.rules["mutual_compromise"]["on"] and not scenario.rules["bounded_influence"]["on"]
        assert scenario.rules["recruitment"]["vacancy"] == 7
        assert scenario.communities[0].interval == 5
        assert not scenario.rules["forgetting"]["on"]


def test_a_choice_of_a_rule_comes_before_its_parameters_whatever_the_order() -> None:
    text = (
        "scenario: small\nvary:\n  rules.influence.mu: {low: .004, high: .01}\n"
        "  rules.influence: [bounded_influence, mutual_compromise]\ndesign: {kind: grid, levels: 2}\n"
    )
    experiment = read_experiment_text(text, folder=VALID)
    scenario = scenario_at(experiment, "baseline", (0.004, "mutual_compromise"))
    assert scenario.rules["mutual_compromise"]["mu"] == 0.004


def test_the_own_range_is_that_of_the_rule_that_runs_in_a_phase() -> None:
    text = "scenario: small\nvary: {rules.influence.mu: }\ndesign: {kind: grid}\n"
    (factor,) = read_experiment_text(text, folder=VALID).factors
    assert (factor.low, factor.high) == (0.003, 0.012)


def test_reading_does_not_load_what_only_sampling_needs() -> None:
    code = "import sys, lcsim.experiment.experiment_file\nprint({'SALib', 'matplotlib', 'pandas'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.strip() == "set()"


def test_an_experiment_can_be_sent_to_a_worker() -> None:
    experiment = read("everything")
    assert pickle.loads(pickle.dumps(experiment)) == experiment


def test_experiments_are_found_by_file_folder_and_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "experiments" / "control"
    folder.mkdir(parents=True)
    (folder / "experiment.yaml").write_text("scenario: small\n", encoding="utf-8")
    (folder / "small.yaml").write_bytes((VALID / "small.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    found = [read_experiment(name) for name in ("control", folder, folder / "experiment.yaml")]
    assert found[0] == found[1] == found[2]
    assert found[0].name == "control"
    with pytest.raises(Faults, match="did you mean 'control'") as caught:
        find_experiment("contrl")
    assert caught.value.faults[0].file == "contrl"
    for nothing in ("", "  ", "\0", "a" * 5000):
        with pytest.raises(Faults):
            find_experiment(nothing)


def test_any_text_is_written_so_that_it_reads_back() -> None:
    asked = r"Why \\ud83d\\ude00 \\" + "\U0001f600\n\x7f \u2028 é"
    experiment = read_experiment_text("scenario: small\n", folder=VALID)
    written = dump_experiment(replace(experiment, question=asked))
    assert read_experiment_text(written, folder=VALID).question == asked
    text = 'scenario: small\narms: {a: {set: {organisations.house.teams.north.people.nurses.name: "\U0001f600 é"}}}\n'
    (arm,) = read_experiment_text(text, folder=VALID).arms
    assert arm.scenario.organisations[0].teams[0].people[0].name == "\U0001f600 é"


def test_a_long_list_of_points_is_checked_in_no_time() -> None:
    rows = "".join(f"    - {{rules.trust.kappa: {at / 6_000}}}\n" for at in range(4_000))
    text = f"scenario: small\ndesign:\n  kind: list\n  points:\n{rows}"
    assert read_experiment_text(text, folder=VALID).points == 4_000
    with pytest.raises(Faults, match=r"must be at most 1, got 1\.5") as caught:
        read_experiment_text(f"{text}    - {{rules.trust.kappa: 1.5}}\n", folder=VALID)
    assert caught.value.faults[0].line == 4_005


def survives(text: str) -> bool:
    """Whether it is an experiment; anything but an experiment or faults is raised."""
    try:
        experiment = read_experiment_text(text, folder=VALID)
    except Faults as faults:
        return told(faults)
    assert read_experiment_text(dump_experiment(experiment), folder=VALID) == experiment
    return True


@pytest.mark.parametrize("name", GOOD)
def test_mutated_files_never_give_anything_but_faults(name: str) -> None:
    text = (VALID / f"{name}.yaml").read_text(encoding="utf-8")
    good = sum(survives(mutate(text, random.Random(f"{name} {number}"))) for number in range(70))
    assert good < 70
