"""Pineda et al. 2009: values drawn anew now and then; and small moves."""

from __future__ import annotations

from tests.reference.community import Community
from tests.reference.luck import bits, normal_quantile, open_share, uniform, within_bounds


def week(community: Community) -> None:
    rule, luck = community.rules.opinion_noise, community.luck("opinion_noise")
    for person in community.people:
        if uniform(luck, person.key, 0) < rule.anew:
            person.values[:] = [uniform(luck, person.key, 1000 + v) for v in community.dimensions]
        if rule.spread:
            for v in community.dimensions:
                moved = rule.spread * normal_quantile(open_share(bits(luck, person.key, 2000 + v)))
                person.values[v] = within_bounds(float(person.values[v]) + moved)
