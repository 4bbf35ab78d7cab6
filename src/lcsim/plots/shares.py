"""What makes single runs differ: shares of parameters, founding and luck, a panel for each measure."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np

from lcsim.analysis import Shares
from lcsim.plots.style import COLOURS, INK, blank, capital, head, shorten
from lcsim.plots.sweep_texts import percent, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TONES: Final = ((COLOURS[0], ""), ("#B5B5B5", "//"), ("#8A8A8A", ".."), ("#CFCFCF", "xx"))
"""Colour and hatching of parameters and of each kind of luck."""
COLUMNS: Final = 2


def draw(found: Mapping[str, Shares], title: str, lang: str = "en") -> Figure:
    """Draw the shares of several measures.

    Parameters
    ----------
    found
        By what people call the measure, in the order of the panels.
    title
        Whose runs they are; empty where there is one arm.
    """
    parts = max(len(shares.parts) for shares in found.values())
    rows = -(-len(found) // COLUMNS)
    panel = 0.95 + 0.42 * parts
    height = 1.35 + rows * panel + 0.35
    figure = blank(11.0, height)
    heading = words(lang, "shares_title")
    head(figure, f"{heading}: {title}" if title else heading, fill(words(lang, "shares_note"), 120))
    panels = figure.subplots(rows, COLUMNS, squeeze=False, sharex=True)
    figure.subplots_adjust(
        left=0.16, right=0.97, top=1.0 - 1.5 / height, bottom=0.75 / height, wspace=0.42, hspace=0.6 / (panel - 0.6)
    )
    for axes, (measure, shares) in zip(panels.flat, found.items(), strict=False):
        axes.set_title(shorten(capital(measure), 44))
        share_bars(axes, shares, lang)
    for axes in list(panels.flat)[len(found) :]:
        axes.set_visible(False)
    for axes in panels.flat[: len(panels.flat) - COLUMNS]:
        axes.set_xlabel("")
    return figure


def share_bars(axes: Axes, shares: Shares, lang: str) -> None:
    """One bar for each part of the variance of single runs."""
    rows = np.arange(len(shares.parts))[::-1]
    axes.set_yticks(rows, [words(lang, part) for part in shares.parts])
    axes.tick_params(axis="y", length=0, labelsize=10.0, labelcolor=INK)
    axes.grid(axis="y", visible=False)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks((0.0, 0.5, 1.0))
    axes.xaxis.set_major_formatter(lambda value, _: percent(value, lang))
    axes.set_xlabel(words(lang, "shares_axis"))
    value, low, high = shares.shares
    if np.isnan(value).all():
        told = fill(words(lang, "shares_none"), 20)
        axes.text(0.5, 0.5, told, transform=axes.transAxes, ha="center", va="center")
        return
    for place, row in enumerate(rows):
        if np.isnan(value[place]):
            continue
        tone, hatch = TONES[place % len(TONES)]
        axes.barh(row, value[place], height=0.5, color=tone, hatch=hatch, edgecolor="white")
        axes.hlines(row, low[place], high[place], color=INK, linewidth=1.4)
        axes.plot([low[place], high[place]], [row, row], "|", color=INK, markersize=6.0)
        axes.text(
            value[place] / 2.0 if value[place] > 0.5 else value[place],
            row + 0.28,
            percent(value[place], lang),
            ha="center" if value[place] > 0.1 else "left",
            va="bottom",
            fontweight="bold",
        )
