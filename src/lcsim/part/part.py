"""The promise that rules and interventions make to the rest of the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from lcsim.part.choice import ChoiceFacts, choices_of
from lcsim.part.parameter import ParameterFacts, facts_of, parameter


class Part(BaseModel):
    """Frozen, validated parameters of one idea, with its name, wording and sources."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str] = ""
    wording: ClassVar[str] = ""
    dutch: ClassVar[str] = ""
    reads: ClassVar[tuple[str, ...]] = ()
    writes: ClassVar[tuple[str, ...]] = ()
    sources: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def facts(cls) -> tuple[ParameterFacts, ...]:
        """Facts of every parameter, in the order of declaration."""
        return facts_of(cls)

    @classmethod
    def choices(cls) -> tuple[ChoiceFacts, ...]:
        """Facts of every parameter that is a word, in the order of declaration."""
        return choices_of(cls)


class Rule(Part):
    """A rule of the week.

    ``phase`` is one of `lcsim.part.names.PHASES`; ``formula`` is what it computes, in one readable line or
    a few. ``compiled`` is the compiled function: a rule of a meeting phase is called by ``everyday_work``
    for one meeting of two people, any other rule once a week for everybody as
    ``compiled(state, rules, seed, week)``. A rule without a compiled function must define ``plain(state,
    rules, seed, week)``, an ordinary Python function with the same arguments: it runs between compiled
    segments, and the run says that it is slow.

    ``meets_with`` tells how a rule of a meeting phase is called: ``"one"`` with one other person, ``"seen"`` (a rule
    of adoption) with one other and the domain that observation hands over, ``"many"`` with all partners at once
    (one of them in ``everyday_work``). ``changes_both``: it also changes the other person, so that it cannot act
    simultaneously.
    """

    phase: ClassVar[str] = ""
    meets_with: ClassVar[Literal["one", "seen", "many"]] = "one"
    changes_both: ClassVar[bool] = False
    default: ClassVar[bool] = False
    formula: ClassVar[str] = ""
    compiled: ClassVar[Callable[..., Any] | None] = None
    plain: ClassVar[Callable[..., Any] | None] = None


class InterventionPart(Part):
    """Something that people in the field can do: timed, targeted, dosed and costed.

    A subclass defines ``declared(dose)``, which returns `lcsim.interventions.declared.Declared`: what it does
    and what that costs. Its effects then come from the rules. `acts_on` says what can be aimed at: ``people``
    (any organisation, team, role or community), whole ``organisations``, or learning ``communities``; and
    `fewest_teams` how many teams it takes.
    """

    acts_on: ClassVar[str] = "people"
    fewest_teams: ClassVar[int] = 1

    rate: float = parameter(
        40.0,
        low=25.0,
        high=80.0,
        unit="euros per hour of staff",
        wording="what an hour of staff costs the employer",
        dutch="wat een uur van een medewerker de werkgever kost",
        source="our assumption",
    )

    def declared(self, dose: float) -> Any:
        """Return what the intervention does at `dose` in 0..1; nothing at 0."""
        raise TypeError(f"intervention {self.name!r} does not declare what it does at dose {dose}")
