"""Freezing a direction of reciprocity, to ask what it does: people shape their environment, and it shapes them.

People -> environment: legitimacy, official ways and values, and safety follow what people do. Environment -> people:
people learn, dare, try and are socialised by them. A run with a direction frozen is a thought experiment (Snoeren 2015
holds that the two co-evolve); everything else, luck included, is as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lcsim.scenario.model import Environment
from lcsim.state import State

COLUMNS: Final = ("legitimacy", "safety", "code", "espoused")
"""The environment that people shape: of teams and of organisations."""
SHAPING: Final = frozenset({"legitimation", "code_learning", "espoused_values", "safety"})
"""Rules that are the environment's own: they see it as it is. In all others people act in it."""


class Reciprocity:
    """The environment as founded, and what each rule may see and change of it.

    Parameters
    ----------
    environment
        Its ``shaped_by_people`` and ``felt_by_people``.
    state
        The founded community.
    """

    def __init__(self, environment: Environment, state: State) -> None:
        self._shaped = environment.shaped_by_people
        self._felt = environment.felt_by_people
        self._founded = {} if self.whole else _copies(state)

    @property
    def whole(self) -> bool:
        """Whether both directions work, as they do unless a scenario freezes one."""
        return self._shaped and self._felt

    def run(self, name: str, state: State, rule: Callable[[], None]) -> None:
        """Run the rule called `name` within what it may see and change.

        Where the environment is not felt, rules in which people act see it as founded; what they change of it (a
        session makes a team safer) happens to the environment as it is.
        """
        if self.whole:
            rule()
            return
        true = _copies(state)
        seen = true if self._felt or name in SHAPING else self._founded
        _put(state, seen)
        rule()
        for column, before in true.items():
            now: NDArray[np.generic] = getattr(state, column)
            if not self._shaped:
                now[...] = before
            elif seen is not true:
                now[...] = _changed(before, self._founded[column], now)


def _copies(state: State) -> dict[str, NDArray[np.generic]]:
    return {column: getattr(state, column).copy() for column in COLUMNS}


def _put(state: State, columns: dict[str, NDArray[np.generic]]) -> None:
    for column, values in columns.items():
        getattr(state, column)[...] = values


def _changed(before: NDArray[np.generic], seen: NDArray[np.generic], now: NDArray[np.generic]) -> NDArray[np.generic]:
    """What was `before`, with what a rule did to what it had `seen`: shares moved within 0..1, options taken over."""
    if now.dtype.kind == "f":
        moved: NDArray[np.generic] = np.clip(before + (now - seen), 0.0, 1.0)  # type: ignore[operator]
        return np.where(now == seen, before, moved)
    return np.where(now == seen, before, now)
