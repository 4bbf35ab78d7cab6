"""Training: people are told how it can be done."""

from __future__ import annotations

from typing import ClassVar, Literal

from lcsim.interventions.declared import Cost, Declared, KnowledgeAdded, Topic
from lcsim.part import InterventionPart, parameter


class Training(InterventionPart):
    """A course: those who come can do what was taught afterwards; nothing else changes (Arthur et al. 2003)."""

    name: ClassVar[str] = "training"
    wording: ClassVar[str] = "a course"
    dutch: ClassVar[str] = "een cursus"
    writes: ClassVar[tuple[str, ...]] = ("known",)
    sources: ClassVar[tuple[str, ...]] = (
        "Arthur, Bennett, Edens & Bell 2003, Journal of Applied Psychology 88(2): training and learning criteria, d = .63",
        "INTERACT (PMC5533173): training among the helpers in 66% of 71 nursing homes",
    )

    domain: str = ""
    """Domain of work that it is about (empty: chosen by `choice`)."""
    option: str = ""
    """Option of that domain that is meant (empty: chosen by `choice`)."""
    choice: Literal["quality", "level"] = "quality"
    """What is thought best where it is not named: what improves the official way most, or expresses the headline value most."""
    domains: int = parameter(
        4, low=1, high=12, at_least=1, at_most=64, unit="domains",
        wording="domains of work that are taught",
        dutch="domeinen van het werk die aan bod komen",
        source="our assumption",
    )  # fmt: skip
    times: int = parameter(
        4, low=1, high=12, at_least=1, at_most=1000, unit="days",
        wording="how often the course is given",
        dutch="hoe vaak de cursus wordt gegeven",
        source="our assumption",
    )  # fmt: skip
    interval: int = parameter(
        4, low=1, high=13, at_least=1, at_most=1000, unit="weeks",
        wording="weeks from one day to the next",
        dutch="weken van de ene dag tot de volgende",
        source="our assumption",
    )  # fmt: skip
    share: float = parameter(
        0.6, low=0.3, high=0.9, at_most=1.0, unit="probability per option and day",
        wording="being able to do afterwards what was taught",
        dutch="na afloop kunnen wat is geleerd",
        source="our assumption",
    )  # fmt: skip
    hours: float = parameter(
        4.0, low=2.0, high=8.0, unit="staff hours per person and day",
        wording="time away from work",
        dutch="tijd weg van het werk",
        source="our assumption",
    )  # fmt: skip
    fee: float = parameter(
        60.0, low=20.0, high=200.0, unit="euros per person and day",
        wording="what the course asks",
        dutch="wat de cursus kost",
        source="our assumption",
    )  # fmt: skip

    def declared(self, dose: float) -> Declared:
        """What happens at `dose` in 0..1: the probability to take part each day."""
        if dose <= 0.0:
            return Declared()
        topic = Topic(self.domains, self.domain, self.option, self.choice)
        taught = KnowledgeAdded("topic", self.share, dose, self.interval, self.times, topic)
        return Declared(acts=(taught,), costs=(Cost("trained", self.hours, self.fee),))
