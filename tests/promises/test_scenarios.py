"""What every scenario that ships keeps: it runs, comes back the same from its complete form, and is told in two languages."""

from __future__ import annotations

import pytest

from lcsim.scenario import describe, dump, load, load_text, scenario_files
from lcsim.simulation import Community
from tests.verification.claims import CLAIMS

NAMES = tuple(scenario_files())
EXAMPLES = frozenset({"own_organisation"})
"""Forms to fill in: they claim nothing."""


def test_the_five_cases_and_a_lesson_are_there():
    cases = {"nursing_home", "gas_erop", "h2hub_twente", "smart_solutions_semester", "healthtech_in_society"}
    assert cases | {"classroom_small"} <= set(NAMES)


def test_every_scenario_has_a_claim():
    assert set(CLAIMS) == set(NAMES) - EXAMPLES


@pytest.mark.parametrize("name", NAMES)
def test_its_complete_form_runs_to_the_same_state(name):
    scenario = load(name)
    again = scenario if scenario.tables else load_text(dump(scenario), name=name)
    assert again == scenario
    weeks = min(scenario.calendar.weeks, 24)
    first, second = Community(scenario, 3, weeks), Community(again, 3, weeks)
    first.advance(weeks)
    for week in range(1, weeks + 1):
        second.advance(week)
    assert first.digest == second.digest
    assert first.events.sum() > 0


@pytest.mark.parametrize("name", NAMES)
def test_it_is_told_in_both_languages(name):
    scenario = load(name)
    for text in (scenario.title, scenario.dutch_title, scenario.description, scenario.dutch_description):
        assert text
    assert scenario.title != scenario.dutch_title
    assert scenario.dutch_title in describe(scenario, "nl")
    assert scenario.dutch_description in describe(scenario, "nl")
    for thing in (*scenario.values, *scenario.practices.domains):
        if thing.wording:
            assert thing.dutch, thing.name
    assert scenario.sources


@pytest.mark.parametrize("name", NAMES)
def test_the_origins_of_its_communities_and_length_are_told(name):
    text = describe(load(name))
    length = next(line for line in text.splitlines() if "One step is a week" in line)
    assert any(f"[{origin}" in length for origin in ("measured", "estimated", "assumed"))
    for community in load(name).communities:
        about = text[text.index(f"`{community.name}`: ") :]
        interval = next(line for line in about.splitlines() if line.strip().startswith("- interval:"))
        assert any(f"[{origin}" in interval for origin in ("measured", "estimated", "assumed"))
