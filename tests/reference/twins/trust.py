"""McPherson et al. 2001: trust grows with likeness, and with learning from one another."""

from __future__ import annotations

from tests.reference.acts import similarity
from tests.reference.community import Person, Tie


def meet(person: Person, tie: Tie, distance: float, learned: bool) -> None:
    """trust += kappa * (min(1, (1 - d)/2 + similarity/2 + .3 if learned) - trust)."""
    rule = person.community.rules.trust
    in_common = (1.0 - distance) / 2.0 + similarity(person, tie.other) / 2.0
    if learned:
        in_common += rule.learned
    tie.trust += rule.kappa * (min(1.0, in_common) - tie.trust)
    tie.last = person.community.week
