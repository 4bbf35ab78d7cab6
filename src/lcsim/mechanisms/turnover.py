"""Staff leave, the sooner the less their work fits their values and the less energy they have."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled, exponential, stream, stream_key, uniform
from lcsim.mechanisms.acts import drop_ties_to_absent, fit, leave
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter
from lcsim.state.columns import NEVER

STREAM = stream_key("turnover")
MEMORY = 0.25  # share per week by which the memory of staff who left moves


class Turnover(Rule):
    """Proportional hazard of leaving, with fixed references (person-organisation fit, Kristof-Brown et al. 2005).

    With a leaver goes what only the leaver knew. Contagion (Hancock, Allen & Soelberg 2017) is an option.
    """

    name: ClassVar[str] = "turnover"
    phase: ClassVar[str] = "departures"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "staff who leave"
    dutch: ClassVar[str] = "medewerkers die vertrekken"
    formula: ClassVar[str] = (
        "h = base * exp(a (F - fit) + e (E - energy) + contagion * recent share of leavers in the team); P(leave) = 1 - "
        "exp(-h); fit = mean fit of enacted options"
    )
    reads: ClassVar[tuple[str, ...]] = ("values", "practice", "energy", "leavers", "leaves")
    writes: ClassVar[tuple[str, ...]] = (
        "present",
        "left",
        "leavers",
        "leader_left",
        "seat_row",
        "seat_vacant_since",
        "tie_count",
        "tie_to",
        "tie_trust",
        "tie_kind",
        "tie_since",
        "tie_last",
    )
    sources: ClassVar[tuple[str, ...]] = (
        "ABF for ActiZ: just under 20% a year leave their employer in Dutch nursing and home care",
        "Kristof-Brown, Zimmerman & Johnson 2005, Personnel Psychology 58",
        "Hancock, Allen & Soelberg 2017, Human Resource Management Review 27(1)",
    )

    base: float = parameter(
        0.0043,
        low=0.003,
        high=0.009,
        at_most=1.0,
        unit="hazard per week",
        wording="leaving at reference fit and energy",
        dutch="vertrekkans per week bij gemiddelde fit en energie",
        origin="estimated",
        source="-ln(.8)/52 from just under 20% a year (ABF for ActiZ)",
    )
    fit_weight: float = parameter(
        1.0, low=0.5, high=2.0, unit="log hazard", wording="weight of misfit", dutch="gewicht van slechte fit"
    )
    energy_weight: float = parameter(
        1.0,
        low=0.5,
        high=2.0,
        unit="log hazard",
        wording="weight of lack of energy",
        dutch="gewicht van gebrek aan energie",
    )
    fit_reference: float = parameter(
        0.6, low=0.5, high=0.7, at_most=1.0, unit="fit", wording="reference fit F", dutch="referentiefit F"
    )
    energy_reference: float = parameter(
        0.62, low=0.5, high=0.7, at_most=1.0, unit="energy", wording="reference energy E", dutch="referentie-energie E"
    )
    contagion: float = parameter(
        0.0,
        low=0.0,
        high=10.0,
        unit="log hazard per share",
        wording="how much recent leavers of the team draw others along (0: off)",
        dutch="hoe sterk recente vertrekkers anderen meetrekken (0: uit)",
        source="option; Hancock, Allen & Soelberg 2017 report contagion",
    )


@compiled
def turnover(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Let staff leave; placements end in `student_cohorts`."""
    p = rules.turnover
    start = stream(seed, week, STREAM)
    domains = state.practice.shape[1]
    worst = p.fit_weight * p.fit_reference + p.energy_weight * p.energy_reference
    gone = False
    teams = state.safety.shape[0]
    leavers = np.zeros(teams, np.int64)
    contagion = np.empty(teams)
    bounds = np.empty(teams)
    for team in range(teams):
        contagion[team] = p.contagion * state.leavers[team]
        bounds[team] = p.base * exponential(worst + contagion[team])
    for at in range(on_roll(state)):
        i = person_at(state, at)
        if not state.present[i] or state.leaves[i] != NEVER:
            continue
        # nobody leaves sooner than with no fit and no energy at all: most draws need no more than this bound
        luck = uniform(start, state.key[i], 0)
        if luck >= bounds[state.team[i]]:
            continue
        total = 0.0
        decided = 0
        for k in range(domains):
            if state.practice[i, k] >= 0:
                total += fit(state, i, k, state.practice[i, k])
                decided += 1
        excess = 0.0
        if decided > 0:
            excess = p.fit_weight * (p.fit_reference - total / decided)
        excess += p.energy_weight * (p.energy_reference - state.energy[i])
        excess += contagion[state.team[i]]
        hazard = p.base * exponential(excess)
        if luck < 1.0 - exponential(-hazard):
            leavers[state.team[i]] += 1
            leave(state, i, week)
            gone = True
    for team in range(teams):
        size = state.team_size[team] + leavers[team]
        if size > 0:
            state.leavers[team] += MEMORY * (leavers[team] / size - state.leavers[team])
    if gone:
        drop_ties_to_absent(state)
