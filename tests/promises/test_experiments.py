"""Experiments that ship: valid, told in words and figures, with the commands that made them, and not too large."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from lcsim.experiment.experiment_file import read_experiment, read_experiment_text

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = sorted(path.parent for path in (ROOT / "experiments").glob("*/experiment.yaml"))
MOST_BYTES = 150_000
LONGEST = 10_000
"""Runs: some minutes on two cores."""
MORE = {
    "calibration_defaults": {"calibrate.py", "without_a_rule.py", "plausible_ensemble.csv", "waves.json"},
    "hard_to_control": {"twins.py"},
}
"""What an experiment has beside a question, an answer and pictures: here the program, and the sets that it is for."""


QUESTIONS = {
    "control_and_safety", "students", "theories_of_influence", "reciprocity", "hard_to_control",
    "research_as_learning", "dialogue_mandate_training",
}  # fmt: skip


def test_the_questions_are_there():
    assert {path.name for path in FOLDERS} >= QUESTIONS
    others = {path.name for path in (ROOT / "experiments").iterdir() if path.is_dir()} - {path.name for path in FOLDERS}
    assert others - {"__pycache__"} == {"canon"}, "a folder without a question: published models with other settings"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_is_valid_and_answered(folder):
    found = read_experiment(folder)
    assert found.name == folder.name
    assert found.runs <= LONGEST
    text = (folder / "README.md").read_text(encoding="utf-8")
    said = " ".join(text.split())
    assert found.question.rstrip("?").split(",")[0] in said
    assert f"lcsim sweep {folder.name}\n" in text
    assert f"lcsim analyse results/{folder.name} " in text
    for name in re.findall(r"--measure (\w+)", text):
        assert name in found.measures
    assert f"{found.runs:,} runs" in said
    for part in ("## Answer", "## What cannot be told", "## What surprised"):
        assert part in text
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert pictures
    for picture in pictures:
        assert (folder / picture).stat().st_size < MOST_BYTES
    there = {path.name for path in folder.iterdir() if path.name != "__pycache__"}
    more = MORE.get(folder.name, set())
    assert there == {"experiment.yaml", "README.md", *pictures, *more}, "results stay where they were made"


def test_an_installed_user_has_them_too():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["experiments"] == "lcsim/_experiments"


def test_the_example_of_the_how_to_is_valid():
    text = (ROOT / "docs" / "how-to-sweep.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example
    found = read_experiment_text(example[1])
    assert (found.points, len(found.arms), found.replicates) == (40, 2, 20)
    assert "how-to-sweep.md" in (ROOT / "README.md").read_text(encoding="utf-8")
