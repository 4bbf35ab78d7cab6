"""Two people who meet tell one another something they know."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import compiled, mix, stream_key, to_index
from lcsim.mechanisms.acts import knows, learn
from lcsim.part import Rule, choice
from lcsim.state.columns import PEOPLE

STREAM = stream_key("fact_exchange")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)

ANY: Final = 0
"""Code of the word of `FactExchange.told`."""

FAMILIAR_ONLY: Final = 2
"""Code of ``stop.strangers``: without a tie only those meet who share a fact."""


class FactExchange(Rule):
    """Exchange of facts (Carley 1991): each of the two tells the other one thing he knows, drawn at random.

    A fact is an option of a domain that somebody knows how to do. With encounters whose partners are *familiar* people meet in
    proportion to the facts that they share, and the rule is that of Carley's model of group stability. Both learn.
    """

    name: ClassVar[str] = "fact_exchange"
    phase: ClassVar[str] = "observation"
    default: ClassVar[bool] = False
    changes_both: ClassVar[bool] = True
    wording: ClassVar[str] = "telling one another something one knows"
    dutch: ClassVar[str] = "elkaar iets vertellen wat je weet"
    formula: ClassVar[str] = "j learns a random fact of i, and i a random fact of j, both as they were before they met"
    reads: ClassVar[tuple[str, ...]] = ("known",)
    writes: ClassVar[tuple[str, ...]] = ("known",)
    sources: ClassVar[tuple[str, ...]] = ("Carley 1991, American Sociological Review 56(3), 331-354",)

    told: Literal["any", "new"] = choice(
        "any",
        wording="what one tells: anything one knows, or only what the other does not know yet",
        dutch="wat iemand vertelt: iets wat hij weet, of alleen wat de ander nog niet weet",
        source="Carley 1991: anything",
    )


@compiled
def may_tell(state, i, j, k, q, told):  # type: ignore[no-untyped-def]
    """Whether i may tell j about an option of a domain."""
    return knows(state, i, k, q) and (told == ANY or not knows(state, j, k, q))


@compiled
def told_by(state, i, j, luck, told):  # type: ignore[no-untyped-def]
    """What i tells j: domain times options plus option, -1 if nothing."""
    domains = state.practice.shape[1]
    options = state.expression.shape[1]
    facts = 0
    for k in range(domains):
        for q in range(options):
            if may_tell(state, i, j, k, q, told):
                facts += 1
    if facts == 0:
        return -1
    pick = to_index(luck, facts)
    for k in range(domains):
        for q in range(options):
            if may_tell(state, i, j, k, q, told):
                if pick == 0:
                    return k * options + q
                pick -= 1
    return -1


@compiled
def take_note(state, week, i, j, fact):  # type: ignore[no-untyped-def]
    """Let i learn a fact from j; return whether it was new."""
    if fact < 0:
        return False
    options = state.expression.shape[1]
    k = fact // options
    q = fact % options
    if knows(state, i, k, q):
        return False
    learn(state, week, i, j, k, q)
    return True


@compiled
def fact_exchange(state, rules, week, luck, i, j, trust, bracket):  # type: ignore[no-untyped-def]
    """Let i and j tell one another a fact; return no domain that goes on to adoption, and whether i learned."""
    base = luck + STREAM
    told = rules.fact_exchange.told
    to_j = told_by(state, i, j, mix(base + GOLDEN), told)
    to_i = told_by(state, j, i, mix(base + np.uint64(2) * GOLDEN), told)
    take_note(state, week, j, i, to_j)
    return -1, take_note(state, week, i, j, to_i)


@compiled
def _may_tell_more(state, i, j, strangers):  # type: ignore[no-untyped-def]
    """Whether two who can meet do not know the same."""
    differ = False
    shared = strangers != FAMILIAR_ONLY
    for k in range(state.known.shape[1]):
        if state.known[i, k] != state.known[j, k]:
            differ = True
        if (state.known[i, k] & state.known[j, k]) != 0:
            shared = True
    return differ and shared


@compiled
def fact_exchange_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether all who can meet know the same."""
    strangers = rules.stop.strangers
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        if strangers > 0:
            for j in range(i):
                if state.present[j] and _may_tell_more(state, i, j, strangers):
                    return False
        else:
            for e in range(state.tie_count[i]):
                if _may_tell_more(state, i, state.tie_to[i, e], strangers):
                    return False
    return True
