"""Seeing an option that one can do, one weighs quality, values, peers and the official code."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from lcsim.chance import compiled, mix, stream_key, to_share
from lcsim.mechanisms.acts import acceptability, own_utility, probability_of_switching, share_difference, switch
from lcsim.part import Rule, parameter

STREAM = stream_key("deliberation")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class Deliberation(Rule):
    """Logit choice between the present option and the one seen, if one dares to at all (McFadden 1974).

    Conformity must not be counted twice: contact, legitimacy and code already carry it, so the peers' weight
    is small.
    """

    name: ClassVar[str] = "deliberation"
    phase: ClassVar[str] = "adoption"
    default: ClassVar[bool] = True
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "seen"
    wording: ClassVar[str] = "weighing whether to take up what one has seen"
    dutch: ClassVar[str] = "afwegen of je overneemt wat je hebt gezien"
    formula: ClassVar[str] = (
        "dares with probability A = L + (1 - L) [safety (1 - control)]^gamma; then P(switch a -> b) = 1 / (1 + "
        "exp(-(U - inertia) / tau)), U = beta_quality * K * (quality change) + beta_values (fit_b - fit_a) + beta_peers "
        "(share doing b - share doing a) + beta_code * control ([code = b] - [code = a])"
    )
    reads: ClassVar[tuple[str, ...]] = (
        "practice",
        "known",
        "values",
        "legitimacy",
        "safety",
        "control",
        "code",
        "doing",
    )
    writes: ClassVar[tuple[str, ...]] = ("practice", "complying")
    sources: ClassVar[tuple[str, ...]] = (
        "McFadden 1974, in Zarembka (ed.), Frontiers in Econometrics",
        "Edmondson 1999, ASQ 44",
    )

    beta_quality: float = parameter(
        1.25,
        low=1.0,
        high=2.0,
        unit="utility per contribution",
        wording="weight of a better quality of work",
        dutch="gewicht van betere kwaliteit van het werk",
    )
    beta_values: float = parameter(
        3.8,
        low=2.5,
        high=4.5,
        unit="utility",
        wording="weight of the fit between a way of working and one's values",
        dutch="gewicht van hoe goed een werkwijze bij iemands waarden past",
    )
    beta_peers: float = parameter(
        0.1,
        low=0.0,
        high=0.4,
        unit="utility",
        wording="weight of what the team does",
        dutch="gewicht van wat het team doet",
    )
    beta_code: float = parameter(
        0.2,
        low=0.0,
        high=0.5,
        unit="utility",
        wording="weight of the official routine at full control",
        dutch="gewicht van de officiële werkwijze bij volledige sturing",
    )
    inertia: float = parameter(
        0.2,
        low=0.0,
        high=0.4,
        at_least=-10.0,
        unit="utility",
        wording="what a change must gain before it is as likely as not",
        dutch="wat een verandering moet opleveren voordat zij even waarschijnlijk is als niet",
    )
    tau: float = parameter(
        0.27,
        low=0.18,
        high=0.38,
        at_least=0.001,
        unit="utility",
        wording="noise of choice",
        dutch="ruis in de keuze",
    )
    gamma: float = parameter(
        2.2,
        low=1.8,
        high=3.0,
        unit="exponent",
        wording="how steeply acceptability falls when it is unsafe or controlled",
        dutch="hoe steil aanvaardbaarheid daalt bij onveiligheid of sturing",
    )


@compiled
def deliberation(state, rules, week, luck, i, j, domain, bracket):  # type: ignore[no-untyped-def]
    """Weigh the option that j enacts in `domain`; only i changes."""
    p = rules.deliberation
    base = luck + STREAM
    option = state.practice[j, domain]
    if to_share(mix(base + GOLDEN)) >= acceptability(state, i, domain, option, bracket):
        return False
    utility = own_utility(state, rules, i, domain, option) + p.beta_peers * share_difference(state, i, domain, option)
    if to_share(mix(base + GOLDEN + GOLDEN)) < probability_of_switching(utility, p.inertia, p.tau):
        switch(state, week, i, j, domain, option, utility)
        return True
    return False
