"""People adopt the official routine because it is the official routine."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import bits, compiled, stream, stream_key, to_index, uniform
from lcsim.mechanisms.acts import LOG_SWITCHED, NOBODY, enact, fit, note
from lcsim.part import Rule, parameter
from lcsim.part.names import SWITCHED
from lcsim.state.columns import PEOPLE

STREAM = stream_key("socialisation")


class Socialisation(Rule):
    """Each domain that differs from the code is brought into line with probability p1 a week (March 1991).

    With m differing domains one of them, at random, follows with probability m * p1: the marginal probability
    of each is exactly p1. What fits the person's values worse than before is enacted without being owned
    (``complying``; Kelman 1958).
    """

    name: ClassVar[str] = "socialisation"
    phase: ClassVar[str] = "organisation"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "falling in with the official routine"
    dutch: ClassVar[str] = "zich voegen naar de officiële werkwijze"
    formula: ClassVar[str] = (
        "P(practice[k] becomes code[k]) = p1 a week for each differing domain, at most one a person and week; complying if "
        "fit falls"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "code", "values")
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "March 1991, Organization Science 2(1)",
        "Kelman 1958, Journal of Conflict Resolution 2",
    )

    p1: float = parameter(
        0.01,
        low=0.0,
        high=0.04,
        at_most=1.0,
        unit="probability per week and domain",
        wording="falling in with the official way of a domain",
        dutch="zich voegen naar de officiële werkwijze in een domein",
    )


@compiled
def socialisation(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Everybody may fall in with the code in one domain."""
    p1 = rules.socialisation.p1
    start = stream(seed, week, STREAM)
    domains = state.practice.shape[1]
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        chance = uniform(start, state.key[i], 0)
        if chance >= p1 * domains:
            continue
        o = state.organisation[i]
        differing = 0
        for k in range(domains):
            if state.code[o, k] >= 0 and state.practice[i, k] != state.code[o, k]:
                differing += 1
        if chance >= p1 * differing:
            continue
        pick = to_index(bits(start, state.key[i], 1), differing)
        for k in range(domains):
            if state.code[o, k] >= 0 and state.practice[i, k] != state.code[o, k]:
                if pick == 0:
                    follow(state, week, i, k, state.code[o, k])
                    break
                pick -= 1


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
