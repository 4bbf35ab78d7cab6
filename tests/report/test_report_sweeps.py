"""Words of the account of a sweep: short names that tell factors apart, and no order where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.analysis import Estimates, Morris, Regression
from lcsim.analysis.sweep_findings import analyse
from lcsim.analysis.sweep_results import read_sweep
from lcsim.report.names_of_sweep import labels_of
from lcsim.report.sweep_account import sweep_account
from lcsim.report.sweep_json import sweep_json
from lcsim.report.sweep_verdicts import line_verdict, sobol_verdict, unordered
from tests.sweeps import sweep_folder


def test_labels_tell_factors_apart():
    found = labels_of([
        "organisations.de_wever.control", "rules.deliberation.gamma", "rules.influence",
        "organisations.a.teams.x.people.students.count", "organisations.b.teams.x.people.students.count", "odd",
    ])  # fmt: skip
    assert list(found.values()) == [
        "de wever: control", "deliberation: gamma", "influence", "a: x: students: count", "b: x: students: count", "odd",
    ]  # fmt: skip
    assert len(set(labels_of(["rules.x", "x"]).values())) == 2
    everywhere = labels_of(["organisations.*.learning_time", "communities.*.interval"])
    assert list(everywhere.values()) == ["learning time", "interval"]
    assert len(set(labels_of(["organisations.*.control", "communities.*.control"]).values())) == 2


def line(values, half, linear=0.9):
    value = np.array(values)
    estimates = Estimates(value, value - half, value + half)
    return Regression(tuple("abc"), False, estimates, (True, True, False), 0.9, linear, 1.0)


def test_factors_whose_intervals_overlap_are_not_ranked():
    assert unordered(line([0.9, -0.85, 0.2], 0.1)) == [[0, 1]]
    assert unordered(line([0.9, -0.5, 0.05], 0.1)) == []
    assert unordered(line([0.5, 0.45, 0.4], 0.1)) == [[0, 1, 2]]
    assert unordered(line([0.5, 0.35, 0.2], 0.1)) == [[0, 1], [1, 2]], "the first lies above the last"
    assert unordered(line([0.5, -0.35, 0.34], 0.1)) == [[0, 1, 2]]


def test_of_a_screening_only_what_is_heard_above_luck_is_ranked():
    value = np.array([1.0, 0.95, 0.5])
    size = Estimates(value, value - 0.1, value + 0.1)
    found = Morris(tuple("abc"), size, size, size, np.array([0.0, 0.9, 0.0]), 10)
    assert unordered(found) == []
    assert unordered(Morris(tuple("abc"), size, size, size, np.zeros(3), 10)) == [[0, 1]]


@pytest.mark.parametrize(
    ("value", "verdict"), [(0.5, "raises"), (-0.5, "lowers"), (0.05, "not_sure")]
)  # fmt: skip
def test_verdicts_of_a_line(value, verdict):
    found = line([value, value, abs(value)], 0.1)
    low, high = value - 0.1, value + 0.1
    assert line_verdict(found, 0, low, high) == verdict
    assert line_verdict(line([value] * 3, 0.1, linear=0.4), 0, low, high) == "no_finding"
    assert line_verdict(found, 2, 0.1, 0.3) == "differs"
    assert line_verdict(line([value] * 3, 0.1, linear=np.nan), 0, low, high) == "not_sure"


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
    assert sobol_verdict(list(first), list(total)) == verdict


@pytest.mark.parametrize(("lang", "told"), [("en", "Mean by influence"), ("nl", "Gemiddeld naar influence")])
def test_where_points_are_too_few_for_a_method_the_means_are_told(tmp_path, lang, told):
    """A rule with two variants alone: what each of them gives is the answer that there is."""

    def outcome(experiment, arm, point, replicate):
        return {"space": (3.0 if point[0] == "bounded_influence" else 2.0) + 0.1 * replicate}

    text = (
        "vary: {rules.influence: [bounded_influence, mutual_compromise]}\n"
        "design: {kind: grid}\nreplicates: 4\nmeasures: [space]"
    )
    found = analyse(read_sweep(sweep_folder(tmp_path / "few", text, outcome)))
    text = " ".join(sweep_account(found, lang).split())
    three, two = ("3.15", "2.15") if lang == "en" else ("3,15", "2,15")
    assert f"{told}: bounded influence: {three}; mutual compromise: {two}." in text


@pytest.mark.parametrize(
    ("lang", "line", "luck"),
    [
        ("en", "straight line explains", "cannot be told from luck"),
        ("nl", "rechte lijn verklaart", "niet van toeval te"),
    ],
)
def test_of_luck_alone_no_line_is_told(tmp_path, lang, line, luck):
    """A straight line explains 0% of what is not there: it is said that nothing is heard, and 0% only beside a curve."""
    rng = np.random.default_rng(3)
    effects = {"space": 0.0, "level": 1.0}

    def outcome(experiment, arm, point, replicate):
        return {name: effect * (point[0] - 0.5) ** 2 + rng.normal(0, 0.02) for name, effect in effects.items()}

    text = (
        "vary: {organisations.house.control: {low: 0, high: 1}}\n"
        "design: {kind: latin_hypercube, points: 30}\nreplicates: 4\nmeasures: [space, level]"
    )
    found = analyse(read_sweep(sweep_folder(tmp_path / "luck", text, outcome)))
    words = " ".join(sweep_account(found, lang).split())
    level, space = (words.index(f"({name})") for name in ("level", "space"))
    assert level < space
    of_level, of_space = words[level:space], words[space:]
    assert f"{line} 0%" not in of_space
    assert luck in of_space
    assert line in of_level
    assert luck not in of_level
    assert sweep_json(found)["arms"]["baseline"]["space"]["linear"] is None


def test_of_a_single_point_luck_alone_counts(tmp_path):
    def outcome(experiment, arm, point, replicate):
        return {"space": (2.0 if arm == "two" else 1.0) + 0.1 * replicate}

    text = (
        "arms: {one: {}, two: {set: {organisations.house.workload: .9}}}\n"
        "vary: {organisations.house.control: {low: 0.1, high: 0.9}}\n"
        "design: {kind: latin_hypercube, points: 1}\nreplicates: 4\nmeasures: [space]"
    )
    found = analyse(read_sweep(sweep_folder(tmp_path / "one", text, outcome)))
    one = found.of("one", "space")
    half = 3.182446 * np.std([0.0, 0.1, 0.2, 0.3], ddof=1) / 2.0  # Student's t of 3 degrees of freedom
    assert (one.low, one.high) == pytest.approx((1.15 - half, 1.15 + half))
    assert found.contrasts[0].verdict == "higher"
    assert "Latin hypercube, 1 point x 2 arms x 4 replicates" in " ".join(sweep_account(found).split())


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "some cannot be told apart: talk and none; none and rest."),
        ("nl", "sommige zijn niet te onderscheiden: talk en none; none en rest."),
    ],
)
def test_arms_that_are_told_apart_are_not_said_to_be_alike(tmp_path, lang, told):
    noise = np.random.default_rng(5).normal(0.0, 2.0, 12)

    def outcome(experiment, arm, point, replicate):
        luck = 0.01 * replicate
        return {"space": {"none": 5.5 + noise[replicate] - noise.mean(), "rest": 5.0, "talk": 6.0}[arm] + luck}

    text = (
        "arms: {none: {}, rest: {set: {organisations.house.workload: .9}}, talk: {with: [facilitated_dialogue]}}\n"
        "design: {kind: list, points: [{founding.safety: 0.4}]}\nreplicates: 12\nmeasures: [space]"
    )
    found = analyse(read_sweep(sweep_folder(tmp_path / "arms", text, outcome)))
    assert {(c.arm, c.against): c.verdict for c in found.contrasts}["talk", "rest"] == "higher"
    assert told in " ".join(sweep_account(found, lang).split())


@pytest.mark.parametrize(("lang", "told"), [("en", "cannot be told from luck"), ("nl", "niet van toeval te")])
def test_a_screening_calls_what_luck_gives_luck(tmp_path, lang, told):
    """Its measure of size is above 0 whatever is there: 'from none' beside an interval above 0 would be a riddle."""
    rng = np.random.default_rng(3)

    def outcome(experiment, arm, point, replicate):
        return {"space": point[0] + rng.normal(0.0, 0.1)}

    text = (
        "vary: {organisations.house.control: {low: 0, high: 1}, founding.safety: {low: 0, high: 1}}\n"
        "design: {kind: morris, trajectories: 8, levels: 4}\nreplicates: 4\nmeasures: [space]"
    )
    said = " ".join(sweep_account(analyse(read_sweep(sweep_folder(tmp_path / "m", text, outcome))), lang).split())
    assert said.count(told) == 1
    assert "from none" not in said
