"""What is kept of a run when it is one of many: its numbers, not its states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.measures import (
    PANEL,
    catalogue,
    emerged_practices,
    final_measures,
    over_organisations,
    weekly_panel,
)
from lcsim.measures.measure import Measure, Result
from lcsim.part import ROLES
from lcsim.simulation import Run
from lcsim.state import State
from lcsim.state.columns import STOPPED

MOST_GROUPS: Final = 200
"""With more teams than this the weekly series of single teams are left out; likewise for organisations."""

BY_ROLE: Final = ("people", "spread", "level", "space", "space_accessible", "quality", "energy", "identity")
"""Measures of the weekly panel that are means over people, and so can be taken over those of one role."""

OF_NULLS: Final = (
    "agreement", "level", "space", "quality", "modal_share", "similarity", "between_teams", "emerged",
    "emerged_values",
)  # fmt: skip
"""Measures that nulls are run for."""

DONE: Final = "done"
FAILED: Final = "failed"


@dataclass(frozen=True, eq=False)
class Outcome:
    """A run in short.

    Attributes
    ----------
    seed, arm, replicate
        Which run; replicates count from 0 in the order of their seeds.
    status, error
        ``"done"``, or ``"failed"`` and why; all that follows is then empty.
    stopped
        Week in which time stopped (`Calendar.stop`); 0 where it did not.
    measures
        Every measure at the end: a value, or null with the reason.
    at_start
        Those of them that one state tells and that are not in the panel, of week 0.
    panel
        float64[rows, len(PANEL), 1 + teams], or one column for very many teams; NaN is undefined.
    by_organisation
        float64[rows, len(PANEL), organisations], without columns for very many organisations.
    by_role
        float64[len(role_weeks), len(BY_ROLE), len(ROLES)]: at the start, in the middle and at the end.
    emerged
        (team, domain, option) of every way of working that emerged; empty for very many teams.
    tables
        Arrow tables ``people``, ``ties`` and ``events`` of runs that were asked for them.
    costs
        Hours of staff and euros of each intervention, by name.
    """

    seed: int
    arm: str = "baseline"
    replicate: int = 0
    status: str = DONE
    error: str = ""
    weeks: int = 0
    stopped: int = 0
    digest: str = ""
    record_digest: str = ""
    measures: dict[str, Result] = field(default_factory=dict, repr=False)
    at_start: dict[str, Result] = field(default_factory=dict, repr=False)
    recorded_weeks: tuple[int, ...] = field(default=(), repr=False)
    panel: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, len(PANEL), 1)), repr=False)
    by_organisation: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, len(PANEL), 0)), repr=False)
    role_weeks: tuple[int, ...] = field(default=(), repr=False)
    by_role: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, len(BY_ROLE), len(ROLES))), repr=False)
    emerged: tuple[tuple[int, int, int], ...] = field(default=(), repr=False)
    tables: dict[str, Any] = field(default_factory=dict, repr=False)
    costs: dict[str, tuple[float, float]] = field(default_factory=dict, repr=False)

    @property
    def done(self) -> bool:
        """Whether the run came to its end."""
        return self.status == DONE

    def value(self, measure: str) -> float:
        """A measure at the end; NaN when undefined or failed."""
        found = self.measures.get(measure)
        return float("nan") if found is None or found.value is None else found.value

    @property
    def hours(self) -> float:
        """Hours of staff of all interventions together; NaN when failed."""
        return sum(hours for hours, _ in self.costs.values()) if self.done else float("nan")

    @property
    def euros(self) -> float:
        """Euros of all interventions together, the hours of staff included; NaN when failed."""
        return sum(euros for _, euros in self.costs.values()) if self.done else float("nan")

    def start(self, measure: str) -> float:
        """A measure of `at_start`; NaN when undefined or failed."""
        found = self.at_start.get(measure)
        return float("nan") if found is None or found.value is None else found.value

    def weekly(self, measure: str, team: int | None = None) -> NDArray[np.float64]:
        """Series of a panel measure over `recorded_weeks`, of the community or of one team."""
        column: NDArray[np.float64] = self.panel[:, PANEL.index(measure), 0 if team is None else 1 + team]
        return column


def of_one_state() -> tuple[Measure, ...]:
    """Measures that one state tells and that are not in the weekly panel: known at the start and at the end."""
    return tuple(measure for measure in catalogue() if measure.needs == "state" and not measure.weekly)


def standard_weeks(weeks: int) -> tuple[int, ...]:
    """Start, middle and end of a run."""
    return tuple(sorted({0, weeks // 2, weeks}))


def observe(
    run: Run,
    arm: str = "baseline",
    replicate: int = 0,
    tables: dict[str, Any] | None = None,
    only: Sequence[str] | None = None,
) -> Outcome:
    """Shorten a run to what is kept of it; `only` limits it to these measures at the end."""
    short = Outcome(
        seed=run.seed,
        arm=arm,
        replicate=replicate,
        weeks=run.weeks,
        stopped=int(run.final.clock[STOPPED]),
        digest=run.digest,
        record_digest=run.record_digest,
        costs={name: (cost.hours, cost.euros) for name, cost in run.costs.items()},
    )
    if only is not None:
        wanted = [measure for measure in catalogue() if measure.name in only]
        return replace(short, measures=run.measures(wanted))
    return replace(
        with_groups(short, run),
        measures=run.measures(),
        at_start=final_measures(run.founding, measures=of_one_state(), gamma=run.gamma, seed=run.seed),
        emerged=emerged_practices(run.founding, run.final, run.targets).found
        if len(run.names.teams) <= MOST_GROUPS
        else (),
        tables=tables or {},
    )


def with_groups(short: Outcome, run: Run) -> Outcome:
    """An outcome with the weekly panel of all teams and organisations, and roles at standard weeks."""
    names = run.names
    teams, organisations = len(names.teams), len(names.organisations)
    few = teams <= MOST_GROUPS
    weeks = tuple(week for week in standard_weeks(run.weeks) if week in run.snapshots)
    return replace(
        short,
        recorded_weeks=run.recorded_weeks,
        panel=run.panel if few else run.panel[:, :, :1].copy(),
        by_organisation=over_organisations(
            run.panel[:, :, 1:], np.array(names.team_organisation, np.int32), organisations
        )
        if organisations <= MOST_GROUPS
        else np.zeros((run.panel.shape[0], len(PANEL), 0)),
        role_weeks=weeks,
        by_role=np.array([_by_role(run.snapshots[week], run.gamma) for week in weeks]),
    )


def _by_role(state: State, gamma: float) -> NDArray[np.float64]:
    """Panel measures of those of each role, float64[len(BY_ROLE), len(ROLES)]; NaN where there is nobody."""
    rows: Sequence[int] = [PANEL.index(name) for name in BY_ROLE]
    found = np.full((len(BY_ROLE), len(ROLES)), np.nan)
    out = np.empty((len(PANEL), 1 + state.team_key.shape[0]))
    for role in range(len(ROLES)):
        present = state.present & (state.role == role)
        of_role = State(**(state._asdict() | {"present": present}))
        weekly_panel(of_role, int(state.clock[0]), out, float(gamma))  # type: ignore[no-untyped-call]
        found[:, role] = out[rows, 0]
    return found
