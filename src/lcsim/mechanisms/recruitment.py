"""Vacancies among staff are filled by newcomers who bring their own values and ways of working."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.mechanisms.arrive import enter
from lcsim.part import Rule, parameter


class Recruitment(Rule):
    """A vacancy is filled after some weeks; onboarding gives ties and part of the official way.

    Socialisation of newcomers after Harrison & Carroll (1991) in kind, not in number.
    """

    name: ClassVar[str] = "recruitment"
    phase: ClassVar[str] = "arrivals"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "filling vacancies and onboarding"
    dutch: ClassVar[str] = "vacatures vervullen en inwerken"
    formula: ClassVar[str] = (
        "a staff seat vacant for `vacancy` weeks gets a newcomer: values ~ normal(group mean, spread) clipped to 0..1; per "
        "domain the official way with probability copy_code, else an own one; ties with `onboarding_ties` team members, and with "
        "each colleague of another team with probability contact"
    )
    reads: ClassVar[tuple[str, ...]] = ("seat_row", "seat_vacant_since", "code", "group_values")
    writes: ClassVar[tuple[str, ...]] = (
        "*people",
        "seat_row",
        "seat_holders",
        "seat_vacant_since",
        "leader_left",
    )
    sources: ClassVar[tuple[str, ...]] = ("Harrison & Carroll 1991, ASQ 36",)

    copy_code: float = parameter(
        0.6,
        low=0.4,
        high=0.85,
        at_most=1.0,
        unit="probability per domain",
        wording="onboarding of staff: taking over the official way",
        dutch="inwerken van medewerkers: de officiële werkwijze overnemen",
    )
    vacancy: int = parameter(
        4,
        low=0,
        high=26,
        unit="weeks",
        wording="how long a vacancy lasts",
        dutch="hoe lang een vacature openstaat",
        source="our assumption",
    )
    onboarding_ties: int = parameter(
        6,
        low=2,
        high=12,
        unit="ties",
        wording="team members a newcomer is introduced to",
        dutch="teamleden aan wie een nieuwkomer wordt voorgesteld",
        source="our assumption",
    )
    contact: float = parameter(
        0.02,
        low=0.0,
        high=0.06,
        at_most=1.0,
        unit="probability",
        wording="a newcomer's tie with each colleague of another team of the organisation",
        dutch="band van een nieuwkomer met elke collega van een ander team van de organisatie",
        source="contact between units, as at the founding",
    )
    trust_low: float = parameter(
        0.3,
        low=0.1,
        high=0.5,
        at_least=0.01,
        at_most=1.0,
        unit="trust",
        wording="lowest trust of a new tie of onboarding",
        dutch="laagste vertrouwen in een nieuwe band bij het inwerken",
        source="as at the founding",
    )
    trust_high: float = parameter(
        0.5,
        low=0.3,
        high=0.7,
        at_least=0.01,
        at_most=1.0,
        unit="trust",
        wording="highest trust of a new tie of onboarding",
        dutch="hoogste vertrouwen in een nieuwe band bij het inwerken",
        source="as at the founding",
    )
    identity: float = parameter(
        0.2,
        low=0.1,
        high=0.4,
        at_most=1.0,
        unit="share",
        wording="belonging of a newcomer to the learning community",
        dutch="verbondenheid van een nieuwkomer met de leergemeenschap",
    )
    energy: float = parameter(
        0.62,
        low=0.5,
        high=0.8,
        at_most=1.0,
        unit="share",
        wording="energy of a newcomer",
        dutch="energie van een nieuwkomer",
    )


@compiled
def recruitment(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Fill the staff seats that have been vacant long enough."""
    for seat in range(state.seat_key.shape[0]):
        if state.seat_row[seat] < 0 and state.group_stay[state.seat_group[seat]] == 0:
            if week - state.seat_vacant_since[seat] >= rules.recruitment.vacancy:
                enter(state, rules, seed, week, seat, rules.recruitment.copy_code)
