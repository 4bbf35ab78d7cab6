"""What the numbers of a scenario mean, for people: in descriptions, and in editors through the JSON Schema."""

from __future__ import annotations

from typing import Final

MEANINGS: Final[dict[str, tuple[str, str]]] = {
    "Calendar.weeks": ("how long it lasts", "hoe lang het duurt"),
    "Calendar.semester": ("weeks of a semester", "weken van een semester"),
    "Calendar.stop": ("when time stops before the end", "wanneer de tijd voor het einde stopt"),
    "Stop.when": (
        "when time stops before the end: never; when nothing can change; when nothing did; after a number of events",
        "wanneer de tijd eerder stopt: nooit; als niets kan veranderen; als niets veranderde; na een aantal gebeurtenissen",
    ),
    "Stop.every": ("weeks between two looks whether it is settled", "weken tussen twee keer kijken of alles vastligt"),
    "Stop.tolerance": ("largest move of a value that is none", "grootste beweging van een waarde die niet telt"),
    "Stop.events": ("activations after which time stops", "activeringen waarna de tijd stopt"),
    "Practices.complexity": (
        "other domains on which the quality of a domain depends",
        "andere domeinen waarvan de kwaliteit van een domein afhangt",
    ),
    "Environment.landscape": (
        "seed of what is good work; left out: the seed of the run",
        "seed van wat goed werk is; weggelaten: de seed van het verloop",
    ),
    "Environment.reality": (
        "whether one option of each domain is right, drawn with the landscape",
        "of in elk domein een werkwijze de juiste is, geloot met het landschap",
    ),
    "Environment.shaped_by_people": (
        "whether what people do changes what is acceptable, official and safe",
        "of wat mensen doen verandert wat aanvaardbaar, officieel en veilig is",
    ),
    "Environment.felt_by_people": (
        "whether people feel how what is acceptable, official and safe has changed since the founding",
        "of mensen merken hoe wat aanvaardbaar, officieel en veilig is sinds de stichting is veranderd",
    ),
    "Disturbance.week": ("when demands change", "wanneer eisen veranderen"),
    "Disturbance.share": (
        "share of what quality depends on that is drawn anew",
        "deel van waar kwaliteit van afhangt dat opnieuw wordt geloot",
    ),
    "Disturbance.every": (
        "weeks until demands change again; left out: once",
        "weken tot eisen opnieuw veranderen; weggelaten: eenmaal",
    ),
    "Disturbance.last": (
        "last week in which demands change again; left out: to the end",
        "laatste week waarin eisen opnieuw veranderen; weggelaten: tot het eind",
    ),
    "ValueDimension.coupled": (
        "how much what one would move to on each dimension counts for this one",
        "hoezeer waar iemand op elke dimensie heen zou gaan voor deze telt",
    ),
    "Founding.deviation": (
        "probability that staff work otherwise than inherited in a domain",
        "kans dat een medewerker in een domein anders werkt dan geërfd",
    ),
    "Founding.safety": ("psychological safety of teams", "psychologische veiligheid van teams"),
    "Founding.energy": ("room that people have to learn", "ruimte die mensen hebben om te leren"),
    "Founding.identity": (
        "belonging of staff to the learning community",
        "verbondenheid van medewerkers met de leergemeenschap",
    ),
    "Founding.newcomer_identity": ("belonging of those on a placement", "verbondenheid van wie een plaatsing heeft"),
    "Founding.trust_low": ("lowest trust of a tie", "laagste vertrouwen in een band"),
    "Founding.trust_high": ("highest trust of a tie", "hoogste vertrouwen in een band"),
    "Founding.values_mean": (
        "mean of values for which a group of people names none",
        "gemiddelde van waarden waarvoor een groep mensen niets noemt",
    ),
    "Founding.values_spread": (
        "standard deviation of values in a group of people that names none",
        "standaardafwijking van waarden in een groep mensen die er geen noemt",
    ),
    "Founding.legitimacy": (
        "how acceptable the inherited way of working is",
        "hoe aanvaardbaar de geërfde werkwijze is",
    ),
    "Founding.legitimacy_floor": ("how acceptable any other way is", "hoe aanvaardbaar een andere werkwijze is"),
    "Founding.inherited": (
        "the official way at the start: the best within reach, drawn, or given",
        "de officiële werkwijze aan het begin: de beste binnen bereik, geloot, of gegeven",
    ),
    "Founding.density_within": (
        "probability of a tie between two people of a team",
        "kans op een band tussen twee mensen van een team",
    ),
    "Founding.density_between": (
        "probability of a tie between teams of an organisation",
        "kans op een band tussen teams van een organisatie",
    ),
    "Founding.density_across": (
        "probability of a tie between organisations (0: nobody knows anybody there)",
        "kans op een band tussen organisaties (0: niemand kent daar iemand)",
    ),
    "Founding.values": (
        "how values are drawn: normal about the mean of the group, uniform, or regular from 0 to 1",
        "hoe waarden worden geloot: normaal rond het gemiddelde van de groep, uniform, of regelmatig van 0 tot 1",
    ),
    "Founding.practice": (
        "ways of working at the start: inherited, or uniform over the options (undecided included)",
        "werkwijzen aan het begin: geërfd, of uniform over de opties (onbeslist inbegrepen)",
    ),
    "Founding.network": ("who is tied to whom at the start", "wie aan het begin met wie een band heeft"),
    "Network.kind": ("who is tied to whom at the start", "wie aan het begin met wie een band heeft"),
    "Network.neighbours": (
        "ties of each person on a ring, on a lattice or in a group",
        "banden per persoon op een ring, op een rooster of in een groep",
    ),
    "Network.width": (
        "columns of a lattice; left out: as many as rows",
        "kolommen van een rooster; weggelaten: evenveel als rijen",
    ),
    "Network.torus": ("whether the edges of a lattice are joined", "of de randen van een rooster aan elkaar zitten"),
    "Network.density": ("probability of each pair of a random network", "kans op elk paar van een toevalsnetwerk"),
    "Network.ties": ("pairs of a random network", "paren van een toevalsnetwerk"),
    "Network.connected": ("whether everybody is within reach", "of iedereen bereikbaar is"),
    "Network.rewiring": (
        "share of the ties of a ring, lattice or groups that are rewired",
        "deel van de banden van een ring, rooster of groepen dat wordt verlegd",
    ),
    "Network.keep_degrees": (
        "whether rewiring keeps numbers of ties",
        "of verleggen aantallen banden laat zoals ze zijn",
    ),
    "Network.room": ("ties that a person has room for, at least", "banden waarvoor iemand ruimte heeft, minstens"),
    "Founding.pioneers": ("who already work otherwise at the start", "wie aan het begin al anders werken"),
    "Pioneers.number": ("people who already work otherwise, drawn", "mensen die al anders werken, geloot"),
    "Pioneers.neighbours": (
        "whether those to whom they have ties do so too",
        "of ook wie met hen een band heeft dat doet",
    ),
    "Pioneers.option": ("the option that they enact, the first is 0", "de werkwijze die zij volgen, de eerste is 0"),
    "Founding.repertoire": (
        "further ways of working drawn for each person to know",
        "verdere werkwijzen die iemand kent, geloot",
    ),
    "Founding.seed": (
        "seed of the founding; left out: the seed of the run",
        "seed van het begin; weggelaten: de seed van het verloop",
    ),
    "Organisation.control": ("steepness of hierarchy", "steilheid van de hiërarchie"),
    "Organisation.learning_time": ("time granted for learning", "tijd die voor leren wordt gegund"),
    "Organisation.workload": ("pressure of work", "werkdruk"),
    "Organisation.responsiveness": (
        "how readily it takes up what people show",
        "hoe bereid zij is op te nemen wat mensen laten zien",
    ),
    "Organisation.count": ("how many alike", "hoeveel gelijke"),
    "Team.count": ("how many alike", "hoeveel gelijke"),
    "Team.safety": ("psychological safety at the start", "psychologische veiligheid aan het begin"),
    "People.role": ("staff, student, leader or facilitator", "staff (medewerker), student, leader of facilitator"),
    "People.values": ("mean importance of each value", "gemiddeld belang van elke waarde"),
    "People.spread": ("standard deviation of values", "standaardafwijking van waarden"),
    "People.drawn": (
        "how values are drawn; left out: as at the founding, or normal where the group names values",
        "hoe waarden worden geloot; weggelaten: als bij de stichting, of normaal waar de groep waarden noemt",
    ),
    "People.authority": ("weight of voice", "gewicht van de stem"),
    "People.openness": (
        "how different another may be and still be heard",
        "hoe anders een ander mag zijn om nog gehoord te worden",
    ),
    "People.openness_spread": ("standard deviation of openness", "standaardafwijking van openheid"),
    "People.susceptibility": ("how far others change one", "hoezeer anderen iemand veranderen"),
    "People.susceptibility_spread": (
        "standard deviation of how far others change one",
        "standaardafwijking van hoezeer anderen iemand veranderen",
    ),
    "People.stay": ("weeks of a placement", "weken van een plaatsing"),
    "People.cohorts": ("staggered starts of a rotation", "verspringende starts van een wisseling"),
    "People.participation": (
        "share of invitations to sessions that reach them",
        "deel van de uitnodigingen voor bijeenkomsten dat hen bereikt",
    ),
    "Community.interval": ("weeks between sessions", "weken tussen bijeenkomsten"),
    "Community.first_week": ("week of the first session", "week van de eerste bijeenkomst"),
    "Community.last_week": (
        "week after which no session is held; left out: to the end",
        "week waarna er geen bijeenkomst meer is; weggelaten: tot het eind",
    ),
    "Community.format": ("what a session does", "wat een bijeenkomst doet"),
    "Community.facilitation": ("how well it is facilitated", "hoe goed zij wordt begeleid"),
    "Community.facilitator": ("group of people that facilitates", "groep mensen die begeleidt"),
    "Community.mixing": ("how far groups mix teams", "hoezeer groepen teams mengen"),
    "Community.ambition": ("domain that it is about; left out: free", "domein waarover het gaat; weggelaten: vrij"),
    "Community.relevance": ("how much it matters to daily work", "hoezeer het ertoe doet in het dagelijks werk"),
    "Intervention.start": ("first week", "eerste week"),
    "Intervention.end": ("last week; left out: to the end", "laatste week; weggelaten: tot het eind"),
    "Intervention.dose": ("how much of it", "hoeveel ervan"),
    "Intervention.hours": ("what it costs, in hours of staff", "wat het kost, in uren van medewerkers"),
    "Record.cadence": (
        "weeks between two rows of the weekly measures",
        "weken tussen twee rijen van de wekelijkse maten",
    ),
}
"""``Section.field`` -> English, Dutch."""


def meaning(section: str, field: str, lang: str = "en") -> str:
    """What a setting means; empty when its name says it all."""
    both = MEANINGS.get(f"{section}.{field}")
    return "" if both is None else both[lang == "nl"]
