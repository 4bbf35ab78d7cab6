"""``lcsim describe``."""

from __future__ import annotations

import click

from lcsim.cli.console import to_stdout
from lcsim.cli.options import changes, language, load_changed, quiet_and_verbose


@click.command("describe")
@click.argument("scenario")
@changes
@language
@quiet_and_verbose
def command(scenario: str, settings: tuple[str, ...], additions: tuple[str, ...], lang: str) -> None:
    """Describe SCENARIO by the ODD protocol: every rule, number, origin and source, in Markdown."""
    complete = load_changed(scenario, settings, additions)
    from lcsim.scenario import describe

    to_stdout(describe(complete, lang))
