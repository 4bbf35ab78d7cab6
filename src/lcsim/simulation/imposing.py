"""Acts on what is official, and on what sessions are about and who leads them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lcsim.interventions import CodeSet, SessionSet
from lcsim.simulation.deed import Count, Deed
from lcsim.simulation.ground import Aim, uniforms
from lcsim.simulation.layout import takes_part
from lcsim.simulation.topic import Chosen, choose
from lcsim.state import State


class Imposing(Deed):
    """Carries out `CodeSet`."""

    def __init__(self, aim: Aim, count: Count, declared: CodeSet) -> None:
        super().__init__(aim, count)
        self.declared = declared
        self.topic: dict[int, Chosen] = {}
        self._owners: dict[tuple[int, int], set[int]] = {}

    def act(self, state: State, week: int) -> State:  # noqa: ARG002
        """Set the code anew (the rules may have changed it), push other ways down, mark who complies."""
        if not self.topic:
            self._begin(state)
        for o, domain, option in self._imposed():
            state.code[o, domain] = option
            teams = np.flatnonzero(state.team_organisation == o)
            kept = state.legitimacy[teams, domain, option].copy()
            state.legitimacy[teams, domain] *= 1.0 - self.declared.push
            state.legitimacy[teams, domain, option] = kept
            self._comply(state, o, domain, option)
        return state

    def _begin(self, state: State) -> None:
        self.topic = choose(state, self.aim, self.declared.topic)
        for o, domain, option in self._imposed():
            before = int(state.code[o, domain])
            self.aim.ground.official.setdefault((o, domain), (before, set()))[1].add(self.aim.chosen.name)
            self._owners[o, domain] = set(_doing(state, o, domain, option).tolist())

    def _imposed(self) -> list[tuple[int, int, int]]:
        return [(o, domain, option) for o, options in self.topic.items() for domain, option in options]

    def _comply(self, state: State, o: int, domain: int, option: int) -> None:
        """Who took it up since it was imposed does not own it; who drops it owned it no longer."""
        doing = _doing(state, o, domain, option)
        owners = self._owners[o, domain].intersection(doing.tolist())
        self._owners[o, domain] = owners
        adopted = np.array([row for row in doing.tolist() if row not in owners], np.int64)
        state.complying[adopted, domain] = True

    def take_back(self, state: State) -> None:
        """What was official is so again, unless somebody else still imposes another way."""
        for o, domain, option in self._imposed():
            self._comply(state, o, domain, option)
            before, imposers = self.aim.ground.official[o, domain]
            imposers.discard(self.aim.chosen.name)
            if not imposers:
                state.code[o, domain] = before
                del self.aim.ground.official[o, domain]


def _doing(state: State, o: int, domain: int, option: int) -> NDArray[np.int64]:
    n = int(state.clock[1])
    there = state.present[:n] & (state.organisation[:n] == o)
    return np.flatnonzero(there & (state.practice[:n, domain] == option))


class Leading(Deed):
    """Carries out `SessionSet`."""

    def __init__(self, aim: Aim, count: Count, declared: SessionSet) -> None:
        super().__init__(aim, count)
        self.declared = declared
        self.column = "session_facilitator" if declared.members_facilitate else "session_ambition"
        self._domain: int | None = None

    def act(self, state: State, week: int) -> State:
        """Set subject or facilitation of this week's sessions."""
        self.take_back(state)
        listed = self.aim.series()
        draws = uniforms(self.aim.luck(week), state.session_key[listed], 0)
        for n, draw in zip(listed, draws.tolist(), strict=True):
            if draw < self.declared.share:
                getattr(state, self.column)[n] = self._setting(state, n)
        return state

    def _setting(self, state: State, n: int) -> int:
        """The domain, or the label of the largest group of staff among the members."""
        if self.declared.topic is not None:
            if self._domain is None:
                chosen = choose(state, self.aim, self.declared.topic)
                self._domain = next(iter(chosen.values()))[0][0] if chosen else -1
            return self._domain
        plan = self.aim.ground.plan
        found: dict[int, int] = {}
        for g, place in enumerate(plan.groups):
            if place.people.role == "staff" and takes_part(plan, plan.series[n], place):
                label = int(state.group_label[g])
                found[label] = found.get(label, 0) + place.people.count
        if not found:
            return int(state.session_facilitator[n])
        return max(found, key=lambda label: (found[label], -label))

    def take_back(self, state: State) -> None:
        """As it was founded."""
        listed = self.aim.series()
        getattr(state, self.column)[listed] = self.aim.ground.sessions[self.column][listed]
