"""Each file in ``scenario_files/invalid`` is named for its fault; the text beside it is what people read."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcsim.part import Faults
from lcsim.scenario import check_file, load

FOLDER = Path(__file__).parent.parent / "scenario_files" / "invalid"
CASES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
GROWING = ("       = known here:", "       = one of")
"""Cures that list a catalogue: they change when something is added to it."""


def said(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(GROWING)]


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_told_with_place_and_cure(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    expected = (FOLDER / f"{case}.txt").read_text(encoding="utf-8")
    told = "\n".join(str(fault) for fault in check_file(f"{case}.yaml"))
    assert said(told) == said(expected)


@pytest.mark.parametrize("case", CASES)
def test_an_invalid_file_is_refused(case: str) -> None:
    with pytest.raises(Faults) as caught:
        load(FOLDER / f"{case}.yaml")
    assert all(fault.what and (fault.file or fault.where) for fault in caught.value.faults)


def test_the_example_of_the_interface_reads_as_promised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.yaml").write_text(
        "values: [care]\norganisations:\n  - {name: a}\n  - {name: b}\n  - name: c\n\n\n    peopel: 20\n"
    )
    monkeypatch.chdir(tmp_path)
    (fault,) = check_file("bad.yaml")
    assert str(fault) == (
        "bad.yaml:8:5: organisations[2].peopel: unknown key\n"
        "     8 |     peopel: 20\n"
        "       |     ^^^^^^\n"
        "       = did you mean 'people'?"
    )


def test_a_missing_file_and_an_unknown_name_are_told(tmp_path: Path) -> None:
    (fault,) = check_file(tmp_path / "nothing.yaml")
    assert fault.what == "there is no such file"
    (fault,) = check_file("nursing_hom")
    assert fault.cure == "did you mean 'nursing_home'?"
    (fault,) = check_file(tmp_path)
    assert fault.what


@pytest.mark.parametrize(
    ("text", "place", "what", "cure"),
    [
        ("title: it: is\n", "1:10", "a colon too many, or a key further in", "between quotes"),
        ("calendar:\n  weeks: 3\n   semester: 2\n", "3:12", "or a key further in than those beside it", "quotes"),
        ("values:\n  - a\n - b\n", "3:2", "begins in another column than what it belongs with", "below one another"),
        ('title: "a" b\n', "1:12", "text after a closing quote", "the whole between quotes"),
        ("title: x\nvalues\n", "2:1", "a key without a colon", "key: value"),
        ('title: x\ndescription: "x\nvalues: [a]\n', "2:14", "a quote opens here and is not closed", "same sign"),
        ("values: [a\ntitle: x\n", "1:9", "a bracket opens here and is not closed", "commas"),
        ("title: @home\n", "1:8", "a text cannot begin with this sign", "between quotes"),
        ("calendar:\n\tweeks: 3\n", "2:1", "a tab cannot indent", ""),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words_where_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, place: str, what: str, cure: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(text)
    (fault,) = check_file("mine.yaml")
    assert str(fault).startswith(f"mine.yaml:{place}: ")
    assert what in fault.what
    assert cure in fault.cure and bool(cure) == bool(fault.cure)
