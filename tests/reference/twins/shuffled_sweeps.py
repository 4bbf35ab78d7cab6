"""Axtell et al. 1996: everybody acts once, in a random order."""

from __future__ import annotations

from tests.reference.activation import act
from tests.reference.community import Community
from tests.reference.luck import GOLDEN, MASK, scramble


def week(community: Community) -> None:
    rule = community.rules.shuffled_sweeps
    everyone = [person for organisation in community.organisations for person in organisation.members]
    start = community.luck("shuffled_sweeps")
    for sweep in range(rule.sweeps):
        own = scramble((start + sweep * GOLDEN) & MASK)
        for person in sorted(everyone, key=lambda p: scramble(own ^ p.key)):
            act(person, scramble(own ^ person.key), rule.partners, everyone)
