"""Numbers and names as people read them, in their language."""

from __future__ import annotations

import math
import textwrap

from lcsim.report.texts import TEXTS
from lcsim.scenario.model import Scenario
from lcsim.simulation import Names

WIDTH = 80
LANGUAGES = tuple(TEXTS)


class Words:
    """Texts and number formats of one language."""

    def __init__(self, lang: str) -> None:
        if lang not in TEXTS:
            raise ValueError(f"language must be one of {', '.join(TEXTS)}, got {lang!r}")
        self.lang = lang

    def __call__(self, key: str, **values: object) -> str:
        """The text of that name, filled in."""
        return TEXTS[self.lang][key].format(**values)

    def number(self, value: float, decimals: int = 1) -> str:
        """A number; an en dash where there is none."""
        if math.isnan(value):
            return "–"
        text = f"{value:.{decimals}f}"
        return text.replace(".", ",") if self.lang == "nl" else text

    def share(self, value: float) -> str:
        """A number in 0..1 with two decimals: ``.78``, ``0,78``."""
        text = self.number(value, 2)
        if self.lang == "en":
            return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
        return text

    def percent(self, value: float) -> str:
        """A share as a percentage."""
        return "–" if math.isnan(value) else f"{100 * value:.0f}%"

    def pick(self, english: str, dutch: str, name: str) -> str:
        """A wording in this language, another if there is none, or the name made readable."""
        first, second = (dutch, english) if self.lang == "nl" else (english, dutch)
        return first or second or readable(name)

    def wrap(self, text: str, indent: str = "  ", hanging: str | None = None) -> list[str]:
        """Lines of at most 80 characters."""
        return textwrap.wrap(
            text, WIDTH, initial_indent=indent, subsequent_indent=indent if hanging is None else hanging,
            break_long_words=True, break_on_hyphens=False,
        )  # fmt: skip


def readable(name: str) -> str:
    """A name with blanks."""
    return name.replace("_", " ")


class Wordings:
    """Wordings of the domains and options of a scenario by their places in `Names`."""

    def __init__(self, scenario: Scenario, names: Names, words: Words) -> None:
        self._words = words
        self._names = names
        self._domains = {domain.name: domain for domain in scenario.practices.domains}
        self._dimensions = {dimension.name: dimension for dimension in scenario.values}

    def domain(self, k: int) -> str:
        """Wording of a domain."""
        found = self._domains[self._names.domains[k]]
        return self._words.pick(found.wording, found.dutch, found.name)

    def option(self, k: int, q: int) -> str:
        """Wording of an option; an en dash for none."""
        if q < 0:
            return "–"
        name = self._names.options[k][q]
        found = next(o for o in self._domains[self._names.domains[k]].options if o.name == name)
        return self._words.pick(found.wording, found.dutch, found.name)

    def dimension(self, v: int) -> str:
        """Wording of a value dimension."""
        found = self._dimensions[self._names.dimensions[v]]
        return self._words.pick(found.wording, found.dutch, found.name)
