"""Forest: the effect of every arm on every measure with its interval, the smallest effect that counts as a band."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np

from lcsim.analysis.comparison import APART, BETTER, DEPENDS, EQUIVALENT, VERDICTS, WORSE, Comparison
from lcsim.analysis.paired import set_means
from lcsim.analysis.wordings import readable
from lcsim.plots.effects import interval, legend, mark
from lcsim.plots.style import COLOURS, INK, PAPER, blank, capital, head, shorten
from lcsim.plots.sweep_texts import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LOOKS: Final = {
    BETTER: (COLOURS[0], "^", COLOURS[0]),
    WORSE: (COLOURS[1], "v", COLOURS[1]),
    EQUIVALENT: (INK, "s", "#9A9A9A"),
    DEPENDS: (COLOURS[3], "D", PAPER),
    APART: (INK, "o", PAPER),
}
"""Line, shape and filling of each verdict: told apart without colour too."""
COLUMNS: Final = 2
ROW: Final = 0.36
MOST_DOTS: Final = 300


def draw(found: Comparison, lang: str = "en", named: Callable[[str], str] = readable) -> Figure:
    """Draw all measures of a comparison; arms in the order in which they were given, in every panel the same.

    Parameters
    ----------
    named
        What people call a measure that is no headline.
    """
    compared = found.compared
    arms, measures = compared.arms[1:], compared.experiment.measures
    columns = min(COLUMNS, len(measures))
    rows = -(-len(measures) // columns)
    panel = 0.75 + ROW * max(len(arms), 2) + 0.35
    height = 1.35 + rows * panel + 0.45
    figure = blank(11.0, height)
    replicates = compared.experiment.replicates
    pairs = words(lang, "forest_pair" if replicates == 1 else "forest_pairs", n=replicates)
    sets = words(lang, "forest_sets", n=compared.used_sets)
    note = (
        words(lang, "forest_note", pairs=pairs, sets=sets)
        if compared.used_sets > 1
        else words(
            lang, "forest_note_one", pairs=pairs, setting=words(lang, "forest_set" if compared.paths else "forest_own")
        )
    )
    title = words(lang, "forest_title", name=capital(readable(compared.experiment.scenario)))
    head(figure, title, fill(note, 120))
    panels = figure.subplots(rows, columns, squeeze=False, sharey=True)
    figure.subplots_adjust(
        left=0.2, right=0.985, top=1.0 - 1.5 / height, bottom=0.85 / height, wspace=0.07, hspace=0.75 / (panel - 0.75)
    )
    for axes, measure in zip(panels.flat, measures, strict=False):
        key = f"forest_{measure}"
        axes.set_title(words(lang, key) if key in KNOWN else shorten(capital(named(measure)), 44))
        _panel(axes, found, measure, lang)
    for axes in list(panels.flat)[len(measures) :]:
        axes.set_visible(False)
    for row in panels:
        row[0].set_yticks(range(len(arms)), [shorten(readable(arm), 26) for arm in arms])
        row[0].tick_params(axis="y", labelcolor=INK, labelsize=10.0)
        row[0].set_ylim(len(arms) - 0.4, -0.6)
    legend(figure, {words(lang, f"forest_{verdict}"): LOOKS[verdict] for verdict in VERDICTS})
    return figure


KNOWN: Final = frozenset({"forest_agreement", "forest_level", "forest_space", "forest_quality"})


def _panel(axes: Axes, found: Comparison, measure: str, lang: str) -> None:
    compared = found.compared
    base, *arms = compared.arms
    smallest = found.smallest.get(measure)
    if smallest is not None:
        axes.axvspan(-smallest, smallest, color="#DDDDDD", linewidth=0.0, zorder=0.5)
    axes.axvline(0.0, color="#777777", linewidth=1.0, zorder=1.0)
    axes.grid(axis="y", visible=False)
    low, high = (-(smallest or 0.0), smallest or 0.0)
    for row, arm in enumerate(arms):
        effect = found.effects[arm, measure]
        look = LOOKS[effect.verdict]
        difference = compared.values[arm, measure] - compared.values[base, measure]
        means = set_means(difference, compared.sets)[1]
        dots = (means if means.size > 1 else difference[np.isfinite(difference)])[:MOST_DOTS]
        axes.plot(
            dots, np.full(dots.size, row + 0.22), linestyle="none", marker="o", markersize=2.6, color="#6F6F6F",
            alpha=0.45, markeredgewidth=0.0, zorder=1.5,
        )  # fmt: skip
        if dots.size:
            inner = np.quantile(dots, (0.03, 0.97))
            low, high = min(low, float(inner[0])), max(high, float(inner[1]))
        if effect.found.known:
            ends = (effect.found.low, effect.found.high)
            interval(axes, row - 0.08, *ends, look[0], 0.11)
            low, high = min(low, *ends), max(high, *ends)
        if np.isfinite(effect.found.mean):
            mark(axes, row - 0.08, effect.found.mean, look, 8.5)
    span = max(high - low, 1e-9)
    axes.set_xlim(low - 0.06 * span, high + 0.06 * span)
    axes.locator_params(axis="x", nbins=6)
    if lang == "nl":
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.10g}".replace(".", ","))
