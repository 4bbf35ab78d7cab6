"""`lcsim run` on published data: the results of week 0 are the statistics that the publishers' READMEs print."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pyarrow import parquet

from lcsim.cli.main import run as call

OFFICE = """
schema: 1
title: Contacts in a workplace
calendar: {{weeks: 2}}
values: [{{name: openness}}]
practices: {{domains: 6, options: 3}}
organisations: [{{name: office}}]
tables:
  roster: {folder}/nodes.csv
  ties: {folder}/contacts_daily.csv
  columns: {{team: department, weight: seconds}}
  undirected: true
  {choice}
"""

SCHOOL = """
schema: 1
title: Friends at school
calendar: {{weeks: 2}}
values: [{{name: abstinence}}]
practices: {{domains: 6, options: 3}}
organisations: [{{name: school}}]
tables:
  roster: {folder}/nodes.csv
  ties: {folder}/friendship_w{wave}.csv
  survey: {folder}/nodes.csv
  survey_items: {{abstinence: [alcohol_w{wave}]}}
  survey_scale: {{low: 1, high: 5}}
"""


def rows_of(readme: str, title: str) -> dict[str, dict[str, float]]:
    """The table under a heading of a README: row -> column -> number."""
    lines = readme[readme.index(title) :].splitlines()
    table = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line.startswith("|")]
    heads = next(cells for cells in table if "density" in cells)
    at = table.index(heads)
    body = []
    for cells in table[at + 2 :]:
        if len(cells) != len(heads) + 1:
            break
        body.append(cells)
    return {cells[0]: dict(zip(heads, map(float, cells[1:]), strict=True)) for cells in body}


def week_0(here: Path, text: str, name: str, form: str) -> tuple[dict[str, float], dict[str, float]]:
    """Run a scenario file as a user does; measures of the whole community at the start and at the end."""
    (here / f"{name}.yaml").write_text(text, encoding="utf-8")
    out = here / f"results of {name}"
    options = ["--out", str(out), "--format", form, "--no-plots", "--nulls", "0", "-q"]
    assert call(["run", str(here / f"{name}.yaml"), *options]) == 0
    if form == "csv":
        with (out / "series.csv").open(encoding="utf-8", newline="") as file:
            rows = [{**row, "week": int(row["week"])} for row in csv.DictReader(file)]
    else:
        rows = parquet.read_table(out / "series.parquet").to_pylist()
    last = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["weeks"]
    whole = [row for row in rows if row["scope"] == "all" and row["value"] not in (None, "")]
    start, end = ({row["measure"]: float(row["value"]) for row in whole if row["week"] == week} for week in (0, last))
    ended = parquet.read_table(out / "runs.parquet").to_pylist()[0] if form == "parquet" else {}
    assert all(ended[name] == value for name, value in end.items() if name in ended)
    return start, end


NAMES = {
    "density": "density",
    "mean_outdeg": "mean_degree",
    "reciprocity_nx": "reciprocity",
    "transitivity_dir": "closure",
    "transitivity_und": "closure_undirected",
    "isolates": "isolates",
    "components_und": "components",
    "assort_department": "team_assortativity",
    "moranI_alcohol": "value_moran",
    "assort_alcohol": "value_assortativity",
}
"""Columns of the READMEs, and our measures."""


def agrees(found: dict[str, float], printed: dict[str, float]) -> None:
    checked = [column for column in NAMES if column in printed]
    for column in checked:
        assert found[NAMES[column]] == pytest.approx(printed[column], abs=5.1e-5), column
    assert found["people"] == printed["n"]
    assert {"density", "isolates", "mean_outdeg", "transitivity_und", "components_und"} <= set(checked)


@pytest.mark.parametrize(
    ("row", "choice", "form"),
    [("whole period >=20s", "threshold: 20", "parquet"), ("whole period >=5min", "threshold: 300", "csv"),
     ("day 1", "day: 1", "parquet")],
)  # fmt: skip
def test_workplace_contacts(shared_data: Path, tmp_path: Path, capsys, row: str, choice: str, form: str) -> None:
    folder = shared_data / "sociopatterns_workplace_InVS15"
    printed = rows_of((folder / "README.md").read_text(encoding="utf-8"), "**Network statistics (undirected)**")[row]
    start, end = week_0(tmp_path, OFFICE.format(folder=folder.as_posix(), choice=choice), "office", form)
    agrees(start, printed)
    assert start["tied_pairs"] == printed["ties"]
    assert start["reciprocity"] == 1.0
    assert set(start) & {"density", "isolates"} <= set(end)
    told = " ".join(capsys.readouterr().out.split())
    assert f"density from {printed['density']:.2f}".replace("0.", ".") in told
    assert f"people without any from {printed['isolates']:.0f} to" in told


@pytest.mark.parametrize("wave", [1, 2, 3])
def test_friends(shared_data: Path, tmp_path: Path, wave: int) -> None:
    folder = shared_data / "s50"
    printed = rows_of((folder / "README.md").read_text(encoding="utf-8"), "**Network statistics per wave**")[f"w{wave}"]
    start, _ = week_0(tmp_path, SCHOOL.format(folder=folder.as_posix(), wave=wave), "school", "parquet")
    agrees(start, printed)
    assert start["ties"] == printed["ties"]
