"""When time stops before the calendar ends: nothing changes any more, nothing can change, or enough has happened.

A community that has stopped stays as it is: the weeks that are left are not run, and their measures are those of
the week in which it stopped, which `clock` keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lcsim.mechanisms.composing import settles
from lcsim.scenario.model import Stop
from lcsim.state.columns import STOPPED

NEVER_STOPS: Final = "never"
UNCHANGED: Final = "unchanged"
WORDS: Final = ("never", "settled", "unchanged", "events")
WHOLE, OPENING, RULES_ONLY, CLOSING = range(4)
"""Parts of a week. One compiled function does them all: what it calls is compiled into it, which takes its time."""

DONE: Final = f"(part == {WHOLE} or part == {CLOSING})"

STOPPED_TOO: Final = f" or state.clock[{STOPPED}] > 0"
RETURN_WHEN_STOPPED: Final = f"            if state.clock[{STOPPED}] > 0:\n                return week\n"


def stop_numbers(stop: Stop, strangers: int) -> dict[str, float]:
    """The condition as compiled code reads it, and whether people meet without a tie (0, 1, or 2: the familiar)."""
    return {
        "when": WORDS.index(stop.when),
        "every": stop.every,
        "events": stop.events if stop.when == "events" else 0,
        "strangers": strangers,
        "tolerance": stop.tolerance,
    }


def stop_source(when: str, names: Sequence[str]) -> tuple[str, str, str]:
    """Pieces of the text of a compiled week: imports, before the rules of a week, and after them."""
    if when == NEVER_STOPS:
        return "", "", ""
    stop = f"state.clock[{STOPPED}] = week"
    if when == "settled":
        asked = [name for name in names if settles(name)]
        imports = "\n".join(f"from lcsim.mechanisms.{name} import {name}_settled" for name in asked)
        test = " and ".join([f"{name}_settled(state, rules)" for name in asked] or ["False"])
        return (
            imports + "\n",
            "",
            f"        if {DONE} and week % rules.stop.every == 0 and {test}:\n            {stop}\n",
        )
    if when == UNCHANGED:
        before = "        values_before = state.values.copy()\n        practice_before = state.practice.copy()\n"
        test = "not changed(state, values_before, practice_before, rules.stop.tolerance)"
        return (
            "from lcsim.simulation.changing import changed\n",
            before,
            f"        if part == {WHOLE} and {test}:\n            {stop}\n",
        )
    return "", "", f"        if {DONE} and state.clock[{STOPPED}] < 0:\n            {stop}\n"
