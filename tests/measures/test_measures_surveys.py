"""Agreement and ICC of real climate surveys against R's multilevel 2.7 (shared data, multilevel_climate).

Estimators: ``icc1`` and ``icc2`` are the ANOVA estimators with the mean group size; ``icc1_reml`` is that of
``mult.icc`` (lme, REML). Agreement uses the uniform null of a five-point scale, variance 2.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from lcsim.measures import agreement_on_values as agreement
from lcsim.measures import intraclass

Table = dict[str, np.ndarray]
LEADERSHIP = [f"LEAD{i:02d}" for i in range(1, 12)]
BHR_ITEMS = ["AF06", "AF07", "AP12", "AP17", "AP33", "AP34", "AS14", "AS15", "AS16", "AS17", "AS28"]


def read(path: Path) -> Table:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    def column(name: str) -> np.ndarray:
        texts = [row[name] for row in rows]
        try:
            return np.array([np.nan if text in ("", "NA") else float(text) for text in texts])
        except ValueError:
            return np.array(texts)

    return {name: column(name) for name in rows[0]}


@pytest.fixture(scope="module")
def surveys(shared_data: Path) -> dict[str, Table]:
    folder = shared_data / "multilevel_climate"
    found = {name: read(folder / f"{name}.csv") for name in ("bh1996", "bhr2000", "klein2000", "lq2002", "univbct")}
    waves = found.pop("univbct")
    first = waves["TIME"] == 0  # a row per person and wave; the three waves are columns too
    once = {name: column[first] for name, column in waves.items()}
    once["GROUP"] = np.array([f"{b:.0f} {c}" for b, c in zip(once["BTN"], once["COMPANY"], strict=True)])
    return found | {"univbct BTNxCOMPANY": once}


GROUP = {
    "bh1996": "GRP",
    "bhr2000": "GRP",
    "klein2000": "GRPID",
    "lq2002": "COMPID",
    "univbct BTNxCOMPANY": "GROUP",
}


def test_anova_icc_of_every_reference(shared_data: Path, surveys: dict[str, Table]) -> None:
    with (shared_data / "multilevel_climate" / "reference_icc.csv").open(encoding="utf-8") as file:
        references = list(csv.DictReader(file))
    assert len(references) == 26
    for row in references:
        survey = surveys[row["data"]]
        values, groups = survey[row["var"]], survey[GROUP[row["data"]]]
        table = intraclass.one_way(values, groups)
        assert table is not None
        label = f"{row['data']} {row['var']}"
        assert (table.people, table.groups) == (int(row["N"]), int(row["k"])), label
        assert table.between == pytest.approx(float(row["MSB"]), rel=1e-9), label
        assert table.within == pytest.approx(float(row["MSW"]), rel=1e-9), label
        assert intraclass.icc1(values, groups).value == pytest.approx(float(row["ICC1"]), abs=1e-10), label
        assert intraclass.icc2(values, groups).value == pytest.approx(float(row["ICC2"]), abs=1e-9), label


def test_negative_icc_stays_negative(surveys: dict[str, Table]) -> None:
    survey = surveys["klein2000"]
    assert intraclass.icc1(survey["PAY"], survey["GRPID"]).value == pytest.approx(-0.01441062, abs=1e-8)


def test_reml_icc_of_mult_icc(shared_data: Path, surveys: dict[str, Table]) -> None:
    text = (shared_data / "multilevel_climate" / "README.md").read_text(encoding="utf-8")
    table = text[text.index("mult.icc (lme) bh1996") :]
    printed = re.findall(r"^\d\s+(\w+) (0\.\d+) (0\.\d+)$", table, flags=re.MULTILINE)[:4]
    assert [name for name, _, _ in printed] == ["HRS", "LEAD", "COHES", "WBEING"]
    survey = surveys["bh1996"]
    size = survey["GRP"].size / np.unique(survey["GRP"]).size
    for name, first, second in printed:
        got = intraclass.icc1_reml(survey[name], survey["GRP"]).value
        assert got == pytest.approx(float(first), abs=2e-6), name  # nlme stops within about 1e-7
        assert intraclass.icc2_of(got or 0.0, size) == pytest.approx(float(second), abs=5e-6), name
    anova = intraclass.icc1(survey["LEAD"], survey["GRP"]).value
    assert anova == pytest.approx(0.12702755, abs=1e-8)  # another estimator, another number (.1475)


def test_agreement_summaries(shared_data: Path, surveys: dict[str, Table]) -> None:
    def items(name: str, columns: list[str], of) -> np.ndarray:  # type: ignore[no-untyped-def]
        survey = surveys[name]
        ratings, groups = np.stack([survey[c] for c in columns], axis=1), survey[GROUP[name]]
        return np.array([of(ratings[groups == g], 2.0).value for g in np.unique(groups)])

    def single(name: str, column: str) -> np.ndarray:
        return agreement.r_wg_by_group(surveys[name][column], surveys[name][GROUP[name]], 2.0).values

    got = {
        "rwg bh1996 LEAD A=5 (ranvar 2)": single("bh1996", "LEAD"),
        "rwg bh1996 COHES": single("bh1996", "COHES"),
        "rwg lq2002 LEAD": single("lq2002", "LEAD"),
        "rwg.j lq2002 LEAD01-11": items("lq2002", LEADERSHIP, agreement.r_wg_j),
        "r*wg(j) Lindell lq2002 LEAD01-11": items("lq2002", LEADERSHIP, agreement.r_star_wg_j),
        "rwg.j bhr2000 11 leadership items": items("bhr2000", BHR_ITEMS, agreement.r_wg_j),
        "r*wg(j) Lindell bhr2000 11 items": items("bhr2000", BHR_ITEMS, agreement.r_star_wg_j),
        "rwg bhr2000 RELIG": single("bhr2000", "RELIG"),
    }
    with (shared_data / "multilevel_climate" / "reference_agreement_summary.csv").open(encoding="utf-8") as file:
        references = {row["measure"]: row for row in csv.DictReader(file)}
    for name, values in got.items():
        row = references[name]
        assert values.size == int(row["groups"]), name
        for column, value in (
            ("mean", values.mean()),
            ("median", np.median(values)),
            ("sd", values.std(ddof=1)),
            ("min", values.min()),
            ("max", values.max()),
            ("share_ge_.70", np.mean(values >= 0.7)),
            ("zeros", np.mean(values == 0.0)),
        ):
            assert value == pytest.approx(float(row[column]), abs=1e-10), f"{name} {column}"


def test_negative_agreement_is_counted(surveys: dict[str, Table]) -> None:
    found = agreement.r_wg_by_group(surveys["bhr2000"]["RELIG"], surveys["bhr2000"]["GRP"], 2.0)
    assert found.negative == np.sum(found.values == 0.0) == 9
    assert found.undefined == 0


def test_agreement_group_by_group(shared_data: Path, surveys: dict[str, Table]) -> None:
    survey = surveys["lq2002"]
    ratings = np.stack([survey[c] for c in LEADERSHIP], axis=1)
    with (shared_data / "multilevel_climate" / "reference_lq2002_by_group.csv").open(encoding="utf-8") as file:
        references = list(csv.DictReader(file))
    assert len(references) == 49
    for row in references:
        own = survey["COMPID"] == float(row["COMPID"])
        assert own.sum() == int(row["gsize"])
        assert agreement.r_wg(survey["LEAD"][own], 2.0).value == pytest.approx(float(row["rwg_LEAD"]), abs=1e-10)
        assert agreement.r_wg_j(ratings[own], 2.0).value == pytest.approx(float(row["rwgj"]), abs=1e-10)
        lindell = agreement.r_star_wg_j(ratings[own], 2.0).value
        assert lindell == pytest.approx(float(row["rwgj_lindell"]), abs=1e-10)


def test_cohesion_with_a_missing_answer(shared_data: Path) -> None:
    survey = read(shared_data / "multilevel_climate" / "cohesion.csv")
    first = agreement.r_wg_by_group(survey["COH01"], survey["UNIT"], 2.0)
    assert first.values == pytest.approx([0.7166667, 0.6], abs=1e-7)
    ratings = np.stack([survey[f"COH0{i}"] for i in range(1, 6)], axis=1)
    unit = survey["UNIT"]
    for name, joint, lindell in (("1044B", 0.7539683, 0.38), ("1044C", 0.8988764, 0.64)):
        assert agreement.r_wg_j(ratings[unit == name], 2.0).value == pytest.approx(joint, abs=1e-7)
        assert agreement.r_star_wg_j(ratings[unit == name], 2.0).value == pytest.approx(lindell, abs=1e-7)
    platoon = (unit == "1044B") & (survey["PLATOON"] == "1ST")  # two complete rows, more divided than chance
    assert agreement.r_wg_j(ratings[platoon], 2.0).value == 0.0
