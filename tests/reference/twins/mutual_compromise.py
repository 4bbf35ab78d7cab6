"""Deffuant et al. 2000: both move, by the same step. Weisbuch et al. 2002: each within his own bound, which may adapt."""

from __future__ import annotations

from math import sqrt

from tests.reference.community import Person
from tests.reference.luck import within_bounds


def meet(person: Person, other: Person, trust: float, distance: float, voice: float) -> None:
    """If closer than the bound of i: x_i += mu (x_j - x_i); if closer than that of j: x_j += mu (x_i - x_j)."""
    rule = person.community.rules.mutual_compromise
    own = rule.bound == "openness"
    movers = [one for one in (person, other) if distance < (one.openness if own else rule.threshold)]
    before = {one: [float(x) for x in one.values] for one in (person, other)}
    for one in movers:
        away = other if one is person else person
        for v in person.community.dimensions:
            step = rule.mu * (before[other][v] - before[person][v])
            one.values[v] = before[one][v] + (step if away is other else -step)
        if own and rule.adaptation > 0.0:
            seen, kept = rule.width * distance, 1.0 - rule.adaptation
            square = kept * one.openness * one.openness + rule.adaptation * kept * seen * seen
            one.openness = within_bounds(sqrt(square))
