"""Edmondson 1999, Frazier et al. 2017: safe is where people trust, are not controlled, and see learning succeed."""

from __future__ import annotations

from tests.reference.community import Community
from tests.reference.luck import total, within_bounds


def week(community: Community) -> None:
    rule = community.rules.safety
    for team in community.teams:
        if team.leader_left:
            team.safety += rule.leader_share * (rule.reset - team.safety)
            team.leader_left = False
        members = team.members
        if not members:
            continue
        recent = (team.events("learned") + team.events("succeeded")) / len(members)
        team.activity += rule.smoothing * (recent - team.activity)
        within = [tie.trust for person in members for tie in person.ties if tie.other.team is team]
        trust = total(within) / len(within) if within else 0.0
        goal = (
            rule.trust_weight * trust
            + rule.freedom_weight * (1.0 - team.organisation.control)
            + rule.activity_weight * team.activity / (team.activity + rule.activity_half)
        )
        team.safety += rule.rate * (within_bounds(goal) - team.safety)
