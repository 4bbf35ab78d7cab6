"""How all figures look: colours for everybody's eyes, shapes beside colours, one way of saving."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5195", "#8C6D31")
"""Okabe & Ito (2008), and two more: told apart with every kind of colour vision."""
MARKERS: Final = ("o", "s", "^", "D", "v", "P", "X", "h")
INK: Final = "#222222"
FAINT: Final = "#8A8A8A"
PAPER: Final = "#FFFFFF"
SIGNS_AN_INCH: Final = 8
"""Characters of a title that fit in an inch."""
DPI: Final = 110

STYLE: Final[dict[str, Any]] = {
    "font.family": "DejaVu Sans",
    "font.size": 10.0,
    "axes.titlesize": 11.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 8.0,
    "axes.titley": 1.0,  # a fixed place: looking for a free one takes longer than drawing
    "axes.labelsize": 10.0,
    "axes.labelcolor": INK,
    "axes.edgecolor": "#999999",
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.8,
    "xtick.color": "#555555",
    "ytick.color": "#555555",
    "xtick.labelsize": 9.0,
    "ytick.labelsize": 9.0,
    "legend.frameon": False,
    "legend.fontsize": 9.5,
    "text.color": INK,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "svg.hashsalt": "lcsim",
    "svg.fonttype": "path",
    "path.simplify": True,
}


@contextmanager
def house_style() -> Iterator[None]:
    """Our settings for the time of drawing, whatever the user has set."""
    logs = logging.getLogger("matplotlib")
    before = logs.level
    logs.setLevel(logging.ERROR)  # where there is no home it keeps its fonts elsewhere: of no concern to anybody here
    try:
        import matplotlib
    finally:
        logs.setLevel(before)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)  # type: ignore[arg-type,unused-ignore]
        yield


def colour(place: int) -> str:
    """Colour of a team by its place."""
    return COLOURS[place % len(COLOURS)]


def marker(place: int) -> str:
    """Shape of a team by its place: teams that share a colour differ in shape."""
    return MARKERS[(place + place // len(MARKERS)) % len(MARKERS)]


def blank(width: float, height: float) -> Figure:
    """An empty figure of so many inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), dpi=DPI)


def head(figure: Figure, title: str, note: str = "") -> None:
    """What is seen, in words, at the top left, as much as fits; below it how to read it."""
    height = figure.get_figheight()
    title = shorten(title, int(SIGNS_AN_INCH * figure.get_figwidth()))
    figure.text(0.02, 1.0 - 0.16 / height, title, fontsize=14.0, fontweight="bold", va="top", ha="left")
    if note:
        figure.text(
            0.02,
            1.0 - 0.50 / height,
            note,
            fontsize=10.0,
            color="#555555",
            va="top",
            ha="left",
            linespacing=1.3,
        )


def decimal_signs(axes: Axes, lang: str) -> None:
    """Decimal commas on the vertical axis where people write them."""
    if lang == "nl":
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.10g}".replace(".", ","))


QUARTERS: Final = (1, 2, 4, 13, 26, 52, 104, 208)
ROUND_WEEKS: Final = (1, 2, 4, 5, 10, 13, 20, 26, 50, 52, 100, 104, 208)


def weeks_axis(axes: Axes, weeks: int, label: str, most: int = 7) -> None:
    """An axis of weeks with at most `most` steps of a round number, that end in the last week where one of these does.

    Otherwise quarters or years.
    """
    axes.set_xlim(0, max(weeks, 1))
    to_the_end = (s for s in ROUND_WEEKS if weeks / s <= most and weeks % s == 0 and s < weeks)
    quarters = (s for s in QUARTERS if weeks / s <= most)
    step = next(to_the_end, None) or next(quarters, 416)
    axes.set_xticks(range(0, weeks + 1, step))
    axes.set_xlabel(label)
    axes.xaxis.set_label_coords(0.5, -0.40 * DPI / axes.bbox.height)  # inches below the axis


def room(
    low: float, high: float, least: float, floor: float | None = None, top: float | None = None
) -> tuple[float, float]:
    """Limits of an axis around `low` to `high`, at least `least` apart, inside `floor` and `top`."""
    pad = 0.06 * (high - low)
    low, high = low - pad, high + pad
    if high - low < least:
        middle = (low + high) / 2.0
        low, high = middle - least / 2.0, middle + least / 2.0
    if floor is not None and low < floor:
        low, high = floor, max(high, floor + least)
    if top is not None and high > top:
        low, high = min(low, top - least), top
    return low, high


def shorten(text: str, most: int) -> str:
    """At most `most` characters, cut at a word with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0] if " " in text[: most - 1] else text[: most - 1]
    return f"{cut.rstrip(',;: ')}…"


def ending(text: str, most: int) -> str:
    """The last `most` characters: what tells long names apart."""
    return text if len(text) <= most else f"…{text[1 - most :]}"


def capital(text: str) -> str:
    """The text with a capital to begin with."""
    return text[:1].upper() + text[1:]


def save(figure: Figure, path: Path, formats: Sequence[str] = ("svg", "png")) -> None:
    """Save as `path` with each suffix; no date or path inside."""
    for form in formats:
        if form == "svg":
            figure.savefig(path.with_suffix(".svg"), metadata={"Date": None})
        else:
            figure.savefig(path.with_suffix(".png"), metadata={"Software": None}, pil_kwargs={"compress_level": 4})
