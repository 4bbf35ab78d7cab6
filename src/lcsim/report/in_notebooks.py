"""A study in one line, and as a small table for notebooks: the headline measures with their spread."""

from __future__ import annotations

import html

from lcsim.analysis import Account
from lcsim.experiment import Replicates
from lcsim.report.words import Words


def in_one_line(found: Replicates, numbers: Account | None) -> str:
    """Name, number of runs, headline measures at the end with their range over runs."""
    if numbers is None:
        return f"Study({found.scenario.name}, no run done, {len(found.failed)} failed)"
    words = Words("en")
    several = numbers.runs > 1
    what = f"{numbers.runs} runs" if several else "one run"
    cells = []
    for row in numbers.rows:
        text = words.headline(row.measure, row.end.mean)
        cells.append(f"{row.measure} {text}" + (f" ({words.span(row.measure, row.end)})" if several else ""))
    return f"Study({found.scenario.name}, {what} of {numbers.weeks} weeks: {', '.join(cells)})"


def as_html(found: Replicates, numbers: Account, lang: str) -> str:
    """What emerged and the headline measures, as a table without styles of its own."""
    words = Words(lang)
    one = numbers.runs == 1
    runs = words("one_run", weeks=numbers.weeks) if one else words("runs", n=numbers.runs, weeks=numbers.weeks)
    heads = ["", *(words("start") if week == 0 else words("week", week=week) for week in numbers.shown_weeks)]
    heads.append(words("range_weeks" if one else "range_runs"))
    lines = [f"<table><caption>{html.escape(found.scenario.name)} · {runs}</caption>", _row(heads, "th")]
    for row in numbers.rows:
        cells = [words.headline(row.measure, mean) for mean in row.means]
        cells.append(words.span(row.measure, row.over_weeks if one else row.end))
        lines.append(_row([words(row.measure), *cells], "td"))
    return "".join([*lines, "</table>"])


def _row(cells: list[str], kind: str) -> str:
    first, *others = cells
    inner = "".join(f"<{kind}>{html.escape(cell)}</{kind}>" for cell in others)
    return f"<tr><th>{html.escape(first)}</th>{inner}</tr>"
