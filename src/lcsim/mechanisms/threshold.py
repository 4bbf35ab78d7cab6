"""People take over what enough of those around them do."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

import numpy as np

from lcsim.chance import compiled, mix, stream_key, to_index, to_share
from lcsim.mechanisms.acts import NOBODY, susceptibility, take_over
from lcsim.part import Rule, choice, parameter

STREAM = stream_key("threshold")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
ROUNDING: Final = 1e-9
"""A share of partners that is reached counts, whatever its last digits."""

UP: Final = 0
"""Code of the word of `Threshold.direction`."""

PEOPLE_S: Final = 1
"""Code of the word of `Threshold.whose`."""


class Threshold(Rule):
    """Contagion with a threshold (Granovetter 1978; Watts 2002; Centola & Macy 2007): an option needs several who do it.

    One random domain; the option that most partners enact, the lowest of equal ones, other than one's own. It is taken over if at
    least `least` partners and a share `share` of them do so. With `direction` up only options with a higher number than one's own
    count, undecided being the lowest: who has taken over stays. `noise` is the probability of taking it over below the threshold.

    With ``whose: people`` each has a share of his own, 1 - susceptibility, and `least` holds as well. Whoever is fully
    susceptible needs nobody: an instigator, who begins with the option after his own where he sees none.
    """

    name: ClassVar[str] = "threshold"
    phase: ClassVar[str] = "adoption"
    default: ClassVar[bool] = False
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "many"
    wording: ClassVar[str] = "taking over what enough others do"
    dutch: ClassVar[str] = "overnemen wat genoeg anderen doen"
    formula: ClassVar[str] = (
        "a random domain; q = the option other than one's own that most partners do, c of n; taken over if c >= least and "
        "c >= share * n, below that with probability noise if c > 0; share of the rule, or 1 - susceptibility_i"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "tie_to", "susceptibility")
    writes: ClassVar[tuple[str, ...]] = ("practice", "known", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "Centola & Macy 2007, American Journal of Sociology 113(3), 702-734",
        "Watts 2002, Proceedings of the National Academy of Sciences 99(9)",
        "Granovetter 1978, American Journal of Sociology 83(6)",
    )

    least: int = parameter(
        2,
        low=1,
        high=3,
        at_least=1,
        at_most=1_000_000,
        unit="partners",
        wording="partners who must do it",
        dutch="hoeveel anderen het moeten doen",
        source="Centola & Macy 2007: 1 to 3",
    )
    share: float = parameter(
        0.0,
        low=0.0,
        high=0.5,
        at_most=1.0,
        unit="share of partners",
        wording="share of partners who must do it",
        dutch="deel van de anderen dat het moet doen",
        source="Watts 2002; Centola & Macy 2007: a number, not a share",
    )
    noise: float = parameter(
        0.0,
        low=0.0,
        high=0.05,
        at_most=1.0,
        unit="probability",
        wording="probability of taking it over from fewer, at least one",
        dutch="kans om het van minder anderen over te nemen, minstens een",
        source="Eckles, Mossel, Rahimian & Sen 2024: small; Centola & Macy 2007: none",
    )
    direction: Literal["up", "any"] = choice(
        "up",
        wording="what counts: options with a higher number than one's own, or any other",
        dutch="wat telt: werkwijzen met een hoger nummer dan de eigen, of elke andere",
        source="Centola & Macy 2007: who has adopted stays",
    )
    whose: Literal["rule", "people"] = choice(
        "rule",
        wording="whose share: that of the rule, or of each person 1 less susceptibility",
        dutch="wiens deel: dat van de regel, of van ieder 1 min beïnvloedbaarheid",
        source="Granovetter 1978: each his own; Watts 2002: alike or drawn",
    )


@compiled
def threshold(state, rules, week, luck, i, others, weights, n):  # type: ignore[no-untyped-def]
    """Let i take over what enough partners do."""
    p = rules.threshold
    base = luck + STREAM
    k = to_index(mix(base + GOLDEN), state.practice.shape[1])
    own = state.practice[i, k]
    doing = np.zeros(state.expression.shape[1], np.int32)
    partners = 0
    source = np.zeros(state.expression.shape[1], np.int32)
    for e in range(n):
        j = others[e]
        if j == i:
            continue
        partners += 1
        option = state.practice[j, k]
        if option >= 0:
            doing[option] += 1
            source[option] = j
    best = -1
    for q in range(doing.shape[0]):
        counts = q > own if p.direction == UP else q != own
        if counts and doing[q] > 0 and (best < 0 or doing[q] > doing[best]):
            best = q
    share = p.share
    if p.whose == PEOPLE_S:
        share = 1.0 - susceptibility(state, i)
        if share <= 0.0:
            begun = own + 1 if best < 0 else best
            if begun < doing.shape[0]:
                take_over(state, week, i, NOBODY if best < 0 else source[best], k, begun)
            return
    if best < 0:
        return
    enough = doing[best] >= p.least and doing[best] >= share * partners - ROUNDING
    if enough or to_share(mix(base + np.uint64(2) * GOLDEN)) < p.noise:
        take_over(state, week, i, source[best], k, best)
