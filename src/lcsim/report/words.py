"""Sentences and numbers as people read them, in their language."""

from __future__ import annotations

import math
import textwrap

from lcsim.analysis import Spread
from lcsim.report.texts import TEXTS

WIDTH = 80
LANGUAGES = tuple(TEXTS)
DECIMALS = {"space": 1}
"""Of headline measures that are no shares."""


class Words:
    """Texts and number formats of one language."""

    def __init__(self, lang: str, width: int = WIDTH) -> None:
        if lang not in TEXTS:
            raise ValueError(f"language must be one of {', '.join(TEXTS)}, got {lang!r}")
        self.lang = lang
        self.width = width

    def __call__(self, key: str, **values: object) -> str:
        """The text of that name, filled in."""
        return TEXTS[self.lang][key].format(**values)

    def number(self, value: float, decimals: int = 1) -> str:
        """A number; an en dash where there is none."""
        if math.isnan(value):
            return "–"
        text = f"{value:.{decimals}f}"
        if not text.strip("-0."):
            text = text.lstrip("-")  # what is 0 to people has no sign
        return text.replace(".", ",") if self.lang == "nl" else text

    def count(self, value: float) -> str:
        """A whole number with its thousands apart: ``1,785``, ``1.785``."""
        text = f"{value:,.0f}"
        return text.replace(",", ".") if self.lang == "nl" else text

    def share(self, value: float) -> str:
        """A number in 0..1 with two decimals: ``.78``, ``0,78``."""
        text = self.number(value, 2)
        if self.lang == "en":
            return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
        return text

    def headline(self, measure: str, value: float) -> str:
        """A headline measure: a share, or a number with its decimals."""
        decimals = DECIMALS.get(measure)
        return self.share(value) if decimals is None else self.number(value, decimals)

    def span(self, measure: str, found: Spread) -> str:
        """The range of a headline measure; a dash where there is none."""
        if not found.defined:
            return "–"
        return self("to", low=self.headline(measure, found.low), high=self.headline(measure, found.high))

    def percent(self, value: float) -> str:
        """A share as a percentage."""
        return "–" if math.isnan(value) else f"{100 * value:.0f}%"

    def wrap(self, text: str, indent: str = "  ", hanging: str | None = None) -> list[str]:
        """Lines of at most `width` characters."""
        return textwrap.wrap(
            text, self.width, initial_indent=indent, subsequent_indent=indent if hanging is None else hanging,
            break_long_words=True, break_on_hyphens=False,
        )  # fmt: skip
