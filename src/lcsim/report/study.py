"""A study: replicates of one scenario with their account; shows itself well in a notebook."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lcsim.analysis import Account, account
from lcsim.chance import cache_folder
from lcsim.experiment import Replicates, ResultsFolder, replicates, write_results
from lcsim.experiment.crate import crate_of_run
from lcsim.experiment.manifest import joint_digest
from lcsim.experiment.replicates import every_few_weeks
from lcsim.report.account import account_text
from lcsim.report.as_json import json_object
from lcsim.report.in_notebooks import as_html, in_one_line
from lcsim.report.words import WIDTH, Words
from lcsim.scenario.model import Scenario
from lcsim.simulation import Run

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Study:
    """What `lcsim.run` gives back.

    Attributes
    ----------
    found
        Every run in short; `Replicates.shown` is the first one whole.
    lang
        Language of the account and the figures.
    """

    found: Replicates
    lang: str = "en"
    started: str = ""
    ended: str = ""
    command: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def account(self) -> Account:
        """Numbers of the account."""
        return account(self.found)

    @property
    def run(self) -> Run:
        """The first run, whole."""
        if self.found.shown is None:
            raise ValueError(f"no run came to its end: {self.found.failed[0].error if self.found.failed else ''}")
        return self.found.shown

    @property
    def digest(self) -> str:
        """Digest of the final state; of several runs, of all their digests."""
        return joint_digest([outcome.digest for outcome in self.found.done])

    @property
    def runs(self) -> pd.DataFrame:
        """A row a run: seed, status, digest, measures at the end."""
        from lcsim.experiment.tables import measure_names, runs_table

        return runs_table(self.found.outcomes, measure_names(self.found.scenario)).to_pandas()

    @property
    def series(self) -> pd.DataFrame:
        """Weekly measures, tidy: run, week, measure, scope, group, value."""
        import pyarrow as pa

        from lcsim.experiment.tables import measure_names, series_table

        names, chosen = self.found.names, measure_names(self.found.scenario)
        pieces = [series_table(n, o, names, chosen) for n, o in enumerate(self.found.outcomes) if o.done]
        return pa.concat_tables(pieces).to_pandas()

    def text(self, folder: str = "", plots: bool = True, width: int = WIDTH) -> str:
        """The account in words, `width` characters wide (60 at least)."""
        if not self.found.done:
            return "\n".join(f"seed {outcome.seed}: {outcome.error}" for outcome in self.found.failed) + "\n"
        return account_text(self.found, self.account, self.lang, folder, plots, width)

    def json(self) -> dict[str, Any]:
        """What ``lcsim run --json`` prints."""
        return json_object(self.found)

    def save(
        self,
        out: str | Path | None = None,
        *,
        form: str = "parquet",
        plots: bool = True,
        say: Callable[[str], None] = print,
    ) -> Path:
        """Write the folder of results (default: the next free ``results/<name>-<number>``); return it.

        Figures that cannot be drawn are told through `say`; the tables are kept all the same.
        """
        folder = ResultsFolder(None if out is None else Path(out), self.found.scenario.name)
        with folder:
            write_results(
                self.found,
                folder.path,
                form=form,
                command=self.command,
                started=self.started,
                ended=self.ended,
            )
            if plots and self.found.shown is not None:
                self._draw(folder.path / "figures", say)
            crate_of_run(folder.path)
            return folder.finish()

    def _draw(self, folder: Path, say: Callable[[str], None]) -> None:
        from lcsim.plots import draw_all

        try:
            draw_all(self.found, folder, self.lang)
        except OSError:
            raise
        except Exception as error:  # hours of running are not lost for a picture
            say(Words(self.lang)("figures_failed", error=f"{type(error).__name__}: {error}"))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return in_one_line(self.found, self.account if self.found.done else None)

    def _repr_html_(self) -> str:
        if not self.found.done:
            return f"<pre>{html.escape(self.text())}</pre>"
        return as_html(self.found, self.account, self.lang)


def now() -> str:
    """The time with its zone, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _to_stderr(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def study(
    scenario: Scenario,
    seeds: Sequence[int],
    *,
    lang: str = "en",
    pictures: bool = True,
    command: Sequence[str] = (),
    say: Callable[[str], None] | None = None,
    **options: Any,
) -> Study:
    """Run `scenario` with every seed and keep what the account, the tables and the figures need.

    Parameters
    ----------
    pictures
        Keep states of the first run for the figures.
    say
        Receives messages for people; without, they go to stderr.
    options
        Passed on to `lcsim.experiment.replicates`.
    """
    started = now()
    weeks = options.get("weeks") or scenario.calendar.weeks
    keep = every_few_weeks(scenario, weeks) if pictures else ()

    def compiling() -> None:
        (say or _to_stderr)(Words(lang)("compiling_always" if cache_folder() is None else "compiling"))

    found = replicates(scenario, seeds, keep=keep, on_compiling=compiling, **options)
    return Study(found, lang, started, now(), tuple(command))


def run(
    scenario: str | Path | Scenario | Mapping[str, Any],
    seed: int = 1,
    *,
    replicates: int = 1,
    weeks: int | None = None,
    settings: Sequence[str] = (),
    interventions: Sequence[str] = (),
    workers: int | None = None,
    lang: str = "en",
) -> Study:
    """Run a scenario: a file, a name of the catalogue, plain data shaped like a file, or a `Scenario`.

    Parameters
    ----------
    seed, replicates
        First seed, and how many seeds from there on.
    weeks
        Length; ``None`` takes the scenario's calendar.
    settings, interventions
        As ``--set`` and ``--with`` of the command line: ``"organisations.de_wever.control=.3"``,
        ``"enabling_leadership:start=52,dose=.5"``.
    workers
        Processes; ``None``: all cores when that pays.
    lang
        Language of the account: ``"en"`` or ``"nl"``.

    Raises
    ------
    Faults
        Everything that is wrong with the scenario or the settings.
    ValueError
        When a number is none, or too low, or there is no such language.
    """
    from lcsim.scenario import apply_set, apply_with, draft, resolve

    _check_whole(seed=(seed, 0), replicates=(replicates, 1), weeks=(weeks, 1), workers=(workers, 1))
    Words(lang)  # a language that there is not is told before anything runs
    settings = (settings,) if isinstance(settings, str) else settings
    interventions = (interventions,) if isinstance(interventions, str) else interventions
    if isinstance(scenario, Scenario):
        if settings or interventions:
            raise ValueError("settings and interventions change a file or a name, not a complete scenario")
        complete = scenario
    else:
        complete = resolve(apply_with(apply_set(draft(scenario), settings), interventions))
    return study(complete, range(seed, seed + replicates), lang=lang, weeks=weeks, workers=workers)


def _check_whole(**given: tuple[Any, int]) -> None:
    """Refuse what is no whole number of at least so much; ``None`` is left to others."""
    for name, (number, least) in given.items():
        whole = isinstance(number, Integral) and not isinstance(number, bool)
        if number is not None and not (whole and number >= least):
            raise ValueError(f"{name} must be a whole number of at least {least}, got {number!r}")
