"""March 1991: members fall in with the code, as far as control reaches; what then fits worse is not owned (Kelman 1958)."""

from __future__ import annotations

from tests.reference.acts import fit
from tests.reference.community import SWITCHED, UNDECIDED, Community, Person
from tests.reference.luck import bits, index, uniform


def week(community: Community) -> None:
    luck = community.luck("socialisation")
    for person in community.people:
        code = person.organisation.code
        differing = [k for k in community.domains if code[k] != UNDECIDED and person.practice[k] != code[k]]
        p = community.rules.socialisation.p1 * person.organisation.control
        if p * len(community.domains) > 1.0:
            for domain in differing:
                if uniform(luck, person.key, 2 + domain) < p:
                    follow(person, domain, int(code[domain]))
        elif uniform(luck, person.key, 0) < p * len(differing):
            domain = differing[index(bits(luck, person.key, 1), len(differing))]
            follow(person, domain, int(code[domain]))


def follow(person: Person, domain: int, official: int) -> None:
    before = fit(person, domain, int(person.practice[domain]))
    person.practice[domain] = official
    person.add_to_repertoire(domain, official)
    person.complying[domain] = fit(person, domain, official) < before
    person.team.count("switched")
    person.community.note(SWITCHED, person.row, domain=domain, option=official)
