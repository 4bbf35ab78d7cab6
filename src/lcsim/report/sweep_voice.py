"""What all parts of the account of a sweep share: words, numbers as people write them, names of factors."""

from __future__ import annotations

import numpy as np

from lcsim.analysis.sweep_findings import Findings
from lcsim.report.names_of_sweep import labels_of
from lcsim.report.words import Words


class Voice:
    """Findings, and the words to tell them in."""

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
