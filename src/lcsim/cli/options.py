"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lcsim.cli.console import CONSOLE
from lcsim.cli.lazy import Language

if TYPE_CHECKING:
    from lcsim.part import Fault
    from lcsim.scenario.draft import Draft
    from lcsim.scenario.model import Scenario

F = TypeVar("F", bound=Callable[..., Any])


class Whole(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A whole number of at least `least` and at most `most`."""

    name = "n"

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or what it must be."""
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if number < self.least or (self.most is not None and number > self.most):
            limits = f"of at least {self.least}" if self.most is None else f"from {self.least} to {self.most}"
            given = str(value) if len(str(value)) <= 40 else f"{str(value)[:40]}..."
            self.fail(f"must be a whole number {limits}, got '{given}'", param, ctx)
        return number


def _remember(name: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def set_it(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value:
            setattr(CONSOLE, name, True)

    return set_it


def quiet_and_verbose(command: F) -> F:
    """``-q`` and ``-v``."""
    quiet = click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, is_eager=True, callback=_remember("quiet"),
        help="No messages or progress, only the result.",
    )  # fmt: skip
    verbose = click.option(
        "-v", "--verbose", is_flag=True, expose_value=False, is_eager=True, callback=_remember("verbose"),
        help="More messages; a traceback when something breaks.",
    )  # fmt: skip
    return quiet(verbose(command))


def language(command: F) -> F:
    """``--lang``, or LCSIM_LANG."""
    return click.option(
        "--lang",
        type=Language(),
        default="en",
        envvar="LCSIM_LANG",
        show_default=True,
        help="Language of texts.",
    )(command)


SET = click.option(
    "--set", "settings", multiple=True, metavar="PATH=VALUE",
    help="Change the scenario, such as organisations.de_wever.control=.3 or rules.trust=off. Repeatable.",
)  # fmt: skip
"""``--set``."""


def changes(command: F) -> F:
    """``--set`` and ``--with``."""
    addition = click.option(
        "--with", "additions", multiple=True, metavar="INTERVENTION[:KEY=VALUE,...]",
        help="Add an intervention, such as enabling_leadership:start=52,dose=.5. Repeatable.",
    )  # fmt: skip
    return SET(addition(command))


def load_changed(name: str, settings: Sequence[str], additions: Sequence[str]) -> Scenario:
    """The complete scenario of a file or name, with changes of the command line."""
    from lcsim.part import Faults
    from lcsim.scenario import apply_set, apply_with, draft, resolve

    if not (settings or additions):
        return resolve(name)  # all its faults at once, those of form too
    changed = draft(name)
    faults: list[Fault] = []
    for change, texts in ((apply_set, settings), (apply_with, additions)):
        try:
            changed = change(changed, texts)
        except Faults as found:
            faults.extend(found.faults)
            changed = _good_ones(change, changed, texts)
    try:
        complete = resolve(changed)
    except Faults as found:  # what the good ones do wrong is told as well
        raise Faults([*faults, *found.faults]) from None
    if faults:
        raise Faults(faults)
    return complete


def _good_ones(change: Callable[[Draft, list[str]], Draft], changed: Draft, texts: Sequence[str]) -> Draft:
    """A draft with those changes that have no fault of their own."""
    from lcsim.part import Faults

    for text in texts:
        with suppress(Faults):
            changed = change(changed, [text])
    return changed


def warn_of_lost_ties(scenario: Scenario, lang: str = "en") -> None:
    """Tell of a threshold above the weights of all ties: people would begin without any."""
    from lcsim.scenario.tables import threshold_above_all

    found = threshold_above_all(scenario)
    if found is not None:
        from lcsim.report.words import Words

        threshold, largest = (f"{weight:g}".replace(".", "," if lang == "nl" else ".") for weight in found)
        CONSOLE.say(Words(lang)("no_tie_kept", threshold=threshold, largest=largest))
