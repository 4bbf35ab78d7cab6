"""The same seed gives the same digest on every Python, machine and number of workers; a change of numbers says so.

``python -m tests.baselines.test_digests`` writes the table anew; a new table needs a new entry under "Results
change" in CHANGELOG.md, and its number in the table.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lcsim.scenario import apply_set, draft, resolve
from lcsim.simulation import run

TABLE = Path(__file__).with_name("digests.json")
CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"

CASES: dict[str, tuple[str, list[str], int, int]] = {
    "nursing_home, seed 1, 156 weeks": ("nursing_home", [], 1, 156),
    "nursing_home, seed 0, 40 weeks": ("nursing_home", [], 0, 40),
    "own_organisation, seed 2, 52 weeks": ("own_organisation", [], 2, 52),
    "classroom_small, seed 1, 20 weeks": ("classroom_small", [], 1, 20),
    "gas_erop, seed 1, 62 weeks": ("gas_erop", [], 1, 62),
    "h2hub_twente, seed 1, 60 weeks": ("h2hub_twente", [], 1, 60),
    "healthtech_in_society, seed 1, 60 weeks": ("healthtech_in_society", [], 1, 60),
    "smart_solutions_semester, seed 1, 60 weeks": ("smart_solutions_semester", [], 1, 60),
    "nursing_home with mutual_compromise, seed 3, 30 weeks": (
        "nursing_home",
        ["rules.influence=mutual_compromise"],
        3,
        30,
    ),
    "nursing_home with attraction_and_repulsion, seed 3, 30 weeks": (
        "nursing_home",
        ["rules.influence=attraction_and_repulsion"],
        3,
        30,
    ),
}


def digest_of(case: str) -> str:
    scenario, settings, seed, weeks = CASES[case]
    return run(resolve(apply_set(draft(scenario), settings)), seed, weeks=weeks).digest


@pytest.mark.parametrize("case", CASES)
def test_digest(case):
    expected = json.loads(TABLE.read_text(encoding="utf-8"))["digests"]
    assert digest_of(case) == expected[case], "results changed: say so in CHANGELOG.md and write the table anew"


def test_the_table_is_that_of_the_changelog():
    number = json.loads(TABLE.read_text(encoding="utf-8"))["results"]
    assert f"Results change {number}" in CHANGELOG.read_text(encoding="utf-8")


if __name__ == "__main__":
    before = json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {"results": 0, "digests": {}}
    new = {case: digest_of(case) for case in CASES}
    if new != before["digests"]:
        TABLE.write_text(
            json.dumps({"results": before["results"] + 1, "digests": new}, indent=2) + "\n", encoding="utf-8"
        )
        print(f"written; now describe 'Results change {before['results'] + 1}' in CHANGELOG.md")
