"""Sobol indices as bars, alone and with others, and beside them what luck adds to single runs."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np

from lcsim.analysis import Estimates, Sobol
from lcsim.plots.shares import share_bars
from lcsim.plots.style import COLOURS, INK, blank, head, shorten
from lcsim.plots.sweep_texts import label, number, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST: Final = 20
"""Factors shown: those with the largest total index."""


def draw(found: Sobol, measure: str, lang: str = "en", labels: Mapping[str, str] | None = None) -> Figure:
    """Draw the indices of one measure, the largest total on top."""
    order = np.argsort(-np.nan_to_num(found.total.value), kind="stable")[:MOST]
    height = 2.75 + 0.52 * max(len(order), 3)
    figure = blank(11.0, height)
    head(figure, words(lang, "sobol_title", measure=shorten(measure, 50)), fill(words(lang, "sobol_note"), 125))
    top, bottom = 1.0 - 1.38 / height, 0.98 / height
    left = figure.add_axes((0.25, bottom, 0.36, top - bottom))
    tall = min(top - bottom, (0.55 + 0.5 * len(found.shares.parts)) / height)
    right = figure.add_axes((0.765, top - tall, 0.205, tall))
    rows = np.arange(len(order))[::-1]
    _bars(left, rows + 0.19, found.first, order, COLOURS[0], "", words(lang, "sobol_first"))
    _bars(left, rows - 0.19, found.total, order, COLOURS[5], "//", words(lang, "sobol_total"))
    left.axvline(0.0, color=INK, linewidth=0.9)
    left.set_yticks(rows, [label(found.names[j], labels) for j in order])
    left.tick_params(axis="y", length=0, labelsize=10.0, labelcolor=INK)
    left.grid(axis="y", visible=False)
    left.set_ylim(-0.6, len(order) - 0.4)
    # intervals may be cut off at the edge, bars never
    bars = np.concatenate([part.value[order] for part in (found.first, found.total)])
    ends = np.concatenate([part for one in (found.first, found.total) for part in (one.low[order], one.high[order])])
    low, high = (float(limit) for limit in (np.nanmin([*bars, 0.0]), np.nanmax([*bars, 0.4])))
    low, high = float(np.nanmin([*np.maximum(ends, -0.4), low])), float(np.nanmax([*np.minimum(ends, 1.4), high]))
    left.set_xlim(low - 0.02, high + 0.02)
    left.xaxis.set_major_formatter(lambda value, _: number(value, lang))
    left.set_xlabel(words(lang, "sobol_axis"))
    handles, names = left.get_legend_handles_labels()
    figure.legend(handles, names, loc="lower left", ncols=2, bbox_to_anchor=(0.24, 0.0))
    right.set_title(words(lang, "shares_title"), x=-0.5)
    share_bars(right, found.shares, lang)
    return figure


def _bars(
    axes: Axes, rows: np.ndarray, found: Estimates, order: np.ndarray, colour: str, hatch: str, title: str
) -> None:
    value, low, high = (part[order] for part in found)
    axes.barh(rows, np.nan_to_num(value), height=0.34, color=colour, hatch=hatch, edgecolor="white", label=title)
    axes.hlines(rows, low, high, color=INK, linewidth=1.4)
    axes.plot(np.concatenate((low, high)), np.concatenate((rows, rows)), "|", color=INK, markersize=5.0)
