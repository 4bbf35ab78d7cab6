"""Each family on cases small enough to do by hand, at the edges, and with a negative control."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lcsim.measures import (
    PANEL,
    agreement_on_values,
    burstiness,
    co_evolution,
    control_difficulty,
    intraclass,
    mixing,
    network,
    ordinal_agreement,
    polarisation,
    practice,
    space_for_action,
    student_learning,
    value_clusters,
)
from lcsim.measures import emerged as emergence
from lcsim.measures.measure import Result, defined, mean_of, null
from lcsim.measures.view import View
from lcsim.part.names import STUDENT
from lcsim.state import State, copy_state

Maker = Callable[..., State]
NOTHING = np.zeros(0, dtype=np.int64)


def is_null(result: Result) -> bool:
    return result.value is None and bool(result.reason)


# --- results -----------------------------------------------------------------------------------------------


def test_a_result_is_a_number_or_a_reason() -> None:
    assert defined(np.float64(0.5)) == (0.5, "")
    with pytest.raises(ValueError, match="finite"):
        defined(float("nan"))
    with pytest.raises(ValueError, match="reason"):
        null("")


def test_mean_of_leaves_out_what_is_undefined() -> None:
    results = [defined(1.0), null("too few"), defined(3.0)]
    assert mean_of(results).value == 2.0
    assert mean_of(results, [3, 9, 1]).value == 1.5
    assert mean_of([null("too few")]) == (None, "too few")
    assert is_null(mean_of([]))


# --- values ------------------------------------------------------------------------------------------------


def test_agreement_of_fewer_than_two_is_null_not_zero_or_one() -> None:
    for of in (
        agreement_on_values.standard_deviation,
        agreement_on_values.r_wg,
        agreement_on_values.r_star_wg,
    ):
        assert is_null(of([0.5]))
        assert is_null(of([]))
    assert is_null(agreement_on_values.r_wg_j([[0.1, 0.2]]))
    assert is_null(agreement_on_values.r_star_wg_j(np.zeros((0, 3))))


def test_r_wg_on_the_unit_interval() -> None:
    assert agreement_on_values.r_wg([0.5, 0.5, 0.5]).value == 1.0
    assert agreement_on_values.r_wg([0.4, 0.6]).value == pytest.approx(1 - 12 * 0.02)
    assert agreement_on_values.r_wg([0.0, 1.0]).value == 0.0
    assert agreement_on_values.r_star_wg([0.0, 1.0]).value == pytest.approx(-5.0)
    grouped = agreement_on_values.r_wg_by_group([0, 1, 0.4, 0.6, 0.9], ["a", "a", "b", "b", "c"])
    assert grouped.values[:2] == pytest.approx([0.0, 0.76])
    assert np.isnan(grouped.values[2])
    assert (grouped.negative, grouped.undefined) == (1, 1)


def test_icc_is_null_without_variance_or_groups() -> None:
    for of in (intraclass.icc1, intraclass.icc2, intraclass.icc1_reml):
        assert is_null(of([0.5, 0.5, 0.5, 0.5], [0, 0, 1, 1]))
        assert is_null(of([0.1, 0.2, 0.3], [0, 0, 0]))
        assert is_null(of([0.1, 0.2, 0.3], [0, 1, 2]))
        assert is_null(of([], []))
    assert is_null(intraclass.icc2([0.1, 0.9, 0.1, 0.9], [0, 0, 1, 1]))
    assert intraclass.icc1([0.1, 0.9, 0.1, 0.9], [0, 0, 1, 1]).value == pytest.approx(-1.0)
    assert intraclass.icc1([0.2, 0.2, 0.8, 0.8], [0, 0, 1, 1]).value == 1.0
    assert intraclass.icc1_reml([0.2, 0.2, 0.8, 0.8], [0, 0, 1, 1]).value == 1.0


def test_reml_equals_anova_when_groups_are_equal_and_icc_positive() -> None:
    luck = np.random.default_rng(2)
    groups = np.repeat(np.arange(8), 6)
    values = luck.normal(size=8)[groups] + luck.normal(size=48)
    anova = intraclass.icc1(values, groups).value
    assert intraclass.icc1_reml(values, groups).value == pytest.approx(anova, abs=1e-6)
    assert (
        intraclass.icc1_reml(np.tile([0.1, 0.9], 4), np.repeat(np.arange(4), 2)).value == 0.0
    )  # at its bound


def test_polarisation_of_poles_and_of_one_camp() -> None:
    assert polarisation.esteban_ray_of_values([0.0, 0.0, 1.0, 1.0]).value == pytest.approx(1.0)
    assert polarisation.esteban_ray_of_values([0.3, 0.3]).value == 0.0
    spread = polarisation.esteban_ray_of_values(np.linspace(0, 1, 11)).value
    assert spread is not None
    assert spread < 0.2
    assert is_null(polarisation.esteban_ray_of_values([]))
    assert polarisation.bin_frequencies([0.0, 0.04, 0.05, 1.0]).tolist() == [2, 1, *[0] * 7, 0, 1]
    with pytest.raises(ValueError, match="alpha"):
        polarisation.esteban_ray([1.0], [0.0], alpha=2.0)


def test_bimodality_needs_four_people_and_variance() -> None:
    assert is_null(polarisation.bimodality_coefficient([0.1, 0.2, 0.3]))
    assert is_null(polarisation.bimodality_coefficient([0.3] * 9))
    two = polarisation.bimodality_coefficient([0.1] * 20 + [0.9] * 20).value
    one = polarisation.bimodality_coefficient(np.linspace(0, 1, 9) ** 2 - np.linspace(0, 1, 9)).value
    assert two is not None
    assert one is not None
    assert two > 5 / 9
    assert two > one


def test_ordinal_agreement_of_ideal_types() -> None:
    agreement = ordinal_agreement.van_der_eijk_agreement
    assert agreement([0, 4, 0, 0]).value == 1.0
    assert agreement([2, 2, 2, 2]).value == 0.0
    assert agreement([2, 0, 0, 2]).value == pytest.approx(-1.0)
    assert ordinal_agreement.polarization([2, 0, 0, 2]).value == pytest.approx(1.0)
    assert ordinal_agreement.consensus([2, 0, 0, 2]).value == pytest.approx(0.0)
    assert ordinal_agreement.consensus([0, 7, 0]).value == 1.0
    assert ordinal_agreement.leik_dispersion([2, 0, 0, 2]).value == 1.0
    for of in (agreement, ordinal_agreement.consensus, ordinal_agreement.leik_dispersion):
        assert is_null(of([0, 0, 0]))
        assert is_null(of([3]))


def test_value_clusters_split_at_gaps() -> None:
    values = [0.52, 0.1, 0.14, 0.5, 0.9]
    assert value_clusters.cluster_labels(values).tolist() == [1, 0, 0, 1, 2]
    assert value_clusters.value_clusters(values).value == 3
    assert value_clusters.value_clusters(values, smallest=2).value == 2
    assert value_clusters.value_clusters(values, gap=0.36).value == 2
    assert value_clusters.value_clusters(values, gap=0.41).value == 1
    assert is_null(value_clusters.value_clusters([]))


# --- practice ----------------------------------------------------------------------------------------------


def test_practice_by_hand() -> None:
    ways = np.array([[0, 1], [0, 1], [0, 2], [1, -1]])
    counts = practice.counts_of(ways, 3)
    assert counts.tolist() == [[3, 1, 0], [0, 2, 1]]
    assert practice.modal_options(counts).tolist() == [0, 1]
    assert practice.modal_share(counts, 4).value == pytest.approx((3 / 4 + 2 / 4) / 2)
    assert practice.similarity(counts, 4).value == pytest.approx((3 + 1) / 12)  # of 6 pairs x 2 domains
    assert practice.effective_number(counts).value == pytest.approx(
        (1 / (9 / 16 + 1 / 16) + 1 / (4 / 9 + 1 / 9)) / 2
    )
    entropy = [
        -(3 / 4 * np.log(3 / 4) + 1 / 4 * np.log(1 / 4)),
        -(2 / 3 * np.log(2 / 3) + 1 / 3 * np.log(1 / 3)),
    ]
    assert practice.effective_number(counts, 1).value == pytest.approx(np.mean(np.exp(entropy)))


def test_practice_of_nobody_and_of_the_undecided() -> None:
    empty = practice.counts_of(np.zeros((0, 2), dtype=int), 3)
    assert is_null(practice.modal_share(empty, 0))
    assert is_null(practice.similarity(empty, 0))
    undecided = practice.counts_of(np.full((3, 2), -1), 3)
    assert practice.modal_options(undecided).tolist() == [-1, -1]
    assert is_null(practice.modal_share(undecided, 3))
    assert is_null(practice.effective_number(undecided))
    assert practice.similarity(undecided, 3).value == 0.0


def test_distance_between_teams_is_the_mean_over_pairs() -> None:
    ways = np.random.default_rng(4).integers(0, 3, (9, 6))
    pairs = [practice.hamming(ways[i], ways[j]).value for i in range(9) for j in range(i)]
    assert practice.between_teams(ways).value == pytest.approx(np.mean(pairs))  # type: ignore[arg-type]
    assert practice.between_teams(np.zeros((3, 2), dtype=int)).value == 0.0
    assert is_null(practice.between_teams(ways[:1]))
    assert is_null(practice.between_teams(np.full((3, 2), -1)))
    assert practice.hamming([0, 1, -1], [0, 2, 1]).value == 0.5
    assert is_null(practice.hamming([-1], [2]))


def test_f_st_of_separate_and_of_mixed_teams() -> None:
    assert practice.f_st([[[5, 0]], [[0, 5]]]).value == 1.0
    assert practice.f_st([[[3, 3]], [[1, 1]]]).value == pytest.approx(0.0)
    assert practice.f_st([[[3, 1]], [[1, 3]]]).value == pytest.approx((0.5 - 0.375) / 0.5)
    assert is_null(practice.f_st([[[3, 1]]]))
    assert is_null(practice.f_st([[[5, 0]], [[4, 0]]]))


def test_contiguous_cultures_follow_ties_between_equals() -> None:
    ways = np.array([[0, 0], [0, 0], [0, 0], [1, 1], [0, 1]])
    sources, targets = np.array([0, 2, 1]), np.array([1, 3, 4])
    assert practice.contiguous_cultures(ways, sources, targets).tolist() == [2, 1, 1, 1]
    assert practice.contiguous_cultures(ways, sources, targets, alike=0.5).tolist() == [3, 1, 1]
    assert practice.contiguous_cultures(ways[:0], NOTHING, NOTHING).size == 0


# --- space -------------------------------------------------------------------------------------------------


def test_space_by_hand() -> None:
    legitimacy = np.array([[0.9, 0.3, 0.5], [0.2, 0.8, 1.0]])
    known = np.array([[0b111, 0b010], [0b001, 0b110]], dtype=np.uint8)
    ways = np.array([[0, 1], [0, -1]])
    bits = space_for_action.individual_space(ways, known, legitimacy)
    assert bits == pytest.approx([np.log2(1.8), np.log2(2.8)])
    together = space_for_action.collective_space(ways, known, legitimacy).value
    assert together == pytest.approx(np.log2(1 + 0.3 + 0.5) + np.log2(1 + 1.0))
    assert is_null(space_for_action.collective_space(ways[:0], known[:0], legitimacy))


def test_acceptability_opens_with_safety_and_closes_with_control() -> None:
    legitimacy = np.array([0.0, 0.5, 1.0])
    assert space_for_action.acceptability(legitimacy, 1.0, 0.0, 2.2) == pytest.approx([1, 1, 1])
    assert space_for_action.acceptability(legitimacy, 0.0, 0.0, 2.2) == pytest.approx(legitimacy)
    assert space_for_action.acceptability(legitimacy, 1.0, 1.0, 2.2) == pytest.approx(legitimacy)
    assert space_for_action.acceptability(0.2, 0.5, 0.4, 2.0) == pytest.approx(0.2 + 0.8 * 0.09)


# --- network -----------------------------------------------------------------------------------------------


def test_network_of_nobody_and_without_ties() -> None:
    assert is_null(network.density(NOTHING, NOTHING, 1))
    assert network.density(NOTHING, NOTHING, 2).value == 0.0
    assert is_null(network.reciprocity(NOTHING, NOTHING, 5))
    assert is_null(network.transitivity(NOTHING, NOTHING, 5))
    assert network.isolates(NOTHING, NOTHING, 5).value == 5
    assert is_null(network.isolates(NOTHING, NOTHING, 0))
    alike = (mixing.nominal_assortativity, mixing.numeric_assortativity, mixing.morans_i, mixing.gearys_c)
    for of in (mixing.e_i_index, mixing.modularity, *alike):
        assert is_null(of(NOTHING, NOTHING, np.zeros(3)))
    for of in alike:
        assert is_null(of(np.array([0]), np.array([1]), np.zeros(3)))


def test_directed_closure_by_hand() -> None:
    # paths 0-1-2 (closed), 1-2-0, 2-0-1; 0-2-0 and 2-0-2 are no paths of three people
    a, b = np.array([0, 1, 0, 2]), np.array([1, 2, 2, 0])
    assert network.transitivity(a, b, 3).value == pytest.approx(1 / 3)
    assert network.transitivity(a, b, 3, directed=False).value == 1.0
    assert network.reciprocity(a, b, 3).value == 0.5


# --- time --------------------------------------------------------------------------------------------------


def test_burstiness_of_clock_chance_and_one_long_silence() -> None:
    assert burstiness.burstiness(np.arange(9)).value == pytest.approx(-1.0)
    assert burstiness.burstiness([0, 0, 0, 0, 5]).value == pytest.approx(1.0)
    luck = np.random.default_rng(3)
    for events, near in ((5, 0.08), (30, 0.02)):
        found = [burstiness.burstiness(np.sort(luck.random(events))).value for _ in range(1000)]
        plain = [burstiness.uncorrected_burstiness(np.sort(luck.random(events))).value for _ in range(1000)]
        assert abs(np.mean(found)) < near  # type: ignore[arg-type]
        assert np.mean(plain) < -near  # type: ignore[arg-type]


def test_burstiness_below_three_events_is_null() -> None:
    assert is_null(burstiness.burstiness([1.0, 2.0]))
    assert is_null(burstiness.burstiness_of_counts([1, 0, 1]))
    assert is_null(burstiness.burstiness([1.0, 1.0, 1.0]))


def test_weekly_counts_keep_random_events_random() -> None:
    luck = np.random.default_rng(8)
    found = [burstiness.burstiness_of_counts(luck.poisson(0.7, 156), seed).value for seed in range(60)]
    assert abs(np.mean(found)) < 0.03  # type: ignore[arg-type]
    bursts = np.zeros(156, dtype=int)
    bursts[[20, 21, 90, 91, 92]] = 15
    assert burstiness.burstiness_of_counts(bursts).value > 0.5  # type: ignore[operator]
    times = burstiness.times_of_counts([0, 2, 1], seed=4)
    assert np.floor(times).tolist() == [1, 1, 2]
    assert np.unique(burstiness.times_of_counts([1] * 9) % 1).size == 9  # each week its own moment
    assert (times == burstiness.times_of_counts([0, 2, 1], seed=4)).all()
    assert (times != burstiness.times_of_counts([0, 2, 1], seed=5)).all()


def test_co_evolution_finds_who_leads() -> None:
    luck = np.random.default_rng(6)
    change = luck.normal(size=(120, 2))
    later = np.vstack((np.zeros((1, 2)), change[:-1])) + 0.3 * luck.normal(size=(120, 2))
    values, ways = np.cumsum(change, axis=0), np.cumsum(later, axis=0)
    found = co_evolution.co_evolution(values, ways)
    assert found.values_first.value > 0.9  # type: ignore[operator]
    assert found.chance_values_first.value == pytest.approx(1 / 200)
    assert found.chance_practice_first.value > 0.01  # type: ignore[operator]
    other = co_evolution.co_evolution(ways, values)
    assert other.practice_first.value == pytest.approx(found.values_first.value)


def test_co_evolution_of_strangers_is_within_chance() -> None:
    luck = np.random.default_rng(7)
    chances = [
        co_evolution.co_evolution(
            *np.cumsum(luck.normal(size=(2, 60)), axis=1), surrogates=49, seed=run
        ).chance_together
        for run in range(40)
    ]
    assert 0.3 < np.mean([chance.value for chance in chances]) < 0.7  # type: ignore[misc]


def test_co_evolution_is_null_when_nothing_changes_or_weeks_are_few() -> None:
    assert all(is_null(result) for result in co_evolution.co_evolution(np.zeros(50), np.arange(50.0)))
    assert all(is_null(result) for result in co_evolution.co_evolution(np.arange(5.0), np.arange(5.0)))
    with pytest.raises(ValueError, match="differ in shape"):
        co_evolution.co_evolution(np.zeros(5), np.zeros(6))


def test_shuffled_weeks_are_shuffles_and_repeat() -> None:
    orders = co_evolution.shuffled_weeks(12, 30, seed=1)
    assert (np.sort(orders, axis=1) == np.arange(12)).all()
    assert (orders == co_evolution.shuffled_weeks(12, 30, seed=1)).all()
    assert (orders != co_evolution.shuffled_weeks(12, 30, seed=2)).any()
    assert np.unique(orders, axis=0).shape[0] == 30


# --- what emerged ------------------------------------------------------------------------------------------


def test_emerged_by_hand() -> None:
    before = np.array([[[8, 2, 0], [10, 0, 0]], [[10, 0, 0], [3, 7, 0]]])
    now = np.array([[[4, 6, 0], [0, 5, 5]], [[0, 0, 10], [10, 0, 0]]])
    found = emergence.emerged(before, [10, 10], now, [10, 10])
    # team 0 domain 0: option 1 at exactly .2 then and .6 now; team 1 domain 1: option 0 was held by .3
    assert found.found == ((0, 0, 1), (1, 0, 2))
    assert (found.chances, found.share.value) == (4, 0.5)
    intended = np.zeros(now.shape, dtype=bool)
    intended[1, 0, 2] = True
    assert emergence.emerged(before, [10, 10], now, [10, 10], intended).found == ((0, 0, 1),)
    assert emergence.emerged(before, [10, 10], before, [10, 10]).share.value == 0.0
    alone = emergence.emerged(before, [1, 10], now, [10, 1])
    assert is_null(alone.share)
    assert alone.chances == 0


def test_what_the_code_asked_for_did_not_emerge(community: Maker, recount: Callable[[State], None]) -> None:
    founding = community(teams=2, organisations=1, absent=0.0, undecided=0.0)
    founding.practice[:] = 0
    founding.code[:] = 0
    final = copy_state(founding)
    final.practice[:, 1] = 2
    assert emergence.emerged_practices(founding, final).found == ((0, 1, 2), (1, 1, 2))
    founding.code[0, 1] = 2
    assert emergence.emerged_practices(founding, final).found == ()
    founding.code[0, 1] = 1
    targets = np.zeros(final.legitimacy.shape, dtype=bool)
    targets[0, 1, 2] = True
    assert emergence.emerged_practices(founding, final, targets).found == ((1, 1, 2),)


def test_value_modes_emerge_too(community: Maker) -> None:
    founding = community(teams=2, organisations=1, absent=0.0)
    founding.values[:] = 0.5
    founding.espoused[:] = 0.1
    final = copy_state(founding)
    final.values[:, 2] = 0.95
    assert emergence.emerged_values(founding, final).found == ((0, 2, 4), (1, 2, 4))
    founding.espoused[0, 2] = 0.9
    assert emergence.emerged_values(founding, final).found == ()
    assert emergence.value_modes([0.0, 0.2, 0.999, 1.0]).tolist() == [0, 1, 4, 4]


# --- control -----------------------------------------------------------------------------------------------


def test_variance_shares_find_their_cause() -> None:
    luck = np.random.default_rng(11)
    arm, founding, noise = np.arange(3.0), luck.normal(size=30), luck.normal(size=(3, 30, 8))
    nothing = np.zeros((3, 30, 8))
    only_arm = control_difficulty.variance_shares(nothing + arm[:, None, None])
    assert [share.value for share in only_arm] == pytest.approx([1, 0, 0, 0])
    only_founding = control_difficulty.variance_shares(nothing + founding[None, :, None])
    assert [share.value for share in only_founding] == pytest.approx([0, 1, 0, 0])
    mixed = control_difficulty.variance_shares(arm[:, None, None] + founding[None, :, None] + noise)
    assert [share.value for share in mixed] == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3], abs=0.1)
    assert sum(share.value or 0.0 for share in mixed) == pytest.approx(1.0)


def test_an_arm_effect_below_the_interaction_counts_as_nothing() -> None:
    crossed = np.array([[1.0, -1.0], [-1.0, 1.0]]) + np.array([[0.1], [-0.1]])
    found = control_difficulty.variance_shares(np.repeat(crossed[:, :, None], 2, axis=2))
    assert [share.value for share in found] == [0.0, 0.0, 1.0, 0.0]


def test_variance_shares_say_what_they_cannot_tell_apart() -> None:
    luck = np.random.default_rng(12)
    one_luck = control_difficulty.variance_shares(luck.normal(size=(2, 20, 1)))
    assert is_null(one_luck.interaction)
    assert one_luck.luck.value is not None
    assert all(is_null(share) for share in control_difficulty.variance_shares(np.full((2, 3, 4), 0.7)))
    assert all(is_null(share) for share in control_difficulty.variance_shares(luck.normal(size=(1, 3, 4))))


def test_twins_diverge_by_what_differs(community: Maker) -> None:
    one = community(people=10, domains=5, absent=0.0, undecided=0.0)
    same = control_difficulty.twin_divergence(one, copy_state(one))
    assert [result.value for result in same] == [0.0, 0.0, 0.0]
    other = copy_state(one)
    other.practice[3, 2] = (other.practice[3, 2] + 1) % 4
    other.values[0, 0] += 0.3
    found = control_difficulty.twin_divergence(one, other)
    assert found.practice.value == pytest.approx(1 / 50)
    assert found.values.value == pytest.approx(0.3 / 30)
    other.present[3] = False
    assert control_difficulty.twin_divergence(one, other).practice.value == 0.0
    assert control_difficulty.twin_divergence(one, other).people.value == pytest.approx(1 / 10)
    other.present[:] = False
    assert is_null(control_difficulty.twin_divergence(one, other).practice)


# --- students ----------------------------------------------------------------------------------------------


def test_repertoire_at_departure_counts_students_who_left(community: Maker) -> None:
    state = community(people=4, absent=0.0)
    state.role[:] = [STUDENT, STUDENT, 0, STUDENT, *state.role[4:]]
    state.known[:4] = np.array([0b1, 0b11, 0b111, 0b1111], dtype=np.uint8)[:, None]
    at_departure = {measure.name: measure for measure in student_learning.MEASURES}["student_repertoire"]
    assert is_null(at_departure.of(View(state)))
    state.present[:3] = False
    assert at_departure.of(View(state)).value == pytest.approx(
        (5 + 10) / 2
    )  # 5 domains; the one of staff left out


def test_the_panel_and_the_families_say_the_same(community: Maker) -> None:
    state = community(people=40, seed=2)
    view = View(state)
    teams = [members for members in view.members_of_teams if members.size]
    sizes = [members.size for members in teams]
    options = state.legitimacy.shape[2]
    counts = [practice.counts_of(view.practice[members], options) for members in teams]
    of_team = view.team
    bits = np.concatenate(
        [
            space_for_action.individual_space(
                view.practice[m], view.known[m], state.legitimacy[of_team[m[0]]]
            )
            for m in teams
        ]
    )
    expected = {
        "icc1": intraclass.icc1(view.values[:, 0], of_team),
        "modal_share": mean_of(
            [practice.modal_share(c, n) for c, n in zip(counts, sizes, strict=True)], sizes
        ),
        "similarity": mean_of([practice.similarity(c, n) for c, n in zip(counts, sizes, strict=True)], sizes),
        "between_teams": practice.between_teams([practice.modal_options(c) for c in counts]),
        "space": defined(bits.mean()),
        "agreement": mean_of(
            [mean_of([agreement_on_values.r_wg(v) for v in view.values[m].T]) for m in teams], sizes
        ),
    }
    for name, result in expected.items():
        assert view.weekly(name) == pytest.approx(result.value, rel=1e-12), name
    found = {measure.name: measure.of(view).value for measure in agreement_on_values.MEASURES}
    skewed = agreement_on_values.SLIGHTLY_SKEWED_VARIANCE
    for name, of in (
        ("agreement_skewed_null", lambda v: mean_of([agreement_on_values.r_wg(x, skewed) for x in v.T])),
        ("agreement_uncut", lambda v: mean_of([agreement_on_values.r_star_wg(x) for x in v.T])),
        ("agreement_joint", agreement_on_values.r_wg_j),
    ):
        one_by_one = mean_of([of(view.values[m]) for m in teams], sizes)
        assert found[name] == pytest.approx(one_by_one.value, rel=1e-12), name
    negative = [
        agreement_on_values.r_star_wg(v).value < 0 for m in teams for v in view.values[m].T if m.size > 1
    ]  # type: ignore[operator]
    assert found["agreement_negative"] == sum(negative)


def test_series_of_a_run_reaches_the_measures(community: Maker) -> None:
    state = community()
    series = np.full((30, len(PANEL), 1 + 3), np.nan)
    luck = np.random.default_rng(9)
    series[:, PANEL.index("level")] = np.cumsum(luck.normal(size=(30, 4)), axis=0)
    series[:, PANEL.index("expressed")] = series[:, PANEL.index("level")]
    series[:, PANEL.index("people")] = 10
    series[:, PANEL.index("switches")] = luck.poisson(2, (30, 4)) / 10
    view = View(state, series=series)
    measures: dict[str, Any] = {m.name: m for m in (*co_evolution.MEASURES, *burstiness.MEASURES)}
    assert measures["co_evolution_together"].of(view).value == pytest.approx(1.0)
    assert measures["co_evolution_together_chance"].of(view).value == pytest.approx(1 / 200)
    assert -0.5 < measures["burstiness"].of(view).value < 0.5
    assert is_null(measures["burstiness"].of(View(state)))
