"""March 1991, as programmed and as written down: code and members learn from each other."""

from __future__ import annotations

from collections.abc import Sequence

from tests.reference.acts import take_over
from tests.reference.community import NOBODY, UNDECIDED, Community, Organisation, Person
from tests.reference.luck import bits, index, name_key, share, uniform
from tests.reference.performance import most_done, turn_reality
from tests.reference.twins.replacement import take_the_place


def week(community: Community) -> None:
    rule, luck = community.rules.mutual_learning, community.luck("mutual_learning")
    turn_reality(community, luck, name_key("mutual_learning", "reality"), rule.p4)
    for organisation in community.organisations:
        standard = score(community, organisation.code)
        acts_of_superior = []
        for person in organisation.members:
            if uniform(luck, person.key, 0) < rule.p3:
                take_the_place(person, luck, 3000, [UNDECIDED, *community.options])
            acts = [act(person, k, luck) for k in community.domains]
            if score(community, acts) > standard:
                acts_of_superior.append(acts)
            socialise(person, luck)
        learn(organisation, acts_of_superior, luck)


def score(community: Community, way: Sequence[int]) -> float:
    reality = community.state.reality.tolist()
    if not reality:
        return community.landscape.quality(way)
    right = sum(bool(done == what) for done, what in zip(way, reality, strict=True))
    wrong = sum(bool(done not in (what, UNDECIDED)) for done, what in zip(way, reality, strict=True))
    return float(right - wrong if community.rules.mutual_learning.score == "products" else right)


def act(person: Person, domain: int, luck: int) -> int:
    done = int(person.practice[domain])
    if done == UNDECIDED and person.community.rules.mutual_learning.undecided == "coin":
        return index(bits(luck, person.key, 1000 + domain), len(person.community.options))
    return done


def socialise(person: Person, luck: int) -> None:
    rule = person.community.rules.mutual_learning
    for k in person.community.domains:
        now, code = int(person.practice[k]), int(person.organisation.code[k])
        chance = rule.p1 * person.susceptibility
        if code not in (UNDECIDED, now) and uniform(luck, person.key, 2000 + k) < chance:
            at_once = rule.step == "jump" or now == UNDECIDED
            take_over(person, k, code if at_once else UNDECIDED, NOBODY)


def learn(organisation: Organisation, acts_of_superior: list[list[int]], luck: int) -> None:
    p2 = organisation.model.rules.mutual_learning.p2
    for k in organisation.model.domains:
        option, lead = most_done([acts[k] for acts in acts_of_superior])
        stays = 1.0
        for _ in range(lead):
            stays *= 1.0 - p2
        if option not in (UNDECIDED, organisation.code[k]) and share(bits(luck, organisation.key, k)) < 1.0 - stays:
            organisation.code[k] = option
