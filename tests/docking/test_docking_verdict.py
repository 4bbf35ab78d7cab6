"""Targets, verdicts and their table."""

from __future__ import annotations

import json

import pytest

from lcsim.docking import LEVELS, OUTCOMES, Target, Verdict, all_pass, as_json
from lcsim.report.verdict_table import verdict_table

TARGET = Target("march_1991_fig_1 p1=.1 p2=.1", ".863", "distributional", "March 1991", tolerance=".015")


def verdicts() -> list[Verdict]:
    long = Target("a pattern with a name that does not fit beside all the numbers of its row", "> 0", "pattern", "x")
    return [
        Verdict(TARGET, "holds", 0.8612, 0.8551, 0.8673, 1000),
        Verdict(TARGET, "fails", 1234.5, -0.0001, 12.25, 10),
        Verdict(long, "forced", 0.2, 0.1, 0.3, 40, share=0.875),
        Verdict(long, "untried"),
    ]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_table_keeps_within_80_columns(lang: str) -> None:
    lines = verdict_table(verdicts(), lang).splitlines()
    assert max(len(line) for line in lines) <= 80
    assert (".861" in lines[1]) == (lang == "en")
    assert ("0,861" in lines[1]) == (lang == "nl")
    assert "88%" in "".join(lines)


def test_a_column_that_nothing_fills_is_left_out() -> None:
    head = verdict_table(verdicts()[:2]).splitlines()[0]
    assert "sets" not in head
    assert head.split() == ["name", "target", "got", "interval", "tol.", "level", "n", "verdict"]


def test_only_what_fails_fails() -> None:
    assert all_pass([verdict for verdict in verdicts() if verdict.outcome != "fails"])
    assert not all_pass(verdicts())


def test_json_has_null_where_there_is_no_number() -> None:
    plain = json.loads(json.dumps(as_json(verdicts()[3]), allow_nan=False))
    assert plain["got"] is None
    assert plain["interval"] == [None, None]
    assert plain["verdict"] == "untried"


def test_no_other_words_are_taken() -> None:
    with pytest.raises(ValueError, match=f"one of {', '.join(LEVELS)}"):
        Target("x", "1", "good", "y")
    with pytest.raises(ValueError, match=f"one of {', '.join(OUTCOMES)}"):
        Verdict(TARGET, "nearly")
