"""``lcsim new``."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from lcsim.cli.console import CONSOLE, to_stderr, to_stdout
from lcsim.cli.main import BAD_INPUT, DONE, faults_text
from lcsim.cli.options import quiet_and_verbose


@click.command("new")
@click.argument("name")
@click.option("--like", metavar="SCENARIO", help="Copy SCENARIO, with its tables, instead of the skeleton.")
@click.option("--stdout", "printed", is_flag=True, help="Print it instead of writing NAME.yaml.")
@quiet_and_verbose
def command(name: str, like: str | None, printed: bool) -> int:
    """Write NAME.yaml here: a commented scenario that runs as it is.

    With your own people and ties: lcsim new NAME --like own_organisation, then put your tables in NAME/.
    """
    from lcsim.part import Faults
    from lcsim.scenario import copied, skeleton
    from lcsim.scenario.new import quoted

    path = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    try:
        tables: dict[str, str] = {}
        if like is None:
            text = skeleton(path.stem)
        else:
            text, tables = copied(like, path.stem)
        if printed:
            to_stdout(text)
            return DONE
        for table, content in tables.items():
            made = path.parent / table
            with contextlib.suppress(OSError):  # writing says why not
                made.parent.mkdir(exist_ok=True)
            _write(made, content)
        _write(path, text)
    except Faults as error:
        to_stderr(faults_text(error, "nothing was written"))
        return BAD_INPUT
    to_stdout(str(path))
    CONSOLE.say(f"Try: lcsim run {quoted(str(path))}")
    return DONE


def _write(path: Path, text: str) -> None:
    """Write a file that is not there yet: whole, or not at all."""
    from lcsim.part import Fault, Faults

    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise Faults([Fault("this file exists; it stays as it is", str(path), cure="choose another name")]) from None
    except OSError as error:
        what = f"cannot be written here: {(error.strerror or str(error)).lower()}"
        cure = "choose a folder that is there and that is yours"
        raise Faults([Fault(what, str(path), cure=cure)]) from None
    try:
        with file:
            file.write(text)
    except BaseException:  # a full disk: half a file is worse than none
        path.unlink(missing_ok=True)
        raise
