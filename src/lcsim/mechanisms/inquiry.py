"""What a session group does: dialogue, joint inquiry, plenary, project, feedback. Acts of `community_sessions`."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import bits, compiled, inlined, logarithm, stream_key, to_index, to_open_share, uniform
from lcsim.mechanisms.acts import (
    NOBODY,
    acceptability,
    clip,
    fit,
    knows,
    learn,
    probability_of_switching,
    quality_gain,
    share_difference,
    succeed,
    switch,
    tie_slot,
    utility_beside,
    value_distance,
)
from lcsim.mechanisms.meeting import influence, voice_of

INQUIRY = stream_key("community_sessions", "inquiry")
PLENARY = stream_key("community_sessions", "plenary")
PROJECT = stream_key("community_sessions", "project")
FEEDBACK = stream_key("community_sessions", "feedback")
ONE = np.uint64(1)


class Desk(NamedTuple):
    """What a session works out once: the bracket of every team, and for the group in turn what is read again."""

    brackets: NDArray[np.float64]  # [U]
    place: NDArray[np.int32]  # [R] 1 + place in the group, 0 for who is not in it
    trusts: NDArray[np.float64]  # [1 + n] trust of one in each of the group, by place
    voices: NDArray[np.float64]  # [n]
    fits: NDArray[np.float64]  # [n] how what one does now fits
    utilities: NDArray[np.float64]  # [Q, n] own utility of each option, of those who do something else


@compiled
def desk_for(state, people):  # type: ignore[no-untyped-def]
    """Make a desk for groups of at most `people`."""
    return Desk(
        np.empty(state.safety.shape[0]),
        np.zeros(state.key.shape[0], np.int32),
        np.empty(1 + people),
        np.empty(people),
        np.empty(people),
        np.empty((state.expression.shape[1], people)),
    )


@compiled
def _trust_or_stranger(state, rules, i, j):  # type: ignore[no-untyped-def]
    slot = tie_slot(state, i, j)
    if slot < 0:
        return rules.community_sessions.stranger_trust
    return state.tie_trust[i, slot]


@inlined
def _trusts_of(state, rules, i, n, desk):  # type: ignore[no-untyped-def]
    """Look up i's trust in each of the group: one look at each tie, not one search for each of them."""
    for place in range(1, n + 1):
        desk.trusts[place] = rules.community_sessions.stranger_trust
    for e in range(state.tie_count[i]):
        desk.trusts[desk.place[state.tie_to[i, e]]] = state.tie_trust[i, e]


@compiled
def dialogue(state, rules, luck, week, f, facilitator, group, desk):  # type: ignore[no-untyped-def]
    """Everybody hears everybody: openness widened by f * widening, voices flattened toward their mean.

    The facilitator speaks and listens like anyone.
    """
    n = group.shape[0]
    total = 0.0
    for m in range(n):
        desk.voices[m] = voice_of(state, week, group[m])
        total += desk.voices[m]
    mean = total / n
    wider = rules.community_sessions.widening * f
    for m in range(n):
        desk.voices[m] = (1.0 - f) * desk.voices[m] + f * mean
    for a in range(n):
        _trusts_of(state, rules, group[a], n, desk)
        for b in range(n):
            if a != b:
                _hear(state, rules, luck, wider, group[a], group[b], desk.trusts[1 + b], desk.voices[b])
    if facilitator >= 0:
        voice = (1.0 - f) * voice_of(state, week, facilitator) + f * mean
        for a in range(n):
            i = group[a]
            _hear(state, rules, luck, wider, i, facilitator, _trust_or_stranger(state, rules, i, facilitator), voice)
            trust = _trust_or_stranger(state, rules, facilitator, i)
            _hear(state, rules, luck, wider, facilitator, i, trust, desk.voices[a])


@compiled
def _hear(state, rules, luck, wider, i, j, trust, voice):  # type: ignore[no-untyped-def]
    distance = value_distance(state, i, j)
    narrow = state.openness[i]
    state.openness[i] = clip(narrow + wider)
    influence(rules.meeting.influence, state, rules, luck, i, j, trust, distance, voice)
    state.openness[i] = narrow


@compiled
def _closeness(state, rules, facilitator, group):  # type: ignore[no-untyped-def]
    """Mean trust of the facilitator in the group."""
    total = 0.0
    for m in range(group.shape[0]):
        total += _trust_or_stranger(state, rules, facilitator, group[m])
    return total / group.shape[0]


@compiled
def _known_bits(state, i, domain):  # type: ignore[no-untyped-def]
    """What i can do, as bits (everything where no rule reads repertoires)."""
    if state.known.shape[1] == 0:
        return ~np.uint64(0)
    return np.uint64(state.known[i, domain])


@compiled
def _candidate(state, rules, start, luck, week, facilitator, group, domain, novelty, desk):  # type: ignore[no-untyped-def]
    """The option that the group settles on for inquiry, -1 when there is nothing but what all do.

    Every option on the table may be learned by those who did not know it, as far as it is acceptable.
    Utilities stay on the desk: nothing that they follow from changes before each has considered the option.
    """
    best = -1
    highest = 0.0
    closeness = 0.0
    n = group.shape[0]
    known = np.uint64(0)
    common = state.practice[group[0], domain]  # what all do, -1 when they do not do the same
    for m in range(n):
        known |= _known_bits(state, group[m], domain)
        if state.practice[group[m], domain] != common:
            common = -1
        desk.fits[m] = fit(state, group[m], domain, state.practice[group[m], domain])
    if facilitator >= 0:
        closeness = _closeness(state, rules, facilitator, group)
        known |= _known_bits(state, facilitator, domain)
    for q in range(state.expression.shape[1]):
        if (known >> np.uint64(q)) & ONE == 0 and uniform(luck, INQUIRY, 100 + q) >= novelty:
            continue
        if q == common:
            continue
        _lay_on_table(state, rules, start, week, facilitator, group, domain, q, desk)
        score = _weigh(state, rules, group, domain, q, desk) / n
        if facilitator >= 0:
            score -= rules.deliberation.beta_values * closeness * (1.0 - fit(state, facilitator, domain, q))
        score += rules.deliberation.tau * -logarithm(-logarithm(to_open_share(bits(luck, INQUIRY, 200 + q))))
        if best < 0 or score > highest:
            best = q
            highest = score
    return best


@inlined
def _weigh(state, rules, group, domain, option, desk):  # type: ignore[no-untyped-def]
    """Put the own utility of those who do not do the option on the desk, and return the sum; `fits` are there."""
    total = 0.0
    for m in range(group.shape[0]):
        i = group[m]
        if state.practice[i, domain] != option:
            utility = utility_beside(state, rules, i, domain, option, desk.fits[m])
            desk.utilities[option, m] = utility
            total += utility
    return total


@inlined
def _lay_on_table(state, rules, start, week, facilitator, group, domain, option, desk):  # type: ignore[no-untyped-def]
    """What is talked through is learned by each who did not know it, with probability A of the session."""
    for m in range(group.shape[0]):
        i = group[m]
        if not knows(state, i, domain, option):
            accepted = acceptability(state, i, domain, option, desk.brackets[state.team[i]])
            if uniform(start, state.key[i], 1000 + domain * 64 + option) < accepted:
                learn(state, week, i, _source(state, facilitator, group, domain, option, i), domain, option)


@compiled
def _support(state, group, domain, option, desk):  # type: ignore[no-untyped-def]
    """Share of the group that already does it or would gain by it."""
    favour = 0
    for m in range(group.shape[0]):
        if state.practice[group[m], domain] == option or desk.utilities[option, m] > 0.0:
            favour += 1
    return favour / group.shape[0]


@compiled
def _consider(state, rules, start, week, f, source, support, i, domain, option, own, bracket, number):  # type: ignore[no-untyped-def]
    """One attendee weighs the option, with the group's support as the peers' term: dares (A), knows it from then on,
    and switches by logit. What makes the attendee's work better is a success that the group sees.
    """
    d = rules.deliberation
    key = state.key[i]
    if uniform(start, key, number) >= acceptability(state, i, domain, option, bracket):
        return
    if not knows(state, i, domain, option):
        learn(state, week, i, source, domain, option)
    if rules.meeting.adoption == 0:
        return
    peers = f * (2.0 * support - 1.0) + (1.0 - f) * share_difference(state, i, domain, option)
    utility = own + d.beta_peers * peers
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
def joint_inquiry(state, rules, start, luck, week, f, facilitator, ambition, group, novelty, desk):  # type: ignore[no-untyped-def]
    """The group takes one domain (the ambition's, or a random one), settles on an option, and each deliberates."""
    domain = ambition
    if domain < 0:
        domain = to_index(bits(luck, INQUIRY, 0), state.practice.shape[1])
    option = _candidate(state, rules, start, luck, week, facilitator, group, domain, novelty, desk)
    if option < 0:
        return
    support = _support(state, group, domain, option, desk)
    for m in range(group.shape[0]):
        i = group[m]
        if state.practice[i, domain] != option:
            source = _source(state, facilitator, group, domain, option, i)
            own, bracket = desk.utilities[option, m], desk.brackets[state.team[i]]
            _consider(state, rules, start, week, f, source, support, i, domain, option, own, bracket, 1)


@compiled
def project(state, rules, start, luck, week, f, facilitator, ambition, group, desk):  # type: ignore[no-untyped-def]
    """Several domains are tried one after the other; an attendee keeps what makes the own work better."""
    domains = state.practice.shape[1]
    first = ambition
    if first < 0:
        first = to_index(bits(luck, PROJECT, 0), domains)
    for step in range(min(rules.community_sessions.project_domains, domains)):
        domain = (first + step) % domains
        luck_here = bits(luck, PROJECT, 1 + step)
        novelty = rules.community_sessions.novelty * f
        option = _candidate(state, rules, start, luck_here, week, facilitator, group, domain, novelty, desk)
        if option < 0:
            continue
        for m in range(group.shape[0]):
            i = group[m]
            if state.practice[i, domain] == option:
                continue
            source = _source(state, facilitator, group, domain, option, i)
            accepted = acceptability(state, i, domain, option, desk.brackets[state.team[i]])
            if uniform(start, state.key[i], 100 + domain) >= accepted:
                continue
            if not knows(state, i, domain, option):
                learn(state, week, i, source, domain, option)
            if rules.meeting.adoption > 0 and quality_gain(state, i, domain, option) > 0.0:
                switch(state, week, i, source, domain, option, desk.utilities[option, m])
                succeed(state, rules, i, domain, option)


@compiled
def plenary(state, rules, start, luck, week, f, facilitator, ambition, group, desk):  # type: ignore[no-untyped-def]
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
    _show(state, rules, start, week, f, group, speaker, domain, state.practice[speaker, domain], desk)


@compiled
def show_best(state, rules, start, luck, week, f, group, desk):  # type: ignore[no-untyped-def]
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
        _show(state, rules, start, week, f, group, best, domain, state.practice[best, domain], desk)


@compiled
def _show(state, rules, start, week, f, group, speaker, domain, option, desk):  # type: ignore[no-untyped-def]
    if option < 0:
        return
    for m in range(group.shape[0]):
        desk.fits[m] = fit(state, group[m], domain, state.practice[group[m], domain])
    _weigh(state, rules, group, domain, option, desk)
    support = _support(state, group, domain, option, desk)
    for m in range(group.shape[0]):
        i = group[m]
        if i != speaker and state.practice[i, domain] != option:
            own, bracket = desk.utilities[option, m], desk.brackets[state.team[i]]
            _consider(state, rules, start, week, f, speaker, support, i, domain, option, own, bracket, 5)
