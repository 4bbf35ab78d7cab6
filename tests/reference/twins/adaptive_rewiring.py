"""Holme & Newman 2006: a tie moves to somebody who does the same, or its owner does as the other."""

from __future__ import annotations

from tests.reference.acts import take_over
from tests.reference.community import UNDECIDED, Community, Person, Tie
from tests.reference.luck import GOLDEN, MASK, index, scramble, share


def week(community: Community) -> None:
    rule = community.rules.adaptive_rewiring
    everyone = [person for organisation in community.organisations for person in organisation.members]
    start = community.luck("adaptive_rewiring")
    for domain in community.domains:
        doing = {
            option: [person for person in everyone if person.practice[domain] == option] for option in community.options
        }
        own = scramble((start + domain * GOLDEN) & MASK)
        for event in range(len(everyone) * rule.sweeps):
            turn(community, domain, scramble((own + event * GOLDEN) & MASK), everyone, doing)


def turn(community: Community, domain: int, luck: int, everyone: list[Person], doing: dict[int, list[Person]]) -> None:
    """One event."""
    rule = community.rules.adaptive_rewiring

    def draw(number: int) -> int:
        return scramble((luck + number * GOLDEN) & MASK)

    person = everyone[index(luck, len(everyone))]
    ties = person.ties
    if not ties:
        return
    tie = ties[index(draw(1), len(ties))]
    before, theirs = int(person.practice[domain]), int(tie.other.practice[domain])
    if share(draw(2)) < rule.rewiring:
        if rule.which == "any" or theirs != before:
            crowd = everyone if rule.toward == "anyone" else doing.get(before, [])
            if crowd:
                move(person, tie, crowd[index(draw(3), len(crowd))])
    elif theirs != UNDECIDED:
        take_over(person, domain, theirs, tie.other.row)
    if share(draw(4)) < rule.noise:
        take_over(person, domain, index(draw(5), len(community.options)), person.row)
    after = int(person.practice[domain])
    if after != before:
        if before != UNDECIDED:
            listed = doing[before]
            listed[listed.index(person)] = listed[-1]
            listed.pop()
        doing[after].append(person)


def move(person: Person, tie: Tie, other: Person) -> None:
    """Let a tie lead to somebody else, and the tie back come from there."""
    refused = person.community.rules.adaptive_rewiring.second == "refused"
    left = tie.other
    if other is person or other is left or (refused and person.tie_to(other)):
        return
    back = left.tie_to(person)
    week = person.community.week
    if back is not None:
        if not (refused and other.tie_to(person)):
            at = len(other.ties)
            if at == other.state.tie_to.shape[1]:
                return
            values = (person.row, back.trust, back.kind, week, week)
            for name, value in zip(("to", "trust", "kind", "since", "last"), values, strict=True):
                getattr(other.state, f"tie_{name}")[other.row, at] = value
            other.state.tie_count[other.row] = at + 1
        kept = left.ties
        kept[back.slot] = kept[-1]
        rows = [(t.other.row, t.trust, t.kind, t.since, t.last) for t in kept[:-1]]
        for slot, values in enumerate(rows):
            for name, value in zip(("to", "trust", "kind", "since", "last"), values, strict=True):
                getattr(left.state, f"tie_{name}")[left.row, slot] = value
        left.state.tie_count[left.row] = len(rows)
    person.state.tie_to[person.row, tie.slot] = other.row
    tie.since = tie.last = week
