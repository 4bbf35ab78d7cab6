"""Compiling in two processes: what the helper compiles is what a run asks for."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from lcsim.scenario import load
from lcsim.simulation import Community, compile_model, compiling, schedule
from lcsim.simulation.schedule import WEEKLY_RULES
from lcsim.state import StateType


def test_the_helper_compiles_rules_of_the_week() -> None:
    assert set(compiling.BY_THE_HELPER) < set(WEEKLY_RULES)


@pytest.mark.parametrize("name", compiling.BY_THE_HELPER)
def test_a_run_asks_for_what_the_helper_compiles(name: str) -> None:
    """A signature that is not the one a run asks for would be compiled for nothing."""
    Community(load("nursing_home"), 1, 2).advance(1)
    state, rules, _, seed, week = next(
        s for s in schedule.kernel(schedule.USUAL_WEEK).signatures if s[0] == StateType(False)
    )[:5]
    assert f"{name}(state, rules, seed, week)" in schedule.source()
    rule = getattr(importlib.import_module(f"lcsim.mechanisms.{name}"), name)
    compiling.compile_rules([name], wide=False)
    assert (state, rules, seed, week) in rule.signatures


@pytest.mark.parametrize("fault", ["no more processes", "no executable", "no cache"])
def test_no_helper_is_no_loss(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """All is compiled here then, once, by founding the community; nobody compiles half of it."""

    def no_processes(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    asked: list[str] = []
    monkeypatch.setattr(compiling, "Community", lambda scenario, seed: asked.append(scenario.name))
    monkeypatch.setattr(compiling, "compile_rules", lambda names, wide: asked.append("half"))
    if fault == "no more processes":
        monkeypatch.setattr(subprocess, "Popen", no_processes)
    elif fault == "no executable":
        monkeypatch.setattr(sys, "executable", "")
    else:
        monkeypatch.setattr(compiling, "cache_folder", lambda: None)
    compile_model(load("nursing_home"))
    assert asked == ["nursing_home"]


def test_a_helper_that_fails_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the helper left undone is compiled when a run asks for it; waiting for it has an end."""
    ended: list[int] = []

    def failing(*_: object, **__: object) -> subprocess.Popen[bytes]:
        found = before([sys.executable, "-c", "raise SystemExit(3)"])
        ended.append(found.wait())
        return found

    before = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", failing)
    compile_model(load("nursing_home"))
    assert ended == [3]
    community = Community(load("nursing_home"), 1, 2)
    community.advance(1)
    assert community.week == 1


def test_the_helper_ends_with_its_work() -> None:
    compile_model(load("nursing_home"))
    helper = compiling._start(wide=False)
    assert helper is not None
    assert helper.wait(120) == 0
