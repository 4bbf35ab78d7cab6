"""Closed forms follow the weights that the rule has, whatever its settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcsim.docking.observing import farthest_from_closed_form, rate_against_second_eigenvalue
from lcsim.scenario import load_text, scenario_files
from lcsim.simulation import run

CANON: Path = scenario_files()["nursing_home"].parent / "canon"


@pytest.mark.parametrize(
    ("of", "influence", "trust"),
    [
        ("friedkin_johnsen", "{variant: stubborn_assimilation, susceptibility: .5}", (0.1, 0.2)),
        ("friedkin_johnsen", "{variant: stubborn_assimilation, susceptibility: .5}", (0.4, 0.9)),
        ("friedkin_johnsen", "{variant: stubborn_assimilation, susceptibility: .5, weights: equal}", (0.4, 0.9)),
        ("degroot", "{variant: assimilation, weights: given}", (0.6, 0.9)),
        ("degroot", "{variant: assimilation, weights: equal, rate: .3}", (0.6, 0.9)),
    ],
)
def test_other_settings_of_the_rule(of: str, influence: str, trust: tuple[float, float]) -> None:
    """Weights that add up to more than 1, equal ones, a rate, and a susceptibility of the rule."""
    text = f"""
based_on: french
calendar: {{weeks: 2000}}
founding: {{trust_low: {trust[0]}, trust_high: {trust[1]}}}
rules: {{influence: {influence}}}
"""
    found = run(load_text(text, folder=CANON), seed=1)
    assert farthest_from_closed_form(found, of) < 1e-10


def test_the_rate_is_that_of_steps_part_of_the_way() -> None:
    text = "based_on: degroot\nrules: {influence: {variant: assimilation, rate: .3}}"
    found = run(load_text(text, folder=CANON), keep=(30, 40))
    assert abs(rate_against_second_eigenvalue(found, 30, 40)) < 1e-3
