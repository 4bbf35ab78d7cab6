"""Burstiness: whether change comes in bursts with long silences (1), at random (0) or like a clock (-1).

B = (r - 1) / (r + 1), r = SD / mean of the intervals between events (Goh & Barabasi 2008), is biased for few
events. Corrected (Kim & Jo 2016, eq. 22):
A = (sqrt(n + 1) r - sqrt(n - 1)) / ((sqrt(n + 1) - 2) r + sqrt(n - 1)),
with n the number of intervals, SD over n. Then A is 0 at r = sqrt((n - 1) / (n + 1)), the typical value
of n intervals cut at random, -1 for equal intervals, and 1 when one interval takes all the time.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcsim.chance import bits, compiled, stream, stream_key, to_share
from lcsim.measures.measure import Measure, Result, defined, mean_of, null
from lcsim.measures.panel import PANEL
from lcsim.measures.view import View

TOO_FEW: Final = "fewer than three events"
SOURCES: Final = (
    "Goh & Barabasi (2008), EPL 81, 48002",
    "Kim & Jo (2016), Physical Review E 94, 032311",
)


def burstiness(times: ArrayLike) -> Result:
    """Corrected burstiness of event times float64[events] in any order; fewer than three events: null."""
    when = np.sort(np.asarray(times, dtype=np.float64))
    if when.size < 3:
        return null(TOO_FEW)
    intervals = np.diff(when)
    mean = float(intervals.mean())
    if mean == 0.0:
        return null("all events happened at the same time")
    n = intervals.size
    r = float(intervals.std()) / mean
    return defined((np.sqrt(n + 1.0) * r - np.sqrt(n - 1.0)) / ((np.sqrt(n + 1.0) - 2.0) * r + np.sqrt(n - 1.0)))


def uncorrected_burstiness(times: ArrayLike) -> Result:
    """B = (SD - mean) / (SD + mean) of the intervals (Goh & Barabasi 2008)."""
    when = np.sort(np.asarray(times, dtype=np.float64))
    if when.size < 3:
        return null(TOO_FEW)
    intervals = np.diff(when)
    if intervals.sum() == 0.0:
        return null("all events happened at the same time")
    return defined((intervals.std() - intervals.mean()) / (intervals.std() + intervals.mean()))


@compiled
def _place_events(counts, start, out):  # type: ignore[no-untyped-def]
    placed = 0
    for week in range(counts.shape[0]):
        for number in range(counts[week]):
            out[placed] = week + to_share(bits(start, np.uint64(week), number))
            placed += 1


def times_of_counts(counts: ArrayLike, seed: int = 0) -> NDArray[np.float64]:
    """Place the events of weekly counts int[W] at hashed moments within their weeks: float64[sum of counts].

    Independent uniform moments keep a Poisson process Poisson, so that counting by week adds no bursts and
    no regularity of its own within the week.
    """
    start = np.uint64(stream(np.uint64(seed), 0, stream_key("measure", "burstiness")))
    numbers = np.asarray(counts, dtype=np.int64)
    out = np.empty(int(numbers.sum()))
    _place_events(numbers, start, out)
    return out


def burstiness_of_counts(counts: ArrayLike, seed: int = 0) -> Result:
    """Corrected burstiness of events known by week only."""
    return burstiness(times_of_counts(counts, seed))


def _switches(view: View) -> Result:
    """Mean over teams of the burstiness of their switches of practice."""
    if view.series is None:
        return null("the weekly record of the run was not kept")
    per_head = view.series[1:, PANEL.index("switches"), 1:]
    members = view.series[1:, PANEL.index("people"), 1:]
    counts = np.rint(np.nan_to_num(per_head * members)).astype(np.int64)
    return mean_of([burstiness_of_counts(team, view.seed) for team in counts.T])


MEASURES: Final = (
    Measure(
        "burstiness",
        "burstiness",
        "whether changes of practice come in bursts (1), at random (0) or like a clock (-1)",
        "of veranderingen van werkwijze in vlagen komen (1), willekeurig (0) of als een klok (-1)",
        "ratio",
        -1.0,
        1.0,
        "mean over teams of A of the intervals between switches (moments within a week are hashed)",
        TOO_FEW,
        SOURCES,
        needs="series",
        compute=_switches,
    ),
)
