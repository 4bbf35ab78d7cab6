"""What people do together becomes acceptable: the environment remembers."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter


class Legitimation(Rule):
    """An option enacted by a sufficient share of a team becomes legitimate there, quickly up and slowly down.

    Legitimacy (Suchman 1995) with a tipping share (Centola et al. 2018). Memory is what makes it an
    environment: symmetric decay kills the growth of the space for action.
    """

    name: ClassVar[str] = "legitimation"
    phase: ClassVar[str] = "organisation"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "what is done becomes acceptable"
    dutch: ClassVar[str] = "wat gedaan wordt, wordt aanvaardbaar"
    formula: ClassVar[str] = (
        "s = share of present members enacting the option, weighted by identity; g = max(floor, s^2/(s^2 + s0^2)); "
        "L += responsiveness * (g - L) if g > L, else L += fading * (g - L)"
    )
    reads: ClassVar[tuple[str, ...]] = ("practice", "identity", "responsiveness", "legitimacy")
    writes: ClassVar[tuple[str, ...]] = ("legitimacy",)
    sources: ClassVar[tuple[str, ...]] = (
        "Suchman 1995, Academy of Management Review 20(3)",
        "Centola, Becker, Brackbill & Baronchelli 2018, Science 360",
    )

    fading: float = parameter(
        0.002,
        low=0.0005,
        high=0.005,
        at_most=1.0,
        unit="share per week",
        wording="how fast legitimacy fades when an option is no longer enacted",
        dutch="hoe snel legitimiteit verdwijnt als een werkwijze niet meer wordt uitgevoerd",
    )
    tipping_share: float = parameter(
        0.18,
        low=0.14,
        high=0.28,
        at_least=0.001,
        at_most=1.0,
        unit="share of members",
        wording="s0: share of members at which an option is half-way to full legitimacy (vary it, do not claim it)",
        dutch="s0: deel van de leden waarbij een werkwijze halverwege volle legitimiteit is",
    )
    floor: float = parameter(
        0.03,
        low=0.015,
        high=0.05,
        at_most=1.0,
        unit="share",
        wording="L0: acceptability of what nobody does",
        dutch="L0: aanvaardbaarheid van wat niemand doet",
    )


@compiled
def legitimation(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Update the legitimacy of every option in every team that has members."""
    p = rules.legitimation
    floor, fading = p.floor, p.fading  # read once: what is written might be a parameter, for all the compiler knows
    half = p.tipping_share * p.tipping_share
    teams = state.safety.shape[0]
    domains = state.practice.shape[1]
    options = state.expression.shape[1]
    weight = np.zeros((teams, domains * options))
    total = np.zeros(teams)
    for at in range(on_roll(state)):
        i = person_at(state, at)
        if not state.present[i]:
            continue
        own = np.uint32(state.team[i])  # unsigned: no teams from the end
        identity = state.identity[i]
        total[own] += identity
        for k in range(domains):
            option = state.practice[i, k]
            if option >= 0:
                weight[own, np.uint32(k * options + option)] += identity
    legitimacy = state.legitimacy.reshape(teams, domains * options)
    for team in range(teams):
        whole = total[team]
        if whole <= 0.0:
            continue
        up = state.responsiveness[state.team_organisation[team]]
        for at in range(domains * options):
            share = weight[team, at] / whole
            goal = max(floor, share * share / (share * share + half))
            now = legitimacy[team, at]
            rate = up if goal > now else fading  # a choice, not a branch that nobody can foresee
            legitimacy[team, at] = now + rate * (goal - now)
