"""How many series of sessions the people of an organisation are invited to."""

from __future__ import annotations

from typing import Any, Final

from lcsim.scenario import catalogue
from lcsim.scenario.aims import concerned, places_of

MOST_SERIES: Final = 32
"""For one organisation: of learning communities, and added by interventions."""


def most_crowded(plain: dict[str, Any]) -> tuple[str, int] | None:
    """The organisation with the most series of sessions and their number, if that is more than `MOST_SERIES`.

    Parameters
    ----------
    plain
        A scenario in its complete form, without faults.
    """
    invited = [community.get("members", {}) for community in plain.get("communities", ())]
    for chosen in plain.get("interventions", ()):
        invited += [chosen.get("who", {})] * _sessions(chosen)
    if len(invited) <= MOST_SERIES:
        return None
    found: dict[str, set[int]] = {}
    for place in places_of(plain):
        own = found.setdefault(place[0], set())
        own |= {n for n, who in enumerate(invited) if n not in own and concerned(who, plain, place)}
    name = max(found, key=lambda name: len(found[name]), default="")
    return (name, len(found[name])) if name and len(found[name]) > MOST_SERIES else None


def _sessions(chosen: dict[str, Any]) -> int:
    """Series of sessions that an intervention adds; none at dose 0."""
    part = catalogue.interventions()[chosen["kind"]](**chosen.get("parameters", {}))
    return len(part.declared(chosen.get("dose", 1.0)).sessions)
