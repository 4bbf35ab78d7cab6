"""The community that the study finds at week 0 (ODD: initialisation).

An inherited community: its teams share one routine, a local optimum of the *old* landscape; each person
deviates per domain with the founding deviation; then the demands of week 0 change.
"""

from __future__ import annotations

import numpy as np

from lcsim.chance import (
    bits,
    compiled,
    mix,
    normal_quantile,
    quality,
    renew_contributions,
    stream,
    stream_key,
    to_index,
    to_open_share,
    uniform,
)
from lcsim.mechanisms.acts import clip
from lcsim.mechanisms.arrive import take_after_group
from lcsim.mechanisms.roll import call_roll
from lcsim.part.names import STUDENT
from lcsim.scenario.model import Scenario
from lcsim.simulation.environment import draw_environment
from lcsim.simulation.founding_ties import pairs_across, tie_pairs, tie_people, write_tie
from lcsim.simulation.networks import network_pairs
from lcsim.simulation.pioneers import plant
from lcsim.simulation.real_people import seats_of, table_ties, take_values
from lcsim.simulation.skeleton import VALUES, Skeleton, room_for_ties
from lcsim.state.columns import AT_FOUNDING, NEVER, PEOPLE, State, with_columns

PERSON = stream_key("founding", "person")
ROUTINE = stream_key("founding", "routine")
BROUGHT = stream_key("founding", "student")

OPENNESS, SUSCEPTIBILITY = 20_000, 20_001
"""Draws of a person, beyond those of values, practice and repertoire."""

PRACTICE = ("inherited", "uniform", "uniform_or_undecided")
UNIFORM = VALUES.index("uniform")
REGULAR = VALUES.index("regular")
INHERITED = PRACTICE.index("inherited")


def founding_seed(scenario: Scenario, seed: int) -> np.uint64:
    """Seed of everything drawn at the founding: the scenario's own, otherwise that of the run."""
    return np.uint64(seed if scenario.founding.seed is None else scenario.founding.seed)


def found(base: Skeleton, seed: int, *, used_up: bool = False) -> State:
    """Found a community with the luck of `seed`; return its state at week 0.

    Parameters
    ----------
    base
        What no luck enters. It stays as it is, unless it is `used_up`: a large community then takes no room twice.
    """
    scenario, plan, tables = base.scenario, base.layout, base.tables
    state = base.state if used_up and base.block is None else base.begun()
    luck = founding_seed(scenario, seed)
    draw_environment(scenario, state, base.domains, seed)
    f = scenario.founding
    found_codes(state, luck, base.given, base.drawn, f.inherited == "local_optimum")
    _found_people(
        state,
        luck,
        base.values_drawn,
        PRACTICE.index(f.practice),
        f.deviation,
        f.energy,
        f.identity,
        f.newcomer_identity,
        f.repertoire,
        base.plan.rules["student_cohorts"]["copy_code"],
        base.at_home,
    )
    legitimise(state, f.legitimacy, f.legitimacy_floor)
    call_roll(state)
    if tables is not None:
        seat_of = seats_of(plan, tables)
        take_values(state, tables, seat_of, plan.names)
    if tables is not None and tables.ties is not None:
        source, target, trust = table_ties(
            tables, seat_of, f.trust_low, f.trust_high, state.key, luck, _weight_is_trust(scenario)
        )
        state = _with_room(state, np.bincount(source, minlength=1))
        for i, j, given in zip(source.tolist(), target.tolist(), trust.tolist(), strict=True):
            write_tie(state, i, j, given)
    else:
        state = _tied(scenario, state, luck)
    if f.pioneers.number > 0:
        plant(state, f.pioneers, luck)
    while state.redraw_count[0] < len(state.redraw_week) and state.redraw_week[state.redraw_count[0]] <= 0:
        state.redraw_count[0] += 1
    if state.redraw_count[0] > 0:
        renew_contributions(state)
    return state


def _weight_is_trust(scenario: Scenario) -> bool:
    return scenario.tables is not None and scenario.tables.trust == "weight"


def _tied(scenario: Scenario, state: State, luck: np.uint64) -> State:
    """The state with the ties of the founding: by densities in and between teams, or a network of the literature."""
    f, people = scenario.founding, state.seat_key.shape[0]
    if f.network.kind == "teams":
        density = (f.density_within, f.density_between)
        degree = np.zeros(people, np.int32)
        tie_people(state, luck, *density, f.trust_low, f.trust_high, degree, False)
        across = pairs_across(state, luck, f.density_across)
        if across.size:
            degree += np.bincount(across.ravel(), minlength=people).astype(np.int32)
        state = _with_room(state, degree)
        tie_people(state, luck, *density, f.trust_low, f.trust_high, degree, True)
        if across.size:
            tie_pairs(state, luck, across, f.trust_low, f.trust_high)
    elif f.network.kind != "none":
        pairs = np.stack(network_pairs(f.network, people, luck), axis=1)
        state = _with_room(state, np.bincount(pairs.ravel(), minlength=people))
        tie_pairs(state, luck, pairs, f.trust_low, f.trust_high)
    return state


def _with_room(state: State, degree: np.ndarray) -> State:
    """The state with slots for as many ties as somebody has."""
    most = int(degree.max(initial=0))
    if most <= state.tie_to.shape[1]:
        return state
    return with_columns(state, room_for_ties(state.key.shape[0], most))


@compiled
def found_codes(state, luck, given, drawn, improved):  # type: ignore[no-untyped-def]
    """Official ways of organisations, `given` before `drawn`, and the values that they express.

    What is drawn is improved to a local optimum of the old landscape if it is to be.
    """
    start = stream(luck, 0, ROUTINE)
    domains, options, dimensions = state.expression.shape
    for o in range(given.shape[0]):
        if drawn[o]:
            for k in range(domains):
                state.code[o, k] = to_index(bits(start, state.organisation_key[o], k), options)
            if improved:
                climb(
                    state.code[o], state.contributions, state.partners, state.landscape_key[0], state.redraw_key,
                    state.redraw_share,
                )  # fmt: skip
        for k in range(domains):
            if given[o, k] >= 0 or not drawn[o]:
                state.code[o, k] = given[o, k]
        for v in range(dimensions):
            shown = 0.0
            bearing = 0
            for k in range(domains):
                for b in range(state.bears_count[k]):
                    if state.bears_on[k, b] == v:
                        shown += state.expression[k, max(state.code[o, k], 0), v]
                        bearing += 1
            if bearing > 0:
                state.espoused[o, v] = shown / bearing


@compiled
def climb(way, table, partners, landscape_key, redraw_key, redraw_share):  # type: ignore[no-untyped-def]
    """Improve `way` one domain at a time, the best change first, until none improves: a local optimum."""
    level = quality(way, table, partners, landscape_key, redraw_key, redraw_share, 0)
    while True:
        best_domain = -1
        best_option = 0
        highest = level
        for k in range(way.shape[0]):
            now = way[k]
            for q in range(table.shape[1]):
                if q != now:
                    way[k] = q
                    other = quality(way, table, partners, landscape_key, redraw_key, redraw_share, 0)
                    if other > highest:
                        highest = other
                        best_domain = k
                        best_option = q
            way[k] = now
        if best_domain < 0:
            return
        way[best_domain] = best_option
        level = highest


@compiled
def _found_people(  # type: ignore[no-untyped-def]
    state, luck, drawn, way, deviation, energy, identity, newcomer_identity, repertoire, copy_code, at_home
):
    """Fill a row per seat. Who sits in a seat depends on the seat's key alone."""
    start = stream(luck, 0, PERSON)
    brought = stream(luck, 0, BROUGHT)
    domains = state.practice.shape[1]
    options = state.expression.shape[1]
    one = np.uint64(1)
    for i in range(state.seat_key.shape[0]):
        group = state.seat_group[i]
        team = state.seat_team[i]
        o = state.team_organisation[team]
        key = mix(state.seat_key[i])
        role = state.group_role[group]
        state.key[i] = key
        state.seat[i] = i
        state.team[i] = team
        state.organisation[i] = o
        state.membership[i] = state.group_membership[group]
        state.role[i] = role
        state.present[i] = True
        state.energy[i] = energy
        state.identity[i] = identity
        state.authority[i] = state.group_authority[group]
        take_after_group(state, i, group, bits(start, key, OPENNESS), bits(start, key, SUSCEPTIBILITY))
        state.left[i] = NEVER
        if at_home[i] >= 0:
            state.joined[i] = -at_home[i]
            state.leaves[i] = state.group_stay[group] - at_home[i]
            state.identity[i] = newcomer_identity
        else:
            state.joined[i] = AT_FOUNDING
            state.leaves[i] = NEVER
        for v in range(state.values.shape[1]):
            u = to_open_share(bits(start, key, v))
            if drawn[group] == UNIFORM:
                x = u
            elif drawn[group] == REGULAR:
                x = i / max(state.seat_key.shape[0] - 1, 1)
            else:
                x = clip(state.group_values[group, v] + state.group_spread[group] * normal_quantile(u))
            state.values[i, v] = x
            state.formative[i, v] = x
        for k in range(domains):
            inherited = state.code[o, k]
            own = state.group_practice[group, k]
            if own < 0 and way > INHERITED:
                own = to_index(bits(start, key, 3000 + k), options + way - 1)
                if own == options:
                    own = -1
            elif own < 0:
                own = inherited
                if role == STUDENT:
                    if uniform(brought, key, k) >= copy_code:
                        own = to_index(bits(brought, key, 1000 + k), options)
                elif uniform(start, key, 1000 + k) < deviation and options > 1:
                    own = to_index(bits(start, key, 2000 + k), options - 1)
                    if own >= inherited:
                        own += 1
            state.practice[i, k] = own
            if state.known.shape[1] > 0:
                known = np.uint64(0)
                if own >= 0:
                    known |= one << np.uint64(own)
                if role != STUDENT and inherited >= 0 and way == INHERITED:
                    known |= one << np.uint64(inherited)
                state.known[i, k] = known
            if own >= 0:
                state.doing[team, k, own] += 1
        for extra in range(repertoire):
            k = to_index(bits(start, key, 5000 + 2 * extra), domains)
            q = to_index(bits(start, key, 5001 + 2 * extra), options)
            if state.known.shape[1] > 0:
                state.known[i, k] = state.known[i, k] | (one << np.uint64(q))
        state.team_size[team] += 1
    state.clock[PEOPLE] = state.seat_key.shape[0]


@compiled
def legitimise(state, inherited, floor):  # type: ignore[no-untyped-def]
    """What every team inherits is legitimate there; the rest hardly."""
    for team in range(state.safety.shape[0]):
        o = state.team_organisation[team]
        for k in range(state.practice.shape[1]):
            for q in range(state.expression.shape[1]):
                state.legitimacy[team, k, q] = floor
            if state.code[o, k] >= 0:
                state.legitimacy[team, k, state.code[o, k]] = inherited


__all__ = ["climb", "found", "founding_seed", "legitimise"]
