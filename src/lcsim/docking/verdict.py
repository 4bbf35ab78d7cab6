"""A target and the verdict on it: what was asked, what came out, how sure that is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

LEVELS: Final = ("numerical", "distributional", "relational", "pattern")
"""How much is claimed: equal numbers > equal distributions > equal order (Axtell, Axelrod, Epstein & Cohen 1996,
Computational and Mathematical Organization Theory 1(2)); or a pattern of the field."""

OUTCOMES: Final = ("holds", "fails", "forced", "unclear", "untried")
"""*forced*: it holds because a rule contains it; *unclear*: it may hold, and too few seeds were run to say; *untried*: what it
takes is not there."""


@dataclass(frozen=True)
class Target:
    """What is asked of the model.

    Attributes
    ----------
    name
        Unique among the targets of a command.
    wanted
        What must come out, in a few signs: ``.863``, ``> 0``, ``1.0 to 1.4``.
    level
        One of `LEVELS`.
    source
        Where it was published.
    tolerance
        How far off still counts, in a few signs; empty where the interval decides.
    statement
        What it says, in one sentence.
    """

    name: str
    wanted: str
    level: str
    source: str
    tolerance: str = ""
    statement: str = ""

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"{self.name}: level must be one of {', '.join(LEVELS)}, got {self.level!r}")


@dataclass(frozen=True)
class Verdict:
    """What came out.

    Attributes
    ----------
    target
        What was asked.
    outcome
        One of `OUTCOMES`.
    got
        The estimate; NaN where there is none.
    low, high
        Interval of the estimate, both ends included; NaN where there is none.
    n
        Independent runs, or pairs or sets of runs, that the estimate rests on.
    share
        Patterns: share of the plausible parameter sets in which it holds; NaN where not asked.
    note
        What a reader must know beside it: which rule forces it, why it was not tried.
    numbers
        More of what was found, by name.
    """

    target: Target
    outcome: str
    got: float = math.nan
    low: float = math.nan
    high: float = math.nan
    n: int = 0
    share: float = math.nan
    note: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            raise ValueError(f"{self.target.name}: outcome must be one of {', '.join(OUTCOMES)}, got {self.outcome!r}")

    @property
    def failed(self) -> bool:
        """Whether it was tried and did not come out."""
        return self.outcome == "fails"


def all_pass(verdicts: Iterable[Verdict]) -> bool:
    """Whether none fails; a command leaves with exit code 1 otherwise."""
    return not any(verdict.failed for verdict in verdicts)


def as_json(verdict: Verdict) -> dict[str, Any]:
    """Plain data of a verdict, null where there is no number."""

    def number(value: float) -> float | None:
        return value if math.isfinite(value) else None

    target = verdict.target
    return {
        "name": target.name,
        "statement": target.statement,
        "target": target.wanted,
        "tolerance": target.tolerance or None,
        "level": target.level,
        "source": target.source,
        "got": number(verdict.got),
        "interval": [number(verdict.low), number(verdict.high)],
        "n": verdict.n,
        "share_of_sets": number(verdict.share),
        "verdict": verdict.outcome,
        "note": verdict.note or None,
        "numbers": {name: number(value) for name, value in verdict.numbers.items()},
    }
