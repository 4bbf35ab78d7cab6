"""Fan chart of an arm: its difference from the baseline over the weeks, pair by pair."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np

from lcsim.analysis.comparison import Comparison
from lcsim.analysis.paired import paired
from lcsim.analysis.wordings import readable
from lcsim.plots.forest import KNOWN
from lcsim.plots.style import COLOURS, blank, capital, decimal_signs, head, room, shorten, weeks_axis
from lcsim.plots.sweep_texts import words
from lcsim.plots.texts import words as run_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BAND: Final = COLOURS[0]
LEAST_ROOM: Final = 3.0
"""In smallest effects of interest."""


def draw(found: Comparison, arm: str, lang: str = "en", named: Callable[[str], str] = readable) -> Figure:
    """Draw the measures of an arm that have a weekly series."""
    compared = found.compared
    measures = [name for name in compared.experiment.measures if (arm, name) in compared.weekly]
    columns = min(2, len(measures))
    rows = -(-len(measures) // columns)
    height = 1.4 + 2.95 * rows
    figure = blank(11.0, height)
    given = "; ".join(compared.experiment.arm(arm).additions)
    note = words(lang, "paired_note", given=f"{given}. " if given else "", pairs=compared.experiment.replicates)
    head(figure, words(lang, "paired_title", arm=shorten(readable(arm), 40)), fill(note, 122))
    grid = figure.subplots(rows, columns, squeeze=False)
    figure.subplots_adjust(
        left=0.07, right=0.985, top=1.0 - 1.5 / height, bottom=0.55 / height, wspace=0.16, hspace=0.42
    )
    last = int(compared.weeks[-1])
    for axes, measure in zip(grid.flat, measures, strict=False):
        key = f"forest_{measure}"
        axes.set_title(words(lang, key) if key in KNOWN else shorten(capital(named(measure)), 44))
        _panel(axes, found, arm, measure)
        decimal_signs(axes, lang)
        weeks_axis(axes, last, run_words(lang, "week"))
        _window(axes, found, arm, last)
    for axes in list(grid.flat)[len(measures) :]:
        axes.set_visible(False)
    return figure


def _panel(axes: Axes, found: Comparison, arm: str, measure: str) -> None:
    compared = found.compared
    difference = compared.weekly[arm, measure] - compared.weekly[compared.arms[0], measure]
    weeks = compared.weeks
    means = [paired(column, compared.sets) for column in difference.T]
    middle = np.array([one.mean for one in means])
    ends = np.array([(one.low, one.high) for one in means])
    smallest = found.smallest.get(measure)
    if smallest is not None:
        axes.axhspan(-smallest, smallest, color="#E4E4E4", linewidth=0.0, zorder=0.5)
    axes.axhline(0.0, color="#777777", linewidth=1.0, zorder=1.0)
    there = np.isfinite(difference).any(axis=0)
    if not there.any():
        return
    low, high = np.nanquantile(difference[:, there], (0.1, 0.9), axis=0)
    axes.fill_between(weeks[there], low, high, color=BAND, alpha=0.16, linewidth=0.0, zorder=2.0)
    axes.fill_between(weeks, ends[:, 0], ends[:, 1], color=BAND, alpha=0.42, linewidth=0.0, zorder=2.2)
    axes.plot(weeks, middle, color="#00456E", linewidth=2.2, zorder=3.0)
    reach = [float(low.min()), float(high.max()), *(float(end) for end in ends[np.isfinite(ends)])]
    axes.set_ylim(*room(min(reach), max(reach), LEAST_ROOM * (smallest or 1e-9)))


def _window(axes: Axes, found: Comparison, arm: str, last: int) -> None:
    """Weeks of the interventions that the baseline does not have."""
    experiment = found.compared.experiment
    before = {item.name for item in experiment.arms[0].scenario.interventions}
    for item in experiment.arm(arm).scenario.interventions:
        end = last if item.end is None else min(item.end, last)
        if item.name not in before and item.start < end:
            axes.axvspan(item.start, end, color="#E69F00", alpha=0.10, linewidth=0.0, zorder=0.4)
