"""Headline measures over the weeks: how runs fan out, or, for one run, how teams do."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np

from lcsim.analysis import Wordings, readable, teams_as_written
from lcsim.experiment import Replicates
from lcsim.plots import texts
from lcsim.plots.style import (
    FAINT,
    INK,
    blank,
    capital,
    colour,
    decimal_signs,
    head,
    marker,
    room,
    shorten,
    weeks_axis,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MEASURES: Final = ("agreement", "level", "space", "quality")
LEAST_ROOM: Final = {"agreement": 0.3, "level": 0.3, "space": 2.0, "quality": 0.3}
BAND: Final = "#0072B2"
MOST_HAIRS: Final = 60
MOST_TEAMS: Final = 8
COLUMNS: Final = 5
"""Of the legend."""


def draw(found: Replicates, lang: str = "en") -> Figure:
    """Draw the fan chart of all runs that came to their end."""
    done = found.done
    figure = blank(11.0, 7.6)
    one = len(done) == 1
    teams = len(found.names.teams)
    weeks = max(outcome.weeks for outcome in done)
    note = (
        texts.words(lang, "fan_note_one", seed=done[0].seed) if one else texts.words(lang, "fan_note", runs=len(done))
    )
    if one and teams > MOST_TEAMS:
        note += texts.words(lang, "some_teams", shown=MOST_TEAMS, teams=teams)
    wordings = Wordings(found.scenario, found.names, lang)
    if wordings.title:
        title = shorten(capital(wordings.title), 88)
        note = texts.words(lang, "fan_what", weeks=weeks) + note
    else:
        title = texts.words(lang, "fan_title", title=capital(readable(found.scenario.name)), weeks=weeks)
    head(figure, title, fill(note, 128))
    grid = figure.subplots(2, 2, gridspec_kw={"hspace": 0.42, "wspace": 0.16})
    figure.subplots_adjust(
        left=0.06, right=0.985, top=0.845, bottom=(0.115 if teams < COLUMNS else 0.145) if one else 0.075
    )
    dimension = wordings.dimension(0)
    for axes, measure in zip(grid.flat, MEASURES, strict=True):
        axes.set_title(texts.words(lang, measure, dimension=dimension))
        low, high = _teams(axes, found, measure, lang) if one else _fan(axes, found, measure)
        if low <= high:
            bounds = (0.0, None) if measure == "space" else (0.0, 1.0)
            axes.set_ylim(*room(low, high, LEAST_ROOM[measure], *bounds))
        decimal_signs(axes, lang)
        weeks_axis(axes, weeks, texts.words(lang, "week"))
        _happenings(axes, found, weeks, lang, label=measure == "agreement")
    if one:
        handles, labels = grid.flat[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="lower center", ncols=min(len(labels), COLUMNS), bbox_to_anchor=(0.5, 0.0))
    return figure


def _limits(values: np.ndarray) -> tuple[float, float]:
    """Lowest and highest number; the other way round when there is none."""
    numbers = values[~np.isnan(values)]
    return (float(numbers.min()), float(numbers.max())) if numbers.size else (1.0, 0.0)


def _fan(axes: Axes, found: Replicates, measure: str) -> tuple[float, float]:
    from matplotlib.collections import LineCollection

    weeks = np.array(found.done[0].recorded_weeks)
    series = np.array([outcome.weekly(measure) for outcome in found.done])
    hairs = [np.column_stack((weeks, run)) for run in series[:MOST_HAIRS]]
    axes.add_collection(LineCollection(hairs, colors=FAINT, linewidths=0.5, alpha=0.45, zorder=2.0))
    defined = ~np.isnan(series).all(axis=0)
    if not defined.any():
        return 1.0, 0.0
    low, lower, middle, upper, high = np.nanquantile(series[:, defined], (0.1, 0.25, 0.5, 0.75, 0.9), axis=0)
    axes.fill_between(weeks[defined], low, high, color=BAND, alpha=0.18, linewidth=0.0, zorder=2.1)
    axes.fill_between(weeks[defined], lower, upper, color=BAND, alpha=0.30, linewidth=0.0, zorder=2.2)
    axes.plot(weeks[defined], middle, color="#00456E", linewidth=2.2, zorder=3.0)
    return _limits(series[:MOST_HAIRS])


def _teams(axes: Axes, found: Replicates, measure: str, lang: str) -> tuple[float, float]:
    outcome = found.done[0]
    weeks = np.array(outcome.recorded_weeks)
    whole = outcome.weekly(measure)
    shown = [whole]
    teams = outcome.panel.shape[2] - 1
    every = max(1, len(weeks) // 8)
    order = teams_as_written(found.scenario, found.names)[:MOST_TEAMS] if teams > 1 else ()
    for place, team in enumerate(order):
        series = outcome.weekly(measure, team)
        shown.append(series)
        axes.plot(
            weeks, series, color=colour(place), linewidth=1.4, alpha=0.95, marker=marker(place), markersize=5.0,
            markevery=(every // 2, every), label=readable(found.names.team_titles[team]),
        )  # fmt: skip
    axes.plot(weeks, whole, color=INK, linewidth=2.4, label=texts.words(lang, "community"), zorder=3.0)
    return _limits(np.array(shown))


def _happenings(axes: Axes, found: Replicates, weeks: int, lang: str, label: bool) -> None:
    """New demands as dashed lines, interventions as shaded weeks."""
    bottom, top = axes.get_ylim()
    for disturbance in found.scenario.environment.disturbances:
        if 0 < disturbance.week < weeks:
            axes.axvline(disturbance.week, color=FAINT, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1.5)
            if label:
                text = f" {texts.words(lang, 'disturbance')}"
                axes.text(disturbance.week, top, text, fontsize=8.0, color="#555555", va="top")
    for number, chosen in enumerate(found.scenario.interventions):
        end = weeks if chosen.end is None else min(chosen.end, weeks)
        if chosen.start < end:
            axes.axvspan(chosen.start, end, color="#E69F00", alpha=0.13, linewidth=0.0, zorder=0.5)
            if label:
                height = top - (0.02 + 0.07 * number) * (top - bottom)
                axes.text(chosen.start, height, f" {readable(chosen.name)}", fontsize=8.0, color="#7A5400", va="top")
