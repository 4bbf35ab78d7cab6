"""From what was seen in runs to a verdict on a target.

Equivalence rather than "no significant difference" (Axtell et al. 1996 had ten runs a cell): a mean holds if it is within
``max(delta, 3 sqrt(SE^2 + SE_published^2))`` of the target, which is shown as the tolerance. With a model that is right a
target fails by chance at most once in 370 times with many runs; fewer runs know their SE less well. How often exactly is
`numbers["chance"]` of a verdict: by Student's t, were other seeds drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from lcsim.docking.target_file import Wanted
from lcsim.docking.verdict import Target, Verdict

ERRORS: Final = 3.0
"""Standard errors that chance may take away from a target."""

NORMAL_95: Final = 1.959963984540054


@dataclass(frozen=True)
class Estimate:
    """A mean over runs (or a difference or a crossing of means), with its standard error."""

    mean: float
    error: float
    n: int


def estimate(values: NDArray[np.float64]) -> Estimate:
    """Mean over runs; a run in which nothing is defined makes it undefined."""
    n = values.size
    if n == 0:
        return Estimate(math.nan, math.nan, 0)
    error = float(values.std(ddof=1) / math.sqrt(n)) if n > 1 else 0.0
    return Estimate(float(values.mean()), error, n)


def combined(wanted: Wanted, seen: Sequence[NDArray[np.float64]]) -> Estimate:
    """What a target is about: one mean, ``by: difference`` (the first less the second), ``ratio``, or where means cross a level."""
    parts = [estimate(values) for values in seen]
    crosses: Mapping[str, Any] | None = wanted.rule.get("crosses")
    if crosses is not None:
        return crossing([float(at) for at in crosses["at"]], parts, float(crosses["level"]))
    by = wanted.rule.get("by")
    if by == "difference":
        one, other = parts
        return Estimate(one.mean - other.mean, math.hypot(one.error, other.error), min(one.n, other.n))
    if by == "ratio":
        one, other = parts
        if other.mean == 0.0:
            return Estimate(math.inf if one.mean > 0.0 else math.nan, 0.0, min(one.n, other.n))
        ratio = one.mean / other.mean
        share = math.hypot(one.error / one.mean if one.mean else 0.0, other.error / other.mean)
        return Estimate(ratio, abs(ratio) * share, min(one.n, other.n))
    if by == "mean":
        error = math.sqrt(sum(part.error**2 for part in parts)) / len(parts)
        return Estimate(sum(part.mean for part in parts) / len(parts), error, min(part.n for part in parts))
    if len(parts) != 1:
        raise ValueError(f"target {wanted.name!r}: several groups of runs need 'by' or 'crosses'")
    return parts[0]


def crossing(at: Sequence[float], parts: Sequence[Estimate], level: float) -> Estimate:
    """Where the means first cross a level, by straight lines between them; the error is that of the means on that line."""
    for k in range(len(parts) - 1):
        one, other = parts[k].mean - level, parts[k + 1].mean - level
        if one == 0.0 or one * other < 0.0:
            share = one / (one - other) if one != other else 0.0
            slope = abs(other - one) / (at[k + 1] - at[k])
            error = math.hypot((1 - share) * parts[k].error, share * parts[k + 1].error)
            return Estimate(at[k] + share * (at[k + 1] - at[k]), error / slope if slope else math.nan, parts[k].n)
    return Estimate(math.nan, math.nan, min(part.n for part in parts))


def judge(wanted: Wanted, seen: Sequence[NDArray[np.float64]]) -> Verdict:
    """The verdict on a target from what was looked at in each group of its runs."""
    got = combined(wanted, seen)
    errors = 0.0 if wanted.level == "numerical" else ERRORS
    low, high = _reach(wanted.rule, got, errors)
    asked, tolerance = _asked(wanted.rule, got, errors)
    strict = "above" in wanted.rule or "below" in wanted.rule
    holds = (got.mean > low if "above" in wanted.rule else got.mean < high) if strict else low <= got.mean <= high
    if wanted.control:
        asked = f"not {asked}"
        holds = not holds and not math.isnan(got.mean)
    half = NORMAL_95 * got.error
    return Verdict(
        target=Target(wanted.name, asked, wanted.level, wanted.source, tolerance, wanted.statement),
        outcome="holds" if holds else "fails",
        got=got.mean,
        low=got.mean - half if got.n > 1 else math.nan,
        high=got.mean + half if got.n > 1 else math.nan,
        n=got.n,
        note="a negative control: it must miss the target" if wanted.control else "",
        numbers={"error": got.error, "chance": 0.0 if errors == 0.0 else _chance(wanted, got, low, high)},
    )


def _reach(rule: Mapping[str, Any], got: Estimate, errors: float) -> tuple[float, float]:
    """From where to where it holds; `errors` standard errors are left to chance."""
    if "wanted" in rule:
        reach = max(float(rule.get("delta", 0.0)), errors * math.hypot(got.error, float(rule.get("se", 0.0))))
        return float(rule["wanted"]) - reach, float(rule["wanted"]) + reach
    if "between" in rule:
        low, high = (float(end) for end in rule["between"])
        return low - errors * got.error, high + errors * got.error
    return float(rule.get("above", -math.inf)), float(rule.get("below", math.inf))


def _asked(rule: Mapping[str, Any], got: Estimate, errors: float) -> tuple[str, str]:
    """What is asked, and the tolerance, in a few signs."""
    low, high = _reach(rule, got, errors)
    if "wanted" in rule:
        return short(rule["wanted"]), short(rounded((high - low) / 2.0))
    if "between" in rule:
        ends = [float(end) for end in rule["between"]]
        return " to ".join(map(short, ends)), short(rounded(errors * got.error))
    return (f"> {short(low)}" if "above" in rule else f"< {short(high)}"), ""


def _chance(wanted: Wanted, got: Estimate, low: float, high: float) -> float:
    """Probability that other seeds would make it fail: were the published mean right, otherwise were what came out right."""
    published = "wanted" in wanted.rule and not wanted.control
    centre = float(wanted.rule["wanted"]) if published else got.mean
    error = math.hypot(got.error, float(wanted.rule.get("se", 0.0)) if published else 0.0)
    if error == 0.0 or math.isnan(centre):
        return 0.0
    freedom = max(got.n - 1, 1)
    inside = float(stdtr(freedom, (high - centre) / error) - stdtr(freedom, (low - centre) / error))
    return inside if wanted.control else 1.0 - inside


def rounded(number: float) -> float:
    """Two figures."""
    return float(f"{number:.2g}")


def short(number: float) -> str:
    """A number in a few signs: ``.863``, ``4.3``, ``1e-10``."""
    if number == 0.0:
        return "0"
    text = f"{float(number):.6g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
