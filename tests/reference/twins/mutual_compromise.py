"""Deffuant et al. 2000: both move, by the same step."""

from __future__ import annotations

from tests.reference.community import Person


def meet(person: Person, other: Person, trust: float, distance: float, voice: float) -> None:
    """If closer than the threshold: x_i += mu (x_j - x_i), x_j += mu (x_i - x_j)."""
    rule = person.community.rules.mutual_compromise
    if distance < rule.threshold:
        for v in person.community.dimensions:
            mine, yours = person.values[v], other.values[v]
            person.values[v] = mine + rule.mu * (yours - mine)
            other.values[v] = yours + rule.mu * (mine - yours)
