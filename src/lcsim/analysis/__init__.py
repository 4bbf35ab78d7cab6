"""From outcomes to findings: numbers with their spread, and what they say about."""

from lcsim.analysis.account import Account, Contrast, EmergedPractice, HeadlineRow, account
from lcsim.analysis.spread import Spread, spread
from lcsim.analysis.ways import Ways, ways_over_weeks

__all__ = [
    "Account",
    "Contrast",
    "EmergedPractice",
    "HeadlineRow",
    "Spread",
    "Ways",
    "account",
    "spread",
    "ways_over_weeks",
]
