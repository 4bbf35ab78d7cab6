"""``lcsim verify``."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lcsim.cli.console import CONSOLE, Progress, show, width
from lcsim.cli.main import DONE, FAILED
from lcsim.cli.options import Whole, language, quiet_and_verbose

if TYPE_CHECKING:
    from lcsim.docking.verify import Verified
    from lcsim.report.verified import Circumstances

CONTROL: Final = {"en": "negative control", "nl": "tegenproef"}
LISTED: Final = {
    "en": ("{targets} targets", "{runs} runs"),
    "nl": ("{targets} doelen", "{runs} simulaties"),
}


@click.command("verify")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--list", "listed", is_flag=True, help="List the results and their targets; run nothing.")
@click.option("--quick", is_flag=True, help="Fewer runs, and tolerances as wide as that takes.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the table to FILE too (Markdown).")
@click.option("--workers", type=Whole(1, 512), help="Processes.  [default: all cores]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@language
@quiet_and_verbose
def command(
    names: tuple[str, ...], listed: bool, quick: bool, out: Path | None, workers: int | None, as_json: bool, lang: str
) -> int:
    """Reproduce published results and compare (NAME: one of --list, or a target file; default: all)."""
    from lcsim.docking.verify import verify
    from lcsim.experiment.replicates import cores
    from lcsim.report.verified import verified_end, verified_json, verified_page, verified_text

    if listed:
        _list(names, as_json, lang)
        return DONE
    if out is not None:
        _may_be_written(out)
    began = time.monotonic()
    number = workers or cores()
    found: list[Verified] = []
    with Progress(2, "pieces") as bar:
        for one in verify(names, quick=quick, workers=number, progress=bar.to):
            found.append(one)
            if not as_json:
                show(verified_text(one, lang, width()))
    about = _circumstances(names, quick, workers, number, out, time.monotonic() - began)
    if as_json:
        show(json.dumps(verified_json(found, about), ensure_ascii=False, allow_nan=False))
    else:
        show(verified_end(found, about, lang, width()))
    if out is not None:
        out.write_text(verified_page(found, about, lang), encoding="utf-8", newline="\n")
        CONSOLE.say(f"Written: {out}")
    return FAILED if any(verdict.failed for one in found for verdict in one.verdicts) else DONE


def _may_be_written(out: Path) -> None:
    """See that the page can be written, before anything is run; a file of something else is left alone."""
    from lcsim.part import Fault, Faults

    if out.is_dir() or not out.parent.is_dir():
        what = "is a folder" if out.is_dir() else f"there is no folder {out.parent}"
        raise Faults([Fault(f"--out {out}: {what}")])
    if out.is_file() and "`lcsim verify" not in out.read_text(encoding="utf-8", errors="replace")[:400]:
        raise Faults(
            [Fault(f"--out {out}: there is a file that lcsim verify has not written", cure="choose another name")]
        )
    if not os.access(out if out.exists() else out.parent, os.W_OK):
        raise Faults([Fault(f"--out {out}: it cannot be written there")])


def _circumstances(
    names: tuple[str, ...], quick: bool, workers: int | None, number: int, out: Path | None, seconds: float
) -> Circumstances:
    import lcsim
    from lcsim.report.verified import Circumstances

    command = ["lcsim verify", *names, *(["--quick"] if quick else []), *([f"--workers {workers}"] if workers else [])]
    if out is not None:
        command.append(f"--out {out.as_posix()}")
    processors = os.cpu_count() or 1
    day = datetime.now(tz=UTC).date()
    return Circumstances(" ".join(command), day, seconds, number, processors, lcsim.__version__, quick)


def _list(names: tuple[str, ...], as_json: bool, lang: str) -> None:
    from lcsim.docking.target_file import read_results

    results = read_results(names)
    if as_json:
        rows = [
            {"name": r.name, "title": r.title, "sources": r.sources, "targets": [t.name for t in r.targets]}
            for r in results
        ]
        show(json.dumps({"results": rows}, ensure_ascii=False))
        return
    targets, runs = LISTED[lang]
    for result in results:
        total = sum(group.replicates for group in result.runs.values())
        counts = f"{targets.format(targets=len(result.targets))}, {runs.format(runs=total)}"
        show(f"{result.name}: {result.title}  ({counts})\n")
        for target in result.targets:
            show(f"  {target.name}{f'  [{CONTROL[lang]}]' if target.control else ''}")
        show("")
