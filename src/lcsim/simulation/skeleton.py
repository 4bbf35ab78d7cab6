"""What all runs of a scenario share at their founding: the state as it is before luck enters, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import compiled, mix, stream_key
from lcsim.part import SESSION_FORMATS
from lcsim.part.names import EVENTS
from lcsim.scenario.model import MOST_KNOWN, People, Scenario
from lcsim.scenario.tables import FoundingTables, load_tables
from lcsim.simulation import schedule
from lcsim.simulation.environment import environment
from lcsim.simulation.layout import Layout, group_key, layout, role_code, routine, takes_part
from lcsim.simulation.real_people import take_keys
from lcsim.simulation.rows_needed import ENTERING, room_for_newcomers
from lcsim.simulation.schedule import Plan
from lcsim.state.block import Block, block_for
from lcsim.state.columns import State
from lcsim.state.rows import copy_state

GOLDEN = np.uint64(0x9E3779B97F4A7C15)

VALUES = ("normal", "uniform", "regular")
"""Ways of drawing what people hold dear at the founding."""


@dataclass(frozen=True, eq=False)
class Skeleton:
    """A community before luck enters.

    Attributes
    ----------
    scenario, plan, layout
        Who and what there is, and what a week does.
    state
        Every column without what is drawn; founding works on a copy.
    domains
        Keys of the domains, uint64[K].
    given
        Official options that the scenario names, int16[O, K], -1 where it names none.
    drawn
        bool[O]: whether the others are drawn.
    at_home
        Weeks that each founding holder of a seat has already been there, int32[S]; -1 without a placement.
    values_drawn
        How the values of each group are drawn, int64[G]: places in `VALUES`.
    tables
        Real people and ties, ``None`` without a roster.
    block
        Where the columns of a small community lie, with room for newcomers; ``None`` for a large one.
    """

    scenario: Scenario
    plan: Plan
    layout: Layout
    state: State
    domains: NDArray[np.uint64]
    given: NDArray[np.int16]
    drawn: NDArray[np.bool_]
    at_home: NDArray[np.int32]
    values_drawn: NDArray[np.int64]
    tables: FoundingTables | None
    block: Block | None

    def begun(self) -> State:
        """A state of its own for one run, before luck enters."""
        return copy_state(self.state) if self.block is None else self.block.begun(self._others)

    @cached_property
    def _others(self) -> NDArray[np.uint8]:
        assert self.block is not None
        return self.block.others(self.state)


SMALL: Final = 1000
"""Communities of up to so many people are founded in one block, with room for those who are to come."""


def skeleton(scenario: Scenario) -> Skeleton:
    """Work out what no luck enters; all runs of the scenario can be founded on it.

    Raises
    ------
    Faults
        What is wrong with its tables, also when a table is another one than when the scenario was completed.
    """
    week = schedule.plan(scenario.rules, scenario.calendar.stop)
    plan = layout(scenario)
    tables = load_tables(scenario)
    entries = series_entries(plan)
    columns: dict[str, Any] = environment(scenario, plan.names)
    columns |= _organisations(plan) | _teams(scenario, plan) | _groups(scenario, plan, entries)
    columns |= _seats(plan, tables) | _sessions(plan, entries)
    people = int(columns["seat_key"].shape[0])
    own = tables is not None and any(share is not None for share in tables.susceptibility)
    own = own or any(
        place.people.susceptibility != 1.0 or place.people.susceptibility_spread > 0.0 for place in plan.groups
    )
    columns |= _empty_people(plan, people, own)
    listed = tables is not None and tables.ties is not None
    room = 0 if listed else scenario.founding.network.room
    columns |= room_for_ties(people, max(int(week.rules["tie_dynamics"]["most"]), 1, room))
    columns |= {
        "roll_start": np.zeros(len(plan.names.organisations) + 1, np.int32),
        "clock": np.zeros(4, np.int64),
        "log": np.zeros((0, 6), np.int32),
    }
    state = State(**columns)
    state.table  # noqa: B018 - looked at once: copies need not look again
    kind = scenario.founding.inherited
    block = None
    if people <= SMALL:
        newcomers = room_for_newcomers(people) if any(step.name in ENTERING for step in week.steps) else 0
        block = block_for(state, people, people + newcomers)
    return Skeleton(
        scenario,
        week,
        plan,
        state,
        np.array([stream_key("domain", name) for name in plan.names.domains], np.uint64),
        np.array([routine(o.code, plan.names) for o in plan.organisations], np.int16).reshape(state.code.shape),
        np.array([kind != "none" and not (kind == "given" and o.code) for o in plan.organisations], np.bool_),
        _at_home(plan),
        np.array([VALUES.index(place.people.drawn or scenario.founding.values) for place in plan.groups], np.int64),
        tables,
        block,
    )


def room_for_ties(people: int, slots: int) -> dict[str, np.ndarray]:
    """Columns of ties with so many slots a person, all empty."""
    return {
        "tie_to": np.zeros((people, slots), np.int32),
        "tie_trust": np.zeros((people, slots)),
        "tie_kind": np.zeros((people, slots), np.int8),
        "tie_since": np.zeros((people, slots), np.int16),
        "tie_last": np.zeros((people, slots), np.int16),
    }


def _organisations(plan: Layout) -> dict[str, Any]:
    names, found = plan.names, plan.organisations
    return {
        "organisation_key": np.array([stream_key("organisation", name) for name in names.organisations], np.uint64),
        "code": np.full((len(found), len(names.domains)), -1, np.int16),
        "espoused": np.full((len(found), len(names.dimensions)), 0.5),
        "control": np.array([o.control for o in found], np.float64),
        "learning_time": np.array([o.learning_time for o in found], np.float64),
        "workload": np.array([o.workload for o in found], np.float64),
        "responsiveness": np.array([o.responsiveness for o in found], np.float64),
    }


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
    people, which = _different(plan)
    values = np.full((len(people), v_all), f.values_mean)
    practice = np.full((len(people), len(names.domains)), -1, np.int16)
    for at, one in enumerate(people):
        for dimension, mean in one.values.items():
            values[at, names.dimensions.index(dimension)] = mean
        if one.practice:
            practice[at] = routine(one.practice, names)
    membership = np.zeros(n, np.uint32)
    for g, place in enumerate(plan.groups):
        for c, bit in entries.get(place.organisation, {}).items():
            if takes_part(plan, plan.series[c], place):
                membership[g] |= np.uint32(1 << bit)
    columns: dict[str, np.ndarray] = {
        "group_role": np.array([role_code(p.role) for p in people], np.int8),
        "group_label": np.array([names.groups.index(p.name) for p in people], np.int32),
        "group_values": values,
        "group_spread": np.array([f.values_spread if p.spread is None else p.spread for p in people], np.float64),
        "group_authority": np.array([p.authority for p in people], np.float64),
        "group_openness": np.array([p.openness for p in people], np.float64),
        "group_openness_spread": np.array([p.openness_spread for p in people], np.float64),
        "group_susceptibility": np.array([p.susceptibility for p in people], np.float64),
        "group_susceptibility_spread": np.array([p.susceptibility_spread for p in people], np.float64),
        "group_stay": np.array([p.stay or 0 for p in people], np.int32),
        "group_participation": np.array([p.participation for p in people], np.float64),
        "group_practice": practice,
    }
    return {name: column[which] for name, column in columns.items()} | {
        "group_key": np.array([group_key(place) for place in plan.groups], np.uint64),
        "group_membership": membership,
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


def _empty_people(plan: Layout, n: int, own_susceptibility: bool) -> dict[str, Any]:
    names = plan.names
    k_all, v_all, q_all = len(names.domains), len(names.dimensions), len(names.options[0])
    known = np.zeros((n, k_all if q_all <= MOST_KNOWN else 0), np.uint64 if 8 < q_all <= MOST_KNOWN else np.uint8)
    return {
        "key": np.zeros(n, np.uint64),
        "values": np.zeros((n, v_all)),
        "formative": np.zeros((n, v_all)),
        "practice": np.zeros((n, k_all), np.int16),
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
        "joined": np.zeros(n, np.int32),
        "leaves": np.zeros(n, np.int32),
        "left": np.zeros(n, np.int32),
        "present": np.zeros(n, np.bool_),
        "seat": np.zeros(n, np.int32),
        "session_next": np.zeros(n, np.int32),
        "tie_count": np.zeros(n, np.int32),
        "roll": np.zeros(n, np.int32),
    }


def _at_home(plan: Layout) -> np.ndarray:
    """Weeks that each founding holder of a seat has already been there; -1 for those without a placement."""
    people, which = _different(plan)
    weeks = [_weeks_at_home(one) for one in people]
    return np.concatenate([np.zeros(0, np.int32), *(weeks[n] for n in which)])


def _weeks_at_home(people: People) -> np.ndarray:
    if not people.stay:
        return np.full(people.count, -1, np.int32)
    cohorts = min(people.cohorts, people.count)
    cohort = np.arange(people.count) * cohorts // people.count
    # cohort 0 leaves first: the starts are spread evenly over the stay
    return (people.stay - -(-people.stay * (cohort + 1) // cohorts)).astype(np.int32)


def _different(plan: Layout) -> tuple[list[People], list[int]]:
    """The groups as the scenario has them, each once, and for every group which of them it is a copy of."""
    found: dict[int, tuple[int, People]] = {}
    which = [found.setdefault(id(place.people), (len(found), place.people))[0] for place in plan.groups]
    return [people for _, people in found.values()], which
