"""``lcsim merge``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lcsim.cli.options import Whole, quiet_and_verbose


@click.command("merge")
@click.argument("shards", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder of the whole sweep.")
@click.option("--workers", type=Whole(1), help="Local processes for runs that no shard has.  [default: all cores]")
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet", show_default=True)
@quiet_and_verbose
def command(shards: tuple[Path, ...], out: Path, workers: int | None, form: str) -> int:
    """Join the SHARDS of a sweep into one folder of results; runs that no shard has are done here."""
    from lcsim.cli.sweep import Line, tell
    from lcsim.experiment.merge import merge

    with Line() as line:
        experiment, done = merge(
            shards, out, workers=workers, form=form, command=sys.argv[1:], say=line.say, on_progress=line.show
        )
    return tell(experiment, done)
