"""How many series of sessions the people of an organisation are invited to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lcsim.scenario import catalogue
from lcsim.scenario.aims import concerned, places_of

MOST_SERIES: Final = 32
"""For one organisation: of learning communities, and added by interventions."""


def too_many_series(plain: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Where, what and the cure of the fault, if there is one: people hold one bit for each series."""
    crowded = most_crowded(plain)
    if crowded is not None:
        organisation, series = crowded
        what = (
            f"'{organisation}' is invited to {series} series of sessions, of communities and interventions; "
            f"at most {MOST_SERIES} fit"
        )
        cure = "say with members and who whom each is for, or leave some out"
        yield "communities" if plain.get("communities") else "interventions", what, cure


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
