"""Axelrod 1997; Deffuant et al. 2000: somebody drawn at random acts, again and again."""

from __future__ import annotations

from tests.reference.activation import act
from tests.reference.community import Community
from tests.reference.luck import GOLDEN, MASK, index, scramble


def week(community: Community) -> None:
    rule = community.rules.random_activation
    everyone = [person for organisation in community.organisations for person in organisation.members]
    start = community.luck("random_activation")
    events = rule.events or len(everyone) * rule.sweeps
    for event in range(events if everyone else 0):
        luck = scramble((start + event * GOLDEN) & MASK)
        act(everyone[index(luck, len(everyone))], luck, rule.partners, everyone)
