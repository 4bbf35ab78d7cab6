"""Where interventions act: whom they concern, and luck for what they do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lcsim.chance import compiled, mix, pair_bits, stream, stream_key, to_share, uniform
from lcsim.part import ROLES
from lcsim.scenario.model import Intervention, Scenario, Who
from lcsim.simulation.layout import GroupPlace, Layout, belongs
from lcsim.state import NEVER, State

Rows = NDArray[np.int64]
STREAM = stream_key("intervention")


def concerns(scenario: Scenario, plan: Layout, who: Who, place: GroupPlace) -> bool:
    """Whether an intervention is aimed at a group of people: all that is named must hold."""
    if not belongs(plan, who, place):
        return False
    named = [c.members for c in scenario.communities if c.name in who.communities]
    return not who.communities or any(belongs(plan, members, place) for members in named)


def window(chosen: Intervention) -> tuple[int, int]:
    """First and last week of an intervention, both included."""
    return max(chosen.start, 1), NEVER if chosen.end is None else chosen.end


class Ground:
    """What all acts of a run share: the scenario, its plan, its seed, and every group of people there is.

    Groups that an act adds are appended to `places`, in the order of the rows of the state. `sessions` holds subject
    and facilitation of each series as they were founded; `official` the code of each organisation and domain that is
    imposed now, as it was before, and by whom it is imposed.
    """

    def __init__(self, scenario: Scenario, plan: Layout, seed: np.uint64, state: State) -> None:
        self.scenario = scenario
        self.plan = plan
        self.seed = seed
        self.places: list[GroupPlace] = list(plan.groups)
        self.sessions = {name: getattr(state, name).copy() for name in ("session_ambition", "session_facilitator")}
        self.official: dict[tuple[int, int], tuple[int, set[str]]] = {}


class Aim:
    """Whom one intervention concerns, and the luck of one of its acts."""

    def __init__(self, ground: Ground, chosen: Intervention, number: int) -> None:
        self.ground = ground
        self.chosen = chosen
        self.first, self.last = window(chosen)
        self.key = stream_key("intervention", chosen.name, number)
        self._groups = np.zeros(0, np.bool_)

    def groups(self) -> NDArray[np.bool_]:
        """Which groups of people it concerns, bool[G]."""
        places = self.ground.places
        if self._groups.size < len(places):
            g = self.ground
            found = [concerns(g.scenario, g.plan, self.chosen.who, place) for place in places]
            self._groups = np.array(found, np.bool_)
        return self._groups

    def rows(self, state: State, roles: Sequence[str] = ()) -> Rows:
        """Rows of the present people whom it concerns, in order; those of the `roles`, unless the target names its own.

        People belong to the group of their seat, also while they work elsewhere.
        """
        n = int(state.clock[1])
        here = np.flatnonzero(state.present[:n])
        found = here[self.groups()[state.seat_group[state.seat[here]]]]
        if roles and not self.chosen.who.roles:
            found = found[np.isin(state.role[found], [ROLES.index(role) for role in roles])]
        return found

    def teams(self) -> list[int]:
        """Teams with a group that it concerns."""
        groups = self.groups()
        return sorted({place.team for place, own in zip(self.ground.places, groups, strict=True) if own})

    def organisations(self) -> list[int]:
        """Organisations with a group that it concerns."""
        groups = self.groups()
        return sorted({place.organisation for place, own in zip(self.ground.places, groups, strict=True) if own})

    def series(self) -> list[int]:
        """Series of sessions of the communities that it is aimed at, and of the sessions that it adds."""
        wanted = self.chosen.who.communities or self.ground.plan.names.communities
        own = f"{self.chosen.name}/"
        return [n for n, s in enumerate(self.ground.plan.series) if s.name in wanted or s.name.startswith(own)]

    def luck(self, week: int = 0) -> np.uint64:
        """Start of the luck of this act, in a week or (0) once and for all."""
        return np.uint64(mix(np.uint64(stream(self.ground.seed, week, STREAM)) ^ self.key))

    def shares(self, state: State, rows: Rows, number: int, week: int = 0) -> NDArray[np.float64]:
        """A draw in [0, 1) for each of the people in `rows`, by their keys."""
        found: NDArray[np.float64] = uniforms(self.luck(week), state.key[rows], number)
        return found

    def nearest(self, state: State, i: int, candidates: Rows, most: int) -> list[int]:
        """The `most` candidates whose draw with person i is lowest: one more or less changes no other's draw."""
        draws = pair_draws(self.luck(), state.key[i], state.key[candidates])
        order = np.argsort(draws, kind="stable")[:most]
        return [int(candidates[at]) for at in order]


@compiled
def uniforms(start, keys, number):  # type: ignore[no-untyped-def]
    """A uniform draw for each key."""
    found = np.empty(keys.shape[0])
    for m in range(keys.shape[0]):
        found[m] = uniform(start, keys[m], number)
    return found


@compiled
def pair_draws(start, own, keys):  # type: ignore[no-untyped-def]
    """A uniform draw for `own` with each key."""
    found = np.empty(keys.shape[0])
    for m in range(keys.shape[0]):
        found[m] = to_share(pair_bits(start, own, keys[m], 0))
    return found


__all__ = ["Aim", "Ground", "Rows", "concerns", "pair_draws", "uniforms", "window"]
