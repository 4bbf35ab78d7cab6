"""What an intervention is about: domains of work, and the option meant in each."""

from __future__ import annotations

import numpy as np

from lcsim.chance import gain_in
from lcsim.interventions import Topic
from lcsim.simulation.ground import Aim
from lcsim.state import State

Chosen = tuple[tuple[int, int], ...]
"""Domains and options as numbers."""


def choose(state: State, aim: Aim, topic: Topic) -> dict[int, Chosen]:
    """Domains and options of the topic for each targeted organisation, as they look now."""
    return {organisation: _of_one(state, aim, topic, organisation) for organisation in aim.organisations()}


def _of_one(state: State, aim: Aim, topic: Topic, organisation: int) -> Chosen:
    names = aim.ground.plan.names
    way = state.code[organisation].copy()
    open_domains = list(range(len(names.domains)))
    if topic.domain:
        open_domains = [names.domains.index(topic.domain)]
    found: list[tuple[int, int]] = []
    while open_domains and len(found) < topic.domains:
        best = _best(state, aim, topic, way, open_domains)
        found.append(best)
        way[best[0]] = best[1]  # the next domain is chosen as if this one were done already
        open_domains.remove(best[0])
    return tuple(found)


def _best(state: State, aim: Aim, topic: Topic, way: np.ndarray, domains: list[int]) -> tuple[int, int]:
    best, highest = (domains[0], 0), -np.inf
    names = aim.ground.plan.names
    for k in domains:
        for q in range(state.expression.shape[1]):
            if topic.domain and topic.option:
                score = float(names.options[k][q] == topic.option)
            elif q == way[k]:
                continue
            elif topic.choice == "level":
                bears = 0 in state.bears_on[k, : state.bears_count[k]]
                score = float(state.expression[k, q, 0]) if bears else -1.0
            else:
                score = float(gain_in(state, way, k, q))
            if score > highest:
                best, highest = (k, q), score
    return best
