"""Good files: complete, frozen, the same after writing and reading, whatever the order of keys."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from lcsim.scenario import (
    Scenario,
    as_data,
    catalogue_names,
    draft,
    dump,
    load,
    load_text,
    resolve,
    scenario_files,
)
from lcsim.scenario.tree import Node

FOLDER = Path(__file__).parent.parent / "scenario_files" / "valid"
FILES = {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))} | scenario_files()


def folder_of(scenario: Scenario) -> str:
    return scenario.tables.folder if scenario.tables is not None else "."


@pytest.mark.parametrize("name", FILES)
def test_reading_the_complete_form_gives_the_same_scenario(name: str) -> None:
    scenario = load(FILES[name])
    text = dump(scenario)
    again = load_text(text, folder=folder_of(scenario))
    assert again == scenario
    assert dump(again) == text


@pytest.mark.parametrize("name", FILES)
def test_the_complete_form_names_every_rule_and_leaves_no_number_open(name: str) -> None:
    scenario = load(FILES[name])
    assert set(scenario.rules) == set(catalogue_names()["rules"])
    dimensions = {dimension.name for dimension in scenario.values}
    assert scenario.level in dimensions
    assert scenario.measures
    for organisation in scenario.organisations:
        for team in organisation.teams:
            assert team.safety is not None
            for people in team.people:
                assert set(people.values) == dimensions
                assert people.spread is not None
    for domain in scenario.practices.domains:
        assert len(domain.options) >= 2


def test_a_scenario_is_frozen() -> None:
    scenario = load(FILES["smallest"])
    with pytest.raises(ValidationError):
        scenario.name = "other"  # type: ignore[misc]


@pytest.mark.parametrize("name", ["everything", "derived", "nursing_home"])
def test_the_order_of_keys_does_not_matter(name: str) -> None:
    scenario = load(FILES[name])
    shuffled = shuffle(as_data(scenario), random.Random(4))
    assert list(shuffled) != list(as_data(scenario))
    assert resolve(shuffled) == scenario


def shuffle(data: Any, luck: random.Random) -> Any:
    if isinstance(data, dict):
        keys = list(data)
        luck.shuffle(keys)
        return {key: shuffle(data[key], luck) for key in keys}
    return [shuffle(item, luck) for item in data] if isinstance(data, list) else data


@pytest.mark.parametrize("name", scenario_files())
def test_every_number_of_a_shipped_scenario_has_an_origin(name: str) -> None:
    root = draft(name).root
    assert [path for path, node in numbers(root, "") if node.origin is None and path != ".schema"] == []


def numbers(node: Node, path: str) -> list[tuple[str, Node]]:
    if isinstance(node.value, dict):
        return [found for key, child in node.value.items() for found in numbers(child, f"{path}.{key}")]
    if isinstance(node.value, list):
        return [found for index, child in enumerate(node.value) for found in numbers(child, f"{path}.{index}")]
    return [(path, node)] if isinstance(node.value, (int, float)) and not isinstance(node.value, bool) else []


def test_short_forms_are_written_out() -> None:
    scenario = load(FILES["everything"])
    assert [domain.name for domain in scenario.practices.domains] == ["meals", "handover"]
    assert [option.name for option in scenario.practices.domains[0].options] == ["old", "new"]
    clinic, school = scenario.organisations
    assert clinic.teams[0].people[0].count == 4
    assert school.count == 3
    assert school.teams[0].name == "school"
    assert scenario.communities[0].members.roles == ("staff",)
    boss = clinic.teams[1].people[1]
    assert boss.authority == 0.9
    assert boss.stay is None
    assert clinic.teams[1].people[2].stay == 8
    assert [item.name for item in scenario.interventions] == [
        "facilitated_dialogue",
        "facilitated_dialogue_2",
        "letting_go",
    ]
    assert scenario.interventions[0].parameters["interval"] == 4
    assert scenario.interventions[0].hours == 1.5


def test_origins_are_those_of_the_nearest() -> None:
    origins = load(FILES["everything"]).origins
    assert origins["organisations.clinic.control"].origin == "measured"
    assert origins["organisations.clinic.workload"].source == "a guess"
    assert origins["practices.domains.handover.options.written.expresses.order"].source == "us"
    assert "practices.domains.handover.options.spoken.expresses.care" not in origins


def test_the_smallest_file_is_a_whole_scenario() -> None:
    scenario = load(FILES["smallest"])
    assert len(scenario.practices.domains) == 12
    assert len(scenario.practices.domains[0].options) == 4
    assert scenario.practices.complexity == 3
    assert scenario.calendar.weeks == 156
    assert scenario.environment.disturbances[0].share == 0.75


def test_yaml_of_today_is_read() -> None:
    text = "values: [care, 'no']\norganisations: [{name: on, people: [{name: yes, count: 0x10}]}, "
    text += "{name: off, people: 0o17}]"
    scenario = load_text(text)
    assert scenario.values[1].name == "no"
    assert scenario.organisations[0].name == "on"
    assert scenario.organisations[0].teams[0].people[0].count == 16
    assert scenario.organisations[1].teams[0].people[0].count == 15


def test_nursing_home_is_as_the_study_found_it() -> None:
    scenario = load("nursing_home")
    (home,) = scenario.organisations
    for unit in home.teams:
        by_role = {people.role: people.count for people in unit.people}
        assert by_role == {"staff": 9, "leader": 1, "facilitator": 1, "student": 7}
    assert len(scenario.practices.domains) == 12
    for domain in scenario.practices.domains:
        assert domain.wording
        assert domain.dutch
        shown = [tuple(option.expresses.items()) for option in domain.options]
        assert len(shown) == 4
        assert len(set(shown)) == 4
        assert all(len(option.expresses) == 2 and option.wording and option.dutch for option in domain.options)


def test_signs_beyond_the_first_plane_survive_beside_line_breaks() -> None:
    scenario = load("nursing_home").model_copy(update={"title": "a \U0001f600\nb"})
    assert load_text(dump(scenario)).title == scenario.title
