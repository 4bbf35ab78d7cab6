"""The page of claims: everything that it tells to type exists, and no pattern or experiment of the studies is left out."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path

import pytest

from lcsim.cli.lazy import COMMANDS
from lcsim.docking.patterns import catalogue, chosen_patterns
from lcsim.scenario import apply_with, draft, resolve

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
TYPED = [shlex.split(text)[1:] for text in re.findall(r"`(lcsim [^`]+)`", PAGE)]


def named_in(words: list[str]) -> tuple[list[str], list[str]]:
    """Names after a command, and the interventions that its options name."""
    names: list[str] = []
    interventions: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in ("--with", "--arm"):
            interventions.append(next(rest).rpartition("=")[2] if word == "--arm" else next(rest))
        elif word.startswith("--"):
            next(rest)
        else:
            names.append(word)
    return names, interventions


@pytest.mark.parametrize("words", TYPED, ids=" ".join)
def test_what_is_told_to_type_exists(words: list[str]) -> None:
    command, *rest = words
    assert command in COMMANDS
    module = importlib.import_module(f"lcsim.cli.{command}")
    module.command.make_context(command, list(rest))  # its options are such as they are
    names, interventions = named_in(rest)
    if command == "patterns":
        assert len(chosen_patterns(names)) == len(names) > 0
    elif command == "sweep":
        assert all((ROOT / "experiments" / name / "experiment.yaml").is_file() for name in names)
    else:
        resolve(apply_with(draft(names[0]), interventions))


def test_every_pattern_and_every_scenario_of_a_case_has_a_claim() -> None:
    tried = {name for words in TYPED if words[0] == "patterns" for name in words[1:]}
    assert {pattern.name for pattern in catalogue()} == tried
    run = {words[1] for words in TYPED if words[0] == "run"}
    cases = {"nursing_home", "gas_erop", "h2hub_twente", "smart_solutions_semester", "healthtech_in_society"}
    assert cases <= run
    assert "(docs/claims.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_verdicts_told_are_those_of_the_second_round() -> None:
    table = (ROOT / "docs" / "patterns.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \w+ `(\w+)` \| [^|]+ \| \*\*(\w+)\*\*", table, flags=re.MULTILINE)
    second = dict(rows)
    assert len(second) == len(catalogue())
    for line in PAGE.splitlines():
        said = re.search(r"`lcsim patterns ([\w ]+)` \| (\w+)(?: .*; (\w+) in a firm)? ?", line)
        if said is not None:
            names = said[1].split()
            told = [verdict for verdict in said.groups()[1:] if verdict]
            assert [second[name] for name in names] == told, line
