"""A community in time: state, plan and luck, advanced by weeks. The one path that everything takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from numbers import Integral

import numpy as np
from numpy.typing import NDArray

from lcsim.measures import PANEL, weekly_panel
from lcsim.part.names import EVENTS
from lcsim.scenario.model import Scenario
from lcsim.simulation.changing import changed
from lcsim.simulation.costs import InterventionCost, costs
from lcsim.simulation.deeds import Deeds
from lcsim.simulation.founding import found
from lcsim.simulation.reciprocity import Reciprocity
from lcsim.simulation.rows_needed import room_for_newcomers
from lcsim.simulation.schedule import WEEKLY_RULES, advance, begin_week, record, run_rule
from lcsim.simulation.skeleton import Skeleton, skeleton
from lcsim.simulation.stopping import UNCHANGED
from lcsim.simulation.timetable import Timetable
from lcsim.state import State, digest, fill_block, grow
from lcsim.state.columns import LOGGED, STOPPED

MOST_LOGGED = 20_000_000
"""Entries of the log of one week: half a gigabyte."""

MOST_TEAMS_WITH_EVENTS = 2000
"""Above this number of teams the weekly counts are kept for the whole community only."""


def whole_seed(seed: int) -> int:
    """A seed as it is; ValueError for what is no whole number of at least 0, which would silently become another one."""
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise ValueError(f"seed must be a whole number of at least 0, got {seed!r}")
    return int(seed)


class Community:
    """A founded community and its records.

    Parameters
    ----------
    scenario
        Complete scenario.
    seed
        Seed of the run, a whole number of at least 0.
    weeks
        Length of the records; the community can be advanced to this week.
    log
        Keep who learned what from whom, who joined and who left.
    base
        The skeleton of this very scenario, if it was worked out before: for one of many runs.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        weeks: int | None = None,
        *,
        log: bool = False,
        base: Skeleton | None = None,
    ) -> None:
        if base is not None and base.scenario is not scenario:
            raise ValueError("a community can only be founded on the skeleton of its own scenario")
        self.scenario = scenario
        self.seed = np.uint64(whole_seed(seed))
        self.weeks = scenario.calendar.weeks if weeks is None else weeks
        self.cadence = scenario.record.cadence
        own = skeleton(scenario) if base is None else base
        self.plan = own.plan.once_more()
        self.state, self.layout = found(own, seed, used_up=base is None), own.layout
        self.week = 0
        self.gamma = float(self.plan.rules["deliberation"]["gamma"])
        teams = len(self.layout.names.teams)
        records = -(-self.weeks // self.cadence) + 1
        self.panel: NDArray[np.float64] = np.full((records, len(PANEL), 1 + teams), np.nan)
        self.events: NDArray[np.int64] = np.zeros(
            (self.weeks + 1, teams if teams <= MOST_TEAMS_WITH_EVENTS else 1, len(EVENTS)), np.int64
        )
        self.log: list[NDArray[np.int32]] = []
        self._logging = log
        self._before: tuple[NDArray[np.float64], NDArray[np.int16]] | None = None
        self._codes = self.plan.codes()
        self._timetable = Timetable(scenario, self.layout, self.state)
        self._reciprocity = Reciprocity(scenario.environment, self.state)
        self._deeds = Deeds(scenario, self.layout, self.state, self.seed)
        weekly_panel(self.state, 0, self.panel[0], self.gamma)

    @property
    def recorded_weeks(self) -> tuple[int, ...]:
        """Weeks of the rows of `panel`."""
        return (*range(0, self.weeks, self.cadence), self.weeks)

    @property
    def digest(self) -> str:
        """Digest of the present state."""
        return digest(self.state)

    @property
    def costs(self) -> dict[str, InterventionCost]:
        """What each intervention has cost up to the present week, by name."""
        return costs(self._deeds.ground, self.state, self.week, self._deeds.counted)

    @property
    def targets(self) -> NDArray[np.bool_] | None:
        """Options that interventions taught or imposed so far, bool[U, K, Q]; ``None`` when there are none."""
        return self._deeds.targets(self.state)

    @property
    def stopped(self) -> int | None:
        """Week in which time stopped (`Calendar.stop`); ``None`` while it goes on."""
        return int(self.state.clock[STOPPED]) or None

    def _rest(self, reached: int, last: int) -> int:
        """Let the weeks up to `last` go by in which nothing happens: measures stay those of week `reached`."""
        at = (reached + self.cadence - 1) // self.cadence
        for row in range(at + 1, (last + self.cadence - 1) // self.cadence + 1):
            self.panel[row] = self.panel[at]
        return last

    def advance(self, to_week: int, progress: Callable[[int], None] | None = None) -> None:
        """Run up to and including `to_week`."""
        if to_week > self.weeks:
            raise ValueError(f"week {to_week} is beyond the {self.weeks} weeks that this community was made for")
        in_segments = bool(self.plan.plain) or not self._reciprocity.whole
        by_week = self._logging or in_segments
        while self.week < to_week:
            if self.stopped is not None:
                self.week = self._rest(self.week, to_week)
                break
            self._intervene()
            changes = (self._timetable.next_change(self.week), self._deeds.next_change(self.week + 1))
            last = min((change - 1 for change in changes if change is not None), default=to_week)
            last = min(last, to_week)
            if by_week:
                last = self.week + 1
            if in_segments:
                self._one_week_in_segments()
            else:
                self._whole_weeks(last)
            if progress is not None:
                progress(self.week)
        self._timetable.set_columns(self.state, self.week)

    def _whole_weeks(self, last: int) -> None:
        self._make_room()
        reached = advance(
            self.state, self.plan.rules, self._codes, self.seed, self.week, last, self.weeks, self.cadence,
            self.gamma, self.panel, self.events, self.plan.contents,
        )  # fmt: skip
        if self.stopped is not None:
            reached = self._rest(reached, last)
        if reached < last:  # rows ran out
            self._grow()
        self.week = reached
        self._keep_log()

    def _one_week_in_segments(self) -> None:
        """One call a rule, slow: plain Python rules run between the compiled ones, and reciprocity can be frozen."""
        self.begin_week()
        for step in self.plan.steps:
            if step.code >= 0:
                self._run_rule(step.code)
            else:
                plain = type(step.part).plain
                if plain is not None:
                    self._reciprocity.run(
                        step.name, self.state, partial(plain, self.state, step.part, self.seed, self.week)
                    )
        self.end_week()

    # --- a week by hand: what `advance` does, phase by phase ---------------------------------------------

    def begin_week(self) -> None:
        """Open the next week."""
        if self.week >= self.weeks:
            raise ValueError(f"the {self.weeks} weeks that this community was made for are over")
        self._intervene()
        self._make_room()
        seats = self.state.seat_key.shape[0]
        if int(self.state.clock[1]) + seats > self.state.key.shape[0]:
            self._grow(seats)
        self.week += 1
        begin_week(self.state, self.week, self.plan.contents)
        if self.plan.contents.stop == UNCHANGED:
            self._before = self.state.values.copy(), self.state.practice.copy()

    def do(self, phase: str) -> None:
        """Run the rules of one phase of the open week."""
        for code in self.plan.codes(phase):
            self._run_rule(code)

    def _run_rule(self, code: int) -> None:
        rule = partial(run_rule, code, self.state, self.plan.rules, self.seed, self.week, self.plan.contents)
        self._reciprocity.run(WEEKLY_RULES[code], self.state, rule)

    def end_week(self) -> None:
        """Close the week: see whether time stops, keep its counts and measures."""
        stop = self.plan.rules["stop"]
        if self._before is not None and not changed(self.state, *self._before, float(stop["tolerance"])):
            self.state.clock[STOPPED] = self.week
        record(
            self.state, self.week, self.weeks, self.cadence, self.gamma, self.panel, self.events, self.plan.contents,
            self.plan.rules,
        )  # fmt: skip
        self._keep_log()

    def _intervene(self) -> None:
        """What interventions do before the rules of the next week."""
        self._timetable.set_columns(self.state, self.week + 1)
        self.state = self._deeds.carry_out(self.state, self.week + 1)

    # --- room ---------------------------------------------------------------------------------------------

    def expect_newcomers(self) -> None:
        """Take the room that a small community has in its block now, rather than in the week in which rows run out."""
        self.state = fill_block(self.state)

    def _grow(self, least: int = 0) -> None:
        have = self.state.key.shape[0]
        self.state = grow(self.state, have + max(room_for_newcomers(have), least))

    def _make_room(self) -> None:
        if self._logging:
            people = self.state.key.shape[0]
            rows = people * (2 * self.plan.meetings(people, self.state.tie_to.shape[1]) + 24)
            rows = min(rows, MOST_LOGGED)
            if self.state.log.shape[0] < rows:
                self.state = State(**(self.state._asdict() | {"log": np.zeros((rows, 6), np.int32)}))

    def _keep_log(self) -> None:
        kept = int(self.state.clock[LOGGED])
        if kept:
            self.log.append(self.state.log[:kept].copy())
            self.state.clock[LOGGED] = 0
