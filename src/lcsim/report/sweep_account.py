"""The account of a sweep: what matters and how sure that is, luck beside it, arms on the same luck, what is enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import numpy as np

from lcsim.analysis.levels import Level
from lcsim.analysis.morris import Morris
from lcsim.analysis.notes import said
from lcsim.analysis.regression import Regression
from lcsim.analysis.sample import Varied
from lcsim.analysis.sobol import Sobol
from lcsim.analysis.sweep_findings import Finding, Findings
from lcsim.analysis.wordings import readable
from lcsim.report.names_of_sweep import measure_name
from lcsim.report.sweep_arms import Arms
from lcsim.report.sweep_enough import Enough
from lcsim.report.sweep_verdicts import (
    HARDLY,
    by_size,
    clear_of,
    line_verdict,
    sobol_verdict,
    unordered,
)
from lcsim.report.sweep_voice import Voice
from lcsim.report.words import WIDTH, Words

NARROWEST: Final = 60
MOST_FACTORS: Final = 12
MOST_LEVELS_TOLD: Final = 2
TROUBLES: Final = {
    "too_few": "trouble_too_few",
    "constant": "trouble_constant",
    "nothing_varied": "trouble_nothing_varied",
}
PARTS: Final = {
    "parameters": "part_parameters",
    "luck": "part_luck",
    "founding": "part_founding",
    "course": "part_course",
    "interaction": "part_interaction",
}
DESIGNS: Final = {"grid": "grid", "list": "list", "latin_hypercube": "latin_hypercube", "sobol": "sobol",
                  "morris": "morris"}  # fmt: skip
SAID_OF_SHARES: Final = ("left_out", "few_for_interval")
"""Notes on luck that a reader must see; others are in ``--json``."""
HEADS: Final = {"sobol": "sobol_head", "morris": "morris_head", "regression": "regression_head"}


def sweep_account(found: Findings, lang: str = "en", folder: str = "", plots: bool = True, width: int = WIDTH) -> str:
    """The account of a sweep in `lang`, at most `width` characters wide (60 is the least)."""
    words = Words(lang, max(width, NARROWEST))
    teller = _Teller(found, words)
    lines = [*teller.head()]
    if varied := [*teller.varied()]:
        lines += ["", *varied]
    for measure in found.sweep.experiment.measures:
        lines += ["", *teller.measure(measure)]
    if found.contrasts:
        lines += ["", *Arms(found, words).arms()]
    lines += ["", *Enough(found, words).enough(), ""]
    lines += teller.w.wrap(teller.w("sweep_honest"))
    if folder:
        lines += teller.w.wrap(teller.w("sweep_left" if plots else "sweep_left_no_plots", folder=folder))
    return "\n".join([*lines, ""])


class _Teller(Voice):
    """Question, factors, and what is found of each measure."""

    def head(self) -> Iterator[str]:
        """Question, design, how many runs, what luck is."""
        w, experiment = self.w, self.sweep.experiment
        yield from w.wrap(experiment.question or experiment.name, indent="")
        design = w(DESIGNS[experiment.design.kind])
        count = len(self.sweep.arms)
        arms = w("one_arm") if count == 1 else w("many_arms", n=count)
        points = w("one_point") if experiment.points == 1 else w("many_points", n=w.count(experiment.points))
        yield from w.wrap(
            f"{experiment.name} · "
            + w("sweep_head", design=design, points=points, arms=arms,
                replicates=w.count(experiment.replicates), runs=w.count(experiment.runs)), indent="",
        )  # fmt: skip
        weeks = {arm.name: arm.scenario.calendar.weeks for arm in experiment.arms}
        if experiment.weeks is None and len(set(weeks.values())) > 1:
            told = ", ".join(f"{readable(arm)} {n}" for arm, n in weeks.items())
            yield from w.wrap(w("weeks_differ", weeks=told))
        if self.sweep.failed:
            yield from w.wrap(w("sweep_failed", n=self.sweep.failed))
        if self.sweep.founded:
            yield from w.wrap(w("luck_crossed"))
        else:
            yield from w.wrap(w("luck_shared" if experiment.founding == "shared" else "luck_own"))

    def varied(self) -> Iterator[str]:
        """Factors with their ranges, and those that turned out to be none."""
        w = self.w
        if self.sweep.sample.factors:
            yield w("varied_title")
        for factor in self.sweep.sample.factors:
            if factor.categories:
                values = ", ".join(readable(str(value)) for value in factor.categories)
            else:
                values = w("varied_range", low=self.number(factor.low), high=self.number(factor.high))
            yield from w.wrap(f"{self.labels[factor.name]}: {values}  ({factor.name})", "  ", "      ")
        if self.sweep.constant:
            yield from w.wrap(w("sweep_constant", factors=", ".join(self.sweep.constant)))

    # --- a measure ------------------------------------------------------------------------------------------

    def measure(self, measure: str) -> Iterator[str]:
        """What is found of a measure, arm by arm."""
        w = self.w
        name = measure_name(measure, w.lang)
        yield from w.wrap(f"{name[:1].upper()}{name[1:]} ({measure})", indent="")
        for arm in self.sweep.arms:
            one = self.found.of(arm, measure)
            before = w("in_arm", arm=readable(arm)) if self.many else ""
            if np.isfinite(one.mean):
                key = "mean_line" if np.isfinite(one.low) else "mean_only"
                numbers = {k: self.number(getattr(one, k)) for k in ("mean", "low", "high", "lowest", "highest")}
                yield from w.wrap(before + w(key, **numbers))
            elif before:
                yield from w.wrap(before.strip())
            if one.undefined:
                yield from w.wrap(w("undefined", n=one.undefined), "    ")
            yield from self._sensitivity(one)

    def _sensitivity(self, one: Finding) -> Iterator[str]:
        w = self.w
        value = one.sensitivity
        if value is None:
            if one.trouble:
                yield from w.wrap(w(TROUBLES[one.trouble]), "    ")
            yield from self._levels(one)
        else:
            ranked = isinstance(value, Regression) and value.ranked
            yield from w.wrap(f"{w('regression_ranked' if ranked else HEADS[self.found.method])}:", "    ")
            rows = self._rows(value)
            wide = max(len(row[0]) for row in rows)
            lines = [f"      {label:<{wide}}  {numbers}  {verdict}" for label, numbers, verdict in rows[:MOST_FACTORS]]
            if max(map(len, lines)) <= w.width:
                yield from lines
            else:
                for label, numbers, verdict in rows[:MOST_FACTORS]:
                    yield from w.wrap(f"{label}: {verdict}: {numbers}", "      ", " " * 10)
            yield from self._order(value)
            if isinstance(value, Regression) and value.heard:
                key = "linear_ranked" if value.ranked else "linear"
                yield from w.wrap(w(key, share=w.percent(value.linear)), "    ")
            yield from self._levels(one)
            for note in value.notes:
                yield from w.wrap(said(note, w.lang), "    ")
        if one.shares is not None and np.isfinite(one.shares.components).any():
            yield from self._luck(one)

    def _rows(self, value: Sobol | Morris | Regression) -> list[tuple[str, str, str]]:
        """Label, numbers and verdict of every factor, the largest first."""
        w = self.w
        rows = []
        for j in by_size(value):
            label = self.labels[value.names[j]]
            if isinstance(value, Sobol):
                first, total = ([float(part[j]) for part in estimates] for estimates in (value.first, value.total))
                numbers = f"{self._estimate(*first)}, {self._estimate(*total)}"
                rows.append((label, numbers, w(sobol_verdict(first, total))))
            elif isinstance(value, Morris):
                size, low, high = (float(part[j]) for part in value.mu_star)
                span = w("interval", low=self.number(low), high=self.number(high))
                numbers = f"{self.number(size)} ({span})" if np.isfinite(low) else self.number(size)
                rows.append((label, numbers, w("matters" if value.heard[j] else "as_luck")))
            else:
                size, low, high = (float(part[j]) for part in value.coefficients)
                rows.append((label, self._estimate(size, low, high), w(line_verdict(value, j, low, high))))
        return rows

    def _estimate(self, value: float, low: float, high: float) -> str:
        if not np.isfinite(low):
            return self.coefficient(value)
        return (
            f"{self.coefficient(value)} ({self.w('interval', low=self.coefficient(low), high=self.coefficient(high))})"
        )

    def _order(self, value: Sobol | Morris | Regression) -> Iterator[str]:
        """Those whose intervals overlap are not ranked."""
        if isinstance(value, Regression) and not value.trusted:
            return
        for group in unordered(value):
            names = ", ".join(self.labels[value.names[j]] for j in group)
            yield from self.w.wrap(self.w("no_order", names=names), "    ")

    def _levels(self, one: Finding) -> Iterator[str]:
        """Means by the values of factors whose effect has no sign, or by those that matter most.

        Where there is nothing else to tell of factors, by the values of each.
        """
        value = one.sensitivity
        largest = [] if value is None else [value.names[j] for j in clear_of(value)[:MOST_LEVELS_TOLD]]
        factors = {factor.name: factor for factor in self.sweep.sample.factors}
        untold = isinstance(value, Regression) and value.trusted
        for name, levels in groupby(one.levels, key=lambda level: level.factor):
            chosen = value is None or bool(factors[name].categories) or (name in largest and not untold)
            if chosen:
                items = "; ".join(self._level(level, factors[name]) for level in levels)
                yield from self.w.wrap(self.w("levels_line", factor=self.labels[name], items=items), "    ")

    def _level(self, level: Level, factor: Varied) -> str:
        mean = self.number(level.mean)
        if factor.categories:
            return self.w("level_item", value=readable(str(level.value)), mean=mean)
        if level.low_end == level.high_end:
            return self.w("level_item", value=self.number(level.low_end), mean=mean)
        return self.w("level_between", low=self.number(level.low_end), high=self.number(level.high_end), mean=mean)

    def _luck(self, one: Finding) -> Iterator[str]:
        w = self.w
        assert one.shares is not None
        items = []
        small = False
        for place, part in enumerate(one.shares.parts):
            share, low, high = (float(numbers[place]) for numbers in one.shares.shares)
            if np.isfinite(share):
                key = "share_item" if np.isfinite(low) else "share_alone"
                told = {"share": w.percent(share), "low": w.percent(low), "high": w.percent(high)}
                items.append(w(key, part=w(PARTS[part]), **told))
            if part == "parameters" and high < HARDLY and one.sensitivity is not None:
                small = True
        if items:
            yield from w.wrap(w("shares_line", items=", ".join(items)), "    ")
        if small:
            yield from w.wrap(w("small_beside_luck"), "    ")
        before = set() if one.sensitivity is None else {note.key for note in one.sensitivity.notes}
        for note in one.shares.notes:
            if note.key in SAID_OF_SHARES and note.key not in before:
                yield from w.wrap(said(note, w.lang), "    ")
