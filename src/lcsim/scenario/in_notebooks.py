"""A scenario as a small table for notebooks; all of it is in ``lcsim check`` and ``lcsim describe``."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from lcsim.part import ROLES
from lcsim.scenario.model import Intervention, Scenario

MOST: Final = 8
"""Names of a kind that are written out; rules are all."""


def as_html(scenario: Scenario) -> str:
    """Name, weeks, who is there, which rules run and what is done on purpose, without styles of its own."""
    title = f"{scenario.name}: {scenario.title}" if scenario.title else scenario.name
    rows = "".join(f"<tr><th>{what}</th><td>{html.escape(told)}</td></tr>" for what, told in _facts(scenario))
    return f"<table><caption>{html.escape(title)}</caption>{rows}</table>"


def _facts(scenario: Scenario) -> Iterator[tuple[str, str]]:
    yield "weeks", f"{scenario.calendar.weeks:,}"
    yield (
        "organisations",
        _named([o.name for o in scenario.organisations], sum(o.count for o in scenario.organisations)),
    )
    teams = [(o, t) for o in scenario.organisations for t in o.teams]
    yield "teams", _named([t.name for _, t in teams], sum(o.count * t.count for o, t in teams))
    roles: Counter[str] = Counter()
    for organisation, team in teams:
        for group in team.people:
            roles[group.role] += organisation.count * team.count * group.count
    told = ", ".join(f"{roles[role]:,} {role}" for role in ROLES if roles[role])
    yield "people at the start", f"{roles.total():,}" + (f": {told}" if told else "")
    yield "values", _named([dimension.name for dimension in scenario.values])
    yield "communities", _named([community.name for community in scenario.communities])
    yield "rules", ", ".join(name for name, rule in scenario.rules.items() if rule.get("on")) or "none"
    yield "interventions", _listed([_intervention(chosen) for chosen in scenario.interventions], "; ")


def _intervention(chosen: Intervention) -> str:
    until = f" to {chosen.end}" if chosen.end is not None else " on"
    dose = f", dose {chosen.dose:g}" if chosen.dose != 1.0 else ""
    return f"{chosen.name} from week {chosen.start}{until}{dose}"


def _named(names: Sequence[str], count: int | None = None) -> str:
    """How many (copies counted), and the names of some."""
    return f"{len(names) if count is None else count:,}: {_listed(names, ', ')}" if names else "none"


def _listed(told: Sequence[str], between: str) -> str:
    """Some of them, and how many more there are."""
    more = f"{between}and {len(told) - MOST} more" if len(told) > MOST else ""
    return between.join(told[:MOST]) + more if told else "none"
