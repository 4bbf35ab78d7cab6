"""The section ``rules``: variants, parameters, switches."""

from __future__ import annotations

import pytest

from lcsim.part import Faults
from lcsim.scenario import Scenario, catalogue_names, load_text, plan
from lcsim.scenario.catalogue import rules as all_rules

START = "values: [care]\norganisations: [{name: a, people: 3}]\n"


def with_rules(text: str) -> Scenario:
    return load_text(f"{START}rules: {text}\n")


def running(scenario: Scenario, phase: str) -> tuple[str, ...]:
    return dict(plan(scenario))[phase]


def test_left_out_is_the_default_of_the_catalogue() -> None:
    scenario = load_text(START)
    for name, part in all_rules().items():
        assert scenario.rules[name]["on"] is getattr(part, "default", False)
        for fact in part.facts():
            assert scenario.rules[name][fact.name] == fact.default


def test_a_variant_by_name_and_with_parameters() -> None:
    assert running(with_rules("{influence: mutual_compromise}"), "influence") == ("mutual_compromise",)
    scenario = with_rules("{influence: {variant: bounded_influence, mu: .01}}")
    assert running(scenario, "influence") == ("bounded_influence",)
    assert scenario.rules["bounded_influence"]["mu"] == 0.01


def test_parameters_of_a_phase_go_to_the_rule_that_runs() -> None:
    scenario = with_rules("{influence: {mu: .011}, adoption: {tau: .5}}")
    assert scenario.rules["bounded_influence"]["mu"] == 0.011
    assert scenario.rules["mutual_compromise"]["mu"] != 0.011
    assert scenario.rules["deliberation"]["tau"] == 0.5


@pytest.mark.parametrize("switch", ["off", "false", "{on: off}", "{on: false}"])
def test_a_rule_and_a_phase_can_be_switched_off(switch: str) -> None:
    scenario = with_rules(f"{{forgetting: {switch}, influence: {switch}, organisation: {switch}}}")
    assert running(scenario, "reflection") == ("reflection",)
    assert running(scenario, "influence") == ()
    assert running(scenario, "organisation") == ()


def test_a_word_that_is_phase_and_rule_means_the_rule() -> None:
    assert running(with_rules("{reflection: off}"), "reflection") == ("forgetting",)
    assert with_rules("{reflection: {rho: .02}}").rules["reflection"]["rho"] == 0.02


def test_several_rules_of_a_phase_can_be_chosen() -> None:
    assert running(with_rules("{organisation: [legitimation, socialisation]}"), "organisation") == (
        "legitimation",
        "socialisation",
    )
    with pytest.raises(Faults, match="one rule of influence runs at a time"):
        with_rules("{influence: [mutual_compromise, bounded_influence]}")


def test_whole_numbers_stay_whole_and_shares_become_floats() -> None:
    rules = with_rules("{everyday_work: {meetings: 5}, deliberation: {beta_values: 3}}").rules
    assert type(rules["everyday_work"]["meetings"]) is int
    assert type(rules["deliberation"]["beta_values"]) is float


def test_names_of_the_catalogues() -> None:
    names = catalogue_names()
    assert "bounded_influence" in names["rules"]
    assert "influence" in names["phases"]
    assert "facilitated_dialogue" in names["interventions"]
    assert "level" in names["measures"]
