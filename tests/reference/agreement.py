"""How a compiled rule and its twin are compared: on copies of one state, column by column, exactly."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lcsim.mechanisms import BY_NAME
from lcsim.part import ROLES, Rule
from lcsim.scenario.model import Scenario
from lcsim.simulation import Community as CompiledCommunity
from lcsim.simulation.schedule import WEEKLY_RULES, begin_week, run_rule
from lcsim.state import State, copy_state, grow
from tests.reference.community import Community

LOG_ROWS = 4000


def parameters_of(scenario: Scenario) -> dict[str, Rule]:
    """Parameters of every rule, as the scenario sets them."""
    found = {}
    for name, part in BY_NAME.items():
        settings = {key: value for key, value in scenario.rules.get(name, {}).items() if key != "on"}
        found[name] = part(**settings)
    return found


class Case:
    """A state in the middle of a run, with all that rules need to go on."""

    def __init__(self, scenario: Scenario, seed: int, weeks: int = 0) -> None:
        self.scenario, self.seed = scenario, seed
        self._by_twin: dict[str, State] = {}
        self.compiled = CompiledCommunity(scenario, seed, max(weeks, 1) + 40)
        self.compiled.advance(weeks)
        self.plan = self.compiled.plan
        self.parameters = parameters_of(scenario)
        self.week = weeks + 1
        state = self.compiled.state
        state = grow(state, len(state.key) + 3 * len(state.seat_key))
        self.state = State(**(state._asdict() | {"log": np.zeros((LOG_ROWS, 6), np.int32)}))
        begin_week(self.state, self.week)
        # so that the groups of the week are those of people who are still there
        run_rule(WEEKLY_RULES.index("community_sessions"), self.state, self.plan.rules, np.uint64(seed), self.week)
        self.settle()

    def plain(self, state: State, week: int | None = None) -> Community:
        """The community as objects on `state`."""
        at = self.week if week is None else week
        return Community(self.scenario, state, self.parameters, self.plan.meeting, self.seed, at)

    def settle(self) -> None:
        """Bring what is derived into line after the state was changed by hand."""
        with self.plain(self.state) as community:
            community.settle()

    def after_compiled(self, rule: str, rules: Any = None) -> State:
        """A copy of the state after the compiled weekly rule."""
        state = copy_state(self.state)
        record = self.plan.rules if rules is None else rules
        run_rule(WEEKLY_RULES.index(rule), state, record, np.uint64(self.seed), self.week)
        return state

    def after_twin(self, rule: str) -> State:
        """A copy of the state after the twin; made once, not to be changed."""
        if rule not in self._by_twin:
            self._by_twin[rule] = self._run_twin(rule)
        return self._by_twin[rule]

    def _run_twin(self, rule: str) -> State:
        state = copy_state(self.state)
        with self.plain(state) as community:
            import_module(f"tests.reference.twins.{rule}").week(community)
            community.settle()
        return state


def differences(one: State, other: State) -> list[str]:
    """Names of the columns that differ in any cell; floats are compared by their bits.

    With several organisations the log may be in another order: rules go through people organisation by organisation,
    twins through rows.
    """
    found = []
    for name, mine, yours in zip(one._fields, one, other, strict=True):
        if name == "log" and one.control.shape[0] > 1:
            mine, yours = in_order(mine), in_order(yours)
        if mine.dtype != yours.dtype or mine.shape != yours.shape:
            found.append(name)
        elif mine.dtype == np.float64:
            if not np.array_equal(mine.view(np.uint64), yours.view(np.uint64)):
                found.append(name)
        elif not np.array_equal(mine, yours):
            found.append(name)
    return found


def in_order(log: NDArray[np.int32]) -> NDArray[np.int32]:
    """The entries of a log sorted by all they say."""
    return log[np.lexsort(log.T)]


def assert_agree(compiled: State, plain: State, what: str) -> None:
    """Fail with the first cells that differ."""
    for name in differences(compiled, plain):
        mine, yours = getattr(compiled, name), getattr(plain, name)
        where = np.argwhere(mine != yours)[:4]
        shown = [f"{tuple(map(int, at))}: compiled {mine[tuple(at)]!r}, twin {yours[tuple(at)]!r}" for at in where]
        raise AssertionError(f"{what}: column {name} differs at " + "; ".join(shown))


def scramble(case: Case, seed: int) -> Case:
    """Give people, ties and teams values that no run would lead to so soon; luck from NumPy, which is fine here."""
    s, draw = case.state, np.random.default_rng(seed)
    n = int(s.clock[1])
    for name in ("energy", "identity", "openness", "authority"):
        getattr(s, name)[:n] = draw.random(n)
    s.values[:n] = draw.random(s.values[:n].shape)
    s.complying[:n] = draw.random(s.complying[:n].shape) < 0.2
    s.tie_trust[:n] = draw.random(s.tie_trust[:n].shape)
    s.tie_last[:n] = case.week - draw.integers(0, 2, s.tie_last[:n].shape)
    s.joined[:n] = np.where(draw.random(n) < 0.4, case.week - draw.integers(0, 40, n), s.joined[:n])
    s.safety[:] = draw.random(s.safety.shape)
    s.activity[:] = draw.random(s.activity.shape)
    s.legitimacy[:] = draw.random(s.legitimacy.shape)
    s.leader_left[:] = draw.random(s.leader_left.shape) < 0.5
    s.events[:] = draw.integers(0, 9, s.events.shape)
    s.leavers[:] = draw.random(s.leavers.shape)
    return case


def undecided(case: Case, seed: int) -> Case:
    """Let people be undecided in some domains, and the code silent in some."""
    s, draw = case.state, np.random.default_rng(seed)
    n = int(s.clock[1])
    s.practice[:n][draw.random(s.practice[:n].shape) < 0.3] = -1
    s.known[:n][draw.random(s.known[:n].shape) < 0.3] = (1 << s.expression.shape[1]) - 1
    s.code[draw.random(s.code.shape) < 0.3] = -1
    case.settle()
    return case


def narrow(case: Case, but_facilitators: bool) -> Case:
    """Everybody knows only what they do, so that much has to be discovered; or facilitators know it all."""
    s = case.state
    s.known[:] = np.where(s.practice >= 0, np.left_shift(1, np.maximum(s.practice, 0)), 0)
    if but_facilitators:
        s.known[s.role == ROLES.index("facilitator")] = (1 << s.expression.shape[1]) - 1
    return case


def everybody_gone(case: Case) -> Case:
    """Nobody is present; all seats are vacant."""
    s = case.state
    n = int(s.clock[1])
    s.present[:n] = False
    s.tie_count[:n] = 0
    s.seat_row[:] = -1
    s.seat_vacant_since[:] = case.week - 10
    case.settle()
    return case


def without_repertoires(case: Case) -> Case:
    """No column of known options: everybody can do everything."""
    rows = case.state.known.shape[0]
    case.state = State(**(case.state._asdict() | {"known": np.zeros((rows, 0), case.state.known.dtype)}))
    return case


Maker = Callable[[], Case]
