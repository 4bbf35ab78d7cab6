"""What a reader must know beside a number: a key with the numbers that belong to it, in two languages."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

NOTES: Final[dict[str, tuple[str, str]]] = {
    "one_replicate": (
        "One replicate at each point: luck cannot be told from parameters, and the intervals leave it out.",
        "Eén herhaling per punt: toeval is niet te scheiden van parameters, en de intervallen laten het buiten beschouwing.",
    ),
    "left_out": (
        "{first:g} of {second:g} {what} are left out, because runs failed or have no value.",
        "{first:g} van {second:g} {what} zijn weggelaten, omdat verlopen mislukten of geen waarde hebben.",
    ),
    "no_variance": (
        "The parameters make no difference that can be measured here; indices have no meaning.",
        "De parameters maken hier geen meetbaar verschil; indices hebben geen betekenis.",
    ),
    "negative_component": (
        "The estimate for {what} was below zero ({first:.3g}); shown as 0.",
        "De schatting voor {what} was negatief ({first:.3g}); getoond als 0.",
    ),
    "few_for_interval": (
        "An interval takes at least {first:g} {what}.",
        "Een interval vraagt minstens {first:g} {what}.",
    ),
    "low_r2": (
        "A straight line explains only {first:.0%} of what parameters do (least {second:.0%}): do not trust these coefficients.",
        "Een rechte lijn verklaart maar {first:.0%} van wat parameters doen (minstens {second:.0%}): vertrouw deze coëfficiënten niet.",
    ),
    "not_heard": (
        "What the parameters do cannot be told from luck here: how much of it a straight line explains cannot be said either.",
        "Wat de parameters doen is hier niet van toeval te onderscheiden: hoeveel een rechte lijn ervan verklaart dus ook niet.",
    ),
    "unmoved": (
        "{first:g} of {second:g} steps left the value of their factor as it was and are left out.",
        "{first:g} van {second:g} stappen lieten de waarde van hun factor gelijk en zijn weggelaten.",
    ),
    "not_settled": (
        "The coefficient of variation has not settled within {first:g} in {second:g} runs.",
        "De variatiecoëfficiënt is binnen {second:g} verlopen niet tot rust gekomen op {first:g}.",
    ),
    "mean_near_zero": (
        "The mean cannot be told from zero: the coefficient of variation has no meaning here.",
        "Het gemiddelde is niet van nul te onderscheiden: de variatiecoëfficiënt heeft hier geen betekenis.",
    ),
    "by_luck": (
        "With no difference anywhere, luck alone would mark up to about {first:.1f} of {second:g} points upwards, and as many downwards.",
        "Zonder enig verschil zou toeval tot ongeveer {first:.1f} van {second:g} punten naar boven markeren, en evenveel naar beneden.",
    ),
}

NOUNS: Final[dict[str, str]] = {
    "base samples": "basispunten",
    "points": "punten",
    "trajectories": "reeksen",
    "replicates": "herhalingen",
    "foundings and courses": "beginsituaties en lopen",
    "founding": "beginsituatie",
    "course": "loop",
    "interaction": "wisselwerking",
    "parameters": "parameters",
    "luck": "toeval",
}
"""English nouns in notes, and the Dutch for them."""


class Note(NamedTuple):
    """A key of `NOTES` with what it says it about."""

    key: str
    first: float = 0.0
    second: float = 0.0
    what: str = ""


def said(note: Note, lang: str = "en") -> str:
    """The note in words."""
    dutch = lang == "nl"
    what = NOUNS.get(note.what, note.what) if dutch else note.what
    text = NOTES[note.key][dutch].format(first=note.first, second=note.second, what=what)
    return re.sub(r"(?<=\d)\.(?=\d)", ",", text) if dutch else text
