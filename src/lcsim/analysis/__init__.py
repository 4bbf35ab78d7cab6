"""From outcomes to findings: numbers with their spread, and what they say about."""

from lcsim.analysis.account import Account, Contrast, EmergedPractice, HeadlineRow, NetworkRow, account
from lcsim.analysis.spread import Spread, spread
from lcsim.analysis.ways import Ways, ways_over_weeks
from lcsim.analysis.wordings import Wordings, readable

__all__ = [
    "Account",
    "Contrast",
    "EmergedPractice",
    "HeadlineRow",
    "NetworkRow",
    "Spread",
    "Ways",
    "Wordings",
    "account",
    "readable",
    "spread",
    "ways_over_weeks",
]
