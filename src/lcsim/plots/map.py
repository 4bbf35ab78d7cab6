"""Map of a difference between arms over two parameters, with the line inside which it is clearly better."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np

from lcsim.analysis import Difference, between, said
from lcsim.plots.style import INK, blank, capital, head
from lcsim.plots.sweep_texts import label, number, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

FINE: Final = 241
"""Places along each axis at which values between points are worked out."""


def draw(
    found: Difference,
    arm: str,
    baseline: str,
    measure: str,
    lang: str = "en",
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the mean difference in colour, points by what can be said of them, contours of clearly better and worse.

    Without a `baseline` the difference is one from the mean of all points of the same arm.
    """
    figure = blank(11.0, 7.4)
    told = words(lang, "map_smallest", smallest=number(found.smallest, lang)) if found.smallest > 0.0 else ""
    how = words(lang, f"map_{found.interpolation}")
    if baseline:
        title = words(lang, "map_title", arm=arm, baseline=baseline, measure=measure)
        note = words(lang, "map_note", smallest=told, how=how)
    else:
        title = capital(words(lang, "map_alone", arm=f"{arm} " if arm else "", measure=measure))
        note = words(lang, "map_alone_note", smallest=told, how=how)
    told = fill(" ".join([note, *(said(one, lang) for one in found.notes)]), 125)
    head(figure, title, told)
    tall = 0.685 - 0.026 * max(told.count("\n") - 2, 0)
    axes = figure.add_axes((0.085, 0.145, 0.80, tall))
    beside = figure.add_axes((0.90, 0.145, 0.022, tall))
    low, high = found.at.min(axis=0), found.at.max(axis=0)
    across, up = np.linspace(low[0], high[0], FINE), np.linspace(low[1], high[1], FINE)
    x, y = np.meshgrid(across, up)
    mean = between(found, found.mean, x, y)
    edge = float(np.nanmax(np.abs(np.append(mean[np.isfinite(mean)], found.mean)))) or 1.0
    image = axes.pcolormesh(x, y, np.ma.masked_invalid(mean), cmap=_shades(), vmin=-edge, vmax=edge, rasterized=True)
    _levels(axes, x, y, mean, lang)
    bar = figure.colorbar(image, cax=beside)
    bar.set_label(words(lang, "map_bar"))
    bar.ax.yaxis.set_major_formatter(lambda value, _: number(value, lang))
    bar.outline.set_visible(False)
    _line(axes, x, y, between(found, found.margin, x, y), "solid", 3.0)
    _line(axes, x, y, between(found, found.worse_margin, x, y), "dashed", 2.0)
    _points(axes, found, lang, bool(baseline))
    axes.grid(visible=False)
    span = high - low
    axes.set_xlim(low[0] - 0.03 * span[0], high[0] + 0.03 * span[0])
    axes.set_ylim(low[1] - 0.03 * span[1], high[1] + 0.03 * span[1])
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: number(value, lang))
    axes.set_xlabel(label(found.names[0], labels, 60))
    axes.set_ylabel(label(found.names[1], labels, 60))
    handles, names = axes.get_legend_handles_labels()
    figure.legend(handles, names, loc="lower center", ncols=3, bbox_to_anchor=(0.5, 0.0))
    return figure


def _shades() -> Colormap:
    """Purple over white to orange, without the darkest ends, on which lines are lost."""
    import matplotlib
    from matplotlib.colors import LinearSegmentedColormap

    ends = matplotlib.colormaps["PuOr_r"](np.linspace(0.18, 0.82, 256))
    return LinearSegmentedColormap.from_list("difference", ends)


def _levels(axes: Axes, x: np.ndarray, y: np.ndarray, mean: np.ndarray, lang: str) -> None:
    """Thin labelled lines of equal difference: what a copy in black and white is read by."""
    from matplotlib.patheffects import withStroke

    known = mean[np.isfinite(mean)]
    if known.size and known.min() < known.max():
        lines = axes.contour(x, y, np.ma.masked_invalid(mean), 7, colors="#555555", linewidths=0.6, linestyles="solid")
        for text in axes.clabel(lines, fontsize=8.5, fmt=lambda value: number(value, lang)):
            text.set_color(INK)
            text.set_path_effects([withStroke(linewidth=2.5, foreground="white")])


def _line(axes: Axes, x: np.ndarray, y: np.ndarray, margin: np.ndarray, style: str, width: float) -> None:
    """The contour where a margin is zero, if it is there."""
    known = margin[np.isfinite(margin)]
    if known.size and known.min() < 0.0 < known.max():
        axes.contour(
            x, y, np.ma.masked_invalid(margin), levels=[0.0], colors="black", linewidths=width, linestyles=style
        )


def _points(axes: Axes, found: Difference, lang: str, arms: bool) -> None:
    unclear = ~found.better & ~found.worse
    for key, chosen, mark, face, size in (
        ("map_better" if arms else "map_above", found.better, "^", "black", 8.0),
        ("map_unclear", unclear, "o", "white", 5.0),
        ("map_worse" if arms else "map_below", found.worse, "v", "white", 8.0),
    ):
        at = found.at[chosen]
        axes.plot(
            at[:, 0], at[:, 1], mark, markersize=size, markerfacecolor=face, markeredgecolor=INK, linestyle="none",
            label=words(lang, key), clip_on=False, zorder=4.0,
        )  # fmt: skip
