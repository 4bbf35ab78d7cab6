"""Every word in the figures of sweeps, in English and Dutch."""

# sentences are kept in one piece

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lcsim.plots.style import ending

TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "sobol_title": "Which parameters matter: {measure}",
        "sobol_note": "Share of the variance of mean outcomes that goes away when the parameter is known (alone), and that remains when all others are known (with others). Lines: 95% intervals.",
        "sobol_first": "alone (first-order index)",
        "sobol_total": "with others (total index)",
        "sobol_axis": "share of the variance due to parameters",
        "shares_title": "What makes single runs differ",
        "shares_note": "Share of the variance of single runs that goes with each, and 95% intervals. The more luck and founding decide, the less one run says, and the harder it is to control what comes out.",
        "contrasts_title": "Differences between arms on the same luck",
        "contrasts_note": "Mean over points of paired differences at the end of the runs; lines: 95% intervals that allow for all pairs compared.",
        "contrasts_less": "minus",
        "contrasts_higher": "higher",
        "contrasts_lower": "lower",
        "contrasts_equivalent": "too small to count",
        "contrasts_apart_unclear": "cannot be told apart",
        "shares_axis": "share of the variance of single runs",
        "shares_none": "not known: one run at each point",
        "parameters": "parameters",
        "luck": "luck",
        "founding": "founding",
        "course": "course of events",
        "interaction": "founding x course",
        "tornado_title": "What raises and what lowers it: {measure}",
        "tornado_note": "Standardised regression coefficients with 95% intervals{ranked}.",
        "tornado_linear": " A straight line explains {linear} of what the parameters do.",
        "tornado_luck": " What the parameters do cannot be told from luck: do not read these bars as findings.",
        "tornado_ranked": ", of ranks",
        "tornado_doubt": " Too little: do not read these bars as findings.",
        "tornado_axis": "change of the outcome, in its standard deviations, per standard deviation of the parameter",
        "tornado_up": "raises it",
        "tornado_down": "lowers it",
        "tornado_kind": "a choice: makes a difference, without direction",
        "morris_title": "Which parameters act, and whether always in the same way: {measure}",
        "morris_note": "Each number is a parameter. Right: its effect is large. High: the effect differs from place to place, or with other parameters. Lines: 95% intervals. Open circles cannot be told from luck.",
        "morris_x": "size of the effect (mu*), change of the outcome over the range of the parameter",
        "morris_y": "how much the effect differs (sigma)",
        "morris_floor": "luck alone",
        "morris_line": "above the dashed line: differs more than it is large",
        "settling_title": "How many runs are enough for steady numbers",
        "settling_note": "Coefficient of variation of the first n runs. Blue: 95% of all orders of the same runs. Yellow: within {epsilon} of the last. Dashed: from here on it stays within {epsilon}, in 95% of the orders.",
        "settling_axis": "number of runs",
        "settling_variation": "coefficient of variation",
        "settling_safely": "steady from {n} runs on",
        "settling_not": "not steady within {n} runs",
        "settling_zero": "mean near zero: has no meaning here",
        "map_title": "Where {arm} does better than {baseline}: {measure}",
        "map_alone": "{arm}against the mean of all points: {measure}",
        "map_alone_note": "Difference from the mean of all points, mean of runs with the same luck. Thin lines: equal difference. Thick line: clearly above (95% interval above 0{smallest}); dashed: clearly below. Values between points are interpolated linearly ({how}).",
        "map_above": "clearly above",
        "map_below": "clearly below",
        "map_note": "Difference between arms, mean of pairs of runs with the same luck. Thin lines: equal difference. Thick line: clearly better (95% interval above 0{smallest}); dashed: clearly worse. Values between points are interpolated linearly ({how}).",
        "map_smallest": ", difference at least {smallest}",
        "map_grid": "within cells of the grid",
        "map_triangles": "within triangles of points",
        "map_bar": "difference",
        "map_better": "clearly better",
        "map_unclear": "cannot be told apart",
        "map_worse": "clearly worse",
        "forest_title": "What each arm changes: {name}",
        "forest_note": "Arm less baseline at the end, same luck and same parameter set: mean with its 95% interval. Small dots: means of parameter sets. Grey band: too small to count. {pairs} pairs each, {sets}.",
        "forest_note_one": "Arm less baseline at the end, on the same luck: mean with its 95% interval. Small dots: pairs of runs. Grey band: too small to count. {pairs} pairs each, {setting}.",
        "forest_own": "the scenario's own setting only",
        "forest_set": "one parameter set",
        "forest_sets": "{n} parameter sets",
        "forest_agreement": "Agreement on values (r_wg)",
        "forest_level": "Level of the headline value",
        "forest_space": "Space for possible action (bits)",
        "forest_quality": "Quality of practice",
        "forest_better": "better",
        "forest_worse": "worse",
        "forest_equivalent": "equivalent",
        "forest_depends": "depends on assumptions",
        "forest_cannot_be_told_apart": "cannot be told apart",
        "paired_title": "What {arm} changes over the weeks, pair by pair",
        "paired_note": "{given}Difference from the baseline on the same luck. Line: mean, with its 95% interval in each week (dark); light: the middle 80% of {pairs} pairs. Grey band: too small to count. Yellow: weeks in which it is at work.",
    },
    "nl": {
        "sobol_title": "Welke parameters ertoe doen: {measure}",
        "sobol_note": "Deel van de variantie van gemiddelde uitkomsten dat verdwijnt als de parameter bekend is (alleen), en dat blijft als alle andere bekend zijn (met andere). Lijnen: 95%-intervallen.",
        "sobol_first": "alleen (eerste-orde-index)",
        "sobol_total": "met andere (totale index)",
        "sobol_axis": "deel van de variantie door parameters",
        "shares_title": "Waardoor verlopen verschillen",
        "shares_note": "Aandeel in de variantie van losse verlopen dat bij elk hoort, met 95%-intervallen. Hoe meer toeval en beginsituatie beslissen, hoe minder één verloop zegt en hoe moeilijker te sturen is wat eruit komt.",
        "contrasts_title": "Verschillen tussen armen bij hetzelfde toeval",
        "contrasts_note": "Gemiddelde over punten van gepaarde verschillen aan het eind van de verlopen; lijnen: 95%-intervallen die met alle vergeleken paren rekenen.",
        "contrasts_less": "min",
        "contrasts_higher": "hoger",
        "contrasts_lower": "lager",
        "contrasts_equivalent": "te klein om te tellen",
        "contrasts_apart_unclear": "niet te onderscheiden",
        "shares_axis": "deel van de variantie van verlopen",
        "shares_none": "niet bekend: één verloop per punt",
        "parameters": "parameters",
        "luck": "toeval",
        "founding": "beginsituatie",
        "course": "loop van zaken",
        "interaction": "begin x loop",
        "tornado_title": "Wat verhoogt en wat verlaagt: {measure}",
        "tornado_note": "Gestandaardiseerde regressiecoëfficiënten met 95%-intervallen{ranked}.",
        "tornado_linear": " Een rechte lijn verklaart {linear} van wat de parameters doen.",
        "tornado_luck": " Wat de parameters doen is niet van toeval te onderscheiden: lees deze balken niet als bevindingen.",
        "tornado_ranked": ", van rangen",
        "tornado_doubt": " Te weinig: lees deze balken niet als bevindingen.",
        "tornado_axis": "verandering van de uitkomst, in haar standaardafwijkingen, per standaardafwijking van de parameter",
        "tornado_up": "verhoogt",
        "tornado_down": "verlaagt",
        "tornado_kind": "een keuze: maakt verschil, zonder richting",
        "morris_title": "Welke parameters werken, en of dat altijd hetzelfde is: {measure}",
        "morris_note": "Elk getal is een parameter. Rechts: het effect is groot. Hoog: het effect verschilt van plek tot plek, of met andere parameters. Lijnen: 95%-intervallen. Open rondjes zijn niet van toeval te onderscheiden.",
        "morris_x": "grootte van het effect (mu*), verandering van de uitkomst over het bereik van de parameter",
        "morris_y": "hoezeer het effect verschilt (sigma)",
        "morris_floor": "toeval alleen",
        "morris_line": "boven de streepjeslijn: verschilt meer dan het groot is",
        "settling_title": "Hoeveel verlopen genoeg zijn voor vaste getallen",
        "settling_note": "Variatiecoëfficiënt van de eerste n verlopen. Blauw: 95% van alle volgordes van dezelfde verlopen. Geel: binnen {epsilon} van de laatste. Gestreept: vanaf hier blijft hij binnen {epsilon}, in 95% van de volgordes.",
        "settling_axis": "aantal verlopen",
        "settling_variation": "variatiecoëfficiënt",
        "settling_safely": "vast vanaf {n} verlopen",
        "settling_not": "niet vast binnen {n} verlopen",
        "settling_zero": "gemiddelde bij nul: heeft hier geen betekenis",
        "map_title": "Waar {arm} het beter doet dan {baseline}: {measure}",
        "map_alone": "{arm}tegen het gemiddelde van alle punten: {measure}",
        "map_alone_note": "Verschil met het gemiddelde van alle punten, gemiddelde van verlopen met hetzelfde toeval. Dunne lijnen: gelijk verschil. Dikke lijn: duidelijk erboven (95%-interval boven 0{smallest}); gestreept: duidelijk eronder. Tussen punten is lineair geïnterpoleerd ({how}).",
        "map_above": "duidelijk erboven",
        "map_below": "duidelijk eronder",
        "map_note": "Verschil tussen armen, gemiddelde van paren verlopen met hetzelfde toeval. Dunne lijnen: gelijk verschil. Dikke lijn: duidelijk beter (95%-interval boven 0{smallest}); gestreept: duidelijk slechter. Tussen punten is lineair geïnterpoleerd ({how}).",
        "map_smallest": ", verschil minstens {smallest}",
        "map_grid": "binnen de cellen van het raster",
        "map_triangles": "binnen driehoeken van punten",
        "map_bar": "verschil",
        "map_better": "duidelijk beter",
        "map_unclear": "niet te onderscheiden",
        "map_worse": "duidelijk slechter",
        "forest_title": "Wat elke arm verandert: {name}",
        "forest_note": "Arm min uitgangssituatie aan het eind, zelfde toeval en zelfde parameterset: gemiddelde met 95%-interval. Kleine stippen: gemiddelden van parametersets. Grijze band: te klein om te tellen. Elk {pairs} paren, {sets}.",
        "forest_note_one": "Arm min uitgangssituatie aan het eind, bij hetzelfde toeval: gemiddelde met 95%-interval. Kleine stippen: paren van verlopen. Grijze band: te klein om te tellen. Elk {pairs} paren, {setting}.",
        "forest_own": "alleen de eigen instelling van het scenario",
        "forest_set": "één parameterset",
        "forest_sets": "{n} parametersets",
        "forest_agreement": "Overeenstemming in waarden (r_wg)",
        "forest_level": "Niveau van de eerste waarde",
        "forest_space": "Handelingsruimte (bits)",
        "forest_quality": "Kwaliteit van het werk",
        "forest_better": "beter",
        "forest_worse": "slechter",
        "forest_equivalent": "gelijkwaardig",
        "forest_depends": "hangt af van aannamen",
        "forest_cannot_be_told_apart": "niet te onderscheiden",
        "paired_title": "Wat {arm} door de weken verandert, paar voor paar",
        "paired_note": "{given}Verschil met de uitgangssituatie bij hetzelfde toeval. Lijn: gemiddelde, met 95%-interval per week (donker); licht: de middelste 80% van {pairs} paren. Grijze band: te klein om te tellen. Geel: weken waarin het gaande is.",
    },
}


def words(lang: str, key: str, **values: object) -> str:
    """The text of that name in `lang`, filled in."""
    return TEXTS[lang][key].format(**values)


def number(value: float, lang: str, figures: int = 3) -> str:
    """A number with so many figures and the decimal sign of the language."""
    text = f"{value:.{figures}g}"
    return text.replace(".", ",") if lang == "nl" else text


def percent(value: float, lang: str) -> str:
    """A share in percent."""
    return f"{100.0 * value:.0f}%"


def label(name: str, labels: Mapping[str, str] | None, most: int = 34) -> str:
    """What a factor is called: its label, or its path made readable; the end of long ones, which tells them apart."""
    text = (labels or {}).get(name, name.replace("_", " "))
    return ending(text, most)
