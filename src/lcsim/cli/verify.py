"""``lcsim verify``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import click

from lcsim.cli.console import Progress, show, width
from lcsim.cli.main import DONE, FAILED
from lcsim.cli.options import Whole, language, quiet_and_verbose

if TYPE_CHECKING:
    from lcsim.docking import Verdict
    from lcsim.docking.verify import Verified

CONTROL: Final = {"en": "negative control", "nl": "tegenproef"}
LISTED: Final = {
    "en": ("{targets} targets", "{runs} runs"),
    "nl": ("{targets} doelen", "{runs} simulaties"),
}


@click.command("verify")
@click.argument("names", nargs=-1)
@click.option("--list", "listed", is_flag=True, help="List the results and their targets; run nothing.")
@click.option("--quick", is_flag=True, help="Fewer runs, and tolerances as wide as that takes.")
@click.option("--workers", type=Whole(1), help="Processes.  [default: as many as cores]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@language
@quiet_and_verbose
def command(names: tuple[str, ...], listed: bool, quick: bool, workers: int | None, as_json: bool, lang: str) -> int:
    """Reproduce published results (all, or those of NAMES) and compare."""
    from lcsim.docking.verify import verify
    from lcsim.report.verdict_table import verdict_table

    if listed:
        _list(names, as_json, lang)
        return DONE
    found: list[Verified] = []
    with Progress(2, "runs") as bar:
        for one in verify(names, quick=quick, workers=workers, progress=bar.to):
            found.append(one)
            if not as_json:
                head = f"{one.result.name}: {one.result.title}"
                show(f"{head}\n\n{verdict_table(_told(one, lang), lang, width())}")
    if as_json:
        show(json.dumps(_as_data(found), ensure_ascii=False, allow_nan=False))
    return FAILED if any(verdict.failed for one in found for verdict in one.verdicts) else DONE


def _told(one: Verified, lang: str) -> list[Verdict]:
    """Verdicts with negative controls named as such."""
    from dataclasses import replace

    return [
        replace(verdict, target=replace(verdict.target, name=f"{verdict.target.name} ({CONTROL[lang]})"))
        if verdict.note
        else verdict
        for verdict in one.verdicts
    ]


def _as_data(found: list[Verified]) -> dict[str, object]:
    from lcsim.docking import as_json

    return {
        "results": [
            {"name": one.result.name, "title": one.result.title, "targets": [as_json(v) for v in one.verdicts]}
            for one in found
        ]
    }


def _list(names: tuple[str, ...], as_json: bool, lang: str) -> None:
    from lcsim.docking.target_file import read_result, result_files

    results = [read_result(name) for name in (names or result_files())]
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
