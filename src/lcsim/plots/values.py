"""Values moving: each dimension by team over the weeks, with the spread inside the team."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.analysis import Wordings, readable, teams_as_written
from lcsim.experiment import Replicates
from lcsim.plots import texts
from lcsim.plots.style import blank, capital, colour, decimal_signs, head, marker, shorten, weeks_axis
from lcsim.simulation import Run
from lcsim.state import State, people

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_TEAMS: Final = 6
MOST_ORGANISATIONS: Final = 3
MOST_SHADES: Final = 3
"""Shades of more teams than this only hide one another."""


def draw(found: Replicates, lang: str = "en") -> Figure:
    """Draw the values of the shown run."""
    run = found.shown
    if run is None:
        raise ValueError("no run came to its end")
    names = found.names
    dimensions = len(names.dimensions)
    order = teams_as_written(found.scenario, names)[:MOST_TEAMS]
    teams = len(order)
    columns = min(dimensions, 2)
    rows = -(-dimensions // columns)
    height = 1.75 + 2.9 * rows
    figure = blank(11.0, height)
    note = texts.words(lang, "values_note" if teams <= MOST_SHADES else "values_note_many", seed=run.seed)
    if teams < len(names.teams):
        note += texts.words(lang, "some_teams", shown=teams, teams=len(names.teams))
    head(figure, texts.words(lang, "values_title"), fill(note, 125))
    grid = np.atleast_1d(figure.subplots(rows, columns, squeeze=False)).ravel()
    entries = teams + 1  # teams, and what organisations espouse
    titles = [names.team_titles[team] for team in order]
    longest = max((len(readable(title)) for title in titles), default=0)
    in_a_line = min(entries, 5 if longest <= 18 else 4)
    lines = -(-entries // in_a_line)
    figure.subplots_adjust(
        left=0.065, right=0.985, top=1.0 - 1.25 / height, bottom=(0.7 + 0.27 * lines) / height, hspace=0.5, wspace=0.16
    )
    weeks = sorted(run.snapshots)
    means, deviations = _over_weeks(run, weeks)
    wordings = Wordings(found.scenario, names, lang)
    for v, axes in enumerate(grid):
        if v >= dimensions:
            axes.set_visible(False)
            continue
        axes.set_title(capital(shorten(wordings.dimension(v), 52)))
        for place, team in enumerate(order):
            spread = deviations[:, team, v] if teams <= MOST_SHADES else None
            _team(axes, weeks, means[:, team, v], spread, place, readable(titles[place]))
        _espoused(axes, run, weeks, v, texts.words(lang, "espoused"))
        axes.set_ylim(0.0, 1.0)
        decimal_signs(axes, lang)
        weeks_axis(axes, run.weeks, texts.words(lang, "week"))
        if v % columns == 0:
            axes.set_ylabel(texts.words(lang, "values_axis"))
            axes.yaxis.set_label_coords(-0.085, 0.5)
    handles, labels = grid[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncols=in_a_line, bbox_to_anchor=(0.5, 0.0))
    return figure


def _over_weeks(run: Run, weeks: list[int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means and standard deviations by team, float64[weeks, teams, V] each; NaN for an empty team."""
    found = [_by_team(run.snapshots[week]) for week in weeks]
    return np.array([means for means, _ in found]), np.array([deviations for _, deviations in found])


def _by_team(state: State) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows = np.flatnonzero(state.present[: people(state)])
    teams, dimensions = state.team_key.shape[0], state.values.shape[1]
    team, values = state.team[rows], state.values[rows]
    members = np.bincount(team, minlength=teams).astype(np.float64)
    members[members == 0.0] = np.nan
    means = np.empty((teams, dimensions))
    squares = np.empty((teams, dimensions))
    for v in range(dimensions):
        means[:, v] = np.bincount(team, weights=values[:, v], minlength=teams) / members
        squares[:, v] = np.bincount(team, weights=values[:, v] ** 2, minlength=teams) / members
    return means, np.sqrt(np.maximum(squares - means**2, 0.0))


def _team(
    axes: Axes,
    weeks: list[int],
    mean: NDArray[np.float64],
    deviation: NDArray[np.float64] | None,
    place: int,
    title: str,
) -> None:
    if deviation is not None:
        low, high = mean - deviation, mean + deviation
        axes.fill_between(weeks, low, high, color=colour(place), alpha=0.13, linewidth=0.0)
    every = max(1, len(weeks) // 8)
    axes.plot(
        weeks, mean, color=colour(place), linewidth=2.2, marker=marker(place), markersize=6.0, label=title,
        markevery=(min(every // 2 + place, len(weeks) - 1), every),
    )  # fmt: skip


def _espoused(axes: Axes, run: Run, weeks: list[int], v: int, label: str) -> None:
    organisations = min(len(run.names.organisations), MOST_ORGANISATIONS)
    for o in range(organisations):
        series = [run.snapshots[week].espoused[o, v] for week in weeks]
        axes.plot(weeks, series, color="#333333", linewidth=1.3, linestyle=":", label=label if o == 0 else None)
