"""French, DeGroot, Friedkin & Johnsen read again: outcomes that the papers state, for other networks than the targets'."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lcsim.scenario import load_text
from lcsim.scenario.find import scenario_folders
from lcsim.simulation import Community

CANON = next(folder / "canon" for folder in scenario_folders() if (folder / "canon").is_dir())
TABLES = """
based_on: {base}
calendar: {{weeks: {weeks}}}
values: [{dimensions}]
tables: {{roster: people.csv, ties: ties.csv, trust: weight, survey: positions.csv, survey_scale: {{low: 0, high: 1}}}}
organisations: {{people: null, group: {{}}}}
founding: {{network: {{kind: teams}}}}
rules:
  encounters: {{variant: simultaneous, partners: all_neighbours}}
  influence: {{{influence}}}
"""

Matrix = list[list[float]]
EXAMPLE: Matrix = [
    [0.220, 0.120, 0.360, 0.300],
    [0.147, 0.215, 0.344, 0.294],
    [0, 0, 1, 0],
    [0.090, 0.178, 0.446, 0.286],
]


def over_time(
    folder: Path, matrix: Matrix, start: list[list[float]], weeks: int, influence: str, own: list[float] | None = None
) -> NDArray[np.float64]:
    """Positions float64[weeks + 1, people, dimensions] under a weight matrix."""
    names = [f"p{i}" for i in range(len(matrix))]
    shares = own or [1.0] * len(names)
    (folder / "people.csv").write_text(
        "\n".join(["id,susceptibility", *(f"{n},{s!r}" for n, s in zip(names, shares, strict=True))])
    )
    rows = [
        f"{names[i]},{names[j]},{w!r}" for i, row in enumerate(matrix) for j, w in enumerate(row) if i != j and w > 0
    ]
    (folder / "ties.csv").write_text("\n".join(["source,target,weight", *rows]))
    dimensions = [f"v{d}" for d in range(len(start[0]))]
    listed = [",".join([name, *map(repr, row)]) for name, row in zip(names, start, strict=True)]
    (folder / "positions.csv").write_text("\n".join([",".join(["id", *dimensions]), *listed]))
    text = TABLES.format(base=CANON / "bare.yaml", weeks=weeks, dimensions=", ".join(dimensions), influence=influence)
    community = Community(load_text(text, name="group", folder=folder), 1)
    seen = [community.state.values.copy()]
    for week in range(1, weeks + 1):
        community.advance(week)
        seen.append(community.state.values.copy())
    return np.array(seen)


AVERAGE = "variant: assimilation, weights: given"
STUBBORN = "variant: stubborn_assimilation, weights: given"


def test_total_effects_are_those_of_the_published_matrix(tmp_path: Path) -> None:
    """Friedkin & Johnsen 1999: V, which says how much of whose initial position is in whose final one."""
    published = [[0.279, 0.045, 0.551, 0.124], [0.047, 0.278, 0.549, 0.125], [0, 0, 1, 0], [0.030, 0.048, 0.532, 0.389]]
    own = [1 - EXAMPLE[i][i] for i in range(4)]
    unit = np.eye(4).tolist()
    final = over_time(tmp_path, EXAMPLE, unit, 400, STUBBORN, own)[-1]
    assert final == pytest.approx(np.array(published), abs=1.1e-3)
    assert final.sum(axis=1) == pytest.approx(1.0, abs=1e-12)


def test_every_dimension_obeys_the_same_law(tmp_path: Path) -> None:
    own = [0.9, 0.5, 0.2, 0.7]
    start = [[0.1, 0.9, 0.5], [0.3, 0.2, 0.5], [0.8, 0.4, 0.5], [0.6, 0.7, 0.5]]
    final = over_time(tmp_path, EXAMPLE, start, 500, STUBBORN, own)[-1]
    a, w, x = np.diag(own), np.array(EXAMPLE), np.array(start)
    assert final == pytest.approx(np.linalg.solve(np.eye(4) - a @ w, (np.eye(4) - a) @ x), abs=1e-10)


def test_two_closed_groups_never_agree(tmp_path: Path) -> None:
    w: Matrix = [[0.5, 0.5, 0, 0], [0.5, 0.5, 0, 0], [0, 0, 0.3, 0.7], [0, 0, 0.2, 0.8]]
    final = over_time(tmp_path, w, [[0.1], [0.3], [0.6], [1.0]], 200, AVERAGE)[-1, :, 0]
    assert final[:2] == pytest.approx(0.2, abs=1e-12)
    assert final[2] == pytest.approx(final[3], abs=1e-12)
    assert final[2] - final[0] > 0.5


def test_who_only_listens_to_each_other_in_turn_goes_round_for_ever(tmp_path: Path) -> None:
    seen = over_time(tmp_path, [[0, 1], [1, 0]], [[0.2], [0.9]], 51, AVERAGE)[:, :, 0]
    assert seen[50] == pytest.approx([0.2, 0.9], abs=1e-13)
    assert seen[51] == pytest.approx([0.9, 0.2], abs=1e-13)


def test_the_hub_of_a_star_counts_for_more(tmp_path: Path) -> None:
    """French 1956 with equal weights: influence in proportion to ties + 1: 5 of 13 for the hub."""
    w: Matrix = [[0, 1, 1, 1, 1], *([1.0, 0, 0, 0, 0] for _ in range(4))]
    equal = "variant: assimilation, weights: equal"
    final = over_time(tmp_path, w, [[1.0], [0.0], [0.0], [0.0], [0.0]], 300, equal)[-1, :, 0]
    assert final == pytest.approx(5 / 13, abs=1e-12)


def test_distance_to_consensus_shrinks_by_the_second_eigenvalue(tmp_path: Path) -> None:
    w: Matrix = [[0.6, 0.4, 0, 0], [0.1, 0.7, 0.2, 0], [0, 0.3, 0.5, 0.2], [0, 0, 0.25, 0.75]]
    seen = over_time(tmp_path, w, [[0.0], [0.2], [0.9], [1.0]], 60, AVERAGE)[:, :, 0]
    spread = np.ptp(seen, axis=1)
    second = np.sort(np.abs(np.linalg.eigvals(np.array(w))))[-2]
    assert (spread[60] / spread[40]) ** (1 / 20) == pytest.approx(second, abs=1e-6)
