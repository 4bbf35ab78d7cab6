"""``lcsim schema``."""

from __future__ import annotations

import json

import click

from lcsim.cli.console import to_stdout
from lcsim.cli.options import quiet_and_verbose


@click.command("schema")
@quiet_and_verbose
def command() -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check."""
    from lcsim.scenario import json_schema

    to_stdout(json.dumps(json_schema(), indent=2))
