"""The demands of the work change: yesterday's good routine is less good."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled, renew_contributions, stream_key
from lcsim.mechanisms.reality import turn_reality
from lcsim.part import Rule

REALITY = stream_key("disturbance", "reality")


class Disturbance(Rule):
    """At planned weeks a share of the contributions to quality is drawn anew (Levinthal 1997).

    Where there is a reality, another option becomes the right one in that share of the domains (March 1991: turbulence).

    Without one hardly anything happens. Disturbances planned for week 0 take place after the founding, so that
    the inherited routine is good for demands that are gone.
    """

    name: ClassVar[str] = "disturbance"
    phase: ClassVar[str] = "environment"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "changing demands of the work"
    dutch: ClassVar[str] = "veranderende eisen van het werk"
    formula: ClassVar[str] = (
        "in the planned week each contribution f_k is redrawn, U(0,1), with probability `share`; in each domain another option becomes the "
        "right one with probability `share`, where there is such a thing"
    )
    reads: ClassVar[tuple[str, ...]] = ("redraw_week", "reality")
    writes: ClassVar[tuple[str, ...]] = ("redraw_count", "reality")
    sources: ClassVar[tuple[str, ...]] = (
        "Levinthal 1997, Management Science 43(7)",
        "Kauffman 1993, The origins of order",
    )


@compiled
def disturbance(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Let the disturbances of this week happen."""
    while state.redraw_count[0] < state.redraw_week.shape[0] and state.redraw_week[state.redraw_count[0]] <= week:
        at = state.redraw_count[0]
        turn_reality(state, state.redraw_key[at], REALITY, state.redraw_share[at])
        state.redraw_count[0] = at + 1
        renew_contributions(state)


@compiled
def disturbance_settled(state, rules):  # type: ignore[no-untyped-def]
    """Whether none is planned any more."""
    return state.redraw_count[0] == state.redraw_week.shape[0]
