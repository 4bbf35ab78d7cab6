"""Each family on cases small enough to do by hand, at the edges, and with a negative control."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lcsim.measures import (
    agreement_on_values,
    intraclass,
    mixing,
    network,
    ordinal_agreement,
    polarisation,
    practice,
    space_for_action,
    value_clusters,
)
from lcsim.measures.measure import Result, defined, mean_of, null
from lcsim.measures.view import View
from lcsim.state import State

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


def test_rounding_is_no_variance() -> None:
    """Means of equal numbers are not always that number."""
    sizes, thirds = [0, 1, 1, 2, 3, 4, 4, 4], [0, 0, 1, 1, 2, 2]
    for of in (intraclass.icc1, intraclass.icc2, intraclass.icc1_reml):
        assert is_null(of([0.1] * 8, sizes)), of
    assert is_null(intraclass.icc2([0.1, 0.3] * 3, thirds))
    assert intraclass.icc1([0.1, 0.3] * 3, thirds).value == pytest.approx(-1.0)
    assert is_null(mixing.numeric_assortativity([0, 1, 2, 0], [1, 2, 0, 2], [0.1] * 3))
    nearly = [0.1, 0.1, 0.1, 0.1 + 1e-9]
    assert intraclass.icc2(nearly, [0, 0, 1, 1]).value == pytest.approx(0.0, abs=1e-6)


def test_reml_equals_anova_when_groups_are_equal_and_icc_positive() -> None:
    luck = np.random.default_rng(2)
    groups = np.repeat(np.arange(8), 6)
    values = luck.normal(size=8)[groups] + luck.normal(size=48)
    anova = intraclass.icc1(values, groups).value
    assert intraclass.icc1_reml(values, groups).value == pytest.approx(anova, abs=1e-6)
    assert intraclass.icc1_reml(np.tile([0.1, 0.9], 4), np.repeat(np.arange(4), 2)).value == 0.0  # at its bound


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
    assert practice.effective_number(counts).value == pytest.approx((1 / (9 / 16 + 1 / 16) + 1 / (4 / 9 + 1 / 9)) / 2)
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
    # teams in which nobody has decided on a domain do not count in it
    together = practice.f_st([[[3, 1], [2, 2], [1, 1]], [[1, 3], [0, 0], [0, 0]], [[0, 0], [4, 1], [0, 0]]]).value
    first, second = practice.f_st([[[3, 1]], [[1, 3]]]), practice.f_st([[[2, 2]], [[4, 1]]])
    total = 0.5 + 1.0 - (6 / 9) ** 2 - (3 / 9) ** 2
    assert together == pytest.approx((0.5 * first.value + (total - 0.5) * second.value) / total)  # type: ignore[operator]
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


@pytest.mark.parametrize("n", [5, 63, 64, 65, 200, 512, 513])
def test_paths_are_counted_as_products_of_matrices_say(n: int) -> None:
    luck = np.random.default_rng(n)
    tied = luck.random((n, n)) < min(0.3, 8 / n)
    np.fill_diagonal(tied, False)
    either = tied | tied.T
    two_steps = tied.astype(np.int64) @ tied
    closed = (two_steps * tied).sum() / (two_steps.sum() - np.trace(two_steps))
    a, b = np.nonzero(tied)
    order = luck.permutation(a.size)
    a, b = a[order], b[order]
    assert network.transitivity(a, b, n).value == pytest.approx(closed, abs=1e-15)
    assert network.reciprocity(a, b, n).value == pytest.approx((tied & tied.T).sum() / tied.sum(), abs=1e-15)
    both = either.astype(np.int64) @ either
    triples = both.sum() - np.trace(both)
    assert network.transitivity(a, b, n, directed=False).value == pytest.approx((both * either).sum() / triples)


# --- together ----------------------------------------------------------------------------------------------


def test_the_panel_and_the_families_say_the_same(community: Maker) -> None:
    state = community(people=40, seed=2)
    view = View(state)
    members_of_teams = [np.flatnonzero(view.team == team) for team in range(state.team_key.shape[0])]
    teams = [members for members in members_of_teams if members.size]
    sizes = [members.size for members in teams]
    options = state.legitimacy.shape[2]
    counts = [practice.counts_of(view.practice[members], options) for members in teams]
    of_team = view.team
    bits = np.concatenate(
        [
            space_for_action.individual_space(view.practice[m], view.known[m], state.legitimacy[of_team[m[0]]])
            for m in teams
        ]
    )
    expected = {
        "icc1": intraclass.icc1(view.values[:, 0], of_team),
        "modal_share": mean_of([practice.modal_share(c, n) for c, n in zip(counts, sizes, strict=True)], sizes),
        "similarity": mean_of([practice.similarity(c, n) for c, n in zip(counts, sizes, strict=True)], sizes),
        "between_teams": practice.between_teams([practice.modal_options(c) for c in counts]),
        "space": defined(bits.mean()),
        "agreement": mean_of([mean_of([agreement_on_values.r_wg(v) for v in view.values[m].T]) for m in teams], sizes),
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
    negative = [agreement_on_values.r_star_wg(v).value < 0 for m in teams for v in view.values[m].T if m.size > 1]  # type: ignore[operator]
    assert found["agreement_negative"] == sum(negative)
