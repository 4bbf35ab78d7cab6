"""The community that the study finds at week 0 (ODD: initialisation).

An inherited community: its teams share one routine, a local optimum of the *old* landscape; each person
deviates per domain with the founding deviation; then the demands of week 0 change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
from lcsim.mechanisms.acts import call_roll, clip
from lcsim.part import SESSION_FORMATS
from lcsim.part.arithmetic import mean_in_order
from lcsim.part.names import EVENTS, STUDENT
from lcsim.scenario.model import MOST_KNOWN, Scenario
from lcsim.scenario.tables import FoundingTables, load_tables
from lcsim.simulation.environment import environment
from lcsim.simulation.founding_ties import pairs_across, tie_pairs, tie_people, write_tie
from lcsim.simulation.layout import Layout, group_key, layout, role_code, routine, takes_part
from lcsim.simulation.networks import network_pairs
from lcsim.simulation.pioneers import plant
from lcsim.simulation.real_people import seats_of, table_ties, take_keys, take_values
from lcsim.state.columns import AT_FOUNDING, NEVER, PEOPLE, State, with_columns

PERSON = stream_key("founding", "person")
ROUTINE = stream_key("founding", "routine")
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
BROUGHT = stream_key("founding", "student")

VALUES = ("normal", "uniform", "regular")
PRACTICE = ("inherited", "uniform", "uniform_or_undecided")
UNIFORM = VALUES.index("uniform")
REGULAR = VALUES.index("regular")
INHERITED = PRACTICE.index("inherited")


def founding_seed(scenario: Scenario, seed: int) -> np.uint64:
    """Seed of everything drawn at the founding: the scenario's own, otherwise that of the run."""
    return np.uint64(seed if scenario.founding.seed is None else scenario.founding.seed)


def found(scenario: Scenario, seed: int, *, rules: np.void) -> tuple[State, Layout]:
    """Found the community of `scenario` with the luck of `seed`; return its state at week 0 and its layout."""
    plan = layout(scenario)
    luck = founding_seed(scenario, seed)
    columns: dict[str, Any] = environment(scenario, plan.names, seed)
    columns |= _organisations(scenario, plan, columns, luck)
    columns |= _teams(scenario, plan)
    entries = series_entries(plan)
    columns |= _groups(scenario, plan, entries)
    tables = load_tables(scenario)
    columns |= _seats(plan, tables)
    columns |= _sessions(plan, entries)
    people = int(columns["seat_key"].shape[0])
    own = tables is not None and any(share is not None for share in tables.susceptibility)
    own = own or any(place.people.susceptibility != 1.0 for place in plan.groups)
    columns |= _empty_people(scenario, plan, people, own)
    columns |= {
        "roll_start": np.zeros(len(plan.names.organisations) + 1, np.int32),
        "clock": np.zeros(4, np.int64),
        "log": np.zeros((0, 6), np.int32),
    }
    state = State(**(columns | _room_for_ties(people, 1)))
    f = scenario.founding
    at_home = _at_home(state, plan)
    _found_people(
        state,
        luck,
        VALUES.index(f.values),
        PRACTICE.index(f.practice),
        f.deviation,
        f.energy,
        f.identity,
        f.newcomer_identity,
        f.repertoire,
        rules["student_cohorts"]["copy_code"],
        at_home,
    )
    legitimise(state, f.legitimacy, f.legitimacy_floor)
    call_roll(state)
    most = max(int(rules["tie_dynamics"]["most"]), 1)
    if tables is not None:
        seat_of = seats_of(plan, tables)
        take_values(state, tables, seat_of, plan.names)
    if tables is not None and tables.ties is not None:
        source, target, trust = table_ties(
            tables, seat_of, f.trust_low, f.trust_high, state.key, luck, _weight_is_trust(scenario)
        )
        most = max(int(np.bincount(source, minlength=1).max(initial=0)), most)
        state = with_columns(state, _room_for_ties(people, most))
        for i, j, given in zip(source.tolist(), target.tolist(), trust.tolist(), strict=True):
            write_tie(state, i, j, given)
    else:
        state = _tied(scenario, state, luck, most)
    if f.pioneers.number > 0:
        plant(state, f.pioneers, luck)
    while state.redraw_count[0] < len(state.redraw_week) and state.redraw_week[state.redraw_count[0]] <= 0:
        state.redraw_count[0] += 1
    renew_contributions(state)
    return state, plan


def _weight_is_trust(scenario: Scenario) -> bool:
    return scenario.tables is not None and scenario.tables.trust == "weight"


def _tied(scenario: Scenario, state: State, luck: np.uint64, most: int) -> State:
    """The state with the ties of the founding: by densities in and between teams, or a network of the literature."""
    f, people = scenario.founding, state.key.shape[0]
    most = max(most, f.network.room)
    if f.network.kind == "teams":
        density = (f.density_within, f.density_between)
        degree = np.zeros(people, np.int32)
        tie_people(state, luck, *density, f.trust_low, f.trust_high, degree, False)
        across = pairs_across(state, luck, f.density_across)
        degree += np.bincount(across.ravel(), minlength=people).astype(np.int32)
        state = with_columns(state, _room_for_ties(people, max(int(degree.max(initial=0)), most)))
        tie_people(state, luck, *density, f.trust_low, f.trust_high, degree, True)
        tie_pairs(state, luck, across, f.trust_low, f.trust_high)
    elif f.network.kind != "none":
        pairs = np.stack(network_pairs(f.network, people, luck), axis=1)
        degree = np.bincount(pairs.ravel(), minlength=people).astype(np.int32)
        state = with_columns(state, _room_for_ties(people, max(int(degree.max(initial=0)), most)))
        tie_pairs(state, luck, pairs, f.trust_low, f.trust_high)
    else:
        state = with_columns(state, _room_for_ties(people, most))
    return state


def _room_for_ties(people: int, slots: int) -> dict[str, np.ndarray]:
    return {
        "tie_to": np.zeros((people, slots), np.int32),
        "tie_trust": np.zeros((people, slots)),
        "tie_kind": np.zeros((people, slots), np.int8),
        "tie_since": np.zeros((people, slots), np.int16),
        "tie_last": np.zeros((people, slots), np.int16),
    }


def _organisations(scenario: Scenario, plan: Layout, env: dict[str, Any], luck: np.uint64) -> dict[str, Any]:
    names, f = plan.names, scenario.founding
    keys = np.array([stream_key("organisation", name) for name in names.organisations], np.uint64)
    k_all = len(names.domains)
    code = np.full((keys.size, k_all), -1, np.int16)
    start = np.uint64(stream(luck, 0, ROUTINE))
    for o, organisation in enumerate(plan.organisations):
        given = routine(organisation.code, names)
        if f.inherited == "none" or (f.inherited == "given" and organisation.code):
            code[o] = given
            continue
        for k in range(k_all):
            code[o, k] = to_index(np.uint64(bits(start, keys[o], k)), env["expression"].shape[1])
        if f.inherited == "local_optimum":
            climb(
                code[o], env["contributions"], env["partners"], env["landscape_key"][0],
                env["redraw_key"], env["redraw_share"],
            )  # fmt: skip
        code[o] = np.where(given >= 0, given, code[o])
    rows = np.arange(k_all)
    bearing = np.zeros((k_all, len(names.dimensions)), bool)
    for k in range(k_all):
        bearing[k, env["bears_on"][k, : env["bears_count"][k]]] = True
    espoused = np.full((keys.size, len(names.dimensions)), 0.5)
    for o in range(keys.size):
        shown = env["expression"][rows, np.maximum(code[o], 0)]
        for v in range(len(names.dimensions)):
            if bearing[:, v].any():
                espoused[o, v] = mean_in_order(shown[bearing[:, v], v].tolist())
    return {
        "organisation_key": keys,
        "code": code,
        "espoused": espoused,
        "control": np.array([o.control for o in plan.organisations], np.float64),
        "learning_time": np.array([o.learning_time for o in plan.organisations], np.float64),
        "workload": np.array([o.workload for o in plan.organisations], np.float64),
        "responsiveness": np.array([o.responsiveness for o in plan.organisations], np.float64),
    }


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


def _teams(scenario: Scenario, plan: Layout) -> dict[str, Any]:
    names, f = plan.names, scenario.founding
    n, k_all, q_all = len(names.teams), len(names.domains), len(names.options[0])
    keys = [
        stream_key("team", names.organisations[o], name)
        for name, o in zip(names.teams, names.team_organisation, strict=True)
    ]
    return {
        "team_key": np.array(keys, np.uint64),
        "team_organisation": np.array(names.team_organisation, np.int32),
        "safety": np.array([f.safety if t.safety is None else t.safety for t in plan.teams], np.float64),
        "activity": np.zeros(n),
        "legitimacy": np.full((n, k_all, q_all), f.legitimacy_floor),
        "doing": np.zeros((n, k_all, q_all), np.int32),
        "team_size": np.zeros(n, np.int32),
        "leavers": np.zeros(n),
        "leader_left": np.zeros(n, np.bool_),
        "events": np.zeros((n, len(EVENTS)), np.int64),
    }


def _groups(scenario: Scenario, plan: Layout, entries: Mapping[int, Mapping[int, int]]) -> dict[str, Any]:
    names, f = plan.names, scenario.founding
    n, v_all = len(plan.groups), len(names.dimensions)
    values = np.full((n, v_all), f.values_mean)
    practice = np.full((n, len(names.domains)), -1, np.int16)
    membership = np.zeros(n, np.uint32)
    for g, place in enumerate(plan.groups):
        for dimension, mean in place.people.values.items():
            values[g, names.dimensions.index(dimension)] = mean
        if place.people.practice:
            practice[g] = routine(place.people.practice, names)
        for c, bit in entries.get(place.organisation, {}).items():
            if takes_part(plan, plan.series[c], place):
                membership[g] |= np.uint32(1 << bit)
    people = [place.people for place in plan.groups]
    return {
        "group_key": np.array([group_key(place) for place in plan.groups], np.uint64),
        "group_role": np.array([role_code(p.role) for p in people], np.int8),
        "group_label": np.array([names.groups.index(p.name) for p in people], np.int32),
        "group_values": values,
        "group_spread": np.array([f.values_spread if p.spread is None else p.spread for p in people], np.float64),
        "group_authority": np.array([p.authority for p in people], np.float64),
        "group_openness": np.array([p.openness for p in people], np.float64),
        "group_susceptibility": np.array([p.susceptibility for p in people], np.float64),
        "group_stay": np.array([p.stay or 0 for p in people], np.int32),
        "group_membership": membership,
        "group_participation": np.array([p.participation for p in people], np.float64),
        "group_practice": practice,
    }


def series_entries(plan: Layout) -> dict[int, dict[int, int]]:
    """For each organisation the series of sessions that its people are invited to, with their bits (at most 32)."""
    found: dict[int, dict[int, int]] = {}
    for place in plan.groups:
        for n, series in enumerate(plan.series):
            if takes_part(plan, series, place):
                own = found.setdefault(place.organisation, {})
                own.setdefault(n, len(own))
    if any(len(own) > 32 for own in found.values()):
        raise ValueError("an organisation can take part in at most 32 series of sessions")
    return found


def _seats(plan: Layout, tables: FoundingTables | None) -> dict[str, Any]:
    counts = np.array([place.people.count for place in plan.groups], np.int64)
    own = np.array([group_key(place) for place in plan.groups], np.uint64)
    keys = _seat_keys(own, counts)
    if tables is not None:
        take_keys(keys, plan, tables)
    n = keys.size
    if np.unique(keys).size != n:
        raise ValueError("two seats have the same key: rename a group")
    return {
        "seat_key": keys,
        "seat_group": np.repeat(np.arange(counts.size, dtype=np.int32), counts),
        "seat_team": np.repeat(np.array([place.team for place in plan.groups], np.int32), counts),
        "seat_row": np.arange(n, dtype=np.int32),
        "seat_holders": np.ones(n, np.int32),
        "seat_vacant_since": np.zeros(n, np.int32),
    }


@compiled
def _seat_keys(own, counts):  # type: ignore[no-untyped-def]
    """Key of every seat: its group's key and its number in the group."""
    keys = np.empty(counts.sum(), np.uint64)
    at = 0
    for g in range(counts.shape[0]):
        for number in range(counts[g]):
            keys[at] = mix(own[g] + np.uint64(number) * GOLDEN)
            at += 1
    return keys


def _sessions(plan: Layout, entries: Mapping[int, Mapping[int, int]]) -> dict[str, Any]:
    start, organisation, bit = [0], [], []
    for c in range(len(plan.series)):
        for o in sorted(entries):
            if c in entries[o]:
                organisation.append(o)
                bit.append(entries[o][c])
        start.append(len(organisation))
    listed = plan.series
    names = plan.names
    return {
        "session_key": np.array([stream_key("session", c.name) for c in listed], np.uint64),
        "session_bit_start": np.array(start, np.int32),
        "session_organisation": np.array(organisation, np.int32),
        "session_bit": np.array(bit, np.int32),
        "session_interval": np.array([c.interval for c in listed], np.int32),
        "session_first": np.array([c.first for c in listed], np.int32),
        "session_last": np.array([c.last for c in listed], np.int32),
        "session_format": np.array([SESSION_FORMATS.index(c.format) for c in listed], np.int8),
        "session_facilitation": np.array([c.facilitation for c in listed], np.float64),
        "session_mixing": np.array([c.mixing for c in listed], np.float64),
        "session_relevance": np.array([c.relevance for c in listed], np.float64),
        "session_attendance": np.array([c.attendance for c in listed], np.float64),
        "session_ambition": np.array(
            [-1 if c.ambition is None else names.domains.index(c.ambition) for c in listed], np.int16
        ),
        "session_facilitator": np.array(
            [-1 if c.facilitator is None else names.groups.index(c.facilitator) for c in listed], np.int32
        ),
        "session_count": np.zeros((len(listed), 2), np.int64),
    }


def _empty_people(scenario: Scenario, plan: Layout, n: int, own_susceptibility: bool) -> dict[str, Any]:
    names = plan.names
    k_all, v_all, q_all = len(names.domains), len(names.dimensions), len(names.options[0])
    known = np.zeros((n, k_all if q_all <= MOST_KNOWN else 0), np.uint64 if 8 < q_all <= MOST_KNOWN else np.uint8)
    return {
        "key": np.zeros(n, np.uint64),
        "values": np.zeros((n, v_all)),
        "formative": np.zeros((n, v_all)),
        "practice": np.full((n, k_all), -1, np.int16),
        "known": known,
        "complying": np.zeros((n, k_all), np.bool_),
        "energy": np.zeros(n),
        "identity": np.zeros(n),
        "authority": np.zeros(n),
        "openness": np.zeros(n),
        "susceptibility": np.zeros(n if own_susceptibility else 0),
        "role": np.zeros(n, np.int8),
        "team": np.zeros(n, np.int32),
        "organisation": np.zeros(n, np.int32),
        "membership": np.zeros(n, np.uint32),
        "joined": np.full(n, AT_FOUNDING, np.int32),
        "leaves": np.full(n, NEVER, np.int32),
        "left": np.full(n, NEVER, np.int32),
        "present": np.zeros(n, np.bool_),
        "seat": np.zeros(n, np.int32),
        "session_next": np.zeros(n, np.int32),
        "tie_count": np.zeros(n, np.int32),
        "roll": np.zeros(n, np.int32),
    }


def _at_home(state: State, plan: Layout) -> np.ndarray:
    """Weeks that each founding holder of a seat has already been there; -1 for those without a placement."""
    weeks = np.full(state.seat_key.shape[0], -1, np.int32)
    first: dict[int, int] = {}
    for seat, g in enumerate(state.seat_group.tolist()):
        first.setdefault(g, seat)
        people = plan.groups[g].people
        if people.stay:
            cohorts = min(people.cohorts, people.count)
            cohort = (seat - first[g]) * cohorts // people.count
            # cohort 0 leaves first: the starts are spread evenly over the stay
            weeks[seat] = people.stay - -(-people.stay * (cohort + 1) // cohorts)
    return weeks


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
        state.openness[i] = state.group_openness[group]
        if at_home[i] >= 0:
            state.joined[i] = -at_home[i]
            state.leaves[i] = state.group_stay[group] - at_home[i]
            state.identity[i] = newcomer_identity
        if state.susceptibility.shape[0] > 0:
            state.susceptibility[i] = state.group_susceptibility[group]
        for v in range(state.values.shape[1]):
            u = to_open_share(bits(start, key, v))
            if drawn == UNIFORM:
                x = u
            elif drawn == REGULAR:
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
