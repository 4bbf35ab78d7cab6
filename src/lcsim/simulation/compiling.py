"""Compiling the model for a machine, once: the longest wait a newcomer has, so two processes share it.

Compiled functions leave their machine code in the cache folder and look there before they compile. A second
process therefore only has to compile other rules than this one does, at the same time.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, Final

from numba import typeof, types

from lcsim.chance import cache_folder
from lcsim.mechanisms.composing import bound
from lcsim.mechanisms.meeting import USUAL
from lcsim.scenario.model import MOST_KNOWN, Scenario
from lcsim.simulation.community import Community
from lcsim.simulation.schedule import plan
from lcsim.state import StateType

BY_THE_HELPER: Final = ("community_sessions", "experimentation", "socialisation", "tie_dynamics", "safety")
"""About half of the work, beginning with what takes longest."""


MOST_NARROW: Final = 8
"""Options of a domain that fit into the narrow form of the state."""


def compile_rules(names: Sequence[str], wide: bool, meeting: tuple[str, ...] = USUAL) -> None:
    """Compile weekly rules, bound to these meeting rules, for up to eight options a domain or (`wide`) for more."""
    signature = (StateType(wide), typeof(plan({}).rules), types.uint64, types.int64)
    for name in names:
        rule: Any = getattr(bound(name, meeting), name)
        rule.compile(signature)


def compile_model(scenario: Scenario) -> None:
    """Compile all that a run of `scenario` needs and that is not compiled yet.

    A helper that cannot be started or fails is no loss: whatever is missing is compiled here.
    """
    wide = MOST_NARROW < max(len(domain.options) for domain in scenario.practices.domains) <= MOST_KNOWN
    contents = plan(scenario.rules, scenario.calendar.stop).contents
    shared = [name for name in BY_THE_HELPER if name in contents.weekly]
    helper = _start(wide, shared, contents.meeting) if shared else None
    try:
        with contextlib.suppress(Exception):  # a community that cannot be founded is told of by its run
            Community(scenario, 1)
        if helper is not None:
            compile_rules([name for name in contents.weekly if name not in shared], wide, contents.meeting)
            helper.wait()
    finally:
        if helper is not None:
            helper.kill()
            helper.wait()


def _start(
    wide: bool, names: Sequence[str] = BY_THE_HELPER, meeting: tuple[str, ...] = USUAL
) -> subprocess.Popen[bytes] | None:
    if cache_folder() is None or (os.cpu_count() or 1) < 2 or not sys.executable:
        return None
    program = f"from lcsim.simulation.compiling import *; compile_rules({tuple(names)!r}, {wide}, {meeting!r})"
    quiet = subprocess.DEVNULL
    try:
        return subprocess.Popen([sys.executable, "-c", program], stdin=quiet, stdout=quiet, stderr=quiet)
    except OSError:
        return None
