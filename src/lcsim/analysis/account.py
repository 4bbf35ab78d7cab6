"""The numbers of the account that ``lcsim run`` gives: what emerged first, then the headline measures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from lcsim.analysis.spread import Spread, spread
from lcsim.analysis.ways import shares_of
from lcsim.experiment import Outcome, Replicates
from lcsim.measures import HEADLINES
from lcsim.part import ROLES
from lcsim.simulation import Run
from lcsim.state import people

NETWORK: Final = ("mean_degree", "density", "isolates")
"""What is told of the network of ties, at the start and at the end."""
MIDDLE: Final = 52
"""The week between start and end that is shown: after a year."""


@dataclass(frozen=True)
class HeadlineRow:
    """A headline measure at the `weeks` of the account: means over runs, and the range of the last."""

    measure: str
    means: tuple[float, ...]
    end: Spread
    over_weeks: Spread


@dataclass(frozen=True)
class NetworkRow:
    """A measure of the network of ties over runs, at the start and at the end."""

    measure: str
    start: Spread
    end: Spread


@dataclass(frozen=True)
class EmergedPractice:
    """A way of working that emerged in a team of the shown run; places in `Names`, shares of members."""

    team: int
    domain: int
    option: int
    before: float
    now: float


@dataclass(frozen=True)
class Contrast:
    """How far teams lie apart at the end in a measure: highest less lowest team, within a run."""

    measure: str
    apart: Spread
    teams: tuple[float, ...]


@dataclass(frozen=True)
class Account:
    """All numbers of the account.

    Attributes
    ----------
    runs, failed, asked, weeks, seeds
        What was run; `seeds` are first and last.
    roles, teams, domains
        People of each role at founding, number of teams and of domains of practice.
    shown_weeks
        Weeks of which headline measures are told: all are of records, and before time stopped.
    stopped
        Weeks in which time stopped, of runs in which it did.
    emerged
        Practices per team that emerged, over runs; `nulls` the same for each null.
    often
        (domain, share of teams and runs in which it emerged), the most frequent first.
    apart
        Share of practices in which two teams differ, over runs.
    practices, contrasts
        What emerged and how teams differ in the shown run; the ways of working of teams that differ in
        `differing` (domain, option of each team).
    """

    runs: int
    failed: int
    asked: int
    interrupted: bool
    weeks: int
    seeds: tuple[int, int]
    roles: dict[str, int]
    teams: int
    domains: int
    shown_weeks: tuple[int, ...]
    stopped: tuple[int, ...]
    emerged: Spread
    nulls: dict[str, Spread]
    often: tuple[tuple[int, float], ...]
    apart: Spread
    rows: tuple[HeadlineRow, ...]
    contrasts: tuple[Contrast, ...]
    network: tuple[NetworkRow, ...] = ()
    practices: tuple[EmergedPractice, ...] = ()
    differing: tuple[tuple[int, tuple[int, ...]], ...] = field(default=())


def account(found: Replicates) -> Account:
    """Work out the account of `found`, which holds at least one run that came to its end."""
    done = found.done
    domains = len(found.names.domains)
    teams = len(found.names.teams)
    weeks = max(outcome.weeks for outcome in done)
    shown_weeks = tuple(sorted({0, _middle(done), weeks}))
    apart = spread(outcome.value("between_teams") for outcome in done) if teams > 1 else spread(())
    return Account(
        runs=len(done),
        failed=len(found.failed),
        asked=found.asked,
        interrupted=found.interrupted,
        weeks=weeks,
        seeds=(done[0].seed, done[-1].seed),
        roles=_roles(found),
        teams=teams,
        domains=domains,
        shown_weeks=shown_weeks,
        stopped=tuple(outcome.stopped for outcome in done if outcome.stopped),
        emerged=_per_team(done, domains),
        nulls={name: _per_team([o for o in outcomes if o.done], domains) for name, outcomes in found.nulls.items()},
        often=_often(done, teams),
        apart=apart,
        rows=tuple(_row(done, measure, shown_weeks) for measure in HEADLINES),
        contrasts=tuple(_contrast(done, measure) for measure in HEADLINES) if teams > 1 else (),
        network=tuple(_network(done, measure) for measure in NETWORK),
        practices=_practices(found.shown) if found.shown is not None and done[0].emerged else (),
        differing=_differing(found.shown) if found.shown is not None and 1 < teams <= 6 else (),
    )


def _middle(done: tuple[Outcome, ...]) -> int:
    """The last week of the first year of which all runs have records, unless time had stopped in one; 0 if there is none."""
    weeks = {week for week in done[0].recorded_weeks if week <= MIDDLE}
    for outcome in done:
        weeks &= {week for week in outcome.recorded_weeks if not outcome.stopped or week < outcome.stopped}
    return max(weeks, default=0)


def _roles(found: Replicates) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for organisation in found.scenario.organisations:
        for team in organisation.teams:
            for group in team.people:
                counts[group.role] += organisation.count * team.count * group.count
    return {role: counts[role] for role in ROLES if counts[role]}


def _per_team(outcomes: tuple[Outcome, ...] | list[Outcome], domains: int) -> Spread:
    return spread(outcome.value("emerged") * domains for outcome in outcomes)


def _often(done: tuple[Outcome, ...], teams: int) -> tuple[tuple[int, float], ...]:
    counts = Counter(k for outcome in done for _, k in {(u, k) for u, k, _ in outcome.emerged})
    chances = len(done) * teams
    return tuple((k, n / chances) for k, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _at(outcome: Outcome, measure: str, week: int) -> float:
    """Value at a week; the nearest recorded one before it."""
    series = outcome.weekly(measure)
    place = int(np.searchsorted(outcome.recorded_weeks, week, side="right")) - 1
    return float(series[place])


def _row(done: tuple[Outcome, ...], measure: str, weeks: tuple[int, ...]) -> HeadlineRow:
    means = tuple(spread(_at(outcome, measure, week) for outcome in done).mean for week in weeks)
    end = spread(_at(outcome, measure, weeks[-1]) for outcome in done)
    return HeadlineRow(measure, means, end, _over_weeks(done[0].weekly(measure)))


def _network(done: tuple[Outcome, ...], measure: str) -> NetworkRow:
    return NetworkRow(
        measure, spread(outcome.start(measure) for outcome in done), spread(outcome.value(measure) for outcome in done)
    )


def _over_weeks(series: np.ndarray) -> Spread:
    """Lowest and highest week of one run, as a spread."""
    numbers = series[~np.isnan(series)]
    if not numbers.size:
        return spread(())
    return Spread(float(numbers.mean()), float(numbers.min()), float(numbers.max()), int(numbers.size))


def _contrast(done: tuple[Outcome, ...], measure: str) -> Contrast:
    teams = done[0].panel.shape[2] - 1
    ends = [[outcome.weekly(measure, team)[-1] for team in range(teams)] for outcome in done]
    defined = [[value for value in end if value == value] for end in ends]
    apart = spread(max(end) - min(end) for end in defined if len(end) > 1)
    return Contrast(measure, apart, tuple(float(value) for value in ends[0]))


def _practices(run: Run) -> tuple[EmergedPractice, ...]:
    from lcsim.measures import emerged_practices

    before, now = shares_of(run.founding), shares_of(run.final)
    listed = [
        EmergedPractice(u, k, q, float(before[u, k, q]), float(now[u, k, q]))
        for u, k, q in emerged_practices(run.founding, run.final, run.targets).found
    ]
    return tuple(sorted(listed, key=lambda p: (-p.now, p.before, p.team, p.domain)))


def _differing(run: Run) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Domains in which the modal options of teams are not all the same."""
    shares = np.nan_to_num(shares_of(run.final))
    present = run.final.present[: people(run.final)]
    there = np.unique(run.final.team[: people(run.final)][present])
    modal = shares.argmax(axis=2)
    return tuple(
        (k, tuple(int(q) for q in modal[:, k]))
        for k in range(shares.shape[1])
        if len(set(modal[there, k].tolist())) > 1
    )
