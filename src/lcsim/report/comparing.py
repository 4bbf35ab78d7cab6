"""``lcsim.compare``: baseline and arms on common random numbers, until the intervals are narrow enough."""

from __future__ import annotations

import html
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lcsim.analysis.comparison import Comparison
from lcsim.analysis.comparison import compare as work_out
from lcsim.analysis.comparison_results import read_comparison
from lcsim.analysis.power import SURE
from lcsim.experiment.compare_arms import Asked, comparison, with_replicates
from lcsim.experiment.late import late_text
from lcsim.experiment.progress import Progress, SweepDone
from lcsim.experiment.results import FORMATS, write_table
from lcsim.experiment.sweep import sweep
from lcsim.experiment.sweep_folder import read_manifest, refuse_others, write_manifest, write_text
from lcsim.experiment.sweep_identity import identity_of
from lcsim.part import Faults
from lcsim.report.comparison import Precision, comparison_account
from lcsim.report.comparison_json import between_table, comparison_json, effects_table, groups_table
from lcsim.report.words import WIDTH, Words

if TYPE_CHECKING:
    import pandas as pd

MOST: Final = 1000
"""Replicates at most where a precision is asked for."""
LEAST_STEP: Final = 1.5
"""A next look is after so many times the replicates at least."""
FEWEST_FOR_PRECISION: Final = 30
"""Before that a spread is too uncertain to stop for."""
HOME: Final = Path("results")
FILE: Final = "comparison.json"
MOST_FOLDERS: Final = 100_000


@dataclass(frozen=True, eq=False, repr=False)
class ComparisonStudy:
    """What `lcsim.compare` gives back.

    Attributes
    ----------
    asked, done
        What was to be compared, and how its runs ended.
    found
        Effects, gains and what can be ranked; ``None`` when the runs were not completed.
    """

    asked: Asked
    done: SweepDone
    found: Comparison | None
    precision: Precision | None = None
    lang: str = "en"
    drawn: bool = False

    @property
    def folder(self) -> Path:
        """Folder of results."""
        return self.done.folder

    @property
    def _complete(self) -> Comparison:
        if self.found is None:
            raise ValueError(f"not complete: {self.done.stopped_by or 'interrupted'}; the same call goes on")
        return self.found

    @property
    def effects(self) -> pd.DataFrame:
        """A row for each arm and measure: effect, interval, shares, d, cost, verdict."""
        return effects_table(self._complete).to_pandas()

    @property
    def groups(self) -> pd.DataFrame:
        """A row for each arm, measure and organisation, team or role."""
        return groups_table(self.asked, self._complete).to_pandas()

    @property
    def between(self) -> pd.DataFrame:
        """A row for each measure and two arms: their difference, and whether they can be ranked."""
        return between_table(self.asked, self._complete).to_pandas()

    def verdict(self, arm: str, measure: str) -> str:
        """The verdict on an arm and a measure; KeyError if there is none."""
        return self._complete.effects[arm, measure].verdict

    def text(self, width: int = WIDTH) -> str:
        """The account in words."""
        return comparison_account(
            self.asked, self._complete, self.lang, f"{self.folder}/", self.drawn, width, self.precision
        )

    def json(self) -> dict[str, Any]:
        """What ``lcsim compare --json`` prints."""
        return comparison_json(self.asked, self._complete, self.precision)

    def __str__(self) -> str:
        return self.text() if self.found is not None else repr(self)

    def __repr__(self) -> str:
        name = self.asked.experiment.scenario
        if self.found is None:
            return f"Comparison({name}: not complete, {self.folder}/)"
        told = "; ".join(
            f"{arm} {', '.join(f'{m} {one.verdict}' for (a, m), one in self.found.effects.items() if a == arm)}"
            for arm in self.found.compared.arms[1:]
        )
        return f"Comparison({name}, {self.found.compared.experiment.replicates} pairs: {told})"

    def _repr_html_(self) -> str:
        text = self.text() if self.found is not None else repr(self)
        return f"<pre>{html.escape(text)}</pre>"


def compare(
    scenario: str | Path | Mapping[str, Any],
    arms: Mapping[str, str] | Sequence[str],
    *,
    replicates: int = 100,
    precision: float | None = None,
    most: int = MOST,
    settings: Sequence[str] = (),
    weeks: int | None = None,
    seed: int = 1,
    ensemble: str | Path | None = None,
    measures: Sequence[str] = (),
    smallest: Mapping[str, float] | None = None,
    out: str | Path | None = None,
    workers: int | None = None,
    plots: bool = True,
    form: str = "parquet",
    lang: str = "en",
    say: Callable[[str], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    command: Sequence[str] = (),
) -> ComparisonStudy:
    """Compare arms with a baseline on common random numbers, over plausible parameter sets.

    Parameters
    ----------
    scenario
        A file, a name of the catalogue, or plain data shaped like a file.
    arms
        Interventions by the name of the arm, ``{"dialogue": "facilitated_dialogue:start=20+enabling_leadership"}``, or
        texts ``NAME=intervention...`` as for ``--arm``.
    replicates
        Pairs of each arm; replicate r has seed ``seed + r`` and parameter set r modulo their number in every arm.
    precision
        Half width of the 95% intervals, in smallest effects of interest: replicates are added until all intervals of
        measures that have such an effect are as narrow, or there are `most`.
    ensemble
        A file of parameter sets, ``"none"``, or ``None`` for the one that comes with lcsim.
    measures
        Names (default: agreement, level, space and quality).
    smallest
        Smallest effect of interest by measure, in its unit.
    out
        Folder of results (default: ``results/<scenario>-compare-<number>``); the same comparison goes on in its folder.
    say, on_progress
        Receive messages for people (default: to stderr), and how far it is.

    Raises
    ------
    Faults
        Everything that is wrong with what is asked, or the folder; nothing is run then.
    ValueError
        Numbers or a format that cannot be.
    """
    if replicates < 1 or most < 1 or (precision is not None and not (math.isfinite(precision) and precision > 0.0)):
        raise ValueError("replicates and most must be 1 or more, and precision above 0")
    if form not in FORMATS:
        raise ValueError(f"form must be one of {', '.join(FORMATS)}, got {form!r}")
    if any(not (math.isfinite(value) and value > 0.0) for value in (smallest or {}).values()):
        raise ValueError("smallest effects must be above 0")
    texts = [f"{name}={what}" for name, what in arms.items()] if isinstance(arms, Mapping) else list(arms)
    first = replicates if precision is None else max(replicates, min(FEWEST_FOR_PRECISION, most))
    asked = comparison(
        scenario,
        texts,
        settings=settings,
        weeks=weeks,
        seed=seed,
        replicates=first,
        ensemble=ensemble,
        measures=measures,
    )
    tell = say or _to_stderr
    words = Words(lang)
    for arm, name, start in asked.late:
        tell(words("compare_late", arm=arm, name=name, start=start, weeks=asked.experiment.weeks))
    known = late_text(asked.experiment)

    def say_of_runs(text: str) -> None:
        if text != known:  # people know, in their language
            tell(text)

    folder = folder_for(asked, None if out is None else Path(out))
    experiment = asked.experiment
    while True:
        done = sweep(
            experiment, folder, workers=workers, form=form, command=command or ("compare", experiment.scenario),
            say=say_of_runs, on_progress=on_progress,
        )  # fmt: skip
        if not done.complete:
            return ComparisonStudy(asked, done, None, None, lang)
        found = work_out(read_comparison(folder, experiment), smallest)
        if precision is None:
            reached = None
            break
        reached = _precision(found, precision)
        if reached.reached or experiment.replicates >= most:
            break
        experiment = with_replicates(experiment, next_look(reached, most))
    study = ComparisonStudy(asked, done, found, reached, lang, plots)
    save_comparison(study, form=form, plots=plots, say=tell)
    return study


def _precision(found: Comparison, asked: float) -> Precision:
    arm, measure, width = found.widest()
    freedom = found.effects[arm, measure].found.freedom if arm else 0
    return Precision(asked, arm, measure, width, found.compared.experiment.replicates, freedom)


def next_look(now: Precision, most: int) -> int:
    """Replicates at the next look: as many as the widest interval needs if luck is as large as it may well be.

    That is the upper 80% bound of a standard deviation. So there are hardly more than two looks: who looks often stops
    where luck happens to look small, and its intervals are then too narrow (7% false claims instead of 5%).
    """
    from scipy.special import chdtri

    n = now.replicates
    if not math.isfinite(now.width) or now.freedom < 1:
        return min(most, 2 * n)
    cautious = now.freedom / float(chdtri(now.freedom, SURE))
    return min(most, math.ceil(max(LEAST_STEP * n, n * cautious * (now.width / now.asked) ** 2)))


def folder_for(asked: Asked, out: Path | None) -> Path:
    """The folder asked for, or the first numbered one that is free or holds this very comparison."""
    if out is not None:
        return out
    identity = identity_of(asked.experiment)
    for number in range(1, MOST_FOLDERS):
        folder = HOME / f"{asked.experiment.scenario}-compare-{number}"
        try:
            refuse_others(folder, identity, None)
        except Faults:
            continue
        return folder
    raise FileExistsError(f"{HOME} is full of comparisons of {asked.experiment.scenario}")


def save_comparison(study: ComparisonStudy, *, form: str, plots: bool, say: Callable[[str], None]) -> None:
    """Put the findings beside the tables of runs, costs in the manifest, and draw the figures.

    A figure that fails is told, the rest is kept.

    Raises
    ------
    OSError
        When the disk does not do.
    """
    found = study._complete
    tables = {"effects": effects_table(found), "groups": groups_table(study.asked, found),
              "between": between_table(study.asked, found)}  # fmt: skip
    for name, table in tables.items():
        for other in FORMATS:
            if other != form or not table.num_rows:
                (study.folder / f"{name}.{other}").unlink(missing_ok=True)
        if table.num_rows:
            write_table(study.folder / name, table, form)
    told = study.json()
    write_text(study.folder / FILE, json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
    costs = {arm: one["cost"] for arm, one in told["arms"].items()}
    write_manifest(study.folder, (read_manifest(study.folder) or {}) | {"costs": costs})
    if not plots:
        return
    from lcsim.plots.draw_comparison import draw_comparison

    try:
        draw_comparison(found, study.folder / "figures", study.lang)
    except OSError:
        raise
    except Exception as error:  # minutes of running are not lost for a picture
        say(Words(study.lang)("figures_failed", error=f"{type(error).__name__}: {error}"))


def _to_stderr(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
