"""``lcsim run``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcsim.cli.console import CONSOLE, Progress, show, to_stderr, width
from lcsim.cli.main import DONE, FAILED, INTERRUPTED, trouble_with_files
from lcsim.cli.options import Whole, changes, language, load_changed, quiet_and_verbose, warn_of_lost_ties

if TYPE_CHECKING:
    from lcsim.experiment import Replicates
    from lcsim.report import Study
    from lcsim.report.words import Words
    from lcsim.scenario.model import Scenario


@click.command("run")
@click.argument("scenario")
@click.option("--seed", type=Whole(0, 2**63 - 1), default=1, show_default=True, help="Seed of the first run.")
@click.option(
    "--replicates",
    type=Whole(1, 1_000_000),
    default=1,
    show_default=True,
    help="Runs, one seed after another.",
)
@click.option("--weeks", type=Whole(1, 1000), help="Length.  [default: as in the scenario]")
@changes
@click.option("--out", type=click.Path(path_type=Path), help="Folder of results.  [default: results/NAME-1, -2, ...]")
@click.option("--no-results", is_flag=True, help="Leave no folder.")
@click.option("--no-plots", is_flag=True, help="Draw no figures.")
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet", show_default=True)
@click.option("--people", "people_every", type=Whole(1), help="Keep people and ties every N weeks.")
@click.option("--events", is_flag=True, help="Keep who learned what from whom, who joined and left.")
@click.option(
    "--nulls", type=Whole(0),
    help="Runs in which nobody meets, and with partners shuffled.  [default: up to 20, by size]",
)  # fmt: skip
@click.option("--workers", type=Whole(1), help="Processes.  [default: all cores when that pays]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@language
@quiet_and_verbose
@click.pass_context
def command(
    ctx: click.Context,
    scenario: str,
    seed: int,
    replicates: int,
    weeks: int | None,
    settings: tuple[str, ...],
    additions: tuple[str, ...],
    out: Path | None,
    no_results: bool,
    no_plots: bool,
    form: str,
    people_every: int | None,
    events: bool,
    nulls: int | None,
    workers: int | None,
    as_json: bool,
    lang: str,
) -> int:
    """Run SCENARIO, tell what emerged, and leave a folder of results with figures."""
    if no_results and (out or people_every or events):
        raise click.UsageError("--no-results leaves no room for --out, --people or --events")
    complete = load_changed(scenario, settings, additions)
    if not no_results:
        from lcsim.experiment.results import check_free, check_writable

        check_writable(out)
        if out is not None:
            check_free(out)
    plots = not (no_plots or no_results)
    found = _study(complete, seed, replicates, weeks, workers, 0 if as_json and nulls is None else nulls,
                   people_every or 0, events, lang, plots)  # fmt: skip
    return _tell(found, out, form, plots, no_results, as_json)


def _study(
    scenario: Scenario,
    seed: int,
    count: int,
    weeks: int | None,
    workers: int | None,
    nulls: int | None,
    people_every: int,
    events: bool,
    lang: str,
    pictures: bool,
) -> Study:
    from lcsim.report import study

    last = weeks or scenario.calendar.weeks
    _warn_of_no_effect(scenario, last, lang)
    warn_of_lost_ties(scenario, lang)
    with Progress(last if count == 1 else count, " weeks" if count == 1 else " runs") as bar:
        return study(
            scenario,
            range(seed, seed + count),
            lang=lang,
            pictures=pictures,
            command=sys.argv[1:],
            weeks=weeks,
            workers=workers,
            nulls=nulls,
            people_every=people_every,
            events=events,
            say=CONSOLE.say,
            on_run=bar.to if count > 1 else None,
            on_week=bar.to if count == 1 else None,
        )


def _warn_of_no_effect(scenario: Scenario, weeks: int, lang: str) -> None:
    """Tell of interventions that start after the end: nobody asks for one to see nothing of it."""
    late = [item for item in scenario.interventions if item.start > weeks]
    if late:
        from lcsim.report.words import Words

        for item in late:
            CONSOLE.say(Words(lang)("no_effect", name=item.name, start=item.start, weeks=weeks))


def _stopped(found: Replicates, words: Words, folder: str) -> str:
    where = words("where", folder=folder) if folder else "."
    n = len(found.outcomes)
    return words("stopped" if n < found.asked else "stopped_nulls", n=n, asked=found.asked, where=where)


def _tell(found: Study, out: Path | None, form: str, plots: bool, no_results: bool, as_json: bool) -> int:
    """Save, print and choose the exit code."""
    from lcsim.report.words import Words

    replicates = found.found
    if replicates.interrupted and not replicates.outcomes:
        to_stderr(f"\n{Words(found.lang)('stopped_early')}")
        return INTERRUPTED
    folder, trouble = "", ""
    drawn = plots and not replicates.interrupted and bool(replicates.done)
    if not no_results:
        try:
            path = found.save(out, form=form, plots=drawn, say=CONSOLE.say)
            folder = f"{path}/"
        except OSError as error:  # what was worked out is told all the same
            trouble = trouble_with_files(error)
    if as_json:
        show(json.dumps(found.json(), allow_nan=False))
        if folder:
            CONSOLE.say(f"Results: {folder}")
    elif replicates.done:
        show(found.text(folder, drawn, width()))
    for outcome in replicates.failed:
        more = "; fewer people, replicates or workers may fit" if outcome.error.startswith("MemoryError") else ""
        to_stderr(f"lcsim: seed {outcome.seed} failed: {outcome.error}{more}")
    if trouble:
        to_stderr(f"lcsim: {trouble}")
    if replicates.interrupted:
        to_stderr(_stopped(replicates, Words(found.lang), folder))
        return INTERRUPTED
    return FAILED if replicates.failed or trouble else DONE
