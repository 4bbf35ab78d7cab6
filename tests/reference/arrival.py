"""How a newcomer enters a seat."""

from __future__ import annotations

from lcsim.state import NEVER
from tests.reference.community import JOINED, MENTORING, UNDECIDED, WORK, Person, Seat
from tests.reference.luck import (
    GOLDEN,
    MASK,
    bits,
    index,
    normal_quantile,
    open_share,
    scramble,
    uniform,
    within_bounds,
)


def enter(seat: Seat, here_already: list[Person], copy_code: float) -> None:
    """Somebody new takes the seat, with values, ways of working and a repertoire of their own.

    Who it is follows from the seed and the history of the seat, whatever the week.
    """
    community, group, team = seat.community, seat.group, seat.team
    state, rule = community.state, community.rules.recruitment
    person = community.new_person(group)
    person.key = scramble((seat.key + seat.holders * GOLDEN) & MASK)
    seat.holders += 1
    seat.holder_row = person.row
    state.seat[person.row] = seat.row
    state.team[person.row], state.organisation[person.row] = team.row, team.organisation.row
    person.membership = group.membership
    person.authority, person.openness = group.authority, group.openness
    person.energy, person.identity = rule.energy, rule.identity
    person.joined, person.left = community.week, NEVER
    person.leaves = community.week + group.stay if seat.for_a_placement else NEVER
    person.session_next = 0
    person.ties = []

    luck = community.luck("newcomer", week=0)
    if group.openness_spread > 0:
        person.openness = differing(luck, person, 3000, group.openness, group.openness_spread)
    if len(state.susceptibility):
        state.susceptibility[person.row] = group.susceptibility
        if group.susceptibility_spread > 0:
            own = differing(luck, person, 3001, group.susceptibility, group.susceptibility_spread)
            state.susceptibility[person.row] = own
    for v in community.dimensions:
        z = normal_quantile(open_share(bits(luck, person.key, v)))
        person.values[v] = person.formative[v] = within_bounds(float(group.values[v]) + group.spread * z)
    for k in community.domains:
        brought = int(group.practice[k])
        if brought == UNDECIDED:
            brought = index(bits(luck, person.key, 1000 + k), len(community.options))
        official = int(team.organisation.code[k])
        copies = official != UNDECIDED and uniform(luck, person.key, 2000 + k) < copy_code
        person.practice[k] = official if copies else brought
        person.complying[k] = False
        if state.known.shape[1] > 0:
            state.known[person.row, k] = 0
        person.add_to_repertoire(k, brought)
        person.add_to_repertoire(k, person.practice[k])
    team.count("arrived")
    community.note(JOINED, person.row)
    introduce(person, [other for other in here_already if other.organisation is team.organisation])


def differing(luck: int, person: Person, number: int, mean: float, spread: float) -> float:
    """A normal draw around what the group has, kept within 0..1."""
    return within_bounds(mean + spread * normal_quantile(open_share(bits(luck, person.key, number))))


def introduce(person: Person, colleagues: list[Person]) -> None:
    """Ties both ways with a few of the team, chosen by lot, of whom the first who is not a student mentors a student;
    and with each colleague of another team with a small probability.
    """
    community, rule = person.community, person.community.rules.recruitment
    luck = community.luck("newcomer", "ties", week=0)

    def lot(other: Person) -> float:
        return open_share(scramble((scramble(luck ^ person.key) + other.key) & MASK))

    for other in colleagues:
        if other.team is not person.team:
            if uniform(luck, scramble((person.key + other.key) & MASK), 2) < rule.contact:
                greet(person, other, WORK, luck)
    mentored = person.role != "student"
    wanted = min(rule.onboarding_ties, community.state.tie_to.shape[1])
    of_the_team = [other for other in colleagues if other.team is person.team]
    for other in sorted(of_the_team, key=lot)[:wanted]:
        kind = WORK
        if not mentored and other.role != "student":
            kind, mentored = MENTORING, True
        greet(person, other, kind, luck)


def greet(person: Person, other: Person, kind: int, luck: int) -> None:
    """Ties both ways, each with a trust of its own."""
    rule = person.community.rules.recruitment

    def trust(way: int) -> float:
        pair = scramble((person.key + other.key) & MASK)
        return rule.trust_low + (rule.trust_high - rule.trust_low) * uniform(luck, pair, way)

    there, back = trust(0), trust(1)
    person.add_tie(other, there, kind)
    other.add_tie(person, back, kind)
