"""``lcsim analyse``."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import click

from lcsim.cli.console import CONSOLE, show, to_stderr, width
from lcsim.cli.main import DONE, FAILED, trouble_with_files
from lcsim.cli.options import language, quiet_and_verbose


class Effect(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """``EFFECT`` or ``MEASURE=EFFECT``: a number above 0."""

    name = "effect"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        """Measure (empty: all) and number."""
        if isinstance(value, tuple):
            return value
        measure, equals, text = str(value).rpartition("=")
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not (math.isfinite(number) and number > 0.0) or (equals and not measure):
            self.fail(f"must be a number above 0, or MEASURE=number, got '{str(value)[:40]}'", param, ctx)
        return measure, number


@click.command("analyse")
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--sensitivity", type=click.Choice(["sobol", "morris", "regression"]), help="Method.  [default: follows the design]"
)
@click.option(
    "--measure", "measures", multiple=True, metavar="NAME",
    help="Look at this measure. Repeatable.  [default: agreement, level, space and quality]",
)  # fmt: skip
@click.option(
    "--smallest", "effects", multiple=True, type=Effect(), metavar="[MEASURE=]EFFECT",
    help="Smallest effect that counts, in the unit of the measure: how many replicates it takes, where it is reached. "
    "Repeatable.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Folder.  [default: RESULTS/analysis]")
@click.option("--no-plots", is_flag=True, help="Draw no figures.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@language
@quiet_and_verbose
def command(
    results: Path,
    sensitivity: str | None,
    measures: tuple[str, ...],
    effects: tuple[tuple[str, float], ...],
    out: Path | None,
    no_plots: bool,
    as_json: bool,
    lang: str,
) -> int:
    """Tell from the RESULTS of a sweep which parameters matter and how sure that is."""
    from lcsim.analysis.sweep_findings import analyse
    from lcsim.analysis.sweep_results import read_sweep
    from lcsim.report.names_of_sweep import headlines_of
    from lcsim.report.sweep_account import sweep_account
    from lcsim.report.sweep_files import check_place, save_analysis
    from lcsim.report.sweep_json import sweep_json

    effects_of_all = [effect for measure, effect in effects if not measure]
    sweep = read_sweep(results)
    wanted = measures or headlines_of(sweep.experiment.measures)
    sweep = sweep.chosen(wanted, beside=[measure for measure, _ in effects if measure])
    smallest = dict.fromkeys(sweep.experiment.measures, effects_of_all[-1]) if effects_of_all else {}
    smallest |= {measure: effect for measure, effect in effects if measure}
    folder = out or results / "analysis"
    check_place(folder)
    found = analyse(sweep, sensitivity, smallest)
    trouble = ""
    try:
        save_analysis(found, folder, lang=lang, plots=not no_plots, say=CONSOLE.say)
    except OSError as error:  # what was worked out is told all the same
        trouble = trouble_with_files(error)
    if as_json:
        show(json.dumps(sweep_json(found), ensure_ascii=False, allow_nan=False))
        if not trouble:
            CONSOLE.say(f"Results: {folder}/")
    else:
        show(sweep_account(found, lang, "" if trouble else f"{folder}/", not no_plots, width()))
    if trouble:
        to_stderr(f"lcsim: {trouble}")
        return FAILED
    return DONE
