"""The fourteen building blocks: each is there in every scenario, can be set, and has a lever; the docs say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcsim.interventions import INTERVENTIONS
from lcsim.scenario import apply_set, describe, draft, load, resolve
from lcsim.scenario.building_blocks import BLOCKS, filled_in, profile, table, values_at

DOCS = Path(__file__).resolve().parents[2] / "docs" / "building-blocks.md"
NAMES = {"communities.*": "communities.linden_unit", "organisations.*": "organisations.de_wever",
         "teams.*": "teams.linden", "people.*": "people.students"}  # fmt: skip
PATHS = [path for block in BLOCKS for path in block.paths]


def test_every_block_has_parameters_and_levers_and_every_intervention_a_block():
    assert len(BLOCKS) == 14
    assert all(block.paths and block.interventions for block in BLOCKS)
    assert {name for block in BLOCKS for name in block.interventions} == set(INTERVENTIONS)
    assert len({block.dutch for block in BLOCKS} | {block.wording for block in BLOCKS}) == 28


@pytest.mark.parametrize("path", PATHS)
def test_every_parameter_can_be_set_and_is_told(path):
    concrete = path
    for star, name in NAMES.items():
        concrete = concrete.replace(star, name)
    words = {"ambition": "meals", "format": "creative", "facilitator": "unit_leader"}
    number = {"interval": "7", "stay": "33", "cohorts": "3", "meetings": "9"}
    last = path.rpartition(".")[2]
    value = words.get(last) or number.get(last) or "0.0625"
    changed = resolve(apply_set(draft("nursing_home"), [f"{concrete}={value}"]))
    assert value in [str(found) for found in values_at(changed, path)]
    told = dict(pair for _, pairs in profile(changed) for pair in pairs)
    assert value.strip("0") in told[path], told[path]


def test_the_description_shows_the_profile_in_both_languages():
    scenario = load("nursing_home")
    text = describe(scenario)
    assert "9. Time and space\n   - `organisations.*.learning_time`: 0.7\n" in text
    assert "   - `organisations.*.teams.*.people.*.authority`: 0.3 - 0.9\n" in text
    assert "   - can be worked on by: `protected_time`, `student_placement`" in text
    assert "9. Tijd en ruimte" in describe(scenario, "nl")


def test_the_docs_hold_the_tables_of_the_code():
    text = DOCS.read_text(encoding="utf-8")
    assert filled_in(text) == text, "write it anew: python -m tests.scenario.write_building_blocks"
    assert "| 9 | Time and space |" in text
    assert "Tijd en ruimte" in table("nl")
