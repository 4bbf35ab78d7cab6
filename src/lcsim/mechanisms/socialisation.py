"""People adopt the official routine because it is the official routine."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import bits, compiled, stream, stream_key, to_index, uniform
from lcsim.mechanisms.acts import LOG_SWITCHED, NOBODY, enact, fit, note
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter
from lcsim.part.names import SWITCHED

STREAM = stream_key("socialisation")


class Socialisation(Rule):
    """Each domain that differs from the code is brought into line with probability p1 a week (March 1991).

    The official routine reaches people as far as hierarchy does: p = p1 * control (March's own rule is control
    1). While p times the number of domains is at most 1, one draw a person decides: with m differing domains one
    of them, at random, follows with probability m * p, so that the marginal probability of each is exactly p. What fits the person's values worse than before is enacted without being owned
    (``complying``; Kelman 1958).
    """

    name: ClassVar[str] = "socialisation"
    phase: ClassVar[str] = "organisation"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "falling in with the official routine"
    dutch: ClassVar[str] = "zich voegen naar de officiële werkwijze"
    formula: ClassVar[str] = (
        "P(practice[k] becomes code[k]) = p1 * control a week for each domain that differs from the code; complying if fit falls"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "code", "values", "control")
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "March 1991, Organization Science 2(1)",
        "Kelman 1958, Journal of Conflict Resolution 2",
    )

    p1: float = parameter(
        0.002,
        low=0.0,
        high=0.04,
        at_most=1.0,
        unit="probability per week and domain",
        wording="falling in with the official way of a domain, at full control",
        dutch="zich voegen naar de officiële werkwijze in een domein, bij volledige sturing",
        source="at .01 the shared code makes units of one organisation alike (Hamming distance .1): see CHANGELOG",
    )


@compiled
def socialisation(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Everybody may fall in with the code in one domain."""
    start = stream(seed, week, STREAM)
    domains = state.practice.shape[1]
    for at in range(on_roll(state)):
        i = person_at(state, at)
        if not state.present[i]:
            continue
        o = state.organisation[i]
        p = rules.socialisation.p1 * state.control[o]
        if p * domains > 1.0:
            for k in range(domains):
                if _differs(state, i, o, k) and uniform(start, state.key[i], 2 + k) < p:
                    follow(state, week, i, k, state.code[o, k])
            continue
        chance = uniform(start, state.key[i], 0)
        if chance >= p * domains:
            continue
        differing = 0
        for k in range(domains):
            if _differs(state, i, o, k):
                differing += 1
        if chance >= p * differing:
            continue
        pick = to_index(bits(start, state.key[i], 1), differing)
        for k in range(domains):
            if _differs(state, i, o, k):
                if pick == 0:
                    follow(state, week, i, k, state.code[o, k])
                    break
                pick -= 1


@compiled
def _differs(state, i, o, domain):  # type: ignore[no-untyped-def]
    return state.code[o, domain] >= 0 and state.practice[i, domain] != state.code[o, domain]


@compiled
def follow(state, week, i, domain, option):  # type: ignore[no-untyped-def]
    """Enact what is official; owned only if it fits at least as well as before."""
    before = fit(state, i, domain, state.practice[i, domain])
    enact(state, i, domain, option)
    if state.known.shape[1] > 0:
        state.known[i, domain] = state.known[i, domain] | (np.uint64(1) << np.uint64(option))
    state.complying[i, domain] = fit(state, i, domain, option) < before
    state.events[state.team[i], SWITCHED] += 1
    note(state, week, LOG_SWITCHED, i, NOBODY, domain, option)
