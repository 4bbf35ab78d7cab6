"""The file of a plausible ensemble: what is read, what is refused and where, what is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lcsim.experiment.ensemble import SHIPPED, read_ensemble, shipped_ensemble, write_ensemble
from lcsim.part import Faults
from lcsim.scenario import draft
from tests.sweeps import SMALL

MU, TAU = "rules.bounded_influence.mu", "rules.deliberation.tau"


def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sets.csv"
    path.write_text(text, encoding="utf-8")
    return path


def told(tmp_path: Path, text: str, base: bool = False) -> list[str]:
    with pytest.raises(Faults) as found:
        read_ensemble(written(tmp_path, text), draft(small(tmp_path)) if base else None)
    return [str(fault).replace(str(tmp_path), "").lstrip("/") for fault in found.value.faults]


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "sets.csv"
    rows = [(0.1, 3, 1e-17), (1 / 3, 4, 2.0)]
    write_ensemble(path, ["a", "b"], [MU, "rules.everyday_work.meetings", TAU], rows)
    found = read_ensemble(path)
    assert found.names == ("a", "b")
    assert found.values == tuple(rows)
    assert [type(value) for value in found.values[0]] == [float, int, float]
    assert path.read_text(encoding="utf-8").splitlines()[0] == f"set,{MU},rules.everyday_work.meetings,{TAU}"


def test_a_writer_does_not_write_what_would_not_read_back(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="do not go with"):
        write_ensemble(tmp_path / "sets.csv", ["a"], [MU, TAU], [(0.1,)])
    with pytest.raises(Faults, match="is here twice"):
        write_ensemble(tmp_path / "sets.csv", ["a", "a"], [MU], [(0.1,), (0.2,)])
    assert not (tmp_path / "sets.csv").exists()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [r"sets\.csv:.*is empty"]),
        (f"name,{MU}\na,.1\n", [r"sets\.csv:1:1: the first column must be 'set', got 'name'"]),
        ("set\na\n", [r"sets\.csv:1:1: gives a value to no parameter"]),
        (f"set,{MU}\n", [r"sets\.csv:1:1: has no parameter set"]),
        (f"set,{MU}\na,.1\nb\n", [r"sets\.csv:3:1: has 1 cells; the header has 2"]),
        (f"set,{MU},{MU}\na,.1,.2\n", [rf"sets\.csv:1:{6 + len(MU)}: the column .* is here twice"]),
        (
            f"set,{MU}\na,much\na,.2\n,.3\n",
            [
                r"sets\.csv:2:3: .*must be a number, got 'much'",
                r"sets\.csv:3:1: the set 'a' is here twice",
                r"sets\.csv:4:1: this set has no name",
            ],
        ),
        (f"set,{MU}\na,.1\nb,0.10\n", [r"sets\.csv:3:1: has the values of the set 'a'"]),
        (f"set,{MU}\na,nan\nb,inf\n", [r"sets\.csv:2:3: .*must be a number", r"sets\.csv:3:3: .*must be a number"]),
        ("set,calendar.weeks\na,3\n", [r"sets\.csv:1:5: 'calendar\.weeks' all runs last as long"]),
    ],
)
def test_every_fault_is_told_at_its_place(tmp_path: Path, text: str, lines: list[str]) -> None:
    found = told(tmp_path, text)
    assert len(found) == len(lines)
    for line, wanted in zip(found, lines, strict=True):
        assert re.match(wanted, line), line


def test_sets_are_tried_on_a_scenario(tmp_path: Path) -> None:
    text = f"set,rules.bounded_influense.mu,{MU},{TAU}\na,.1,.2,.1\nb,.2,7,.2\n"
    found = told(tmp_path, text, base=True)
    assert len(found) == 2
    assert re.match(r"sets\.csv:1:5: .*'bounded_influense' is not a rule", found[0]), found[0]
    assert "did you mean 'bounded_influence'?" in found[0]
    assert re.match(r"sets\.csv:3:6: .*must be at most 1, got 7", found[1]), found[1]


def test_semicolons_with_decimal_commas_are_understood(tmp_path: Path) -> None:
    assert read_ensemble(written(tmp_path, f"set;{MU}\na;0,25\n")).values == ((0.25,),)


def test_a_path_can_be_taken_out(tmp_path: Path) -> None:
    found = read_ensemble(written(tmp_path, f"set,{MU},{TAU}\na,.1,.2\nb,.3,7e9\n"))
    assert found.without([TAU]).values == ((0.1,), (0.3,))
    assert found.without([TAU]).paths == (MU,)
    found.without([TAU]).check(draft(small(tmp_path)))


def test_the_shipped_one_is_found_in_a_folder_of_experiments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("experiments") / SHIPPED
    path.parent.mkdir(parents=True)
    write_ensemble(path, ["a"], [MU], [(0.1,)])
    assert shipped_ensemble() == path
