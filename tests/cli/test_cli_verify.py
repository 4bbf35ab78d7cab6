"""``lcsim verify``: the table, the page that keeps it, and what is refused before anything is run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lcsim.cli.main import run
from lcsim.docking import target_file
from lcsim.docking.target_file import canon_folders, read_result

EXACT = ["verify", "friedkin_johnsen", "--workers", "1"]


def test_the_page_has_a_row_a_target_and_says_how_it_was_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.md"
    assert run([*EXACT, "--quick", "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert f"Written: {out}" in said.err
    assert "Targets: 12, of which 12 hold and 0 fail." in said.out
    assert "Seeds are fixed" in said.out
    assert max(len(line) for line in said.out.splitlines()) <= 80
    page = out.read_text(encoding="utf-8")
    assert page.startswith("# The last quick run of `lcsim verify`\n")
    assert f"lcsim verify friedkin_johnsen --quick --workers 1 --out {out.as_posix()}" in " ".join(page.split())
    rows = [line for line in page.splitlines() if line.startswith("| friedkin_johnsen | ")]
    assert [row.split(" | ")[1] for row in rows[:-1]] == [
        f"{t.name} (negative control)" if t.control else t.name for t in read_result("friedkin_johnsen").targets
    ]
    assert all(row.endswith(" | holds |") for row in rows[:-1])
    assert run([*EXACT, "--out", str(out), "--lang", "nl"]) == 0, "a page of its own is written anew"
    assert out.read_text(encoding="utf-8").startswith("# De laatste volledige uitvoering van `lcsim verify`\n")


def test_one_object_with_all_that_came_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*EXACT, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["quick"], found["processes"], found["chance_of_a_failure"] < 0.01) == (False, 1, True)
    (result,) = found["results"]
    assert {target["verdict"] for target in result["targets"]} == {"holds"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify", "marsh", "bas"], ["did you mean 'march'", "did you mean 'bass'"]),
        (["verify", "none.targets.yaml"], ["there is no file none.targets.yaml"]),
        ([*EXACT, "--out", "no/such/page.md"], ["there is no folder no/such"]),
        ([*EXACT, "--out", "other.md"], ["there is a file that lcsim verify has not written"]),
        (["verify", "bass", "--workers", "0"], ["must be a whole number from 1 to 512"]),
    ],
)
def test_it_is_refused_before_anything_is_run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.md").write_text("notes of somebody\n", encoding="utf-8")
    assert run(arguments) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert all(piece in " ".join(found.err.split()) for piece in said), found.err
    assert (tmp_path / "other.md").read_text(encoding="utf-8") == "notes of somebody\n"


def test_a_target_that_does_not_come_out_ends_with_1_and_one_that_was_moved_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(canon_folders()[0], tmp_path / "canon")
    monkeypatch.setattr(target_file, "scenario_folders", lambda: (tmp_path,))
    path = tmp_path / "canon" / "friedkin_johnsen.targets.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("60.0208", "60.1"), encoding="utf-8")
    assert run(EXACT) == 2
    assert "a target was moved" in capsys.readouterr().err
    (tmp_path / "canon" / target_file.GUARD).write_text(target_file.guard_text(tmp_path / "canon"), encoding="utf-8")
    assert run(EXACT) == 1
    assert "11 hold, 1 fail," in capsys.readouterr().out
