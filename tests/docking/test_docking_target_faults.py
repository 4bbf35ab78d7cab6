"""Target files that are not as they must be: every fault with its place, all at once, before anything is run."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from lcsim.cli.main import run
from lcsim.docking.target_file import canon_folders, read_result
from lcsim.part import Faults
from tests.scenario.test_scenario_mutated import mutate

RUNS = "runs:\n  a: {}\n  b: {scenario: french.yaml, set: {calendar.weeks: 9}, replicates: 2}\n"
TARGET = "  - {look: value, with: {person: 0}, of: a, wanted: 1}\n"
SHIPPED = canon_folders()[0] / "friedkin_johnsen.yaml"


def written(folder: Path, text: str) -> Path:
    path = folder / "x.targets.yaml"
    path.write_text(text, encoding="utf-8")
    shutil.copy(SHIPPED, folder / "x.yaml")
    return path


def target(keys: str) -> str:
    return f"{RUNS}targets:\n  - {{{keys}}}\n"


GIVEN = "look: value, with: {person: 0}, "


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [": is empty"]),
        ("- a\n", ["1:1: must be a mapping, got a list"]),
        ("runs:\n\ta: {}\n", ["2:1: a tab cannot indent; use spaces"]),
        (f"{RUNS}", ["1:1: 'targets' is missing"]),
        (f"runs: [a]\ntargets:\n{TARGET}", ["1:7: runs: must be a mapping, got a list"]),
        (f"{RUNS}targets:\n", ["5:1: targets: must be a list"]),
        (f"{RUNS}targets:\n  - 5\n", ["5:5: targets[0]: must be a mapping, got 5"]),
        (f"{RUNS}targets:\n  - 5\n{TARGET.replace('a,', 'c,')}", ["5:5: targets[0]: must", "6:42: targets[1].of[0]: there"]),
        (f"tittle: a\n{RUNS}targets:\n{TARGET}", ["1:1: tittle: unknown key"]),
        (f"title: a\ntitle: b\n{RUNS}targets:\n{TARGET}", ["2:1: the key 'title' is here twice"]),
        (f"{RUNS}  c: {{replicates: many}}\ntargets:\n{TARGET}", ["4:19: runs.c.replicates: must be a whole number"]),
        (f"{RUNS}  c: {{scenario: no.yaml}}\ntargets:\n{TARGET}", ["4:17: runs.c.scenario: there is no scenario 'no.yaml'"]),
        (f"{RUNS}  c: {{set: [a]}}\ntargets:\n{TARGET}", ["4:12: runs.c.set: must be a mapping, got a list"]),
        (f"{RUNS}  c: {{keep: soon}}\ntargets:\n{TARGET}", ["4:13: runs.c.keep[0]: must be a whole number"]),
        (target(f"{GIVEN}of: a, wanted: .nan"), ["5:53: must be a finite number"]),
        (target(f"{GIVEN}of: a, wanted: often"), ["5:53: targets[0].wanted: must be a number"]),
        (target(f"{GIVEN}of: a"), ["5:5: targets[0]: says not what must come out"]),
        (target(f"{GIVEN}of: a, above: 0, below: 1"), ["5:62: targets[0].below: 'above' says already"]),
        (target(f"{GIVEN}of: a, above: 0, se: 1"), ["5:59: targets[0].se: goes with 'wanted' only"]),
        (target(f"{GIVEN}of: a, between: [2, 1]"), ["5:45: targets[0].between: 2 is above 1"]),
        (target(f"{GIVEN}of: [a, b], wanted: 1"), ["5:38: targets[0].of: several groups of runs need"]),
        (target(f"{GIVEN}of: a, by: ratio, wanted: 1"), ["5:38: targets[0].of: 'ratio' takes two groups"]),
        (target(f"{GIVEN}of: [a, b], by: mean, crosses: {{at: [2, 1], level: 0}}, wanted: 1"),
         ["5:54: targets[0].by: 'crosses' says already", "5:60: targets[0].crosses: places in 'at' must rise"]),
        (target(f"{GIVEN}of: [a, b], crosses: {{at: [1, 2, 3], level: 0}}, wanted: 1"), ["5:50: targets[0].crosses: 'at' has 3"]),
        (target("look: valu, of: a, wanted: 1"), ["5:12: targets[0].look: 'valu' is nothing to look at"]),
        (target("look: value, of: a, wanted: 1"), ["5:12: targets[0].look: 'value' needs 'person'"]),
        (target("look: value, with: {persn: 0}, of: a, wanted: 1"), ["5:33: targets[0].with.persn: 'value' takes no 'persn'"]),
        (target("look: value, with: {person: one}, of: a, wanted: 1"), ["5:34: targets[0].with.person: must be a whole number"]),
        (target("look: value, with: {person: [1]}, of: a, wanted: 1"), ["5:34: targets[0].with.person: must be a single value"]),
        (target(f"{GIVEN}of: a, wanted: 1, level: exact"), ["5:63: targets[0].level: must be one of"]),
    ],
)  # fmt: skip
def test_each_fault_has_its_place(tmp_path: Path, text: str, told: list[str]) -> None:
    path = written(tmp_path, text)
    with pytest.raises(Faults) as found:
        read_result(str(path))
    assert len(found.value.faults) == len(told)
    for fault, piece in zip(found.value.faults, told, strict=True):
        assert str(fault).removeprefix(str(path)).lstrip(":").startswith(piece.lstrip(":")), str(fault)
        assert "lcsim new" not in str(fault)


def test_settings_that_do_not_fit_are_told_where_they_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, f"runs:\n  a: {{scenario: french.yaml, set: {{calendar.weks: 9}}}}\ntargets:\n{TARGET}")
    assert run(["verify", str(path), "--workers", "1"]) == 2
    error = capsys.readouterr().err
    assert f"{path}:2:36: runs.a.set.calendar.weks: there is no 'weks' here\n" in error
    assert "did you mean 'weeks'?" in error
    assert error.endswith(f"1 problem in {path}; nothing was run.\n")


@pytest.mark.parametrize("look", ["value, with: {person: 999}", "rate_against_second_eigenvalue"])
def test_what_is_not_there_to_be_seen_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], look: str) -> None:
    text = f"runs:\n  a: {{scenario: french.yaml}}\ntargets:\n  - {{look: {look}, of: a, wanted: 1}}\n"
    assert run(["verify", str(written(tmp_path, text)), "--workers", "1"]) == 2
    assert "is not there to be seen in" in capsys.readouterr().err


def test_mutated_target_files_never_give_anything_but_faults(tmp_path: Path) -> None:
    base = SHIPPED.with_name("friedkin_johnsen.targets.yaml").read_text(encoding="utf-8")
    good = 0
    for number in range(100):
        path = written(tmp_path, mutate(base, random.Random(f"targets {number}")))
        try:
            good += bool(read_result(str(path)))
        except Faults as found:
            good += not str(found).encode()
    assert 0 < good < 60


def test_a_name_that_no_file_can_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "x" * 300 + ".targets.yaml", "--list"]) == 2
    assert "there is no file" in capsys.readouterr().err
