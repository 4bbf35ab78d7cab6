"""Other published settings of the rules of the literature: known answers of each, on communities made for it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.mechanisms.test_mechanisms_literature import RING, made
from tests.reference.literature import COUPLED, REAL, SMALL, Small

ANYONE = "{variant: random_activation, partners: anyone, events: 1}"


def pair(rule: str, one: float, other: float, mine: float, theirs: float) -> tuple[list[float], list[float]]:
    """Values and openness of two people after they met; who acts is either, so that both rules are symmetric here."""
    small = Small(
        "random_activation", text=RING.replace("ring, neighbours: 4", "none") % 2, encounters=ANYONE, influence=rule
    )
    small.state.values[0], small.state.values[1] = one, other
    small.state.openness[:] = mine, theirs
    after = small.after_compiled()
    return after.values[:2, 0].tolist(), after.openness[:2].tolist()


def test_who_is_open_moves_and_who_is_not_stays() -> None:
    """Weisbuch et al. 2002: each within his own bound."""
    values, openness = pair("{variant: mutual_compromise, bound: openness, mu: 0.5}", 0.2, 0.6, 0.5, 0.3)
    assert values == pytest.approx([0.4, 0.6])
    assert openness == [0.5, 0.3]


def test_openness_follows_the_differences_one_meets() -> None:
    """Weisbuch et al. 2002: variance (1 - a) v + a (1 - a) (x_i - x_j)^2."""
    rule = "{variant: mutual_compromise, bound: openness, mu: 0.5, adaptation: 0.5, width: 2}"
    _, openness = pair(rule, 0.2, 0.6, 0.5, 0.3)
    assert openness == pytest.approx([np.sqrt(0.5 * 0.25 + 0.25 * 0.64), 0.3])


def test_the_certain_move_the_uncertain() -> None:
    """Deffuant et al. 2002: overlap .1 + .5 - .2 = .4, at most 2 x .1; .2 / .1 - 1 = 1 of mu for one, nothing for the other."""
    values, openness = pair("{variant: relative_agreement, mu: 0.2}", 0.3, 0.5, 0.1, 0.5)
    assert values == pytest.approx([0.3, 0.5 + 0.2 * (0.3 - 0.5)])
    assert openness == pytest.approx([0.1, 0.5 + 0.2 * (0.1 - 0.5)])


def test_equal_uncertainties_agree_by_how_near_they_are() -> None:
    values, _ = pair("{variant: relative_agreement, mu: 0.2}", 0.4, 0.5, 0.3, 0.3)
    share = 0.2 * ((0.6 - 0.1) / 0.3 - 1.0)
    assert values == pytest.approx([0.4 + share * 0.1, 0.5 - share * 0.1])
    assert pair("{variant: relative_agreement, mu: 0.2}", 0.1, 0.5, 0.3, 0.3)[0] == [
        0.1,
        0.5,
    ]  # overlap of less than half


@pytest.mark.parametrize(
    ("left", "right", "wanted"), [(0.2, 0.0, 0.4), (0.0, 0.2, 0.6), (0.2, 0.2, 0.5), (0.1, 0.05, 0.5)]
)
def test_confidence_to_one_side(left: float, right: float, wanted: float) -> None:
    """Hegselmann & Krause 2002: people at .3, .5 and .7; only the middle one has somebody on both sides."""
    small = made(
        6,
        partners="everyone",
        influence=f"{{variant: average_of_the_near, bound: sides, left: {left}, right: {right}}}",
    )
    small.state.values[:] = np.array([0.3, 0.3, 0.5, 0.5, 0.7, 0.7])[:, None]
    assert small.after_compiled().values[2] == pytest.approx(wanted)


def test_confidence_leans_to_ones_own_side() -> None:
    """At 1 all of the reach goes to the right, at 0 to the left: nobody at an end sees anybody else."""
    rule = "{variant: average_of_the_near, bound: leaning, threshold: 0.4, slope: 1}"
    small = made(6, partners="everyone", influence=rule)
    small.state.values[:] = np.array([0.0, 0.3, 0.5, 0.6, 0.9, 1.0])[:, None]
    after = small.after_compiled().values[:, 0]
    assert after[[0, 5]].tolist() == [0.0, 1.0]
    assert after[2] == pytest.approx(np.mean([0.3, 0.5, 0.6, 0.9]))


def test_coupled_dimensions_move_one_another_about_the_middle() -> None:
    small = Small(
        "simultaneous", text=COUPLED, encounters="{variant: simultaneous, partners: everyone}",
        influence="{variant: assimilation, weights: equal}",
    )  # fmt: skip
    mean = small.state.values.mean(axis=0)
    wanted = 0.5 + np.array([[0.8, -0.2], [0.4, 0.5]]) @ (mean - 0.5)
    assert small.after_compiled().values[3] == pytest.approx(wanted, abs=1e-14)


def crowd(shares: list[float], **more: object) -> Small:
    """Undecided people with these shares as thresholds, who see everyone."""
    text = RING.replace("practice: uniform", "practice: inherited, inherited: none, deviation: 0").replace(
        "domains: 5", "domains: 1"
    )
    text = text.replace("complexity: 1", "complexity: 0").replace(
        "people: %d", f"people: [{{name: all, count: {len(shares)}, susceptibility: 0.5}}]"
    )
    chosen = "{variant: simultaneous, partners: everyone}"
    small = Small(
        "simultaneous", text=text, encounters=chosen, adoption="{variant: threshold, least: 1, whose: people}"
    )
    small.state.susceptibility[:] = 1.0 - np.array(shares)
    return small


def test_a_crowd_in_which_each_needs_one_more() -> None:
    """Granovetter 1978: thresholds 0, 1, 2, ... and all riot; without the one who needs one, one alone does."""
    people = 30
    needs = [at / (people - 1) for at in range(people)]
    assert (crowd(needs).again(people + 2).practice[:, 0] >= 0).all()
    needs[1] = needs[2]
    assert (crowd(needs).again(people + 2).practice[:, 0] >= 0).sum() == 1


def test_a_sample_of_partners_is_drawn_anew() -> None:
    """Of eleven others two are seen: the best one is seen by two in eleven, and copied in full by those only."""
    copied = []
    for seed in range(1, 9):
        chosen = "{variant: simultaneous, partners: everyone}"
        adoption = "{variant: copy_the_best, sample: 2, otherwise: nothing}"
        small = Small(
            "simultaneous",
            seed,
            text=(REAL[: REAL.index("organisations")] + "organisations: [{name: home, people: 12}]\n"),
            encounters=chosen,
            adoption=adoption,
        )
        small.state.practice[:] = (small.state.reality[None, :] + 1) % 3
        small.state.practice[4] = small.state.reality
        copied.append(((small.after_compiled().practice == small.state.reality).all(axis=1)).sum() - 1)
    assert 8 * 11 * 2 / 11 - 10 < sum(copied) < 8 * 11 * 2 / 11 + 10


def test_conformity_copies_most_and_only_what_is_better() -> None:
    """Barkoczi & Galesic 2016: five work one way, one in a better way that nobody else has, one badly."""
    for most_do, moves in ((2, True), (0, False)):
        chosen = "{variant: simultaneous, partners: everyone}"
        adoption = "{variant: copy_the_best, follows: most_common, otherwise: nothing}"
        text = REAL[: REAL.index("organisations")] + "organisations: [{name: home, people: 7}]\n"
        small = Small("simultaneous", text=text, encounters=chosen, adoption=adoption)
        wrong = (small.state.reality + 1) % 3
        ways = np.tile(wrong, (7, 1))
        ways[:5, :most_do] = small.state.reality[:most_do]
        ways[5] = small.state.reality
        ways[6, 3] = small.state.reality[3]
        small.state.practice[:] = ways
        after = small.after_compiled().practice
        assert np.array_equal(after[5], small.state.reality)
        assert np.array_equal(after[6], ways[0]) == moves


def test_where_no_way_is_most_common_there_is_nothing_to_conform_to() -> None:
    chosen = "{variant: simultaneous, partners: everyone}"
    text = REAL[: REAL.index("organisations")] + "organisations: [{name: home, people: 5}]\n"
    small = Small(
        "simultaneous", text=text, encounters=chosen, adoption="{variant: copy_the_best, follows: most_common, otherwise: nothing}"
    )  # fmt: skip
    wrong = (small.state.reality + 1) % 3
    ways = np.tile(wrong, (5, 1))
    for person in range(4):  # two pairs: two right in one domain, two in another
        ways[person, person // 2] = small.state.reality[person // 2]
    small.state.practice[:] = ways
    assert np.array_equal(small.after_compiled().practice[4], wrong)


def test_a_long_jump_leaves_a_peak() -> None:
    """Who is at a local peak finds nothing next to it; a jump may land higher, and never lower."""
    rule = "{variant: local_search, form: best_change, jumps: %s}"
    text = SMALL.replace("complexity: 1", "complexity: 4")
    small = Small("local_search", 5, text=text, trying_out=rule % 0)
    settled = small.again(12)
    assert np.array_equal(small.again(3).practice, settled.practice)
    jumping = Small("local_search", 5, text=text, trying_out=rule % 1)
    jumping.state = settled
    after = jumping.again(60)
    assert (after.practice != settled.practice).any()


def test_the_best_change_is_the_best() -> None:
    one, two = (
        Small("local_search", 5, text=REAL, trying_out=f"{{variant: local_search, form: {form}}}")
        for form in ("best_change", "first_better")
    )
    for small in (one, two):
        right = (small.state.practice == small.state.reality).sum(axis=1)
        after = (small.after_compiled().practice == small.state.reality).sum(axis=1)
        assert np.array_equal(after, np.minimum(right + 1, 5))


def test_noise_without_strength_is_none_and_a_little_moves_a_little() -> None:
    still = Small("opinion_noise", reflection="{variant: opinion_noise, anew: 0}")
    assert np.array_equal(still.again(5).values, still.state.values)
    text = RING % 400
    some = Small("opinion_noise", text=text, reflection="{variant: opinion_noise, anew: 0.25}")
    anew = (some.after_compiled().values != some.state.values).all(axis=1).mean()
    assert 0.25 - 0.09 < anew < 0.25 + 0.09
    small = Small("opinion_noise", text=text, reflection="{variant: opinion_noise, anew: 0, spread: 0.02}")
    small.state.values[:] = 0.5
    assert small.after_compiled().values.std() == pytest.approx(0.02, abs=0.003)


def test_a_window_of_turnover() -> None:
    """Weeks 4 and 5 only; ties stay, and all of the way of working is somebody else's."""
    small = Small(
        "replacement", text=RING % 200, arrivals="{variant: replacement, share: 1, first: 4, last: 5, ways: uniform}"
    )
    before = small.state
    changed = []
    for _ in range(4):
        practice = small.state.practice.copy()
        changed.append(float((small.again(1).practice != practice).mean()))
    assert [share > 0 for share in changed] == [False, True, True, False]
    assert changed[1] == pytest.approx(2 / 3, abs=0.07)
    assert np.array_equal(small.state.tie_to, before.tie_to)
    assert np.array_equal(small.state.doing.sum(axis=(0, 2)), [200] * 5)


def test_another_reality_comes_in_its_week() -> None:
    small = Small(
        "disturbance",
        text=REAL.replace("disturbances: []", "disturbances: [{week: 4, share: 1}]"),
        environment="disturbance",
    )
    before = small.state.reality.copy()
    assert np.array_equal(small.again(1).reality, before)
    assert (small.again(1).reality != before).all()
    after = small.state.reality.copy()
    assert np.array_equal(small.again(3).reality, after)


def test_demands_that_change_again_and_again() -> None:
    text = REAL.replace("disturbances: []", "disturbances: [{week: 4, share: 0.3, every: 2, last: 8}]")
    small = Small("disturbance", text=text, environment="disturbance")
    counts = [int(small.again(1).redraw_count[0]) for _ in range(8)]
    assert counts == [0, 1, 1, 2, 2, 3, 3, 3]


def test_openness_and_susceptibility_of_a_group_differ() -> None:
    text = SMALL[: SMALL.index("organisations")] + (
        "organisations: [{name: home, teams: [{name: t, people: [{name: a, count: 400, openness: 0.5, openness_spread: 0.1, "
        "susceptibility: 0.3, susceptibility_spread: 0.1}]}]}]\n"
    )
    state = Small("simultaneous", text=text, encounters="simultaneous", influence="assimilation").compiled.state
    for column, mean in ((state.openness, 0.5), (state.susceptibility, 0.3)):
        assert column.mean() == pytest.approx(mean, abs=0.02)
    assert abs(np.corrcoef(state.openness, state.susceptibility)[0, 1]) < 0.2


def test_a_group_that_names_values_has_them_whatever_the_others_have() -> None:
    text = SMALL[: SMALL.index("organisations")] + (
        "organisations: [{name: home, teams: [{name: t, people: [{name: many, count: 300}, "
        "{name: few, count: 50, values: {care: 1, room: 0}, spread: 0}]}]}]\n"
    )
    small = Small("simultaneous", text=text, encounters="simultaneous", influence="assimilation")
    few = np.array([place.people.name == "few" for place in small.compiled.layout.groups])[
        small.compiled.state.seat_group
    ]
    values = small.compiled.state.values
    assert values[few].tolist() == [[1.0, 0.0]] * 50
    assert values[~few].std() == pytest.approx(12**-0.5, abs=0.02)
