"""Morris screening: size of the effect of each parameter against how much it differs, as numbers with a key."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np

from lcsim.analysis import Morris
from lcsim.plots.style import COLOURS, FAINT, INK, blank, head, shorten
from lcsim.plots.sweep_texts import label, number, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST: Final = 24
"""Factors shown: those with the largest effects."""
NEAR: Final = 20.0
"""A number this many pixels from its dot needs no line."""
WAYS: Final = tuple(
    (length, np.pi * turn / 4.0)
    for length in (15.0, 30.0, 45.0, 60.0)
    for turn in (1.0, 3.0, 2.0, 0.0, 4.0, 7.0, 5.0, 6.0)
)
"""Where a number may stand: pixels from its dot, and the direction."""


def draw(found: Morris, measure: str, lang: str = "en", labels: Mapping[str, str] | None = None) -> Figure:
    """Draw mu_star and sigma of one measure; the key lists parameters by size."""
    figure = blank(11.0, 6.6)
    head(figure, words(lang, "morris_title", measure=shorten(measure, 50)), fill(words(lang, "morris_note"), 125))
    axes = figure.subplots()
    figure.subplots_adjust(left=0.075, right=0.66, top=0.80, bottom=0.11)
    order = np.argsort(-np.nan_to_num(found.mu_star.value), kind="stable")[:MOST]
    x, x_low, x_high = (part[order] for part in found.mu_star)
    y, y_low, y_high = (part[order] for part in found.sigma)
    heard = found.heard[order]
    right, top = _limits(x, x_high), _limits(y, y_high)
    floor = float(np.nanmax(np.append(found.floor, 0.0)))
    if floor > 0.0:
        axes.axvspan(0.0, floor, color="#EDEDED", linewidth=0.0, zorder=0.5)
        axes.text(
            floor / 2.0, top * 0.97, words(lang, "morris_floor"), rotation=90, fontsize=8.5, color="#555555",
            ha="center", va="top",
        )  # fmt: skip
    reach = min(right, top)
    axes.plot([0.0, reach], [0.0, reach], color=FAINT, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1.0)
    axes.hlines(y, np.maximum(x_low, 0.0), x_high, color=FAINT, linewidth=0.9, zorder=1.5)
    axes.vlines(x, y_low, y_high, color=FAINT, linewidth=0.9, zorder=1.5)
    axes.set_xlim(0.0, right)
    axes.set_ylim(-0.06 * top, top)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: number(value, lang))
    axes.set_xlabel(words(lang, "morris_x"), fontsize=9.5)
    axes.set_ylabel(words(lang, "morris_y"))
    _dots(axes, x, y, heard)
    _key(axes, [label(found.names[j], labels, 32) for j in order], heard, x, lang)
    axes.text(1.02, -0.085, words(lang, "morris_line"), transform=axes.transAxes, fontsize=8.5)
    return figure


def _limits(values: np.ndarray, highs: np.ndarray) -> float:
    """Upper limit of an axis: the intervals, but not more than half as far again as the values."""
    most = float(np.nanmax(np.append(values, 0.0)))
    high = float(np.nanmax(np.append(highs, most)))
    return max(min(high, 1.5 * most) * 1.08, most * 1.12, 1e-9)


def _dots(axes: Axes, x: np.ndarray, y: np.ndarray, heard: np.ndarray) -> None:
    """Dots with their numbers, each number beside its dot where there is room."""
    places = axes.transData.transform(np.column_stack((x, y)))
    taken = [tuple(place) for place in places]
    for place, (across, up) in enumerate(places):
        face = COLOURS[0] if heard[place] else "white"
        axes.plot(x[place], y[place], "o", markersize=7.5, markerfacecolor=face, markeredgecolor=INK, zorder=3.0)
        ways = [(across + length * np.cos(turn), up + length * np.sin(turn)) for length, turn in WAYS]
        room = [min(abs(a - p) / 17.0 + abs(b - q) / 15.0 for p, q in taken) for a, b in ways]
        best = next((k for k, free in enumerate(room) if free >= 1.0), int(np.argmax(room)))
        taken.append(ways[best])
        line = WAYS[best][0] > NEAR
        axes.annotate(
            str(place + 1), (x[place], y[place]), (ways[best][0] - across, ways[best][1] - up), textcoords="offset pixels",
            ha="center", va="center", fontsize=9.0, fontweight="bold", zorder=4.0,
            arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.6, "shrinkB": 3.0} if line else None,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.8},
        )  # fmt: skip


def _key(axes: Axes, names: list[str], heard: np.ndarray, x: np.ndarray, lang: str) -> None:
    step = min(0.048, 1.0 / (len(names) + 1))

    def put(across: float, row: int, text: str, side: str = "left", weight: str = "normal") -> None:
        axes.text(
            across, 1.0 - step * (row + 0.5), text, transform=axes.transAxes, ha=side, va="center", fontsize=9.0,
            fontweight=weight,
        )  # fmt: skip

    put(1.50, 0, "mu*", "right", "bold")
    for place, name in enumerate(names):
        put(1.05, place + 1, str(place + 1), "right", "bold")
        put(1.06, place + 1, "●" if heard[place] else "○")
        put(1.085, place + 1, name)
        put(1.50, place + 1, number(x[place], lang, 2), "right")
