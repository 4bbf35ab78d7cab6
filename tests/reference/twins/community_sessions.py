"""Sessions of learning communities: who comes, in which groups, and what a session leaves."""

from __future__ import annotations

from itertools import pairwise

from tests.reference.acts import room_in_session
from tests.reference.community import Community, Person, Series
from tests.reference.inquiry import Session, dialogue, joint_inquiry, plenary, project, results_fed_back
from tests.reference.luck import GOLDEN, MASK, bits, name_key, scramble, uniform, within_bounds
from tests.reference.twins.reflection import think_over, values_follow_practice

DIALOGUE, JOINT_INQUIRY, CREATIVE, REFLECTION, PLENARY, PROJECT = range(6)


def week(community: Community) -> None:
    for person in community.people:
        person.session_next = 0
    for series in community.series:
        weeks_on = community.week - series.first
        if weeks_on < 0 or community.week > series.last or weeks_on % series.interval != 0:
            continue
        luck = scramble(community.luck("community_sessions") ^ series.key)
        facilitator = who_facilitates(series, luck)
        attendees = attendance(series, luck, facilitator)
        if len(attendees) < 2:
            continue
        for person in attendees:
            person.team.count("attended")
        nobody_to_facilitate = series.facilitator_label >= 0 and facilitator is None
        facilitation = 0.0 if nobody_to_facilitate else series.facilitation
        sitting = groups(series, attendees, luck)
        series.held[:] += len(attendees), len(sitting)
        for group in sitting:
            least = min(person.key for person in group)
            as_a_group = scramble((scramble(luck ^ least) + GOLDEN) & MASK)
            session = Session(community, series.ambition, facilitation, facilitator, group, luck, as_a_group)
            hold(series.format, session)
            aftermath(session)
            remember_who_sat_together(group)
        for team in community.teams:
            came = sum(person.team is team for person in attendees)
            if came > 0:
                share = came / max(len(team.members), 1)
                gain = community.rules.community_sessions.safety_gain
                team.safety += gain * facilitation * share * (1.0 - team.safety)


def who_facilitates(series: Series, luck: int) -> Person | None:
    """Of those with the task the one who comes first in a hashed order."""
    able = [person for person in series.invited if person.group.label == series.facilitator_label]
    return min(able, key=lambda person: scramble(luck ^ person.key), default=None)


def attendance(series: Series, luck: int, facilitator: Person | None) -> list[Person]:
    """Who comes, besides the facilitator."""
    attendees = []
    for person in series.invited:
        if person is facilitator:
            continue
        organisation = person.organisation
        chance = organisation.learning_time * (1.0 - organisation.workload / 2.0)
        chance *= series.relevance * series.attendance
        pull = series.community.rules.community_sessions.pull_of_belonging
        inclination = person.energy * (1.0 - pull + pull * person.identity) * person.group.participation
        if uniform(luck, person.key, 0) < chance * inclination:
            attendees.append(person)
    return attendees


def groups(series: Series, attendees: list[Person], luck: int) -> list[list[Person]]:
    """Groups of about `group_size`: with probability `mixing` one sits anywhere, otherwise beside one's own team."""
    grouping = scramble((luck + name_key("community_sessions", "grouping")) & MASK)

    def place(person: Person) -> int:
        own = bits(grouping, person.key, 0)
        if uniform(grouping, person.key, 1) < series.mixing:
            return own
        low = 0xFFFFFFFF
        return bits(grouping, person.team.key, 0) & ~low | own & low

    seated = sorted(attendees, key=place)
    size = series.community.rules.community_sessions.group_size
    number = max(1, (len(seated) + size // 2) // size)
    if series.format == PLENARY:
        number = 1
    return [seated[len(seated) * g // number : len(seated) * (g + 1) // number] for g in range(number)]


def remember_who_sat_together(group: list[Person]) -> None:
    """A chain for new ties, 1 + row of the next, at its end -1 - row of the first; who sat in an earlier group stays there."""
    first_here = [person for person in group if person.session_next == 0]
    for person, after in pairwise(first_here):
        person.session_next = 1 + after.row
    if first_here:
        first_here[-1].session_next = -1 - first_here[0].row


def hold(form: int, session: Session) -> None:
    """One group, in the format of its series."""
    novelty = session.rule.novelty * session.facilitation
    if form == PLENARY:
        plenary(session)
    elif form == PROJECT:
        project(session, novelty)
    elif form == REFLECTION:
        review = scramble((session.luck + name_key("community_sessions", "review")) & MASK)
        for person in session.group:
            values_follow_practice(person)
            think_over(person, review, room_in_session(person, session.facilitation))
        results_fed_back(session)
    else:
        if form == DIALOGUE:
            dialogue(session)
        joint_inquiry(session, novelty * 3.0 if form == CREATIVE else novelty)


def aftermath(session: Session) -> None:
    """Energy, belonging, and trust in those one sat with."""
    rule, f = session.rule, session.facilitation
    for person in session.group:
        person.energy = within_bounds(person.energy + rule.energy_gain * f)
        person.identity += rule.identity_gain * f * (1.0 - person.identity)
        for other in session.group:
            trusts_more(session, person, other)
        if session.facilitator is not None:
            trusts_more(session, person, session.facilitator)
            trusts_more(session, session.facilitator, person)


def trusts_more(session: Session, person: Person, other: Person) -> None:
    tie = person.tie_to(other)
    if tie is not None and session.community.meeting["trust"] is not None:
        tie.trust += session.rule.trust_gain * session.facilitation * (1.0 - tie.trust)
        tie.last = session.community.week
