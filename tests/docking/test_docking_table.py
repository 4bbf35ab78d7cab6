"""The table of patterns that is committed: of these definitions, and a row of it comes out again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lcsim.docking.patterns import catalogue, chosen_patterns
from lcsim.docking.trying import parameter_sets, try_patterns
from lcsim.report.patterns import patterns_json

ROOT = Path(__file__).resolve().parents[2]
TABLE = {row["name"]: row for row in json.loads((ROOT / "docs/patterns.json").read_text(encoding="utf-8"))["patterns"]}


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


def test_the_page_says_what_the_table_says() -> None:
    page = (ROOT / "docs/patterns.md").read_text(encoding="utf-8")
    for row in TABLE.values():
        found = re.search(
            rf"^\| {row['number']} `{row['name']}` \| \**(\w+)\** \| (?:(\d+)% of (\d+))?", page, re.MULTILINE
        )
        assert found is not None, row["name"]
        assert found[1] == row["verdict"]
        if row["verdict"] != "untried":
            assert (int(found[2]), int(found[3])) == (round(100 * row["share_of_sets"]), len(row["sets"]))


def test_a_row_comes_out_again() -> None:
    (pattern,) = chosen_patterns(["similar_units_differ"])
    row = TABLE[pattern.name]
    (tried,) = try_patterns([pattern], parameter_sets(None, 1), row["seeds_a_set"])
    assert [one.value for one in tried.estimates[0]] == pytest.approx(row["sets"][tried.sets[0]], rel=1e-4)
