"""Whether the replicates of a sweep are enough, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lcsim.analysis.convergence import EPSILON
from lcsim.analysis.power import MOST
from lcsim.analysis.sweep_findings import FEWEST_TO_SETTLE
from lcsim.analysis.wordings import readable
from lcsim.report.sweep_voice import Voice


class Enough(Voice):
    """Convergence, and what a smallest effect takes."""

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
            "n": self._many(needed.runs),
            "cautious": self._many(needed.cautious),
            "smallest": self.number(needed.smallest),
            "now": self.w.count(needed.runs_now),
        }

    def _many(self, runs: int) -> str:
        return self.w.count(runs) if runs < MOST else f">{self.w.count(MOST)}"
