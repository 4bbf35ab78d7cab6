"""Tables and figures of an analysis, put into a folder of its own; what is not ours there stays as it is."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lcsim.analysis.morris import Morris
from lcsim.analysis.regression import Regression
from lcsim.analysis.sobol import Sobol
from lcsim.analysis.sweep_findings import Findings
from lcsim.experiment.columns import numbers, shares, texts
from lcsim.experiment.results import check_free, check_writable, write_table
from lcsim.part import Fault, Faults
from lcsim.plots.draw_sweep import sweep_figures
from lcsim.plots.style import house_style, save
from lcsim.report.names_of_sweep import labels_of, measure_name
from lcsim.report.sweep_json import sweep_json
from lcsim.report.words import Words

if TYPE_CHECKING:
    import pyarrow as pa

MARK: Final = "analysis.json"
"""The findings as JSON, with the list of files that are ours."""


def check_place(folder: Path) -> None:
    """Refuse, before anything is worked out, a folder that is not ours to write in.

    Raises
    ------
    Faults
        When it is a file, cannot be written, or has something else in it.
    """
    check_writable(folder)
    cure = "choose another folder with --out"
    if folder.is_dir():
        if any(folder.iterdir()) and ours(folder) is None:
            what = "this folder has something in it that `lcsim analyse` did not write; it stays as it is"
            raise Faults([Fault(what, str(folder), cure=cure)])
    else:
        check_free(folder, cure=cure)


def ours(folder: Path) -> set[str] | None:
    """Names of files that an earlier analysis left; None without its mark."""
    try:
        found = json.loads((folder / MARK).read_text(encoding="utf-8"))
        if found["lcsim_analysis"] == 1:
            return {name for name in found["files"] if Path(name).name == name}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def save_analysis(
    found: Findings, folder: Path, *, lang: str = "en", plots: bool = True, say: Callable[[str], None] = print
) -> None:
    """Write tables, figures and the findings as JSON into `folder`; an earlier analysis makes place.

    Everything is made beside the folder first. A figure that cannot be drawn is told, and the rest is kept.

    Raises
    ------
    Faults
        When a file of that name is there that is not ours.
    """
    check_place(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-unfinished-", dir=folder.parent))
    try:
        for name, table in tables_of(found).items():
            write_table(scratch / name, table, found.sweep.form)
        if plots:
            _draw(found, scratch, lang, say)
        names = sorted(path.name for path in scratch.iterdir())
        mark = {"lcsim_analysis": 1, "files": [*names, MARK], **sweep_json(found)}
        (scratch / MARK).write_text(
            json.dumps(mark, indent=2, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8", newline="\n"
        )
        _put(scratch, folder, {*names, MARK})
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _put(scratch: Path, folder: Path, names: set[str]) -> None:
    """Move files to their place, the mark first, so that all of them are known as ours whenever this is broken off."""
    old = ours(folder) or set()
    foreign = sorted(name for name in names - old if os.path.lexists(folder / name))
    if foreign:
        cure = "choose another folder with --out"
        what = "is in the way, and `lcsim analyse` did not write it"
        raise Faults([Fault(what, str(folder / name), cure=cure) for name in foreign])
    folder.mkdir(exist_ok=True)
    for name in sorted(names, key=lambda name: (name != MARK, name)):
        os.replace(scratch / name, folder / name)
    for name in old - names:
        (folder / name).unlink(missing_ok=True)


def _draw(found: Findings, folder: Path, lang: str, say: Callable[[str], None]) -> None:
    labels = labels_of(found.sweep.sample.names)
    words = Words(lang)
    for name, draw in sweep_figures(found, lang, labels, lambda measure: measure_name(measure, lang)):
        try:
            with house_style():
                save(draw(), folder / name)
        except (ValueError, ArithmeticError) as error:  # of numbers that nobody can draw
            say(words("figure_failed", name=name, error=error))


def tables_of(found: Findings) -> dict[str, pa.Table]:
    """Every number of an analysis, in tidy tables."""
    tables = {
        "summary": _table(
            ("arm", "measure", "mean", "low", "high", "lowest", "highest", "undefined", "trouble"),
            ((f.arm, f.measure, f.mean, f.low, f.high, f.lowest, f.highest, f.undefined, f.trouble) for f in found.findings),
        ),
        "sensitivity": _table(
            ("arm", "measure", "method", "factor", "statistic", "value", "low", "high"), _sensitivity(found)
        ),
        "shares": _table(
            ("arm", "measure", "part", "component", "share", "low", "high"),
            (
                (f.arm, f.measure, part, f.shares.components[j], *(numbers[j] for numbers in f.shares.shares))
                for f in found.findings
                if f.shares is not None
                for j, part in enumerate(f.shares.parts)
            ),
        ),
        "levels": _table(
            ("arm", "measure", "factor", "value", "low_end", "high_end", "mean", "low", "high"),
            (
                (f.arm, f.measure, v.factor, str(v.value), v.low_end, v.high_end, v.mean, v.low, v.high)
                for f in found.findings
                for v in f.levels
            ),
        ),
        "convergence": _table(
            ("arm", "measure", "replicates", "variation", "low", "high"),
            (
                (f.arm, f.measure, *row)
                for f in found.findings
                if f.settling is not None
                for row in zip(f.settling.runs, f.settling.variation, f.settling.low, f.settling.high, strict=True)
            ),
        ),
        "enough": _table(
            ("arm", "against", "measure", "steady_from", "smallest", "deviation", "replicates", "cautious", "power_now",
             "replicates_now"),
            _enough(found),
        ),
        "arms": _table(
            ("measure", "arm", "against", "mean", "low", "high", "verdict", "points", "clear_higher", "clear_lower"),
            (
                (c.measure, c.arm, c.against, c.mean, c.low, c.high, c.verdict, c.points, c.clear_higher, c.clear_lower)
                for c in found.contrasts
            ),
        ),
        "maps": _table(
            ("measure", "arm", "against", "across", "up", "x", "y", "mean", "low", "high", "pairs"),
            (
                (measure, arm, against, *m.names, *m.at[row], m.mean[row], m.low[row], m.high[row], m.pairs[row])
                for (measure, arm, against), m in found.maps.items()
                for row in range(len(m.at))
            ),
        ),
    }  # fmt: skip
    return {name: table for name, table in tables.items() if table.num_rows}


TEXT: Final = {"arm", "against", "measure", "method", "factor", "statistic", "part", "value_text", "trouble", "verdict",
               "across", "up"}  # fmt: skip
WHOLE: Final = {"undefined", "points", "clear_higher", "clear_lower", "pairs"}


def _table(names: tuple[str, ...], rows: Any) -> pa.Table:
    import pyarrow as pa

    listed = list(rows)
    columns = {}
    for place, name in enumerate(names):
        column = [row[place] for row in listed]
        if name in TEXT or any(isinstance(value, str) for value in column):
            columns[name] = texts([str(value) for value in column])
        elif name in WHOLE:
            columns[name] = numbers(np.array(column, np.int64), np.int64)
        else:
            columns[name] = shares([np.nan if v is None or not np.isfinite(v) else float(v) for v in column])
    return pa.table(columns)


def _sensitivity(found: Findings) -> Iterator[tuple[Any, ...]]:
    for one in found.findings:
        value = one.sensitivity
        if value is None:
            continue
        statistics: dict[str, Any]
        if isinstance(value, Sobol):
            statistics = {"first": value.first, "total": value.total}
        elif isinstance(value, Morris):
            none = np.full(len(value.names), np.nan)
            statistics = {"mu": value.mu, "mu_star": value.mu_star, "sigma": value.sigma}
            statistics["floor"] = (value.floor, none, none)
        else:
            statistics = {"rank_coefficient" if value.ranked else "coefficient": value.coefficients}
        for j, factor in enumerate(value.names):
            for name, numbers_ in statistics.items():
                yield one.arm, one.measure, found.method, factor, name, *(part[j] for part in numbers_)
        if isinstance(value, Regression):
            yield one.arm, one.measure, found.method, "", "linear", value.linear, np.nan, np.nan


def _enough(found: Findings) -> Iterator[tuple[Any, ...]]:
    none = (np.nan,) * 6
    for one in found.findings:
        steady = np.nan if one.settling is None or one.settling.safely is None else one.settling.safely
        yield one.arm, "", one.measure, steady, *(none if one.needed is None else _needed(one.needed))
    for contrast in found.contrasts:
        if contrast.needed is not None:
            yield contrast.arm, contrast.against, contrast.measure, np.nan, *_needed(contrast.needed)


def _needed(needed: Any) -> tuple[Any, ...]:
    return needed.smallest, needed.deviation, needed.runs, needed.cautious, needed.power_now, needed.runs_now
