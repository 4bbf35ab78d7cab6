"""The environment of a community: what options express, which domains hang together, when demands change."""

from __future__ import annotations

from typing import Any

import numpy as np

from lcsim.chance import bits, compiled, mix, room, stream_key, tabulate, to_index, to_share
from lcsim.scenario.model import Scenario
from lcsim.simulation.layout import Names

EXPRESSION = stream_key("expression")
PARTNERS = stream_key("partners")
REALITY = stream_key("reality")
NEUTRAL = 0.5
HASHED_DIMENSIONS = 2


def landscape_key(scenario: Scenario, seed: int) -> np.uint64:
    """Key of the landscape: from the scenario when it names one, otherwise from the seed of the run."""
    chosen = scenario.environment.landscape
    return stream_key("landscape", seed if chosen is None else chosen)


def environment(scenario: Scenario, names: Names, seed: int) -> dict[str, Any]:
    """Columns of the environment; see `lcsim.state.columns`."""
    key = landscape_key(scenario, seed)
    expression, bears_on, bears_count = _expression(scenario, names, key)
    partners = _partners(scenario, len(names.domains), key)
    dependents, dependent_count = _dependents(partners)
    disturbances = sorted(scenario.environment.disturbances, key=lambda d: d.week)
    columns = {
        "expression": expression,
        "bears_on": bears_on,
        "bears_count": bears_count,
        "partners": partners,
        "dependents": dependents,
        "dependent_count": dependent_count,
        "landscape_key": np.array([key], np.uint64),
        "reality": _reality(scenario, expression.shape[:2], key),
        "redraw_week": np.array([d.week for d in disturbances], np.int32),
        "redraw_share": np.array([d.share for d in disturbances], np.float64),
        "redraw_key": np.array(
            [np.uint64(mix(key ^ stream_key("disturbance", at))) for at in range(len(disturbances))], np.uint64
        ),
        "redraw_count": np.zeros(1, np.int32),
    }
    options, complexity = expression.shape[1], partners.shape[1]
    table = np.empty((len(names.domains), options, room(options, complexity, len(names.domains))))
    tabulate(table, partners, key, columns["redraw_key"], columns["redraw_share"], 0)
    return columns | {"contributions": table}


def _reality(scenario: Scenario, shape: tuple[int, ...], key: np.uint64) -> np.ndarray:
    """The option that is right in each domain, int16[K]; int16[0] where there is no such thing."""
    if scenario.environment.reality == "none":
        return np.zeros(0, np.int16)
    domains, options = shape
    start = np.uint64(mix(key ^ REALITY))
    return np.array([to_index(np.uint64(bits(start, np.uint64(k), 0)), options) for k in range(domains)], np.int16)


def _expression(scenario: Scenario, names: Names, key: np.uint64) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    k_all, v_all = len(names.domains), len(names.dimensions)
    q_all = len(names.options[0])
    expression = np.full((k_all, q_all, v_all), NEUTRAL)
    bears_on = np.zeros((k_all, v_all), np.int16)
    bears_count = np.zeros(k_all, np.int16)
    by_name = {domain.name: domain for domain in scenario.practices.domains}
    start = np.uint64(mix(key ^ EXPRESSION))  # compiled functions give keys back as Python ints
    for k, name in enumerate(names.domains):
        said = {option.name: option.expresses for option in by_name[name].options}
        named = {dimension for expresses in said.values() for dimension in expresses}
        bearing = [v for v, dimension in enumerate(names.dimensions) if dimension in named]
        bears_on[k, : len(bearing)] = bearing
        bears_count[k] = len(bearing)
        for q, option in enumerate(names.options[k]):
            for v in bearing:
                expression[k, q, v] = said[option].get(names.dimensions[v], NEUTRAL)
    own = np.array([stream_key("domain", name) for name in names.domains], np.uint64)
    _draw_expression(expression, bears_on, bears_count, own, start)
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


def _partners(scenario: Scenario, domains: int, key: np.uint64) -> np.ndarray:
    complexity = min(scenario.practices.complexity, domains - 1)
    partners = np.zeros((domains, complexity), np.int16)
    if scenario.practices.partners == "adjacent":
        for k in range(domains):
            partners[k] = [(k + 1 + c) % domains for c in range(complexity)]
    elif scenario.practices.partners == "random_with_replacement":
        _draw_partners_again(partners, np.uint64(mix(key ^ PARTNERS)))
    else:
        _draw_partners(partners, np.uint64(mix(key ^ PARTNERS)))
    return partners


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


def _dependents(partners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    domains = partners.shape[0]
    dependents = np.zeros((domains, domains), np.int16)
    count = np.zeros(domains, np.int16)
    read = [frozenset(row) for row in partners.tolist()]
    for k in range(domains):
        readers = [m for m in range(domains) if k in read[m] and m != k]
        dependents[k, : len(readers)] = readers
        count[k] = len(readers)
    return dependents, count
