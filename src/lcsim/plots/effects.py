"""How an effect is drawn wherever effects are: a mark for its mean, a line for its interval, a legend of verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Look = tuple[str, str, str]
"""Line, shape and filling of a verdict: told apart without colour too."""


def interval(axes: Axes, row: float, low: float, high: float, colour: str, half: float) -> None:
    """A line from `low` to `high` with ends that reach `half` a row up and down."""
    axes.plot([low, high], [row] * 2, color=colour, linewidth=2.6, solid_capstyle="butt", zorder=2.0)
    for end in (low, high):
        axes.plot([end] * 2, [row - half, row + half], color=colour, linewidth=1.6, zorder=2.0)


def mark(axes: Axes, row: float, mean: float, look: Look, size: float) -> None:
    """The mean, in the shape of its verdict."""
    line, shape, filling = look
    axes.plot(
        [mean], [row], marker=shape, markersize=size, markerfacecolor=filling, markeredgecolor=line,
        markeredgewidth=1.6, linestyle="none", zorder=3.0,
    )  # fmt: skip


def legend(figure: Figure, looks: Mapping[str, Look]) -> None:
    """What the shapes mean: by wording, below the panels."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=line, linewidth=2.0, marker=shape, markersize=8.0, markerfacecolor=filling,
               markeredgecolor=line, label=wording)
        for wording, (line, shape, filling) in looks.items()
    ]  # fmt: skip
    figure.legend(handles=handles, loc="lower center", ncols=len(handles), bbox_to_anchor=(0.55, 0.0))
