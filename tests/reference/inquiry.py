"""What a group does in a session."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.reference.acts import (
    acceptability,
    fit,
    lead_in_team,
    learn,
    own_utility,
    probability_of_switching,
    quality_gain,
    room_in_session,
    succeed,
    switch,
    value_distance,
)
from tests.reference.community import NOBODY, UNDECIDED, Community, Person
from tests.reference.luck import bits, index, logarithm, name_key, open_share, total, uniform, within_bounds
from tests.reference.twins.everyday_work import twin

INQUIRY = name_key("community_sessions", "inquiry")
PLENARY = name_key("community_sessions", "plenary")
PROJECT = name_key("community_sessions", "project")
FEEDBACK = name_key("community_sessions", "feedback")


@dataclass(frozen=True)
class Session:
    """One group of a session and its facilitator; luck of each attendee, and of what the group does as a group."""

    community: Community
    ambition: int
    facilitation: float
    facilitator: Person | None
    group: list[Person]
    luck: int
    group_luck: int

    @property
    def rule(self):
        return self.community.rules.community_sessions

    def domain(self, rule: int, number: int) -> int:
        """The ambition's domain, or a random one."""
        if self.ambition != NOBODY:
            return self.ambition
        return index(bits(self.group_luck, rule, number), len(self.community.domains))


def dialogue(session: Session) -> None:
    """Everybody listens to everybody, the facilitator included."""
    for person in session.group:
        for other in session.group:
            if other is not person:
                listen(session, person, other)
    if session.facilitator is not None:
        for person in session.group:
            listen(session, person, session.facilitator)
            listen(session, session.facilitator, person)


def listen(session: Session, person: Person, other: Person) -> None:
    """Influence with wider openness, and with voices flattened toward their mean."""
    f, influence = session.facilitation, twin(session.community, "influence")
    if influence is None:
        return
    mean = total(member.voice for member in session.group) / len(session.group)
    voice = (1.0 - f) * other.voice + f * mean
    trust = person.trust_in(other, stranger=session.rule.stranger_trust)
    openness = person.openness
    person.openness = within_bounds(openness + session.rule.widening * f)
    influence.meet(person, other, trust, value_distance(person, other), voice)
    person.openness = openness


def joint_inquiry(session: Session, novelty: float) -> None:
    """One domain, one option that the group settles on; then everybody decides for themselves."""
    domain = session.domain(INQUIRY, 0)
    option = settle_on(session, domain, novelty)
    if option is None:
        return
    support = share_in_favour(session, domain, option)
    for person in session.group:
        if person.practice[domain] != option:
            consider(session, person, domain, option, support, 1, who_brought(session, domain, option, person))


def settle_on(session: Session, domain: int, novelty: float) -> int | None:
    """The candidate with the highest mean utility, with Gumbel noise, as the facilitator sees it too."""
    community, facilitator, group = session.community, session.facilitator, session.group
    d = community.rules.deliberation
    there = group if facilitator is None else [*group, facilitator]
    scores: dict[int, float] = {}
    for q in community.options:
        known = any(person.knows(domain, q) for person in there)
        comes_up = known or uniform(session.group_luck, INQUIRY, 100 + q) < novelty
        if not comes_up or all(person.practice[domain] == q for person in group):
            continue
        lay_on_table(session, domain, q)
        gains = [own_utility(person, domain, q) for person in group if person.practice[domain] != q]
        score = total(gains) / len(group)
        if facilitator is not None:
            stranger = session.rule.stranger_trust
            closeness = total(facilitator.trust_in(person, stranger) for person in group) / len(group)
            score -= d.beta_values * closeness * (1.0 - fit(facilitator, domain, q))
        u = open_share(bits(session.group_luck, INQUIRY, 200 + q))
        scores[q] = score + d.tau * -logarithm(-logarithm(u))
    return max(scores, key=scores.__getitem__) if scores else None


def lay_on_table(session: Session, domain: int, option: int) -> None:
    """What is talked through is learned by those who did not know it, as far as they accept it."""
    for person in session.group:
        if not person.knows(domain, option):
            accepted = acceptability(person, domain, option, room_in_session(person, session.facilitation))
            if uniform(session.luck, person.key, 1000 + domain * 64 + option) < accepted:
                learn(person, domain, option, row_of(who_brought(session, domain, option, person)))


def row_of(person: Person | None) -> int:
    return NOBODY if person is None else person.row


def share_in_favour(session: Session, domain: int, option: int) -> float:
    """Those who do it already, or would gain by it."""
    favour = [
        person
        for person in session.group
        if person.practice[domain] == option or own_utility(person, domain, option) > 0.0
    ]
    return len(favour) / len(session.group)


def who_brought(session: Session, domain: int, option: int, person: Person) -> Person | None:
    """The first other who does it, else the first who can, else the facilitator who can."""
    others = [other for other in session.group if other is not person]
    doing = [other for other in others if other.practice[domain] == option]
    listed = others if session.facilitator is None else [*others, session.facilitator]
    able = [other for other in listed if other.knows(domain, option)]
    return next(iter(doing + able), None)


def consider(
    session: Session, person: Person, domain: int, option: int, support: float, number: int, source: Person | None
) -> None:
    """Dare, learn, and deliberate with the group as peers: f (2 support - 1) + (1 - f) lead in the team."""
    community, f, luck = session.community, session.facilitation, session.luck
    row = row_of(source)
    if uniform(luck, person.key, number) >= acceptability(person, domain, option, room_in_session(person, f)):
        return
    if not person.knows(domain, option):
        learn(person, domain, option, row)
    if not community.adopts:
        return
    peers = f * (2.0 * support - 1.0) + (1.0 - f) * lead_in_team(person, domain, option)
    utility = own_utility(person, domain, option) + community.rules.deliberation.beta_peers * peers
    if uniform(luck, person.key, number + 1) < probability_of_switching(community, utility):
        gained = quality_gain(person, domain, option)
        switch(person, domain, option, utility, row)
        if gained > 0.0:
            succeed(person, domain, option)


def project(session: Session, novelty: float) -> None:
    """Several domains, one after the other; everybody keeps what makes their own work better."""
    community = session.community
    first, size = session.domain(PROJECT, 0), len(community.domains)
    for step in range(min(session.rule.project_domains, size)):
        domain = (first + step) % size
        here = replace(session, group_luck=bits(session.group_luck, PROJECT, 1 + step))
        option = settle_on(here, domain, novelty)
        if option is None:
            continue
        for person in session.group:
            if person.practice[domain] != option:
                try_and_keep_if_better(here, person, domain, option)


def try_and_keep_if_better(session: Session, person: Person, domain: int, option: int) -> None:
    room = room_in_session(person, session.facilitation)
    if uniform(session.luck, person.key, 100 + domain) >= acceptability(person, domain, option, room):
        return
    row = row_of(who_brought(session, domain, option, person))
    if not person.knows(domain, option):
        learn(person, domain, option, row)
    if session.community.adopts and quality_gain(person, domain, option) > 0.0:
        switch(person, domain, option, own_utility(person, domain, option), row)
        succeed(person, domain, option)


def plenary(session: Session) -> None:
    """One speaker, the facilitator or somebody by weight of voice, shows one option to all."""
    speaker = session.facilitator
    if speaker is None:
        mark = uniform(session.group_luck, PLENARY, 0) * total(person.voice for person in session.group)
        speaker = session.group[-1]
        for person in session.group:
            mark -= person.voice
            if mark < 0.0:
                speaker = person
                break
    show(session, speaker, session.domain(PLENARY, 1))


def results_fed_back(session: Session) -> None:
    """In one random domain the group sees the way that would improve the work of all most."""
    domain = index(bits(session.group_luck, FEEDBACK, 0), len(session.community.domains))
    gains = {
        person: total(quality_gain(other, domain, int(person.practice[domain])) for other in session.group)
        for person in session.group
        if person.practice[domain] != UNDECIDED
    }
    if gains:
        best = max(gains, key=gains.__getitem__)
        if gains[best] > 0.0:
            show(session, best, domain)


def show(session: Session, speaker: Person, domain: int) -> None:
    """All others consider what the speaker does."""
    option = int(speaker.practice[domain])
    if option == UNDECIDED:
        return
    support = share_in_favour(session, domain, option)
    for person in session.group:
        if person is not speaker and person.practice[domain] != option:
            consider(session, person, domain, option, support, 5, speaker)
