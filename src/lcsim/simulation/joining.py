"""Acts on people: more of them for a while, and people who work elsewhere for a while."""

from __future__ import annotations

from typing import Any

import numpy as np

from lcsim.chance import mix, stream_key
from lcsim.interventions import PeopleAdded, PeopleMoved
from lcsim.mechanisms.acts import add_tie, drop_ties_to_absent, leave
from lcsim.mechanisms.roll import call_roll
from lcsim.part import ROLES
from lcsim.scenario.model import People
from lcsim.simulation.deed import Count, Deed
from lcsim.simulation.ground import Aim
from lcsim.simulation.layout import GroupPlace, takes_part
from lcsim.simulation.skeleton import series_entries
from lcsim.state import NEVER, State

GOLDEN = 0x9E3779B97F4A7C15
WORK = 0
CLOSED = NEVER
"""Week since which a seat is vacant that nobody is to take."""


class MorePeople(Deed):
    """Carries out `PeopleAdded`: seats are added week by week as cohorts begin, and closed at the end.

    Who takes a seat follows from the rule of arrivals; their keys come from the name of the intervention.
    """

    def __init__(self, aim: Aim, count: Count, declared: PeopleAdded) -> None:
        super().__init__(aim, count)
        self.declared = declared
        self._seats: list[int] = []
        self._groups: list[tuple[int, int]] = []  # row and team

    def act(self, state: State, week: int) -> State:
        """Open the seats of the cohort that begins now."""
        d = self.declared
        starts = [self.aim.first + cohort * d.stay // d.cohorts for cohort in range(d.cohorts)]
        if week == self.aim.first:
            state = self._open_groups(state)
        there = sum(1 for seat in self._seats if state.seat_row[seat] >= 0)
        for cohort in range(d.cohorts):
            if starts[cohort] == week:
                numbers = [m for m in range(d.number) if m * d.cohorts // d.number == cohort]
                state = self._open_seats(state, numbers)
                there += len(numbers) * len(self._groups)  # they come this week
        self.count("student_weeks", there)
        return state

    def _open_groups(self, state: State) -> State:
        """A group of its own in every targeted team, like those of the same role there or nearest to it."""
        plan = self.aim.ground.plan
        entries = series_entries(plan)
        for team in self.aim.teams():
            o = plan.names.team_organisation[team]
            model = self._model(team)
            people = model.people if model is not None else People(name="added", role=self.declared.role)
            people = people.model_copy(update={"count": 0, "stay": self.declared.stay})
            place = GroupPlace(o, team, people, plan.names.organisations[o], plan.names.teams[team])
            membership = np.uint32(0)
            for c, bit in entries.get(o, {}).items():
                if takes_part(plan, plan.series[c], place):
                    membership |= np.uint32(1 << bit)
            like = None if model is None else plan.groups.index(model)
            self._groups.append((state.group_key.shape[0], team))
            self.aim.ground.places.append(place)
            state = _with_rows(state, self._group(state, like, people, membership, place))
        return state

    def _model(self, team: int) -> GroupPlace | None:
        plan = self.aim.ground.plan
        same = [place for place in plan.groups if place.people.role == self.declared.role]
        o = plan.names.team_organisation[team]
        same.sort(key=lambda place: (place.team != team, place.organisation != o))
        return same[0] if same else None

    def _group(
        self, state: State, like: int | None, people: People, membership: np.uint32, place: GroupPlace
    ) -> dict[str, Any]:
        scenario = self.aim.ground.scenario
        f = scenario.founding
        spread = f.values_spread if people.spread is None else people.spread
        values, practice = np.full(state.values.shape[1], f.values_mean), np.full(state.practice.shape[1], -1)
        if like is not None:
            values, practice = state.group_values[like], state.group_practice[like]
        key = stream_key("added", self.aim.chosen.name, place.organisation_name, place.team_name)
        return {
            "group_key": key,
            "group_role": ROLES.index(self.declared.role),
            "group_label": -1 if like is None else state.group_label[like],
            "group_values": values,
            "group_spread": spread,
            "group_authority": people.authority,
            "group_openness": people.openness,
            "group_openness_spread": people.openness_spread,
            "group_susceptibility": people.susceptibility,
            "group_susceptibility_spread": people.susceptibility_spread,
            "group_stay": self.declared.stay,
            "group_membership": membership,
            "group_participation": people.participation,
            "group_practice": practice,
        }

    def _open_seats(self, state: State, numbers: list[int]) -> State:
        for group, team in self._groups:
            for number in numbers:
                own = int(state.group_key[group])
                key = np.uint64(mix(np.uint64((own + number * GOLDEN) & 0xFFFFFFFFFFFFFFFF)))
                self._seats.append(state.seat_key.shape[0])
                seat = {
                    "seat_key": key,
                    "seat_group": group,
                    "seat_team": team,
                    "seat_row": -1,
                    "seat_holders": 0,
                    "seat_vacant_since": 0,
                }
                state = _with_rows(state, seat)
        return state

    def take_back(self, state: State) -> None:
        """Whoever is there leaves, and the seats are closed."""
        for seat in self._seats:
            row = int(state.seat_row[seat])
            if row >= 0:
                leave(state, row, self.aim.last + 1)
            state.seat_vacant_since[seat] = CLOSED
        for group, _ in self._groups:
            state.group_stay[group] = 0
        drop_ties_to_absent(state)
        call_roll(state)


def _with_rows(state: State, added: dict[str, Any]) -> State:
    """The state with one more row in each of these columns."""
    grown = {}
    for name, value in added.items():
        old = getattr(state, name)
        row = np.empty((1, *old.shape[1:]), old.dtype)
        row[0] = value
        grown[name] = np.concatenate((old, row))
    return State(**(state._asdict() | grown))


class Moving(Deed):
    """Carries out `PeopleMoved`."""

    def __init__(self, aim: Aim, count: Count, declared: PeopleMoved) -> None:
        super().__init__(aim, count)
        self.declared = declared
        self._home: dict[int, tuple[int, int]] = {}  # who is away: team, membership

    def act(self, state: State, week: int) -> State:
        """Bring back those whose time is over; send those whose turn it is."""
        since = (week - self.aim.first) % self.declared.interval
        if since in (0, self.declared.stay):
            self.take_back(state)
        teams = self.aim.teams()
        if since == 0 and week + self.declared.stay - 1 <= self.aim.last and len(teams) > 1:
            rows = self.aim.rows(state, self.declared.roles)
            draws = self.aim.shares(state, rows, 0, week)
            for row in rows[draws < self.declared.share].tolist():
                self._send(state, week, row, teams)
            call_roll(state)
        return state

    def next_week(self, after: int) -> int | None:
        """Weeks of leaving and of coming back."""
        weeks = [after + 1]
        while (found := super().next_week(weeks[-1] - 1)) is not None and found <= self.aim.last:
            if (found - self.aim.first) % self.declared.interval in (0, self.declared.stay):
                return found
            weeks.append(found + 1)
        return found

    def _send(self, state: State, week: int, row: int, teams: list[int]) -> None:
        others = [team for team in teams if team != state.team[row]]
        pick = float(self.aim.shares(state, np.array([row]), 1, week)[0])
        there = others[int(pick * len(others))]
        self._home[row] = (int(state.team[row]), int(state.membership[row]))
        colleagues = np.flatnonzero(state.present[: int(state.clock[1])] & (state.team[: int(state.clock[1])] == there))
        self._transfer(state, row, there, self._membership_there(state, row, there))
        for other in self.aim.nearest(state, row, colleagues, self.declared.ties):
            add_tie(state, row, other, self.declared.trust, WORK, week)
            add_tie(state, other, row, self.declared.trust, WORK, week)
        self.count("moves", 1)

    def _membership_there(self, state: State, row: int, team: int) -> int:
        """Sessions that those of the same role there are invited to, else those of the first group there."""
        groups = [g for g, place in enumerate(self.aim.ground.places) if place.team == team]
        same = [g for g in groups if state.group_role[g] == state.role[row]]
        return int(state.group_membership[(same or groups)[0]])

    def _transfer(self, state: State, row: int, team: int, membership: int) -> None:
        way = state.practice[row]
        decided = np.flatnonzero(way >= 0)
        state.doing[state.team[row], decided, way[decided]] -= 1
        state.team_size[state.team[row]] -= 1
        state.team[row] = team
        state.organisation[row] = state.team_organisation[team]
        state.membership[row] = membership
        state.doing[team, decided, way[decided]] += 1
        state.team_size[team] += 1

    def take_back(self, state: State) -> None:
        """Everybody who is away comes home."""
        for row, (team, membership) in self._home.items():
            if state.present[row]:
                self._transfer(state, row, team, membership)
        if self._home:
            self._home.clear()
            call_roll(state)
