"""One run: a scenario, a seed, and all that was observed; frozen."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lcsim.measures import HEADLINES, PANEL, final_measures
from lcsim.measures.measure import Measure, Result
from lcsim.scenario.model import Scenario
from lcsim.simulation.community import Community
from lcsim.simulation.costs import InterventionCost
from lcsim.simulation.layout import Layout, Names
from lcsim.simulation.skeleton import Skeleton
from lcsim.state import State, copy_in_use

Back = TypeVar("Back")


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """What a run leaves.

    Attributes
    ----------
    scenario, seed, weeks
        What was run.
    layout
        Names and structure behind the arrays.
    digest, record_digest
        SHA-256 of the final state, and of the weekly record.
    recorded_weeks
        Weeks of the rows of `panel`.
    panel
        float64[rows, len(PANEL), 1 + teams]: column 0 the community, then the teams; NaN is undefined.
    events
        int64[weeks + 1, teams, 9]: counts by week and team (one column for very many teams).
    snapshots
        States by week; always the founding and the end.
    log
        int32[n, 6] week, kind, who, from whom, domain, option; empty unless asked for.
    costs
        What each intervention cost, in hours of staff and euros, by name.
    targets
        bool[U, K, Q]: options that interventions taught or imposed, which therefore do not count as emerged.
    """

    scenario: Scenario
    seed: int
    weeks: int
    layout: Layout = field(repr=False)
    digest: str
    record_digest: str
    recorded_weeks: tuple[int, ...] = field(repr=False)
    panel: NDArray[np.float64] = field(repr=False)
    events: NDArray[np.int64] = field(repr=False)
    snapshots: dict[int, State] = field(repr=False)
    log: NDArray[np.int32] = field(repr=False)
    gamma: float = field(repr=False, default=2.2)
    costs: dict[str, InterventionCost] = field(repr=False, default_factory=dict)
    targets: NDArray[np.bool_] | None = field(repr=False, default=None)

    def __repr__(self) -> str:
        numbers = ", ".join(f"{name} {_short(self.weekly(name)[-1])}" for name in HEADLINES)
        return f"Run({self.scenario.name}, seed {self.seed}, week {self.weeks}: {numbers})"

    def _repr_html_(self) -> str:
        """For notebooks: the headline measures at the start and at the end, with their range over the weeks."""
        rows = []
        for name in HEADLINES:
            series = self.weekly(name)
            there = series[~np.isnan(series)]
            span = f"{_short(there.min())} to {_short(there.max())}" if there.size else "–"
            cells = "".join(f"<td>{cell}</td>" for cell in (_short(series[0]), _short(series[-1]), span))
            rows.append(f"<tr><th>{name}</th>{cells}</tr>")
        title = f"{html.escape(self.scenario.name)}, seed {self.seed}: one run of {self.weeks} weeks"
        heads = f"<tr><th></th><th>start</th><th>week {self.weeks}</th><th>over its weeks</th></tr>"
        return f"<table><caption>{title}</caption>{heads}{''.join(rows)}</table>"

    @property
    def names(self) -> Names:
        """Names behind the arrays."""
        return self.layout.names

    @property
    def founding(self) -> State:
        """State of week 0."""
        return self.snapshots[0]

    @property
    def final(self) -> State:
        """State of the last week."""
        return self.snapshots[self.weeks]

    def weekly(self, measure: str, team: int | None = None) -> NDArray[np.float64]:
        """Series of a panel measure over `recorded_weeks`, of the community or of one team."""
        column: NDArray[np.float64] = self.panel[:, PANEL.index(measure), 0 if team is None else 1 + team]
        return column

    def measures(self, wanted: Iterable[Measure] | None = None) -> dict[str, Result]:
        """Measures at the end (default: every one), by name: a value, or null with the reason."""
        series = self.panel if self.scenario.record.cadence == 1 else None
        return final_measures(
            self.final,
            self.founding,
            measures=wanted,
            gamma=self.gamma,
            series=series,
            seed=self.seed,
            targets=self.targets,
            recorded=self.panel[-1],
        )


def _short(value: float) -> str:
    """Two decimals; a dash for undefined."""
    return "–" if value != value else f"{value:.2f}"


def run(
    scenario: Scenario,
    seed: int = 1,
    weeks: int | None = None,
    *,
    keep: Sequence[int] | None = None,
    log: bool = False,
    progress: Callable[[int], None] | None = None,
    base: Skeleton | None = None,
) -> Run:
    """Run `scenario` with `seed`.

    Parameters
    ----------
    weeks
        Length; ``None`` takes the scenario's calendar.
    keep
        Weeks to keep whole states of, beside the founding and the end (default: the middle).
    log
        Keep who learned what from whom.
    progress
        Called with the week reached, every now and then.
    base
        The skeleton of `scenario`, worked out once for many runs.
    """
    return abreast([stages(scenario, seed, weeks, keep=keep, log=log, progress=progress, base=base)])[0]


def stages(
    scenario: Scenario,
    seed: int = 1,
    weeks: int | None = None,
    *,
    keep: Sequence[int] | None = None,
    log: bool = False,
    progress: Callable[[int], None] | None = None,
    base: Skeleton | None = None,
) -> Generator[None, None, Run]:
    """`run`, halting when the community is founded and when its weeks are over.

    Many small runs taken through each stage together are quicker than one after the other: what founds and observes
    them stays at hand while it does the next, instead of being crowded out by the weeks in between.
    """
    community = Community(scenario, seed, weeks, log=log, base=base)
    snapshots = {0: copy_in_use(community.state)}
    community.expect_newcomers()
    yield
    last = community.weeks
    wanted = sorted({w for w in ((last // 2,) if keep is None else keep) if 0 < w < last} | {last})
    for week in wanted:
        community.advance(week, progress)
        snapshots[week] = copy_in_use(community.state) if week < last else community.state  # nobody else keeps it
    yield
    return Run(
        scenario=scenario,
        seed=seed,
        weeks=last,
        layout=community.layout,
        digest=community.digest,
        record_digest=hashlib.sha256(
            np.ascontiguousarray(community.panel, "<f8").tobytes()
            + np.ascontiguousarray(community.events, "<i8").tobytes()
        ).hexdigest(),
        recorded_weeks=community.recorded_weeks,
        panel=community.panel,
        events=community.events,
        snapshots=snapshots,
        log=np.concatenate(community.log) if community.log else np.zeros((0, 6), np.int32),
        gamma=community.gamma,
        costs=community.costs,
        targets=community.targets,
    )


def abreast(staged: Sequence[Generator[None, None, Back]]) -> list[Back]:
    """Take runs through their stages together; what each returns, in their order."""
    done: dict[int, Back] = {}
    while len(done) < len(staged):
        for at, one in enumerate(staged):
            if at not in done:
                try:
                    next(one)
                except StopIteration as over:
                    done[at] = over.value
    return [done[at] for at in range(len(staged))]
