"""People begin something new by themselves, or because somebody they meet does it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, mix, stream_key, to_index, to_share
from lcsim.mechanisms.acts import take_over
from lcsim.part import Rule, parameter

STREAM = stream_key("innovation_and_imitation")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class InnovationAndImitation(Rule):
    """Diffusion of innovations (Bass 1969): innovators begin by themselves, imitators because another has.

    Options are in order, undecided before all: one goes to the next by oneself, or to that of the other if it is further. Where
    anyone meets anyone the hazard of adoption is innovation + imitation * F, F the share of the others who have adopted. Probabilities are
    those of one turn: a rate per year divided by the turns of a year.
    """

    name: ClassVar[str] = "innovation_and_imitation"
    phase: ClassVar[str] = "adoption"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "beginning something new by oneself, or after somebody else"
    dutch: ClassVar[str] = "uit zichzelf met iets nieuws beginnen, of na iemand anders"
    formula: ClassVar[str] = (
        "a random domain: with probability innovation the option after one's own; else with probability imitation the option of "
        "j, if it comes after one's own"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice",)
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying")
    sources: ClassVar[tuple[str, ...]] = ("Bass 1969, Management Science 15(5), 215-227",)

    innovation: float = parameter(
        0.003,
        low=0.0005,
        high=0.01,
        at_most=1.0,
        unit="probability per turn",
        wording="probability of beginning by oneself",
        dutch="kans om uit zichzelf te beginnen",
        source="Bass 1969: about .03 a year; here ten turns a year",
    )
    imitation: float = parameter(
        0.038,
        low=0.01,
        high=0.1,
        at_most=1.0,
        unit="probability per turn",
        wording="probability of beginning after somebody who has",
        dutch="kans om te beginnen na iemand die het al doet",
        source="Bass 1969: about .38 a year; here ten turns a year",
    )


@compiled
def innovation_and_imitation(state, rules, week, luck, i, j, domain, bracket):  # type: ignore[no-untyped-def]
    """Let i begin by himself or after j; return whether he did."""
    base = luck + STREAM
    k = to_index(mix(base + GOLDEN), state.practice.shape[1])
    own = state.practice[i, k]
    chance = to_share(mix(base + np.uint64(2) * GOLDEN))
    rule = rules.innovation_and_imitation
    if chance < rule.innovation:  # one draw for both: never both, so that their probabilities add
        if own + 1 < state.expression.shape[1]:
            take_over(state, week, i, i, k, own + 1)
            return True
    elif chance < rule.innovation + rule.imitation and state.practice[j, k] > own:
        take_over(state, week, i, j, k, state.practice[j, k])
        return True
    return False
