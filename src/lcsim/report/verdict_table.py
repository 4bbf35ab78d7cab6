"""A table of verdicts at 80 columns: target, got, interval, tolerance, level, n, verdict."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from lcsim.docking import OUTCOMES, Verdict
from lcsim.report.words import WIDTH, Words

LEFT: Final = {"name", "target", "verdict", "level"}
"""Columns of words; the others are numbers and stand to the right."""
NARROWEST_NAME: Final = 14


def verdict_table(verdicts: Sequence[Verdict], lang: str = "en", width: int = WIDTH) -> str:
    """The table in `lang`, at most `width` characters wide; names that are too long go on in the next line.

    Columns that no verdict fills are left out.
    """
    w = Words(lang, width)
    rows = [cells(verdict, w) for verdict in verdicts]
    lines: list[str] = []
    shown = [name for name in rows[0] if name == "name" or any(row[name] for row in rows)] if rows else []
    heads = {name: w(f"verdict_{name}") for name in shown}
    sizes = {name: max(len(heads[name]), *(len(row[name]) for row in rows)) for name in shown}
    if shown:
        others = sum(sizes.values()) - sizes["name"]
        gap = 2 if others + 2 * len(shown) + NARROWEST_NAME <= width else 1
        sizes["name"] = min(sizes["name"], max(NARROWEST_NAME, width - others - gap * (len(shown) - 1)))
        lines = [line for row in (heads, *rows) for line in _lines(row, sizes, " " * gap)]
    counts = {outcome: sum(verdict.outcome == outcome for verdict in verdicts) for outcome in OUTCOMES}
    lines += ["", *w.wrap(w("verdict_count", **counts), indent="")]
    return "\n".join([*lines, ""])


def cells(verdict: Verdict, w: Words) -> dict[str, str]:
    """What stands in each column, by its name."""
    target = verdict.target
    span = "" if math.isnan(verdict.low) else w("to", low=_number(verdict.low, w), high=_number(verdict.high, w))
    return {
        "name": target.name,
        "target": target.wanted.replace(".", ",") if w.lang == "nl" else target.wanted,
        "got": "" if math.isnan(verdict.got) else _number(verdict.got, w),
        "interval": span,
        "tolerance": target.tolerance.replace(".", ",") if w.lang == "nl" else target.tolerance,
        "level": "" if target.level == "pattern" else w(f"verdict_{target.level}"),
        "n": str(verdict.n) if verdict.n else "",
        "share": "" if math.isnan(verdict.share) else w.percent(verdict.share),
        "verdict": w(f"verdict_{verdict.outcome}"),
    }


def _number(value: float, w: Words) -> str:
    """Three figures; none before the point below 1 in English, as tables of this field have it."""
    size = abs(value)
    decimals = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 10 else 3
    return w.number(value, decimals) if size >= 1 else _below_one(w.number(value, 3), w.lang)


def _below_one(text: str, lang: str) -> str:
    text = text.lstrip("-") if not text.strip("-0.,") else text
    return text.replace("0.", ".", 1) if lang == "en" and text.startswith(("0.", "-0.")) else text


def _lines(row: dict[str, str], sizes: dict[str, int], gap: str) -> Iterator[str]:
    parts = textwrap.wrap(row["name"], sizes["name"], subsequent_indent="  ") or [""]
    cells = [
        row[name].ljust(size) if name in LEFT else row[name].rjust(size)
        for name, size in sizes.items()
        if name != "name"
    ]
    yield gap.join([parts[0].ljust(sizes["name"]), *cells]).rstrip()
    yield from parts[1:]
