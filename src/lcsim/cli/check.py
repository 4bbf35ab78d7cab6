"""``lcsim check``."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from lcsim.cli.console import CONSOLE
from lcsim.cli.main import BAD_INPUT, DONE, faults_text
from lcsim.cli.options import changes, load_changed, quiet_and_verbose


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@changes
@click.option("--json", "as_json", is_flag=True, help="Print the faults as one JSON object and nothing else.")
@quiet_and_verbose
def command(files: tuple[str, ...], settings: tuple[str, ...], additions: tuple[str, ...], as_json: bool) -> int:
    """Check scenario FILEs; show all faults, or the complete form of those that are good.

    The complete form goes to stdout: lcsim check my.yaml > complete.yaml. With -q only the verdict counts.
    """
    from lcsim.part import Faults
    from lcsim.scenario import dump
    from lcsim.scenario.describe import people_in

    listed: list[dict[str, Any]] = []
    wrong = False
    printed = 0
    for name in files:
        try:
            found = load_changed(name, settings, additions)
        except Faults as error:
            wrong = True
            listed.append({"file": name, "faults": [_plain(fault) for fault in error.faults]})
            if not as_json:
                print(faults_text(error), file=sys.stderr)
            continue
        listed.append({"file": name, "faults": []})
        if not as_json:
            CONSOLE.say(f"{name}: good; {people_in(found)} people, {found.calendar.weeks} weeks.")
            if not CONSOLE.quiet:
                sys.stdout.write(("---\n" if printed else "") + dump(found))
                printed += 1
    if as_json:
        print(json.dumps({"files": listed}))
    return BAD_INPUT if wrong else DONE


def _plain(fault: Any) -> dict[str, Any]:
    return {name: getattr(fault, name) for name in ("file", "line", "column", "where", "what", "cure")}
