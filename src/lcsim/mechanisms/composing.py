"""Modules of rules bound to another choice of meeting rules than the usual one.

Compiled functions are bound to what they call when they are compiled. A rule of the week that holds meetings is
therefore written anew, from its own text, with ``lcsim.mechanisms.meeting`` replaced by a generated module that
has the rules of the plan; with the usual rules it is the module itself. What does not hold meetings is never copied.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from lcsim.mechanisms.meeting import USUAL, load_generated, source

ROOM = "lcsim.mechanisms"
IMPORT = re.compile(rf"^from {re.escape(ROOM)}\.(\w+) import", re.MULTILINE)


@cache
def text_of(name: str) -> str:
    """Source text of a module of this room."""
    spec = find_spec(f"{ROOM}.{name}")
    if spec is None or spec.origin is None:
        raise ImportError(f"there is no {ROOM}.{name}")
    return Path(spec.origin).read_text(encoding="utf-8")


@cache
def holds_meetings(name: str) -> bool:
    """Whether a module calls, directly or through others, what is composed of meeting rules."""
    return name == "meeting" or any(holds_meetings(other) for other in IMPORT.findall(text_of(name)))


def settles(name: str) -> bool:
    """Whether a rule can tell that it will change nothing any more: it defines ``<name>_settled(state, rules)``."""
    return hasattr(import_module(f"{ROOM}.{name}"), f"{name}_settled")


@cache
def bound(name: str, meeting: tuple[str, ...]) -> ModuleType:
    """The module `name` of this room, bound to these meeting rules.

    Parameters
    ----------
    name
        A file of ``lcsim.mechanisms``.
    meeting
        Names of meeting rules, in the order of the catalogue.
    """
    if meeting == USUAL or not holds_meetings(name):
        return import_module(f"{ROOM}.{name}")
    if name == "meeting":
        return load_generated(source(meeting), "meeting")
    text = text_of(name)
    for other in sorted(set(IMPORT.findall(text))):
        if holds_meetings(other):
            text = text.replace(f"from {ROOM}.{other} import", f"from {bound(other, meeting).__name__} import")
    return load_generated(text, name)
