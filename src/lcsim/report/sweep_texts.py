"""Every sentence of the accounts of sweeps, in English and Dutch."""

# sentences are kept in one piece

from __future__ import annotations

from typing import Final

SWEEP_TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "sweep_head": "{design}, {points} x {arms} x {replicates} replicates · {runs} runs",
        "one_arm": "1 arm",
        "many_arms": "{n} arms",
        "one_point": "1 point",
        "many_points": "{n} points",
        "sweep_failed": "{n} runs failed; they are left out.",
        "sweep_constant": "The same at all points, so not looked at: {factors}.",
        "grid": "grid",
        "list": "list of points",
        "latin_hypercube": "Latin hypercube",
        "sobol": "Sobol design",
        "morris": "Morris design",
        "varied_title": "What was varied",
        "varied_range": "{low} to {high}",
        "luck_own": (
            "Replicates differ in founding and in the course of events; luck is both together. All points and arms "
            "share it, replicate by replicate."
        ),
        "luck_shared": "All runs have the same founding; luck is the course of events only.",
        "luck_crossed": "Every founding was tried with every course of events, so the two are told apart.",
        "mean_line": "mean {mean} ({low} to {high}); points from {lowest} to {highest}",
        "mean_only": "mean {mean}; points from {lowest} to {highest}",
        "in_arm": "In {arm}: ",
        "sobol_head": "share of the variance, alone and with others",
        "morris_head": "size of the effect over the whole range (mu*)",
        "regression_head": "standardised coefficient",
        "regression_ranked": "standardised coefficient, of ranks",
        "interval": "{low} to {high}",
        "matters": "matters",
        "hardly": "hardly matters",
        "with_others": "matters, mostly together with others",
        "not_sure": "cannot be told from none",
        "raises": "raises it",
        "lowers": "lowers it",
        "differs": "makes a difference",
        "no_finding": "no finding",
        "no_order": "Which of these matters more cannot be told: {names}.",
        "linear": "A straight line explains {share} of what the parameters do.",
        "linear_ranked": "In ranks, a straight line explains {share} of what the parameters do.",
        "shares_line": "What makes single runs differ: {items}.",
        "share_item": "{part} {share} ({low} to {high})",
        "share_alone": "{part} {share}",
        "part_parameters": "parameters",
        "part_luck": "luck",
        "part_founding": "founding",
        "part_course": "course of events",
        "part_interaction": "founding with course",
        "small_beside_luck": "Whatever the parameters do here is small beside luck: in a single run nobody would see it.",
        "levels_line": "Mean by {factor}: {items}.",
        "level_item": "{value}: {mean}",
        "level_between": "{low} to {high}: {mean}",
        "trouble_too_few": "There are too few points with complete runs for this method.",
        "trouble_constant": "All runs have the same value: there is nothing to explain.",
        "trouble_nothing_varied": "Nothing is varied but the arms.",
        "undefined": "In {n} runs this measure has no value (failed, or see the column reasons of runs).",
        "arms_title": "Arms, on the same luck",
        "arms_line": "{arm} less {against}: {mean} ({low} to {high}): {verdict}",
        "arms_plain": "{arm} less {against}: {mean}: {verdict}",
        "arms_points": "at {points} points: clearly higher at {higher}, clearly lower at {lower}",
        "arms_all": "(intervals allow for all {n} pairs that are compared)",
        "arms_by_luck": "(without any difference about 1 point in {one_in} would be clearly higher by luck alone, and as many clearly lower)",
        "higher": "higher",
        "lower": "lower",
        "equivalent": "no difference that counts",
        "apart_unclear": "cannot be told apart",
        "rank": "Order, from high to low: {names}.",
        "no_rank": "These arms are not ranked, for they cannot be told apart: {names}.",
        "depends": "Which is higher depends on the point: see the map or the table.",
        "enough_title": "How many replicates are enough",
        "steady": "{measure}: steady from {n} replicates on",
        "not_steady": "{measure}: not steady within {n} replicates",
        "near_zero": "{measure}: mean near zero, so the coefficient of variation has no meaning",
        "enough_note": (
            "Steady: the coefficient of variation of the mean over points stays within {epsilon}, in 95% of all orders "
            "of the same replicates (after Lee et al. 2015)."
        ),
        "few_replicates": "With fewer than {n} replicates there is nothing to see settle.",
        "needed_points": "{measure}: {n} (to be safe {cautious}) to tell two points {smallest} apart; {now} were done",
        "needed_arms": (
            "{measure}: {n} (to be safe {cautious}) to tell {arm} and {against} {smallest} apart at one point; {now} "
            "were done"
        ),
        "needed_note": "Power 95% at level 1%, at a point with a middling spread (after Secchi & Seri 2017).",
        "needed_ask": "How many it takes to see the smallest effect that counts: --smallest MEASURE=EFFECT.",
        "sweep_honest": (
            "Intervals are of 95% and hold what luck and the choice of points leave open; not whether the model is "
            "right, nor other ranges than those tried."
        ),
        "sweep_left": "Tables and figures: {folder}",
        "sweep_left_no_plots": "Tables: {folder}",
        "figure_failed": "A figure could not be drawn ({name}): {error}",
    },
    "nl": {
        "sweep_head": "{design}, {points} x {arms} x {replicates} herhalingen · {runs} verlopen",
        "one_arm": "1 arm",
        "many_arms": "{n} armen",
        "one_point": "1 punt",
        "many_points": "{n} punten",
        "sweep_failed": "{n} verlopen mislukten; ze zijn weggelaten.",
        "sweep_constant": "Op alle punten hetzelfde, dus niet bekeken: {factors}.",
        "grid": "raster",
        "list": "lijst van punten",
        "latin_hypercube": "Latijnse hyperkubus",
        "sobol": "Sobol-ontwerp",
        "morris": "Morris-ontwerp",
        "varied_title": "Wat werd gevarieerd",
        "varied_range": "{low} tot {high}",
        "luck_own": (
            "Herhalingen verschillen in beginsituatie en in de loop van zaken; toeval is beide samen. Alle punten en "
            "armen delen het, herhaling voor herhaling."
        ),
        "luck_shared": "Alle verlopen hebben dezelfde beginsituatie; toeval is alleen de loop van zaken.",
        "luck_crossed": "Elke beginsituatie is met elke loop van zaken geprobeerd, dus die twee zijn te onderscheiden.",
        "mean_line": "gemiddeld {mean} ({low} tot {high}); punten van {lowest} tot {highest}",
        "mean_only": "gemiddeld {mean}; punten van {lowest} tot {highest}",
        "in_arm": "In {arm}: ",
        "sobol_head": "deel van de variantie, alleen en met andere",
        "morris_head": "grootte van het effect over het hele bereik (mu*)",
        "regression_head": "gestandaardiseerde coëfficiënt",
        "regression_ranked": "gestandaardiseerde coëfficiënt, van rangen",
        "interval": "{low} tot {high}",
        "matters": "doet ertoe",
        "hardly": "doet er nauwelijks toe",
        "with_others": "doet ertoe, vooral samen met andere",
        "not_sure": "niet van geen te onderscheiden",
        "raises": "verhoogt",
        "lowers": "verlaagt",
        "differs": "maakt verschil",
        "no_finding": "geen bevinding",
        "no_order": "Wat van deze meer uitmaakt is niet te zeggen: {names}.",
        "linear": "Een rechte lijn verklaart {share} van wat de parameters doen.",
        "linear_ranked": "In rangen verklaart een rechte lijn {share} van wat de parameters doen.",
        "shares_line": "Waardoor verlopen verschillen: {items}.",
        "share_item": "{part} {share} ({low} tot {high})",
        "share_alone": "{part} {share}",
        "part_parameters": "parameters",
        "part_luck": "toeval",
        "part_founding": "beginsituatie",
        "part_course": "loop van zaken",
        "part_interaction": "begin met loop",
        "small_beside_luck": "Wat de parameters hier ook doen, het is klein naast toeval: in één verloop zou niemand het zien.",
        "levels_line": "Gemiddeld naar {factor}: {items}.",
        "level_item": "{value}: {mean}",
        "level_between": "{low} tot {high}: {mean}",
        "trouble_too_few": "Er zijn te weinig punten met volledige verlopen voor deze methode.",
        "trouble_constant": "Alle verlopen hebben dezelfde waarde: er valt niets te verklaren.",
        "trouble_nothing_varied": "Er is niets gevarieerd behalve de armen.",
        "undefined": "In {n} verlopen heeft deze maat geen waarde (mislukt, of zie de kolom reasons van runs).",
        "arms_title": "Armen, bij hetzelfde toeval",
        "arms_line": "{arm} min {against}: {mean} ({low} tot {high}): {verdict}",
        "arms_plain": "{arm} min {against}: {mean}: {verdict}",
        "arms_points": "op {points} punten: duidelijk hoger op {higher}, duidelijk lager op {lower}",
        "arms_all": "(intervallen houden rekening met alle {n} paren die worden vergeleken)",
        "arms_by_luck": "(zonder enig verschil zou ongeveer 1 punt op {one_in} door toeval duidelijk hoger zijn, en evenveel duidelijk lager)",
        "higher": "hoger",
        "lower": "lager",
        "equivalent": "geen verschil dat telt",
        "apart_unclear": "niet te onderscheiden",
        "rank": "Volgorde, van hoog naar laag: {names}.",
        "no_rank": "Deze armen krijgen geen rangorde, want ze zijn niet te onderscheiden: {names}.",
        "depends": "Welke hoger is hangt af van het punt: zie de kaart of de tabel.",
        "enough_title": "Hoeveel herhalingen genoeg zijn",
        "steady": "{measure}: vast vanaf {n} herhalingen",
        "not_steady": "{measure}: niet vast binnen {n} herhalingen",
        "near_zero": "{measure}: gemiddelde bij nul, dus de variatiecoëfficiënt heeft geen betekenis",
        "enough_note": (
            "Vast: de variatiecoëfficiënt van het gemiddelde over punten blijft binnen {epsilon}, in 95% van alle "
            "volgordes van dezelfde herhalingen (naar Lee et al. 2015)."
        ),
        "few_replicates": "Met minder dan {n} herhalingen valt er niets tot rust te zien komen.",
        "needed_points": (
            "{measure}: {n} (voor de zekerheid {cautious}) om twee punten {smallest} uiteen te houden; {now} zijn er "
            "gedaan"
        ),
        "needed_arms": (
            "{measure}: {n} (voor de zekerheid {cautious}) om {arm} en {against} op één punt {smallest} uiteen te "
            "houden; {now} zijn er gedaan"
        ),
        "needed_note": "Onderscheidend vermogen 95% bij niveau 1%, op een punt met een middelmatige spreiding (naar Secchi & Seri 2017).",
        "needed_ask": "Hoeveel er nodig zijn om het kleinste effect te zien dat telt: --smallest MAAT=EFFECT.",
        "sweep_honest": (
            "Intervallen zijn van 95% en bevatten wat toeval en de keuze van punten openlaten; niet of het model klopt, "
            "en geen andere bereiken dan de geprobeerde."
        ),
        "sweep_left": "Tabellen en figuren: {folder}",
        "sweep_left_no_plots": "Tabellen: {folder}",
        "figure_failed": "Een figuur kon niet worden getekend ({name}): {error}",
    },
}
