"""``lcsim new``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lcsim.cli.console import CONSOLE
from lcsim.cli.options import quiet_and_verbose


@click.command("new")
@click.argument("name")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print it instead of writing NAME.yaml.")
@quiet_and_verbose
def command(name: str, to_stdout: bool) -> None:
    """Write NAME.yaml here: a commented scenario that runs as it is."""
    from lcsim.part import Fault, Faults
    from lcsim.scenario import skeleton

    path = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    text = skeleton(path.stem)
    if to_stdout:
        sys.stdout.write(text)
        return
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Faults([Fault("this file exists; it stays as it is", str(path), cure="choose another name")]) from None
    print(path)
    CONSOLE.say(f"Try: lcsim run {path}")
