"""Runs of the shipped scenarios of published results, with other settings than theirs."""

from __future__ import annotations

from typing import Any

from lcsim.docking.target_file import canon_folders
from lcsim.scenario import apply_set, draft, resolve
from lcsim.simulation import run
from lcsim.simulation.run import Run


def published(name: str, seed: int = 1, **given: Any) -> Run:
    """Run ``scenarios/canon/<name>.yaml``; settings as ``--set`` takes them, two underscores for a dot."""
    path = canon_folders()[0] / f"{name}.yaml"
    settings = [f"{key.replace('__', '.')}={value}" for key, value in given.items()]
    return run(resolve(apply_set(draft(str(path)), settings) if settings else str(path)), seed, keep=())


PEOPLE = "organisations__people__teams__people__people__staff__count"
"""How many people there are, in scenarios with one group."""
