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
    state, rules, _, seed, week = next(s for s in schedule._weeks.signatures if s[0] == StateType(False))[:5]
    assert f"{name}(state, rules, seed, week)" in schedule.source()
    rule = getattr(importlib.import_module(f"lcsim.mechanisms.{name}"), name)
    compiling.compile_rules([name], wide=False)
    assert (state, rules, seed, week) in rule.signatures


def test_no_helper_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_processes(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", no_processes)
    compile_model(load("nursing_home"))
    monkeypatch.setattr(sys, "executable", "")
    compile_model(load("nursing_home"))


def test_the_helper_ends_with_its_work() -> None:
    compile_model(load("nursing_home"))
    helper = compiling._start(wide=False)
    assert helper is not None
    assert helper.wait(120) == 0
