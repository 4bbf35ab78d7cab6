"""Turnover that keeps places: somebody else with other values and other ways of working."""

from __future__ import annotations

from tests.reference.community import UNDECIDED, Community, Person
from tests.reference.luck import bits, index, normal_quantile, open_share, uniform, within_bounds


def week(community: Community) -> None:
    rule, luck = community.rules.replacement, community.luck("replacement")
    if community.week < rule.first or community.week > (rule.last or community.week):
        return
    for person in community.people:
        if uniform(luck, person.key, 0) >= rule.share:
            continue
        if rule.values != "as_before":
            person.values[:] = [brought_value(person, v, luck, rule.values) for v in community.dimensions]
            community.state.formative[person.row] = person.values
        if rule.ways != "as_before":
            some = [UNDECIDED] if rule.ways == "uniform_or_undecided" else []
            take_the_place(person, luck, 2000, [*some, *community.options])


def brought_value(person: Person, dimension: int, luck: int, kind: str) -> float:
    drawn = open_share(bits(luck, person.key, 1000 + dimension))
    if kind == "uniform":
        return drawn
    group = person.group
    return within_bounds(float(group.values[dimension]) + group.spread * normal_quantile(drawn))


def take_the_place(person: Person, luck: int, first: int, choices: list[int]) -> None:
    """Ways of working of somebody else, who knows what he does and nothing more."""
    community = person.community
    for k in community.domains:
        brought = choices[index(bits(luck, person.key, first + k), len(choices))]
        person.practice[k], person.complying[k] = brought, False
        if community.state.known.shape[1] > 0:
            community.state.known[person.row, k] = 0
        if brought != UNDECIDED:
            person.add_to_repertoire(k, brought)
