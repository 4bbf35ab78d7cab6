"""``lcsim merge``."""

from __future__ import annotations

from pathlib import Path

import click

from lcsim.cli.console import CONSOLE
from lcsim.cli.options import quiet_and_verbose


@click.command("merge")
@click.argument("shards", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder of the whole sweep.")
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet", show_default=True)
@quiet_and_verbose
def command(shards: tuple[Path, ...], out: Path, form: str) -> int:
    """Join the SHARDS of a sweep into one folder of results; runs that no shard has are done here."""
    from lcsim.cli.sweep import tell
    from lcsim.experiment.experiment_file import read_experiment
    from lcsim.experiment.merge import merge

    done = merge(shards, out, form=form, say=CONSOLE.say)
    again = f"lcsim merge {' '.join(map(str, shards))} --out {out}"
    return tell(read_experiment(shards[0] / "experiment.yaml"), done, again)
