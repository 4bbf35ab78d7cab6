"""Negative controls: the comparison with the twins notices a nudged parameter and a turned operator."""

from __future__ import annotations

import pytest

from lcsim.mechanisms import BY_NAME, RULES
from lcsim.part.names import MEETING_PHASES
from lcsim.simulation.schedule import USUAL_WEEK
from tests.reference.agreement import differences
from tests.reference.literature import ACTS_OF_THE_LITERATURE, LITERATURE
from tests.reference.mutants import Plain, operators
from tests.reference.test_reference_twins import CASES, case_of

RUN_BY = {name: "everyday_work" for phase in MEETING_PHASES for name in RULES[phase]}
"""Rules of a meeting are run by everyday work."""

READ_ELSEWHERE = {
    ("trust", "delta"): "tie_dynamics",
    ("tie_dynamics", "most"): None,  # sizes the rows of ties at the founding; no rule reads it
}
"""Parameters that another rule reads."""


def nudges() -> list[tuple[str, str, str]]:
    found = []
    for name, part in BY_NAME.items():
        if name in LITERATURE:
            continue
        for facts in part.facts():
            run = READ_ELSEWHERE.get((name, facts.name), RUN_BY.get(name, name))
            if run is not None:
                found.append((name, facts.name, run))
    return found


@pytest.mark.parametrize(("name", "parameter", "run"), nudges(), ids=lambda value: str(value))
def test_a_nudged_parameter_is_noticed(name: str, parameter: str, run: str) -> None:
    for case in CASES:
        made = case_of(case)
        for factor, more in ((3, 1), (0, 1), (0, 100)):
            rules = made.plan.rules.copy()
            rules[name][parameter] = rules[name][parameter] * factor + more * 0.013
            if differences(made.after_compiled(run, rules), case_of(case).after_twin(run)):
                return
    pytest.fail(f"no case notices {name}.{parameter}")


POWERFUL = (
    "two units, scrambled",
    "two units, undecided",
    "two units, week 9, students due",
    "strict school",
    "eleven options",
    "one person",
    "full hands",
    "in droves",
    "all at once, students due",
    "all at once, students gone",
    "empty team and organisation",
    "two units, mutual compromise",
    "two units, repulsion",
    *(name for name in CASES if "seed" in name),
)


@pytest.mark.parametrize("rule", USUAL_WEEK.weekly)
def test_the_kernel_as_plain_python_agrees_too(rule: str) -> None:
    """The control of the control: without a mutation there is nothing to notice."""
    for case in POWERFUL:
        assert differences(Plain().after(case_of(case), rule), case_of(case).after_twin(rule)) == [], case


TRIED_ELSEWHERE = (*ACTS_OF_THE_LITERATURE, "disturbance_settled:")
"""Functions of these modules that no default rule calls: tests of the literature and of stopping try them."""


def survivors(module: str, runs: tuple[str, ...]) -> tuple[list[str], int]:
    """Mutants of a module that no case notices, and the number of all mutants."""
    alive = []
    places = operators(module)
    for place, text in places:
        if text.startswith(TRIED_ELSEWHERE):
            continue
        mutant = Plain(module, place)
        if not any(noticed(mutant, run, case) for run in runs for case in POWERFUL):
            alive.append(text)
    return alive, len(places)


def noticed(mutant: Plain, run: str, case: str) -> bool:
    try:
        after = mutant.after(case_of(case), run)
    except (ArithmeticError, IndexError, ValueError, OverflowError, TypeError, AssertionError):
        return True
    return bool(differences(after, case_of(case).after_twin(run)))


HARMLESS = {
    "acts": ("add_tie: i == j or tie_slot(state, i, j) >= 0",),  # callers look for themselves
    "race": ("doubt: race + 1",),  # races that were run before are looked at again
    "legitimation": (
        "legitimation: weight[own, np.uint32(k * options + option)] += identity",
    ),  # only the square of the share is used
    "turnover": (  # a looser bound: fewer draws are cut short
        "turnover: p.energy_weight * p.energy_reference",
        "turnover: p.fit_weight * p.fit_reference",
    ),
    "code_learning": (  # shortcuts: without superiors there is no lead, and without a lead no chance
        "code_learning: superiors += 1",
        "code_learning: lead <= 0 or best == now",
    ),
    "tie_dynamics": (  # `add_tie` refuses these ties anyway
        "_meet_in_session: j != i and tie_slot(state, i, j) < 0",
        "_friend_of_friend: other == i or tie_slot(state, i, other) >= 0",
    ),
}
"""Turned operators that change nothing that can be seen."""


MODULES: dict[str, tuple[str, ...]] = {
    name: (RUN_BY.get(name, name),) for names in RULES.values() for name in names if name not in LITERATURE
}
MODULES |= {
    "acts": ("everyday_work", "turnover", "tie_dynamics", "community_sessions", "experimentation", "student_cohorts"),
    "arrive": ("student_cohorts",),
    "inquiry": ("community_sessions",),
    "race": ("everyday_work",),
}
"""Modules with kernels, and the weekly rules that show what they do (``order`` has its own tests: its mutants never end)."""


@pytest.mark.parametrize("module", MODULES)
def test_a_turned_operator_is_noticed(module: str) -> None:
    alive, tried = survivors(module, MODULES[module])
    assert tried > 0
    assert set(alive) <= set(HARMLESS.get(module, ())), f"{len(alive)} of {tried} mutants of {module} live"
