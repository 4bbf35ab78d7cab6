"""What people hold dear is also moved by chance."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import bits, compiled, normal_quantile, stream, stream_key, to_open_share, uniform
from lcsim.mechanisms.acts import clip
from lcsim.part import Rule, parameter
from lcsim.state.columns import PEOPLE

STREAM = stream_key("opinion_noise")
WHETHER, ANEW, STEP = 0, 1000, 2000
"""Draws of a person: whether values are drawn anew; what they become; and by how much they move, by dimension."""


class OpinionNoise(Rule):
    """Noise beside any rule of influence: values drawn anew now and then, or moved a little every week.

    The free will of Pineda, Toral & Hernandez-Garcia (2009): with a small probability somebody takes any opinion. Beyond some
    noise clusters dissolve. Where people act once a week on average, a probability per week is one per event.
    """

    name: ClassVar[str] = "opinion_noise"
    phase: ClassVar[str] = "reflection"
    default: ClassVar[bool] = False
    wording: ClassVar[str] = "values moved by chance"
    dutch: ClassVar[str] = "waarden die door toeval bewegen"
    formula: ClassVar[str] = (
        "weekly: w.p. anew x_i ~ U(0, 1); then x_i += normal(0, spread) on each dimension, x in 0..1"
    )
    reads: ClassVar[tuple[str, ...]] = ("values",)
    writes: ClassVar[tuple[str, ...]] = ("values",)
    sources: ClassVar[tuple[str, ...]] = (
        "Pineda, Toral & Hernandez-Garcia 2009, Journal of Statistical Mechanics: P08001",
        "Carro, Toral & San Miguel 2013, Journal of Statistical Physics 151",
    )

    anew: float = parameter(
        0.01,
        low=0.0,
        high=0.2,
        at_most=1.0,
        unit="probability per person and week",
        wording="probability that somebody's values are drawn anew",
        dutch="kans dat iemands waarden opnieuw worden geloot",
        source="Pineda et al. 2009: 0 to .2",
    )
    spread: float = parameter(
        0.0,
        low=0.0,
        high=0.1,
        at_most=1.0,
        unit="value difference per week",
        wording="standard deviation of small moves",
        dutch="standaardafwijking van kleine bewegingen",
        source="0 in Pineda et al. 2009; a diffusion in later ones",
    )


@compiled
def opinion_noise(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Move everybody by chance."""
    p = rules.opinion_noise
    start = stream(seed, week, STREAM)
    for i in range(state.clock[PEOPLE]):
        if not state.present[i]:
            continue
        anew = uniform(start, state.key[i], WHETHER) < p.anew
        for v in range(state.values.shape[1]):
            if anew:
                state.values[i, v] = uniform(start, state.key[i], ANEW + v)
            if p.spread > 0.0:
                step = normal_quantile(to_open_share(bits(start, state.key[i], STEP + v)))
                state.values[i, v] = clip(state.values[i, v] + p.spread * step)


@compiled
def opinion_noise_settled(state, rules):  # type: ignore[no-untyped-def]
    """Only without any noise."""
    return rules.opinion_noise.anew == 0.0 and rules.opinion_noise.spread == 0.0
