"""``lcsim patterns``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lcsim.cli.console import CONSOLE, Progress, show, width
from lcsim.cli.main import DONE, FAILED
from lcsim.cli.options import Whole, language, quiet_and_verbose


@click.command("patterns")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--list", "only_list", is_flag=True, help="Tell what is tried, with measure and threshold; run nothing.")
@click.option("--replicates", type=Whole(2, 1000), help="Seeds in every set and arm.  [default: 40 to 160]")
@click.option("--sets", type=Whole(1), help="Use so many sets.  [default: 30]")
@click.option("--quick", is_flag=True, help="A first impression: 5 sets, 8 seeds.")
@click.option(
    "--ensemble", metavar="FILE|none", help="Plausible parameter sets; none: only the parameters of the scenarios.",
)  # fmt: skip
@click.option("--development", is_flag=True, help="Sets and seeds on which definitions were made: for new ones.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set this in all arms too. Repeatable.")
@click.option("--workers", type=Whole(1, 512), help="Processes.  [default: all cores]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@language
@quiet_and_verbose
def command(
    names: tuple[str, ...],
    only_list: bool,
    replicates: int | None,
    sets: int | None,
    quick: bool,
    ensemble: str | None,
    development: bool,
    settings: tuple[str, ...],
    workers: int | None,
    as_json: bool,
    lang: str,
) -> int:
    """Try the patterns of the field (NAME: a name or number of --list) over the plausible parameter sets."""
    from lcsim.docking import all_pass
    from lcsim.docking.patterns import chosen_patterns
    from lcsim.docking.trying import SETS, parameter_sets, try_patterns, with_settings
    from lcsim.experiment.replicates import cores
    from lcsim.report.patterns import patterns_json, patterns_list, patterns_text

    patterns = chosen_patterns(names)
    if only_list:
        show(json.dumps(patterns_json(patterns, ())) if as_json else patterns_list(patterns, lang, width()))
        return DONE
    sets = sets or SETS
    if quick:
        replicates, sets = min(replicates or 8, 8), min(sets, 5)
    used = parameter_sets(
        None if ensemble is None else (ensemble if ensemble == "none" else Path(ensemble)), sets, development
    )
    patterns = with_settings(patterns, settings)
    tried = []
    with Progress(1, "runs") as progress:
        for one in try_patterns(patterns, used, replicates, workers or cores(), progress.to):
            tried.append(one)
            CONSOLE.detail(f"{one.pattern.name}: {one.verdict().outcome}")
    if as_json:
        show(json.dumps(patterns_json(patterns, tried), ensure_ascii=False, allow_nan=False))
    else:
        show(patterns_text(tried, lang, width()))
    return DONE if all_pass(one.verdict() for one in tried) else FAILED
