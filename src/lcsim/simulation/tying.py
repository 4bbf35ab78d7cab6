"""Acts on ties: mentors, and brokers between teams."""

from __future__ import annotations

import numpy as np

from lcsim.interventions import TiesAdded
from lcsim.mechanisms.acts import NEWCOMER_WEEKS, add_tie, tie_slot
from lcsim.part import ROLES, TIE_KINDS
from lcsim.simulation.deed import Count, Deed
from lcsim.simulation.ground import Aim
from lcsim.state import State

MENTORING = TIE_KINDS.index("mentoring")
COMMUNITY = TIE_KINDS.index("community")
STUDENT = ROLES.index("student")


class Tying(Deed):
    """Carries out `TiesAdded`; when it is over ties stay, and fade by the rules as any do."""

    def __init__(self, aim: Aim, count: Count, declared: TiesAdded) -> None:
        super().__init__(aim, count)
        self.declared = declared
        self._mentor: dict[int, int] = {}  # of each newcomer with a mentor, by row

    def act(self, state: State, week: int) -> State:
        """Pair those who have no mentor, or renew the ties of brokers."""
        if self.declared.between == "mentor":
            self._pair(state, week)
        else:
            self._broker(state, week)
        return state

    def _bind(self, state: State, week: int, i: int, j: int, kind: int) -> None:
        """A tie both ways; one that is there becomes one of this kind, with at least this trust."""
        for one, other in ((i, j), (j, i)):
            if add_tie(state, one, other, self.declared.trust, kind, week):
                continue
            slot = int(tie_slot(state, one, other))
            if slot >= 0:
                state.tie_trust[one, slot] = max(state.tie_trust[one, slot], self.declared.trust)
                state.tie_kind[one, slot] = kind

    def _pair(self, state: State, week: int) -> None:
        targeted = self.aim.rows(state)
        newcomers = state.joined[targeted] > week - NEWCOMER_WEEKS
        listed = np.isin(state.role[targeted], [ROLES.index(role) for role in self.declared.roles])
        mentees = targeted[newcomers | listed]
        wanted = mentees[self.aim.shares(state, mentees, 0) < self.declared.share].tolist()
        still = set(wanted)
        self._mentor = {i: j for i, j in self._mentor.items() if i in still and state.present[j]}
        n = int(state.clock[1])
        able = state.present[:n] & (state.role[:n] != STUDENT) & (state.joined[:n] <= week - NEWCOMER_WEEKS)
        by_team: dict[int, list[int]] = {}
        for j in np.flatnonzero(able).tolist() if len(self._mentor) < len(wanted) else ():
            by_team.setdefault(int(state.team[j]), []).append(j)
        for i in wanted:
            if i in self._mentor:
                continue
            colleagues = np.array([j for j in by_team.get(int(state.team[i]), ()) if j != i], np.int64)
            for j in self.aim.nearest(state, i, colleagues, 1):
                self._mentor[i] = j
                self._bind(state, week, i, j, MENTORING)
        self.count("pair_weeks", len(self._mentor))

    def _broker(self, state: State, week: int) -> None:
        rows = self.aim.rows(state)
        able = rows[(state.role[rows] != STUDENT) | bool(self.aim.chosen.who.roles)]
        # of each team those whose draw is lowest
        ranked = able[np.lexsort((self.aim.shares(state, able, 0), state.team[able]))]
        _, first, team = np.unique(state.team[ranked], return_index=True, return_inverse=True)
        brokers = ranked[np.arange(ranked.size) - first[team] < self.declared.brokers]
        self.count("broker_weeks", brokers.size)
        if (week - self.aim.first) % self.declared.interval:
            return
        for i in brokers.tolist():
            elsewhere = rows[state.team[rows] != state.team[i]]
            for j in self.aim.nearest(state, i, elsewhere, self.declared.ties):
                self._bind(state, week, i, j, COMMUNITY)
