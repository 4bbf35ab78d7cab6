"""Small communities for tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lcsim.scenario import load_text
from lcsim.scenario.model import Scenario

SMALL = """
schema: 1
calendar: {weeks: 20}
values: [{name: care}, {name: order}, {name: learning}]
practices: {domains: 6, options: 4, complexity: 2}
organisations:
  - name: house
    teams:
      - name: east
        people:
          - {name: nurses, count: 6}
          - {name: leader, role: leader, count: 1}
          - {name: students, role: student, count: 4, stay: 8}
      - name: west
        people:
          - {name: nurses, count: 5}
          - {name: coach, role: facilitator, count: 1}
          - {name: students, role: student, count: 4, stay: 8}
communities:
  - {name: circle, format: dialogue, facilitator: coach}
"""


@pytest.fixture
def small() -> Scenario:
    return load_text(SMALL, name="small")


@pytest.fixture
def variant() -> Callable[..., Scenario]:
    """Make a small scenario with some words replaced and lines added."""

    def make(*replacements: tuple[str, str], extra: str = "") -> Scenario:
        text = SMALL
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        return load_text(text + extra, name="small")

    return make
