"""``lcsim rerun``."""

from __future__ import annotations

from pathlib import Path

import click

from lcsim.cli.console import CONSOLE, show, to_stderr
from lcsim.cli.main import DONE, FAILED
from lcsim.cli.options import Whole, quiet_and_verbose


@click.command("rerun")
@click.argument("results", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--sample", type=Whole(1), help="So many runs, the same every time.  [default: all]")
@quiet_and_verbose
def command(results: Path, sample: int | None) -> int:
    """Do runs of RESULTS again and compare them bit for bit."""
    from lcsim.experiment.file_digests import CHANGED
    from lcsim.experiment.rerun import changed_table, other_versions, rerun

    others = other_versions(results)
    for name, (then, now) in others.items():
        CONSOLE.say(f"{name} was {then}, is {now}: measures may differ in their last bits")
    lines = ["  run  arm                   seed  final state  measures"]
    wrong = 0
    for again in rerun(results, sample):
        kept = not {"seed", "weeks"} & {*again.differing} if others else again.same_record
        wrong += not (again.same and kept)
        state = "equal" if again.same else "DIFFERS"
        record = "equal" if again.same_record else ", ".join(["DIFFER", *again.differing[:3]])
        lines.append(f"{again.run:5}  {again.arm[:18]:18}  {again.seed:6}  {state:11}  {record}")
    count = len(lines) - 1
    lines.append(f"\n{count - wrong} of {count} runs came out the same, bit for bit.")
    show("\n".join(lines))
    changed = changed_table(results)
    if changed is not None:
        to_stderr(f"lcsim: {changed} {CHANGED}")
    return FAILED if wrong or changed is not None else DONE
