"""Words of the account of a sweep: short names that tell factors apart, and no order where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.analysis import Estimates, Morris, Regression
from lcsim.report.sweep_account import _line_verdict, _sobol_verdict, _unordered, labels_of


def test_labels_tell_factors_apart():
    found = labels_of([
        "organisations.de_wever.control", "rules.deliberation.gamma", "rules.influence",
        "organisations.a.teams.x.people.students.count", "organisations.b.teams.x.people.students.count", "odd",
    ])  # fmt: skip
    assert list(found.values()) == [
        "de wever: control", "deliberation: gamma", "influence", "a: x: students: count", "b: x: students: count", "odd",
    ]  # fmt: skip
    assert len(set(labels_of(["rules.x", "x"]).values())) == 2


def line(values, half, linear=0.9):
    value = np.array(values)
    estimates = Estimates(value, value - half, value + half)
    return Regression(tuple("abc"), False, estimates, (True, True, False), 0.9, linear, 1.0)


def test_factors_whose_intervals_overlap_are_not_ranked():
    assert _unordered(line([0.9, -0.85, 0.2], 0.1)) == [[0, 1]]
    assert _unordered(line([0.9, -0.5, 0.05], 0.1)) == []
    assert _unordered(line([0.5, 0.45, 0.4], 0.1)) == [[0, 1, 2]]


def test_of_a_screening_only_what_is_heard_above_luck_is_ranked():
    value = np.array([1.0, 0.95, 0.5])
    size = Estimates(value, value - 0.1, value + 0.1)
    found = Morris(tuple("abc"), size, size, size, np.array([0.0, 0.9, 0.0]), 10)
    assert _unordered(found) == []
    assert _unordered(Morris(tuple("abc"), size, size, size, np.zeros(3), 10)) == [[0, 1]]


@pytest.mark.parametrize(
    ("value", "verdict"), [(0.5, "raises"), (-0.5, "lowers"), (0.05, "not_sure")]
)  # fmt: skip
def test_verdicts_of_a_line(value, verdict):
    found = line([value, value, abs(value)], 0.1)
    low, high = value - 0.1, value + 0.1
    assert _line_verdict(found, 0, low, high) == verdict
    assert _line_verdict(line([value] * 3, 0.1, linear=0.4), 0, low, high) == "no_finding"
    assert _line_verdict(found, 2, 0.1, 0.3) == "differs"


@pytest.mark.parametrize(
    ("first", "total", "verdict"),
    [
        ((0.5, 0.4, 0.6), (0.55, 0.45, 0.65), "matters"),
        ((0.1, 0.0, 0.2), (0.5, 0.4, 0.6), "with_others"),
        ((0.0, -0.01, 0.01), (0.01, -0.01, 0.03), "hardly"),
        ((0.1, -0.2, 0.4), (0.2, -0.1, 0.5), "not_sure"),
        ((np.nan,) * 3, (np.nan,) * 3, "no_finding"),
    ],
)
def test_verdicts_of_sobol(first, total, verdict):
    assert _sobol_verdict(list(first), list(total)) == verdict
