"""What is not used is slowly forgotten, at most one option a week."""

from __future__ import annotations

from tests.reference.community import Community
from tests.reference.luck import bits, index, uniform


def week(community: Community) -> None:
    if community.state.known.shape[1] == 0:
        return
    luck = community.luck("forgetting")
    for person in community.people:
        unused = [
            (k, q)
            for k in community.domains
            for q in community.options
            if q != person.practice[k] and person.knows(k, q)
        ]
        if uniform(luck, person.key, 0) < community.rules.forgetting.rate * len(unused):
            person.forget(*unused[index(bits(luck, person.key, 1), len(unused))])
