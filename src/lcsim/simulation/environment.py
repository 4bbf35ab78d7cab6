"""The environment of a community: what options express, which domains hang together, when demands change."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import bits, compiled, mix, renew_contributions, room, stream_key, to_index, to_share
from lcsim.scenario.model import MOST_WEEKS, Scenario
from lcsim.simulation.layout import Names
from lcsim.state import State

EXPRESSION = stream_key("expression")
PARTNERS = stream_key("partners")
REALITY = stream_key("reality")
NEUTRAL = 0.5
HASHED_DIMENSIONS = 2

PARTNERS_OF = ("random", "adjacent", "random_with_replacement")
ADJACENT = PARTNERS_OF.index("adjacent")
WITH_REPLACEMENT = PARTNERS_OF.index("random_with_replacement")


def landscape_key(scenario: Scenario, seed: int) -> np.uint64:
    """Key of the landscape: from the scenario when it names one, otherwise from the seed of the run."""
    chosen = scenario.environment.landscape
    return stream_key("landscape", seed if chosen is None else chosen)


def environment(scenario: Scenario, names: Names) -> dict[str, Any]:
    """Columns of the environment before anything is drawn; see `lcsim.state.columns`."""
    expression, bears_on, bears_count = _expression(scenario, names)
    domains, options = expression.shape[:2]
    complexity = min(scenario.practices.complexity, domains - 1)
    disturbances = _planned(scenario)
    return {
        "expression": expression,
        "bears_on": bears_on,
        "bears_count": bears_count,
        "partners": np.zeros((domains, complexity), np.int16),
        "dependents": np.zeros((domains, domains), np.int16),
        "dependent_count": np.zeros(domains, np.int16),
        "landscape_key": np.zeros(1, np.uint64),
        "coupling": _coupling(scenario, names),
        "reality": np.zeros(0 if scenario.environment.reality == "none" else domains, np.int16),
        "redraw_week": np.array([week for week, _ in disturbances], np.int32),
        "redraw_share": np.array([share for _, share in disturbances], np.float64),
        "redraw_key": np.array([stream_key("disturbance", at) for at in range(len(disturbances))], np.uint64),
        "redraw_count": np.zeros(1, np.int32),
        "contributions": np.zeros((domains, options, room(options, complexity, domains))),
    }


def _coupling(scenario: Scenario, names: Names) -> NDArray[np.float64]:
    """How dimensions of values count for one another, float64[V, V]; float64[0, 0] where each counts for itself alone."""
    if not any(dimension.coupled for dimension in scenario.values):
        return np.zeros((0, 0))
    found = np.eye(len(names.dimensions))
    for v, dimension in enumerate(scenario.values):
        if dimension.coupled:
            found[v] = [dimension.coupled.get(other, 0.0) for other in names.dimensions]
    return found


def _planned(scenario: Scenario) -> list[tuple[int, float]]:
    """(week, share) of all disturbances in order: those that come again are written out."""
    planned: list[tuple[int, float]] = []
    for disturbance in scenario.environment.disturbances:
        last = MOST_WEEKS if disturbance.last is None else disturbance.last
        weeks = range(disturbance.week, last + 1, disturbance.every) if disturbance.every else (disturbance.week,)
        planned += [(week, disturbance.share) for week in weeks]
    return sorted(planned, key=lambda one: one[0])


def draw_environment(scenario: Scenario, state: State, domains: NDArray[np.uint64], seed: int) -> None:
    """Draw what the scenario leaves open, and work out how good each way of working is.

    Parameters
    ----------
    domains
        Keys of the domains, uint64[K].
    """
    _draw(state, landscape_key(scenario, seed), domains, PARTNERS_OF.index(scenario.practices.partners))


@compiled
def _draw(state, key, own, which):  # type: ignore[no-untyped-def]
    state.landscape_key[0] = key
    for d in range(state.redraw_key.shape[0]):
        state.redraw_key[d] = mix(key ^ state.redraw_key[d])
    _draw_expression(state.expression, state.bears_on, state.bears_count, own, mix(key ^ EXPRESSION))
    if which == ADJACENT:
        for k in range(state.partners.shape[0]):
            for c in range(state.partners.shape[1]):
                state.partners[k, c] = (k + 1 + c) % state.partners.shape[0]
    elif which == WITH_REPLACEMENT:
        _draw_partners_again(state.partners, mix(key ^ PARTNERS))
    else:
        _draw_partners(state.partners, mix(key ^ PARTNERS))
    _list_dependents(state.partners, state.dependents, state.dependent_count)
    start = mix(key ^ REALITY)
    for k in range(state.reality.shape[0]):
        state.reality[k] = to_index(bits(start, np.uint64(k), 0), state.expression.shape[1])
    renew_contributions(state)


def _expression(scenario: Scenario, names: Names) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    k_all, v_all = len(names.domains), len(names.dimensions)
    q_all = len(names.options[0])
    expression = np.full((k_all, q_all, v_all), NEUTRAL)
    bears_on = np.zeros((k_all, v_all), np.int16)
    bears_count = np.zeros(k_all, np.int16)
    by_name = {domain.name: domain for domain in scenario.practices.domains}
    for k, name in enumerate(names.domains):
        said = {option.name: option.expresses for option in by_name[name].options}
        named = {dimension for expresses in said.values() for dimension in expresses}
        bearing = [v for v, dimension in enumerate(names.dimensions) if dimension in named]
        bears_on[k, : len(bearing)] = bearing
        bears_count[k] = len(bearing)
        for q, option in enumerate(names.options[k]):
            for v in bearing:
                expression[k, q, v] = said[option].get(names.dimensions[v], NEUTRAL)
    return expression, bears_on, bears_count


@compiled
def _draw_expression(expression, bears_on, bears_count, own, start):  # type: ignore[no-untyped-def]
    """Where nothing is said: a domain bears on the dimensions with the lowest draws, and each option has its luck."""
    domains, options, dimensions = expression.shape
    for k in range(domains):
        if bears_count[k] > 0:
            continue
        for v in range(dimensions):
            mine = bits(start, own[k], v)
            before = 0
            for other in range(dimensions):
                theirs = bits(start, own[k], other)
                if theirs < mine or (theirs == mine and other < v):
                    before += 1
            if before < HASHED_DIMENSIONS:
                bears_on[k, bears_count[k]] = v
                bears_count[k] += 1
                for q in range(options):
                    expression[k, q, v] = to_share(bits(start, own[k], 1000 + q * dimensions + v))


@compiled
def _draw_partners(partners, start):  # type: ignore[no-untyped-def]
    """Distinct partners for every domain: each one of the others that are left."""
    domains, complexity = partners.shape
    left = np.empty(domains, np.int16)
    for k in range(domains):
        others = 0
        for m in range(domains):
            if m != k:
                left[others] = m
                others += 1
        for c in range(complexity):
            pick = to_index(bits(start, np.uint64(k), c), others)
            partners[k, c] = left[pick]
            others -= 1
            for at in range(pick, others):
                left[at] = left[at + 1]


@compiled
def _draw_partners_again(partners, start):  # type: ignore[no-untyped-def]
    """Partners for every domain, each one of all others: one may be drawn twice."""
    domains, complexity = partners.shape
    for k in range(domains):
        for c in range(complexity):
            other = to_index(bits(start, np.uint64(k), c), domains - 1)
            partners[k, c] = other + 1 if other >= k else other


@compiled
def _list_dependents(partners, dependents, count):  # type: ignore[no-untyped-def]
    """For every domain those whose quality depends on it."""
    for k in range(partners.shape[0]):
        for m in range(partners.shape[0]):
            reads = False
            for c in range(partners.shape[1]):
                reads |= partners[m, c] == k
            if reads and m != k:
                dependents[k, count[k]] = m
                count[k] += 1
