"""The experiment that tests of sweeps do, and what it leaves when nothing happens to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sweeping import quiet, tables, write_experiment

import lcsim
from lcsim.experiment import sweep_work


@pytest.fixture
def experiment(tmp_path) -> Path:
    return write_experiment(tmp_path / "ask")


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory) -> dict[str, bytes]:
    """Tables of the same experiment, done by one process that nothing happened to."""
    home = tmp_path_factory.mktemp("undisturbed")
    found = lcsim.sweep(write_experiment(home / "ask"), out=home / "out", workers=1, say=quiet)
    assert found.complete
    assert sorted(path.name for path in (home / "out").iterdir() if path.suffix == ".parquet") == [
        "design.parquet", "runs.parquet", "series.parquet",
    ]  # fmt: skip
    return tables(home / "out")


@pytest.fixture
def unlucky(monkeypatch) -> Callable[[int], None]:
    """Make runs with a seed fail, in this process."""

    def make(unlucky_seed: int) -> None:
        before = sweep_work.stages

        def run(scenario, seed, *args, **named):
            if seed == unlucky_seed:
                raise ValueError("no such\nluck")
            return before(scenario, seed, *args, **named)

        monkeypatch.setattr(sweep_work, "stages", run)

    return make
