"""The account of a comparison: effects with intervals and verdicts, who gains, what can be ranked, on what it depends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lcsim.analysis.assumptions import FEWEST_SETS, Follows
from lcsim.analysis.comparison import APART, BETTER, DEPENDS, EQUIVALENT, WORSE, Between, Comparison, Effect, Gain
from lcsim.analysis.paired import FEWEST, Paired
from lcsim.analysis.wordings import readable
from lcsim.experiment.compare_arms import Asked
from lcsim.measures import HEADLINES
from lcsim.part import ROLES
from lcsim.report.names_of_sweep import labels_of
from lcsim.report.words import DECIMALS, WIDTH, Words

NARROWEST: Final = 60
MOST_GAINS: Final = 12
MOST_PAIRS: Final = 10
EFFECT_WIDTH: Final = 25


@dataclass(frozen=True)
class Precision:
    """What came of ``--precision``: the half width asked for, in smallest effects of interest, and the widest found.

    `freedom` is that of the widest interval's t distribution.
    """

    asked: float
    arm: str
    measure: str
    width: float
    replicates: int
    freedom: int = 0

    @property
    def reached(self) -> bool:
        """Whether all intervals are narrow enough."""
        return self.width <= self.asked


def comparison_account(
    asked: Asked,
    found: Comparison,
    lang: str = "en",
    folder: str = "",
    plots: bool = True,
    width: int = WIDTH,
    precision: Precision | None = None,
) -> str:
    """The account in `lang`, at most `width` characters wide (60 is the least)."""
    teller = _Teller(asked, found, Words(lang, max(width, NARROWEST)))
    w = teller.w
    lines = [*teller.head(), *teller.read()]
    for arm in found.compared.arms[1:]:
        lines += ["", *teller.arm(arm)]
    for part in (teller.gains(), teller.ranks(), teller.honest(precision)):
        told = list(part)
        lines += ["", *told] if told else []
    if folder:
        lines += w.wrap(w("compare_left" if plots else "compare_left_no_plots", folder=folder))
    return "\n".join([*lines, ""])


class _Teller:
    def __init__(self, asked: Asked, found: Comparison, words: Words) -> None:
        self.asked, self.found, self.w = asked, found, words
        self.compared = found.compared
        self.experiment = found.compared.experiment
        self.labels = labels_of(self.compared.paths)

    def head(self) -> Iterator[str]:
        w, e = self.w, self.experiment
        n = len(e.arms) - 1
        sets = self.compared.used_sets
        yield from w.wrap(
            w(
                "compare_head",
                name=e.scenario,
                arms=w("one_arm") if n == 1 else w("many_arms", n=n),
                pairs=w("one_pair") if e.replicates == 1 else w("many_pairs", n=e.replicates),
                sets=w("one_set") if sets == 1 else w("many_sets", n=sets),
                weeks=e.weeks,
            ),
            "",
        )
        if self.compared.failed:
            yield from w.wrap(w("compare_failed", n=self.compared.failed))

    def read(self) -> Iterator[str]:
        yield from self.w.wrap(self.w("compare_read"))
        yield from self.w.wrap(self.w("compare_verdicts", n=len(self.found.effects)))
        if not all(one.found.known for one in self.found.effects.values()):
            yield from self.w.wrap(self.w("compare_few"))

    def measure(self, name: str) -> str:
        return self.w(name) if name in HEADLINES else readable(name)

    def number(self, measure: str, value: float, sign: bool = False) -> str:
        """A number of a measure; effects need one decimal more than levels do."""
        share = measure in HEADLINES and measure not in DECIMALS
        decimals = 3 if share else 2 if abs(value) < 100 else 0
        value = round(value, decimals) + 0.0  # no minus before a zero
        text = self.w.number(value, decimals)
        if share:
            if self.w.lang == "en":
                text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
        return f"+{text}" if sign and value > 0.0 else text

    def effect(self, measure: str, found: Paired) -> str:
        mean = self.number(measure, found.mean, sign=True)
        if not found.known:
            return mean
        span = self.w("to", low=self.number(measure, found.low), high=self.number(measure, found.high))
        return f"{mean} ({span})"

    def arm(self, name: str) -> Iterator[str]:
        w = self.w
        given = ", ".join(self.experiment.arm(name).additions)
        yield from w.wrap(f"{readable(name)} ({given})" if given else readable(name), "", "  ")
        cost = self.found.costs.get(name)
        if cost is not None:
            yield from w.wrap(w("costs_line", hours=self.w.count(cost.hours), euros=self.w.count(cost.euros)))
        effects = [self.found.effects[name, measure] for measure in self.experiment.measures]
        first = 2 + max(len(self.measure(one.measure)) for one in effects)
        heads = ("", w("column_effect"), w("column_pairs"), w("column_sets"), w("column_d"))
        yield self.row(first, heads, "")
        for one in effects:
            found = one.found
            cells = (
                self.measure(one.measure),
                self.effect(one.measure, found),
                w.percent(found.higher_pairs),
                w.percent(found.higher_sets),
                w.number(found.standardised, 2),
            )
            yield self.row(first, cells, w(f"verdict_{one.verdict}"))
        for one in effects:
            yield from self.notes(one)
        each = [one for one in effects if one.per_smallest]
        if each:
            yield from w.wrap(f"{w('cost_per_title')}:")
        for one in each:
            yield from w.wrap(self.cost_per(one), "    ", "      ")

    def row(self, first: int, cells: Sequence[str], verdict: str) -> str:
        name, effect, *numbers = cells
        line = f"  {name:{first}}{effect:{EFFECT_WIDTH}}" + "".join(f"{text:>6}" for text in numbers)
        if not verdict:
            return line
        whole = f"{line}  {verdict}"
        return whole if len(whole) <= self.w.width else f"{line}\n  {'':{first}}{verdict}"

    def notes(self, one: Effect) -> Iterator[str]:
        w, name = self.w, self.measure(one.measure)
        if one.verdict == DEPENDS:
            yield from self.depends(one)
            return
        if one.dependence.follows and one.verdict != EQUIVALENT:
            yield from w.wrap(w("follows", measure=name))
            yield from self.ends(one, one.dependence.follows)
        if one.verdict in (BETTER, WORSE) and one.smallest is not None and not one.at_least:
            yield from w.wrap(w("maybe_small", measure=name, smallest=self.number(one.measure, one.smallest)))

    def depends(self, one: Effect) -> Iterator[str]:
        w, name = self.w, self.measure(one.measure)
        paths = [self.labels[path] for path in one.dependence.on]
        splits = [follow for follow in one.dependence.follows if follow.splits]
        if splits:
            yield from w.wrap(w("depends_on", measure=name, paths=self.listed(paths)))
            yield from self.ends(one, splits)
            return
        key = "depends_follows" if paths else "depends_unknown"
        share = w.percent(one.dependence.other_sign)
        text = (
            w("depends_follows", measure=name, share=share, paths=self.listed(paths))
            if key == "depends_follows"
            else w("depends_unknown", measure=name, share=share)
        )
        yield from w.wrap(text)

    def ends(self, one: Effect, follows: Sequence[Follows]) -> Iterator[str]:
        """Mean effects in the lowest and the highest third of what it follows."""
        for follow in follows:
            text = self.w(
                "depends_split",
                path=self.labels[follow.path],
                at_low=self.number(one.measure, follow.at_low, sign=True),
                low=self.plain(follow.low_end),
                at_high=self.number(one.measure, follow.at_high, sign=True),
                high=self.plain(follow.high_end),
            )
            yield from self.w.wrap(text, "    ", "      ")

    def listed(self, names: Sequence[str]) -> str:
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {self.w('and')} {names[-1]}"

    def plain(self, value: float) -> str:
        text = f"{value:.3g}"
        return text.replace(".", ",") if self.w.lang == "nl" else text

    def cost_per(self, one: Effect) -> str:
        numbers = [self.w.count(value) for value in one.per_smallest]
        names = ("hours", "hours_low", "hours_high", "euros", "euros_low", "euros_high")
        return self.w(
            "cost_per",
            measure=self.measure(one.measure),
            smallest=self.number(one.measure, one.smallest or 0.0),
            **dict(zip(names, numbers, strict=True)),
        )

    def gains(self) -> Iterator[str]:
        w = self.w
        seen = [gain for gain in self.found.gains if gain.verdict in (BETTER, WORSE)]
        if not self.found.gains:
            return
        yield w("gains_title")
        if not seen:
            yield from w.wrap(w("gains_none"))
        for arm in self.compared.arms[1:]:
            own = [gain for gain in seen if gain.arm == arm]
            if own:
                yield f"  {readable(arm)}"
            for measure in self.experiment.measures:
                yield from self.gain([gain for gain in own if gain.measure == measure])

    def gain(self, own: list[Gain]) -> Iterator[str]:
        """Groups of one measure, the largest gain first; of many the ends, where gains and losses are largest."""
        own.sort(key=lambda gain: -gain.found.mean)
        shown = own if len(own) <= MOST_GAINS else [*own[: MOST_GAINS // 2], *own[-MOST_GAINS // 2 :]]
        texts = [f"{self.group(*gain.group)} {self.effect(gain.measure, gain.found)}" for gain in shown]
        if len(own) > len(shown):
            texts.append(self.w("gains_more", n=len(own) - len(shown)))
        if texts:
            yield from self.w.wrap(f"{self.measure(own[0].measure)}: {'; '.join(texts)}", "    ", "      ")

    def group(self, scope: str, name: str) -> str:
        if scope == "role" and name in ROLES:
            return self.w(f"role_{name}")
        return self.w(f"scope_{scope}", name=readable(name))

    def ranks(self) -> Iterator[str]:
        w = self.w
        if not self.found.between:
            return
        yield w("ranks_title")
        for measure in self.experiment.measures:
            yield f"  {self.measure(measure)}"
            pairs = [pair for pair in self.found.between if pair.measure == measure]
            told = sorted((pair for pair in pairs if pair.verdict in (BETTER, WORSE)), key=_size)
            for pair in told[:MOST_PAIRS]:
                above, below = (pair.arm, pair.other) if pair.found.mean > 0.0 else (pair.other, pair.arm)
                found = pair.found if pair.found.mean > 0.0 else _mirrored(pair.found)
                text = w("ranks_line", arm=readable(above), other=readable(below), effect=self.effect(measure, found))
                yield from w.wrap(text, "    ", "      ")
            if len(told) > MOST_PAIRS:
                yield from w.wrap(w("ranks_more", n=len(told) - MOST_PAIRS), "    ")
            alike = [pair for pair in pairs if pair.verdict == EQUIVALENT]
            apart = [pair for pair in pairs if pair.verdict == APART]
            if alike:
                yield from w.wrap(w("ranks_alike", pairs=self.two_by_two(alike)), "    ", "      ")
            if apart:
                yield from w.wrap(w("ranks_apart", pairs=self.two_by_two(apart)), "    ", "      ")
        yield from w.wrap(w("ranks_no_overall"))

    def two_by_two(self, pairs: Sequence[Between]) -> str:
        shown = [f"{readable(pair.other)} {self.w('and')} {readable(pair.arm)}" for pair in pairs[:MOST_PAIRS]]
        more = [self.w("ranks_more", n=len(pairs) - MOST_PAIRS)] if len(pairs) > MOST_PAIRS else []
        return "; ".join([*shown, *more])

    def honest(self, precision: Precision | None) -> Iterator[str]:
        w = self.w
        if precision is not None:
            yield from self.precise(precision)
        yield from w.wrap(self.ensemble())
        used = self.compared.used_sets
        if 1 < used < FEWEST_SETS:
            yield from w.wrap(w("ensemble_few", least=FEWEST_SETS))
        elif used > 1:
            once = self.experiment.replicates < used + FEWEST
            yield from w.wrap(w("ensemble_once", n=used) if once else w("ensemble_all"))
        if self.asked.fixed:
            yield from w.wrap(w("sets_fixed", paths=", ".join(self.asked.fixed)))
        if self.asked.measured:
            yield from w.wrap(w("sets_measured", paths=", ".join(self.asked.measured)))
        if self.found.smallest:
            listed = ", ".join(
                w("smallest_one", measure=self.measure(name), value=self.number(name, value))
                for name, value in self.found.smallest.items()
            )
            yield from w.wrap(w("smallest_line", effects=listed))
        yield from w.wrap(w("compare_honest"))

    def ensemble(self) -> str:
        w, e = self.w, self.experiment
        if self.asked.ensemble is not None:
            source = self.asked.ensemble.source
            once = e.replicates == 1
            return w("ensemble_used_once", source=source) if once else w("ensemble_used", n=e.replicates, source=source)
        if self.asked.why_none == "absent":
            return w("ensemble_absent")
        return w("ensemble_fixed") if self.asked.why_none == "fixed" else w("ensemble_asked")

    def precise(self, precision: Precision) -> Iterator[str]:
        w = self.w
        words = {
            "asked": self.plain(precision.asked),
            "n": precision.replicates,
            "measure": self.measure(precision.measure),
            "arm": readable(precision.arm),
            "width": self.plain(precision.width),
        }
        yield from w.wrap(w("precise", **words) if precision.reached else w("not_precise", **words))
        one = self.found.effects.get((precision.arm, precision.measure))
        if not precision.reached and one is not None and one.dependence.spread > 0.0:
            of_sets = one.dependence.spread**2 / max(self.compared.used_sets, 1)
            if of_sets > 0.5 * one.found.error**2:
                yield from w.wrap(w("not_precise_sets"))
        yield from w.wrap(w("precise_rule"))


def _size(pair: Between) -> float:
    return -abs(pair.found.mean)


def _mirrored(found: Paired) -> Paired:
    return replace(found, mean=-found.mean, low=-found.high, high=-found.low)


__all__ = ["Precision", "comparison_account"]
