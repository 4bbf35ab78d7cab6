"""McFadden 1974: a logit choice between what one does and what one has seen, if one dares."""

from __future__ import annotations

from tests.reference.acts import acceptability, lead_in_team, own_utility, probability_of_switching, switch
from tests.reference.community import Person
from tests.reference.luck import meeting_draw, share


def meet(person: Person, other: Person, domain: int, luck: int, room: float) -> None:
    option = int(other.practice[domain])
    dares = share(meeting_draw(luck, "deliberation", 1)) < acceptability(person, domain, option, room)
    if not dares:
        return
    peers = person.community.rules.deliberation.beta_peers * lead_in_team(person, domain, option)
    utility = own_utility(person, domain, option) + peers
    if share(meeting_draw(luck, "deliberation", 2)) < probability_of_switching(person.community, utility):
        switch(person, domain, option, utility, source=other.row)
