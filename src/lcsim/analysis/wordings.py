"""What people call the domains, options and values behind the numbers."""

from __future__ import annotations

from lcsim.scenario.model import Scenario
from lcsim.simulation import Names


def readable(name: str) -> str:
    """A name with blanks."""
    return name.replace("_", " ")


class Wordings:
    """Wordings of the domains, options and dimensions of a scenario, by their places in `Names`."""

    def __init__(self, scenario: Scenario, names: Names, lang: str) -> None:
        self._dutch = lang == "nl"
        self.title = self._pick(scenario.title, scenario.dutch_title, "")
        """Title of the scenario; empty when it has none."""
        self._names = names
        self._domains = {domain.name: domain for domain in scenario.practices.domains}
        self._dimensions = {dimension.name: dimension for dimension in scenario.values}

    def _pick(self, english: str, dutch: str, name: str) -> str:
        """A wording in this language, the other one if there is none, or the name made readable."""
        first, second = (dutch, english) if self._dutch else (english, dutch)
        return first or second or readable(name)

    def domain(self, k: int) -> str:
        """Wording of a domain."""
        found = self._domains[self._names.domains[k]]
        return self._pick(found.wording, found.dutch, found.name)

    def option(self, k: int, q: int) -> str:
        """Wording of an option; a dash for none."""
        if q < 0:
            return "–"
        name = self._names.options[k][q]
        found = next(o for o in self._domains[self._names.domains[k]].options if o.name == name)
        return self._pick(found.wording, found.dutch, found.name)

    def dimension(self, v: int) -> str:
        """Wording of a value dimension."""
        found = self._dimensions[self._names.dimensions[v]]
        return self._pick(found.wording, found.dutch, found.name)
