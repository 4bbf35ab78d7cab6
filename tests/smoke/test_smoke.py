"""The shortest way through the whole house, on every Python."""

from __future__ import annotations

import json
import subprocess
import sys


def lcsim(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "lcsim", *words], capture_output=True, text=True, encoding="utf-8")


def test_run_json_is_one_object_and_nothing_else(tmp_path):
    words = (
        "run",
        "nursing_home",
        "--weeks",
        "8",
        "--seed",
        "3",
        "--json",
        "--no-plots",
        "--out",
        str(tmp_path / "out"),
    )
    first = lcsim(*words)
    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout)
    assert told["scenario"] == "nursing_home"
    assert told["weeks"] == 8
    assert told["replicates"][0]["seed"] == 3
    assert len(told["replicates"][0]["digest"]) == 64


def test_a_typo_is_one_message_and_exit_2(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("schema: 1\nbased_on: nursing_home\ncalendar: {weekz: 3}\n", encoding="utf-8")
    told = lcsim("run", str(bad), "--out", str(tmp_path / "out"))
    assert told.returncode == 2
    assert "bad.yaml:3:12: calendar.weekz: unknown key" in told.stderr
    assert "did you mean 'weeks'?" in told.stderr
    assert not (tmp_path / "out").exists()


def test_mesa_model_runs():
    from lcsim.scenario import load
    from lcsim.simulation import run
    from lcsim.simulation.model import LearningCommunity

    scenario = load("nursing_home")
    with LearningCommunity(scenario, seed=4, weeks=6) as model:
        while model.running:
            model.step()
        assert len(model.people) == int(model.state.team_size.sum())
        assert model.digest == run(scenario, 4, weeks=6).digest
