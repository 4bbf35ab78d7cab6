"""Working beside someone, one sees how they do a thing, and may learn it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, mix, stream_key, to_index, to_share
from lcsim.mechanisms.acts import NEWCOMER_WEEKS, acceptability, clip, knows, learn, quality_gain
from lcsim.part import Rule, parameter

STREAM = stream_key("observation")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class Observation(Rule):
    """i sees j enact one random domain: an unknown option may be learned, a known one may be taken up.

    Situated learning (Lave & Wenger 1991). What a newcomer shows lands only if the newcomer belongs or the
    merit is visible (Kane, Argote & Levine 2005; Kane 2010).
    """

    name: ClassVar[str] = "observation"
    phase: ClassVar[str] = "observation"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "learning by seeing others at work"
    dutch: ClassVar[str] = "leren door anderen aan het werk te zien"
    formula: ClassVar[str] = (
        "unknown option: learned with probability lambda * (1 - workload) * 2 * trust_ij * G * A; known option: goes on "
        "to adoption with probability G * (1 - workload); G = 1 - (1 - identity_j)(1 - merit) while j is in the first "
        "26 weeks, merit = clip(gain, 0, 1), else G = 1"
    )
    reads: ClassVar[tuple[str, ...]] = (
        "practice",
        "known",
        "identity",
        "joined",
        "legitimacy",
        "safety",
        "control",
        "workload",
        "tie_trust",
    )
    writes: ClassVar[tuple[str, ...]] = ("known",)
    sources: ClassVar[tuple[str, ...]] = (
        "Lave & Wenger 1991, Situated learning",
        "Kane, Argote & Levine 2005, OBHDP 96",
        "Kane 2010, Organization Science 21(3)",
    )

    learning: float = parameter(
        0.6,
        low=0.3,
        high=0.9,
        at_most=1.0,
        unit="probability",
        wording="lambda: learning an acceptable unknown option from a half-trusted colleague without workload",
        dutch="lambda: kans om een aanvaardbare onbekende werkwijze te leren van een collega, zonder werkdruk",
    )


@compiled
def newcomer_gate(state, week, i, j, domain, option):  # type: ignore[no-untyped-def]
    """G: whether what j shows lands with i."""
    if state.joined[j] <= week - NEWCOMER_WEEKS:
        return 1.0
    merit = clip(quality_gain(state, i, domain, option))
    return 1.0 - (1.0 - state.identity[j]) * (1.0 - merit)


@compiled
def observation(state, rules, week, luck, i, j, trust, bracket):  # type: ignore[no-untyped-def]
    """Return the domain that goes on to adoption (-1: none) and whether an option was learned."""
    base = luck + STREAM
    domain = to_index(mix(base + GOLDEN), state.practice.shape[1])
    option = state.practice[j, domain]
    if option < 0 or option == state.practice[i, domain]:
        return -1, False
    gate = newcomer_gate(state, week, i, j, domain, option)
    free = 1.0 - state.workload[state.organisation[i]]
    chance = to_share(mix(base + GOLDEN + GOLDEN))
    if knows(state, i, domain, option):
        if chance < gate * free:
            return domain, False
        return -1, False
    p = rules.observation.learning * free * 2.0 * trust * gate * acceptability(state, i, domain, option, bracket)
    if chance < p:
        learn(state, week, i, j, domain, option)
        return -1, True
    return -1, False
