"""Printed and closed-form values of polarisation, agreement and networks (shared data, known_answers)."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from lcsim.measures import agreement_on_values as agreement
from lcsim.measures import intraclass, mixing, network, ordinal_agreement, polarisation

HELP_PAGE = (30, 40, 210, 130, 530, 50, 10)
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)


@pytest.fixture(scope="module")
def printed(shared_data: Path) -> dict[tuple[str, str], float]:
    with (shared_data / "known_answers" / "network_and_agreement_reference.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if "/" not in row["value"]]
    return {(row["case"], row["measure"]): float(row["value"]) for row in rows}


def edges(graph: nx.Graph) -> tuple[np.ndarray, np.ndarray, int, list]:
    nodes = list(graph)
    place = {node: i for i, node in enumerate(nodes)}
    pairs = np.array([(place[a], place[b]) for a, b in graph.edges()])
    return pairs[:, 0], pairs[:, 1], len(nodes), nodes


def test_esteban_ray_closed_forms(shared_data: Path) -> None:
    def exact(text: str) -> np.ndarray:
        rounded = re.findall(r"\((-?[\d.]+)\)", text)  # 0.3333 stands for a third
        return np.array([float(Fraction(number).limit_denominator(10)) for number in rounded])

    with (shared_data / "known_answers" / "esteban_ray_cases.csv").open(encoding="utf-8") as file:
        cases = list(csv.DictReader(file))
    assert len(cases) == 24
    for case in cases:
        shares, positions, alpha = exact(case["shares"]), exact(case["positions"]), float(case["alpha"])
        plain = polarisation.esteban_ray(shares, positions, alpha).value
        normalised = polarisation.esteban_ray(shares, positions, alpha, normalised=True).value
        assert plain == pytest.approx(float(case["P_K1"]), rel=1e-12, abs=1e-15), case
        assert normalised == pytest.approx(float(case["P_norm"]), rel=1e-12, abs=1e-15), case


def test_bimodality_of_published_data() -> None:
    # Pfister et al. (2013): .34 and .79 for their two made-up samples
    one = np.repeat(np.arange(1, 12), [3, 5, 5, 10, 17, 20, 17, 10, 5, 5, 3])
    two = np.repeat(np.arange(1, 12), [2, 26, 14, 6, 2, 0, 2, 6, 14, 26, 2])
    assert polarisation.bimodality_coefficient(one).value == pytest.approx(0.34, abs=0.005)
    assert polarisation.bimodality_coefficient(two).value == pytest.approx(0.79, abs=0.005)


@pytest.mark.parametrize(
    ("measure", "of", "rounding"),
    [
        ("polarization", ordinal_agreement.polarization, 5e-8),
        ("agreement A (van der Eijk)", ordinal_agreement.van_der_eijk_agreement, 5e-8),
        ("consensus (Tastle & Wierman)", ordinal_agreement.consensus, 5e-8),
        ("Leik ordinal dispersion", ordinal_agreement.leik_dispersion, 5e-4),
    ],
)
def test_agrmt_help_page(printed: dict, measure: str, of, rounding: float) -> None:  # type: ignore[no-untyped-def, type-arg]
    wanted = next(value for (case, name), value in printed.items() if case.startswith("agrmt") and name == measure)
    assert of(HELP_PAGE).value == pytest.approx(wanted, abs=rounding)


def test_one_way_icc_of_shrout_and_fleiss(printed: dict) -> None:  # type: ignore[type-arg]
    targets = np.repeat(np.arange(6), 4)
    single = printed["Shrout & Fleiss 1979 6x4", "ICC(1,1)"]
    average = printed["Shrout & Fleiss", "ICC(1,4)"]
    assert intraclass.icc1(SHROUT_FLEISS.ravel(), targets).value == pytest.approx(single, abs=5e-8)
    assert intraclass.icc2(SHROUT_FLEISS.ravel(), targets).value == pytest.approx(average, abs=5e-8)
    assert intraclass.icc2_of(single, 4) == pytest.approx(average, abs=5e-7)  # from a rounded ICC(1,1)


def test_null_variances(printed: dict) -> None:  # type: ignore[type-arg]
    for points, case, name in (
        (5, "rwg uniform null", "sigma_EU^2, A=5"),
        (7, "rwg uniform null", "sigma_EU^2, A=7"),
        (9, "rwg uniform null", "A=9"),
    ):
        assert agreement.discrete_uniform_variance(points) == pytest.approx(printed[case, name], rel=1e-12)
    # many points on 0..1 come to the continuous 1/12
    assert agreement.discrete_uniform_variance(10001) / 10000**2 == pytest.approx(agreement.UNIFORM_VARIANCE, rel=1e-3)


def test_slightly_skewed_null_is_the_variance_of_its_density() -> None:
    weights, points = np.array([0.05, 0.15, 0.20, 0.35, 0.25]), np.arange(1, 6)
    assert weights @ points**2 - (weights @ points) ** 2 == pytest.approx(1.34)  # LeBreton & Senter (2008)
    grid = (np.arange(500_000) + 0.5) / 500_000
    density = np.repeat(weights, 100_000) / 100_000
    variance = density @ grid**2 - (density @ grid) ** 2
    assert pytest.approx(variance, rel=1e-9) == agreement.SLIGHTLY_SKEWED_VARIANCE


def test_r_wg_formula_cases(printed: dict) -> None:  # type: ignore[type-arg]
    five = agreement.discrete_uniform_variance(5)
    assert agreement.r_wg([4, 4, 4, 5, 5], five).value == pytest.approx(
        printed["rwg ratings 4,4,4,5,5 A=5", "rwg"], rel=1e-12
    )
    divided = agreement.r_wg([1, 1, 5, 5], five)
    assert divided.value == printed["rwg bimodal 1,1,5,5 A=5", "rwg truncated"]
    assert agreement.r_star_wg([1, 1, 5, 5], five).value == pytest.approx(1 - 16 / 3 / 2)
    for items, case in ((5, "rwg_j J=5 mean item var 0.5 A=5"), (10, "rwg_j J=10 mean item var 0.5 A=5")):
        ratings = np.tile([[1.0], [2.0]], (1, items))  # every item has variance .5
        assert agreement.r_wg_j(ratings, five).value == pytest.approx(printed[case, "rwg(j)"], rel=1e-12)


def test_karate_club(printed: dict) -> None:  # type: ignore[type-arg]
    graph = nx.karate_club_graph()
    a, b, n, nodes = edges(graph)
    clubs = [graph.nodes[node]["club"] for node in nodes]
    degrees = [graph.degree(node) for node in nodes]
    got = {
        "nodes": n,
        "edges": a.size,
        "density": network.density(a, b, n, directed=False).value,
        "transitivity": network.transitivity(a, b, n, directed=False).value,
        "degree assortativity": mixing.numeric_assortativity(a, b, degrees, directed=False).value,
        "attribute assortativity club": mixing.nominal_assortativity(a, b, clubs, directed=False).value,
        "modularity of the club split": mixing.modularity(a, b, clubs).value,
        "E-I index club": mixing.e_i_index(a, b, clubs).value,
    }
    for name, value in got.items():
        assert value == pytest.approx(printed["karate", name], rel=1e-10), name


def test_florentine_density_and_les_miserables_transitivity(printed: dict) -> None:  # type: ignore[type-arg]
    a, b, n, _ = edges(nx.florentine_families_graph())
    wanted = printed["florentine marriage", "density"]
    assert network.density(a, b, n, directed=False).value == pytest.approx(wanted, rel=1e-12)
    a, b, n, _ = edges(nx.les_miserables_graph())
    wanted = printed["les miserables", "transitivity"]
    assert network.transitivity(a, b, n, directed=False).value == pytest.approx(wanted, rel=1e-12)


def test_examples_of_networkx_documentation(printed: dict) -> None:  # type: ignore[type-arg]
    a, b = np.array([0, 2]), np.array([1, 3])
    colours = mixing.nominal_assortativity(a, b, ["red", "red", "blue", "blue"], directed=False).value
    assert colours == pytest.approx(printed["networkx doc example colours", "attribute assortativity"])
    sizes = mixing.numeric_assortativity(a, b, [2, 2, 3, 3], directed=False).value
    assert sizes == pytest.approx(printed["networkx doc example sizes", "numeric assortativity"])


def test_newman_mixing_by_race(printed: dict) -> None:  # type: ignore[type-arg]
    # Newman (2003), Table I; the matrix sums to .997 in print, hence the tolerance against the printed .621
    e = [
        [0.258, 0.016, 0.035, 0.013],
        [0.012, 0.157, 0.058, 0.019],
        [0.013, 0.023, 0.306, 0.035],
        [0.005, 0.007, 0.024, 0.016],
    ]
    got = mixing.assortativity_of_matrix(e).value
    wanted = next(value for (case, _), value in printed.items() if case.startswith("Newman 2003"))
    assert got == pytest.approx(wanted, abs=1e-9)
    assert got == pytest.approx(0.621, abs=0.003)


@pytest.mark.parametrize("directed", [True, False])
def test_networks_agree_with_networkx(directed: bool) -> None:
    graph = nx.gnp_random_graph(40, 0.12, seed=3, directed=directed)
    a, b, n, nodes = edges(graph)
    luck = np.random.default_rng(1)
    groups = luck.integers(0, 4, n)
    nx.set_node_attributes(graph, dict(zip(nodes, groups.tolist(), strict=True)), "group")
    parts = [{node for node in nodes if groups[node] == g} for g in range(4)]
    assert network.density(a, b, n, directed).value == pytest.approx(nx.density(graph))
    assert mixing.nominal_assortativity(a, b, groups, directed).value == pytest.approx(
        nx.attribute_assortativity_coefficient(graph, "group")
    )
    assert mixing.numeric_assortativity(a, b, groups, directed).value == pytest.approx(
        nx.numeric_assortativity_coefficient(graph, "group")
    )
    assert mixing.modularity(a, b, groups, directed=directed).value == pytest.approx(
        nx.community.modularity(graph, parts)
    )
    if directed:
        assert network.reciprocity(a, b, n).value == pytest.approx(nx.reciprocity(graph))
    else:
        assert network.transitivity(a, b, n, directed=False).value == pytest.approx(nx.transitivity(graph))
        assert network.isolates(a, b, n).value == len(list(nx.isolates(graph)))
        assert network.component_sizes(a, b, n).size == nx.number_connected_components(graph)
