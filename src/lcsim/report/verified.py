"""The account of published results: a table a result, how many hold, and a page that keeps a whole run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lcsim.docking import Verdict, as_json
from lcsim.docking.verify import Verified
from lcsim.report.verdict_table import cells, verdict_table
from lcsim.report.words import WIDTH, Words

COLUMNS = ("name", "target", "got", "interval", "tolerance", "level", "n", "verdict")


@dataclass(frozen=True)
class Circumstances:
    """Of a run of `lcsim verify`.

    Attributes
    ----------
    command
        What was typed.
    day
        When.
    seconds
        From beginning to end.
    processes, processors
        How many processes did it, on a machine with how many processors.
    version
        Of lcsim.
    quick
        Whether only a part of the runs was made.
    """

    command: str
    day: date
    seconds: float
    processes: int
    processors: int
    version: str
    quick: bool = False


def verified_text(one: Verified, lang: str = "en", width: int = WIDTH) -> str:
    """A result with its table."""
    return f"{one.result.name}: {one.result.title}\n\n{verdict_table(_told(one, Words(lang)), lang, width)}"


def verified_end(found: Sequence[Verified], about: Circumstances, lang: str = "en", width: int = WIDTH) -> str:
    """How many hold, how long it took, and how often chance alone would make one fail."""
    w = Words(lang, width)
    lines = [*w.wrap(_counted(found, about, w), indent=""), *w.wrap(_chance(found, w), indent="")]
    return "\n".join([*lines, ""])


def verified_page(found: Sequence[Verified], about: Circumstances, lang: str = "en") -> str:
    """A page in Markdown: circumstances, a row a target, and what each result took."""
    w = Words(lang, 118)
    title = w("verified_quick_title" if about.quick else "verified_title")
    made = w("verified_made", command=about.command, day=about.day.isoformat(), version=about.version)
    lines = [f"# {title}", "", *w.wrap(made, indent=""), *w.wrap(_counted(found, about, w), indent="")]
    lines += w.wrap(w("verified_processors", processors=about.processors), indent="")
    lines += w.wrap(_chance(found, w), indent="")
    heads = [w("verified_result"), *(w(f"verdict_{name}") for name in COLUMNS)]
    rows = [[one.result.name, *(cells(v, w)[name] for name in COLUMNS)] for one in found for v in _told(one, w)]
    lines += ["", *_markdown(heads, rows), ""]
    heads = [w("verified_result"), w("verified_targets"), w("verified_runs"), w("verified_seconds")]
    rows = [[one.result.name, str(len(one.verdicts)), str(one.runs), f"{one.seconds:.0f}"] for one in found]
    lines += _markdown(heads, rows)
    return "\n".join([*lines, ""])


def verified_json(found: Sequence[Verified], about: Circumstances) -> dict[str, Any]:
    """Plain data of all results."""
    return {
        "quick": about.quick,
        "seconds": round(about.seconds, 1),
        "processes": about.processes,
        "chance_of_a_failure": some_fails(found),
        "results": [
            {
                "name": one.result.name,
                "title": one.result.title,
                "runs": one.runs,
                "processor_seconds": round(one.seconds, 1),
                "targets": [as_json(verdict) for verdict in one.verdicts],
            }
            for one in found
        ],
    }


def some_fails(found: Sequence[Verified]) -> float:
    """Probability that with other seeds at least one target would fail by chance alone."""
    return 1.0 - math.prod(1.0 - verdict.numbers["chance"] for one in found for verdict in one.verdicts)


def _told(one: Verified, w: Words) -> list[Verdict]:
    """Verdicts with negative controls named as such."""
    return [
        replace(verdict, target=replace(verdict.target, name=f"{verdict.target.name} ({w('verified_control')})"))
        if verdict.note
        else verdict
        for verdict in one.verdicts
    ]


def _counted(found: Sequence[Verified], about: Circumstances, w: Words) -> str:
    verdicts = [verdict for one in found for verdict in one.verdicts]
    minutes, seconds = divmod(round(about.seconds), 60)
    return w(
        "verified_counted", results=len(found), targets=len(verdicts), fails=sum(v.failed for v in verdicts),
        holds=sum(not v.failed for v in verdicts), runs=sum(one.runs for one in found), minutes=minutes, seconds=seconds,
        processes=about.processes,
    )  # fmt: skip


def _chance(found: Sequence[Verified], w: Words) -> str:
    return w("verified_chance", share=w.number(100.0 * some_fails(found), 1))


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]
