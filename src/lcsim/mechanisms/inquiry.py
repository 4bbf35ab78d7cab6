"""What a session group does: dialogue, joint inquiry, plenary, project, feedback. Acts of `community_sessions`."""

from __future__ import annotations

from lcsim.chance import bits, compiled, logarithm, stream_key, to_index, to_open_share, uniform
from lcsim.mechanisms.acts import (
    NOBODY,
    acceptability,
    clip,
    fit,
    knows,
    learn,
    own_utility,
    probability_of_switching,
    quality_gain,
    session_bracket,
    share_difference,
    succeed,
    switch,
    tie_slot,
    value_distance,
)
from lcsim.mechanisms.meeting import influence, voice_of

INQUIRY = stream_key("community_sessions", "inquiry")
PLENARY = stream_key("community_sessions", "plenary")
PROJECT = stream_key("community_sessions", "project")
FEEDBACK = stream_key("community_sessions", "feedback")


@compiled
def _trust_or_stranger(state, rules, i, j):  # type: ignore[no-untyped-def]
    slot = tie_slot(state, i, j)
    if slot < 0:
        return rules.community_sessions.stranger_trust
    return state.tie_trust[i, slot]


@compiled
def dialogue(state, rules, luck, week, f, facilitator, group):  # type: ignore[no-untyped-def]
    """Everybody hears everybody: openness widened by f * widening, voices flattened toward their mean.

    The facilitator speaks and listens like anyone.
    """
    n = group.shape[0]
    total = 0.0
    for m in range(n):
        total += voice_of(state, week, group[m])
    mean = total / n
    wider = rules.community_sessions.widening * f
    for a in range(n):
        for b in range(n):
            if a != b:
                _hear(state, rules, luck, week, f, wider, mean, group[a], group[b])
    if facilitator >= 0:
        for a in range(n):
            _hear(state, rules, luck, week, f, wider, mean, group[a], facilitator)
            _hear(state, rules, luck, week, f, wider, mean, facilitator, group[a])


@compiled
def _hear(state, rules, luck, week, f, wider, mean, i, j):  # type: ignore[no-untyped-def]
    voice = (1.0 - f) * voice_of(state, week, j) + f * mean
    distance = value_distance(state, i, j)
    narrow = state.openness[i]
    state.openness[i] = clip(narrow + wider)
    influence(
        rules.meeting.influence, state, rules, luck, i, j, _trust_or_stranger(state, rules, i, j), distance, voice
    )
    state.openness[i] = narrow


@compiled
def _closeness(state, rules, facilitator, group):  # type: ignore[no-untyped-def]
    """Mean trust of the facilitator in the group."""
    total = 0.0
    for m in range(group.shape[0]):
        total += _trust_or_stranger(state, rules, facilitator, group[m])
    return total / group.shape[0]


@compiled
def _candidate(state, rules, start, luck, week, f, facilitator, group, domain, novelty):  # type: ignore[no-untyped-def]
    """The option that the group settles on for inquiry, -1 when there is nothing but what all do.

    Every option on the table may be learned by those who did not know it, as far as it is acceptable.
    """
    best = -1
    highest = 0.0
    closeness = 0.0
    if facilitator >= 0:
        closeness = _closeness(state, rules, facilitator, group)
    n = group.shape[0]
    for q in range(state.expression.shape[1]):
        somebody = False
        everybody_does = True
        for m in range(n):
            if knows(state, group[m], domain, q):
                somebody = True
            if state.practice[group[m], domain] != q:
                everybody_does = False
        if facilitator >= 0 and knows(state, facilitator, domain, q):
            somebody = True
        if not somebody and uniform(luck, INQUIRY, 100 + q) >= novelty:
            continue
        if everybody_does:
            continue
        _lay_on_table(state, rules, start, week, f, facilitator, group, domain, q)
        total = 0.0
        for m in range(n):
            if state.practice[group[m], domain] != q:
                total += own_utility(state, rules, group[m], domain, q)
        score = total / n
        if facilitator >= 0:
            score -= rules.deliberation.beta_values * closeness * (1.0 - fit(state, facilitator, domain, q))
        score += rules.deliberation.tau * -logarithm(-logarithm(to_open_share(bits(luck, INQUIRY, 200 + q))))
        if best < 0 or score > highest:
            best = q
            highest = score
    return best


@compiled
def _lay_on_table(state, rules, start, week, f, facilitator, group, domain, option):  # type: ignore[no-untyped-def]
    """What is talked through is learned by each who did not know it, with probability A of the session."""
    for m in range(group.shape[0]):
        i = group[m]
        if not knows(state, i, domain, option):
            bracket = session_bracket(state, i, f, rules.deliberation.gamma)
            if uniform(start, state.key[i], 1000 + domain * 64 + option) < acceptability(
                state, i, domain, option, bracket
            ):
                learn(state, week, i, _source(state, facilitator, group, domain, option, i), domain, option)


@compiled
def _support(state, rules, group, domain, option):  # type: ignore[no-untyped-def]
    """Share of the group that already does it or would gain by it."""
    favour = 0
    for m in range(group.shape[0]):
        i = group[m]
        if state.practice[i, domain] == option or own_utility(state, rules, i, domain, option) > 0.0:
            favour += 1
    return favour / group.shape[0]


@compiled
def _consider(state, rules, start, week, f, source, support, i, domain, option, number):  # type: ignore[no-untyped-def]
    """One attendee weighs the option, with the group's support as the peers' term: dares (A), knows it from then on,
    and switches by logit. What makes the attendee's work better is a success that the group sees.
    """
    d = rules.deliberation
    key = state.key[i]
    bracket = session_bracket(state, i, f, d.gamma)
    if uniform(start, key, number) >= acceptability(state, i, domain, option, bracket):
        return
    if not knows(state, i, domain, option):
        learn(state, week, i, source, domain, option)
    if rules.meeting.adoption == 0:
        return
    peers = f * (2.0 * support - 1.0) + (1.0 - f) * share_difference(state, i, domain, option)
    utility = own_utility(state, rules, i, domain, option) + d.beta_peers * peers
    if uniform(start, key, number + 1) < probability_of_switching(utility, d.inertia, d.tau):
        gained = quality_gain(state, i, domain, option)
        switch(state, week, i, source, domain, option, utility)
        if gained > 0.0:
            succeed(state, rules, i, domain, option)


@compiled
def _source(state, facilitator, group, domain, option, i):  # type: ignore[no-untyped-def]
    """Who brought it: the first other who enacts it, else the first who can, else the facilitator who can, else nobody."""
    for m in range(group.shape[0]):
        if group[m] != i and state.practice[group[m], domain] == option:
            return group[m]
    for m in range(group.shape[0]):
        if group[m] != i and knows(state, group[m], domain, option):
            return group[m]
    if facilitator >= 0 and knows(state, facilitator, domain, option):
        return facilitator
    return NOBODY


@compiled
def joint_inquiry(state, rules, start, luck, week, f, facilitator, ambition, group, novelty):  # type: ignore[no-untyped-def]
    """The group takes one domain (the ambition's, or a random one), settles on an option, and each deliberates."""
    domain = ambition
    if domain < 0:
        domain = to_index(bits(luck, INQUIRY, 0), state.practice.shape[1])
    option = _candidate(state, rules, start, luck, week, f, facilitator, group, domain, novelty)
    if option < 0:
        return
    support = _support(state, rules, group, domain, option)
    for m in range(group.shape[0]):
        i = group[m]
        if state.practice[i, domain] != option:
            source = _source(state, facilitator, group, domain, option, i)
            _consider(state, rules, start, week, f, source, support, i, domain, option, 1)


@compiled
def project(state, rules, start, luck, week, f, facilitator, ambition, group):  # type: ignore[no-untyped-def]
    """Several domains are tried one after the other; an attendee keeps what makes the own work better."""
    domains = state.practice.shape[1]
    first = ambition
    if first < 0:
        first = to_index(bits(luck, PROJECT, 0), domains)
    for step in range(min(rules.community_sessions.project_domains, domains)):
        domain = (first + step) % domains
        luck_here = bits(luck, PROJECT, 1 + step)
        novelty = rules.community_sessions.novelty * f
        option = _candidate(state, rules, start, luck_here, week, f, facilitator, group, domain, novelty)
        if option < 0:
            continue
        for m in range(group.shape[0]):
            i = group[m]
            if state.practice[i, domain] == option:
                continue
            source = _source(state, facilitator, group, domain, option, i)
            bracket = session_bracket(state, i, f, rules.deliberation.gamma)
            if uniform(start, state.key[i], 100 + domain) >= acceptability(state, i, domain, option, bracket):
                continue
            if not knows(state, i, domain, option):
                learn(state, week, i, source, domain, option)
            if rules.meeting.adoption > 0 and quality_gain(state, i, domain, option) > 0.0:
                switch(state, week, i, source, domain, option, own_utility(state, rules, i, domain, option))
                succeed(state, rules, i, domain, option)


@compiled
def plenary(state, rules, start, luck, week, f, facilitator, ambition, group):  # type: ignore[no-untyped-def]
    """One speaker (the facilitator, else drawn by weight of voice) shows one option to all."""
    speaker = facilitator
    if speaker < 0:
        total = 0.0
        for m in range(group.shape[0]):
            total += voice_of(state, week, group[m])
        mark = uniform(luck, PLENARY, 0) * total
        speaker = group[group.shape[0] - 1]
        for m in range(group.shape[0]):
            mark -= voice_of(state, week, group[m])
            if mark < 0.0:
                speaker = group[m]
                break
    domain = ambition
    if domain < 0:
        domain = to_index(bits(luck, PLENARY, 1), state.practice.shape[1])
    _show(state, rules, start, week, f, group, speaker, domain, state.practice[speaker, domain])


@compiled
def show_best(state, rules, start, luck, week, f, group):  # type: ignore[no-untyped-def]
    """Results fed back: in one domain the group sees the option of the attendee whose work it would improve most for."""
    domain = to_index(bits(luck, FEEDBACK, 0), state.practice.shape[1])
    best = group[0]
    highest = 0.0
    for m in range(group.shape[0]):
        option = state.practice[group[m], domain]
        if option < 0:
            continue
        total = 0.0
        for other in range(group.shape[0]):
            total += quality_gain(state, group[other], domain, option)
        if total > highest:
            highest = total
            best = group[m]
    if highest > 0.0:
        _show(state, rules, start, week, f, group, best, domain, state.practice[best, domain])


@compiled
def _show(state, rules, start, week, f, group, speaker, domain, option):  # type: ignore[no-untyped-def]
    if option < 0:
        return
    support = _support(state, rules, group, domain, option)
    for m in range(group.shape[0]):
        i = group[m]
        if i != speaker and state.practice[i, domain] != option:
            _consider(state, rules, start, week, f, speaker, support, i, domain, option, 5)
