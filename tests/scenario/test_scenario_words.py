"""What is printed about scenarios: ODD text, JSON Schema, the skeleton of a new one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lcsim.part import Faults
from lcsim.scenario import (
    check_file,
    describe,
    find_scenario,
    json_schema,
    load,
    load_text,
    plan,
    scenario_files,
    skeleton,
)
from lcsim.scenario.describe import origin_of, state_columns
from lcsim.state import State

ODD = (
    "1. Purpose",
    "2. Entities",
    "3. Process",
    "4. Design concepts",
    "5. Initialisation",
    "6. Input",
    "7. Submodels",
)


def test_the_seven_elements_of_odd_in_order() -> None:
    text = describe(load("nursing_home"))
    places = [text.index(f"## {heading}") for heading in ODD]
    assert places == sorted(places)


@pytest.mark.parametrize("name", scenario_files())
def test_every_running_rule_is_told_with_formula_parameters_and_sources(name: str) -> None:
    scenario = load(name)
    text = describe(scenario)
    from lcsim.scenario.catalogue import rules

    for phase, names in plan(scenario):
        for rule_name in names:
            rule = rules()[rule_name]
            assert f"### {rule_name} ({phase.replace('_', ' ')})" in text
            assert rule.formula in text
            for source in rule.sources:
                assert source in text
            for fact in rule.facts():
                assert f"| {fact.name} | {scenario.rules[rule_name][fact.name]:g} |" in text


def test_dutch_headings_and_wordings() -> None:
    text = describe(load("nursing_home"), "nl")
    assert "## 3. Procesoverzicht en volgorde" in text
    assert "de bewoner als persoon gaat voor" in text
    assert "## 3. Process" not in text
    with pytest.raises(ValueError, match="lang must be"):
        describe(load("nursing_home"), "de")


def test_numbers_are_told_with_their_origin() -> None:
    scenario = load("nursing_home")
    assert "count: 9 [estimated: 10.9 staff a unit (Van Beek et al. 2011)" in describe(scenario)
    count = origin_of(scenario, "organisations.de_wever.teams.linden.people.students.count")
    assert count is not None
    assert count.origin == "estimated"
    assert origin_of(scenario, "nowhere.at.all") is None


def test_every_setting_has_a_meaning_in_both_languages_and_editors_show_it() -> None:
    from lcsim.scenario import Calendar, Community, Disturbance, Founding, Intervention, Organisation, People, Team
    from lcsim.scenario.meanings import MEANINGS, meaning

    plain = {"name", "kind", "people", "teams", "members", "who", "code", "practice", "parameters"}
    sections = (Calendar, Community, Disturbance, Founding, Intervention, Organisation, People, Team)
    for section in sections:
        for field in set(section.model_fields) - plain - ({"count"} if section is People else set()):
            english, dutch = meaning(section.__name__, field), meaning(section.__name__, field, "nl")
            assert english, f"{section.__name__}.{field}"
            assert dutch not in ("", english)
    shapes = json_schema()["$defs"]
    for key, (english, _) in MEANINGS.items():
        section_name, field = key.split(".")
        assert shapes[section_name]["properties"][field]["description"] == english


def test_what_is_told_reads_well() -> None:
    text = describe(load("nursing_home"))
    assert "36 people in 2 teams of 1 organisation; 12 domains of practice with 4 ways" in text
    assert "week(s)" not in text
    assert "every 2 weeks from week 1, dialogue" in text
    assert "for linden" in text
    assert "control: 0.4 (steepness of hierarchy) [assumed" in text
    assert "safety: 0.45 (psychological safety at the start) [assumed" in text
    assert "cohorts: 2" not in text.split("`nurses`")[1].split("`unit_leader`")[0], "nurses do not rotate"


def test_every_measure_is_told_with_its_meaning() -> None:
    from lcsim.measures import catalogue

    for lang in ("en", "nl"):
        text = describe(load("nursing_home"), lang)
        for measure in catalogue():
            assert f"    - `{measure.name}`: {measure.dutch if lang == 'nl' else measure.wording}\n" in text


def test_every_column_of_the_state_is_told() -> None:
    assert tuple(name for name, _ in state_columns()) == State._fields


def test_rules_switched_off_are_not_in_the_plan() -> None:
    text = "values: [care]\norganisations: [{name: a, people: 3}]\n"
    text += "rules: {forgetting: off, influence: mutual_compromise}\n"
    described = describe(load_text(text))
    assert "### forgetting" not in described
    assert "### mutual_compromise (influence)" in described
    assert "`forgetting`" in described


def test_the_schema_knows_every_section_and_rule() -> None:
    schema = json_schema()
    json.dumps(schema)
    assert {"values", "organisations", "rules", "based_on", "tables"} <= set(schema["properties"])
    rules = schema["properties"]["rules"]["properties"]
    assert {"influence", "bounded_influence", "turnover"} <= set(rules)
    assert "mutual_compromise" in rules["influence"]["anyOf"][0]["enum"]
    text = json.dumps(schema)
    for reference in {piece.split('"')[0] for piece in text.split('"#/$defs/')[1:]}:
        assert reference in schema["$defs"]


@pytest.mark.parametrize("name", ["my_place", "Onze-afdeling", "3days"])
def test_the_skeleton_passes_check(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.yaml"
    path.write_text(skeleton(name), encoding="utf-8")
    assert check_file(path) == ()
    scenario = load(path)
    assert scenario.name == name
    assert len(scenario.organisations[0].teams) == 2


@pytest.mark.parametrize("name", ["", "a.b", " x", "a/../b.yaml", "7"])
def test_a_skeleton_needs_a_good_name(name: str) -> None:
    with pytest.raises(Faults):
        skeleton(name)


def test_the_commented_parts_of_the_skeleton_are_right_too(tmp_path: Path) -> None:
    text = skeleton("x")
    for head in ("# rules:\n", "# interventions:\n"):
        start = text.index(head)
        end = text.index("\n\n", start)
        part = text[start:end]
        text = text.replace(part, "\n".join(line.removeprefix("# ") for line in part.split("\n")))
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    assert check_file(path) == ()


def test_scenarios_are_found_by_path_and_by_name(tmp_path: Path) -> None:
    path = tmp_path / "nursing_home.yaml"
    path.write_text("x")
    assert find_scenario(path) == path
    assert find_scenario("nursing_home").is_file()
    with pytest.raises(Faults) as caught:
        find_scenario("nursing_hme")
    assert caught.value.faults[0].cure == "did you mean 'nursing_home'?"


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", ["everything", "derived", "smallest", "tables"])
def test_any_scenario_can_be_described(name: str, lang: str) -> None:
    scenario = load(Path(__file__).parent.parent / "scenario_files" / "valid" / f"{name}.yaml")
    text = describe(scenario, lang)
    for intervention in scenario.interventions:
        assert f"`{intervention.name}`: {intervention.kind}" in text
    for community in scenario.communities:
        assert f"`{community.name}`: " in text
