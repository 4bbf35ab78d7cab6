"""Axelrod 1997 read again: signs that the paper states, at other sizes than the targets'."""

from __future__ import annotations

import numpy as np

from lcsim.scenario import apply_set, draft, resolve
from lcsim.scenario.find import scenario_folders
from lcsim.simulation import run
from lcsim.simulation.run import Run

CANON = next(folder / "canon" for folder in scenario_folders() if (folder / "canon").is_dir())
SIZE = "organisations.people.teams.people.people.staff.count"


def runs(*settings: str, number: int = 12) -> list[Run]:
    scenario = resolve(apply_set(draft(CANON / "axelrod.yaml"), [f"{SIZE}=49", *settings]))
    return [run(scenario, seed) for seed in range(number)]


def kinds(found: list[Run]) -> float:
    """Mean number of different cultures."""
    return float(np.mean([len(np.unique(one.final.practice, axis=0)) for one in found]))


def test_more_traits_keep_more_cultures_and_more_features_fewer() -> None:
    few, many = kinds(runs("practices.options=4")), kinds(runs("practices.options=25"))
    assert few < 2 < many
    assert kinds(runs("practices.options=25", "practices.domains=15")) < many


def test_in_the_end_neighbours_are_the_same_or_share_nothing() -> None:
    for one in runs("practices.options=12", number=4):
        practice, state = one.final.practice, one.final
        for i in range(49):
            for j in state.tie_to[i, : state.tie_count[i]]:
                assert (practice[i] == practice[j]).sum() in (0, 5)


def test_nobody_invents_anything() -> None:
    """Every trait that is there at the end was there at the beginning, in the same feature."""
    (one,) = runs(number=1)
    for k in range(5):
        assert set(one.final.practice[:, k]) <= set(one.founding.practice[:, k])


def test_who_acts_in_which_order_hardly_matters_on_a_small_lattice() -> None:
    """Axtell et al. 1996: it matters on larger ones."""
    sweeps = "rules.encounters=shuffled_sweeps", "rules.shuffled_sweeps.sweeps=10"
    assert (
        abs(kinds(runs("practices.options=10", number=30)) - kinds(runs("practices.options=10", *sweeps, number=30)))
        < 3.0
    )


def test_one_culture_where_anyone_meets_anyone() -> None:
    assert (
        kinds(runs("founding.network.kind=none", "rules.random_activation.partners=anyone", "practices.options=10"))
        < 1.5
    )
