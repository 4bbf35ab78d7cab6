"""``based_on`` and differences: deep, by name, null removes; rules chosen anew start afresh."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcsim.part import Faults
from lcsim.scenario import load, load_text
from lcsim.scenario.catalogue import rules as all_rules

FOLDER = Path(__file__).parent.parent / "scenario_files" / "valid"


def test_differences_are_laid_over_the_base() -> None:
    base, derived = load(FOLDER / "everything.yaml"), load(FOLDER / "derived.yaml")
    assert derived.name == "derived"
    assert derived.title == "Differences"
    assert derived.description == base.description
    assert [organisation.name for organisation in derived.organisations] == ["clinic"]
    (clinic,) = derived.organisations
    assert clinic.control == 0.9
    assert clinic.workload == 0.5
    assert [team.name for team in clinic.teams] == ["west"]
    assert [people.name for people in clinic.teams[0].people] == ["nurses", "boss", "coach"]
    assert clinic.teams[0].people[2].count == 2
    assert clinic.teams[0].people[2].authority == 0.5
    assert [item.name for item in derived.interventions] == ["facilitated_dialogue", "letting_go"]
    assert derived.interventions[1].dose == 0.3
    assert derived.interventions[1].parameters["reduction"] == 0.4
    assert derived.communities[0].format == "creative"


def test_a_number_changed_in_a_derived_scenario_loses_the_origin_of_the_old_one() -> None:
    derived = load(FOLDER / "derived.yaml")
    assert "organisations.clinic.control" not in derived.origins
    assert derived.origins["organisations.clinic.workload"].source == "a guess"


def test_a_rule_chosen_anew_replaces_the_choice_of_the_base() -> None:
    rules = load(FOLDER / "derived.yaml").rules
    assert rules["bounded_influence"]["on"]
    assert not rules["mutual_compromise"]["on"]
    assert rules["mutual_compromise"]["mu"] != 0.02
    assert rules["bounded_influence"]["mu"] == all_rules()["bounded_influence"].model_fields["mu"].default
    assert not rules["forgetting"]["on"]
    assert rules["everyday_work"]["meetings"] == 3
    assert rules["code_learning"]["on"]
    assert not rules["espoused_values"]["on"]


def test_parameters_of_a_rule_merge_into_those_of_the_base(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "values: [care]\norganisations: [{name: a, people: 3}]\n"
        "rules: {influence: {variant: mutual_compromise, mu: .02}}\n"
    )
    rules = load_text("based_on: base\nrules: {influence: {threshold: .4}}\n", folder=tmp_path).rules
    assert rules["mutual_compromise"].items() >= {"on": True, "mu": 0.02, "threshold": 0.4}.items()
    rules = load_text("based_on: base\nrules: {influence: off}\n", folder=tmp_path).rules
    assert not any(rules[name]["on"] for name in ("mutual_compromise", "bounded_influence"))


def test_a_complete_form_can_be_a_base(tmp_path: Path) -> None:
    from lcsim.scenario import dump

    (tmp_path / "whole.yaml").write_text(dump(load("nursing_home")), encoding="utf-8")
    scenario = load_text(
        "based_on: whole\nname: other\nrules: {influence: attraction_and_repulsion}\n"
        "organisations: {de_wever: {control: .2}}\n",
        folder=tmp_path,
    )
    assert scenario.rules["attraction_and_repulsion"]["on"]
    assert not scenario.rules["bounded_influence"]["on"]
    assert scenario.organisations[0].control == 0.2
    assert "organisations.de_wever.control" not in scenario.origins
    assert len(scenario.origins) == len(load("nursing_home").origins) - 1


def test_a_scenario_of_the_catalogue_can_be_a_base_from_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("based_on: nursing_home\ncalendar: {weeks: 10}\n")
    scenario = load(path)
    assert (scenario.name, scenario.calendar.weeks, scenario.calendar.semester) == ("mine", 10, 20)


def test_tables_of_a_base_are_found_from_where_the_base_lies(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("based_on: own_organisation\n")
    scenario = load(path)
    original = load("own_organisation")
    assert scenario.tables is not None
    assert original.tables is not None
    assert scenario.tables.digests == original.tables.digests


def test_a_circle_over_several_files_is_told(tmp_path: Path) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{name}.yaml").write_text(f"based_on: {base}\n")
    with pytest.raises(Faults, match="circle: a -> b -> c -> a"):
        load(tmp_path / "a.yaml")


def test_a_published_model_is_a_base_from_anywhere(tmp_path: Path) -> None:
    scenario = load_text("based_on: canon/deffuant\ncalendar: {weeks: 3}\n", folder=tmp_path)
    assert (scenario.calendar.weeks, scenario.rules["mutual_compromise"]["mu"]) == (3, 0.5)


@pytest.mark.parametrize(("name", "meant"), [("deffuant", "canon/deffuant"), ("canon/defuant", "canon/deffuant")])
def test_a_published_model_that_is_nearly_named(name: str, meant: str, tmp_path: Path) -> None:
    with pytest.raises(Faults, match=f"did you mean '{meant}'"):
        load_text(f"based_on: {name}\n", folder=tmp_path)
