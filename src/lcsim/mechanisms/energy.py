"""Energy recovers, and work takes it."""

from __future__ import annotations

from typing import ClassVar

from lcsim.chance import compiled
from lcsim.mechanisms.acts import clip
from lcsim.mechanisms.roll import on_roll, person_at
from lcsim.part import Rule, parameter


class Energy(Rule):
    """Energy recovers toward 1 and is taken by workload (job demands and resources, Bakker & Demerouti 2007).

    Gains from sessions and successes are added by those rules.
    """

    name: ClassVar[str] = "energy"
    phase: ClassVar[str] = "energy"
    default: ClassVar[bool] = True
    wording: ClassVar[str] = "energy: recovery and workload"
    dutch: ClassVar[str] = "energie: herstel en werkdruk"
    formula: ClassVar[str] = "energy += recovery * (1 - energy) - drain * workload * energy"
    reads: ClassVar[tuple[str, ...]] = ("energy", "workload")
    writes: ClassVar[tuple[str, ...]] = ("energy",)
    sources: ClassVar[tuple[str, ...]] = ("Bakker & Demerouti 2007, Journal of Managerial Psychology 22(3)",)

    recovery: float = parameter(
        0.05,
        low=0.03,
        high=0.08,
        at_most=1.0,
        unit="share per week",
        wording="weekly recovery",
        dutch="wekelijks herstel",
    )
    drain: float = parameter(
        0.1,
        low=0.05,
        high=0.15,
        at_most=1.0,
        unit="share per week",
        wording="energy taken in a week at full workload",
        dutch="energie die volle werkdruk per week kost",
    )


@compiled
def energy(state, rules, seed, week):  # type: ignore[no-untyped-def]
    """Update everybody."""
    p = rules.energy
    for at in range(on_roll(state)):
        i = person_at(state, at)
        if state.present[i]:
            e = state.energy[i]
            state.energy[i] = clip(e + p.recovery * (1.0 - e) - p.drain * state.workload[state.organisation[i]] * e)
