"""A group of commands that are imported when they are called, and a suggestion for a misspelt one."""

from __future__ import annotations

import difflib
import os
from importlib import import_module
from typing import Any, Final

import click

COMMANDS: Final[dict[str, str]] = {
    "scenarios": "List the scenarios that come with lcsim.",
    "run": "Run a scenario and tell what emerged.",
    "compare": "Compare interventions with the baseline on the same luck.",
    "sweep": "Run an experiment: arms, parameters, replicates.",
    "merge": "Join the shards of a sweep.",
    "analyse": "Tell which parameters of a sweep matter, and how sure that is.",
    "patterns": "Try the patterns that the field reports.",
    "rerun": "Do runs of a results folder again and compare.",
    "verify": "Reproduce published results and compare.",
    "check": "Check scenario files and show their complete form.",
    "describe": "Describe a scenario in words (ODD protocol).",
    "new": "Write a commented scenario file to start from.",
    "schema": "Print the JSON Schema of scenario files.",
}
"""Name and short help; the command ``name`` is ``command`` in ``lcsim.cli.<name>``."""


class LazyGroup(click.Group):
    """Knows names and short helps; imports a command when it is called or its help is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"lcsim.cli.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for one that does not exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            hint = f" Did you mean '{near[0]}'?" if near else " See lcsim --help."
            raise click.UsageError(f"there is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


class Language(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """``en`` or ``nl``; ``nl_NL.UTF-8`` is understood."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """First two letters."""
        short = str(value)[:2].lower()
        if short not in ("en", "nl"):
            named = " in LCSIM_LANG" if os.environ.get("LCSIM_LANG") == value else ""
            self.fail(f"must be en or nl, got '{value}'{named}", param, ctx)
        return short

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """As shown in help."""
        return "en|nl"
