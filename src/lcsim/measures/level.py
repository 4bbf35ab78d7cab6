"""Level: how much of the headline value there is, and what the ways of working express of it.

Level is not agreement: a team can be of one mind low or high. The two are always reported apart.
"""

from __future__ import annotations

from typing import Final

from lcsim.measures.measure import NOBODY, Measure, Result, defined, null
from lcsim.measures.view import View


def _range(view: View) -> Result:
    means = view.means_of_teams(view.values[:, 0])
    return defined(max(means) - min(means)) if len(means) > 1 else null("it takes two teams with people")


MEASURES: Final = (
    Measure(
        "level",
        "level",
        "level of the headline value",
        "niveau van de hoofdwaarde",
        "share",
        0.0,
        1.0,
        "mean over people present of the headline value dimension",
        NOBODY,
        weekly=True,
    ),
    Measure(
        "expressed",
        "level",
        "how much of the headline value the ways of working express",
        "hoeveel van de hoofdwaarde de werkwijzen uitdrukken",
        "share",
        0.0,
        1.0,
        "mean over people and domains bearing on the headline value of expression[domain, option enacted]",
        "no domain bears on the headline value, or nobody has decided",
        weekly=True,
    ),
    Measure(
        "level_range",
        "level",
        "difference in the headline value between the highest and the lowest team",
        "verschil in de hoofdwaarde tussen het hoogste en het laagste team",
        "share",
        0.0,
        1.0,
        "largest minus smallest team mean of the headline dimension",
        "it takes two teams with people",
        compute=_range,
    ),
)
