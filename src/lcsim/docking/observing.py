"""What is looked at in a run of a published model: pure functions of its states, named in target files.

To add one: write a function of a `Run` (and of parameters, with defaults) that returns a number, and list it in
`OBSERVATIONS`. Runs come from the engine; nothing here goes on with them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.docking.closed_forms import closed_form, weights_of
from lcsim.docking.landscapes import count_peaks, highest, likeness_of_neighbours, performances
from lcsim.part.names import EVENTS
from lcsim.simulation.run import Run
from lcsim.state import State
from lcsim.state.columns import STOPPED
from lcsim.state.rows import people


def present(state: State) -> NDArray[np.int64]:
    """Rows of everybody present, in order."""
    return np.flatnonzero(state.present[: people(state)])


def opinions(run: Run, dimension: int = 0) -> NDArray[np.float64]:
    """What everybody present holds on one dimension at the end, in the order of rows."""
    found: NDArray[np.float64] = run.final.values[present(run.final), dimension]
    return found


def cluster_sizes(values: NDArray[np.float64], gap: float) -> NDArray[np.int64]:
    """Sizes of groups of values that lie within `gap` of the next, from the lowest group up."""
    ordered = np.sort(values)
    ends = np.flatnonzero(np.diff(ordered) > gap)
    return np.diff(np.concatenate([[-1], ends, [ordered.size - 1]])) if ordered.size else np.zeros(0, np.int64)


def clusters(run: Run, gap: float = 1e-6, least: float = 0.0) -> float:
    """How many groups of opinions there are, those below a share `least` of all people left out."""
    sizes = cluster_sizes(opinions(run), gap)
    return float((sizes >= least * sizes.sum()).sum())


def one_cluster(run: Run, gap: float = 1e-6, least: float = 0.0) -> float:
    """1 where there is one group (of at least a share `least` of all people), otherwise 0."""
    return float(clusters(run, gap, least) == 1.0)


def mean_moved(run: Run) -> float:
    """How far the mean of all opinions is from that of the beginning."""
    before = run.founding.values[present(run.founding), 0]
    return float(abs(opinions(run).mean() - before.mean()))


def variance(run: Run) -> float:
    """Variance of opinions at the end (0.25 at most on 0 to 1)."""
    return float(opinions(run).var())


def value(run: Run, person: int, low: float = 0.0, high: float = 1.0) -> float:
    """What one person holds at the end (counted from 0 in the order of rows), on a scale from `low` to `high`."""
    return low + (high - low) * float(opinions(run)[person])


def farthest_from_closed_form(run: Run, of: str = "friedkin_johnsen") -> float:
    """Largest difference between what people hold at the end and what a closed form says."""
    return float(np.abs(opinions(run) - closed_form(of, run)).max())


def rate_against_second_eigenvalue(run: Run, first: int = 5, last: int = 15) -> float:
    """Rate at which differences shrink from week `first` to `last`, less the size of the second eigenvalue of W.

    The run must keep these weeks.
    """
    _, weights = weights_of(run)
    size = np.sort(np.abs(np.linalg.eigvals(weights)))[::-1]
    spread = [float(np.ptp(run.snapshots[week].values[present(run.snapshots[week]), 0])) for week in (first, last)]
    return float((spread[1] / spread[0]) ** (1.0 / (last - first)) - size[1])


def weeks_until_it_stopped(run: Run) -> float:
    """Week in which time stopped; NaN where it did not."""
    return float(run.final.clock[STOPPED]) or float("nan")


def cultures(run: Run) -> float:
    """How many different ways of working people have."""
    return float(len(np.unique(run.final.practice[present(run.final)], axis=0)))


def regions(run: Run) -> float:
    """Groups of people who are the same in everything and connected by ties among them."""
    state = run.final
    rows = present(state)
    seen = np.zeros(people(state), np.bool_)
    found = 0
    for start in rows.tolist():
        if seen[start]:
            continue
        found += 1
        seen[start] = True
        waiting = [start]
        while waiting:
            i = waiting.pop()
            for j in state.tie_to[i, : state.tie_count[i]].tolist():
                if not seen[j] and np.array_equal(state.practice[i], state.practice[j]):
                    seen[j] = True
                    waiting.append(j)
    return float(found)


def largest_culture(run: Run) -> float:
    """Share of people with the most common way of working."""
    _, counts = np.unique(run.final.practice[present(run.final)], axis=0, return_counts=True)
    return float(counts.max() / counts.sum())


def adopters(run: Run, option: int = 0, week: int | None = None) -> float:
    """Share of people who enact this option or one after it in the first domain, at the end or in a week that was kept."""
    state = run.final if week is None else run.snapshots[week]
    return float((state.practice[present(state), 0] >= option).mean())


def adopters_per_week(run: Run, first: int, last: int, option: int = 0) -> float:
    """How many people a week took over an option between two weeks that were kept."""
    count = len(present(run.final))
    return round(count * (adopters(run, option, last) - adopters(run, option, first))) / (last - first)


def share_over_time(run: Run, weeks: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Time in units of so many weeks, and the share of people who have switched; everybody switches at most once."""
    switched = run.events[:, :, EVENTS.index("switched")].sum(axis=1)
    return np.arange(switched.size) / weeks, np.cumsum(switched) / len(present(run.final))


def share_at(run: Run, time: float, weeks: float = 1.0) -> float:
    """Share of people who have switched by a time, between two weeks on the straight line."""
    return float(np.interp(time, *share_over_time(run, weeks)))


def rate_between(run: Run, first: float, last: float, weeks: float = 1.0) -> float:
    """Share of people who switch per unit of time, between two times."""
    return (share_at(run, last, weeks) - share_at(run, first, weeks)) / (last - first)


def farthest_from_bass(run: Run, innovation: float, imitation: float, weeks: float = 1.0) -> float:
    """Largest difference between the share who have switched and the closed form of Bass (1969), over all weeks."""
    time, share = share_over_time(run, weeks)
    fades = np.exp(-(innovation + imitation) * time)
    return float(np.abs(share - (1.0 - fades) / (1.0 + imitation / innovation * fades)).max())


def facts_known(run: Run, week: int | None = None) -> float:
    """Options that a person knows on average, at the end or in a week that was kept."""
    state = run.final if week is None else run.snapshots[week]
    bits = state.known[present(state)]
    return float(np.bitwise_count(bits).sum(axis=1).mean())


def know_all_of_theirs(run: Run) -> float:
    """Share of people who know exactly what those knew at the founding whom shared facts connect to them."""
    before, after = (state.known[present(state)].astype(np.uint64) for state in (run.founding, run.final))
    told = before.copy()
    while True:
        more = told.copy()
        for at, own in enumerate(told):
            more[at] |= np.bitwise_or.reduce(told[(told & own).any(axis=1)], axis=0)
        if np.array_equal(more, told):
            return float((after == told).all(axis=1).mean())
        told = more


def pair_told(run: Run, first: int, second: int) -> float:
    """1 if these two people, and nobody else, know more at the end than at the founding."""
    changed = (run.final.known != run.founding.known).any(axis=1)
    return float(np.flatnonzero(changed).tolist() == sorted((first, second)))


def knowledge_of_code(run: Run) -> float:
    """Domains in which the code is right, less those in which it is wrong, as a share of all (mean over organisations)."""
    return float(_right_less_wrong(run.final, run.final.code).mean())


def knowledge_of_people(run: Run) -> float:
    """Domains in which people are right, less those in which they are wrong, as a share of all (mean over people)."""
    return float(_right_less_wrong(run.final, run.final.practice[present(run.final)]).mean())


def _right_less_wrong(state: State, ways: NDArray[np.int16]) -> NDArray[np.float64]:
    right = (ways == state.reality).mean(axis=1)
    found: NDArray[np.float64] = right - ((ways >= 0) & (ways != state.reality)).mean(axis=1)
    return found


def payoff(run: Run, block: int = 1, week: int | None = None) -> float:
    """How well people do, from 0 to 1: with a reality the share of blocks that are right throughout, otherwise quality."""
    state = run.final if week is None else run.snapshots[week]
    return float(performances(state, present(state), block).mean())


def score(run: Run, week: int | None = None, power: float = 8.0) -> float:
    """Mean over people of (quality / best quality of the landscape) ** power, at the end or in a week that is kept."""
    state = run.final if week is None else run.snapshots[week]
    return float(((performances(state, present(state)) / highest(state)) ** power).mean())


def peaks(run: Run) -> float:
    """How many local optima the landscape has."""
    return float(count_peaks(run.founding))


def highest_peak(run: Run) -> float:
    """The best quality there is."""
    return highest(run.founding)


def correlation_of_neighbours(run: Run) -> float:
    """Correlation of quality between ways of working that differ in one domain (over landscapes)."""
    return likeness_of_neighbours(run.founding)


OBSERVATIONS: Final[dict[str, Callable[..., float]]] = {
    function.__name__: function
    for function in (
        adopters,
        adopters_per_week,
        clusters,
        correlation_of_neighbours,
        cultures,
        facts_known,
        farthest_from_bass,
        farthest_from_closed_form,
        highest_peak,
        know_all_of_theirs,
        knowledge_of_code,
        knowledge_of_people,
        largest_culture,
        mean_moved,
        one_cluster,
        pair_told,
        payoff,
        peaks,
        rate_against_second_eigenvalue,
        rate_between,
        regions,
        score,
        share_at,
        value,
        variance,
        weeks_until_it_stopped,
    )
}
"""Every observation by name."""


def observe(name: str, run: Run, given: dict[str, Any]) -> float:
    """Look at one thing in a run."""
    return float(OBSERVATIONS[name](run, **given))
