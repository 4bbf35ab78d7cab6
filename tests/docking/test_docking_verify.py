"""Published results: target files that nobody moves unseen, verdicts with known answers, and the quickest result whole."""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lcsim.docking import target_file
from lcsim.docking.judging import crossing, estimate, judge
from lcsim.docking.observing import cluster_sizes
from lcsim.docking.target_file import (
    ENDING,
    GUARD,
    Wanted,
    canon_folders,
    guard_text,
    read_result,
    read_results,
    result_files,
)
from lcsim.docking.verify import verify
from lcsim.mechanisms import BY_NAME, RULES
from lcsim.part import Faults
from lcsim.scenario import apply_set, draft, resolve

MORE = Path(__file__).resolve().parents[2] / "experiments" / "canon"
"""Target files with other settings."""


def wanted(level: str = "distributional", control: bool = False, **rule: Any) -> Wanted:
    return Wanted("t", "clusters", {}, ("a",), rule, level, "somebody", control)


ONES = np.ones(100)
COINS = np.array([0.0, 1.0] * 50)  # mean .5, standard error .05025


@pytest.mark.parametrize(
    ("rule", "values", "holds"),
    [
        ({"wanted": 1, "delta": 0}, ONES, True),
        ({"wanted": 1.01, "delta": 0.005}, ONES, False),
        ({"wanted": 0.64, "delta": 0}, COINS, True),  # within three standard errors
        ({"wanted": 0.66, "delta": 0}, COINS, False),
        ({"wanted": 0.66, "delta": 0.2}, COINS, True),
        ({"wanted": 0.9, "delta": 0, "se": 0.2}, COINS, True),
        ({"between": [0.6, 0.9]}, COINS, True),
        ({"between": [0.7, 0.9]}, COINS, False),
        ({"above": 0.49}, COINS, True),
        ({"above": 0.51}, COINS, False),
        ({"below": 0.51}, COINS, True),
        ({"wanted": 1, "delta": 0.1}, np.array([1.0, math.nan]), False),
    ],
)
def test_a_verdict(rule: dict[str, Any], values: np.ndarray, holds: bool) -> None:
    assert (judge(wanted(**rule), [values]).outcome == "holds") == holds


def test_exact_targets_leave_nothing_to_chance() -> None:
    assert judge(wanted("numerical", wanted=0.64, delta=0.0), [COINS]).outcome == "fails"


def test_a_control_holds_where_the_target_fails_and_not_where_nothing_came_out() -> None:
    assert judge(wanted(control=True, wanted=1, delta=0), [ONES]).outcome == "fails"
    assert judge(wanted(control=True, wanted=2, delta=0), [ONES]).outcome == "holds"
    assert judge(wanted(control=True, wanted=2, delta=0), [np.array([math.nan])]).outcome == "fails"


def test_differences_ratios_and_means_of_groups() -> None:
    two = ONES * 3
    assert judge(wanted(wanted=2, delta=0, by="difference"), [two, ONES]).outcome == "holds"
    assert judge(wanted(above=2.9, by="ratio"), [two, ONES]).outcome == "holds"
    assert judge(wanted(wanted=2, delta=0, by="mean"), [two, ONES]).outcome == "holds"
    assert judge(wanted(above=0, by="difference"), [ONES, two]).outcome == "fails"


def test_where_means_cross_a_level() -> None:
    parts = [estimate(ONES * x) for x in (0.1, 0.3, 0.7, 0.9)]
    assert crossing([1.0, 2.0, 3.0, 4.0], parts, 0.5).mean == pytest.approx(2.5)
    assert math.isnan(crossing([1.0, 2.0, 3.0, 4.0], parts, 2.0).mean)


def test_clusters_are_told_apart_by_a_gap() -> None:
    assert cluster_sizes(np.array([0.5, 0.1, 0.1, 0.52, 0.9]), 0.05).tolist() == [2, 2, 1]
    assert cluster_sizes(np.array([0.5]), 0.05).tolist() == [1]
    assert cluster_sizes(np.array([]), 0.05).tolist() == []


@pytest.mark.parametrize("name", result_files())
def test_a_target_file_reads_and_its_scenarios_resolve(name: str) -> None:
    result = read_result(name)
    assert result.targets
    assert any(target.control for target in result.targets), "each result has a negative control"
    assert len({target.name for target in result.targets}) == len(result.targets)
    for runs in {runs.scenario for runs in result.runs.values()}:
        assert resolve(runs).sources


def test_the_guard_is_up_to_date() -> None:
    for folder in canon_folders():
        assert (folder / GUARD).read_text(encoding="utf-8") == guard_text(folder)


def test_a_target_that_was_moved_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(canon_folders()[0], tmp_path / "canon")
    monkeypatch.setattr(target_file, "scenario_folders", lambda: (tmp_path,))
    path = tmp_path / "canon" / "friedkin_johnsen.targets.yaml"
    assert read_result("friedkin_johnsen").targets
    path.write_text(path.read_text(encoding="utf-8").replace("60.0208", "60.0"), encoding="utf-8")
    with pytest.raises(Faults, match="a target was moved"):
        read_result("friedkin_johnsen")


def test_what_is_wrong_with_a_target_file_is_told_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target_file, "scenario_folders", lambda: (tmp_path,))
    folder = tmp_path / "canon"
    folder.mkdir()
    (folder / "x.targets.yaml").write_text(
        "runs: {a: {sets: {}}}\ntargets: [{look: cluster, of: b, level: exact}]\n", encoding="utf-8"
    )
    (folder / GUARD).write_text(guard_text(folder), encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_result("x")
    said = str(caught.value)
    for piece in ("runs.a.sets", "no runs 'b'", "did you mean 'clusters'", "level: must be one", "what must come out"):
        assert piece in said
    with pytest.raises(Faults, match="did you mean 'x'"):
        read_result("xx")


def test_the_exact_results_hold() -> None:
    (found,) = verify(["friedkin_johnsen"], workers=1)
    assert [v.target.name for v in found.verdicts if v.failed] == []
    assert len(found.verdicts) == len(found.result.targets)


@pytest.mark.parametrize("name", ["influence", "learning", "time_and_place"])
def test_every_variant_runs_with_settings_that_no_published_result_uses(name: str) -> None:
    (found,) = verify([str(MORE / f"{name}{ENDING}")], workers=1)
    assert [f"{v.target.name}: {v.got}" for v in found.verdicts if v.failed] == []


def test_each_rule_of_the_literature_has_such_settings() -> None:
    every = [runs for path in MORE.glob(f"*{ENDING}") for runs in read_result(str(path)).runs.values()]
    on = [
        {
            name
            for name, rule in resolve(apply_set(draft(str(runs.scenario)), runs.settings)).rules.items()
            if rule["on"]
        }
        for runs in every
    ]
    literature = {name for names in RULES.values() for name in names if not BY_NAME[name].default}
    assert {name for name in literature if sum(name in rules for rules in on) < 2} == set()


def test_chance_is_told_of_each_target() -> None:
    one = np.random.default_rng(1).normal(0.0, 1.0, 400)
    far = judge(wanted(wanted=0.0, delta=10.0), [one]).numbers["chance"]
    near = judge(wanted(wanted=0.0, delta=0.0), [one]).numbers["chance"]
    few = judge(wanted(wanted=0.0, delta=0.0), [one[:4]]).numbers["chance"]
    assert far == pytest.approx(0.0, abs=1e-12)
    assert near == pytest.approx(0.0029, abs=0.0003), "three standard errors, 399 degrees of freedom"
    assert few == pytest.approx(0.0577, abs=0.0005), "three standard errors, 3 degrees of freedom"
    assert judge(wanted(above=0.0), [one + 10.0]).numbers["chance"] < 1e-6
    assert judge(wanted(above=0.0), [one]).numbers["chance"] == pytest.approx(0.5, abs=0.49)
    assert judge(wanted("numerical", wanted=0.0, delta=0.0), [one]).numbers["chance"] == 0.0
    control = judge(wanted(wanted=0.0, delta=0.0, control=True), [one + 10.0])
    assert control.numbers["chance"] < 1e-6


def test_a_file_of_targets_can_be_named_and_all_wrong_names_are_told() -> None:
    assert read_result(str(MORE / f"influence{ENDING}")).name == "influence"
    with pytest.raises(Faults) as caught:
        read_results(["marsh", "nowhere.targets.yaml", "deffuant"])
    said = str(caught.value)
    assert "did you mean 'march'" in said
    assert "there is no file nowhere.targets.yaml" in said


def test_seeds_do_not_depend_on_pieces_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    import lcsim.docking.verify as module

    names = ["friedkin_johnsen"]
    whole = [v.got for v in next(verify(names, workers=1)).verdicts]
    monkeypatch.setattr(module, "AT_ONCE", 2)
    assert [v.got for v in next(verify(names, workers=1)).verdicts] == whole
