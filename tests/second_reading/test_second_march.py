"""March 1991 read again: outcomes and signs, at other settings than the targets'."""

from __future__ import annotations

import numpy as np
import pytest

from lcsim.scenario import apply_set, draft, resolve
from lcsim.scenario.find import scenario_folders
from lcsim.simulation import Run, run

CANON = next(folder / "canon" for folder in scenario_folders() if (folder / "canon").is_dir())
SIZE = "organisations.people.teams.people.people.staff.count"
P = "rules.mutual_learning."


def runs(number: int, *settings: str, name: str = "march") -> list[Run]:
    scenario = resolve(apply_set(draft(CANON / f"{name}.yaml"), settings))
    return [run(scenario, seed) for seed in range(500, 500 + number)]


def knowledge(found: list[Run]) -> float:
    """Sum of products of code and reality, each as -1 or 1 (0 undecided), per domain."""
    signs = [
        np.sign(np.where(r.final.code[0] < 0, 0, 2 * r.final.code[0] - 1)) * (2 * r.final.reality - 1) for r in found
    ]
    return float(np.mean(signs))


def test_slow_learners_end_up_knowing_more() -> None:
    """With a code that learns fast, knowledge falls with the rate of socialisation."""
    found = [knowledge(runs(60, f"{P}p2=0.9", f"{P}p1={p1}")) for p1 in (0.1, 0.5, 0.9)]
    assert found == sorted(found, reverse=True)
    assert found[0] - found[2] > 0.15


def test_in_the_end_all_believe_what_the_code_says() -> None:
    for one in runs(10, f"{P}p1=0.3"):
        assert (one.final.practice == one.final.code[0]).all()
        assert 5 < one.final.clock[3] < 2000


def test_slow_learning_takes_longer() -> None:
    slow, fast = ([int(r.final.clock[3]) for r in runs(20, f"{P}p1={p1}")] for p1 in (0.1, 0.9))
    assert np.mean(slow) > 1.5 * np.mean(fast)


def test_more_people_know_more() -> None:
    """A larger organisation begins with more of the variety that the code learns from."""
    few, many = (knowledge(runs(60, f"{SIZE}={people}", f"{P}p1=0.5")) for people in (15, 120))
    assert many > few + 0.05


def test_learning_in_one_direction_only() -> None:
    """A code that does not learn stays silent, and nobody learns from it; nobody learns at p1 = 0 either."""
    (one,) = runs(1, f"{P}p2=0", "calendar.weeks=50")
    assert (one.final.code == -1).all()
    assert np.array_equal(one.final.practice, one.founding.practice)
    (one,) = runs(1, f"{P}p1=0", "calendar.weeks=200")
    assert np.array_equal(one.final.practice, one.founding.practice)
    assert (one.final.code >= 0).mean() > 0.3


def test_beliefs_are_fair_at_the_start() -> None:
    found = runs(20, "calendar.weeks=1")
    shares = [np.mean([(r.founding.practice == option).mean() for r in found]) for option in (-1, 0, 1)]
    assert shares == pytest.approx([1 / 3] * 3, abs=0.01)
    assert abs(np.mean([r.founding.reality.mean() for r in found]) - 0.5) < 0.08


def test_reality_stands_still_without_turbulence_and_drifts_with_it() -> None:
    (still,) = runs(1, "calendar.stop.when=never", "calendar.weeks=60")
    assert np.array_equal(still.final.reality, still.founding.reality)
    drifting = runs(10, "calendar.stop.when=never", "calendar.weeks=10", f"{P}p4=0.05")
    changed = np.mean([(r.final.reality != r.founding.reality).mean() for r in drifting])
    wanted = 0.5 * (1 - 0.9**10)  # an odd number of ten turns
    assert abs(changed - wanted) < 3 * np.sqrt(wanted * (1 - wanted) / 300)


def test_without_turnover_turbulence_wears_knowledge_out() -> None:
    """March 1991, Fig. 5: a community that has become of one mind cannot follow a reality that changes."""
    settings = ("calendar.stop.when=never", f"{P}p1=0.5", f"{P}p4=0.02")
    early = knowledge(runs(25, *settings, "calendar.weeks=25"))
    late = knowledge(runs(25, *settings, "calendar.weeks=250"))
    with_turnover = knowledge(runs(25, *settings, "calendar.weeks=250", f"{P}p3=0.1"))
    assert early > late + 0.2
    assert with_turnover > late + 0.2


def test_turnover_costs_slow_learners() -> None:
    """March 1991, Fig. 4: where socialisation is slow, turnover only takes away what was learned."""
    settings = ("calendar.stop.when=never", "calendar.weeks=60", f"{P}p1=0.1", f"{P}p2=0.5")
    stay, go = (knowledge(runs(30, *settings, f"{P}p3={p3}")) for p3 in (0.0, 0.3))
    assert stay > go


def test_slow_learners_pull_fast_ones_along() -> None:
    """Fig. 2: half fast and half slow know more than all learning at the mean rate."""
    mixed = knowledge(runs(60, name="march_mixed"))
    alike = knowledge(runs(60, f"{P}p1=0.5"))
    assert 0.02 < mixed - alike < 0.14
