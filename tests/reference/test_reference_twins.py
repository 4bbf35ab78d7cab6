"""Each compiled rule and its plain twin leave the same state, to the last bit."""

from __future__ import annotations

from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from lcsim.mechanisms import RULES
from lcsim.part.names import MEETING_PHASES
from lcsim.simulation import Community as CompiledCommunity
from lcsim.simulation.schedule import USUAL_WEEK
from lcsim.state import State, copy_state, grow
from lcsim.state.columns import LOGGED
from tests.reference import scenarios
from tests.reference.agreement import (
    LOG_ROWS,
    Case,
    assert_agree,
    everybody_gone,
    in_order,
    narrow,
    parameters_of,
    scramble,
    undecided,
    without_repertoires,
)
from tests.reference.community import Community


def one_format(form: str, seed: int) -> Case:
    """Two organisations that meet in one format; nobody facilitates in one case of three."""
    facilitator = "lecturer" if seed % 3 else None
    return narrow(
        scramble(Case(scenarios.one_meeting(form, facilitator, 0.3), seed, 3 + seed % 3), seed), seed % 2 == 0
    )


CASES = {
    "two units, just founded": lambda: Case(scenarios.two_units(), 1),
    "two units, week 9, students due": lambda: Case(scenarios.two_units(), 2, 8),
    "two units, scrambled": lambda: scramble(Case(scenarios.two_units(), 3, 5), 3),
    "two units, undecided": lambda: undecided(scramble(Case(scenarios.two_units(), 4, 4), 4), 4),
    "two units, mutual compromise": lambda: scramble(Case(scenarios.variant("mutual_compromise"), 5, 3), 5),
    "two units, repulsion": lambda: scramble(Case(scenarios.variant("attraction_and_repulsion"), 6, 3), 6),
    "two units, no repertoires": lambda: without_repertoires(Case(scenarios.two_units(), 7, 2)),
    "strict school": lambda: scramble(Case(scenarios.strict_school(), 16, 3), 16),
    "default settings": lambda: Case(scenarios.as_it_comes(), 8, 6),
    "one person": lambda: Case(scenarios.one_person(), 9, 2),
    "empty team and organisation": lambda: scramble(Case(scenarios.with_nothing(), 10, 3), 10),
    "nobody present": lambda: everybody_gone(Case(scenarios.two_units(), 11, 3)),
    "eleven options": lambda: undecided(Case(scenarios.many_options(), 12, 4), 12),
    "full hands": lambda: Case(scenarios.full_hands(), 13, 4),
    "all at once, students due": lambda: scramble(Case(scenarios.all_at_once(), 18, 4), 18),
    "all at once, students gone": lambda: everybody_gone(Case(scenarios.all_at_once(), 19, 3)),
    "unsafe, no control": lambda: Case(scenarios.no_control(), 14, 4),
    "in droves": lambda: scramble(Case(scenarios.in_droves(), 17, 3), 17),
    "phases switched off": lambda: scramble(Case(scenarios.switched_off(), 15, 2), 15),
} | {
    f"{form}, seed {seed}": partial(one_format, form, seed)
    for form in scenarios.SESSION_FORMATS
    for seed in (40, 41, 42)
}


@lru_cache(maxsize=len(CASES))
def case_of(name: str) -> Case:
    """Made once; nobody changes it (every comparison works on copies)."""
    return CASES[name]()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("rule", USUAL_WEEK.weekly)
def test_a_rule_and_its_twin_agree(rule: str, case: str) -> None:
    made = case_of(case)
    assert_agree(made.after_compiled(rule), made.after_twin(rule), f"{rule} in {case!r}")


WHOLE_WEEKS = {
    "two units": (scenarios.two_units(), 21),
    "mutual compromise": (scenarios.variant("mutual_compromise"), 22),
    "attraction and repulsion": (scenarios.variant("attraction_and_repulsion"), 23),
    "default settings": (scenarios.as_it_comes(), 24),
    "strict school": (scenarios.strict_school(), 29),
    "full hands": (scenarios.full_hands(), 25),
    "empty team and organisation": (scenarios.with_nothing(), 26),
    "one person": (scenarios.one_person(), 27),
    "eleven options": (scenarios.many_options(), 28),
    "all at once": (scenarios.all_at_once(), 31),
} | {f"sessions: {form}": (scenarios.one_meeting(form), 30) for form in scenarios.SESSION_FORMATS}


@pytest.mark.parametrize("name", WHOLE_WEEKS)
def test_whole_weeks_agree(name: str) -> None:
    scenario, seed = WHOLE_WEEKS[name]
    weeks = 8
    compiled = CompiledCommunity(scenario, seed, weeks)
    state = grow(compiled.state, len(compiled.state.key) + 4 * len(compiled.state.seat_key))
    compiled.state = State(**(state._asdict() | {"log": np.zeros((weeks * LOG_ROWS, 6), np.int32)}))
    state = copy_state(compiled.state)
    parameters = parameters_of(scenario)
    written = []
    for week in range(1, weeks + 1):
        compiled.advance(week)
        with Community(scenario, state, parameters, compiled.plan.meeting, seed, week) as community:
            community.open_week()
            for step in compiled.plan.steps:
                import_module(f"tests.reference.twins.{step.name}").week(community)
                community.settle()
        written.append(state.log[: state.clock[LOGGED]].copy())
        state.clock[LOGGED] = 0
        assert_agree(compiled.state, state, f"week {week} of {name!r}")
    nothing = np.zeros((0, 6), np.int32)
    assert np.array_equal(in_order(np.concatenate([nothing, *compiled.log])), in_order(np.concatenate(written)))


def test_every_rule_has_its_twin() -> None:
    for phase, names in RULES.items():
        for name in names:
            twin = import_module(f"tests.reference.twins.{name}")
            ways = ("meet", "meet_unseen", "look") if phase in MEETING_PHASES else ("week",)
            assert any(hasattr(twin, way) for way in ways), name


def test_twins_do_not_look_at_the_compiled_rules() -> None:
    """They take from lcsim names, the columns, and Mesa agents as views; never a rule, a draw or a compiled function."""
    allowed = {"lcsim.part", "lcsim.part.names", "lcsim.state"}
    for_views = {"lcsim.scenario.model", "lcsim.simulation", "lcsim.simulation.model"}
    folder = Path(__file__).parent
    read = [*(folder / "twins").glob("*.py")]
    read += [
        folder / f"{name}.py"
        for name in ("activation", "acts", "arrival", "community", "inquiry", "landscape", "luck", "performance")
    ]
    for path in read:
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] in (["from"], ["import"]) and words[1].startswith("lcsim"):
                assert words[1] in allowed | (for_views if path.stem == "community" else set()), f"{path.name}: {line}"
            assert "py_func" not in line, path.name
