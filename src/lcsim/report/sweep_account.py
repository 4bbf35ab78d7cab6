"""The account of a sweep: what matters and how sure that is, luck beside it, arms on the same luck, what is enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, Final

import numpy as np

from lcsim.analysis.convergence import EPSILON
from lcsim.analysis.morris import Morris
from lcsim.analysis.notes import said
from lcsim.analysis.regression import Regression
from lcsim.analysis.sample import Varied
from lcsim.analysis.sobol import Sobol
from lcsim.analysis.sweep_findings import FEWEST_TO_SETTLE, Contrast, Finding, Findings, Level
from lcsim.analysis.wordings import readable
from lcsim.measures import HEADLINES, catalogue
from lcsim.report.words import WIDTH, Words

NARROWEST: Final = 60
HARDLY: Final = 0.05
"""A factor whose total index surely lies below this share hardly matters; our choice."""
MOST_FACTORS: Final = 12
MOST_LEVELS_TOLD: Final = 2
STEPS: Final = {"organisations", "teams", "people", "communities", "rules", "interventions"}
"""Steps of a path that tell nothing by themselves."""
VERDICTS: Final = {"higher": "higher", "lower": "lower", "equivalent": "equivalent", "apart_unclear": "apart_unclear"}
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
HEADS: Final = {"sobol": "sobol_head", "morris": "morris_head", "regression": "regression_head"}


def labels_of(paths: Sequence[str]) -> dict[str, str]:
    """Short names of factors: the end of their paths, as much of it as tells them apart."""
    found: dict[str, str] = {}
    for path in paths:
        steps = [step for step in path.split(".") if step not in STEPS] or [path]
        for length in range(min(2, len(steps)), len(steps) + 1):
            end = steps[-length:]
            others = [[s for s in other.split(".") if s not in STEPS][-length:] for other in paths if other != path]
            if end not in others:
                break
        else:
            end = [path]
        found[path] = readable(": ".join(end))
    return found


def measure_name(name: str, lang: str) -> str:
    """A measure as people read it."""
    found = next((measure for measure in catalogue() if measure.name == name), None)
    return readable(name) if found is None else (found.dutch if lang == "nl" else found.wording)


def sweep_account(found: Findings, lang: str = "en", folder: str = "", plots: bool = True, width: int = WIDTH) -> str:
    """The account of a sweep in `lang`, at most `width` characters wide (60 is the least)."""
    teller = _Teller(found, Words(lang, max(width, NARROWEST)))
    lines = [*teller.head(), "", *teller.varied()]
    for measure in found.sweep.experiment.measures:
        lines += ["", *teller.measure(measure)]
    if found.contrasts:
        lines += ["", *teller.arms()]
    lines += ["", *teller.enough(), ""]
    lines += teller.w.wrap(teller.w("sweep_honest"))
    if folder:
        lines += teller.w.wrap(teller.w("sweep_left" if plots else "sweep_left_no_plots", folder=folder))
    return "\n".join([*lines, ""])


class _Teller:
    def __init__(self, found: Findings, words: Words) -> None:
        self.found, self.w = found, words
        self.sweep = found.sweep
        self.labels = labels_of(self.sweep.sample.names)
        self.many = len(self.sweep.arms) > 1

    def number(self, value: float) -> str:
        """Three figures, as people write them; an en dash where there is none."""
        if not np.isfinite(value):
            return "–"
        size = abs(value)
        text = f"{value:,.0f}" if size >= 1000 else f"{value:.3g}" if size >= 0.001 else f"{value:.4f}"
        if text in ("0.0000", "-0.0000"):
            text = "0"
        return text.translate(str.maketrans(",.", ".,")) if self.w.lang == "nl" else text

    def coefficient(self, value: float) -> str:
        """Two decimals."""
        return self.w.number(value, 2)

    def head(self) -> Iterator[str]:
        """Question, design, how many runs, what luck is."""
        w, experiment = self.w, self.sweep.experiment
        yield from w.wrap(experiment.question or experiment.name, indent="")
        design = w(DESIGNS[experiment.design.kind])
        count = len(self.sweep.arms)
        arms = w("one_arm") if count == 1 else w("many_arms", n=count)
        yield from w.wrap(
            f"{experiment.name} · "
            + w("sweep_head", design=design, points=f"{experiment.points:,}", arms=arms,
                replicates=experiment.replicates, runs=f"{experiment.runs:,}"), indent="",
        )  # fmt: skip
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
            if isinstance(value, Regression):
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
        for j in _by_size(value):
            label = self.labels[value.names[j]]
            if isinstance(value, Sobol):
                first, total = ([float(part[j]) for part in estimates] for estimates in (value.first, value.total))
                numbers = f"{self._estimate(*first)}, {self._estimate(*total)}"
                rows.append((label, numbers, w(_sobol_verdict(first, total))))
            elif isinstance(value, Morris):
                size, low, high = (float(part[j]) for part in value.mu_star)
                span = w("interval", low=self.number(low), high=self.number(high))
                numbers = f"{self.number(size)} ({span})" if np.isfinite(low) else self.number(size)
                rows.append((label, numbers, w("matters" if value.heard[j] else "not_sure")))
            else:
                size, low, high = (float(part[j]) for part in value.coefficients)
                rows.append((label, self._estimate(size, low, high), w(_line_verdict(value, j, low, high))))
        return rows

    def _estimate(self, value: float, low: float, high: float) -> str:
        if not np.isfinite(low):
            return self.coefficient(value)
        return (
            f"{self.coefficient(value)} ({self.w('interval', low=self.coefficient(low), high=self.coefficient(high))})"
        )

    def _order(self, value: Sobol | Morris | Regression) -> Iterator[str]:
        """Neighbours in size whose intervals overlap are not ranked."""
        if isinstance(value, Regression) and not value.trusted:
            return
        for group in _unordered(value):
            names = ", ".join(self.labels[value.names[j]] for j in group)
            yield from self.w.wrap(self.w("no_order", names=names), "    ")

    def _levels(self, one: Finding) -> Iterator[str]:
        """Means by the values of factors whose effect has no sign, or by those that matter most."""
        if one.sensitivity is None:
            return
        largest = [one.sensitivity.names[j] for j in _clear(one.sensitivity)[:MOST_LEVELS_TOLD]]
        factors = {factor.name: factor for factor in self.sweep.sample.factors}
        untold = isinstance(one.sensitivity, Regression) and one.sensitivity.trusted
        for name, levels in groupby(one.levels, key=lambda level: level.factor):
            chosen = bool(factors[name].categories) or (name in largest and not untold)
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

    # --- arms -----------------------------------------------------------------------------------------------

    def arms(self) -> Iterator[str]:
        """Paired differences, and an order only where there is one."""
        w = self.w
        yield w("arms_title")
        for measure, of_measure in groupby(self.found.contrasts, key=lambda contrast: contrast.measure):
            contrasts = list(of_measure)
            name = measure_name(measure, w.lang)
            yield from w.wrap(f"{name[:1].upper()}{name[1:]}")
            for contrast in contrasts:
                yield from self._contrast(contrast)
            yield from self._rank(measure, contrasts)
        pairs = len({(c.arm, c.against) for c in self.found.contrasts})
        if pairs > 1:
            yield from w.wrap(w("arms_all", n=pairs))

    def _contrast(self, contrast: Contrast) -> Iterator[str]:
        w = self.w
        told = {"arm": readable(contrast.arm), "against": readable(contrast.against),
                "mean": self.number(contrast.mean), "verdict": w(VERDICTS[contrast.verdict])}  # fmt: skip
        if np.isfinite(contrast.low):
            text = w("arms_line", **told, low=self.number(contrast.low), high=self.number(contrast.high))
        else:
            text = w("arms_plain", **told)
        if contrast.points > 1:
            counts = {"points": contrast.points, "higher": contrast.clear_higher, "lower": contrast.clear_lower}
            text += f"; {w('arms_points', **counts)}"
        yield from w.wrap(f"{text}.", "    ", "      ")
        if contrast.clear_higher and contrast.clear_lower and _more_than_luck(contrast):
            yield from w.wrap(w("depends"), "      ")

    def _rank(self, measure: str, contrasts: list[Contrast]) -> Iterator[str]:
        """An order of three arms or more, or why there is none."""
        arms = self.sweep.arms
        if len(contrasts) != len(arms) * (len(arms) - 1) // 2 or len(arms) < 3:
            return
        order = sorted(arms, key=lambda arm: -np.nan_to_num(self.found.of(arm, measure).mean, nan=-np.inf))
        unclear = {frozenset((c.arm, c.against)) for c in contrasts if c.verdict not in ("higher", "lower")}
        tied = [arm for arm in order if any(arm in pair for pair in unclear)]
        if tied:
            yield from self.w.wrap(self.w("no_rank", names=", ".join(map(readable, tied))), "    ")
        else:
            yield from self.w.wrap(self.w("rank", names=", ".join(map(readable, order))), "    ")

    # --- enough ---------------------------------------------------------------------------------------------

    def enough(self) -> Iterator[str]:
        """Convergence of each measure, and how many replicates it takes."""
        w = self.w
        yield w("enough_title")
        settled = False
        for one in self.found.findings:
            if one.settling is None:
                continue
            settled = True
            name = f"{one.measure}, {readable(one.arm)}" if self.many else one.measure
            if any(note.key == "mean_near_zero" for note in one.settling.notes):
                yield from w.wrap(w("near_zero", measure=name), "  ", "    ")
            elif one.settling.safely is None:
                yield from w.wrap(w("not_steady", measure=name, n=int(one.settling.runs[-1])), "  ", "    ")
            else:
                yield from w.wrap(w("steady", measure=name, n=one.settling.safely), "  ", "    ")
        if settled:
            yield from w.wrap(w("enough_note", epsilon=self.number(EPSILON)))
        else:
            yield from w.wrap(w("few_replicates", n=FEWEST_TO_SETTLE))
        yield from self._needed()

    def _needed(self) -> Iterator[str]:
        w = self.w
        if not self.found.smallest:
            yield from w.wrap(w("needed_ask"))
            return
        told = False
        for one in self.found.findings:
            if one.needed is not None:
                told = True
                name = f"{one.measure}, {readable(one.arm)}" if self.many else one.measure
                yield from w.wrap(w("needed_points", measure=name, **self._counts(one.needed)), "  ", "    ")
        for contrast in self.found.contrasts:
            if contrast.needed is not None:
                told = True
                arms = {"arm": readable(contrast.arm), "against": readable(contrast.against)}
                text = w("needed_arms", measure=contrast.measure, **arms, **self._counts(contrast.needed))
                yield from w.wrap(text, "  ", "    ")
        if told:
            yield from w.wrap(w("needed_note"))

    def _counts(self, needed: Any) -> dict[str, str]:
        return {
            "n": f"{needed.runs:,}",
            "cautious": f"{needed.cautious:,}",
            "smallest": self.number(needed.smallest),
            "now": f"{needed.runs_now:,}",
        }


def _by_size(value: Sobol | Morris | Regression) -> list[int]:
    return [int(j) for j in np.argsort(-np.abs(np.nan_to_num(_main(value)[0])), kind="stable")]


def _main(value: Sobol | Morris | Regression) -> Any:
    """The estimates that order factors."""
    if isinstance(value, Sobol):
        return value.total
    return value.mu_star if isinstance(value, Morris) else value.coefficients


def _sizes(value: Sobol | Morris | Regression) -> tuple[Any, Any, Any]:
    """Size of the effect of each factor whatever its sign, with its interval."""
    size, low, high = (np.asarray(part) for part in _main(value))
    down = size < 0.0
    return np.abs(size), np.where(down, -high, low), np.where(down, -low, high)


def _clear(value: Sobol | Morris | Regression) -> list[int]:
    """Factors that can be told from none, the largest first."""
    _, low, high = _sizes(value)
    if isinstance(value, Morris):
        clear = value.heard
    else:
        clear = (low > 0.0) & ((high >= HARDLY) if isinstance(value, Sobol) else True)
    return [j for j in _by_size(value) if clear[j]]


def _unordered(value: Sobol | Morris | Regression) -> list[list[int]]:
    """Groups of factors that matter, next to each other in size, whose intervals of size overlap."""
    _, low, high = _sizes(value)
    sure = _clear(value)
    groups: list[list[int]] = []
    for before, after in pairwise(sure):
        if high[after] >= low[before]:
            if groups and groups[-1][-1] == before:
                groups[-1].append(after)
            else:
                groups.append([before, after])
    return groups


def _sobol_verdict(first: list[float], total: list[float]) -> str:
    if not np.isfinite(total[0]):
        return "no_finding"
    if total[2] < HARDLY:
        return "hardly"
    if not total[1] > 0.0:
        return "not_sure"
    return "with_others" if total[1] > first[2] else "matters"


def _line_verdict(value: Regression, j: int, low: float, high: float) -> str:
    if not value.trusted or not np.isfinite(value.coefficients.value[j]):
        return "no_finding"
    if not (low > 0.0 or high < 0.0):
        return "not_sure"
    if not value.signed[j]:
        return "differs"
    return "raises" if low > 0.0 else "lowers"


def _more_than_luck(contrast: Contrast) -> bool:
    """Whether both signs are found at more points than luck alone marks (2.5% of them each way)."""
    return min(contrast.clear_higher, contrast.clear_lower) > max(1.0, 2.0 * 0.025 * contrast.points)


def sweep_json(found: Findings) -> dict[str, Any]:
    """What ``--json`` prints: one object; null where there is no number."""
    experiment = found.sweep.experiment
    return {
        "experiment": experiment.name,
        "question": experiment.question,
        "design": experiment.design.kind,
        "method": found.method or None,
        "points": experiment.points,
        "replicates": experiment.replicates,
        "runs": experiment.runs,
        "failed": found.sweep.failed,
        "factors": list(found.sweep.sample.names),
        "arms": {
            arm: {measure: _finding_json(found.of(arm, measure)) for measure in experiment.measures}
            for arm in found.sweep.arms
        },
        "differences": [
            {k: _plain(getattr(c, k)) for k in ("measure", "arm", "against", "mean", "low", "high", "verdict", "points",
                                                "clear_higher", "clear_lower")}
            | {"needed": _needed_json(c.needed)}
            for c in found.contrasts
        ],
    }  # fmt: skip


def _finding_json(one: Finding) -> dict[str, Any]:
    keys = ("mean", "low", "high", "lowest", "highest", "undefined")
    value = one.sensitivity
    return {
        **{k: _plain(getattr(one, k)) for k in keys},
        "trouble": one.trouble or None,
        "sensitivity": {} if value is None else {name: _factor_json(value, j) for j, name in enumerate(value.names)},
        "linear": _plain(value.linear) if isinstance(value, Regression) else None,
        "ranked": value.ranked if isinstance(value, Regression) else None,
        "shares": {}
        if one.shares is None
        else {part: _three(one.shares.shares, j) for j, part in enumerate(one.shares.parts)},
        "steady_from": None if one.settling is None else one.settling.safely,
        "needed": _needed_json(one.needed),
        "notes": sorted(
            {said(n) for source in (value, one.shares, one.settling) if source is not None for n in source.notes}
        ),
    }


def _factor_json(value: Sobol | Morris | Regression, j: int) -> dict[str, Any]:
    if isinstance(value, Sobol):
        return {"first": _three(value.first, j), "total": _three(value.total, j)}
    if isinstance(value, Morris):
        told = {name: _three(getattr(value, name), j) for name in ("mu", "mu_star", "sigma")}
        return {**told, "floor": _plain(value.floor[j]), "heard": bool(value.heard[j])}
    return {"coefficient": _three(value.coefficients, j)}


def _three(found: Iterable[Any], j: int) -> dict[str, Any]:
    return dict(zip(("value", "low", "high"), (_plain(part[j]) for part in found), strict=True))


def _needed_json(needed: Any) -> dict[str, Any] | None:
    return None if needed is None else {k: _plain(v) for k, v in vars(needed).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value


def headlines_of(measures: Sequence[str]) -> tuple[str, ...]:
    """Measures told unless others are asked for: the headlines, or all where there is none of them."""
    return tuple(name for name in measures if name in HEADLINES) or tuple(measures)
