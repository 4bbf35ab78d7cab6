"""What was run, with which versions, on which machine, and how it went: enough to run it again."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from lcsim.chance import sources_digest
from lcsim.experiment.replicates import Replicates, cores

PACKAGES: Final = ("lcsim", "numpy", "numba", "llvmlite", "mesa", "networkx", "scipy", "pydantic", "pyarrow")


def versions() -> dict[str, str]:
    """Versions of everything that numbers can depend on."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def joint_digest(digests: Sequence[str]) -> str:
    """One digest for all runs: that of the only one, or the SHA-256 of all in their order."""
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest() if digests else ""


def text_digest(text: str) -> str:
    """SHA-256 of a text, first twelve hex digits: to tell scenarios apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def in_text(command: Sequence[str]) -> list[str]:
    """A command as text can hold it: names of files may have bytes that are none."""
    return [word.encode(errors="backslashreplace").decode() for word in command]


def manifest(
    found: Replicates, scenario_text: str, command: Sequence[str], started: str, ended: str, form: str
) -> dict[str, Any]:
    """Content of ``manifest.json``; times are ISO 8601 with their zone."""
    return {
        "lcsim_results": 1,
        "kind": "run",
        "scenario": found.scenario.name,
        "scenario_sha256": hashlib.sha256(scenario_text.encode()).hexdigest(),
        "command": in_text(command),
        "seeds": [outcome.seed for outcome in found.outcomes],
        "weeks": max((outcome.weeks for outcome in found.done), default=None),
        "asked": found.asked,
        "done": len(found.done),
        "failed": len(found.failed),
        "interrupted": found.interrupted,
        "digest": joint_digest([outcome.digest for outcome in found.done]),
        "record_digest": joint_digest([outcome.record_digest for outcome in found.done]),
        "nulls": {name: len(outcomes) for name, outcomes in found.nulls.items()},
        "format": form,
        "started": started,
        "ended": ended,
        "workers": found.workers,
        "versions": versions(),
        "sources": sources_digest(),
        "machine": machine(),
    }


def machine() -> dict[str, Any]:
    """What kind of machine this is."""
    return {
        "system": platform.system(),
        "release": platform.release(),
        "processor": platform.machine(),
        "cores": cores(),
    }
