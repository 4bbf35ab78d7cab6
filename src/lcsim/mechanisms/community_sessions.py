"""Sessions of the learning community: people from different teams inquire together."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import bits, compiled, mix, stream, stream_key, uniform
from lcsim.mechanisms.acts import clip, session_bracket, tie_slot
from lcsim.mechanisms.inquiry import (
    desk_for,
    dialogue,
    joint_inquiry,
    plenary,
    project,
    show_best,
)
from lcsim.mechanisms.order import sort_by
from lcsim.mechanisms.reflection import domains_by_dimension, pull_of_practice, reconsider
from lcsim.part import Rule, parameter
from lcsim.part.names import ATTENDED

STREAM = stream_key("community_sessions")
GROUPING = stream_key("community_sessions", "grouping")
REVIEW = stream_key("community_sessions", "review")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
LOW_BITS = np.uint64(0xFFFFFFFF)
DIALOGUE = 0
JOINT_INQUIRY = 1
CREATIVE = 2
REFLECTION = 3
PLENARY = 4
PROJECT = 5


class CommunitySessions(Rule):
    """Every `interval` weeks members attend, in groups mixed over teams; joint inquiry is the active ingredient.

    Facilitated sessions (practice facilitation, Baskerville et al. 2012), dialogue (Isaacs 1999), after-action
    review (Tannenbaum & Cerasoli 2013). The facilitator has values and trust like anyone, moves by influence
    too, and weighs down what does not fit his own values, the more the closer he is to the group.
    """

    name: ClassVar[str] = "community_sessions"
    phase: ClassVar[str] = "sessions"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "sessions of the learning community"
    dutch: ClassVar[str] = "bijeenkomsten van de leergemeenschap"
    formula: ClassVar[str] = (
        "P(attend) = learning_time * energy * (1 - workload/2) * relevance * participation of one's group * (1 - pull + pull * "
        "identity); groups of about `group_size`. Joint inquiry: one "
        "domain; candidates are options anyone knows, plus each other with probability novelty * f (creative: three times); the "
        "group picks the highest mean utility - beta_values * closeness * (1 - fit_facilitator) + Gumbel(tau); who "
        "what is on the table is learned with probability A; each dares with A (bracket [(s + f(1-s)) (1 - control (1-f))]^gamma) and switches by logit with the peers' term "
        "f (2 support - 1) + (1-f) (share difference). Dialogue: pairwise influence first, openness + widening * f, authority "
        "(1-f) a_j + f mean. After it: energy += energy_gain f, identity += identity_gain f (1 - identity), safety += "
        "safety_gain f (share attending) (1 - safety), trust += trust_gain f (1 - trust)"
    )
    reads: ClassVar[tuple[str, ...]] = (
        "membership",
        "group_participation",
        "learning_time",
        "identity",
        "energy",
        "workload",
        "values",
        "practice",
        "known",
        "legitimacy",
        "safety",
        "control",
        "code",
        "authority",
        "openness",
        "tie_trust",
    )
    writes: ClassVar[tuple[str, ...]] = (
        "values",
        "practice",
        "known",
        "complying",
        "energy",
        "identity",
        "safety",
        "legitimacy",
        "tie_trust",
        "tie_last",
        "session_next",
        "session_count",
    )
    sources: ClassVar[tuple[str, ...]] = (
        "Baskerville, Liddy & Hogg 2012, Annals of Family Medicine 10(1)",
        "Tannenbaum & Cerasoli 2013, Human Factors 55(1)",
        "Snoeren 2015, Working = Learning",
        "Van Beek, Wagner, Frijters, Ribbe & Groenewegen 2013, Social Networks 35(3): identification and motivation",
    )

    group_size: int = parameter(
        6, low=4, high=10, at_least=2, unit="people", wording="people in a session group", dutch="mensen in een sessiegroep",
        source="Gas Erop! 6-10, Smart Solutions Semester 6-8 (cases A0)", origin="estimated",
    )  # fmt: skip
    novelty: float = parameter(
        0.1, low=0.0, high=0.3, at_most=1.0, unit="probability",
        wording="an option that nobody present knows comes up, at full facilitation",
        dutch="een voor ieder onbekende werkwijze komt op tafel, bij volle begeleiding",
    )  # fmt: skip
    widening: float = parameter(
        0.3, low=0.0, high=0.5, at_most=1.0, unit="value difference",
        wording="how much wider dialogue makes openness at full facilitation",
        dutch="hoeveel dialoog de openheid verruimt bij volle begeleiding",
    )  # fmt: skip
    stranger_trust: float = parameter(
        0.1, low=0.02, high=0.3, at_most=1.0, unit="trust",
        wording="trust between people of a session group without a tie",
        dutch="vertrouwen tussen mensen in een sessiegroep zonder band", source="our assumption",
    )  # fmt: skip
    energy_gain: float = parameter(
        0.03, low=0.0, high=0.06, at_most=1.0, unit="energy", wording="energy from a fully facilitated session",
        dutch="energie uit een goed begeleide bijeenkomst",
    )  # fmt: skip
    identity_gain: float = parameter(
        0.1, low=0.0, high=0.2, at_most=1.0, unit="share of what is missing",
        wording="belonging from a fully facilitated session", dutch="verbondenheid uit een goed begeleide bijeenkomst",
    )  # fmt: skip
    safety_gain: float = parameter(
        0.02, low=0.0, high=0.05, at_most=1.0, unit="share of what is missing",
        wording="safety of a team that attends a fully facilitated session as a whole",
        dutch="veiligheid van een team dat als geheel een goed begeleide bijeenkomst bijwoont", source="our assumption",
    )  # fmt: skip
    trust_gain: float = parameter(
        0.05, low=0.0, high=0.1, at_most=1.0, unit="share of what is missing",
        wording="trust in those of the same session group", dutch="vertrouwen in wie in dezelfde sessiegroep zit",
        source="our assumption",
    )  # fmt: skip
    pull_of_belonging: float = parameter(
        0.0, low=0.0, high=1.0, at_most=1.0, unit="share",
        wording="pull: how far coming to a session depends on belonging (0: not at all)",
        dutch="in hoeverre iemands komst naar een bijeenkomst afhangt van verbondenheid (0: niet)",
        source="option; who identifies with an organisation is more motivated (Van Beek et al. 2013)",
    )  # fmt: skip
    project_domains: int = parameter(
        3, low=1, high=6, at_least=1, unit="domains", wording="domains that a project takes on",
        dutch="domeinen die een project aanpakt", source="our assumption",
    )  # fmt: skip


@compiled
def community_sessions(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Hold all sessions of this week."""
    _clear_groups(state)
    if not _any_due(state, week):
        return
    present = state.roll_start[state.organisation_key.shape[0]]
    attendees = np.empty(present, np.int32)
    keys = np.empty(present, np.uint64)
    spare_rows = np.empty(present, np.int32)
    spare_keys = np.empty(present, np.uint64)
    pulls = domains_by_dimension(state)
    desk = desk_for(state, present)
    attending = np.zeros(state.safety.shape[0], np.int64)
    for n in range(state.session_key.shape[0]):
        if not _due(state, n, week):
            continue
        start = mix(stream(seed, week, STREAM) ^ state.session_key[n])
        facilitator = _facilitator(state, start, n)
        count = _attendance(state, start, n, facilitator, rules.community_sessions.pull_of_belonging, attendees)
        if count < 2:
            continue
        f = state.session_facilitation[n]
        if state.session_facilitator[n] >= 0 and facilitator < 0:
            f = 0.0
        for m in range(count):
            team = state.team[attendees[m]]
            if attending[team] == 0:  # safety and control stay as they are until the session is over
                desk.brackets[team] = session_bracket(state, team, f, rules.deliberation.gamma)
            attending[team] += 1
            state.events[team, ATTENDED] += 1
        grouping = mix(start + GROUPING)
        _group_keys(state, grouping, state.session_mixing[n], attendees, count, keys)
        sort_by(keys, attendees, spare_keys, spare_rows, count)
        groups = max(1, (count + rules.community_sessions.group_size // 2) // rules.community_sessions.group_size)
        if state.session_format[n] == PLENARY:
            groups = 1
        state.session_count[n, 0] += count
        state.session_count[n, 1] += groups
        for g in range(groups):
            group = attendees[count * g // groups : count * (g + 1) // groups]
            for m in range(group.shape[0]):
                desk.place[group[m]] = 1 + m
            luck = _luck_of_group(state, start, group)
            _hold(state, rules, start, luck, week, n, f, facilitator, group, pulls, desk)
            _after(state, rules, week, f, facilitator, group, desk.place)
            for m in range(group.shape[0]):
                desk.place[group[m]] = 0
            _list_group(state, group)
        for m in range(count):
            team = state.team[attendees[m]]
            if attending[team] > 0:
                share = attending[team] / max(state.team_size[team], 1)
                state.safety[team] += rules.community_sessions.safety_gain * f * share * (1.0 - state.safety[team])
                attending[team] = 0


@compiled
def _due(state, n, week):  # type: ignore[no-untyped-def]
    since = week - state.session_first[n]
    return since >= 0 and week <= state.session_last[n] and since % state.session_interval[n] == 0


@compiled
def _any_due(state, week):  # type: ignore[no-untyped-def]
    for n in range(state.session_key.shape[0]):
        if _due(state, n, week):
            return True
    return False


@compiled
def _clear_groups(state):  # type: ignore[no-untyped-def]
    for at in range(state.roll_start[state.organisation_key.shape[0]]):
        state.session_next[state.roll[at]] = 0


@compiled
def _list_group(state, group):  # type: ignore[no-untyped-def]
    """Chain those who sat together, for new ties; who sits in a second group in one week stays with the first.

    Each holds 1 + the row of the next, the last -1 - the row of the first.
    """
    first = -1
    before = -1
    for m in range(group.shape[0]):
        i = group[m]
        if state.session_next[i] == 0:
            if first < 0:
                first = i
            else:
                state.session_next[before] = 1 + i
            state.session_next[i] = -1 - first
            before = i


@compiled
def _invited(state, n, entry, i):  # type: ignore[no-untyped-def]
    return (state.membership[i] >> np.uint32(state.session_bit[entry])) & np.uint32(1) == np.uint32(1)


@compiled
def _facilitator(state, start, n):  # type: ignore[no-untyped-def]
    """Who facilitates: of the people named for it, the one whose draw is lowest; -1 when none is named or there."""
    facilitator = -1
    least = np.uint64(0)
    if state.session_facilitator[n] < 0:
        return facilitator
    for entry in range(state.session_bit_start[n], state.session_bit_start[n + 1]):
        o = state.session_organisation[entry]
        for at in range(state.roll_start[o], state.roll_start[o + 1]):
            i = state.roll[at]
            if state.group_label[state.seat_group[state.seat[i]]] == state.session_facilitator[n] and _invited(
                state, n, entry, i
            ):
                own = mix(start ^ state.key[i])
                if facilitator < 0 or own < least:
                    facilitator = i
                    least = own
    return facilitator


@compiled
def _attendance(state, start, n, facilitator, pull, attendees):  # type: ignore[no-untyped-def]
    """Who comes, besides the facilitator, who is there to facilitate; returns how many."""
    count = 0
    for entry in range(state.session_bit_start[n], state.session_bit_start[n + 1]):
        o = state.session_organisation[entry]
        chance = state.learning_time[o] * (1.0 - state.workload[o] / 2.0)
        chance *= state.session_relevance[n] * state.session_attendance[n]
        for at in range(state.roll_start[o], state.roll_start[o + 1]):
            i = state.roll[at]
            if i == facilitator or not _invited(state, n, entry, i):
                continue
            own = state.energy[i] * (1.0 - pull + pull * state.identity[i])
            own *= state.group_participation[state.seat_group[state.seat[i]]]
            if uniform(start, state.key[i], 0) < chance * own:
                attendees[count] = i
                count += 1
    return count


@compiled
def _luck_of_group(state, start, group):  # type: ignore[no-untyped-def]
    """Luck of what a group does as a group: keyed by the member with the lowest key, not by the group's number."""
    least = state.key[group[0]]
    for m in range(1, group.shape[0]):
        if state.key[group[m]] < least:
            least = state.key[group[m]]
    return mix(mix(start ^ least) + GOLDEN)


@compiled
def _group_keys(state, grouping, mixing, attendees, count, keys):  # type: ignore[no-untyped-def]
    """Sorting keys: with probability `mixing` anywhere, otherwise beside one's own team."""
    for m in range(count):
        i = attendees[m]
        own = bits(grouping, state.key[i], 0)
        if uniform(grouping, state.key[i], 1) < mixing:
            keys[m] = own
        else:
            team = bits(grouping, state.team_key[state.team[i]], 0)
            keys[m] = (team & ~LOW_BITS) | (own & LOW_BITS)


@compiled
def _hold(state, rules, start, luck, week, n, f, facilitator, group, pulls, desk):  # type: ignore[no-untyped-def]
    """One group, in the format of its series."""
    p = rules.community_sessions
    form = state.session_format[n]
    ambition = state.session_ambition[n]
    if form == PLENARY:
        plenary(state, rules, start, luck, week, f, facilitator, ambition, group, desk)
        return
    if form == DIALOGUE:
        dialogue(state, rules, luck, week, f, facilitator, group, desk)
    if form == REFLECTION:
        # the rule of reflection once more beside that of the week: pull and reconsidering
        for m in range(group.shape[0]):
            i = group[m]
            pull_of_practice(state, rules.reflection.rho, i, pulls[0], pulls[1])
            reconsider(state, rules, mix(start + REVIEW), week, i, f)
        show_best(state, rules, start, luck, week, f, group, desk)
        return
    if form == PROJECT:
        project(state, rules, start, luck, week, f, facilitator, ambition, group, desk)
        return
    novelty = p.novelty * f
    if form == CREATIVE:
        novelty *= 3.0
    joint_inquiry(state, rules, start, luck, week, f, facilitator, ambition, group, novelty, desk)


@compiled
def _after(state, rules, week, f, facilitator, group, place):  # type: ignore[no-untyped-def]
    """What a session leaves in energy, belonging and trust; trust grows with the facilitator too."""
    p = rules.community_sessions
    energy_gain, identity_gain, trust_gain = p.energy_gain * f, p.identity_gain * f, p.trust_gain * f
    for m in range(group.shape[0]):
        i = group[m]
        state.energy[i] = clip(state.energy[i] + energy_gain)
        state.identity[i] += identity_gain * (1.0 - state.identity[i])
        if rules.meeting.trust > 0:
            for e in range(state.tie_count[i]):
                together = place[state.tie_to[i, e]] > 0
                more = trust_gain * (1.0 - state.tie_trust[i, e])
                state.tie_trust[i, e] += more if together else 0.0  # adding 0 is sooner done than asking
                state.tie_last[i, e] = week if together else state.tie_last[i, e]
        if facilitator >= 0:
            _trust_more(state, rules, week, f, i, facilitator)
            _trust_more(state, rules, week, f, facilitator, i)


@compiled
def _trust_more(state, rules, week, f, i, j):  # type: ignore[no-untyped-def]
    if rules.meeting.trust == 0:
        return
    slot = tie_slot(state, i, j)
    if slot >= 0:
        state.tie_trust[i, slot] += rules.community_sessions.trust_gain * f * (1.0 - state.tie_trust[i, slot])
        state.tie_last[i, slot] = week
