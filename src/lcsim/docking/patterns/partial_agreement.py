"""Agreement: those who work together come to agree more than if they did not listen to each other, and never wholly."""

from __future__ import annotations

from typing import Final

from lcsim.docking.looks import at_the_end
from lcsim.docking.pattern import Condition, Looked, Pattern, arms, mean


def _closer(looked: Looked) -> float:
    return float(1.0 - looked["base"]["staff_spread"].mean() / looked["nobody_listens"]["staff_spread"].mean())


PATTERN: Final = Pattern(
    number="agreement",
    name="partial_agreement",
    statement="Those who work together come to share values, yet agreement stays partial.",
    dutch="Wie samenwerkt gaat waarden delen, maar de overeenstemming blijft gedeeltelijk.",
    grade="P",
    source="Albritton et al. 2019; LeBreton & Senter 2008; Snoeren 2015",
    scenario="nursing_home",
    arms=arms(base=(), nobody_listens=(("rules.bounded_influence.mu", 0.0),)),
    look=at_the_end,
    measure="spread of staff's values at the end beside the same people who meet as often, with no influence on each "
    "other's values; agreement (r_wg)",
    conditions=(
        Condition("share of the spread that influence takes away", _closer, 0.05),
        Condition("agreement stays below .95", mean("agreement", "base"), 0.95, above=False),
    ),
    contained_in="bounded_influence: whoever listens comes nearer",
    suspects=("bounded_influence", "reflection"),
    replicates=160,
    second="beside people who never meet it told nothing: they all keep the inherited way of working, and reflection draws "
    "their values to what it expresses. Now all meet, learn and change as usual, and only values do not rub off",
)
