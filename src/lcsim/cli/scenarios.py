"""``lcsim scenarios``."""

from __future__ import annotations

import json
import shutil
import textwrap
from typing import TYPE_CHECKING, Any

import click

from lcsim.cli.console import show, to_stdout
from lcsim.cli.options import language, quiet_and_verbose

if TYPE_CHECKING:
    from lcsim.scenario import Scenario

FEWEST = 12
"""Characters a line for what a scenario is about, however narrow the terminal."""
WORDS = {
    "en": ("name", "people", "organisations", "weeks", "about"),
    "nl": ("naam", "mensen", "organisaties", "weken", "waarover"),
}


@click.command("scenarios")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@language
@quiet_and_verbose
def command(as_json: bool, lang: str) -> None:
    """List the scenarios that come with lcsim."""
    rows = _rows(lang)
    if as_json:
        show(json.dumps({"scenarios": rows}))
        return
    heads = WORDS[lang]
    cells = [heads, *(tuple(str(row[key]) for key in WORDS["en"]) for row in rows)]
    widths = [max(len(row[c]) for row in cells) for c in range(4)]
    before = sum(widths) + 8
    columns = shutil.get_terminal_size((80, 24)).columns
    room = columns - before
    lines = []
    for row in cells:
        if room < FEWEST:  # what it is about goes below
            lines.append(f"{row[0]} ({', '.join(row[1:4])})")
            lines += textwrap.wrap(row[4], max(columns, FEWEST), initial_indent="  ", subsequent_indent="  ")
            continue
        numbers = "  ".join(f"{row[c]:>{widths[c]}}" for c in range(1, 4))
        first, *others = textwrap.wrap(row[4], room) or [""]
        lines.append(f"{row[0]:<{widths[0]}}  {numbers}  {first}".rstrip())
        lines += [f"{'':{before}}{line}" for line in others]
    to_stdout("\n".join(lines))


def _rows(lang: str) -> list[dict[str, Any]]:
    from lcsim.part import Faults
    from lcsim.scenario import load, scenario_files
    from lcsim.scenario.describe import people_in

    rows: list[dict[str, Any]] = []
    for name in scenario_files():
        try:
            found = load(name)
        except Faults as faults:
            rows.append({"name": name, "people": "?", "organisations": "?", "weeks": "?", "about": str(faults)[:60]})
            continue
        rows.append(
            {
                "name": name,
                "people": people_in(found),
                "organisations": sum(organisation.count for organisation in found.organisations),
                "weeks": found.calendar.weeks,
                "about": _about(found, lang),
            }
        )
    return rows


def _about(scenario: Scenario, lang: str) -> str:
    """The title, or the first sentence of the description, in this language if there is one."""
    dutch = scenario.dutch_title or scenario.dutch_description.split(".")[0]
    english = scenario.title or scenario.description.split(".")[0]
    return dutch or english if lang == "nl" else english or dutch
