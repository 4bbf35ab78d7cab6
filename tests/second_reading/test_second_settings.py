"""Settings of the literature that no target uses: noise, shocks, extremists, and people who differ. Outcomes and signs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from lcsim.docking.target_file import canon_folders
from lcsim.scenario import load_text
from lcsim.simulation import run
from tests.second_reading.runs import PEOPLE, published

CANON = canon_folders()[0]
BOUND = "rules__average_of_the_near__bound"


def camps(values: np.ndarray, least: float = 0.05) -> int:
    ordered = np.sort(values)
    parts = np.split(ordered, np.flatnonzero(np.diff(ordered) > 0.02) + 1)
    return sum(len(part) >= least * len(ordered) for part in parts)


def test_a_few_open_minds_unite_camps_in_the_long_run() -> None:
    """Deffuant et al. 2000; Weisbuch et al. 2002: 192 people with a bound of .2 and 8 with .4: two camps at first, then often one."""
    text = (
        "based_on: deffuant\norganisations: {people: null, both: {teams: [{name: all, people: ["
        "{name: closed, count: %d, openness: .2}, {name: wide, count: %d, openness: .4}]}]}}\n"
        "calendar: {weeks: %d}\nrules: {influence: {mu: .5, bound: openness}}\n"
    )

    def numbers(wide: int, weeks: int) -> list[int]:
        scenario = load_text(text % (200 - wide, wide, weeks), folder=CANON)
        return [camps(run(scenario, seed, keep=()).final.values[:, 0]) for seed in range(1, 21)]

    long, closed = numbers(8, 1500), numbers(0, 1500)
    assert np.mean(closed) > 1.8
    assert np.mean(long) < np.mean(closed) - 0.15


@pytest.mark.parametrize(("left", "right"), [(0.05, 0.15), (0.15, 0.05)])
def test_opinions_drift_to_the_side_of_more_confidence(left: float, right: float) -> None:
    """Hegselmann & Krause 2002, asymmetric confidence."""
    sides = {BOUND: "sides", "rules__average_of_the_near__left": left, "rules__average_of_the_near__right": right}
    for seed in (1, 2, 3):
        final = published("hegselmann_krause", seed, **{PEOPLE: 200}, **sides).final.values
        assert (final.mean() - 0.5) * (right - left) > 0.1 * 0.1


def test_confidence_that_leans_polarises() -> None:
    """Hegselmann & Krause 2002: who leans to his own side ends further out."""
    flat, leaning = (
        published("hegselmann_krause", **{PEOPLE: 200, BOUND: "leaning"}, rules__average_of_the_near__slope=slope)
        for slope in (0, 1)
    )
    assert leaning.final.values.std() > flat.final.values.std() + 0.1


COUPLED = """
based_on: friedkin_johnsen
values:
  - {name: first, coupled: {first: .8, second: %g}}
  - {name: second, coupled: {first: %g, second: .7}}
level: first
tables: {survey: %s, survey_scale: {low: -100, high: 100}}
"""


@pytest.mark.parametrize(
    ("one", "other", "published_values"),
    [
        (0.2, 0.3, [[39.2, 12.0], [39.0, 10.1], [75.0, -50.0], [56.0, 5.3]]),
        (-0.2, -0.3, [[52.3, -30.9], [52.1, -33.3], [75.0, -50.0], [68.3, -33.1]]),
    ],
)
def test_two_topics_that_hang_together(
    one: float, other: float, published_values: list[list[float]], tmp_path: Path
) -> None:
    """Parsegov et al. 2017, examples of multidimensional opinions: exactly (I - AW x C)^-1 (I - A) x(0), rounded as published."""
    survey = tmp_path / "positions.csv"
    survey.write_text("id,first,second\none,25,25\ntwo,25,15\nthree,75,-50\nfour,85,5\n", encoding="utf-8")
    final = run(load_text(COUPLED % (one, other, survey), folder=CANON), keep=()).final.values * 200 - 100
    weights = np.array(
        [[0.22, 0.12, 0.36, 0.3], [0.147, 0.215, 0.344, 0.294], [0, 0, 1, 0], [0.09, 0.178, 0.446, 0.286]]
    )
    share = np.eye(4) - np.diag(np.diag(weights))
    matrix = np.eye(8) - np.kron(share @ weights, np.array([[0.8, one], [other, 0.7]]))
    start = np.array([25, 25, 25, 15, 75, -50, 85, 5.0])
    exact = np.linalg.solve(matrix, np.kron(np.eye(4) - share, np.eye(2)) @ start).reshape(4, 2)
    assert final == pytest.approx(exact, abs=1e-9)
    assert final == pytest.approx(np.array(published_values), abs=0.06)


def test_one_person_less_and_there_is_no_riot(tmp_path: Path) -> None:
    """Granovetter 1978: a hundred people with thresholds 0, 1, ..., 99 all riot; if 1 becomes 2, one does."""
    text = (
        "based_on: centola_macy\ntables: {roster: %s}\norganisations: {people: null, crowd: {}}\n"
        "founding: {network: {kind: none, keep_degrees: false}, pioneers: {number: 0, neighbours: false}}\n"
        "rules: {encounters: {partners: everyone}, adoption: {variant: threshold, least: 1, whose: people}}\n"
    )
    for second, rioters in ((1, 100), (2, 1)):
        roster = tmp_path / f"crowd{second}.csv"
        needs = [0, second, *range(2, 100)]
        rows = [f"p{at},{1 - need / 99}" for at, need in enumerate(needs)]
        roster.write_text("\n".join(["id,susceptibility", *rows]), encoding="utf-8")
        final = run(load_text(text % roster, folder=CANON), keep=()).final
        assert (final.practice[:, 0] >= 0).sum() == rioters


@pytest.mark.parametrize(("neighbours", "two_steps"), [(4, 13), (6, 19), (8, 25), (12, 41), (24, 81), (48, 169)])
def test_how_far_two_steps_lead_on_a_lattice(neighbours: int, two_steps: int) -> None:
    """Diamonds for 4 and 12, squares for 8, 24 and 48, a hexagon for 6."""
    for weeks, reached in ((1, 1 + neighbours), (2, two_steps)):
        final = published(
            "centola_macy", **{PEOPLE: 1024}, founding__network__kind="lattice", founding__network__torus="true",
            founding__network__neighbours=neighbours, rules__threshold__least=1, founding__pioneers__neighbours="false",
            calendar__weeks=weeks,
        ).final  # fmt: skip
        assert (final.practice[:, 0] >= 0).sum() == reached


def test_hubs_of_preferential_attachment() -> None:
    """Barabasi & Albert 1999: three ties for each who comes; some have far more than others, and everybody is connected."""
    state = published(
        "centola_macy", **{PEOPLE: 2000}, rules__threshold__least=1, founding__pioneers__neighbours="false",
        founding__network="{kind: preferential, neighbours: 3}",
    ).final  # fmt: skip
    assert (state.practice[:, 0] >= 0).all()
    ties = state.tie_count
    assert ties.sum() == 2 * (6 + 1996 * 3)
    assert ties.min() == 3
    assert 60 < ties.max() < 400
    tail = [(ties >= k).mean() for k in (3, 6, 12, 24)]
    assert all(3.0 < more / fewer < 5.0 for more, fewer in pairwise(tail))  # about k ** -2
