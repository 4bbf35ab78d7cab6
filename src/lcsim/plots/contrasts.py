"""Arms of a sweep beside one another: mean differences on the same luck with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Final

from lcsim.analysis.contrasts import Contrast
from lcsim.analysis.wordings import readable
from lcsim.plots.effects import interval, legend, mark
from lcsim.plots.style import COLOURS, INK, PAPER, blank, capital, head, shorten
from lcsim.plots.sweep_texts import number, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LOOKS: Final = {
    "higher": (COLOURS[0], "^", COLOURS[0]),
    "lower": (COLOURS[1], "v", COLOURS[1]),
    "equivalent": (INK, "s", "#9A9A9A"),
    "apart_unclear": (INK, "o", PAPER),
}
"""Line, shape and filling of each verdict: told apart without colour too."""
COLUMNS: Final = 2


def draw(found: Mapping[str, Sequence[Contrast]], lang: str = "en") -> Figure:
    """Draw the differences of several measures: by what people call them, the same pairs of arms in each."""
    pairs = list(dict.fromkeys((one.arm, one.against) for contrasts in found.values() for one in contrasts))
    rows = -(-len(found) // COLUMNS)
    panel = 0.75 + 0.36 * max(len(pairs), 2) + 0.35
    height = 1.35 + rows * panel + 0.45
    figure = blank(11.0, height)
    head(figure, words(lang, "contrasts_title"), fill(words(lang, "contrasts_note"), 120))
    panels = figure.subplots(rows, COLUMNS, squeeze=False, sharey=True)
    figure.subplots_adjust(
        left=0.29, right=0.985, top=1.0 - 1.5 / height, bottom=0.85 / height, wspace=0.07, hspace=0.75 / (panel - 0.75)
    )
    for axes, (measure, contrasts) in zip(panels.flat, found.items(), strict=False):
        axes.set_title(shorten(capital(measure), 40))
        axes.axvline(0.0, color="#777777", linewidth=1.0, zorder=1.0)
        axes.grid(axis="y", visible=False)
        axes.locator_params(axis="x", nbins=6)
        axes.xaxis.set_major_formatter(lambda value, _: number(value, lang))
        for one in contrasts:
            row = pairs.index((one.arm, one.against))
            interval(axes, row, one.low, one.high, LOOKS[one.verdict][0], 0.14)
            mark(axes, row, one.mean, LOOKS[one.verdict], 8.0)
    for axes in list(panels.flat)[len(found) :]:
        axes.set_visible(False)
    against = words(lang, "contrasts_less")
    for left, *_ in panels:
        left.set_yticks(
            range(len(pairs)), [f"{shorten(readable(a), 24)} {against} {shorten(readable(b), 24)}" for a, b in pairs]
        )
        left.tick_params(axis="y", labelcolor=INK, labelsize=9.0)
        left.set_ylim(len(pairs) - 0.4, -0.6)
    legend(figure, {words(lang, f"contrasts_{verdict}"): look for verdict, look in LOOKS.items()})
    return figure
