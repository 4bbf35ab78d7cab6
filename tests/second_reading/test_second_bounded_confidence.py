"""Deffuant et al., Hegselmann & Krause, Weisbuch et al. read again: outcomes and signs, at other settings than the targets'."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lcsim.scenario import apply_set, draft, resolve
from lcsim.scenario.find import scenario_folders
from lcsim.simulation import run

CANON = next(folder / "canon" for folder in scenario_folders() if (folder / "canon").is_dir())
SIZE = "organisations.people.teams.people.people.staff.count"
DEFFUANT = f"{SIZE}=200", "calendar.weeks=150"


def opinions(name: str, *settings: str, seed: int = 1) -> NDArray[np.float64]:
    """Final opinions, sorted."""
    return np.sort(run(resolve(apply_set(draft(CANON / f"{name}.yaml"), settings)), seed).final.values[:, 0])


def camps(values: NDArray[np.float64], gap: float = 0.02, least: float = 0.05) -> int:
    """Groups of at least a share of all, more than a gap apart."""
    parts = np.split(values, np.flatnonzero(np.diff(values) > gap) + 1)
    return sum(len(part) >= least * len(values) for part in parts)


@pytest.mark.parametrize(("threshold", "fewest", "most"), [(0.45, 1, 1), (0.2, 2, 2), (0.1, 3, 6)])
def test_the_number_of_camps_goes_with_one_over_twice_the_threshold(threshold: float, fewest: int, most: int) -> None:
    found = [
        camps(opinions("deffuant", *DEFFUANT, f"rules.mutual_compromise.threshold={threshold}", seed=s))
        for s in range(5)
    ]
    assert fewest <= np.median(found) <= most


def test_small_steps_reach_the_same_camps_later() -> None:
    early, late = (
        opinions("deffuant", f"{SIZE}=200", f"calendar.weeks={weeks}", "rules.mutual_compromise.mu=0.05", "rules.mutual_compromise.threshold=0.4")
        for weeks in (3, 300)
    )  # fmt: skip
    assert early.std() > 10 * late.std()
    assert camps(late) == 1
    assert early.mean() == pytest.approx(late.mean(), abs=1e-12)


def test_neighbours_on_a_lattice_leave_more_camps_than_strangers() -> None:
    """Weisbuch et al. 2002: locality keeps opinions apart."""
    rule = "rules.mutual_compromise.threshold=0.2"
    lattice = [
        f"{SIZE}=225",
        "calendar.weeks=300",
        "founding.network.kind=lattice",
        "rules.random_activation.partners=neighbour",
        rule,
    ]
    mixed = [f"{SIZE}=225", "calendar.weeks=300", rule]
    assert camps(opinions("deffuant", *lattice), 0.01, 0.0) > camps(opinions("deffuant", *mixed), 0.01, 0.0)


def test_more_reach_leaves_fewer_survivors() -> None:
    found = []
    for reach in (0.03, 0.07, 0.13, 0.3):
        settings = f"{SIZE}=200", f"rules.average_of_the_near.threshold={reach}"
        found.append(np.mean([camps(opinions("hegselmann_krause", *settings, seed=s), 1e-6, 0.0) for s in range(4)]))
    assert found == sorted(found, reverse=True)
    assert found[0] > 8
    assert found[-1] == 1


def test_everybodys_own_reach() -> None:
    """Some who hear everybody bridge camps that would stay apart (open-minded among closed-minded)."""
    groups = "organisations.people.teams.people.people"
    closed = opinions(
        "hegselmann_krause", f"{SIZE}=200", "rules.average_of_the_near.bound=openness", f"{groups}.staff.openness=0.12"
    )
    wide = opinions(
        "hegselmann_krause", f"{SIZE}=200", "rules.average_of_the_near.bound=openness", f"{groups}.staff.openness=0.6"
    )
    assert camps(closed, 1e-6, 0.0) > camps(wide, 1e-6, 0.0) == 1
