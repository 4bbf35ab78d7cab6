"""Acts on what people know: a course, what predecessors left, and what a study found elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import compiled, quality_in
from lcsim.interventions import KnowledgeAdded
from lcsim.mechanisms.acts import LOG_LEARNED, NOBODY, note
from lcsim.simulation.deed import Count, Deed
from lcsim.simulation.ground import Aim, Rows
from lcsim.simulation.topic import Chosen, choose
from lcsim.state import State

TAKES_PART, PICKS, TAKES_IN = 0, 1000, 2000  # numbers of draws: apart, whatever the number of domains and options
OPTIONS = 64


class Knowing(Deed):
    """Carries out `KnowledgeAdded`."""

    def __init__(self, aim: Aim, count: Count, declared: KnowledgeAdded) -> None:
        super().__init__(aim, count, declared.interval, declared.times)
        self.declared = declared
        self.topic: dict[int, Chosen] | None = None
        self._left_behind: NDArray[np.uint64] | None = None

    def act(self, state: State, week: int) -> State:
        """Offer options to those who are there for it."""
        {"topic": self._course, "predecessors": self._handover, "study": self._study}[self.declared.source](state, week)
        return state

    def _offer(self, state: State, week: int, rows: Rows, domain: int, option: int) -> None:
        """`rows` come to know an option, each with probability `share`."""
        if state.known.shape[1] == 0 or rows.size == 0:
            return
        taken = rows[self.aim.shares(state, rows, TAKES_IN + domain * OPTIONS + option, week) < self.declared.share]
        bit = state.known.dtype.type(1 << option)
        new = taken[(state.known[taken, domain] & bit) == 0]
        state.known[new, domain] |= bit
        if state.log.shape[0] > 0:
            for row in new.tolist():
                note(state, week, LOG_LEARNED, row, NOBODY, domain, option)

    def _course(self, state: State, week: int) -> None:
        topic = self.declared.topic
        if topic is None:
            return
        if self.topic is None:
            self.topic = choose(state, self.aim, topic)
        rows = self.aim.rows(state, self.declared.roles)
        rows = rows[self.aim.shares(state, rows, TAKES_PART, week) < self.declared.attendance]
        self.count("trained", rows.size)
        for organisation, options in self.topic.items():
            own = rows[state.organisation[rows] == organisation]
            for domain, option in options:
                self._offer(state, week, own, domain, option)

    def _handover(self, state: State, week: int) -> None:
        """Those who left last week leave behind what they could do; those who came last week take in what is there."""
        teams, domains = state.team_key.shape[0], state.practice.shape[1]
        if self._left_behind is None:
            self._left_behind = np.zeros((teams, domains), np.uint64)
        n = int(state.clock[1])
        own = self.aim.groups()[state.seat_group[state.seat[:n]]] & self._of_roles(state, n)
        if state.known.shape[1] > 0:
            for row in np.flatnonzero(own & (state.left[:n] == week - 1)).tolist():
                self._left_behind[state.team[row]] |= state.known[row]
        new = np.flatnonzero(own & (state.joined[:n] == week - 1) & state.present[:n])
        for team in sorted(set(state.team[new].tolist())):
            there = self._left_behind[team]
            if not there.any():
                continue
            readers = new[state.team[new] == team]
            self.count("handed_over", readers.size)
            for domain in range(domains):
                for option in range(state.expression.shape[1]):
                    if int(there[domain]) >> option & 1:
                        self._offer(state, week, readers, domain, option)

    def _of_roles(self, state: State, n: int) -> NDArray[np.bool_]:
        from lcsim.part import ROLES

        if not self.declared.roles or self.aim.chosen.who.roles:
            return np.ones(n, np.bool_)
        return np.isin(state.role[:n], [ROLES.index(role) for role in self.declared.roles])

    def _study(self, state: State, week: int) -> None:
        """Those who take part are told, in some domains, what whoever works best among those of other teams does."""
        rows = self.aim.rows(state, self.declared.roles)
        rows = rows[self.aim.shares(state, rows, TAKES_PART) < self.declared.attendance]
        self.count("measured", rows.size)
        if self.declared.share <= 0.0 or rows.size < 2:
            return
        level = qualities(state, rows)
        # the best first; of equals the one with the lowest key, so that the order of rows does not matter
        ranked = rows[np.lexsort((state.key[rows], -level))]
        domains = state.practice.shape[1]
        for team in sorted(set(state.team[rows].tolist())):
            elsewhere = ranked[state.team[ranked] != team]
            best = int((elsewhere if elsewhere.size else ranked)[0])
            told = rows[state.team[rows] == team]
            told = told[told != best]
            for number in range(min(self.declared.domains, domains)):
                picks = (self.aim.shares(state, told, PICKS + number, week) * domains).astype(np.int64)
                for domain in sorted(set(picks.tolist())):
                    option = int(state.practice[best, domain])
                    if option >= 0:
                        self._offer(state, week, told[picks == domain], domain, option)


@compiled
def qualities(state, rows):  # type: ignore[no-untyped-def]
    """Quality of the way of working of each of `rows`."""
    found = np.empty(rows.shape[0])
    for m in range(rows.shape[0]):
        found[m] = quality_in(state, state.practice[rows[m]])
    return found
