"""Replicates that take the points in turn, the series of groups, and how long runs last."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as parquet
import pytest

import lcsim
from lcsim.analysis.sweep_results import read_sweep
from lcsim.experiment.experiment import dump_experiment
from lcsim.experiment.experiment_file import read_experiment_text
from lcsim.experiment.rerun import rerun
from lcsim.part import Faults
from tests.sweeps import experiment

IN_TURN = """
weeks: 6
arms: {baseline: {}, open: {set: {organisations.house.control: .1}}}
design: {kind: list, points: [{rules.trust.kappa: .02}, {rules.trust.kappa: .1}, {rules.trust.kappa: .2}]}
replicates: 5
crossing: in_turn
measures: [space]
record: {groups: true}
"""


def test_each_replicate_is_done_at_one_point_in_every_arm(tmp_path: Path) -> None:
    found = experiment(tmp_path, IN_TURN)
    assert found.runs == 10
    done = lcsim.sweep(found, out=tmp_path / "out", workers=1, say=lambda _: None)
    runs = parquet.read_table(tmp_path / "out" / "runs.parquet").to_pylist()
    assert done.complete
    assert [(row["replicate"], row["point"], row["arm"]) for row in runs] == [
        (r, r % 3, arm) for r in range(5) for arm in ("baseline", "open")
    ]
    assert [row["rules.trust.kappa"] for row in runs[::2]] == [0.02, 0.1, 0.2, 0.02, 0.1]
    assert {row["weeks"] for row in runs} == {6}
    assert all(again.same for again in rerun(tmp_path / "out"))
    with pytest.raises(Faults, match="in turn"):
        read_sweep(tmp_path / "out")


def test_more_replicates_go_on_where_the_turn_was(tmp_path: Path) -> None:
    few = experiment(tmp_path, IN_TURN.replace("replicates: 5", "replicates: 4"))
    lcsim.sweep(few, out=tmp_path / "out", workers=1, say=lambda _: None)
    more = lcsim.sweep(experiment(tmp_path, IN_TURN), out=tmp_path / "out", workers=1, say=lambda _: None)
    assert (more.done.progress.before, more.done.progress.done) == (8, 2)


def test_groups_have_their_series_at_both_ends(tmp_path: Path) -> None:
    lcsim.sweep(experiment(tmp_path, IN_TURN), out=tmp_path / "out", workers=1, say=lambda _: None)
    series = parquet.read_table(tmp_path / "out" / "series.parquet").to_pandas()
    found = {scope: sorted(set(part["week"])) for scope, part in series.groupby("scope", observed=True)}
    assert found["all"][-1] == 6
    assert found["organisation"] == found["team"] == found["role"] == [0, 6]
    end = series[(series.week == 6) & (series.measure == "space") & (series.run == 0)].set_index("scope")["value"]
    assert end["team"] == end["organisation"] == end["all"]  # one team is all there is
    assert end["role"] == pytest.approx(end["all"])


def test_the_complete_form_reads_back(tmp_path: Path) -> None:
    found = experiment(tmp_path, IN_TURN)
    assert read_experiment_text(dump_experiment(found), folder=tmp_path) == found
