"""Search, copying, majorities and mutual learning: direction, known answers, edges, and what each does not do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lcsim.docking.landscapes import count_peaks, heights, highest
from lcsim.mechanisms.performance import performance, plurality
from lcsim.scenario import apply_set, draft, resolve
from lcsim.scenario.find import scenario_folders
from lcsim.simulation import Community
from tests.reference.literature import REAL, SMALL, UNSURE, Small

CANON = next(folder / "canon" for folder in scenario_folders() if (folder / "canon").is_dir())
RIGHT = np.array([0, 1, 2, 0, 1], np.int16)
"""What is right in the communities below, in each of five domains with three options."""


def real(rule: str, people: int = 12, partners: str = "all_neighbours", **rules: Any) -> Small:
    """A ring of people among whom `RIGHT` is right."""
    head = REAL[: REAL.index("organisations")]
    text = f"{head}organisations: [{{name: home, people: {people}}}]\n"
    if rule == "simultaneous":
        rules["encounters"] = f"{{variant: simultaneous, partners: {partners}}}"
    small = Small(rule, text=text, **rules)
    small.state.reality[:] = RIGHT
    return small


@pytest.mark.parametrize(
    ("way", "block", "wanted"),
    [
        ([0, 1, 2, 0, 1], 1, 1.0),
        ([0, 1, 2, 0, -1], 1, 0.8),
        ([0, 1, 2, 0, 0], 2, 2 / 3),  # blocks of 2, 2 and 1
        ([0, 1, 1, 0, 1], 2, 2 / 3),
        ([1, 1, 2, 0, 1], 5, 0.0),
        ([0, 1, 2, 0, 1], 7, 1.0),
    ],
)
def test_performance_counts_blocks_that_are_right_throughout(way: list[int], block: int, wanted: float) -> None:
    small = real("local_search", trying_out="local_search")
    assert performance(small.state, np.array(way, np.int16), block) == pytest.approx(wanted, abs=1e-15)


@pytest.mark.parametrize(
    ("votes", "wanted"),
    [([0, 0, 0], (-1, 0)), ([2, 2, 1], (-1, 0)), ([1, 3, 2], (1, 1)), ([4, 0, 0], (0, 4)), ([0, 1, 5], (2, 4))],
)
def test_a_plurality_leads_the_next(votes: list[int], wanted: tuple[int, int]) -> None:
    assert plurality(np.array(votes, np.int64)) == wanted


@pytest.mark.parametrize("form", ["one_try", "first_better"])
def test_search_is_never_worse_and_changes_one_thing(form: str) -> None:
    small = Small("local_search", text=UNSURE, trying_out=f"{{variant: local_search, form: {form}}}")
    changed = 0
    for _ in range(12):
        before, after = small.state, small.after_compiled()
        for i in range(len(before.key)):
            differing = (before.practice[i] != after.practice[i]).sum()
            changed += differing
            assert differing <= 1
            gain = performance(after, after.practice[i], 1) - performance(before, before.practice[i], 1)
            assert gain > 0.0 if differing else gain == 0.0
        small.state = after
        small.week += 1
    assert changed > 5


def test_the_first_better_finds_one_whenever_there_is_one() -> None:
    """And ends at a peak: a way better than all that differ in one domain."""
    small = Small("local_search", text=SMALL, trying_out="{variant: local_search, form: first_better}")
    after = small.again(20)
    levels = np.array([performance(after, way, 1) for way in after.practice])
    for way, level in zip(after.practice, levels, strict=True):
        for k in range(5):
            for q in range(3):
                other = way.copy()
                other[k] = q
                assert performance(after, other, 1) <= level


def test_nobody_searches_with_share_0() -> None:
    small = Small("local_search", trying_out="{variant: local_search, share: 0}")
    assert np.array_equal(small.after_compiled().practice, small.state.practice)


def test_the_best_neighbour_is_copied_whole_and_by_nobody_who_is_better() -> None:
    small = real("simultaneous", adoption="{variant: copy_the_best, otherwise: nothing}")
    small.state.practice[:] = -1
    small.state.practice[6], small.state.practice[7, :2] = RIGHT, RIGHT[:2]
    after = small.after_compiled().practice
    assert [i for i in range(12) if (after[i] == RIGHT).all()] == [4, 5, 6, 7, 8]
    assert (after[9] == small.state.practice[7]).all()
    assert (after[:4] == -1).all()
    assert (after[10:] == -1).all()


def test_whoever_copies_does_not_search_in_the_same_round() -> None:
    small = real("simultaneous", adoption="{variant: copy_the_best, otherwise: first_better}")
    small.state.practice[:] = -1
    small.state.practice[6, 0] = RIGHT[0]
    right = (small.after_compiled().practice == RIGHT).sum(axis=1)
    assert right.tolist() == [1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1]


def test_with_velocity_0_nobody_copies() -> None:
    small = real("simultaneous", adoption="{variant: copy_the_best, velocity: 0, otherwise: nothing}")
    assert np.array_equal(small.after_compiled().practice, small.state.practice)


def test_errors_leave_domains_uncopied_and_never_make_it_worse() -> None:
    small = Small(
        "simultaneous", text=SMALL, encounters="{variant: simultaneous, partners: everyone}",
        adoption="{variant: copy_the_best, error: 0.5, otherwise: nothing}",
    )  # fmt: skip
    partly = 0
    for week in range(1, 30):
        small.week = week
        after = small.after_compiled()
        for i in range(7):
            before = performance(small.state, small.state.practice[i], 1)
            assert performance(after, after.practice[i], 1) >= before
            levels = [performance(small.state, small.state.practice[j], 1) for j in range(7)]
            best = small.state.practice[int(np.argmax(levels))]
            taken = after.practice[i] == best
            partly += 0 < (taken & (small.state.practice[i] != best)).sum() < (small.state.practice[i] != best).sum()
    assert partly > 20


def test_most_of_the_better_decide_and_ties_do_not() -> None:
    small = real("simultaneous", 5, "everyone", adoption="{variant: majority_of_the_better, learning: 1}")
    wrong = (RIGHT + 1) % 3
    small.state.practice[:] = wrong
    small.state.practice[0, 0] = RIGHT[0]
    small.state.practice[1, :2] = RIGHT[:2]
    small.state.practice[2, 1:4] = RIGHT[1:4]
    after = small.after_compiled().practice
    assert np.array_equal(after[2], small.state.practice[2]), "nobody does better"
    assert np.array_equal(after[1], small.state.practice[2]), "one does better"
    # of two who do better both are right in domain 1, and one of two in others: these stay
    assert after[0].tolist() == [RIGHT[0], RIGHT[1], wrong[2], wrong[3], wrong[4]]
    # of three who do better two are right in the first domain, two in the second, one in the third and fourth
    assert after[4].tolist() == [RIGHT[0], RIGHT[1], wrong[2], wrong[3], wrong[4]]


def test_most_of_all_can_make_it_worse() -> None:
    small = real("simultaneous", 6, "everyone", adoption="{variant: majority_of_the_better, learning: 1, among: all}")
    small.state.practice[:] = (RIGHT + 1) % 3
    small.state.practice[0] = RIGHT
    assert (small.after_compiled().practice == (RIGHT + 1) % 3).all()


def mutual(people: int = 30, **given: Any) -> Small:
    chosen = ", ".join(f"{key}: {value}" for key, value in {"variant": "mutual_learning", **given}.items())
    return real("mutual_learning", people, organisation=f"{{{chosen}}}")


def test_people_become_undecided_before_they_do_as_the_code_says() -> None:
    small = mutual(p1=1, p2=0)
    small.state.code[0] = RIGHT
    small.state.practice[:] = (RIGHT + 1) % 3
    assert (small.after_compiled().practice == -1).all()
    assert (small.again(2).practice == RIGHT).all()
    jumping = mutual(p1=1, p2=0, step="jump")
    jumping.state.code[0] = RIGHT
    jumping.state.practice[:] = (RIGHT + 1) % 3
    assert (jumping.after_compiled().practice == RIGHT).all()


def test_a_silent_code_socialises_nobody() -> None:
    small = mutual(p1=1, p2=0)
    small.state.code[:] = -1
    assert np.array_equal(small.after_compiled().practice, small.state.practice)


def test_the_code_learns_acts_that_precede_socialisation() -> None:
    small = mutual(p1=1, p2=1, undecided="abstain")
    small.state.code[0] = (RIGHT + 1) % 3
    small.state.practice[:] = RIGHT
    after = small.after_compiled()
    assert (after.code[0] == RIGHT).all()
    assert (after.practice == -1).all()


def test_the_probability_that_a_code_learns_grows_with_the_lead() -> None:
    """1 - (1 - p2)^lead: .1 for one superior, .41 for five; 3 standard errors over 1,000 draws."""
    for superior, wanted in ((1, 0.1), (5, 1 - 0.9**5)):
        small = mutual(p1=0, p2=0.1, undecided="abstain")
        small.state.code[:], small.state.practice[:] = -1, -1
        small.state.practice[:superior] = RIGHT
        learned = 0
        for week in range(200):
            small.week = week
            learned += int((small.after_compiled().code[0] == RIGHT).sum())
        assert abs(learned / 1000 - wanted) < 3 * np.sqrt(wanted * (1 - wanted) / 1000)


def test_only_the_superior_are_followed() -> None:
    small = mutual(p1=0, p2=1, undecided="abstain")
    small.state.code[0] = [RIGHT[0], RIGHT[1], -1, -1, -1]
    small.state.practice[:] = -1
    small.state.practice[:20, 2] = (RIGHT[2] + 1) % 3
    small.state.practice[20, :3] = RIGHT[:3]
    assert small.after_compiled().code[0].tolist() == [RIGHT[0], RIGHT[1], RIGHT[2], -1, -1]


def test_matches_make_superior_whoever_is_right_more_often() -> None:
    """Right in one and wrong in four: more matches than a silent code, and a lower sum."""
    for score, learns in (("products", False), ("matches", True)):
        small = mutual(p1=0, p2=1, undecided="abstain", score=score)
        small.state.code[:] = -1
        small.state.practice[:] = (RIGHT + 1) % 3
        small.state.practice[:, 0] = RIGHT[0]
        assert ((small.after_compiled().code[0] >= 0).all()) == learns


def test_turnover_brings_fresh_people_and_turbulence_another_reality() -> None:
    small = mutual(300, p1=0, p2=0, p3=0.2, p4=0.5)
    small.state.practice[:] = RIGHT
    after = small.after_compiled()
    replaced = (after.practice != RIGHT).any(axis=1)
    assert 0.1 < replaced.mean() < 0.3
    fresh = after.practice[replaced]
    assert abs((fresh == -1).mean() - 0.25) < 0.09
    assert 0 < (after.reality != RIGHT).sum() <= 5
    assert set(after.reality.tolist()) <= {0, 1, 2}


def canon(name: str, *settings: str) -> Community:
    return Community(resolve(apply_set(draft(CANON / f"{name}.yaml"), settings)), 3)


SIZE = "organisations.people.teams.people.people.staff.count"
SETTLING = {
    "nk": ("nk", f"{SIZE}=10", "practices.complexity=3"),
    "nk, single tries": ("nk", f"{SIZE}=5", "practices.complexity=3", "rules.local_search.form=one_try"),
    "march": ("march", f"{SIZE}=20", "practices.domains=10", "rules.mutual_learning.p1=0.5"),
    "march, text": (
        "march", f"{SIZE}=20", "practices.domains=10", "rules.mutual_learning.step=jump",
        "rules.mutual_learning.undecided=abstain", "rules.mutual_learning.score=matches",
    ),
    "copying": ("lazer_friedman", f"{SIZE}=12", "practices.domains=8", "practices.complexity=3"),
    "copying only": ("lazer_friedman", f"{SIZE}=12", "practices.domains=8", "rules.copy_the_best.otherwise=nothing"),
    "majorities": ("fang", f"{SIZE}=28", "practices.domains=20"),
}  # fmt: skip


@pytest.mark.parametrize("name", SETTLING)
def test_a_settled_community_would_not_have_changed_any_more(name: str) -> None:
    stopped = canon(*SETTLING[name])
    stopped.advance(1500)
    week = stopped.stopped
    assert week is not None
    assert 1 < week < 1500
    went_on = canon(*SETTLING[name], "calendar.stop.when=never")
    went_on.advance(week + 60)
    assert np.array_equal(stopped.state.practice, went_on.state.practice)
    assert np.array_equal(stopped.state.code, went_on.state.code)


def test_all_ways_of_a_small_landscape() -> None:
    """By brute force: the best way, and ways that no single change improves."""
    state = Small("local_search", trying_out="local_search").state
    ways = np.array(np.unravel_index(np.arange(243), (3,) * 5, order="F"), np.int16).T.copy()
    levels = np.array([performance(state, way, 1) for way in ways])
    assert heights(state) == pytest.approx(levels, abs=0)
    assert highest(state) == levels.max()
    peaks = 0
    for way, level in zip(ways, levels, strict=True):
        near = levels[(ways != way).sum(axis=1) == 1]
        peaks += level > near.max()
    assert count_peaks(state) == peaks


def test_a_landscape_that_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="too large to look at all"):
        highest(canon("nk", f"{SIZE}=2", "practices.domains=30", "practices.complexity=1").state)
