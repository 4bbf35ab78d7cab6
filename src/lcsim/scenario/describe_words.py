"""The words of the description: headings and set sentences in English and Dutch."""

from __future__ import annotations

from typing import Final

LANGUAGES: Final = ("en", "nl")

WORDS: Final[dict[str, tuple[str, str]]] = {
    "protocol": (
        "Description by the ODD protocol (Grimm et al. 2020, JASSS 23(2)7)",
        "Beschrijving volgens het ODD-protocol (Grimm et al. 2020, JASSS 23(2)7)",
    ),
    "purpose": (
        "1. Purpose and patterns",
        "1. Doel en patronen",
    ),
    "entities": (
        "2. Entities, state variables and scales",
        "2. Entiteiten, toestandsvariabelen en schalen",
    ),
    "process": (
        "3. Process overview and scheduling",
        "3. Procesoverzicht en volgorde",
    ),
    "concepts": (
        "4. Design concepts",
        "4. Ontwerpbegrippen",
    ),
    "initialisation": (
        "5. Initialisation",
        "5. Beginsituatie",
    ),
    "input": (
        "6. Input data",
        "6. Invoergegevens",
    ),
    "submodels": (
        "7. Submodels",
        "7. Deelmodellen",
    ),
    "purpose_text": (
        (
            "To study how shared values and shared ways of working emerge, designed by nobody, from "
            "the reciprocal interaction of staff, students and organisations, and how interventions "
            "promote such learning without controlling it."
        ),
        (
            "Onderzoeken hoe gedeelde waarden en gedeelde werkwijzen ontstaan, door niemand ontworpen, "
            "uit de wisselwerking van medewerkers, studenten en organisaties, en hoe interventies zulk "
            "leren bevorderen zonder het te sturen."
        ),
    ),
    "patterns_text": (
        (
            "Patterns it is judged by: similar units take different paths; values and practices change "
            "together; agreement stays partial; the space for possible action grows."
        ),
        (
            "Patronen waaraan het wordt getoetst: gelijke afdelingen gaan verschillende wegen; waarden "
            "en werkwijzen veranderen samen; overeenstemming blijft gedeeltelijk; de ruimte voor "
            "mogelijk handelen groeit."
        ),
    ),
    "scale": (
        ("One step is a week; week 0 is the founded community; {weeks} weeks (a semester is {semester})."),
        ("Een stap is een week; week 0 is de gestichte gemeenschap; {weeks} weken (een semester is {semester})."),
    ),
    "sizes": (
        (
            "{people} people in {teams} of {organisations}; {domains} with {options} ways of working "
            "(options) each; {values}, of which '{level}' is the headline: the one called level in results."
        ),
        (
            "{people} mensen in {teams} van {organisations}; {domains} met elk {options} werkwijzen "
            "(opties); {values}, waarvan '{level}' vooropstaat: in resultaten heet die niveau (level)."
        ),
    ),
    "teams": ("1 team|{n} teams", "1 team|{n} teams"),
    "of_organisations": ("1 organisation|{n} organisations", "1 organisatie|{n} organisaties"),
    "of_domains": ("1 domain of practice|{n} domains of practice", "1 praktijkdomein|{n} praktijkdomeinen"),
    "dimensions": ("1 value dimension|{n} value dimensions", "1 waardendimensie|{n} waardendimensies"),
    "complexity": (
        "The quality of each domain depends on how {complexity} other domains are done.",
        "De kwaliteit van elk domein hangt af van hoe het in {complexity} andere domeinen gaat.",
    ),
    "state": (
        "State variables (columns)",
        "Toestandsvariabelen (kolommen)",
    ),
    "state_note": (
        (
            "[R] people, [T] ties of a person, [S] seats, [G] groups, [U] teams, [O] organisations, "
            "[N] sessions, [K] domains, [Q] options, [V] value dimensions."
        ),
        (
            "[R] mensen, [T] relaties van iemand, [S] plaatsen, [G] groepen, [U] teams, [O] "
            "organisaties, [N] bijeenkomsten, [K] domeinen, [Q] opties, [V] waardendimensies. Uitleg, "
            "formules, eenheden en bronnen zijn in het Engels, zoals in de bestanden."
        ),
    ),
    "values": (
        "Values",
        "Waarden",
    ),
    "domains": (
        "Domains of practice, their options and what these express",
        "Praktijkdomeinen, opties en wat die uitdrukken",
    ),
    "hashed": (
        "(expresses values drawn with the landscape)",
        "(drukt waarden uit die met het landschap zijn geloot)",
    ),
    "plan": (
        ("The plan of a week, in this order. Influence, observation, adoption and trust happen inside each meeting."),
        (
            "Het plan van een week, in deze volgorde. Invloed, waarneming, overname en vertrouwen "
            "gebeuren in elke ontmoeting."
        ),
    ),
    "nothing": (
        "nothing",
        "niets",
    ),
    "off": (
        "Switched off or not chosen",
        "Uitgezet of niet gekozen",
    ),
    "emergence": (
        "Emergence",
        "Emergentie",
    ),
    "emergence_text": (
        (
            "Shared values, shared practice and what is acceptable in a team follow from meetings and "
            "sessions; no rule aims at them."
        ),
        (
            "Gedeelde waarden, gedeelde praktijk en wat in een team aanvaardbaar is volgen uit "
            "ontmoetingen en bijeenkomsten; geen regel stuurt erop aan."
        ),
    ),
    "adaptation": (
        "Adaptation and objectives",
        "Aanpassing en doelen",
    ),
    "adaptation_text": (
        ("People weigh quality, fit with their values, peers and the official code when they consider another option."),
        (
            "Mensen wegen kwaliteit, passendheid bij hun waarden, collega's en de officiële code "
            "wanneer ze een andere optie overwegen."
        ),
    ),
    "learning": (
        "Learning",
        "Leren",
    ),
    "learning_text": (
        (
            "Repertoires grow by observing, trying out and sessions, and shrink by forgetting; values "
            "move by influence and by reflection on one's own practice."
        ),
        (
            "Repertoires groeien door waarnemen, uitproberen en bijeenkomsten, en krimpen door "
            "vergeten; waarden schuiven door invloed en door reflectie op de eigen praktijk."
        ),
    ),
    "sensing": (
        "Sensing and interaction",
        "Waarnemen en interactie",
    ),
    "sensing_text": (
        (
            "People see the option that the other enacts in a meeting, their team's shares and the "
            "official code; they meet along ties, more often where trust is higher, and in sessions."
        ),
        (
            "Mensen zien de optie die de ander in een ontmoeting uitvoert, de verdeling in hun team en "
            "de officiële code; ze ontmoeten elkaar langs relaties, vaker bij meer vertrouwen, en in "
            "bijeenkomsten."
        ),
    ),
    "stochasticity": (
        "Stochasticity",
        "Toeval",
    ),
    "stochasticity_text": (
        ("Each draw is a pure function of (seed, week, rule, who, number): arms of a comparison share their luck."),
        (
            "Elke trekking is een zuivere functie van (seed, week, regel, wie, nummer): armen van een "
            "vergelijking delen hun toeval."
        ),
    ),
    "collectives": (
        "Collectives",
        "Collectieven",
    ),
    "collectives_text": (
        "Teams hold safety and legitimacy, organisations govern; learning communities:",
        "Teams dragen veiligheid en legitimiteit, organisaties sturen; leergemeenschappen:",
    ),
    "observation": (
        "Observation",
        "Observatie",
    ),
    "observation_text": (
        "Measures look, and change nothing:",
        "Maten kijken toe en veranderen niets:",
    ),
    "weekly": ("every week", "elke week"),
    "every": ("every {weeks} weeks", "elke {weeks} weken"),
    "each_week": (
        "Of the whole, each organisation and each team, {often}:",
        "Van het geheel, elke organisatie en elk team, {often}:",
    ),
    "start_and_end": ("Of the whole, at the start and at the end:", "Van het geheel, aan het begin en aan het eind:"),
    "at_end": ("Of a whole run:", "Van een heel verloop:"),
    "many_runs": ("Of many runs together:", "Van veel verlopen samen:"),
    "members": ("for {names}", "voor {names}"),
    "everybody": ("for everybody", "voor iedereen"),
    "founding": (
        "Founding",
        "Stichting",
    ),
    "landscape_run": (
        "The landscape of practice quality is drawn from the seed of the run.",
        "Het landschap van praktijkkwaliteit wordt uit de seed van de run geloot.",
    ),
    "landscape_fixed": (
        "The landscape has seed {seed}.",
        "Het landschap heeft seed {seed}.",
    ),
    "not_shaped": (
        "Reciprocity is frozen: what people do does not change what is acceptable, official and safe.",
        "De wisselwerking is stilgezet: wat mensen doen verandert niet wat aanvaardbaar, officieel en veilig is.",
    ),
    "not_felt": (
        "Reciprocity is frozen: people act as if what is acceptable, official and safe had stayed as founded.",
        "De wisselwerking is stilgezet: mensen doen alsof wat aanvaardbaar, officieel en veilig is bleef als bij de stichting.",
    ),
    "organisations": (
        "Organisations, teams and people",
        "Organisaties, teams en mensen",
    ),
    "blocks": (
        "Profile on the building blocks of learning communities",
        "Profiel op de bouwstenen van leergemeenschappen",
    ),
    "counted_by": (
        "What it costs is counted by",
        "Wat het kost wordt geteld naar",
    ),
    "levers": (
        "can be worked on by",
        "aan te pakken met",
    ),
    "disturbances": (
        "New demands",
        "Nieuwe eisen",
    ),
    "disturbance": (
        "week {week}: {share} of the contributions to quality are drawn anew",
        "week {week}: {share} van de bijdragen aan kwaliteit wordt opnieuw geloot",
    ),
    "again": (
        ", again every {every} weeks",
        ", opnieuw om de {every} weken",
    ),
    "again_until": (
        " up to week {last}",
        " tot en met week {last}",
    ),
    "coupled": (
        "counts what one would move to on",
        "telt mee waar iemand heen zou gaan op",
    ),
    "no_input": (
        "No tables.",
        "Geen tabellen.",
    ),
    "tables": (
        "Tables",
        "Tabellen",
    ),
    "interventions": (
        "Interventions",
        "Interventies",
    ),
    "sources": (
        "Sources",
        "Bronnen",
    ),
    "parameter": (
        "parameter",
        "parameter",
    ),
    "value": (
        "value",
        "waarde",
    ),
    "range": (
        "plausible range",
        "aannemelijk bereik",
    ),
    "unit": (
        "unit",
        "eenheid",
    ),
    "meaning": (
        "meaning",
        "betekenis",
    ),
    "origin": (
        "origin",
        "herkomst",
    ),
    "measured": (
        "measured",
        "gemeten",
    ),
    "estimated": (
        "estimated",
        "geschat",
    ),
    "assumed": (
        "assumed",
        "aangenomen",
    ),
    "here": (
        "set in this scenario",
        "in dit scenario gezet",
    ),
    "until": (" to week {week}", " tot en met week {week}"),
    "sessions": (
        (
            "`{name}`: {often} from week {first_week}{until}, {format}, facilitation {facilitation:g}, "
            "mixing of teams {mixing:g}, relevance {relevance:g}"
        ),
        (
            "`{name}`: {often} vanaf week {first_week}{until}, {format}, begeleiding {facilitation:g}, "
            "menging van teams {mixing:g}, relevantie {relevance:g}"
        ),
    ),
}


DUTCH: Final[dict[str, str]] = {
    "arrivals": "aankomst", "environment": "omgeving", "encounters": "ontmoetingen", "influence": "invloed",
    "observation": "waarneming", "adoption": "overname", "trust": "vertrouwen", "sessions": "bijeenkomsten",
    "trying_out": "uitproberen", "reflection": "reflectie", "organisation": "organisatie", "climate": "klimaat",
    "energy": "energie", "ties": "banden", "departures": "vertrek",
    "dialogue": "dialoog", "joint_inquiry": "gezamenlijk onderzoek", "creative": "creatief", "plenary": "plenair",
    "project": "project", "staff": "medewerker", "student": "student", "leader": "leidinggevende",
    "facilitator": "begeleider", "Interventions": "Interventies",
}  # fmt: skip
"""Names of phases, formats of sessions and roles; files keep the English ones."""


class Words:
    """Looks words up in one language."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"lang must be one of {LANGUAGES}, got {lang!r}")
        self.lang = lang
        self.index = LANGUAGES.index(lang)

    def __call__(self, key: str, **values: object) -> str:
        """The words under `key`, with `values` filled in."""
        text = WORDS[key][self.index]
        return text.format(**values) if values else text

    def count(self, key: str, n: int) -> str:
        """So many of something: one text for 1 and one for any other number."""
        one, other = WORDS[key][self.index].split("|")
        return one if n == 1 else other.format(n=n)

    def name(self, english: str) -> str:
        """A phase, a format or a role, readable in this language."""
        return DUTCH.get(english, english) if self.index else english.replace("_", " ")

    def pick(self, english: str, dutch: str) -> str:
        """The text in this language, or the other where there is none."""
        return (dutch or english) if self.index else (english or dutch)
