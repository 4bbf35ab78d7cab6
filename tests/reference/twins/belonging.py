"""Van Beek et al. 2013: one comes to belong where one trusts."""

from __future__ import annotations

from tests.reference.community import Community
from tests.reference.luck import total


def week(community: Community) -> None:
    for person in community.people:
        if ties := person.ties:
            trust = total(tie.trust for tie in ties) / len(ties)
            person.identity += community.rules.belonging.rate * (trust - person.identity)
