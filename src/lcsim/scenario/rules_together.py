"""Rules that cannot run together, or that cannot stop as they are told to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lcsim.scenario import catalogue
from lcsim.scenario.model import MOST_KNOWN


def rules_together(plain: dict[str, Any], options: int) -> Iterator[tuple[str, str, str]]:
    """Where, what and the cure of each fault; `options` is the most ways of working that a domain has."""
    known = catalogue.rules()
    running = [name for name, settings in plain.get("rules", {}).items() if settings.get("on")]
    where = "rules"
    if "simultaneous" in running:
        for name in running:
            if known[name].changes_both:
                cure = "choose encounters: random_activation or shuffled_sweeps"
                yield where, f"{name} changes both people of a meeting: it cannot be simultaneous", cure
    if options > MOST_KNOWN:
        given = plain.get("rules", {})
        readers = [
            name
            for name in running
            if {"known", "*people"} & {*known[name].reads} or str(given[name].get("partners")).startswith("familiar")
        ]
        if readers:
            who = f"{', '.join(readers)} {'reads' if len(readers) == 1 else 'read'} them"
            what = f"with {options} options repertoires are not kept (at most {MOST_KNOWN}), but {who}"
            yield "practices.options", what, ""
    stop = plain.get("calendar", {}).get("stop", {})
    if stop.get("when") == "settled":
        from lcsim.mechanisms.composing import settles

        never = [name for name in running if known[name].phase != "encounters" and not settles(name)]
        if never:
            what = f"{', '.join(never)} cannot tell when nothing can change any more"
            yield "calendar.stop.when", what, "switch off what is not used, or choose unchanged"
    if stop.get("when") == "events":
        if "random_activation" not in running:
            yield "calendar.stop.when", "events are counted by random_activation, which is off", ""
        if not stop.get("events"):
            yield "calendar.stop.when", "needs calendar.stop.events: how many", ""
    elif stop.get("events"):
        yield "calendar.stop.events", "is for when: events", ""
