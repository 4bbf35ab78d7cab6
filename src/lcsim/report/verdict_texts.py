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
        "patterns_rule": (
            "A pattern holds in a set when all its conditions are met there, and holds when it does in {needed} of the "
            "plausible sets or more; the interval is over sets."
        ),
        "patterns_measure": "Measure: {measure}.",
        "patterns_condition": "{statement}: {value} ({low} to {high}), wanted {wanted}, in {share} of the sets",
        "patterns_missing": "Not tried: there is no {what}.",
        "patterns_contained": "A rule has it in it: {rule}.",
        "patterns_second": "Second registration: {what}.",
        "patterns_honest": (
            "That a pattern comes out shows that these rules can give it, not that it comes about this way in the field."
        ),
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
        "patterns_rule": (
            "Een patroon klopt in een set als alles wat ervoor nodig is daar uitkomt, en klopt als het dat doet in {needed} "
            "van de plausibele sets of meer; het interval is over sets."
        ),
        "patterns_measure": "Maat: {measure}.",
        "patterns_condition": "{statement}: {value} ({low} tot {high}), nodig {wanted}, in {share} van de sets",
        "patterns_missing": "Niet getest: er is geen {what}.",
        "patterns_contained": "Een regel bevat het al: {rule}.",
        "patterns_second": "Tweede vastlegging: {what}.",
        "patterns_honest": (
            "Dat een patroon uitkomt laat zien dat deze regels het kunnen geven, niet dat het in het veld zo ontstaat."
        ),
    },
}
