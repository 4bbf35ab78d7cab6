"""Deffuant et al. 2000, with weights and an anchor after Friedkin & Johnsen 1999."""

from __future__ import annotations

from tests.reference.community import Person


def meet(person: Person, other: Person, trust: float, distance: float, voice: float) -> None:
    """If the other is near enough to be heard: x_i += mu * trust_ij * authority_j * (x_j - x_i)."""
    if distance < person.openness:
        for v in person.community.dimensions:
            pull = other.values[v] - person.values[v]
            person.values[v] += person.community.rules.bounded_influence.mu * trust * voice * pull


def once_a_week(person: Person) -> None:
    """x_i += anchor * (formative_i - x_i)."""
    for v in person.community.dimensions:
        pull = person.formative[v] - person.values[v]
        person.values[v] += person.community.rules.bounded_influence.anchor * pull
