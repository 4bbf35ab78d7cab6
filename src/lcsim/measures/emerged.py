"""Emerged: what a team shares now, almost nobody did before, and nobody brought about on purpose.

Of every team and domain: an option held by 60% or more of the members now, by 20% or less of the members at
founding, that was no official code at founding and no target of an intervention. Likewise for value modes: a
fifth of the range of a dimension, official when the organisation espoused it at founding. Our own definition;
it is to be read against two nulls (no interaction; shuffled partners), which take further runs.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.measures.measure import Measure, Result, defined, null
from lcsim.measures.practice import counts_by_group, counts_of_teams
from lcsim.measures.view import View
from lcsim.state import State, people

HELD_NOW: Final = 0.6
HELD_BEFORE: Final = 0.2
FEWEST: Final = 2
VALUE_MODES: Final = 5
NO_TEAM: Final = f"no team has {FEWEST} people both at founding and now"


class Emerged(NamedTuple):
    """What emerged, and out of how many chances."""

    found: tuple[tuple[int, int, int], ...]  # (team, domain, option), in that order
    chances: int  # pairs of team and domain looked at
    share: Result


def emerged(
    founding_counts: ArrayLike,
    founding_members: ArrayLike,
    final_counts: ArrayLike,
    final_members: ArrayLike,
    excluded: ArrayLike | None = None,
    held_now: float = HELD_NOW,
    held_before: float = HELD_BEFORE,
) -> Emerged:
    """Find what emerged.

    Parameters
    ----------
    founding_counts, final_counts
        int[U, K, Q]: members of each team who hold each option of each domain.
    founding_members, final_members
        int[U]: members of each team; teams with fewer than two at either time are left out.
    excluded
        bool[U, K, Q]: official codes and targets of interventions.
    held_now, held_before
        At least this share of the members now, and at most that share then; both ends included.
    """
    before, now = np.asarray(founding_counts, dtype=np.float64), np.asarray(final_counts, dtype=np.float64)
    then, present = np.asarray(founding_members), np.asarray(final_members)
    looked_at = (then >= FEWEST) & (present >= FEWEST)
    chances = int(looked_at.sum()) * now.shape[1]
    if chances == 0:
        return Emerged((), 0, null(NO_TEAM))
    # counts against shares of members, with room for the rounding of .6 * n and .2 * n
    common = now >= held_now * present[:, None, None] - 1e-9
    rare = before <= held_before * then[:, None, None] + 1e-9
    new = common & rare & looked_at[:, None, None]
    if excluded is not None:
        new &= ~np.asarray(excluded, dtype=np.bool_)
    found = tuple((u, k, q) for u, k, q in np.argwhere(new).tolist())
    return Emerged(found, chances, defined(len({(u, k) for u, k, _ in found}) / chances))


def value_modes(values: ArrayLike, modes: int = VALUE_MODES) -> NDArray[np.int64]:
    """Which of `modes` equal parts of 0..1 each value lies in; 1 belongs to the last."""
    x = np.asarray(values, dtype=np.float64)
    return np.minimum((x * modes).astype(np.int64), modes - 1)


def _counts(state: State, of_values: bool) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    rows = np.flatnonzero(state.present[: people(state)])
    team = state.team[rows]
    teams = state.team_key.shape[0]
    held = value_modes(state.values[rows]) if of_values else state.practice[rows]
    options = VALUE_MODES if of_values else state.legitimacy.shape[2]
    return counts_by_group(held, team, teams, options), np.bincount(team, minlength=teams)


def official(state: State) -> NDArray[np.bool_]:
    """bool[U, K, Q]: the option that the code of the team's organisation asks for."""
    code = state.code[state.team_organisation]
    return np.asarray(code[..., None] == np.arange(state.legitimacy.shape[2]))


def espoused_modes(state: State) -> NDArray[np.bool_]:
    """bool[U, V, VALUE_MODES]: the value mode that the team's organisation espouses."""
    modes = value_modes(state.espoused)[state.team_organisation]
    return np.asarray(modes[..., None] == np.arange(VALUE_MODES))


def emerged_practices(founding: State, final: State, targets: NDArray[np.bool_] | None = None) -> Emerged:
    """Ways of working that emerged between two states; `targets` bool[U, K, Q]."""
    excluded = official(founding) if targets is None else official(founding) | targets
    return emerged(*_counts(founding, False), *_counts(final, False), excluded)


def emerged_values(founding: State, final: State, targets: NDArray[np.bool_] | None = None) -> Emerged:
    """Value modes that emerged between two states; `targets` bool[U, V, VALUE_MODES]."""
    excluded = espoused_modes(founding) if targets is None else espoused_modes(founding) | targets
    return emerged(*_counts(founding, True), *_counts(final, True), excluded)


def _practices(view: View) -> Result:
    if view.founding is None:
        return null(NO_TEAM)
    before = _before(view, view.founding)
    excluded = official(view.founding) if view.targets is None else official(view.founding) | view.targets
    return emerged(counts_of_teams(before), before.sizes, counts_of_teams(view), view.sizes, excluded).share


def _values(view: View) -> Result:
    if view.founding is None:
        return null(NO_TEAM)
    before = _before(view, view.founding)
    excluded = espoused_modes(view.founding)
    if view.value_targets is not None:
        excluded |= view.value_targets
    return emerged(_modes_of_teams(before), before.sizes, _modes_of_teams(view), view.sizes, excluded).share


def _before(view: View, founding: State) -> View:
    """The founding as both measures look at it."""
    return view.once("founding", lambda: View(founding))


def _modes_of_teams(view: View) -> NDArray[np.int64]:
    return counts_by_group(value_modes(view.values), view.team, view.state.team_key.shape[0], VALUE_MODES)


MEASURES: Final = (
    Measure(
        "emerged",
        "emerged",
        "share of practices that a team now shares, almost nobody followed at the start, and nobody intended",
        "aandeel praktijken dat een team nu deelt, bijna niemand aan het begin volgde en niemand beoogde",
        "share",
        0.0,
        1.0,
        "teams x domains with an option held by >= 60% now, <= 20% at founding, no official code, no target",
        NO_TEAM,
        needs="founding",
        compute=_practices,
    ),
    Measure(
        "emerged_values",
        "emerged",
        "share of values that a team now shares, almost nobody held at the start, and nobody intended",
        "aandeel waarden dat een team nu deelt, bijna niemand aan het begin had en niemand beoogde",
        "share",
        0.0,
        1.0,
        "as emerged, with a fifth of the range of a dimension for option and espoused values for code",
        NO_TEAM,
        needs="founding",
        compute=_values,
    ),
)
