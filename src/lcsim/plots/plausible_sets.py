"""What history matching kept: quantities of the plausible sets beside their bands, and where the sets lie in the ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from lcsim.plots.style import COLOURS, FAINT, INK, blank, head

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TEXTS: Final = {
    "en": {
        "title": "What is left after history matching",
        "note": "Left: quantities of the {sets} plausible sets (dots) beside the band observed (bar). Right: where the sets\n"
        "lie in the range of each parameter: line from 10% to 90%, dot the median; without any finding .1 to .9, at .5.",
        "axis": "place in the range",
    },
    "nl": {
        "title": "Wat er overblijft na history matching",
        "note": "Links: grootheden van de {sets} plausibele sets (stippen) naast de waargenomen band (balk). Rechts: waar de\n"
        "sets liggen in het bereik van elke parameter: lijn van 10% tot 90%, stip de mediaan; zonder bevinding ,1 tot ,9.",
        "axis": "plaats in het bereik",
    },
}


def draw(
    bands: Sequence[Any], found: Any, paths: Sequence[str], places: Any, lang: str = "en", seed: int = 1
) -> Figure:
    """Draw bands and sets.

    Parameters
    ----------
    bands, found
        Bands, and float64[sets, bands]: the quantities of every set.
    paths, places
        Parameters, and float64[sets, parameters]: places in their ranges, 0 to 1.
    """
    import numpy as np

    words = TEXTS[lang]
    figure = blank(11.0, 8.2)
    head(figure, words["title"], words["note"].format(sets=len(found)))
    left, right = figure.subplots(1, 2, width_ratios=(1.0, 1.15))
    figure.subplots_adjust(left=0.1, right=0.985, top=0.84, bottom=0.07, wspace=0.68)
    spread = np.random.default_rng(seed).uniform(-0.25, 0.25, len(found))
    for row, band in enumerate(reversed(bands)):
        values = found[:, len(bands) - 1 - row]
        left.barh(row, band.high - band.low, 0.74, left=band.low, color=COLOURS[5], alpha=0.45)
        left.plot(values, row + spread, "o", color=INK, markersize=2.2, alpha=0.6)
    left.set_yticks(range(len(bands)), [band.name.replace("_", " ") for band in reversed(bands)])
    left.set_xlim(0.0, 1.05)
    low, middle, high = np.quantile(places, [0.1, 0.5, 0.9], axis=0)
    rows = np.arange(len(paths))[::-1]
    right.axvspan(0.1, 0.9, color=FAINT, alpha=0.12, linewidth=0)
    right.axvline(0.5, color=FAINT, linewidth=0.8)
    right.hlines(rows, low, high, color=COLOURS[0], linewidth=2.0)
    right.plot(middle, rows, "o", color=COLOURS[0], markersize=5.0)
    right.set_yticks(rows, [path.removeprefix("rules.") for path in paths], fontsize=8.5)
    right.set_ylim(-0.7, len(paths) - 0.3)
    right.set_xlim(0.0, 1.0)
    right.set_xlabel(words["axis"])
    for axes in (left, right):
        axes.grid(axis="y", visible=False)
    return figure
