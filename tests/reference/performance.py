"""How well people do, and what most do: the twin of what several rules of the literature share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.reference.community import UNDECIDED, Community, Person
from tests.reference.luck import bits, index, uniform


def performance(community: Community, way: Sequence[int], block: int = 1) -> float:
    """Share of blocks of domains that are right throughout; without a reality, quality."""
    reality = community.state.reality.tolist()
    if not reality:
        return community.landscape.quality(way)
    right = [int(done) == what for done, what in zip(way, reality, strict=True)]
    blocks = [all(right[start : start + block]) for start in range(0, len(right), block)]
    return sum(blocks) / len(blocks)


def improvement(person: Person, domain: int, option: int) -> float:
    """What a change of one domain would bring."""
    community = person.community
    reality = community.state.reality.tolist()
    if not reality:
        return community.landscape.gain(person.practice, domain, option)
    return float(option == reality[domain]) - float(int(person.practice[domain]) == reality[domain])


def turn_reality(community: Community, luck: int, who: int, share: float) -> None:
    """In each domain, with probability `share`, another option is right from now on."""
    reality, options = community.state.reality, len(community.options)
    for k in range(len(reality)):
        if uniform(luck, who, 2 * k) < share:
            others = [(int(reality[k]) + step) % options for step in range(1, options)]
            reality[k] = others[index(bits(luck, who, 2 * k + 1), len(others))]


def most_done(done: Sequence[int]) -> tuple[int, int]:
    """The option done most, and by how many more than the next; undecided and 0 in a tie."""
    votes = Counter(int(option) for option in done if option != UNDECIDED).most_common(2)
    votes += [(UNDECIDED, 0)] * (2 - len(votes))
    lead = votes[0][1] - votes[1][1]
    return (votes[0][0], lead) if lead else (UNDECIDED, 0)
