"""Words of tables of verdicts, in English and Dutch."""

from __future__ import annotations

from typing import Final

VERDICT_TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "verdict_name": "name",
        "verdict_target": "target",
        "verdict_got": "got",
        "verdict_interval": "interval",
        "verdict_tolerance": "tol.",
        "verdict_level": "level",
        "verdict_n": "n",
        "verdict_share": "sets",
        "verdict_verdict": "verdict",
        "verdict_numerical": "exact",
        "verdict_distributional": "distr.",
        "verdict_relational": "order",
        "verdict_pattern": "pattern",
        "verdict_holds": "holds",
        "verdict_fails": "FAILS",
        "verdict_forced": "forced",
        "verdict_untried": "untried",
        "verdict_count": "{holds} hold, {fails} fail, {forced} forced, {untried} untried.",
    },
    "nl": {
        "verdict_name": "naam",
        "verdict_target": "doel",
        "verdict_got": "kreeg",
        "verdict_interval": "interval",
        "verdict_tolerance": "tol.",
        "verdict_level": "niveau",
        "verdict_n": "n",
        "verdict_share": "sets",
        "verdict_verdict": "oordeel",
        "verdict_numerical": "exact",
        "verdict_distributional": "verd.",
        "verdict_relational": "orde",
        "verdict_pattern": "patroon",
        "verdict_holds": "klopt",
        "verdict_fails": "FAALT",
        "verdict_forced": "ingebouwd",
        "verdict_untried": "ongetest",
        "verdict_count": "{holds} kloppen, {fails} falen, {forced} ingebouwd, {untried} niet getest.",
    },
}
