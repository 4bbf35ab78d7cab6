"""What is not used is slowly forgotten."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import bits, compiled, inlined, stream, stream_key, to_index, uniform
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter

STREAM = stream_key("forgetting")


class Forgetting(Rule):
    """Each known option that is not enacted is forgotten with a small probability a week (decay of skill, Arthur et al. 1998).

    With m unused options one of them, at random, goes with probability m * rate: each has exactly the
    marginal probability `rate`, at most one goes in a week.
    """

    name: ClassVar[str] = "forgetting"
    phase: ClassVar[str] = "reflection"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "forgetting what is not used"
    dutch: ClassVar[str] = "vergeten wat niet wordt gebruikt"
    formula: ClassVar[str] = "P(an unused known option is forgotten in a week) = rate, at most one a person and week"
    reads: ClassVar[tuple[str, ...]] = ("known", "practice")
    writes: ClassVar[tuple[str, ...]] = ("known",)
    sources: ClassVar[tuple[str, ...]] = ("Arthur, Bennett, Stanush & McNelly 1998, Human Performance 11(1)",)

    rate: float = parameter(
        0.004,
        low=0.0,
        high=0.008,
        at_most=1.0,
        unit="probability per week",
        wording="forgetting an option that is not enacted",
        dutch="vergeten van een werkwijze die niet wordt uitgevoerd",
    )


@inlined
def _unused(state, i, domain):  # type: ignore[no-untyped-def]
    """Known options other than the enacted one, as bits."""
    can = np.uint64(state.known[i, domain])
    now = state.practice[i, domain]
    if now >= 0:
        can &= ~(np.uint64(1) << np.uint64(now))
    return can


@compiled
def forgetting(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Everybody may forget one unused option."""
    rate = rules.forgetting.rate
    if state.known.shape[1] == 0:
        return
    start = stream(seed, week, STREAM)
    domains = state.practice.shape[1]
    options = state.expression.shape[1]
    one = np.uint64(1)
    for at in range(on_roll(state)):
        i = person_at(state, at)
        if not state.present[i]:
            continue
        chance = uniform(start, state.key[i], 0)
        if chance >= rate * domains * options:
            continue
        unused = np.int64(0)
        for k in range(domains):
            can = _unused(state, i, k)
            for _ in range(options):  # the lowest bit goes each time
                if can == 0:
                    break
                can &= can - one
                unused += 1
        if chance >= rate * unused:
            continue
        pick = to_index(bits(start, state.key[i], 1), int(unused))
        for k in range(domains):
            can = _unused(state, i, k)
            for q in range(options):
                if (can >> np.uint64(q)) & one == one:
                    if pick == 0:
                        state.known[i, k] = np.uint64(state.known[i, k]) & ~(one << np.uint64(q))
                    pick -= 1
