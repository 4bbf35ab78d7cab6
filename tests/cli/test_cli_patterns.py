"""``lcsim patterns``."""

from __future__ import annotations

import json

import pytest

from lcsim.cli.main import run


def test_it_tells_what_it_would_try(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patterns", "--list", "--lang", "nl", "1", "bursts"]) == 0
    said = capsys.readouterr().out
    assert "1. similar_units_differ" in said and "17. bursts" in said and "small_projects" not in said
    assert max(len(line) for line in said.splitlines()) <= 80


def test_a_name_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patterns", "similar_unit"]) == 2
    assert "did you mean 'similar_units_differ'" in capsys.readouterr().err


def test_it_runs_and_leaves_with_1_when_a_pattern_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """Bursts cannot be told from chance in three runs in which hardly anybody changes anything."""
    still = [f"--set=rules.{rule}=off" for rule in ("deliberation", "experimentation")]
    found = run(["patterns", "17", "--ensemble", "none", "--replicates", "3", "--workers", "1", "--json", *still])
    (row,) = json.loads(capsys.readouterr().out)["patterns"]
    assert (found, row["verdict"]) == (1, "fails")
    assert list(row["sets"]) == ["default"]
