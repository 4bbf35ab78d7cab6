"""Compiling in two processes: what the helper compiles is what a run asks for."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from lcsim.scenario import load
from lcsim.simulation import Community, compile_model, compiling
from lcsim.simulation.schedule import WEEKLY_RULES


def test_the_helper_compiles_rules_of_the_week() -> None:
    assert set(compiling.BY_THE_HELPER) < set(WEEKLY_RULES)


@pytest.mark.parametrize("name", compiling.BY_THE_HELPER)
def test_a_run_finds_what_the_helper_compiled(name: str) -> None:
    """A signature that is not the one a run asks for would be compiled for nothing."""
    Community(load("nursing_home"), 1, 2).advance(1)
    rule = getattr(importlib.import_module(f"lcsim.mechanisms.{name}"), name)
    misses = sum(rule.stats.cache_misses.values())
    compiling.compile_rules([name], wide=False)
    assert sum(rule.stats.cache_misses.values()) == misses
    signature = rule.signatures[0]
    assert signature[0].name == "State(wide=False)"


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
