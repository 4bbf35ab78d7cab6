"""March 1991: the code adopts what most of those who do better than it do (plurality for more than two options)."""

from __future__ import annotations

from tests.reference.community import UNDECIDED, Community
from tests.reference.luck import bits, share


def week(community: Community) -> None:
    landscape = community.landscape
    for organisation in community.organisations:
        level = landscape.quality(organisation.code)
        superiors = [person for person in organisation.members if landscape.quality(person.practice) > level]
        for k in community.domains:
            votes = [sum(bool(person.practice[k] == q) for person in superiors) for q in community.options]
            plurality = votes.index(max(votes))
            now = int(organisation.code[k])
            lead = votes[plurality] - (0 if now == UNDECIDED else votes[now])
            stays = 1.0
            for _ in range(lead):
                stays *= 1.0 - community.rules.code_learning.p2
            if lead > 0 and share(bits(community.luck("code_learning"), organisation.key, k)) < 1.0 - stays:
                organisation.code[k] = plurality
