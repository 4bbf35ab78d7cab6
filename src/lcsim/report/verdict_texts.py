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
        "verdict_unclear": "unclear",
        "verdict_untried": "untried",
        "verdict_count": "{holds} hold, {fails} fail, {forced} forced, {unclear} unclear for want of seeds, {untried} untried.",
        "verified_control": "negative control",
        "verified_title": "The last full run of `lcsim verify`",
        "verified_quick_title": "The last quick run of `lcsim verify`",
        "verified_made": "Written by `{command}` on {day}, with lcsim {version}. What the columns mean is in [canon.md](canon.md).",
        "verified_counted": (
            "Results: {results}. Targets: {targets}, of which {holds} hold and {fails} fail. Runs: {runs}, in {minutes} min "
            "{seconds} s with {processes} at a time."
        ),
        "verified_processors": "Processors of the machine: {processors}.",
        "verified_chance": (
            "Were other seeds drawn, chance alone would make some target fail in {share}% of such checks. Seeds are fixed: the "
            "same version gives the same table every time."
        ),
        "verified_result": "result",
        "verified_targets": "targets",
        "verified_runs": "runs",
        "verified_seconds": "processor time (s)",
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
        "verdict_unclear": "onduidelijk",
        "verdict_untried": "ongetest",
        "verdict_count": (
            "{holds} kloppen, {fails} falen, {forced} ingebouwd, {unclear} onduidelijk door te weinig toevalsgetallen, "
            "{untried} niet getest."
        ),
        "verified_control": "tegenproef",
        "verified_title": "De laatste volledige uitvoering van `lcsim verify`",
        "verified_quick_title": "De laatste snelle uitvoering van `lcsim verify`",
        "verified_made": "Geschreven door `{command}` op {day}, met lcsim {version}. Wat de kolommen betekenen staat in [canon.md](canon.md).",
        "verified_counted": (
            "Resultaten: {results}. Doelen: {targets}, waarvan er {holds} kloppen en {fails} falen. Simulaties: {runs}, in "
            "{minutes} min {seconds} s met {processes} tegelijk."
        ),
        "verified_processors": "Processoren van de machine: {processors}.",
        "verified_chance": (
            "Met andere toevalsgetallen zou alleen al door toeval in {share}% van zulke controles een doel falen. De "
            "toevalsgetallen liggen vast: dezelfde versie geeft elke keer dezelfde tabel."
        ),
        "verified_result": "resultaat",
        "verified_targets": "doelen",
        "verified_runs": "simulaties",
        "verified_seconds": "rekentijd (s)",
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
