"""From outcomes to findings: numbers with their spread, and what they say about."""

from lcsim.analysis.account import Account, Contrast, EmergedPractice, HeadlineRow, NetworkRow, account
from lcsim.analysis.convergence import Settling, settling
from lcsim.analysis.intervals import Estimates
from lcsim.analysis.luck import Shares, founding_shares, luck_shares
from lcsim.analysis.maps import Difference, between, difference
from lcsim.analysis.morris import Morris, morris
from lcsim.analysis.notes import Note, said
from lcsim.analysis.power import (
    Needed,
    needed_for_pairs,
    power_of_groups,
    power_of_pairs,
    runs_of_groups,
    runs_of_pairs,
)
from lcsim.analysis.regression import Regression, regression
from lcsim.analysis.sample import Sample, Varied
from lcsim.analysis.sobol import Sobol, sobol
from lcsim.analysis.spread import Spread, spread
from lcsim.analysis.team_order import teams_as_written
from lcsim.analysis.ways import Ways, ways_over_weeks
from lcsim.analysis.wordings import Wordings, readable

__all__ = [
    "Account",
    "Contrast",
    "Difference",
    "EmergedPractice",
    "Estimates",
    "HeadlineRow",
    "Morris",
    "Needed",
    "NetworkRow",
    "Note",
    "Regression",
    "Sample",
    "Settling",
    "Shares",
    "Sobol",
    "Spread",
    "Varied",
    "Ways",
    "Wordings",
    "account",
    "between",
    "difference",
    "founding_shares",
    "luck_shares",
    "morris",
    "needed_for_pairs",
    "power_of_groups",
    "power_of_pairs",
    "readable",
    "regression",
    "runs_of_groups",
    "runs_of_pairs",
    "said",
    "settling",
    "sobol",
    "spread",
    "teams_as_written",
    "ways_over_weeks",
]
