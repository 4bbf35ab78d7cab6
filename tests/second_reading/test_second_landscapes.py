"""Kauffman's landscapes read again: outcomes and signs, at other settings than the targets'."""

from __future__ import annotations

import numpy as np

from lcsim.docking.observing import observe
from lcsim.scenario import apply_set, draft, resolve
from lcsim.scenario.find import scenario_folders
from lcsim.simulation import Run, run

CANON = next(folder / "canon" for folder in scenario_folders() if (folder / "canon").is_dir())
SIZE = "organisations.people.teams.people.people.staff.count"


def runs(number: int, *settings: str) -> list[Run]:
    scenario = resolve(apply_set(draft(CANON / "nk.yaml"), (f"{SIZE}=20", *settings)))
    return [run(scenario, seed) for seed in range(100, 100 + number)]


def means(look: str, found: list[Run]) -> tuple[float, float]:
    seen = np.array([observe(look, one, {}) for one in found])
    return float(seen.mean()), float(seen.std(ddof=1) / np.sqrt(len(seen)))


def test_peaks_of_uncorrelated_landscapes_with_three_options() -> None:
    """Each way is the best of itself and 2N neighbours with probability 1/(2N + 1): 3^N / (2N + 1)."""
    practices = {"domains": 6, "options": 3, "complexity": 5}
    scenario = resolve({"based_on": str(CANON / "nk.yaml"), "calendar": {"weeks": 1}, "practices": practices})
    found = [run(scenario, seed) for seed in range(100, 160)]
    mean, error = means("peaks", found)
    assert abs(mean - 3**6 / 13) < 3 * error


def test_one_bit_correlation_at_another_size() -> None:
    mean, error = means("correlation_of_neighbours", runs(120, "practices.domains=7", "practices.complexity=3"))
    assert abs(mean - (1 - 4 / 7)) < 3 * error


def test_more_epistasis_more_peaks_and_a_complexity_catastrophe() -> None:
    """Walks end higher with a little epistasis than with none or with all (Kauffman 1993)."""
    found = {k: runs(80, "practices.domains=10", f"practices.complexity={k}") for k in (0, 2, 9)}
    peaks = [means("peaks", found[k])[0] for k in (0, 2, 9)]
    assert peaks[0] == 1
    assert peaks == sorted(peaks)
    ends = [means("payoff", found[k])[0] for k in (0, 2, 9)]
    assert ends[1] > ends[2]


def test_without_epistasis_all_end_at_the_one_peak() -> None:
    for one in runs(5, "practices.domains=10", "practices.complexity=0"):
        assert len(np.unique(one.final.practice, axis=0)) == 1


def test_walks_with_epistasis_end_at_different_peaks() -> None:
    ends = [
        len(np.unique(one.final.practice, axis=0)) for one in runs(5, "practices.domains=10", "practices.complexity=8")
    ]
    assert min(ends) > 5
