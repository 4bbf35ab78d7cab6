"""``lcsim check``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click

from lcsim.cli.console import CONSOLE, to_stderr, to_stdout
from lcsim.cli.main import BAD_INPUT, DONE, faults_text
from lcsim.cli.options import changes, load_changed, quiet_and_verbose, warn_of_lost_ties


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@changes
@click.option("--json", "as_json", is_flag=True, help="Print the faults as one JSON object and nothing else.")
@quiet_and_verbose
def command(files: tuple[str, ...], settings: tuple[str, ...], additions: tuple[str, ...], as_json: bool) -> int:
    """Check scenario FILEs; show all faults, or the complete form of those that are good.

    A FILE called experiment.yaml, or with `scenario`, `arms`, `vary` or `design` in it, is checked as an experiment, with its scenarios. The complete form goes to stdout: lcsim check my.yaml > complete.yaml. With -q only the verdict counts.
    """
    from lcsim.part import Faults

    experiments = [name for name in files if _is_experiment(name)]
    if experiments and (settings or additions):
        raise click.UsageError("--set and --with are for scenarios; an experiment says itself what it changes")
    listed: list[dict[str, Any]] = []
    wrong = False
    printed = 0
    for name in files:
        try:
            about, complete = _experiment(name) if _is_experiment(name) else _scenario(name, settings, additions)
        except Faults as error:
            wrong = True
            listed.append({"file": name, "faults": [_plain(fault) for fault in error.faults]})
            if not as_json:
                to_stderr(faults_text(error))
            continue
        listed.append({"file": name, "faults": []})
        if not as_json:
            CONSOLE.say(f"{name}: good; {about}.")
            if not CONSOLE.quiet:
                to_stdout(("---\n" if printed else "") + complete)
                printed += 1
    if as_json:
        to_stdout(json.dumps({"files": listed}))
    return BAD_INPUT if wrong else DONE


def _is_experiment(name: str) -> bool:
    """Whether a file has that name, or the sections of an experiment and none of a scenario."""
    path = Path(name)
    if path.name == "experiment.yaml" or not path.is_file():
        return path.name == "experiment.yaml"
    from lcsim.scenario.draft import is_experiment

    return is_experiment(
        re.findall(r"^([a-z_]+)\s*:", path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    )


def _experiment(name: str) -> tuple[str, str]:
    """What it is, in some words, and its complete form."""
    from lcsim.experiment.clashes import clashes
    from lcsim.experiment.experiment import dump_experiment
    from lcsim.experiment.experiment_file import read_experiment
    from lcsim.experiment.late import late_text
    from lcsim.experiment.lost_ties import lost_ties_text

    found = read_experiment(name)
    for told in (late_text(found), lost_ties_text(found), clashes(found).text()):
        if told:
            CONSOLE.say(f"{name}: {told}")
    return (
        f"{found.points:,} points, {len(found.arms)} {'arm' if len(found.arms) == 1 else 'arms'}, {found.runs:,} runs",
        dump_experiment(found),
    )


def _scenario(name: str, settings: tuple[str, ...], additions: tuple[str, ...]) -> tuple[str, str]:
    """What it is, in some words, and its complete form."""
    from lcsim.scenario import dump
    from lcsim.scenario.describe import people_in

    found = load_changed(name, settings, additions)
    warn_of_lost_ties(found)
    return f"{people_in(found)} people, {found.calendar.weeks} weeks", dump(found)


def _plain(fault: Any) -> dict[str, Any]:
    return {name: getattr(fault, name) for name in ("file", "line", "column", "where", "what", "cure")}
