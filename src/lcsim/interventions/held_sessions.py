"""What interventions that hold sessions share: who facilitates how well, who sits with whom, what it costs."""

from __future__ import annotations

from lcsim.interventions.declared import AddedSession, Cost, Declared
from lcsim.part import InterventionPart, parameter


class Facilitated(InterventionPart):
    """Sessions that somebody from outside facilitates: how well, and what that costs."""

    facilitation: float = parameter(
        0.65, low=0.35, high=0.8, at_most=1.0, unit="share",
        wording="quality of the facilitation",
        dutch="kwaliteit van de begeleiding",
        source="range of the default model upwards",
    )  # fmt: skip
    hours: float = parameter(
        1.5, low=1.0, high=4.0, unit="staff hours per attendance",
        wording="time that a session costs an attendee",
        dutch="tijd die een bijeenkomst een deelnemer kost",
        source="our assumption",
    )  # fmt: skip
    fee: float = parameter(
        150.0, low=0.0, high=400.0, unit="euros per group and session",
        wording="what a facilitator from outside asks, preparation included",
        dutch="wat een begeleider van buiten vraagt, met voorbereiding",
        source="our assumption",
    )  # fmt: skip


class HeldSessions(Facilitated):
    """Sessions of one format, held with those targeted by a facilitator from outside."""

    mixing: float = parameter(
        0.5, low=0.0, high=1.0, at_most=1.0, unit="share",
        wording="mixing over teams",
        dutch="menging over teams",
        source="our assumption",
    )  # fmt: skip


def held(part: HeldSessions, session_format: str, interval: int, dose: float) -> Declared:
    """A series of sessions in the window at `dose` in 0..1: the share of those invited who are free to come."""
    if dose <= 0.0:
        return Declared()
    session = AddedSession(session_format, interval, part.facilitation, part.mixing, 1.0, dose)
    return Declared(sessions=(session,), costs=(Cost("attendances", part.hours), Cost("sessions", 0.0, part.fee)))
