"""``lcsim compare``."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import click

from lcsim.cli.analyse import Effect
from lcsim.cli.console import CONSOLE, show, to_stderr, width
from lcsim.cli.main import DONE, FAILED, trouble_with_files
from lcsim.cli.options import SET, Whole, language, quiet_and_verbose
from lcsim.cli.sweep import Line, tell_stopped


class Precise(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A number above 0."""

    name = "x"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, or what it must be."""
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not (math.isfinite(number) and number > 0.0):
            self.fail(f"must be a number above 0, got '{str(value)[:40]}'", param, ctx)
        return number


@click.command("compare")
@click.argument("scenario")
@click.option(
    "--arm", "arms", multiple=True, metavar="NAME=INTERVENTION[:KEY=VALUE,...][+...]",
    help="An arm: its name and what is done, such as dialogue=facilitated_dialogue:start=20. Repeatable.",
)  # fmt: skip
@click.option("--replicates", type=Whole(1, 1_000_000), default=100, show_default=True, help="Pairs of each arm.")
@click.option(
    "--precision", type=Precise(),
    help="Add replicates until all 95% intervals are this narrow: half width, in smallest effects that count.",
)  # fmt: skip
@click.option(
    "--most", type=Whole(1, 1_000_000), default=1000, show_default=True, help="Replicates at most, with --precision."
)
@SET
@click.option("--weeks", type=Whole(1, 1000), help="Length.  [default: as in the scenario]")
@click.option("--seed", type=Whole(0, 2**63 - 1), default=1, show_default=True, help="Seed of the first pair.")
@click.option(
    "--ensemble", metavar="FILE|none",
    help="Plausible parameter sets (CSV), or none.  [default: those that come with lcsim]",
)  # fmt: skip
@click.option(
    "--measure", "measures", multiple=True, metavar="NAME",
    help="Judge this measure. Repeatable.  [default: agreement, level, space and quality]",
)  # fmt: skip
@click.option(
    "--smallest", "effects", multiple=True, type=Effect(), metavar="MEASURE=EFFECT",
    help="Smallest effect that counts, in the unit of the measure. Repeatable.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Folder.  [default: results/NAME-compare-1, -2, ...]")
@click.option("--no-plots", is_flag=True, help="Draw no figures.")
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet", show_default=True)
@click.option("--workers", type=Whole(1), help="Processes.  [default: all cores when that pays]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@language
@quiet_and_verbose
def command(
    scenario: str,
    arms: tuple[str, ...],
    replicates: int,
    precision: float | None,
    most: int,
    settings: tuple[str, ...],
    weeks: int | None,
    seed: int,
    ensemble: str | None,
    measures: tuple[str, ...],
    effects: tuple[tuple[str, float], ...],
    out: Path | None,
    no_plots: bool,
    form: str,
    workers: int | None,
    as_json: bool,
    lang: str,
) -> int:
    """Compare arms with the baseline of SCENARIO on the same luck, over plausible parameter sets.

    Tells the effect of each arm on each measure with its interval and a verdict: better, worse, equivalent, depends on
    assumptions (and on which), cannot be told apart. The same command goes on where it was.
    """
    from lcsim.report.comparing import compare

    if precision is not None and most < replicates:
        raise click.UsageError(f"--most {most} is below --replicates {replicates}")
    with Line() as line:
        try:
            found = compare(
                scenario, arms, replicates=replicates, precision=precision, most=most, settings=settings, weeks=weeks,
                seed=seed, ensemble=ensemble, measures=measures, smallest=_smallest(effects, measures), out=out,
                workers=workers, plots=not no_plots, form=form, lang=lang, say=line.say, on_progress=line.show,
                command=sys.argv[1:],
            )  # fmt: skip
        except OSError as error:
            line.say("")
            to_stderr(f"lcsim: {trouble_with_files(error)}")
            return FAILED
    if found.found is None:
        return tell_stopped(found.done)
    if as_json:
        show(json.dumps(found.json(), ensure_ascii=False, allow_nan=False))
        CONSOLE.say(f"Results: {found.folder}/")
    else:
        show(found.text(width()))
    failed = found.found.compared.failed
    if failed:
        to_stderr(f"lcsim: {failed} runs failed: see the column error of the table of runs")
    return FAILED if failed else DONE


def _smallest(effects: tuple[tuple[str, float], ...], measures: tuple[str, ...]) -> dict[str, float]:
    """By measure; refuses a measure that is not judged."""
    from lcsim.measures import HEADLINES
    from lcsim.part import Fault, Faults
    from lcsim.part.faults import suggest

    judged = measures or HEADLINES
    faults = [
        Fault(f"'{name}' is not judged here", "--smallest", cure=suggest(name, judged))
        for name, _ in effects
        if name and name not in judged
    ]
    if faults:
        raise Faults(faults)
    found: dict[str, float] = {}
    for name, value in effects:
        found |= {name: value} if name else dict.fromkeys(judged, value)
    return found
