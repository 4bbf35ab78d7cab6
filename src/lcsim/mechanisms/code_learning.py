"""The organisation's official routine learns from those who do better than it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import bits, compiled, quality_in, stream, stream_key, to_share
from lcsim.part import Rule, parameter

STREAM = stream_key("code_learning")


class CodeLearning(Rule):
    """The code adopts, per domain, what most of the superior members do (March 1991; plurality for more than two options).

    Superiors are the members whose way of working has a higher quality than the code.
    """

    name: ClassVar[str] = "code_learning"
    phase: ClassVar[str] = "organisation"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "official routines that learn from members"
    dutch: ClassVar[str] = "officiële werkwijzen die van leden leren"
    formula: ClassVar[str] = (
        "superiors' plurality option q, k = n_q - n_current; the code takes q with probability 1 - (1 - p2)^k, k > 0"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "code")
    writes: ClassVar[tuple[str, ...]] = ("code",)
    sources: ClassVar[tuple[str, ...]] = ("March 1991, Organization Science 2(1)",)

    p2: float = parameter(
        0.02,
        low=0.0,
        high=0.04,
        at_most=1.0,
        unit="probability per week and lead",
        wording="how readily the official routine takes over what better performers do",
        dutch="hoe snel de officiële werkwijze overneemt wat wie het beter doet laat zien",
    )


@compiled
def code_learning(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Let every organisation's code learn."""
    start = stream(seed, week, STREAM)
    p2 = rules.code_learning.p2
    domains = state.practice.shape[1]
    options = state.expression.shape[1]
    votes = np.empty((domains, options), np.int64)
    for o in range(state.code.shape[0]):
        level = quality_in(state, state.code[o])
        for k in range(domains):
            for q in range(options):
                votes[k, q] = 0
        superiors = 0
        for at in range(state.roll_start[o], state.roll_start[o + 1]):
            i = state.roll[at]
            if state.present[i] and quality_in(state, state.practice[i]) > level:
                superiors += 1
                for k in range(domains):
                    if state.practice[i, k] >= 0:
                        votes[k, state.practice[i, k]] += 1
        if superiors == 0:
            continue
        for k in range(domains):
            best = 0
            for q in range(1, options):
                if votes[k, q] > votes[k, best]:
                    best = q
            now = state.code[o, k]
            lead = votes[k, best]
            if now >= 0:
                lead -= votes[k, now]
            if lead <= 0 or best == now:
                continue
            stays = 1.0
            for _ in range(lead):
                stays *= 1.0 - p2
            if to_share(bits(start, state.organisation_key[o], k)) < 1.0 - stays:
                state.code[o, k] = best
