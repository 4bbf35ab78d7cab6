"""Closed forms of the literature: what must come out, from the founding and the weights that the rule of influence has."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.simulation.run import Run
from lcsim.state import State
from lcsim.state.rows import people

AVERAGING: Final = ("stubborn_assimilation", "assimilation")
"""Rules of influence that move people to weighted means."""


def closed_form(name: str, run: Run) -> NDArray[np.float64]:
    """Values in the long run by the closed form `name`, float64[people present], in the order of rows."""
    return {"friedkin_johnsen": friedkin_johnsen, "degroot": degroot, "french": french}[name](run)


def averaging_of(run: Run) -> dict[str, Any]:
    """Parameters of the rule of averaging that is on; none where there is no such rule."""
    rules = run.scenario.rules
    return next((rules[name] for name in AVERAGING if rules.get(name, {}).get("on")), {})


def weights_of(run: Run) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Rows of everybody present at the founding, and W, whose rows add up to 1.

    ``weights: given``: trust of ties, and what they lack to 1 is one's own; of a row that adds up to more, shares of its
    sum. ``equal``: the same for all partners and oneself. With a `rate` r one goes so far only: (1 - r) I + r W.
    """
    state, rule = run.founding, averaging_of(run)
    rows = np.flatnonzero(state.present[: people(state)])
    place = {int(row): at for at, row in enumerate(rows)}
    weights = np.zeros((rows.size, rows.size))
    for at, i in enumerate(rows.tolist()):
        for slot in range(int(state.tie_count[i])):
            trust = 1.0 if rule.get("weights") == "equal" else float(state.tie_trust[i, slot])
            weights[at, place[int(state.tie_to[i, slot])]] += trust
        if rule.get("weights") == "equal":
            weights[at, at] = 1.0
            weights[at] /= weights[at].sum()
        else:
            weights[at] /= max(weights[at].sum(), 1.0)
            weights[at, at] = 1.0 - weights[at].sum()
    rate = float(rule.get("rate", 1.0))
    return rows, (1.0 - rate) * np.eye(rows.size) + rate * weights


def friedkin_johnsen(run: Run) -> NDArray[np.float64]:
    """x* = (I - A W)^-1 (I - A) x(0), A the diagonal of susceptibilities (Friedkin & Johnsen 1999)."""
    state = run.founding
    rows, weights = weights_of(run)
    share = float(averaging_of(run).get("susceptibility", 1.0)) * _susceptibility(state, rows)
    left = np.eye(rows.size) - share[:, None] * weights
    return np.linalg.solve(left, (1.0 - share) * state.formative[rows, 0])


def _susceptibility(state: State, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    return state.susceptibility[rows] if state.susceptibility.size else np.ones(rows.size)


def degroot(run: Run) -> NDArray[np.float64]:
    """x* = (pi' x(0)) 1 with pi' W = pi' (DeGroot 1974)."""
    rows, weights = weights_of(run)
    n = rows.size
    system = np.vstack([weights.T - np.eye(n), np.ones(n)])
    pi = np.linalg.lstsq(system, np.append(np.zeros(n), 1.0), rcond=None)[0]
    return np.full(n, float(pi @ run.founding.values[rows, 0]))


def french(run: Run) -> NDArray[np.float64]:
    """Equal weights, oneself included, on ties that go both ways: pi_i in proportion to ties + 1 (French 1956)."""
    state = run.founding
    rows = np.flatnonzero(state.present[: people(state)])
    pi = state.tie_count[rows] + 1.0
    return np.full(rows.size, float((pi * state.values[rows, 0]).sum() / pi.sum()))
