"""All figures of a comparison, in house style: the forest, and a fan chart of each arm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from lcsim.analysis.comparison import Comparison
from lcsim.analysis.wordings import readable
from lcsim.plots import forest, paired_fan
from lcsim.plots.style import house_style, save

MOST_FANS: Final = 12


def draw_comparison(found: Comparison, folder: Path, lang: str = "en", named: Callable[[str], str] = readable) -> None:
    """Draw into `folder`, which is made; of more than `MOST_FANS` arms the first have fan charts."""
    folder.mkdir(exist_ok=True)
    with house_style():
        save(forest.draw(found, lang, named), folder / "forest")
        for arm in found.compared.arms[1 : 1 + MOST_FANS]:
            if any((arm, measure) in found.compared.weekly for measure in found.compared.experiment.measures):
                save(paired_fan.draw(found, arm, lang, named), folder / f"fan_{arm}")
