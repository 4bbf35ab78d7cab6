"""All figures of a study, drawn and saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lcsim.experiment import Replicates
from lcsim.plots import fan_chart, network, practices, values
from lcsim.plots.style import house_style, save

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIGURES: Final[dict[str, Callable[[Replicates, str], Figure]]] = {
    "fan_chart": fan_chart.draw,
    "practices": practices.draw,
    "network": network.draw,
    "values": values.draw,
}
"""Figures by name, which is that of their file."""


def figures(found: Replicates, lang: str = "en") -> Iterator[tuple[str, Figure]]:
    """Draw every figure of `found`; without a shown run only what needs none."""
    with house_style():
        for name, draw in FIGURES.items():
            yield name, draw(found, lang)


def draw_all(found: Replicates, folder: Path, lang: str = "en") -> None:
    """Save every figure as SVG and PNG into `folder`; equal studies give equal bytes."""
    folder.mkdir()
    with house_style():
        for name, draw in FIGURES.items():
            save(draw(found, lang), folder / name)
