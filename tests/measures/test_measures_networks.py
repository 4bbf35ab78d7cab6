"""Network statistics of two real networks against the tables in their READMEs (s50; InVS15)."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from lcsim.measures import mixing, network


def table_after(readme: Path, heading: str) -> dict[str, dict[str, float]]:
    """Rows of the first markdown table after a heading: label -> column -> number."""
    lines = readme.read_text(encoding="utf-8").split(f"**{heading}")[1].splitlines()
    rows = []
    for line in lines[1:]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            break
    names = rows[0][1:]
    return {row[0]: dict(zip(names, map(float, row[1:]), strict=True)) for row in rows[2:]}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("wave", ["w1", "w2", "w3"])
def test_s50(shared_data: Path, wave: str) -> None:
    folder = shared_data / "s50"
    wanted = table_after(folder / "README.md", "Network statistics per wave**")[wave]
    people = rows_of(folder / "nodes.csv")
    place = {row["id"]: i for i, row in enumerate(people)}
    ties = rows_of(folder / f"friendship_{wave}.csv")
    a = np.array([place[tie["source"]] for tie in ties])
    b = np.array([place[tie["target"]] for tie in ties])
    n = len(people)
    alcohol = np.array([float(row[f"alcohol_{wave}"]) for row in people])
    smoke = np.array([float(row[f"smoke_{wave}"]) for row in people])
    got = {
        "n": n,
        "ties": a.size,
        "density": network.density(a, b, n).value,
        "reciprocity_nx": network.reciprocity(a, b, n).value,
        "transitivity_dir": network.transitivity(a, b, n).value,
        "transitivity_und": network.transitivity(a, b, n, directed=False).value,
        "isolates": network.isolates(a, b, n).value,
        "components_und": network.component_sizes(a, b, n).size,
        "assort_alcohol": mixing.numeric_assortativity(a, b, alcohol).value,
        "moranI_alcohol": mixing.morans_i(a, b, alcohol).value,
        "assort_smoke": mixing.numeric_assortativity(a, b, smoke).value,
        "moranI_smoke": mixing.morans_i(a, b, smoke).value,
    }
    for name, value in got.items():
        assert value == pytest.approx(wanted[name], abs=5.1e-5), name
    text = (folder / "README.md").read_text(encoding="utf-8")
    moran, geary = re.search(rf"alcohol w {wave[1]} ([\d.]+)\s+geary ([\d.]+)", text).groups()  # type: ignore[union-attr]
    assert mixing.morans_i(a, b, alcohol).value == pytest.approx(float(moran), abs=5.1e-8)
    assert mixing.gearys_c(a, b, alcohol).value == pytest.approx(float(geary), abs=5.1e-8)


def test_workplace(shared_data: Path) -> None:
    folder = shared_data / "sociopatterns_workplace_InVS15"
    wanted = table_after(folder / "README.md", "Network statistics (undirected)**")
    people = rows_of(folder / "nodes.csv")
    place = {row["id"]: i for i, row in enumerate(people)}
    departments = np.array([row["department"] for row in people])
    seconds: dict[str, dict[tuple[int, int], int]] = {}
    for row in rows_of(folder / "contacts_daily.csv"):
        pair = (place[row["source"]], place[row["target"]])
        for period in ("whole", f"day {row['day']}"):
            found = seconds.setdefault(period, {})
            found[pair] = found.get(pair, 0) + int(row["seconds"])
    n = len(people)
    assert set(wanted) == {"whole period >=20s", "whole period >=5min"} | {f"day {d}" for d in range(1, 11)}
    for label, printed in wanted.items():
        least = 300 if label.endswith("5min") else 20
        contacts = seconds["whole" if label.startswith("whole") else label]
        pairs = np.array([pair for pair, time in contacts.items() if time >= least])
        a, b = pairs[:, 0], pairs[:, 1]
        got = {
            "n": n,
            "ties": a.size,
            "density": network.density(a, b, n, directed=False).value,
            "transitivity_und": network.transitivity(a, b, n, directed=False).value,
            "isolates": network.isolates(a, b, n).value,
            "components_und": network.component_sizes(a, b, n).size,
            "assort_department": mixing.nominal_assortativity(a, b, departments, directed=False).value,
        }
        for name, value in got.items():
            assert value == pytest.approx(printed[name], abs=5.1e-5), f"{label} {name}"
    pairs = np.array(list(seconds["whole"]))
    assert mixing.modularity(pairs[:, 0], pairs[:, 1], departments).value == pytest.approx(0.278, abs=5e-4)
    external = mixing.e_i_index(pairs[:, 0], pairs[:, 1], departments).value
    assert external is not None
    assert (1 - external) / 2 == pytest.approx(0.421, abs=5e-4)  # share of pairs within a department
