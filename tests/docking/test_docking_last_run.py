"""The table of the last full run that is committed: every target of every result, none fails, and facts come out again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lcsim.docking.target_file import read_results
from lcsim.docking.verify import verify
from lcsim.report.verdict_table import cells
from lcsim.report.words import Words

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "canon-last-full-run.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]
TARGETS = [row for row in ROWS if len(row) == 9 and row[0] not in ("result", "---")]
COLUMNS = ("name", "target", "got", "interval", "tolerance", "level", "n", "verdict")


def test_it_has_every_target_of_every_result_and_none_fails() -> None:
    wanted = [
        (result.name, f"{target.name} (negative control)" if target.control else target.name)
        for result in read_results()
        for target in result.targets
    ]
    assert [(row[0], row[1].replace("/", "|")) for row in TARGETS] == [(a, b.replace("/", "|")) for a, b in wanted]
    assert {row[-1] for row in TARGETS} == {"holds"}


def test_it_says_how_it_was_made() -> None:
    assert re.search(r"Written by `lcsim verify [^`]*--out docs/canon-last-full-run\.md` on 20\d\d-\d\d-\d\d", PAGE)
    minutes = re.search(r"in (\d+) min \d+ s with (\d+) at a time", " ".join(PAGE.split()))
    assert minutes is not None
    assert int(minutes[1]) < 30
    assert "Processors of the machine: " in PAGE
    results = [row for row in ROWS if len(row) == 4 and row[0] not in ("result", "---")]
    assert [row[0] for row in results] == [result.name for result in read_results()]
    assert [int(row[1]) for row in results] == [len(result.targets) for result in read_results()]


def test_it_is_of_these_targets_and_numbers_of_runs() -> None:
    for result in read_results():
        runs = next(row for row in ROWS if len(row) == 4 and row[0] == result.name)[2]
        used = {name for target in result.targets for name in target.of}
        assert int(runs) == sum(result.runs[name].replicates for name in used)


@pytest.mark.parametrize("name", ["friedkin_johnsen"])
def test_rows_come_out_again(name: str) -> None:
    (found,) = verify([name], workers=1)
    words = Words("en")
    for verdict, row in zip(found.verdicts, [row for row in TARGETS if row[0] == name], strict=True):
        again = cells(verdict, words)
        assert [again[column].replace("|", "/") for column in COLUMNS[1:]] == row[2:]
