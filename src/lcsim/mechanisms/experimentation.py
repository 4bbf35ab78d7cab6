"""People with energy who feel safe try something out."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import bits, compiled, stream, stream_key, to_index, uniform
from lcsim.mechanisms.acts import (
    NOBODY,
    acceptability,
    knows,
    learn,
    own_utility,
    probability_of_switching,
    quality_gain,
    share_difference,
    succeed,
    switch,
    team_bracket,
    team_brackets,
)
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter
from lcsim.part.names import STUDENT, TRIED

STREAM = stream_key("experimentation")


class Experimentation(Rule):
    """Exploration in everyday work (March 1991), in proportion to energy, safety and time (Edmondson 1999)."""

    name: ClassVar[str] = "experimentation"
    phase: ClassVar[str] = "trying_out"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "trying something out"
    dutch: ClassVar[str] = "iets uitproberen"
    formula: ClassVar[str] = (
        "with probability eta * energy * safety * (1 - workload) (students 1.5 times) a random other option of a random "
        "domain; if accepted (A) it becomes known, then deliberation; a success (quality up) raises energy and adds "
        "visibility * (1 - L) to the option's legitimacy; a failure lowers safety by failure_cost * control * safety"
    )
    reads: ClassVar[tuple[str, ...]] = (
        "energy",
        "safety",
        "workload",
        "control",
        "legitimacy",
        "practice",
        "values",
        "code",
    )
    writes: ClassVar[tuple[str, ...]] = ("known", "practice", "complying", "energy", "legitimacy", "safety")
    sources: ClassVar[tuple[str, ...]] = ("March 1991, Organization Science 2(1)", "Edmondson 1999, ASQ 44")

    eta: float = parameter(
        1.0,
        low=0.4,
        high=1.4,
        unit="tries per week",
        wording="tries a week at full energy and safety, without workload",
        dutch="pogingen per week bij volle energie en veiligheid, zonder werkdruk",
    )
    student_factor: float = parameter(
        1.5,
        low=1.0,
        high=2.0,
        unit="ratio",
        wording="how much more students try",
        dutch="hoeveel meer studenten uitproberen",
    )
    visibility: float = parameter(
        0.04,
        low=0.0,
        high=0.1,
        at_most=1.0,
        unit="share of what is missing",
        wording="legitimacy that a visible success adds",
        dutch="legitimiteit die een zichtbaar succes toevoegt",
    )
    energy_gain: float = parameter(
        0.02,
        low=0.0,
        high=0.05,
        at_most=1.0,
        unit="energy",
        wording="energy from a success",
        dutch="energie uit een succes",
        source="our assumption",
    )
    failure_cost: float = parameter(
        0.02,
        low=0.0,
        high=0.05,
        at_most=1.0,
        unit="share of safety",
        wording="safety lost by a failure at full control",
        dutch="veiligheid die een mislukking kost bij volledige sturing",
        source="our assumption",
    )


@compiled
def experimentation(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Everybody may try one thing."""
    p = rules.experimentation
    start = stream(seed, week, STREAM)
    domains = state.practice.shape[1]
    options = state.expression.shape[1]
    if options < 2:
        return
    brackets = team_brackets(state, rules.deliberation.gamma)
    for at in range(on_roll(state)):
        i = person_at(state, at)
        if not state.present[i]:
            continue
        key = state.key[i]
        team = state.team[i]
        organisation = state.organisation[i]
        chance = p.eta * state.energy[i] * state.safety[team] * (1.0 - state.workload[organisation])
        if state.role[i] == STUDENT:
            chance *= p.student_factor
        if uniform(start, key, 0) >= chance:
            continue
        state.events[team, TRIED] += 1
        k = to_index(bits(start, key, 1), domains)
        now = state.practice[i, k]
        if now >= 0:
            option = to_index(bits(start, key, 2), options - 1)
            if option >= now:
                option += 1
        else:
            option = to_index(bits(start, key, 2), options)
        accepted = acceptability(state, i, k, option, brackets[team])
        if uniform(start, key, 3) >= accepted:
            continue
        if not knows(state, i, k, option):
            learn(state, week, i, NOBODY, k, option)
        # a first try is one thing, daring to make it one's way of working another: both are gated
        if rules.meeting.adoption == 0 or uniform(start, key, 5) >= accepted:
            continue
        utility = own_utility(state, rules, i, k, option)
        utility += rules.deliberation.beta_peers * share_difference(state, i, k, option)
        if uniform(start, key, 4) >= probability_of_switching(
            utility, rules.deliberation.inertia, rules.deliberation.tau
        ):
            continue
        gained = quality_gain(state, i, k, option)
        switch(state, week, i, NOBODY, k, option, utility)
        if gained > 0.0:
            succeed(state, rules, i, k, option)
        elif gained < 0.0:
            state.safety[team] -= p.failure_cost * state.control[organisation] * state.safety[team]
            brackets[team] = team_bracket(state, team, rules.deliberation.gamma)
