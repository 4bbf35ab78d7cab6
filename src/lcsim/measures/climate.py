"""Climate and learning this week: safety, energy, identity, trust, participation, learning, switching."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from lcsim.measures.measure import NOBODY, Measure


def _measure(name: str, wording: str, dutch: str, definition: str, **other: Any) -> Measure:
    facts: dict[str, Any] = {"unit": "share", "low": 0.0, "high": 1.0, "undefined": NOBODY, **other}
    return Measure(name, "climate", wording, dutch, definition=definition, weekly=True, **facts)


MEASURES: Final = (
    _measure(
        "people", "people present", "aanwezige mensen", "number of people present",
        unit="people", high=np.inf,
    ),
    _measure(
        "safety", "psychological safety", "psychologische veiligheid",
        "mean over teams, weighted by size, of the team's safety",
        sources=("Edmondson (1999), Administrative Science Quarterly 44(2)",),
    ),
    _measure("energy", "room to learn", "ruimte om te leren", "mean over people of energy"),
    _measure(
        "identity", "belonging to the learning community", "verbondenheid met de leergemeenschap",
        "mean over people of identity",
    ),
    _measure(
        "trust", "trust between members of a team", "vertrouwen tussen teamleden",
        "mean over directed ties between members of the same team",
        undefined="there are no ties within teams",
    ),
    _measure(
        "participation", "attendance at sessions per person this week",
        "deelname aan bijeenkomsten per persoon deze week",
        "attendances this week / people present", unit="per person", high=np.inf,
    ),
    _measure(
        "learning", "things learned per person this week", "dingen geleerd per persoon deze week",
        "options learned this week / people present", unit="per person", high=np.inf,
    ),
    _measure(
        "switches", "changes of practice per person this week",
        "veranderingen van werkwijze per persoon deze week",
        "switches this week / people present", unit="per person", high=np.inf,
    ),
    _measure(
        "switches_against_utility", "share of changes that the person expected to be worse",
        "aandeel veranderingen waarvan de persoon verslechtering verwachtte",
        "switches this week with utility U < 0 / switches this week", undefined="nobody switched this week",
    ),
    _measure(
        "tried", "things tried out per person this week", "dingen uitgeprobeerd per persoon deze week",
        "trials this week / people present", unit="per person", high=np.inf,
    ),
)  # fmt: skip
