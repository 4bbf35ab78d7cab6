"""What measures look at: one state as plain arrays of the people present, prepared once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lcsim.measures.panel import PANEL, weekly_panel
from lcsim.state import State, people

Shared = TypeVar("Shared")

GAMMA = 2.2
"""Default exponent of acceptability (the rules carry the value of a scenario)."""


@dataclass(frozen=True, eq=False)
class View:
    """One state, and what a run knows besides.

    Attributes
    ----------
    state, founding
        The state looked at, and the state of week 0 (``None``: not kept).
    gamma
        Exponent of acceptability.
    series
        Weekly panel float64[W + 1, len(PANEL), 1 + U] of the run up to here (``None``: not kept).
    targets
        bool[U, K, Q]: options that an intervention set out to bring about in a team (``None``: none).
    value_targets
        bool[U, V, B]: value modes that an intervention set out to bring about (``None``: none).
    seed
        Seed of the run: decides the shuffled weeks of surrogates.
    recorded
        Weekly panel of this very state, float64[len(PANEL), 1 + U] (``None``: not kept, so it is worked out).
    memo
        Where families keep what several of their measures share.
    """

    state: State
    founding: State | None = None
    gamma: float = GAMMA
    series: NDArray[np.float64] | None = None
    targets: NDArray[np.bool_] | None = None
    value_targets: NDArray[np.bool_] | None = None
    seed: int = 0
    recorded: NDArray[np.float64] | None = None
    memo: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, work_out: Callable[[], Shared]) -> Shared:
        """What several measures of a family share, worked out when the first of them asks."""
        if name not in self.memo:
            self.memo[name] = work_out()
        found: Shared = self.memo[name]
        return found

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """Rows of the people present, int[N]."""
        return np.flatnonzero(self.state.present[: people(self.state)])

    @property
    def people(self) -> int:
        """Number of people present."""
        return int(self.rows.size)

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """float64[N, V]."""
        return self.state.values[self.rows]

    @cached_property
    def practice(self) -> NDArray[np.int16]:
        """int16[N, K]."""
        return self.state.practice[self.rows]

    @cached_property
    def known(self) -> NDArray[np.unsignedinteger[Any]]:
        """Bit masks [N, K]."""
        return self.state.known[self.rows]

    @cached_property
    def team(self) -> NDArray[np.int32]:
        """int32[N]."""
        return self.state.team[self.rows]

    @cached_property
    def organisation(self) -> NDArray[np.int32]:
        """int32[N]."""
        return self.state.organisation[self.rows]

    @cached_property
    def by_team(self) -> NDArray[np.intp]:
        """Positions in `rows`, int[N], members of the first team first."""
        return np.argsort(self.team, kind="stable")

    def means_of_teams(self, numbers: NDArray[np.float64]) -> list[float]:
        """Mean over the members of each team that has any, of float64[N]."""
        in_order = numbers[self.by_team]
        ends = np.cumsum(self.sizes).tolist()
        return [float(in_order[first:end].sum()) / (end - first) for first, end in pairwise((0, *ends)) if end > first]

    @cached_property
    def sizes(self) -> NDArray[np.intp]:
        """Members present, int[U]."""
        return np.bincount(self.team, minlength=self.state.team_key.shape[0])

    @cached_property
    def variances(self) -> NDArray[np.float64]:
        """Sample variance (n - 1) of values within each team, float64[U, V]; NaN below two people."""
        sizes = self.sizes[:, None].astype(np.float64)
        teams, dimensions = sizes.size, self.values.shape[1]
        cell = (self.team[:, None].astype(np.intp) * dimensions + np.arange(dimensions)).ravel()

        def total(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
            of_cells: NDArray[Any] = np.bincount(cell, numbers.ravel(), teams * dimensions)
            return of_cells.reshape(teams, dimensions)

        deviation = self.values - (total(self.values) / np.maximum(sizes, 1.0))[self.team]
        found: NDArray[np.float64] = np.where(sizes > 1, total(deviation**2) / np.maximum(sizes - 1.0, 1.0), np.nan)
        return found

    @cached_property
    def ties(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Directed ties between people present, as positions in `rows`: sources and targets, int64[E], each once.

        Rules under which two people may have a second tie (`adaptive_rewiring`) have it counted once here.
        """
        place = np.full(self.state.present.shape[0], -1, dtype=np.int64)
        place[self.rows] = np.arange(self.rows.size)
        counts = self.state.tie_count[self.rows]
        sources = np.repeat(self.rows, counts)
        starts = np.repeat(np.cumsum(counts) - counts, counts)
        targets = self.state.tie_to[sources, np.arange(sources.size) - starts]
        keep = place[targets] >= 0
        one, other = place[sources[keep]], place[targets[keep]]
        pairs = np.sort(one * self.rows.size + other)
        again = pairs[1:] == pairs[:-1]
        if again.any():
            pairs = np.delete(pairs, np.flatnonzero(again))
            one, other = pairs // self.rows.size, pairs % self.rows.size
        return one, other

    @property
    def sources(self) -> NDArray[np.int64]:
        """Who has the tie, int64[E]."""
        return self.ties[0]

    @property
    def sinks(self) -> NDArray[np.int64]:
        """To whom, int64[E]."""
        return self.ties[1]

    @cached_property
    def panel(self) -> NDArray[np.float64]:
        """float64[len(PANEL), 1 + U]."""
        if self.recorded is not None:
            return self.recorded
        out = np.full((len(PANEL), 1 + self.state.team_key.shape[0]), np.nan)
        weekly_panel(self.state, int(self.state.clock[0]), out, float(self.gamma))
        return out

    def weekly(self, name: str) -> float:
        """Community-wide value of a measure of the weekly panel; NaN when undefined."""
        return float(self.panel[PANEL.index(name), 0])
