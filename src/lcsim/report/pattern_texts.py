"""What patterns measure and ask for, in Dutch: by the English of their definitions."""

from __future__ import annotations

from typing import Final

from lcsim.docking.pattern import Pattern

DUTCH: Final[dict[str, str]] = {
    "units lie further apart than at the start": "afdelingen liggen verder uiteen dan aan het begin",
    "correlation of four-weekly changes of values and of what practice expresses, staff who stayed, by lag": "correlatie van vierwekelijkse veranderingen van waarden en van wat het werk uitdrukt, bij wie bleef, naar tijdsverschil",
    "correlation in the same four weeks": "correlatie in dezelfde vier weken",
    "strongest within eight weeks of lag 0": "het sterkst binnen acht weken tijdsverschil",
    "values first, by 4 to 12 weeks": "waarden eerst, 4 tot 12 weken eerder",
    "practice first, by 4 to 12 weeks": "praktijk eerst, 4 tot 12 weken eerder",
    "share of practices that emerged: now shared in a unit, at first almost nobody's, nobody's design": "aandeel praktijken dat ontstond: nu gedeeld in een afdeling, eerst van bijna niemand, door niemand bedacht",
    "what taking contacts away costs more than taking sessions away": "wat het wegnemen van contacten meer kost dan dat van bijeenkomsten",
    "what taking contacts away costs": "wat het wegnemen van contacten kost",
    "how person-centred the ways of working are (expressed), the value sought being person-centredness": "hoe persoonsgericht de werkwijzen zijn (uitgedrukt); persoonsgerichtheid is de beoogde waarde",
    "congruent beside no facilitation": "congruente begeleiding naast geen",
    "congruent beside incongruent": "congruente begeleiding naast incongruente",
    "half the effect of congruent less that of incongruent": "het halve effect van congruente min dat van incongruente begeleiding",
    "share of a unit that does, two years on, what three colleagues took up, beside the same course without": "deel van een afdeling dat na twee jaar doet wat drie collega's oppakten, naast hetzelfde verloop zonder hen",
    "share of projects that 60% of the unit follows, 40% more than without": "deel van de projecten dat 60% van de afdeling volgt, 40% meer dan zonder",
    "share of projects that hardly anybody (under 20%) follows": "deel van de projecten dat bijna niemand (onder 20%) volgt",
    "effect of all together beyond the sum of single effects": "effect van alles samen boven de som van de losse effecten",
    "effect of all together": "effect van alles samen",
    "ways of working that a student can do when leaving": "werkwijzen die een student bij vertrek beheerst",
    "workload .1 beside .3": "werkdruk ,1 naast ,3",
    "workload .3 beside .5": "werkdruk ,3 naast ,5",
    "workload .5 beside .7": "werkdruk ,5 naast ,7",
    "log ratio of what students take from staff, workload .6 beside .2, less that of what staff take from staff": "logverhouding van wat studenten van medewerkers overnemen, werkdruk ,6 naast ,2, min die van medewerkers onderling",
    "students lose more than staff": "studenten verliezen meer dan medewerkers",
    "log ratio of what staff take over from a student a week, identity of newcomers .8 beside .05": "logverhouding van wat medewerkers per week van een student overnemen, verbondenheid van nieuwkomers ,8 naast ,05",
    "staff take more from students who belong": "medewerkers nemen meer over van studenten die erbij horen",
    "space for possible action of staff at the end": "ruimte voor mogelijk handelen van medewerkers aan het eind",
    "half the gain of students with structures, less that of students alone": "de halve winst van studenten met leerstructuren, min die van studenten alleen",
    "gain of students with structures": "winst van studenten met leerstructuren",
    "near beside too close": "nabij naast te nabij",
    "near beside distant": "nabij naast afstandelijk",
    "a fifth of the gain at full relevance, less the gain at a fifth of it": "een vijfde van de winst bij volle relevantie, min de winst bij een vijfde daarvan",
    "gain at full relevance": "winst bij volle relevantie",
    "other organisations that make a new way theirs after one firm has, beside the same course without that firm": "andere organisaties die een nieuwe manier overnemen nadat één bedrijf dat deed, naast hetzelfde verloop zonder dat bedrijf",
    "organisations more that follow": "organisaties die extra volgen",
    "quality of practice in the last semester; what an ideal asks for is imposed on all, with or without dialogue": "kwaliteit van het werk in het laatste semester; wat een ideaal vraagt wordt aan allen opgelegd, met of zonder dialoog",
    "imposed beside not": "opgelegd naast niet",
    "imposed with dialogue beside without": "opgelegd met dialoog naast zonder",
    "attendance in the third semester, after a first one with weekly dialogue beside one without": "opkomst in het derde semester, na een eerste met wekelijkse dialoog naast een zonder",
    "good start beside poor": "goed begin naast slecht",
    "spread of staff's values within units, a year on beside founding; share of unit means that fell": "spreiding van waarden van medewerkers binnen afdelingen, na een jaar naast het begin; deel van de gemiddelden dat daalde",
    "share of the spread within units that is gone after a year": "deel van de spreiding binnen afdelingen dat na een jaar weg is",
    "share of means of units and values that fell": "deel van de gemiddelden van afdelingen en waarden dat daalde",
    "agreement stays below .95": "overeenstemming blijft onder ,95",
    "variance over mean of four-weekly counts of changes of practice by staff (1: independent)": "variantie gedeeld door gemiddelde van vierwekelijkse aantallen veranderingen van werkwijze (1: onafhankelijk)",
    "dispersion": "dispersie",
    "observation, experimentation and community_sessions: 1 - workload is a factor of each": "observation, experimentation en community_sessions: 1 - werkdruk is een factor van elk",
    "observation: G = 1 - (1 - identity)(1 - merit) gates what newcomers show": "observation: G = 1 - (1 - verbondenheid)(1 - waarde) bepaalt of aankomt wat nieuwkomers laten zien",
    "student_cohorts: word_of_mouth gives newcomers the belonging of those before them; community_sessions: pull_of_belonging makes attendance follow belonging": "student_cohorts: word_of_mouth geeft nieuwkomers de verbondenheid van wie er voor hen was; community_sessions: pull_of_belonging laat de opkomst de verbondenheid volgen",
    "share of domains in which the two units' most common options differ; kappa of a unit with itself a year before": "aandeel domeinen waarin de meest gevolgde manieren van de twee afdelingen verschillen; kappa van een afdeling met zichzelf een jaar eerder",
    "a unit resembles itself a year before more than the other (kappa)": "een afdeling lijkt meer op zichzelf een jaar eerder dan op de andere (kappa)",
    "the difference of the two likenesses was asked to be more than .1, and it cannot be larger than the distance between units (about .25 in the first round); now it is a share of what is possible, with the bound above which Landis & Koch 1977 call agreement fair": "het verschil van de twee gelijkenissen moest groter zijn dan ,1, en kan niet groter zijn dan de afstand tussen de afdelingen (in de eerste ronde ongeveer ,25); nu is het een deel van wat mogelijk is, met de grens waarboven Landis & Koch 1977 overeenstemming redelijk noemen",
    "ways of working that a student can do when leaving; responsibility (control .55 or .25), supportive structures (facilitation .35 or .65), learning together (sessions every 4 or 2 weeks); challenge has no parameter of its own outside the rules": "werkwijzen die een student bij vertrek beheerst; verantwoordelijkheid (sturing ,55 of ,25), ondersteunende structuren (begeleiding ,35 of ,65), samen leren (bijeenkomst elke 4 of 2 weken); uitdaging heeft buiten de regels geen eigen parameter",
    "community_sessions: what sessions give is the number of sessions times what each gives, in which facilitation and control stand": "community_sessions: wat bijeenkomsten geven is hun aantal maal wat elk geeft, waarin begeleiding en sturing staan",
    "the outcome is what the source is about, the learning potential of students, as in pattern 7 that has the same source; space is counted in bits, in which what multiplies adds up. Forced: in the first round's sets it stayed as it was without safety and legitimation, the loops, and came from how often times how well": "de uitkomst is waar de bron over gaat, het leerpotentieel van studenten, zoals in patroon 7 met dezelfde bron; ruimte wordt geteld in bits, waarin wat vermenigvuldigt optelt. Afgedwongen: in de sets van de eerste ronde bleef het zoals het was zonder veiligheid en legitimatie, de lussen, en kwam het van hoe vaak maal hoe goed",
    "ways of working that others than facilitators take from one another a week, with trust from and to the facilitator held at .1, .5 or .95": "werkwijzen die anderen dan begeleiders per week van elkaar overnemen, met vertrouwen van en in de begeleider gehouden op ,1, ,5 of ,95",
    "the source speaks of others' participation, so what others contribute is counted, not what all could do": "de bron spreekt van de inbreng van anderen, dus wordt geteld wat anderen inbrengen, niet wat allen zouden kunnen",
    "spread of staff's values at the end beside the same people who meet as often, with no influence on each other's values; agreement (r_wg)": "spreiding van waarden van medewerkers aan het eind naast dezelfde mensen die elkaar even vaak ontmoeten, zonder invloed op elkaars waarden; overeenstemming (r_wg)",
    "share of the spread that influence takes away": "deel van de spreiding dat invloed wegneemt",
    "bounded_influence: whoever listens comes nearer": "bounded_influence: wie luistert komt nader",
    "beside people who never meet it told nothing: they all keep the inherited way of working, and reflection draws their values to what it expresses. Now all meet, learn and change as usual, and only values do not rub off": "de vergelijking met mensen die elkaar nooit ontmoeten zei niets: zij houden allen de geërfde werkwijze, en reflectie trekt hun waarden naar wat die uitdrukt. Nu ontmoeten, leren en veranderen allen als gewoonlijk, en alleen waarden gaan niet over",
    "nothing but more seeds: with 40 of them 1.1 could be told from luck only where dispersion was above 1.18": "niets dan meer seeds: met 40 ervan was 1,1 pas van geluk te onderscheiden bij een dispersie boven 1,18",
    "gain in ways of working that members can do by relevance of the topic, beside relevance 0": "winst aan werkwijzen die leden beheersen naar relevantie van het onderwerp, naast relevantie 0",
    "ways of working are counted instead of bits of space, in which large gains count for less; in bits all of the threshold comes from it taking two to hold a session and would be forced, in counts half of it remains without that (first round's sets, nursing home)": "werkwijzen worden geteld in plaats van bits ruimte, waarin grote winst minder telt; in bits komt de hele drempel doordat er twee nodig zijn voor een bijeenkomst en zou hij afgedwongen zijn, in aantallen blijft zonder dat de helft over (sets van de eerste ronde, verpleeghuis)",
    "gain in ways of working that members can do after ten meetings by relevance of the topic, beside relevance 0": "winst aan werkwijzen die leden na tien bijeenkomsten beheersen naar relevantie van het onderwerp, naast relevantie 0",
    "community_sessions: it takes two to hold a session, and of so few hardly two come to what does not matter": "community_sessions: er zijn er twee nodig voor een bijeenkomst, en van zo weinigen komen er nauwelijks twee voor wat er niet toe doet",
    "new: the source tells of such communities. Forced: in the first round's sets three fifths of the threshold are gone where one can hold a session alone": "nieuw: de bron vertelt van zulke gemeenschappen. Afgedwongen: in de sets van de eerste ronde is drie vijfde van de drempel weg als een bijeenkomst van één mag",
}


def in_language(text: str, lang: str) -> str:
    """A text of a pattern in `lang`; of patterns that are not ours the text itself."""
    return DUTCH.get(text, text) if lang == "nl" else text


def texts_of(pattern: Pattern) -> tuple[str, ...]:
    """All texts of a pattern that people read, but its statement, which has its own Dutch."""
    others = tuple(text for text in (pattern.contained_in, pattern.second) if text)
    return (pattern.measure, *(condition.statement for condition in pattern.conditions), *others)
