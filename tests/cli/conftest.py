"""A small community that runs in some milliseconds."""

from __future__ import annotations

import pytest

from lcsim.scenario import Scenario, load_text

SMALL = """
schema: 1
calendar: {weeks: 16}
values: [care, order]
practices: {domains: 6, options: 3, complexity: 2}
founding: {deviation: 0.3}
organisations:
  - name: house
    teams:
      - {name: north, people: [{name: nurses, count: 6}, {name: pupils, role: student, count: 3, stay: 6}]}
      - {name: south, people: [{name: nurses, count: 5}, {name: head, role: leader, count: 1}]}
communities: [{name: circle, members: {organisations: [house]}}]
"""


@pytest.fixture(scope="session")
def small() -> Scenario:
    return load_text(SMALL, name="small")
