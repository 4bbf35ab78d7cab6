"""Acts that several rules share: fit, acceptability, switching, learning, ties, leaving. Not rules themselves."""

from __future__ import annotations

import numpy as np

from lcsim.chance import compiled, exponential, gain_in, inlined, logarithm
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part.names import LEARNED, LEFT, SUCCEEDED, SWITCHED, SWITCHED_AGAINST_UTILITY
from lcsim.state.columns import LOGGED
from lcsim.state.memory import four_at

LOG_LEARNED = 0
LOG_SWITCHED = 1
LOG_JOINED = 2
LOG_LEFT = 3
NOBODY = -1
NEWCOMER_WEEKS = 26
LEADER_ROLE = 2
FOUR = 4
TOPS = np.uint64(0x8000800080008000)
"""Top bits of four domains in one word."""
ONES = np.uint64(0x0001000100010001)


@compiled
def clip(x):  # type: ignore[no-untyped-def]
    """x kept within 0..1."""
    if x < 0.0:
        return 0.0
    if x > 1.0:
        return 1.0
    return x


@compiled
def power(base, exponent):  # type: ignore[no-untyped-def]
    """`base` in 0..1 to a positive power, from our own exp and log."""
    if base <= 0.0:
        return 0.0
    return exponential(exponent * logarithm(base))


@compiled
def note(state, week, kind, who, source, domain, option):  # type: ignore[no-untyped-def]
    """Write one event into the log, if one is kept and has room."""
    at = state.clock[LOGGED]
    if at < state.log.shape[0]:
        state.log[at, 0] = week
        state.log[at, 1] = kind
        state.log[at, 2] = who
        state.log[at, 3] = source
        state.log[at, 4] = domain
        state.log[at, 5] = option
        state.clock[LOGGED] = at + 1


@compiled
def fit(state, i, domain, option):  # type: ignore[no-untyped-def]
    """1 - mean over the dimensions the domain bears on of |x_v - expression|; 0 when undecided."""
    if option < 0:
        return 0.0
    n = state.bears_count[domain]
    if n == 0:
        return 1.0
    total = 0.0
    for b in range(n):
        v = state.bears_on[domain, b]
        total += abs(state.values[i, v] - state.expression[domain, option, v])
    return 1.0 - total / n


@inlined
def value_distance(state, i, j):  # type: ignore[no-untyped-def]
    """Mean absolute difference of the values of two people."""
    total = 0.0
    dimensions = state.values.shape[1]
    for v in range(dimensions):
        total += abs(state.values[i, v] - state.values[j, v])
    return total / dimensions


@inlined
def domains_alike(state, i, j):  # type: ignore[no-untyped-def]
    """Number of domains in which two people enact the same option; two who are undecided are not alike.

    Four domains at a time, in the four lanes of a word: a lane that is not 0 sets its own top bit, and carries no further.
    """
    domains = state.practice.shape[1]
    mine = state.practice[i]
    theirs = state.practice[j]
    counted = np.uint64(0)
    in_words = domains // FOUR * FOUR
    for k in range(0, in_words, FOUR):
        own = four_at(mine, k)
        apart = (own ^ four_at(theirs, k)) | (own & TOPS)  # 0 where alike and decided
        counted += (~(((apart & ~TOPS) + ~TOPS) | apart) & TOPS) >> np.uint64(15)
    same = np.int64((counted * ONES) >> np.uint64(48))
    for k in range(in_words, domains):
        same += np.int64((mine[k] == theirs[k]) & (mine[k] >= 0))
    return same


@inlined
def similarity(state, i, j):  # type: ignore[no-untyped-def]
    """Share of domains in which two people enact the same option; two who are undecided are not alike."""
    return domains_alike(state, i, j) / state.practice.shape[1]


@compiled
def team_bracket(state, team, gamma):  # type: ignore[no-untyped-def]
    """[safety * (1 - control)] ** gamma of a team and its organisation."""
    return power(state.safety[team] * (1.0 - state.control[state.team_organisation[team]]), gamma)


@compiled
def team_brackets(state, gamma):  # type: ignore[no-untyped-def]
    """The bracket of every team, float64[U]."""
    brackets = np.empty(state.safety.shape[0])
    for team in range(brackets.shape[0]):
        brackets[team] = team_bracket(state, team, gamma)
    return brackets


@compiled
def everyday_bracket(state, i, gamma):  # type: ignore[no-untyped-def]
    """The bracket in everyday work of a person: that of the team."""
    return team_bracket(state, state.team[i], gamma)


@compiled
def session_bracket(state, team, facilitation, gamma):  # type: ignore[no-untyped-def]
    """The bracket of a team's members in a session: (s + f(1-s)) * (1 - control*(1-f)), to the power gamma."""
    s = state.safety[team]
    control = state.control[state.team_organisation[team]]
    return power((s + facilitation * (1.0 - s)) * (1.0 - control * (1.0 - facilitation)), gamma)


@compiled
def acceptability(state, i, domain, option, bracket):  # type: ignore[no-untyped-def]
    """A = L + (1 - L) * bracket."""
    legitimacy = state.legitimacy[state.team[i], domain, option]
    return legitimacy + (1.0 - legitimacy) * bracket


@compiled
def quality_gain(state, i, domain, option):  # type: ignore[no-untyped-def]
    """K times the change in the quality of i's way of working if the domain switched to `option`."""
    return gain_in(state, state.practice[i], domain, option)


@compiled
def own_utility(state, rules, i, domain, option):  # type: ignore[no-untyped-def]
    """Utility of switching to `option`: quality, values and code, without the peers' term."""
    return utility_beside(state, rules, i, domain, option, fit(state, i, domain, state.practice[i, domain]))


@compiled
def utility_beside(state, rules, i, domain, option, fit_now):  # type: ignore[no-untyped-def]
    """`own_utility` when the fit of what i does now is known."""
    p = rules.deliberation
    a = state.practice[i, domain]
    organisation = state.organisation[i]
    code = state.code[organisation, domain]
    u = p.beta_quality * quality_gain(state, i, domain, option)
    u += p.beta_values * (fit(state, i, domain, option) - fit_now)
    told = 0.0
    if code >= 0:
        if code == option:
            told = 1.0
        elif code == a:
            told = -1.0
    return u + p.beta_code * state.control[organisation] * told


@compiled
def share_difference(state, i, domain, option):  # type: ignore[no-untyped-def]
    """Share of the team doing `option` minus the share doing what i does now."""
    team = state.team[i]
    a = state.practice[i, domain]
    doing_now = 0
    if a >= 0:
        doing_now = state.doing[team, domain, a]
    return (state.doing[team, domain, option] - doing_now) / max(state.team_size[team], 1)


@compiled
def probability_of_switching(utility, inertia, tau):  # type: ignore[no-untyped-def]
    """Logit choice: 1 / (1 + exp(-(U - inertia)/tau))."""
    return 1.0 / (1.0 + exponential(-(utility - inertia) / tau))


@compiled
def knows(state, i, domain, option):  # type: ignore[no-untyped-def]
    """Whether i can do the option (everybody can where no rule reads repertoires)."""
    if state.known.shape[1] == 0:
        return True
    return (np.uint64(state.known[i, domain]) >> np.uint64(option)) & np.uint64(1) == np.uint64(1)


@compiled
def learn(state, week, i, source, domain, option):  # type: ignore[no-untyped-def]
    """Add an option to what i can do; learning from somebody is counted (finding out by oneself is a try)."""
    if state.known.shape[1] > 0:
        state.known[i, domain] = state.known[i, domain] | (np.uint64(1) << np.uint64(option))
    if source != NOBODY:
        state.events[state.team[i], LEARNED] += 1
    note(state, week, LOG_LEARNED, i, source, domain, option)


@compiled
def enact(state, i, domain, option):  # type: ignore[no-untyped-def]
    """Set the enacted option and keep the counts of the team."""
    team = state.team[i]
    a = state.practice[i, domain]
    if a >= 0:
        state.doing[team, domain, a] -= 1
    if option >= 0:
        state.doing[team, domain, option] += 1
    state.practice[i, domain] = option


@compiled
def switch(state, week, i, source, domain, option, utility):  # type: ignore[no-untyped-def]
    """Take over an option as one's own."""
    enact(state, i, domain, option)
    state.complying[i, domain] = False
    state.events[state.team[i], SWITCHED] += 1
    if utility < 0.0:
        state.events[state.team[i], SWITCHED_AGAINST_UTILITY] += 1
    note(state, week, LOG_SWITCHED, i, source, domain, option)


@compiled
def susceptibility(state, i):  # type: ignore[no-untyped-def]
    """How far others change i: 1 where no such column is kept."""
    if state.susceptibility.shape[0] == 0:
        return 1.0
    return state.susceptibility[i]


@compiled
def take_over(state, week, i, source, domain, option):  # type: ignore[no-untyped-def]
    """Enact an option and be able to do it, without weighing: what the rules of the literature do."""
    if state.practice[i, domain] == option:
        return
    enact(state, i, domain, option)
    if option >= 0 and state.known.shape[1] > 0:
        state.known[i, domain] = state.known[i, domain] | (np.uint64(1) << np.uint64(option))
    state.complying[i, domain] = False
    state.events[state.team[i], SWITCHED] += 1
    note(state, week, LOG_SWITCHED, i, source, domain, option)


@compiled
def succeed(state, rules, i, domain, option):  # type: ignore[no-untyped-def]
    """A visible success: energy for who had it, legitimacy for what was done."""
    p = rules.experimentation
    team = state.team[i]
    state.events[team, SUCCEEDED] += 1
    state.energy[i] = clip(state.energy[i] + p.energy_gain)
    state.legitimacy[team, domain, option] += p.visibility * (1.0 - state.legitimacy[team, domain, option])


@compiled
def tie_slot(state, i, j):  # type: ignore[no-untyped-def]
    """Slot of i's tie to j, -1 when there is none."""
    for e in range(state.tie_count[i]):
        if state.tie_to[i, e] == j:
            return e
    return -1


@compiled
def add_tie(state, i, j, trust, kind, week):  # type: ignore[no-untyped-def]
    """Tie i to j; in a full row the weakest tie gives way if it is weaker than the new one."""
    if i == j or tie_slot(state, i, j) >= 0:
        return False
    room = state.tie_to.shape[1]
    at = state.tie_count[i]
    if at >= room:
        at = -1
        weakest = trust
        for e in range(room):
            if state.tie_trust[i, e] < weakest:
                weakest = state.tie_trust[i, e]
                at = e
        if at < 0:
            return False
    else:
        state.tie_count[i] = at + 1
    state.tie_to[i, at] = j
    state.tie_trust[i, at] = trust
    state.tie_kind[i, at] = kind
    state.tie_since[i, at] = week
    state.tie_last[i, at] = week
    return True


@compiled
def leave(state, i, week):  # type: ignore[no-untyped-def]
    """i leaves: the row stays, the seat falls vacant, the team's counts follow."""
    team = state.team[i]
    state.present[i] = False
    state.left[i] = week
    state.team_size[team] -= 1
    for k in range(state.practice.shape[1]):
        a = state.practice[i, k]
        if a >= 0:
            state.doing[team, k, a] -= 1
    seat = state.seat[i]
    state.seat_row[seat] = NOBODY
    state.seat_vacant_since[seat] = week
    state.events[team, LEFT] += 1
    if state.role[i] == LEADER_ROLE:
        state.leader_left[team] = True
    note(state, week, LOG_LEFT, i, NOBODY, NOBODY, NOBODY)


@compiled
def drop_ties_to_absent(state):  # type: ignore[no-untyped-def]
    """Remove all ties of and to people who left since the roll was called, keeping the order of the others."""
    for place in range(on_roll(state)):
        i = person_at(state, place)
        if not state.present[i]:
            state.tie_count[i] = 0
            continue
        lost = False
        for e in range(state.tie_count[i]):
            lost |= not state.present[np.uint32(state.tie_to[i, e])]  # no branch: hardly anybody loses a tie
        if not lost:
            continue
        at = 0
        for e in range(state.tie_count[i]):
            if state.present[state.tie_to[i, e]]:
                if at != e:
                    state.tie_to[i, at] = state.tie_to[i, e]
                    state.tie_trust[i, at] = state.tie_trust[i, e]
                    state.tie_kind[i, at] = state.tie_kind[i, e]
                    state.tie_since[i, at] = state.tie_since[i, e]
                    state.tie_last[i, at] = state.tie_last[i, e]
                at += 1
        state.tie_count[i] = at
