"""What people weigh and do, shared by several twins."""

from __future__ import annotations

from tests.reference.community import LEARNED, LEFT, NOBODY, SWITCHED, UNDECIDED, Community, Person
from tests.reference.luck import exponential, power, total, uniform, within_bounds


def take_over(person: Person, domain: int, option: int, source: int) -> None:
    """Do as another does, without weighing it."""
    if person.practice[domain] == option:
        return
    person.practice[domain] = option
    if option != UNDECIDED:
        person.add_to_repertoire(domain, option)
    person.complying[domain] = False
    person.team.count("switched")
    person.community.note(SWITCHED, person.row, source=source, domain=domain, option=option)


def fit(person: Person, domain: int, option: int) -> float:
    """How well an option fits what the person holds dear: 1 minus the mean distance on the dimensions it bears on."""
    if option == UNDECIDED:
        return 0.0
    community = person.community
    dimensions = community.bearing(domain)
    if not dimensions:
        return 1.0
    apart = total(abs(float(person.values[v]) - community.expresses(domain, option, v)) for v in dimensions)
    return 1.0 - apart / len(dimensions)


def value_distance(person: Person, other: Person) -> float:
    """Mean difference of what two people hold dear."""
    dimensions = person.community.dimensions
    return total(abs(float(person.values[v]) - float(other.values[v])) for v in dimensions) / len(dimensions)


def similarity(person: Person, other: Person) -> float:
    """Share of domains in which two people work alike; to be undecided together is no likeness."""
    domains = person.community.domains
    alike = [k for k in domains if person.practice[k] == other.practice[k] != UNDECIDED]
    return len(alike) / len(domains)


def room_in_everyday_work(person: Person) -> float:
    """[safety * (1 - control)] ** gamma."""
    gamma = person.community.rules.deliberation.gamma
    return power(person.team.safety * (1.0 - person.organisation.control), gamma)


def room_in_session(person: Person, facilitation: float) -> float:
    """[(s + f (1 - s)) * (1 - control (1 - f))] ** gamma."""
    safety = person.team.safety
    safer = safety + facilitation * (1.0 - safety)
    freer = 1.0 - person.organisation.control * (1.0 - facilitation)
    return power(safer * freer, person.community.rules.deliberation.gamma)


def acceptability(person: Person, domain: int, option: int, room: float) -> float:
    """A = L + (1 - L) * room."""
    legitimacy = float(person.team.legitimacy[domain, option])
    return legitimacy + (1.0 - legitimacy) * room


def quality_gain(person: Person, domain: int, option: int) -> float:
    """K times the change in the quality of the person's work."""
    return person.community.landscape.gain(person.practice, domain, option)


def own_utility(person: Person, domain: int, option: int) -> float:
    """What a switch is worth by quality, values and the official code."""
    weights = person.community.rules.deliberation
    now = int(person.practice[domain])
    code = int(person.organisation.code[domain])
    official = 0.0
    if code != UNDECIDED:
        official = float(code == option) - float(code == now)
    by_quality = weights.beta_quality * quality_gain(person, domain, option)
    by_values = weights.beta_values * (fit(person, domain, option) - fit(person, domain, now))
    return by_quality + by_values + weights.beta_code * person.organisation.control * official


def lead_in_team(person: Person, domain: int, option: int) -> float:
    """Share of the team that enacts the option, minus the share that does what the person does now."""
    team = person.team
    return (team.doing(domain, option) - team.doing(domain, person.practice[domain])) / max(len(team.members), 1)


def probability_of_switching(community: Community, utility: float) -> float:
    """Logit choice: 1 / (1 + exp(-(U - inertia) / tau))."""
    d = community.rules.deliberation
    return 1.0 / (1.0 + exponential(-(utility - d.inertia) / d.tau))


def deliberates(person: Person, domain: int, option: int, luck: int, number: int, source: int = NOBODY) -> float | None:
    """Weigh the option against what one does now; switch or stay. Returns the utility if switched."""
    d = person.community.rules.deliberation
    utility = own_utility(person, domain, option) + d.beta_peers * lead_in_team(person, domain, option)
    if uniform(luck, person.key, number) < probability_of_switching(person.community, utility):
        switch(person, domain, option, utility, source)
        return utility
    return None


def learn(person: Person, domain: int, option: int, source: int = NOBODY) -> None:
    """An option becomes known; what is learned from somebody counts as learning."""
    person.add_to_repertoire(domain, option)
    if source != NOBODY:
        person.team.count("learned")
    person.community.note(LEARNED, person.row, source, domain, option)


def switch(person: Person, domain: int, option: int, utility: float, source: int = NOBODY) -> None:
    """Take over an option as one's own."""
    person.practice[domain] = option
    person.complying[domain] = False
    person.team.count("switched")
    if utility < 0.0:
        person.team.count("switched_against_utility")
    person.community.note(SWITCHED, person.row, source, domain, option)


def succeed(person: Person, domain: int, option: int) -> None:
    """A success that others see: energy for the person, legitimacy for the option."""
    rule, legitimacy = person.community.rules.experimentation, person.team.legitimacy
    person.team.count("succeeded")
    person.energy = within_bounds(person.energy + rule.energy_gain)
    legitimacy[domain, option] += rule.visibility * (1.0 - legitimacy[domain, option])


def leave(person: Person) -> None:
    """Go: the row remains, the seat falls vacant."""
    community = person.community
    person.present = False
    person.left = community.week
    person.seat.holder_row = NOBODY
    person.seat.vacant_since = community.week
    person.team.count("left")
    if person.role == "leader":
        person.team.leader_left = True
    community.note(LEFT, person.row)


def end_ties_with_those_who_left(community: Community) -> None:
    """Nobody keeps a tie with somebody who is gone."""
    for person in list(community.everybody.values()):
        person.ties = [tie for tie in person.ties if tie.other.present] if person.present else []
