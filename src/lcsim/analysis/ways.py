"""Ways of working of teams over the weeks of one run: which option most members follow, and how many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lcsim.simulation import Run
from lcsim.state import State, people


@dataclass(frozen=True, eq=False)
class Ways:
    """Shares of the members of each team who enact each option, at `weeks`.

    ``shares`` is float64[weeks, teams, domains, options], NaN for a team without members.
    """

    weeks: tuple[int, ...]
    shares: NDArray[np.float64]

    @property
    def modal(self) -> NDArray[np.int64]:
        """The option most members enact (first of equals), int[weeks, teams, domains]; -1 without members."""
        filled = np.nan_to_num(self.shares, nan=-1.0)
        return np.where(filled.max(axis=3) > 0.0, filled.argmax(axis=3), -1).astype(np.int64)

    @property
    def modal_share(self) -> NDArray[np.float64]:
        """Share of members who enact it, float64[weeks, teams, domains]."""
        return np.asarray(self.shares.max(axis=3))


def shares_of(state: State) -> NDArray[np.float64]:
    """Shares of members of each team who enact each option, float64[teams, domains, options]."""
    rows = np.flatnonzero(state.present[: people(state)])
    teams, domains, options = state.legitimacy.shape
    team, practice = state.team[rows].astype(np.int64), state.practice[rows].astype(np.int64)
    counts = np.empty((teams, domains, options))
    for k in range(domains):
        decided = practice[:, k] >= 0
        place = team[decided] * options + practice[decided, k]
        counts[:, k] = np.bincount(place, minlength=teams * options).reshape(teams, options)
    members = np.bincount(team, minlength=teams).astype(np.float64)
    members[members == 0.0] = np.nan
    return np.asarray(counts / members[:, None, None])


def ways_over_weeks(run: Run) -> Ways:
    """Ways of working at every week of which the run kept its state."""
    weeks = tuple(sorted(run.snapshots))
    return Ways(weeks, np.array([shares_of(run.snapshots[week]) for week in weeks]))
