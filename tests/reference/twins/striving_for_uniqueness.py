"""Maes, Flache & Helbing 2010: influence of the similar, and noise that grows with their number."""

from __future__ import annotations

from tests.reference.acts import value_distance
from tests.reference.community import Person
from tests.reference.luck import exponential, meeting_draw, normal_quantile, open_share, total, within_bounds
from tests.reference.twins.assimilation import Partners


def look(person: Person, partners: Partners, luck: int) -> None:
    rule = person.community.rules.striving_for_uniqueness
    others = [other for other, _ in partners if other is not person]
    apart = [value_distance(person, other) * rule.span for other in others]
    weights = [exponential(-d / rule.reach) for d in apart]
    whole, alike = total(weights), total(exponential(-d) for d in apart)
    moved = []
    for v in person.community.dimensions:
        mine = person.values[v]
        pull = total(weight * (other.values[v] - mine) for weight, other in zip(weights, others, strict=True))
        z = normal_quantile(open_share(meeting_draw(luck, "striving_for_uniqueness", v + 1)))
        noise = z * rule.strength * alike / rule.span
        moved.append(within_bounds(mine + (pull / whole if whole > 0.0 else 0.0) + noise))
    person.values[:] = moved
