"""Rules of the literature and their twins leave the same state, to the last bit; and the comparison has power."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.mechanisms import BY_NAME
from tests.reference.agreement import assert_agree, differences
from tests.reference.literature import ACTS_OF_THE_LITERATURE, CASES, LITERATURE, case_of, cases_with
from tests.reference.mutants import Plain, operators


@pytest.mark.parametrize("name", CASES)
def test_a_rule_and_its_twin_agree(name: str) -> None:
    case = case_of(name)
    assert_agree(case.after_compiled(), case.after_twin(), name)


@pytest.mark.parametrize("name", [name for name in CASES if "nobody" not in name and "one person" not in name])
def test_something_happens(name: str) -> None:
    case = case_of(name)
    changed = set(differences(case.state, case.after_twin()))
    assert changed & {"values", "practice", "known", "code", "reality"}, name


def parameters() -> list[tuple[str, str]]:
    facts = [(name, fact.name) for name in LITERATURE for fact in BY_NAME[name].facts()]
    return facts + [(name, word.name) for name in LITERATURE for word in BY_NAME[name].choices()]


@pytest.mark.parametrize(("rule", "parameter"), parameters())
def test_another_parameter_is_noticed(rule: str, parameter: str) -> None:
    cases = cases_with(rule)
    assert cases, f"no case of {rule}: add one in tests/reference/literature.py"
    for name in cases:
        case = case_of(name)
        value = case.plan.rules[rule][parameter]
        others = (1 - value, value + 1) if isinstance(value, np.integer) else (value * 3.0 + 0.013, value * 0.5)
        for other in others:
            record = case.plan.rules.copy()
            record[rule][parameter] = max(other, 0)
            if differences(case.after_compiled(record), case.after_twin()):
                return
    pytest.fail(f"no case notices {rule}.{parameter}")


HARMLESS = {
    "partners": (
        "act: state.events[state.team[i], MET] += n - 1",  # nobody but oneself: nothing is added
    ),
    "average_of_the_near": (  # a test of direction has people at the very bound
        "average_of_the_near: _reach(state, p, i, j) + ROUNDING",
    ),
    "threshold": ("threshold: share * partners - ROUNDING",),  # tests of mechanisms have shares of uneven digits
    "meeting": ("meet_many: slots and rules.meeting.trust > 0",),  # looks in vain
    "acts": ("take_over: option >= 0 and state.known.shape[1] > 0",),  # without repertoires: a test of founding
    "mutual_learning": (  # an option that the code has, or none, changes nothing
        "_learn: option < 0 or option == state.code[o, k]",
    ),
    "performance": (  # whoever did better still does; known answers are tried in tests of mechanisms
        "performance: domains + block - 1",
        "performance: right / blocks",
    ),
    "random_activation": (  # tests of stopping count the events
        "random_activation: rules.stop.events - events * (week - 1)",
        "random_activation: week - 1",
        "random_activation: events * (week - 1)",
        "random_activation: left <= events",
    ),
}
"""Turned operators that change nothing that can be seen."""

MODULES = dict.fromkeys(LITERATURE, cases_with) | dict.fromkeys(
    ("partners", "meeting", "acts", "performance", "reality"), lambda _: list(CASES)
)


@pytest.mark.parametrize("name", CASES)
def test_the_kernel_as_plain_python_agrees_too(name: str) -> None:
    """The control of the control: without a mutation there is nothing to notice."""
    case = case_of(name)
    assert differences(Plain().after(case, case.rule), case.after_twin()) == []


@pytest.mark.parametrize("module", MODULES)
def test_a_turned_operator_is_noticed(module: str) -> None:
    alive = []
    for place, text in operators(module):
        if any(asked in text for asked in ("_settled", "_may_move", "_part_alike", "_may_tell_more", "at_a_peak")):
            continue  # no rule of the week asks for these: tests of stopping do
        if module == "acts" and not text.startswith(ACTS_OF_THE_LITERATURE):
            continue
        if not any(noticed(Plain(module, place), name) for name in MODULES[module](module)):
            alive.append(text)
    assert set(alive) <= set(HARMLESS.get(module, ())), f"{len(alive)} mutants of {module} live"


def noticed(mutant: Plain, name: str) -> bool:
    case = case_of(name)
    try:
        after = mutant.after(case, case.rule)
    except (ArithmeticError, IndexError, ValueError, OverflowError, TypeError, AssertionError):
        return True
    return bool(differences(after, case.after_twin()))
