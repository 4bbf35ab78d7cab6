"""Closed forms of the literature: what must come out, from the founding alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lcsim.simulation.run import Run
from lcsim.state import State
from lcsim.state.rows import people


def closed_form(name: str, run: Run) -> NDArray[np.float64]:
    """Values in the long run by the closed form `name`, float64[people present], in the order of rows."""
    return {"friedkin_johnsen": friedkin_johnsen, "degroot": degroot, "french": french}[name](run.founding)


def weights_of(state: State) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Rows of everybody present, and W of their ties: rows add up to 1, what ties lack is one's own."""
    rows = np.flatnonzero(state.present[: people(state)])
    place = {int(row): at for at, row in enumerate(rows)}
    weights = np.zeros((rows.size, rows.size))
    for at, i in enumerate(rows.tolist()):
        for slot in range(int(state.tie_count[i])):
            weights[at, place[int(state.tie_to[i, slot])]] = state.tie_trust[i, slot]
        weights[at, at] = 1.0 - weights[at].sum()
    return rows, weights


def friedkin_johnsen(state: State) -> NDArray[np.float64]:
    """x* = (I - A W)^-1 (I - A) x(0), A the diagonal of susceptibilities (Friedkin & Johnsen 1999)."""
    rows, weights = weights_of(state)
    share = state.susceptibility[rows] if state.susceptibility.size else np.ones(rows.size)
    left = np.eye(rows.size) - share[:, None] * weights
    return np.linalg.solve(left, (1.0 - share) * state.formative[rows, 0])


def degroot(state: State) -> NDArray[np.float64]:
    """x* = (pi' x(0)) 1 with pi' W = pi' (DeGroot 1974)."""
    rows, weights = weights_of(state)
    n = rows.size
    system = np.vstack([weights.T - np.eye(n), np.ones(n)])
    pi = np.linalg.lstsq(system, np.append(np.zeros(n), 1.0), rcond=None)[0]
    return np.full(n, float(pi @ state.values[rows, 0]))


def french(state: State) -> NDArray[np.float64]:
    """Equal weights, oneself included, on ties that go both ways: pi_i in proportion to ties + 1 (French 1956)."""
    rows = np.flatnonzero(state.present[: people(state)])
    pi = state.tie_count[rows] + 1.0
    return np.full(rows.size, float((pi * state.values[rows, 0]).sum() / pi.sum()))
