"""Bakker & Demerouti 2007: energy recovers, and work takes it."""

from __future__ import annotations

from tests.reference.community import Community
from tests.reference.luck import within_bounds


def week(community: Community) -> None:
    rule = community.rules.energy
    for person in community.people:
        recovered = rule.recovery * (1.0 - person.energy)
        taken = rule.drain * person.organisation.workload * person.energy
        person.energy = within_bounds(person.energy + recovered - taken)
