"""Suchman 1995, Centola et al. 2018: what enough people do becomes acceptable; quickly up, slowly down."""

from __future__ import annotations

from tests.reference.community import Community
from tests.reference.luck import total


def week(community: Community) -> None:
    rule = community.rules.legitimation
    for team in community.teams:
        members = team.members
        whole = total(person.identity for person in members)
        if whole <= 0.0:
            continue
        for k in community.domains:
            for q in community.options:
                share = total(person.identity for person in members if person.practice[k] == q) / whole
                tipped = share * share / (share * share + rule.tipping_share * rule.tipping_share)
                goal = max(rule.floor, tipped)
                legitimacy = team.legitimacy[k, q]
                rises = goal > legitimacy
                speed = team.organisation.responsiveness if rises else rule.fading
                team.legitimacy[k, q] = legitimacy + speed * (goal - legitimacy)
