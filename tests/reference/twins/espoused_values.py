"""Schein 1985: what an organisation says it values follows what its members hold dear."""

from __future__ import annotations

from tests.reference.community import Community
from tests.reference.luck import total


def week(community: Community) -> None:
    for organisation in community.organisations:
        members = organisation.members
        speed = community.rules.espoused_values.rate * organisation.responsiveness
        for v in community.dimensions:
            if members:
                mean = total(person.values[v] for person in members) / len(members)
                organisation.espoused[v] += speed * (mean - organisation.espoused[v])
