"""The tables of patterns that are committed: of these definitions, and a row of each comes out again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lcsim.docking.patterns import catalogue, chosen_patterns
from lcsim.docking.trying import parameter_sets, try_patterns
from lcsim.report.patterns import patterns_json

ROOT = Path(__file__).resolve().parents[2]


def table_of(name: str) -> dict[str, Any]:
    found = json.loads((ROOT / "docs" / name).read_text(encoding="utf-8"))
    return {row["name"]: row for row in found["patterns"]}


TABLE = table_of("patterns.json")
FIRST = table_of("patterns_first_round.json")


def test_it_is_of_these_definitions() -> None:
    defined = patterns_json(catalogue(), ())["patterns"]
    assert [row["name"] for row in defined] == list(TABLE)
    for row in defined:
        there = TABLE[row["name"]]
        for key, value in row.items():
            if key == "conditions":
                kept = [{part: one[part] for part in ("statement", "wanted", "judged_by")} for one in there[key]]
                assert kept == value
            else:
                assert there[key] == value


def test_the_page_says_what_the_tables_say() -> None:
    page = (ROOT / "docs/patterns.md").read_text(encoding="utf-8")
    first, second = (
        page.partition(f"<!-- {mark} -->")[2].partition(f"<!-- end of {mark} -->")[0] for mark in ("table", "second")
    )
    for told, table in ((first, FIRST), (second, TABLE)):
        for row in (one for one in table.values() if "verdict" in one):
            found = re.search(
                rf"^\| {row['number']} `{row['name']}` \| \**(\w+)\** \| (\d+)% of (\d+)", told, re.MULTILINE
            )
            assert found is not None, row["name"]
            assert found[1] == row["verdict"]
            assert (int(found[2]), int(found[3])) == (round(100 * row["share_of_sets"]), len(row["sets"]))


@pytest.mark.parametrize(
    ("table", "name", "development"), [(FIRST, "bursts", True), (TABLE, "similar_units_differ", False)]
)
def test_a_row_comes_out_again(table: dict[str, Any], name: str, development: bool) -> None:
    (pattern,), row = chosen_patterns([name]), table[name]
    (tried,) = try_patterns([pattern], parameter_sets(None, 1, development), row["seeds_a_set"])
    assert [one.value for one in tried.estimates[0]] == pytest.approx(row["sets"][tried.sets[0]], rel=1e-4)
