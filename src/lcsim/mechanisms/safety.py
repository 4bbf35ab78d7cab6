"""A team in which people trust, are not controlled, and see learning succeed, becomes safe."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcsim.chance import compiled
from lcsim.mechanisms.acts import clip
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter
from lcsim.part.names import LEARNED, SUCCEEDED


class Safety(Rule):
    """Psychological safety follows trust, low control and recent learning (Edmondson 1999; Frazier et al. 2017)."""

    name: ClassVar[str] = "safety"
    phase: ClassVar[str] = "climate"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "psychological safety of a team"
    dutch: ClassVar[str] = "psychologische veiligheid van een team"
    formula: ClassVar[str] = (
        "a += smoothing * ((learned + succeeded) / members - a); safety += rate * (clip(.4 mean trust in team + .3 (1 - "
        "control) + .5 a / (a + .1)) - safety); a leader who leaves takes leader_share of the way back to `reset`"
    )
    reads: ClassVar[tuple[str, ...]] = ("tie_trust", "team", "control", "events", "activity", "safety", "leader_left")
    writes: ClassVar[tuple[str, ...]] = ("safety", "activity", "leader_left")
    sources: ClassVar[tuple[str, ...]] = (
        "Edmondson 1999, ASQ 44",
        "Frazier, Fainshmidt, Klinger, Pezeshkan & Vracheva 2017, Personnel Psychology 70",
    )

    rate: float = parameter(
        0.05,
        low=0.02,
        high=0.1,
        at_most=1.0,
        unit="share per week",
        wording="how fast safety follows its conditions",
        dutch="hoe snel veiligheid haar voorwaarden volgt",
    )
    trust_weight: float = parameter(
        0.4,
        low=0.2,
        high=0.6,
        unit="weight",
        wording="weight of trust in the team",
        dutch="gewicht van vertrouwen in het team",
    )
    freedom_weight: float = parameter(
        0.3, low=0.1, high=0.5, unit="weight", wording="weight of low control", dutch="gewicht van weinig sturing"
    )
    activity_weight: float = parameter(
        0.5, low=0.2, high=0.7, unit="weight", wording="weight of recent learning", dutch="gewicht van recent leren"
    )
    activity_half: float = parameter(
        0.1,
        low=0.05,
        high=0.2,
        at_least=0.0001,
        unit="events per head and week",
        wording="activity at which recent learning counts half",
        dutch="activiteit waarbij recent leren half meetelt",
    )
    smoothing: float = parameter(
        0.1,
        low=0.05,
        high=0.3,
        at_most=1.0,
        unit="share per week",
        wording="how fast the memory of recent learning moves",
        dutch="hoe snel het geheugen van recent leren meebeweegt",
        source="our assumption",
    )
    leader_share: float = parameter(
        0.3,
        low=0.0,
        high=0.6,
        at_most=1.0,
        unit="share",
        wording="part of what safety was built up that goes with a leader",
        dutch="deel van de opgebouwde veiligheid dat met een leidinggevende vertrekt",
        source="our assumption",
    )
    reset: float = parameter(
        0.45,
        low=0.3,
        high=0.6,
        at_most=1.0,
        unit="safety",
        wording="safety of a team that starts anew",
        dutch="veiligheid van een team dat opnieuw begint",
    )


@compiled
def safety(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Update every team that has members."""
    p = rules.safety
    teams = state.safety.shape[0]
    trust = np.zeros(teams)
    ties = np.zeros(teams, np.int64)
    for at in range(on_roll(state)):
        i = person_at(state, at)
        if not state.present[i]:
            continue
        team = state.team[i]
        total = trust[team]
        count = np.int64(0)
        for e in range(state.tie_count[i]):
            within = np.int64(state.team[np.uint32(state.tie_to[i, e])] == team)  # adding 0 is sooner done than asking
            total += float(within) * state.tie_trust[i, e]
            count += within
        ties[team] += count
        trust[team] = total
    for team in range(teams):
        if state.leader_left[team]:
            state.safety[team] += p.leader_share * (p.reset - state.safety[team])
            state.leader_left[team] = False
        size = state.team_size[team]
        if size == 0:
            continue
        recent = (state.events[team, LEARNED] + state.events[team, SUCCEEDED]) / size
        state.activity[team] += p.smoothing * (recent - state.activity[team])
        a = state.activity[team]
        mean_trust = 0.0
        if ties[team] > 0:
            mean_trust = trust[team] / ties[team]
        control = state.control[state.team_organisation[team]]
        goal = (
            p.trust_weight * mean_trust
            + p.freedom_weight * (1.0 - control)
            + p.activity_weight * a / (a + p.activity_half)
        )
        state.safety[team] += p.rate * (clip(goal) - state.safety[team])
