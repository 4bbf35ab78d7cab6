"""Every word in the figures, in English and Dutch."""

# sentences are kept in one piece

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "week": "week",
        "fan_title": "{title}: agreement, level, space and quality over {weeks} weeks",
        "fan_what": "Agreement, level, space and quality over {weeks} weeks. ",
        "fan_note": "{runs} runs. Line: median of the runs; dark: the middle half; light: the middle 80%; hair lines: single runs.",
        "fan_note_one": "One run (seed {seed}). Black: the whole community; colours: teams. One run shows one possible course.",
        "agreement": "Agreement on values within teams (r_wg)",
        "level": "Level: {dimension}",
        "space": "Space for possible action (bits per person)",
        "quality": "Quality of practice",
        "community": "whole community",
        "disturbance": "new demands",
        "network_title": "Who is tied to whom, at the start, in the middle and at the end",
        "network_note": "Run with seed {seed}. A line is a tie, thicker with more trust, dark between teams. A place is a job: who comes later takes the place of who left.",
        "network_some": " Shown: {shown} of {people} people.",
        "network_panel": "Week {week}",
        "network_facts": "{people} people, {ties} ties, {between} between teams; mean trust {trust}",
        "student": "student",
        "staff": "staff",
        "leading": "leader or facilitator",
        "practices_title": "Which way of working most members follow, by team",
        "practices_note": "Run with seed {seed}. Grey: the official way at the start. Colours: other ways. The fuller the colour, the more members follow it (white: few). ★ emerged: shared now, by almost nobody at the start.",
        "practices_some": " Shown: {shown} of {teams} teams.",
        "inherited": "the official way at the start",
        "option": "another way",
        "values_title": "What people hold dear, by team",
        "values_note": "Run with seed {seed}. Lines: mean of the team; shade: one standard deviation either way; dotted: what the organisation espouses.",
        "values_note_many": "Run with seed {seed}. Lines: mean of the team; dotted: what organisations espouse.",
        "values_axis": "importance, 0 to 1",
        "espoused": "espoused by the organisation",
        "some_teams": " Shown: {shown} of {teams} teams.",
    },
    "nl": {
        "week": "week",
        "fan_title": "{title}: overeenstemming, niveau, ruimte en kwaliteit in {weeks} weken",
        "fan_what": "Overeenstemming, niveau, ruimte en kwaliteit in {weeks} weken. ",
        "fan_note": "{runs} verlopen. Lijn: mediaan van de verlopen; donker: de middelste helft; licht: de middelste 80%; haarlijnen: elk verloop.",
        "fan_note_one": "Eén verloop (seed {seed}). Zwart: de hele gemeenschap; kleuren: teams. Eén verloop toont één mogelijke weg.",
        "agreement": "Overeenstemming in waarden binnen teams (r_wg)",
        "level": "Niveau: {dimension}",
        "space": "Handelingsruimte (bits per persoon)",
        "quality": "Kwaliteit van het werk",
        "community": "hele gemeenschap",
        "disturbance": "nieuwe eisen",
        "network_title": "Wie met wie een band heeft, aan het begin, halverwege en aan het eind",
        "network_note": "Verloop met seed {seed}. Een lijn is een band, dikker bij meer vertrouwen, donker tussen teams. Een plaats is een baan: wie later komt, neemt de plaats in van wie vertrok.",
        "network_some": " Getoond: {shown} van {people} mensen.",
        "network_panel": "Week {week}",
        "network_facts": "{people} mensen, {ties} banden, {between} tussen teams; gemiddeld vertrouwen {trust}",
        "student": "student",
        "staff": "medewerker",
        "leading": "leidinggevende of begeleider",
        "practices_title": "Welke manier van werken de meeste leden volgen, per team",
        "practices_note": "Verloop met seed {seed}. Grijs: de officiële manier aan het begin. Kleuren: andere manieren. Hoe voller de kleur, hoe meer leden haar volgen (wit: weinig). ★ ontstaan: nu gedeeld, aan het begin door bijna niemand gevolgd.",
        "practices_some": " Getoond: {shown} van {teams} teams.",
        "inherited": "de officiële manier aan het begin",
        "option": "een andere manier",
        "values_title": "Wat mensen belangrijk vinden, per team",
        "values_note": "Verloop met seed {seed}. Lijnen: gemiddelde van het team; schaduw: één standaardafwijking naar weerszijden; stippels: wat de organisatie uitdraagt.",
        "values_note_many": "Verloop met seed {seed}. Lijnen: gemiddelde van het team; stippels: wat organisaties uitdragen.",
        "values_axis": "belang, 0 tot 1",
        "espoused": "uitgedragen door de organisatie",
        "some_teams": " Getoond: {shown} van {teams} teams.",
    },
}


def words(lang: str, key: str, **values: object) -> str:
    """The text of that name in `lang`, filled in."""
    return TEXTS[lang][key].format(**values)


def decimal(value: float, decimals: int, lang: str) -> str:
    """A number with the decimal sign of the language."""
    text = f"{value:.{decimals}f}"
    return text.replace(".", ",") if lang == "nl" else text
