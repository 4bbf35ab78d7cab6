"""Kristof-Brown et al. 2005: staff leave the sooner, the less their work fits them and the less energy they have."""

from __future__ import annotations

from tests.reference.acts import end_ties_with_those_who_left, fit, leave
from tests.reference.community import UNDECIDED, Community, Person
from tests.reference.luck import exponential, total, uniform

MEMORY = 0.25


def week(community: Community) -> None:
    rule, luck = community.rules.turnover, community.luck("turnover")
    leavers = []
    for person in community.people:
        if person.stays_for_good:
            hazard = rule.base * exponential(excess_log_hazard(person))
            if uniform(luck, person.key, 0) < 1.0 - exponential(-hazard):
                leavers.append(person)
    for person in leavers:
        leave(person)
    for team in community.teams:
        gone = sum(person.team is team for person in leavers)
        size = len(team.members) + gone
        if size > 0:
            team.leavers += MEMORY * (gone / size - team.leavers)
    if leavers:
        end_ties_with_those_who_left(community)


def excess_log_hazard(person: Person) -> float:
    """a (F - fit) + e (E - energy) + contagion * recent leavers; no term of fit for somebody wholly undecided."""
    rule = person.community.rules.turnover
    fits = [fit(person, k, int(option)) for k, option in enumerate(person.practice) if option != UNDECIDED]
    by_fit = rule.fit_weight * (rule.fit_reference - total(fits) / len(fits)) if fits else 0.0
    by_energy = rule.energy_weight * (rule.energy_reference - person.energy)
    return by_fit + by_energy + rule.contagion * person.team.leavers
