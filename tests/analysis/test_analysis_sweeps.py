"""From a folder of results to findings: known answers by the same way as real ones, and what is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lcsim.analysis.sweep_findings import analyse
from lcsim.analysis.sweep_results import read_sweep
from lcsim.mechanisms import CATALOGUE
from lcsim.part import Faults
from tests.analysis.test_analysis_morris import morris_1991
from tests.analysis.test_analysis_sobol import ishigami, ishigami_indices
from tests.sweeps import sweep_folder

LOAD = "organisations.house.workload"
A, B, C = "rules.deliberation.gamma", "organisations.house.control", "founding.safety"
RANGES = f"{{{A}: {{low: 1.8, high: 3.0}}, {B}: {{low: 0.1, high: 0.9}}, {C}: {{low: 0.1, high: 0.9}}}}"
BOTH = f"{{{B}: {{low: 0.1, high: 0.9}}, {C}: {{low: 0.1, high: 0.9}}}}"


def luck(replicate, scale=1.0):
    """Luck of a replicate, the same at all points."""
    return scale * np.random.default_rng(replicate).normal()


def own_luck(replicate, point, scale=1.0):
    """Luck of a run."""
    key = [replicate, *(int(1e6 * value) for value in point if not isinstance(value, str))]
    return scale * np.random.default_rng(key).normal()


def scaled(experiment, point):
    return [(v - f.low) / (f.high - f.low) for v, f in zip(point, experiment.factors, strict=True)]


def test_ishigami_from_a_folder(tmp_path):
    def outcome(experiment, arm, point, replicate):
        x = np.array([(2 * share - 1) * np.pi for share in scaled(experiment, point)])
        return {"space": float(ishigami(x[None, :])[0]) + own_luck(replicate, point)}

    text = f"vary: {RANGES}\ndesign: {{kind: sobol, points: 512, seed: 1}}\nreplicates: 3\nmeasures: [space]"
    sweep = read_sweep(sweep_folder(tmp_path / "known", text, outcome))
    found = analyse(sweep, smallest=1.0).of("baseline", "space")
    first, total = ishigami_indices()
    value = found.sensitivity
    assert value.names == (A, B, C)
    assert value.first.value == pytest.approx(first, abs=0.06)
    assert value.total.value == pytest.approx(total, abs=0.06)
    assert ((value.total.low <= total) & (total <= value.total.high)).all()
    variance = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2 + 49 / 8 + 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
    assert found.shares.shares.value[1] == pytest.approx(1.0 / (1.0 + variance), abs=0.02)


def test_the_g_function_from_a_folder(tmp_path):
    """Sobol' (1993), with a = 0, 1, 9."""
    a = np.array([0.0, 1.0, 9.0])

    def outcome(experiment, arm, point, replicate):
        return {"space": float(np.prod((np.abs(4 * np.array(scaled(experiment, point)) - 2) + a) / (1 + a)))}

    text = f"vary: {RANGES}\ndesign: {{kind: sobol, points: 1024, seed: 1}}\nreplicates: 1\nmeasures: [space]"
    value = analyse(read_sweep(sweep_folder(tmp_path / "g", text, outcome))).of("baseline", "space").sensitivity
    parts = 1 / (3 * (1 + a) ** 2)
    whole = np.prod(1 + parts) - 1
    assert value.first.value == pytest.approx(parts / whole, abs=0.03)
    assert value.total.value == pytest.approx(parts * np.prod(1 + parts) / (1 + parts) / whole, abs=0.03)


def test_the_function_of_morris_from_a_folder(tmp_path):
    """Morris (1991): factors 8 to 10 act alone, 11 to 20 not at all, and the first six with each other."""
    ranges = [
        f"rules.{part.name}.{facts.name}"
        for part in CATALOGUE
        if part.default
        for facts in part.facts()
        if not facts.whole
    ]

    def outcome(experiment, arm, point, replicate):
        return {"space": float(morris_1991(np.array([scaled(experiment, point)]))[0])}

    vary = ", ".join(f"{path}: " for path in ranges[:20])
    text = f"vary: {{{vary}}}\ndesign: {{kind: morris, trajectories: 20}}\nreplicates: 1\nmeasures: [space]"
    found = analyse(read_sweep(sweep_folder(tmp_path / "m", text, outcome))).of("baseline", "space").sensitivity
    assert found.names == tuple(ranges[:20])
    assert found.mu.value[7:10] == pytest.approx([40.0] * 3)
    assert found.sigma.value[7:10] == pytest.approx([0.0] * 3, abs=1e-5)
    assert found.mu_star.value[10:] == pytest.approx([0.0] * 10, abs=1e-9)
    assert (found.sigma.value[:6] > 15).all()


def test_morris_and_a_straight_line(tmp_path):
    def outcome(experiment, arm, point, replicate):
        a, b, _ = scaled(experiment, point)
        return {"space": 4.0 * a - 2.0 * b + own_luck(replicate, point, 0.2)}

    text = f"vary: {RANGES}\ndesign: {{kind: morris, trajectories: 12, levels: 4}}\nreplicates: 6\nmeasures: [space]"
    found = analyse(read_sweep(sweep_folder(tmp_path / "morris", text, outcome))).of("baseline", "space").sensitivity
    assert found.mu.value[:2] == pytest.approx([4.0, -2.0], abs=0.3)
    assert found.heard.tolist() == [True, True, False]
    text = f"vary: {RANGES}\ndesign: {{kind: latin_hypercube, points: 60}}\nreplicates: 6\nmeasures: [space]"
    found = analyse(read_sweep(sweep_folder(tmp_path / "lhs", text, outcome))).of("baseline", "space")
    value = found.sensitivity
    assert value.trusted
    assert value.coefficients.value == pytest.approx([0.89, -0.45, 0.0], abs=0.06)
    assert value.coefficients.low[0] > 0.0 > value.coefficients.high[1]
    low, _, high = (level.mean for level in found.levels if level.factor == A)
    assert high - low == pytest.approx(4.0 * 2 / 3, abs=0.5)


def test_arms_are_compared_on_the_same_luck_and_not_ranked_without_reason(tmp_path):
    def outcome(experiment, arm, point, replicate):
        shift = {"one": 0.0, "two": 0.5, "three": 0.5}[arm]
        return {"space": 10.0 * luck(replicate) + shift + own_luck(replicate, (*point, sum(map(ord, arm))), 0.2)}

    text = (
        f"arms: {{one: {{}}, two: {{set: {{{LOAD}: 0.9}}}}, three: {{set: {{{LOAD}: 0.8}}}}}}\nvary: {BOTH}\n"
        "design: {kind: grid, levels: 3}\nreplicates: 8\nmeasures: [space]"
    )
    found = analyse(read_sweep(sweep_folder(tmp_path / "arms", text, outcome)), smallest=0.3)
    verdicts = {(c.arm, c.against): c.verdict for c in found.contrasts}
    assert verdicts == {("two", "one"): "higher", ("three", "one"): "higher", ("three", "two"): "equivalent"}
    by = {(c.arm, c.against): c for c in found.contrasts}
    assert by["two", "one"].low < 0.5 < by["two", "one"].high
    assert by["two", "one"].high - by["two", "one"].low < 0.5, "shared luck falls away"
    assert by["two", "one"].needed.smallest == 0.3
    assert ("space", "two", "one") in found.maps
    assert ("space", "one", "") in found.maps


def test_a_map_of_an_arm_outlives_failed_runs(tmp_path):
    """Each replicate lost a run, at the best points: the map stays, and says what it would have said."""

    def outcome(experiment, arm, point, replicate):
        return {"space": 10.0 * luck(replicate) + 2.0 * sum(scaled(experiment, point))}

    text = f"vary: {BOTH}\ndesign: {{kind: grid, levels: 3}}\nreplicates: 4\nmeasures: [space]"
    whole = analyse(read_sweep(sweep_folder(tmp_path / "a" / "whole", text, outcome))).maps["space", "baseline", ""]
    lost = sweep_folder(tmp_path / "b" / "lost", text, outcome, failed=(8, 9 + 7, 18 + 8, 27 + 5))
    found = analyse(read_sweep(lost)).maps["space", "baseline", ""]
    assert found.mean == pytest.approx(whole.mean)
    assert found.pairs.tolist() == [4, 4, 4, 4, 4, 3, 4, 3, 2]
    assert found.better[-1]


def test_points_that_change_nothing_do_not_say_how_many_replicates_it_takes(tmp_path):
    """Neighbours of which most are the same run: their difference of zero is no luck that is small."""

    def outcome(experiment, arm, point, replicate):
        return {"space": own_luck(replicate, point[:1])}

    text = f"vary: {{{B}: [0.1, 0.5, 0.9], {C}: [0.2, 0.4, 0.6, 0.8]}}\ndesign: {{kind: grid}}\nreplicates: 6\nmeasures: [space]"
    needed = (
        analyse(read_sweep(sweep_folder(tmp_path / "known", text, outcome)), smallest=0.1)
        .of("baseline", "space")
        .needed
    )
    assert needed.deviation > 0.5
    assert needed.runs > 100
    text = text.replace(f"{B}: [0.1, 0.5, 0.9], ", "")
    same = sweep_folder(tmp_path / "same" / "known", text, lambda e, a, p, r: {"space": own_luck(r, ())})
    assert analyse(read_sweep(same), smallest=0.1).of("baseline", "space").needed is None


def test_the_account_says_that_points_were_left_out_of_luck(tmp_path):
    from lcsim.report.sweep_account import sweep_account

    def outcome(experiment, arm, point, replicate):
        return {"space": point[1] + own_luck(replicate, point)}

    text = f"vary: {{founding.seed: [1, 2, 3], {B}: [0.2, 0.5, 0.8]}}\ndesign: {{kind: grid}}\nreplicates: 3\nmeasures: [space]"
    told = sweep_account(analyse(read_sweep(sweep_folder(tmp_path / "known", text, outcome, failed=(3, 17)))))
    assert "2 of 3 points are left out, because runs failed or have no value." in " ".join(told.split())


def test_intervals_of_arms_hold_for_all_pairs_together():
    """Three equal arms: some pair seems different in at most 5% of experiments."""
    from types import SimpleNamespace

    from lcsim.analysis.contrasts import contrasts_of
    from lcsim.analysis.sample import Sample, Varied

    rng = np.random.default_rng(5)
    sample = Sample((Varied("x"),), np.array([[0.0], [1.0]]), "grid")
    wrong = 0
    for _ in range(400):
        values = {(arm, "m"): rng.normal(0, 1, (2, 6)) for arm in "abc"}
        sweep = SimpleNamespace(arms=("a", "b", "c"), values=values, sample=sample)
        wrong += any(c.verdict != "apart_unclear" for c in contrasts_of(sweep, "m", None))
    assert wrong / 400 <= 0.075  # 5% and two standard errors


@pytest.mark.parametrize(("points", "replicates"), [(40, 2), (40, 1), (4, 60)])
def test_more_arms_widen_intervals_by_the_spread_between_points_where_points_are_drawn(points, replicates):
    """Points differ much more than luck: degrees of freedom are those of points, not of replicates."""
    from types import SimpleNamespace

    from scipy.stats import t

    from lcsim.analysis.contrasts import contrasts_of
    from lcsim.analysis.sample import Sample, Varied

    rng = np.random.default_rng(8)
    sample = Sample((Varied("x"),), rng.random((points, 1)), "latin_hypercube")
    values = {(arm, "m"): rng.normal(0, 1, (points, 1)) + rng.normal(0, 1e-6, (points, replicates)) for arm in "abcd"}

    def width(arms):
        first = contrasts_of(SimpleNamespace(arms=arms, values=values, sample=sample), "m", None)[0]
        return first.high - first.low

    wanted = t.ppf(1 - 0.05 / 6 / 2, points - 1) / t.ppf(0.975, points - 1)
    assert width(tuple("abcd")) / width(tuple("ab")) == pytest.approx(wanted, rel=1e-3)


def test_founding_that_is_crossed_is_told_from_course(tmp_path):
    def outcome(experiment, arm, point, replicate):
        control, founding = point
        return {"space": 3.0 * control + 2.0 * np.sin(17.0 * founding) + own_luck(replicate, point, 0.3)}

    text = (
        f"vary: {{{B}: {{low: 0.1, high: 0.9}}, founding.seed: [1, 2, 3, 4, 5, 6]}}\n"
        "design: {kind: grid, levels: 6}\nreplicates: 4\nmeasures: [space]"
    )
    sweep = read_sweep(sweep_folder(tmp_path / "founding", text, outcome))
    assert sweep.sample.names == (B,)
    assert sweep.founded["baseline", "space"].shape == (6, 6, 4)
    found = analyse(sweep).of("baseline", "space")
    parameters, founding, course, interaction = found.shares.shares.value
    assert found.shares.parts == ("parameters", "founding", "course", "interaction")
    assert founding > 0.6
    assert parameters > 0.1
    assert course < 0.02
    assert interaction < 0.15
    assert found.sensitivity.coefficients.value == pytest.approx([1.0], abs=0.05)


@pytest.mark.parametrize("shared", [True, False])
def test_a_landscape_goes_with_its_founding_only_where_it_is_its_own(tmp_path, shared):
    def outcome(experiment, arm, point, replicate):
        control, founding, _ = point
        return {"space": 3.0 * control + 2.0 * np.sin(17.0 * founding) + own_luck(replicate, point, 0.3)}

    lands = (1,) if shared else (1, 2)
    rows = ", ".join(f"{{{B}: {control}, founding.seed: {f}, environment.landscape: {f if shared else n}}}"
                     for control in (0.2, 0.5, 0.8) for f in range(1, 5) for n in lands)  # fmt: skip
    text = f"design: {{kind: list, points: [{rows}]}}\nreplicates: 4\nmeasures: [space]"
    sweep = read_sweep(sweep_folder(tmp_path / "lands", text, outcome))
    assert sweep.sample.names == ((B,) if shared else (B, "environment.landscape"))
    assert sweep.founded["baseline", "space"].shape == ((3, 4, 4) if shared else (6, 4, 4))
    if shared:
        assert analyse(sweep).of("baseline", "space").shares.shares.value[1] > 0.6


def test_failures_nulls_and_what_does_not_differ(tmp_path):
    def outcome(experiment, arm, point, replicate):
        return {
            "agreement": np.nan, "level": 0.5, "space": point[0] + own_luck(replicate, point, 0.01),
        }  # fmt: skip

    text = f"vary: {BOTH}\ndesign: {{kind: grid, levels: 4}}\nreplicates: 3\nmeasures: [agreement, level, space]"
    sweep = read_sweep(sweep_folder(tmp_path / "failing", text, outcome, failed=(0, 20)))
    assert sweep.failed == 2
    found = analyse(sweep, smallest=0.1)
    assert found.of("baseline", "agreement").trouble == "too_few"
    assert found.of("baseline", "agreement").undefined == 48
    assert found.of("baseline", "level").trouble == "constant"
    assert found.of("baseline", "space").undefined == 2
    assert found.of("baseline", "space").sensitivity.trusted


def test_a_list_and_nothing_varied(tmp_path):
    def outcome(experiment, arm, point, replicate):
        return {"space": sum(v for v in point if not isinstance(v, str)) + luck(replicate, 0.1)}

    rows = ", ".join(f"{{{B}: {0.1 * n:.1f}, {C}: 0.5, rules.influence: {rule}}}"
                     for n in range(1, 9) for rule in ("bounded_influence", "mutual_compromise"))  # fmt: skip
    text = f"design: {{kind: list, points: [{rows}]}}\nreplicates: 2\nmeasures: [space]"
    sweep = read_sweep(sweep_folder(tmp_path / "list", text, outcome))
    assert sweep.constant == (C,)
    found = analyse(sweep).of("baseline", "space")
    assert found.sensitivity.coefficients.value == pytest.approx([1.0, 0.0], abs=0.01)
    assert [level.value for level in found.levels if level.factor == "rules.influence"] == [
        "bounded_influence", "mutual_compromise",
    ]  # fmt: skip
    text = f"arms: {{one: {{}}, two: {{set: {{{LOAD}: 0.9}}}}}}\nreplicates: 5\nmeasures: [space]"
    sweep = read_sweep(sweep_folder(tmp_path / "arms_only", text, outcome))
    found = analyse(sweep)
    assert found.of("one", "space").trouble == "nothing_varied"
    assert found.contrasts[0].verdict == "apart_unclear"
    with pytest.raises(Faults, match="nothing is varied"):
        analyse(sweep, "sobol")


# --- refused ----------------------------------------------------------------------------------------------


def plain(experiment, arm, point, replicate):
    return {"space": point[0] + luck(replicate, 0.1)}


GRID = f"vary: {BOTH}\ndesign: {{kind: grid, levels: 3}}\nreplicates: 2\nmeasures: [space]"


@pytest.mark.parametrize(
    ("kind", "asked", "message"),
    [
        ("grid, levels: 3", "sobol", "take a sobol design"),
        ("grid, levels: 3", "morris", "take a morris design"),
        ("morris, trajectories: 4, levels: 4", "regression", "lie close together"),
        ("morris, trajectories: 4, levels: 4", "sobol", "take a sobol design"),
        ("sobol, points: 8", "morris", "take a morris design"),
    ],
)
def test_a_method_that_does_not_fit_is_refused(tmp_path, kind, asked, message):
    text = f"vary: {BOTH}\ndesign: {{kind: {kind}}}\nreplicates: 2\nmeasures: [space]"
    sweep = read_sweep(sweep_folder(tmp_path / "kind", text, plain))
    with pytest.raises(Faults, match=message):
        analyse(sweep, asked)


def test_regression_of_a_sobol_design_takes_its_independent_points(tmp_path):
    text = f"vary: {BOTH}\ndesign: {{kind: sobol, points: 16}}\nreplicates: 2\nmeasures: [space]"
    sweep = read_sweep(sweep_folder(tmp_path / "sobol", text, plain))
    assert analyse(sweep, "regression").of("baseline", "space").sensitivity.r2 == pytest.approx(1.0)


def edit(name, change):
    def spoil(folder):
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return spoil


def manifest(**changes):
    return edit("manifest.json", lambda text: json.dumps(json.loads(text) | changes).encode())


def without_a_row(folder):
    from pyarrow import parquet

    table = parquet.read_table(folder / "runs.parquet")
    parquet.write_table(table.slice(1), folder / "runs.parquet")


def without_a_column(folder):
    from pyarrow import parquet

    table = parquet.read_table(folder / "runs.parquet")
    parquet.write_table(table.drop_columns(["space"]), folder / "runs.parquet")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "holds no results"),
        (edit("manifest.json", lambda text: text[:20]), "holds no results"),
        (manifest(kind="run"), "is of `lcsim run`, not of a sweep"),
        (manifest(state="unfinished"), "is not finished"),
        (manifest(shard=[2, 5]), "shard 2 of 5"),
        (manifest(digest="f" * 64), "other digests"),
        (edit("experiment.yaml", lambda text: text[: len(text) // 2]), "experiment beside the results is damaged"),
        (lambda folder: (folder / "runs.parquet").unlink(), "there is no table of runs"),
        (edit("runs.parquet", lambda data: data[: len(data) // 2]), "the table of runs is damaged"),
        (without_a_row, "does not have each of the 18 runs"),
        (without_a_column, "has no column space"),
    ],
)  # fmt: skip
def test_a_folder_that_is_not_a_finished_sweep_is_refused_with_one_message(tmp_path, spoil, message):
    folder = sweep_folder(tmp_path / "spoilt", GRID, plain)
    spoil(folder)
    with pytest.raises(Faults, match=message) as found:
        read_sweep(folder)
    assert len(found.value.faults) == 1
    assert found.value.faults[0].cure


def test_csv_tables_give_the_same(tmp_path):
    one = read_sweep(sweep_folder(tmp_path / "one" / "p", GRID, plain))
    other = read_sweep(sweep_folder(tmp_path / "other" / "c", GRID, plain, form="csv"))
    assert other.form == "csv"
    assert np.array_equal(one.values["baseline", "space"], other.values["baseline", "space"])
    with pytest.raises(Faults, match="'spce' is not among"):
        one.chosen(["spce"])
