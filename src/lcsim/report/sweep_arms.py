"""Arms of a sweep in words: paired differences, and an order only where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby
from typing import Final

import numpy as np

from lcsim.analysis.contrasts import Contrast
from lcsim.analysis.intervals import LEVEL
from lcsim.analysis.wordings import readable
from lcsim.report.names_of_sweep import measure_name
from lcsim.report.sweep_verdicts import more_than_luck
from lcsim.report.sweep_voice import Voice

VERDICTS: Final = {"higher": "higher", "lower": "lower", "equivalent": "equivalent", "apart_unclear": "apart_unclear"}


class Arms(Voice):
    """What is told of arms."""

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
        if any(c.points > 1 for c in self.found.contrasts):
            yield from w.wrap(w("arms_by_luck", one_in=round(2.0 / (1.0 - LEVEL))))

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
        if contrast.clear_higher and contrast.clear_lower and more_than_luck(contrast):
            yield from w.wrap(w("depends"), "      ")

    def _rank(self, measure: str, contrasts: list[Contrast]) -> Iterator[str]:
        """An order of three arms or more, or why there is none."""
        arms = self.sweep.arms
        if len(contrasts) != len(arms) * (len(arms) - 1) // 2 or len(arms) < 3:
            return
        order = sorted(arms, key=lambda arm: -np.nan_to_num(self.found.of(arm, measure).mean, nan=-np.inf))
        unclear = {frozenset((c.arm, c.against)) for c in contrasts if c.verdict not in ("higher", "lower")}
        tied = [arm for arm in order if any(arm in pair for pair in unclear)]
        if not tied:
            told = self.w("rank", names=", ".join(map(readable, order)))
        elif len(unclear) == len(tied) * (len(tied) - 1) // 2:
            told = self.w("no_rank", names=", ".join(map(readable, tied)))
        else:
            pairs = [map(readable, pair) for pair in combinations(order, 2) if frozenset(pair) in unclear]
            told = self.w("no_rank_pairs", pairs="; ".join(self.w("rank_and", one=a, other=b) for a, b in pairs))
        yield from self.w.wrap(told, "    ")
