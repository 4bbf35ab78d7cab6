"""Convergence: how the coefficient of variation of each measure settles with the number of runs."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np

from lcsim.analysis import Settling
from lcsim.plots.style import COLOURS, INK, blank, capital, head, shorten
from lcsim.plots.sweep_texts import number, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST: Final = 8
"""Measures shown."""

MOST_SIGNS: Final = 46
"""Of the name of a measure above its panel."""


def draw(found: Mapping[str, Settling], lang: str = "en") -> Figure:
    """Draw one panel for each measure, named as people read it."""
    shown = list(found.items())[:MOST]
    if not shown:
        raise ValueError("no measure to draw")
    columns = min(2, len(shown))
    rows = -(-len(shown) // columns)
    height = 1.6 + 2.75 * rows
    figure = blank(11.0, height)
    note = words(lang, "settling_note", epsilon=number(shown[0][1].epsilon, lang))
    head(figure, words(lang, "settling_title"), fill(note, 125))
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    figure.subplots_adjust(
        left=0.075, right=0.98, top=1.0 - 1.32 / height, bottom=0.62 / height, hspace=0.52, wspace=0.18
    )
    for place, axes in enumerate(grid):
        if place >= len(shown):
            axes.set_visible(False)
            continue
        _panel(axes, *shown[place], lang)
        if place % columns == 0:
            axes.set_ylabel(words(lang, "settling_variation"))
    return figure


def _panel(axes: Axes, name: str, found: Settling, lang: str) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_title(shorten(capital(name), MOST_SIGNS))
    axes.set_xlabel(words(lang, "settling_axis"))
    runs, last = found.runs, found.variation[-1]
    zero = "mean_near_zero" in {note.key for note in found.notes}
    if zero:
        axes.set_yticks(())
    else:
        finite = np.isfinite(found.variation) & np.isfinite(found.high)
        axes.fill_between(
            runs[finite], found.low[finite], found.high[finite], color=COLOURS[5], alpha=0.35, linewidth=0.0
        )
        axes.plot(runs[finite], found.variation[finite], color="#00456E", linewidth=2.0)
        axes.axhspan(max(last - found.epsilon, 0.0), last + found.epsilon, color="#E69F00", alpha=0.30, linewidth=0.0)
        few = found.high[int(np.searchsorted(runs, 5)) :]
        axes.set_ylim(0.0, max(1.15 * float(np.max(few[np.isfinite(few)], initial=0.0)), last + 3 * found.epsilon))
    axes.set_xlim(0, runs[-1])
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))  # there are no half runs
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.yaxis.set_major_formatter(lambda value, _: number(value, lang))
    if zero:
        told = words(lang, "settling_zero")
    elif found.safely is None:
        told = words(lang, "settling_not", n=int(runs[-1]))
    else:
        told = words(lang, "settling_safely", n=found.safely)
        axes.axvline(found.safely, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
    axes.text(
        0.97, 0.93, told, transform=axes.transAxes, ha="right", va="top", fontweight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2.0, "alpha": 0.85},
    )  # fmt: skip
