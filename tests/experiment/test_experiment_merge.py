"""Shards of a sweep, and their merging: the same bytes as in one piece, and nothing passed over without a word."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pyarrow as pa
import pytest
from sweeping import ALL, chunks, quiet, tables, write_experiment

import lcsim
from lcsim.experiment.chunk_file import read_chunk, sealed, write_chunk
from lcsim.experiment.merge import merge
from lcsim.part import Faults


@pytest.fixture
def shards(experiment, tmp_path) -> list[Path]:
    made = []
    for number in (1, 2, 3):
        found = lcsim.sweep(experiment, out=tmp_path / f"part{number}", shard=(number, 3), workers=1, say=quiet)
        assert found.complete
        assert found.done.progress.done == 8
        assert not [path for path in found.folder.iterdir() if path.suffix == ".parquet"]
        made.append(found.folder)
    return made


def test_shards_merged_are_the_whole(shards, tmp_path, undisturbed):
    experiment, done = merge(shards, tmp_path / "out", say=quiet)
    assert (experiment.runs, done.progress.before, done.progress.done) == (ALL, ALL, 0)
    assert tables(tmp_path / "out") == undisturbed


def test_what_no_shard_has_is_done(shards, tmp_path, undisturbed):
    said: list[str] = []
    victim = chunks(shards[2])[0]
    victim.write_bytes(victim.read_bytes()[:-1])
    _, done = merge([shards[0], shards[2]], tmp_path / "out", say=said.append)
    assert 8 < done.progress.done < 16
    assert len(said) == 1
    assert victim.exists()  # a shard stays as it is
    assert tables(tmp_path / "out") == undisturbed
    assert merge(shards, tmp_path / "out", say=quiet)[1].progress.done == 0


def test_folders_that_do_not_belong_together_are_not_merged(shards, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    other = write_experiment(tmp_path / "other", seed="5")
    lcsim.sweep(other, out=tmp_path / "theirs", shard=(2, 3), workers=1, say=quiet)
    longer = write_experiment(tmp_path / "ask", replicates=5)
    lcsim.sweep(longer, out=tmp_path / "longer", shard=(2, 3), workers=1, say=quiet)
    with pytest.raises(Faults) as raised:
        merge([shards[0], tmp_path / "empty", tmp_path / "theirs", tmp_path / "longer"], tmp_path / "out", say=quiet)
    told = [fault.what for fault in raised.value.faults]
    assert told[0] == "this folder is no part of a sweep"
    assert told[1].startswith(f"it is of another sweep than {shards[0]}: ")
    assert "first seed" in told[1]
    assert told[2] == f"it is of another sweep than {shards[0]}: replicates differ"
    assert not (tmp_path / "out").exists()


def test_shards_at_other_points_are_not_merged(shards, experiment, tmp_path):
    """As many points, but others: their runs would be passed over and done again at the points of the first."""
    text = (experiment / "experiment.yaml").read_text(encoding="utf-8")
    (experiment / "experiment.yaml").write_text(text.replace("high: .8", "high: .7"), encoding="utf-8")
    lcsim.sweep(experiment, out=tmp_path / "theirs", shard=(2, 3), workers=1, say=quiet)
    with pytest.raises(Faults, match="points differ"):
        merge([shards[0], tmp_path / "theirs", shards[2]], tmp_path / "out", say=quiet)
    assert not (tmp_path / "out").exists()


def test_a_damaged_chunk_gives_way_to_a_good_copy(shards, tmp_path, undisturbed):
    copy = shutil.copytree(shards[0], tmp_path / "copy")
    victim = chunks(copy)[0]
    victim.write_bytes(victim.read_bytes()[:-1])
    said: list[str] = []
    _, done = merge([copy, *shards], tmp_path / "out", say=said.append)
    assert (done.progress.done, said) == (0, [])
    assert tables(tmp_path / "out") == undisturbed


def test_runs_that_came_out_differently_are_told(shards, tmp_path):
    """Two machines of which one computes otherwise: nobody may believe that the sweep can be had again."""
    copy = shutil.copytree(shards[0], tmp_path / "copy")
    for path in chunks(copy):
        chunk = read_chunk(path)
        rows = chunk.rows
        at = rows.column_names.index("digest")
        other = rows.set_column(at, "digest", pa.array(["0" * 64] * rows.num_rows))
        kept = other.drop_columns([name for name in other.column_names if name.startswith("batch_")])
        listed = {"series": [chunk.table("series", row) for row in range(rows.num_rows)]}
        content = sealed(kept, listed, chunk.of)
        path.unlink()
        write_chunk(path.with_name(f"{hashlib.sha256(content).hexdigest()[:24]}.chunk"), content)
    said: list[str] = []
    merge(shards, tmp_path / "alike", say=said.append)
    assert said == []
    merge([*shards, copy], tmp_path / "out", say=said.append)
    assert len(said) == 1
    assert said[0].startswith("8 of these runs were done twice and came out differently")


def test_a_part_without_runs_is_complete(experiment, tmp_path, shards, undisturbed):
    """More parts than runs, as a job array may have."""
    found = lcsim.sweep(experiment, out=tmp_path / "nothing", shard=(40, 50), workers=1, say=quiet)
    assert (found.complete, found.done.progress.asked) == (True, 0)
    merge([found.folder, *shards], tmp_path / "out", say=quiet)
    assert tables(tmp_path / "out") == undisturbed


def test_a_shard_is_not_the_whole_nor_another_shard(shards, experiment):
    with pytest.raises(Faults, match="it holds shard 1/3, not shard 2/3"):
        lcsim.sweep(experiment, out=shards[0], shard=(2, 3), say=quiet)
    with pytest.raises(Faults, match="it holds shard 1/3, not the whole sweep"):
        lcsim.sweep(experiment, out=shards[0], say=quiet)
