"""A small experiment, and ways to sweep it from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LONG = 100.0
"""Seconds after which something hangs."""

ALL = 24
"""Runs of the experiment as `write_experiment` writes it when nothing else is said."""

SCENARIO = """
schema: 1
calendar: {weeks: 8}
values: [care, order]
practices: {domains: 5, options: 3, complexity: 2}
organisations:
  - name: house
    teams:
      - {name: north, people: [{name: nurses, count: 6}]}
      - {name: south, people: [{name: nurses, count: 5}, {name: head, role: leader, count: 1}]}
communities: [{name: circle, members: {organisations: [house]}}]
"""

EXPERIMENT = """
schema: 1
question: Does control matter?
scenario: small.yaml
arms:
  baseline: {}
  strict: {set: {organisations.house.workload: .7}}
vary:
  organisations.house.control: {low: .1, high: .8}
design: {kind: grid, levels: LEVELS}
replicates: REPLICATES
measures: [space, level]
record: {cadence: 2}
"""


def quiet(*_: object) -> None:
    """Say nothing."""


def write_experiment(folder: Path, replicates: int = 4, levels: int = 3, **changes: str) -> Path:
    """The experiment with so many replicates and levels; `changes` are lines to replace by their key."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "small.yaml").write_text(SCENARIO, encoding="utf-8")
    text = EXPERIMENT.replace("REPLICATES", str(replicates)).replace("LEVELS", str(levels))
    for key, value in changes.items():
        lines = [f"{key}: {value}" if line.startswith(f"{key}:") else line for line in text.splitlines()]
        text = "\n".join(lines if f"{key}: {value}" in lines else [*lines, f"{key}: {value}"]) + "\n"
    (folder / "experiment.yaml").write_text(text, encoding="utf-8")
    return folder


def tables(folder: Path) -> dict[str, bytes]:
    """Bytes of every table of results."""
    found = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".parquet", ".csv")}
    assert found, f"no tables in {folder}"
    return found


def environment(disturb: str = "") -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path]), "DISTURB": disturb}


def start(arguments: list[Any], cwd: Path, disturb: str = "", **options: Any) -> subprocess.Popen[str]:
    """``lcsim`` in a process of its own, disturbed."""
    return subprocess.Popen(
        [sys.executable, "-c", "import disturbed; disturbed.main()", *map(str, arguments)],
        cwd=cwd, env=environment(disturb), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", start_new_session=True, **options,
    )  # fmt: skip


def ended(process: subprocess.Popen[str], seconds: float = LONG) -> tuple[int, str, str]:
    """Exit code and what it said; a process that hangs is killed, and fails the test."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # its workers too: they hold the pipes open
        out, err = process.communicate()
        raise AssertionError(f"it hangs; it said\n{out}\n{err}") from None
    return process.returncode, out, err


def wait_until(what: Callable[[], Any], process: subprocess.Popen[str] | None = None, seconds: float = LONG) -> Any:
    """Wait until something is so, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        if process is not None and process.poll() is not None:
            raise AssertionError(f"it ended before that: {process.communicate()}")
        time.sleep(0.02)
    raise AssertionError("it took too long")


def chunks(folder: Path) -> list[Path]:
    return sorted((folder / "chunks").glob("*.chunk"))
