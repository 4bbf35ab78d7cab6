"""The words that files, code, messages and figures share."""

from __future__ import annotations

from typing import Final

PHASES: Final[tuple[str, ...]] = (
    "arrivals",
    "environment",
    "encounters",
    "influence",
    "observation",
    "adoption",
    "trust",
    "sessions",
    "trying_out",
    "reflection",
    "organisation",
    "climate",
    "energy",
    "ties",
    "departures",
)
"""The week in order. ``influence`` to ``trust`` happen inside each meeting of ``encounters``."""

MEETING_PHASES: Final[tuple[str, ...]] = ("influence", "observation", "adoption", "trust")
"""The phases that take place within one meeting of two people, in this order."""

ROLES: Final[tuple[str, ...]] = ("staff", "student", "leader", "facilitator")
"""Role codes 0 to 3. Leaders and facilitators are staff with a task; ``Staff`` agents all."""

STAFF: Final = 0
STUDENT: Final = 1
LEADER: Final = 2
FACILITATOR: Final = 3

TIE_KINDS: Final[tuple[str, ...]] = ("work", "community", "mentoring")
"""Codes 0 to 2 of ``tie_kind``."""

SESSION_FORMATS: Final[tuple[str, ...]] = (
    "dialogue",
    "joint_inquiry",
    "creative",
    "reflection",
    "plenary",
    "project",
)
"""Codes 0 to 5 of ``session_format``."""

EVENTS: Final[tuple[str, ...]] = (
    "learned",
    "switched",
    "switched_against_utility",
    "tried",
    "succeeded",
    "arrived",
    "left",
    "attended",
    "met",
)
"""Columns of the weekly event counts, a row per team."""

LEARNED: Final = 0
SWITCHED: Final = 1
SWITCHED_AGAINST_UTILITY: Final = 2
TRIED: Final = 3
SUCCEEDED: Final = 4
ARRIVED: Final = 5
LEFT: Final = 6
ATTENDED: Final = 7
MET: Final = 8
