"""Tornado: regression coefficients, the strongest on top, up to the right and down to the left."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np

from lcsim.analysis import Regression
from lcsim.plots.style import COLOURS, INK, blank, head, shorten
from lcsim.plots.sweep_texts import label, number, percent, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST: Final = 24
"""Factors shown: the strongest."""
LOOKS: Final = {"up": (COLOURS[0], ""), "down": (COLOURS[1], "//"), "kind": ("#8A8A8A", "..")}


def draw(found: Regression, measure: str, lang: str = "en", labels: Mapping[str, str] | None = None) -> Figure:
    """Draw the coefficients of one measure; pale where a straight line does not tell."""
    value, low, high = found.coefficients
    order = np.argsort(-np.abs(np.nan_to_num(value)), kind="stable")[:MOST]
    height = 2.45 + 0.36 * max(len(order), 3)
    figure = blank(11.0, height)
    ranked = words(lang, "tornado_ranked") if found.ranked else ""
    note = words(lang, "tornado_note", ranked=ranked)
    if not found.heard:
        note += words(lang, "tornado_luck")
    else:
        note += words(lang, "tornado_linear", linear=percent(found.linear, lang))
        note += "" if found.trusted else words(lang, "tornado_doubt")
    head(figure, words(lang, "tornado_title", measure=shorten(measure, 50)), fill(note, 125))
    axes = figure.subplots()
    figure.subplots_adjust(left=0.29, right=0.97, top=1.0 - 1.12 / height, bottom=1.02 / height)
    rows = np.arange(len(order))[::-1]
    for row, j in zip(rows, order, strict=True):
        look = "kind" if not found.signed[j] else "up" if value[j] >= 0.0 else "down"
        colour, hatch = LOOKS[look]
        alpha = 1.0 if found.trusted else 0.35
        axes.barh(row, np.nan_to_num(value[j]), 0.62, color=colour, hatch=hatch, edgecolor="white", alpha=alpha)
    axes.hlines(rows, low[order], high[order], color=INK, linewidth=1.4)
    axes.plot(np.concatenate((low[order], high[order])), np.concatenate((rows, rows)), "|", color=INK, markersize=6.0)
    axes.axvline(0.0, color=INK, linewidth=0.9)
    axes.set_yticks(rows, [label(found.names[j], labels, 40) for j in order])
    axes.tick_params(axis="y", length=0, labelsize=10.0, labelcolor=INK)
    axes.grid(axis="y", visible=False)
    axes.set_ylim(-0.6, len(order) - 0.4)
    edge = float(np.nanmax(np.abs(np.append([low[order], high[order]], 0.1)))) * 1.05
    axes.set_xlim(-edge, edge)
    axes.xaxis.set_major_formatter(lambda value, _: number(value, lang))
    axes.set_xlabel(words(lang, "tornado_axis"), x=0.5 - 0.14, fontsize=9.5)
    _legend(figure, lang, all(found.signed))
    return figure


def _legend(figure: Figure, lang: str, numbers: bool) -> None:
    from matplotlib.patches import Patch

    shown = [look for look in LOOKS if look != "kind" or not numbers]
    handles = [
        Patch(facecolor=LOOKS[look][0], hatch=LOOKS[look][1], edgecolor="white", label=words(lang, f"tornado_{look}"))
        for look in shown
    ]
    figure.legend(handles=handles, loc="lower center", ncols=3, bbox_to_anchor=(0.5, 0.0))
