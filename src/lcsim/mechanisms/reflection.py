"""What people do works back on what they hold dear, and what does not fit is thought over again."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import bits, compiled, inlined, stream, stream_key, to_index, uniform
from lcsim.mechanisms.acts import (
    NOBODY,
    acceptability,
    everyday_bracket,
    fit,
    knows,
    own_utility,
    probability_of_switching,
    session_bracket,
    share_difference,
    switch,
)
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter

STREAM = stream_key("reflection")


class Reflection(Rule):
    """Values move toward what owned practice expresses; unfitting practice is reconsidered.

    Consistency (Festinger 1957) and self-perception (Bem 1967). Compliance is not internalised (Kelman 1958):
    complying domains do not pull.
    """

    name: ClassVar[str] = "reflection"
    phase: ClassVar[str] = "reflection"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "reflecting on one's own work"
    dutch: ClassVar[str] = "reflecteren op het eigen werk"
    formula: ClassVar[str] = (
        "x_v += rho * (mean over owned domains bearing on v of expression[k, w_k, v] - x_v); one random domain is "
        "reconsidered with probability reconsidering * (1 - fit): a random other known option is dared (A) and deliberated"
    )
    reads: ClassVar[tuple[str, ...]] = (
        "values",
        "practice",
        "complying",
        "known",
        "legitimacy",
        "safety",
        "control",
        "code",
    )
    writes: ClassVar[tuple[str, ...]] = ("values", "practice", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "Festinger 1957, A theory of cognitive dissonance",
        "Bem 1967, Psychological Review 74",
        "Kelman 1958, Journal of Conflict Resolution 2",
    )

    rho: float = parameter(
        0.014,
        low=0.006,
        high=0.025,
        at_most=1.0,
        unit="share per week",
        wording="how fast values follow what one's own practice expresses",
        dutch="hoe snel waarden volgen wat het eigen werk uitdrukt",
    )
    reconsidering: float = parameter(
        0.35,
        low=0.1,
        high=0.8,
        at_most=1.0,
        unit="probability per week",
        wording="reconsidering a practice that does not fit at all",
        dutch="heroverwegen van een werkwijze die helemaal niet past",
    )


@compiled
def domains_by_dimension(state):  # type: ignore[no-untyped-def]
    """The domains that bear on each dimension, in order: where those of a dimension begin [V + 1], and all in a row."""
    dimensions = state.values.shape[1]
    first = np.zeros(dimensions + 1, np.uint32)
    listed = np.empty(state.bears_on.shape[0] * dimensions, np.uint16)
    count = 0
    for v in range(dimensions):
        for k in range(state.bears_on.shape[0]):
            for b in range(state.bears_count[k]):
                if state.bears_on[k, b] == v:
                    listed[count] = k
                    count += 1
        first[v + 1] = count
    return first, listed


@inlined
def pull_of_practice(state, rho, i, first, listed):  # type: ignore[no-untyped-def]
    """Move i's values toward what owned practice expresses; `first` and `listed` as of `domains_by_dimension`."""
    for v in range(state.values.shape[1]):
        target = 0.0
        weight = 0.0
        for at in range(first[v], first[v + 1]):
            k = listed[at]
            option = state.practice[i, k]
            if option >= 0 and not state.complying[i, k]:
                target += state.expression[k, np.uint16(option), v]  # unsigned: no options from the end
                weight += 1.0
        if weight > 0.0:
            state.values[i, v] += rho * (target / weight - state.values[i, v])


@compiled
def random_known_other(state, start, i, number, domain):  # type: ignore[no-untyped-def]
    """Return a random known option other than the enacted one, -1 when there is none."""
    options = state.expression.shape[1]
    now = state.practice[i, domain]
    others = 0
    for q in range(options):
        if q != now and knows(state, i, domain, q):
            others += 1
    if others == 0:
        return -1
    pick = to_index(bits(start, state.key[i], number), others)
    for q in range(options):
        if q != now and knows(state, i, domain, q):
            if pick == 0:
                return q
            pick -= 1
    return -1


@compiled
def reconsider(state, rules, start, week, i, facilitation):  # type: ignore[no-untyped-def]
    """Think one random domain over again, the likelier the less it fits; `facilitation` -1 outside sessions."""
    key = state.key[i]
    k = to_index(bits(start, key, 0), state.practice.shape[1])
    now = state.practice[i, k]
    if now < 0 or rules.meeting.adoption == 0:
        return
    luck = uniform(start, key, 1)
    if luck >= rules.reflection.reconsidering:  # nothing fits less than not at all: most need no look at what they do
        return
    if luck >= rules.reflection.reconsidering * (1.0 - fit(state, i, k, now)):
        return
    option = random_known_other(state, start, i, 2, k)
    if option < 0:
        return
    d = rules.deliberation
    if facilitation < 0.0:
        bracket = everyday_bracket(state, i, d.gamma)
    else:
        bracket = session_bracket(state, state.team[i], facilitation, d.gamma)
    if uniform(start, key, 3) >= acceptability(state, i, k, option, bracket):
        return
    utility = own_utility(state, rules, i, k, option) + d.beta_peers * share_difference(state, i, k, option)
    if uniform(start, key, 4) < probability_of_switching(utility, d.inertia, d.tau):
        switch(state, week, i, NOBODY, k, option, utility)


@compiled
def reflection(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Everybody reflects."""
    first, listed = domains_by_dimension(state)
    start = stream(seed, week, STREAM)
    for at in range(on_roll(state)):
        i = person_at(state, at)
        if state.present[i]:
            pull_of_practice(state, rules.reflection.rho, i, first, listed)
            reconsider(state, rules, start, week, i, -1.0)
